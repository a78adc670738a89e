"""`hyoka import`: what stands in a table stands in the records, and nothing is lost in silence."""

import csv
import shutil
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from hyoka.__main__ import main
from hyoka.content import read_folder
from hyoka.content.records import read_records
from hyoka.importing.cells import Cell, column_of, letters, ranges
from hyoka.importing.fields import FieldType
from hyoka.importing.values import CellError, converted
from hyoka.model import IndicatorYear, Project
from hyoka.model.import_mapping import ImportColumn
from tests.building import TOWN

MAPPINGS = Path(__file__).parent / "imports"
HEADINGS = (
    *("No", "事業番号", "事業名", "始期", "予算科目\n（款）", "活動", "指標名", "単位", "方向性"),
    *("一般財源", "事業費計", "ア", "一般財源", "事業費計", "ア", "担当者"),
)
ROWS: Sequence[Sequence[str | float | None]] = (
    (
        *(1, "0001", "川辺の\n清掃", "平成20年度", "04\n05"),
        *("・拾った\n\u3000袋に入れた\n・量った", "参加者", "人", "1\u3000現状維持"),
        *(10.5, 1200, 30, 0, "△1,300", "－", "山田"),
    ),
    (
        *(2, "0002", "広場の花壇", 24, None, None, 0, None, None),
        *(0.1 + 0.2, 5, None, None, 7, None, None),
    ),
    (
        *(3, "0", "番号のない事業", None, None, None, None, None, None),
        *(None, 1, None, None, 1, None, None),
    ),
    (
        *(4, "0004", "街角の椅子", "昔", None, "置いた", "脚数", "脚", "1 現状維持"),
        *(1, 2, "5（2）", 3, "#REF!", "未集計", None),
    ),
)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The town's records."""
    return Path(shutil.copytree(TOWN, tmp_path / "content"))


def hyoka(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def workbook(rows: Sequence[Sequence[str | float | None]] = ROWS) -> bytes:
    """A workbook as a city's macro gathers it: a row of filler, headings, a row a project."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "集計"
    sheet["B1"] = "調整用"
    for number, row in enumerate([HEADINGS, *rows], 2):
        for column, value in enumerate(row, 2):
            if value is not None:
                sheet.cell(number, column, value)
    book.create_sheet("説明")["A1"] = "この表について"
    return saved(book)


def saved(book: Workbook) -> bytes:
    data = BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "集計表.xlsx"
    file.write_bytes(workbook())
    return file


def imported(table: Path, content: Path, *more: str, mapping: str = "rows") -> Result:
    return hyoka("import", table, "--by", MAPPINGS / f"{mapping}.yml", "--content", content, *more)


def project(content: Path, id_: str) -> Project:
    return next(it for it in read_records(read_folder(content)).records.projects if it.id == id_)


# A row a project.


def test_a_row_becomes_a_record_as_a_careful_person_would_type_it(
    table: Path, content: Path
) -> None:
    imported(table, content)
    assert (content / "projects" / "jigyou-0001.yml").read_text(encoding="utf-8") == (
        """\
number: "0001"
name: 川辺の清掃
started: 2008
indicators:
  - id: katsudou-a
    name: 参加者
    unit: 人
    kind: output
    direction: none
years:
  - fiscal_year: 2023
    document: hyoka-r7
    settlement: 1200
    funding:
      general: 10.5
    indicators:
      - id: katsudou-a
        actual: 30
  - fiscal_year: 2024
    document: hyoka-r7
    settlement: -1300
    funding:
      general: 0
    budget_lines:
      - budget_category: "04"
      - budget_category: "05"
    indicators:
      - id: katsudou-a
        actual: not_stated
        actual_words: "－"
    activities:
      - |-
        拾った
        袋に入れた
      - 量った
    next_action:
      id: keizoku
"""
    )


def test_every_number_is_that_of_its_cell_as_another_library_reads_it(
    table: Path, content: Path
) -> None:
    imported(table, content)
    rows = CalamineWorkbook.from_path(str(table)).get_sheet_by_name("集計").to_python()
    compared = 0
    for row in rows[2:]:
        number = str(row[1])
        if number == "0":
            continue
        found = project(content, f"jigyou-{number}")
        for year, first in zip((2023, 2024), (9, 12), strict=True):
            record = next((it for it in found.years if it.fiscal_year.year == year), None)
            for at, value in ((first, _general(record)), (first + 1, _settlement(record))):
                if isinstance(row[at], float | int) and row[at] != "":
                    assert value == Decimal(f"{row[at]:.15g}")
                    compared += 1
    assert compared >= 8


def _general(year: object) -> object:
    funding = getattr(year, "funding", None)
    return getattr(funding, "general", None)


def _settlement(year: object) -> object:
    return getattr(year, "settlement", None)


def test_what_cannot_be_read_is_told_at_its_cell_and_all_else_is_taken(
    table: Path, content: Path
) -> None:
    done = imported(table, content)
    assert done.exit_code == 1
    told = [line.strip() for line in done.stderr.splitlines() if "-->" in line]
    assert told == [
        "--> 集計表.xlsx!集計!C5",  # no number of its own
        "--> 集計表.xlsx!集計!E6",  # 昔
        "--> 集計表.xlsx!集計!O6",  # #REF!
    ]
    assert "読めなかったところが3件あります。" in done.stderr
    chair = project(content, "jigyou-0004")
    assert chair.started is None
    assert chair.years[1].settlement is None
    words = chair.years[0].indicators[0]
    assert (words.actual_words, words.actual) == ("5（2）", "not_quantifiable")


def test_every_cell_is_taken_or_named_with_the_reason(table: Path, content: Path) -> None:
    done = imported(table, content, "--list")
    assert done.stdout == (
        """\
集計表.xlsx
　新しい記録 3件、変わった記録 0件、変わらない記録 0件（31個のセルを取り込みました）
　取り込まなかったセル 30個
　　市の内部の通し番号です。 集計!B3:B6（4個）
　　個人の名前です。 集計!Q3（1個）
　　値がないことを表す文字です。 集計!H4（1個）
　　示した問題のため、この値は書いていません。 集計!C5、E6、O6（3個）
　　どの記録の行かがわかりません。 集計!D5、L5、O5（3個）
　　値の最初の行より上にあります。 集計!B1（1個）
　　見出しです。 集計!B2:Q2（16個）
　　対応表が読まないシートです。 説明!A1（1個）
"""
    )


def test_what_is_taken_of_hidden_rows_and_columns_is_told(tmp_path: Path, content: Path) -> None:
    book = load_workbook(BytesIO(workbook()))
    sheet = book["集計"]
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["D"].hidden = True
    (tmp_path / "集計表.xlsx").write_bytes(saved(book))
    done = imported(tmp_path / "集計表.xlsx", content)
    assert project(content, "jigyou-0002").name == "広場の花壇"
    (told,) = (line for line in done.stdout.splitlines() if "隠された" in line)
    assert (
        told
        == "　取り込んだセルのうち、隠された行か列にあるもの 8個：集計!D3:D4、C4、E4、K4:L4、O4など"
    )


def test_run_twice_it_changes_nothing(table: Path, content: Path) -> None:
    imported(table, content)
    files = {file: file.read_bytes() for file in content.rglob("*.yml")}
    done = imported(table, content)
    assert "新しい記録 0件、変わった記録 0件、変わらない記録 3件" in done.stdout
    assert {file: file.read_bytes() for file in content.rglob("*.yml")} == files


def test_what_was_written_by_hand_stays_and_only_new_values_are_new(
    table: Path, content: Path
) -> None:
    imported(table, content)
    file = content / "projects" / "jigyou-0002.yml"
    before = file.read_text(encoding="utf-8").replace(
        'number: "0002"\n', 'number: "0002" # 台帳の番号\noverview: 手で書いた文\n'
    )
    file.write_text(before, encoding="utf-8", newline="\r\n")
    rows = [list(row) for row in ROWS]
    rows[1][13] = 8
    table.write_bytes(workbook(rows))
    imported(table, content)
    after = file.read_bytes().decode()
    assert after == before.replace("settlement: 7", "settlement: 8").replace("\n", "\r\n")


def test_two_files_tell_of_one_record_together(table: Path, content: Path) -> None:
    later = table.with_name("後.xlsx")
    later.write_bytes(workbook([[*ROWS[1][:12], 9, *ROWS[1][13:]]]))
    done = hyoka("import", table, later, "--by", MAPPINGS / "rows.yml", "--content", content)
    assert done.stdout.startswith("集計表.xlsx、後.xlsx\n　新しい記録 3件")
    assert "集計表.xlsx!集計!B3:B6" in done.stdout
    beds = project(content, "jigyou-0002").years
    funding = beds[1].funding
    assert beds[0].settlement == Decimal(5)
    assert funding is not None
    assert funding.general == Decimal(9)


def test_a_dry_run_writes_nothing(table: Path, content: Path) -> None:
    done = imported(table, content, "--dry-run")
    assert "まだ書いていません" in done.stdout
    assert not (content / "projects" / "jigyou-0001.yml").exists()


def test_two_rows_that_say_different_things_of_one_record_are_told(
    table: Path, content: Path
) -> None:
    rows = [list(ROWS[1]), [*ROWS[1][:2], "広場の花", *ROWS[1][3:]]]
    table.write_bytes(workbook(rows))
    done = imported(table, content)
    assert "同じ項目に、集計!D3 では「広場の花壇」、ここでは「広場の花」とあります。" in done.stderr
    assert project(content, "jigyou-0002").name == "広場の花壇"


# A sheet a project, and a list of indicators.


def forms() -> bytes:
    book = Workbook()
    for number, (id_, name, purpose, cost) in enumerate(
        [
            ("0101", "水辺の教室", "川を知る。\n川に親しむ。", 1234000),
            ("0102", "堤の花", "植える。", 500),
        ]
    ):
        sheet = book.create_sheet(f"{number + 1}枚目")
        sheet.merge_cells("B1:F1")
        sheet["B1"] = "事務事業評価表"
        sheet.merge_cells("B2:C2")
        sheet["B2"], sheet["D2"] = "事業番号", id_
        sheet["B3"], sheet["C3"] = "事　業　名", name
        sheet["B4"] = "事業の目的"
        sheet.merge_cells("C4:F5")
        sheet["C4"] = purpose
        sheet["B6"], sheet["D6"] = "決算額", cost
        sheet["F6"] = "円"
    del book["Sheet"]
    return saved(book)


def test_a_sheet_each_is_read_by_labels_and_addresses(content: Path, tmp_path: Path) -> None:
    table = tmp_path / "評価表.xlsx"
    table.write_bytes(forms())
    done = imported(table, content, mapping="forms")
    assert done.exit_code == 0, done.stderr
    first, second = project(content, "jigyou-0101"), project(content, "jigyou-0102")
    assert (first.name, first.purpose) == ("水辺の教室", "川を知る。\n川に親しむ。")
    assert first.years[0].settlement == Decimal(1234)
    assert second.years[0].settlement == Decimal("0.5")
    assert "見出しです。 1枚目!B2:B4、B6（4個）" in done.stdout
    assert "対応表に書かれていないセルです。 1枚目!F6（1個）" in done.stdout


def test_a_label_that_has_moved_is_told(content: Path, tmp_path: Path) -> None:
    table = tmp_path / "評価表.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["B2"], sheet["C2"], sheet["B3"], sheet["C3"] = "事業番号", "0103", "事業名", "堤"
    sheet["B4"], sheet["C4"], sheet["B7"], sheet["D7"] = "事業の目的", "植える。", "決算額", 5
    table.write_bytes(saved(book))
    done = imported(table, content, mapping="forms")
    assert done.exit_code == 1
    assert "「決算額」はB7にあり、D6の左にも上にもありません。" in done.stderr
    assert not (content / "projects" / "jigyou-0103.yml").exists()


def kpis(rows: Sequence[Sequence[str]], encoding: str) -> bytes:
    text = StringIO(newline="")
    csv.writer(text).writerows([("施策ID", "指標ID", "指標名", "令和5年度", "令和6年度"), *rows])
    return text.getvalue().encode(encoding)


def test_a_list_of_indicators_becomes_a_file_of_all_years(content: Path, tmp_path: Path) -> None:
    table = tmp_path / "kpi.csv"
    rows = [
        ("tsudoi", "riyou", "使った人", "１，２３４", "未集計"),
        ("tsudoi", "kaisuu", "回数", "3", "4.0"),
    ]
    table.write_bytes(kpis(rows, "cp932"))
    done = imported(table, content, mapping="kpis")
    assert done.exit_code == 0, done.stderr
    assert (content / "measures/komorebi-2/tsudoi/years.yml").read_text(encoding="utf-8") == (
        """\
years:
  - fiscal_year: 2023
    edition: 2024
    document: hyoka-r6
    indicators:
      - id: riyou
        actual: 1234
      - id: kaisuu
        actual: 3
  - fiscal_year: 2024
    edition: 2025
    document: hyoka-r7
    indicators:
      - id: riyou
        actual: pending
      - id: kaisuu
        actual: 4.0
"""
    )


def test_a_mapping_to_begin_with_says_in_which_code_the_file_was_read(tmp_path: Path) -> None:
    table, mapping = tmp_path / "kpi.csv", tmp_path / "案.yml"
    table.write_bytes(kpis([], "cp932"))
    assert hyoka("import", table, "--begin", mapping).exit_code == 1
    assert hyoka("import", table, "--begin", mapping, "--encoding", "cp932").exit_code == 0
    assert "\nencoding: cp932\n" in mapping.read_text(encoding="utf-8")


# Mappings with faults.


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("heading: 事業名", "heading: 事業の名", "「事業の名」という見出しの列はありません。"),
        ("heading: 活動", "heading: ア", "「ア」という見出しの列がいくつもあります（M、P）。"),
        ("field: name", "field: nama", "「nama」という項目はありません（nama のところ）。"),
        ("width: 3", "width: 2", "K列の見出しは「一般財源」ですが、同じはずのM列は「ア」です。"),
        ("  - 集計", "  - 集計表", "「集計表」というシートはありません。"),
        ("kind: project", "kind: projekt", "「projekt」"),
        ("        field: number", "        fild: number", "「fild」という項目はありません。"),
        ("        field: number\n", "", "書く項目（field）か、取り込まない理由（ignored）の"),
    ],
)
def test_a_mapping_that_does_not_fit_is_told_at_its_line(
    before: str, after: str, message: str, table: Path, content: Path
) -> None:
    text = (MAPPINGS / "rows.yml").read_text(encoding="utf-8")
    assert before in text
    mapping = table.with_name("対応表.yml")
    mapping.write_text(text.replace(before, after, 1), encoding="utf-8")
    done = hyoka("import", table, "--by", mapping, "--content", content)
    assert done.exit_code == 1
    assert message in done.stderr
    assert f"{mapping}:" in done.stderr
    assert not (content / "projects" / "jigyou-0001.yml").exists()


# What cells hold.


@pytest.mark.parametrize(
    ("shown", "kind", "value"),
    [
        ("１，２３４", "number", 1234),
        ("△12.50", "number", Decimal("-12.50")),
        ("△1,234", "number", -1234),
        ("12.5%", "number", Decimal("12.5")),
        ("▲3", "number", -3),
        ("96％", "number", 96),
        ("21,600千円", "money", 21600),
        ("21,600,000円", "money", 21600),
        ("R6", "year", 2024),
        ("Ｈ３０", "year", 2018),
        ("令和6年度（2024）", "year", 2024),
        ("平成31年度", "year", 2019),
        ("令和6年7月26日", "date", "2024-07-26"),
        ("R7.3.31", "date", "2025-03-31"),
        ("2025/3/31", "date", "2025-03-31"),
        ("○", "boolean", True),
        ("未達成", "boolean", False),
        ("一行目\n二行目", "line", "一行目二行目"),
        ("No. 1\nA", "line", "No. 1 A"),
        ("一行目\n二行目", "text", "一行目\n二行目"),
    ],
)
def test_a_cell_is_read_as_a_person_reads_it(shown: str, kind: str, value: object) -> None:
    taken_as = FieldType("number", is_money=True) if kind == "money" else FieldType(kind)
    assert (
        converted(Cell(1, 1, shown), ImportColumn(heading="a", field="b"), taken_as, "千円")
        == value
    )


@pytest.mark.parametrize(
    ("shown", "kind", "rule"),
    [
        ("約1200", "number", "no_number_in_cell"),
        ("12 34", "number", "no_number_in_cell"),
        ("25O", "number", "no_number_in_cell"),
        ("(1,234)", "number", "no_number_in_cell"),
        ("1,234百万円", "money", "no_number_in_cell"),
        ("12.5%", "money", "no_money_in_cell"),
        ("1万2000", "number", "no_number_in_cell"),
        ("1-2", "number", "no_number_in_cell"),
        ("ー", "number", "no_number_in_cell"),
        ("n/a", "number", "no_number_in_cell"),
        ("＊", "number", "no_number_in_cell"),
        ("集計中", "number", "no_number_in_cell"),
        ("1.5", "whole_number", "no_whole_number_in_cell"),
        ("6", "year", "no_year_in_cell"),
        ("令和6年度（2023）", "year", "no_year_in_cell"),
        ("2024-04-01", "year", "no_year_in_cell"),
        ("45747", "date", "no_date_in_cell"),
        ("7/26", "date", "no_date_in_cell"),
        ("たぶん", "boolean", "no_yes_or_no_in_cell"),
    ],
)
def test_a_cell_that_nobody_can_read_is_never_guessed(shown: str, kind: str, rule: str) -> None:
    taken_as = FieldType("number", is_money=True) if kind == "money" else FieldType(kind)
    with pytest.raises(CellError) as caught:
        converted(Cell(1, 1, shown), ImportColumn(heading="a", field="b"), taken_as, "千円")
    assert caught.value.rule == rule


def test_columns_have_the_letters_of_a_spreadsheet() -> None:
    assert [letters(number) for number in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert all(column_of(letters(number)) == number for number in range(1, 1000))
    cells = [Cell(row, 3, "x") for row in (3, 4, 5, 9)]
    assert list(ranges(iter(cells))) == ["C3:C5", "C9"]
    cells += [Cell(row, 4, "x") for row in (3, 4, 5)] + [Cell(9, 5, "x")]
    assert list(ranges(iter(cells))) == ["C3:D5", "C9", "E9"]


# A mapping to begin with.


def test_a_mapping_is_proposed_and_is_refused_until_it_is_whole(
    table: Path, content: Path, tmp_path: Path
) -> None:
    mapping = tmp_path / "対応表.yml"
    done = hyoka("import", table, "--begin", mapping)
    assert done.exit_code == 0, done.stderr
    text = mapping.read_text(encoding="utf-8")
    assert "# 確認：見出しが項目の名前「事業名」と同じです。\n        field: name\n" in text
    assert "first: K\n        width: 3\n" in text
    assert "field: years/{year}/settlement\n" in text
    refused = hyoka("import", table, "--by", mapping, "--content", content)
    assert refused.exit_code == 1
    left = ["value: （値）", "- （年度）"]
    assert [words for words in left if words in text and words in refused.stderr] == left
    assert "まだ何も取り込んでいません" in refused.stderr
    assert hyoka("import", table, "--begin", mapping).exit_code == 1


def test_a_row_of_an_indicator_stays_an_indicator(table: Path, content: Path) -> None:
    imported(table, content)
    (row,) = project(content, "jigyou-0001").years[0].indicators
    assert row == IndicatorYear(id="katsudou-a", actual=Decimal(30))
