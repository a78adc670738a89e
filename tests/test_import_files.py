"""The files that `hyoka import` reads: what is in them is read, or it is told why not."""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from time import process_time

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from hyoka.__main__ import main
from hyoka.content import read_folder
from hyoka.content.records import read_records
from hyoka.importing import workbook_reader
from hyoka.importing.cells import Cell, Table, UnreadableFileError
from hyoka.importing.templates import Naming, Source
from hyoka.importing.text_reader import read_text_table
from hyoka.importing.workbook_reader import read_workbook
from hyoka.model import Project
from tests.building import TOWN
from tools.gathered_sheet import COLUMNS, MAPPING, gathered_sheet

_SHEET = "xl/worksheets/sheet1.xml"
_WORKBOOK = "xl/workbook.xml"


def saved(book: Workbook) -> bytes:
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def of_values(*values: str) -> bytes:
    """A workbook with texts below one another."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for value in values:
        sheet.append([value])
    return saved(book)


def in_dialect(text: str) -> str:
    """A part as Excel's "Strict Open XML" has it: everything is called otherwise."""
    return text.replace("schemas.openxmlformats.org", "purl.oclc.org/ooxml")


def replaced(texts: Mapping[str, str]) -> Callable[[str], str]:
    """What puts texts in place of others."""

    def change(text: str) -> str:
        for before, after in texts.items():
            text = text.replace(before, after)
        return text

    return change


def with_part(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """A workbook with one of its parts changed."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(made, "w") as after:
        for part in before.namelist():
            text = before.read(part)
            after.writestr(part, change(text.decode()) if part == name else text)
    return made.getvalue()


def texts(data: bytes) -> list[str]:
    (table,) = read_workbook(data)
    return [table.cells[at].text for at in sorted(table.cells)]


def test_a_workbook_is_read_as_it_is_shown() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    held: list[tuple[float | str, str]] = [
        *((0.479, "0.0%"), (86, "0000"), (65, "#,##0.0"), (0.1 + 0.2, "General"), (1e15, "0")),
        *((12, '#,##0"千円"'), (6, '"令和"0"年度"'), (30, '"約"0'), (-5, '#,##0;"△"#,##0')),
        *((3, "[Red]#,##0_ "), (7, '_ * #,##0_ ;_ * "-"_ ;_ @_ '), (45747, 'ge"."m"."d')),
        *((1234567, "#,##0,"), ("=1+1", "General"), (45383, 'ggge"年度"'), (43556, "[$-411]ge")),
        *((43586, '[$-411]ggge"年度";@'), (6, '"Age "0'), (45383, 'yyyy"年"')),
        *((45383, '[$-411]ggg"（"e"）ge"'), (45383, "ggg e")),
    ]
    for row, (value, number_format) in enumerate(held, 1):
        sheet.cell(row, 1, value).number_format = number_format
    (table,) = read_workbook(saved(book))
    assert [table.cells[at].text for at in sorted(table.cells)] == [
        *("47.9%", "0086", "65.0", "0.3", "1000000000000000", "12千円", "令和6年度", "約30"),
        *("-5", "3", "7", "2025-03-31", "1234567", "=1+1", "令和6年度", "H31", "令和1年度"),
        *("6", "2024-04-01", "令和（6）ge", "令和 6"),
    ]
    assert [cell.fault for cell in table.cells.values() if cell.fault] == [
        *("scaled_number", "formula_without_value")
    ]


_SPOKEN = '<rPh sb="0" eb="1"><t>カワ</t></rPh>'


@pytest.mark.parametrize(
    ("before", "after", "read"),
    [
        ('t="inlineStr"><is><t>川</t></is>', after, read)
        for after, read in [
            # Parts in bold are one text; how it is pronounced is none.
            (
                f't="inlineStr"><is><r><t>川</t></r><r><t>辺</t></r>{_SPOKEN}</is>',
                "川辺",
            ),
            ('t="inlineStr"><is><t>川_x000D_\n岸_x0041_</t></is>', "川\n岸A"),
            ('t="str"><f>IF(B1="","",B1)</f><v></v>', None),
            ('t="str"><f>B1</f><v>川</v>', "川"),
            ("><f>A2&amp;B1</f>", "=A2&B1"),
            ("><v>1E+30</v>", "1e+30"),
            ("><v>0.30000000000000004</v>", "0.3"),
            ('><f t="shared" si="0"/><v></v>', "="),
            ('t="e"><f>1/0</f><v>#DIV/0!</v>', "#DIV/0!"),
        ]
    ]
    + [('<dimension ref="A1:A2"', '<dimension ref="A2"', "川")],
)
def test_a_cell_is_read_however_the_file_holds_it(
    before: str, after: str, read: str | None
) -> None:
    data = of_values("川", "山")
    changed = with_part(data, _SHEET, lambda text: text.replace(before, after, 1))
    assert changed != with_part(data, _SHEET, str)
    assert texts(changed) == [text for text in (read, "山") if text]


_SHARED = (
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    f'<si><t>川</t>{_SPOKEN}<phoneticPr fontId="1"/></si></sst>'
)
_TYPES = "[Content_Types].xml"
_SHARED_TYPE = (
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)


def test_how_a_text_is_pronounced_is_no_part_of_it() -> None:
    inline = 't="inlineStr"><is><t>x</t></is>'
    data = with_part(of_values("x"), _SHEET, lambda text: text.replace(inline, 't="s"><v>0</v>'))
    made = BytesIO(with_part(data, _TYPES, lambda text: text.replace("</Types>", _SHARED_TYPE)))
    with zipfile.ZipFile(made, "a") as packed:
        packed.writestr("xl/sharedStrings.xml", _SHARED)
    assert texts(made.getvalue()) == ["川"]


def test_hidden_sheets_and_merged_cells_are_known() -> None:
    book = Workbook()
    sheet, hidden = book.active, book.create_sheet("控え")
    assert sheet is not None
    sheet["A1"] = "決算額"
    sheet.merge_cells("A1:B2")
    hidden["A1"], hidden.sheet_state = 1, "hidden"
    sheet.row_dimensions[4].hidden = True
    for column in ("C", "D"):
        sheet.column_dimensions[column].hidden = True
    first, second = read_workbook(saved(book))
    assert (first.is_hidden, second.is_hidden) == (False, True)
    assert (first.hidden_rows, first.hidden_columns) == (frozenset({4}), frozenset({3, 4}))
    assert first.merged == ((1, 1, 2, 2),)
    assert first.heading(2, 2) == "決算額"
    # A name counts for each row beside its merged cells; a value is that of the first row alone.
    naming = Naming(Source(1), {"決算額": "settlement"}, None)
    cells = [naming.cell(first, row) for row in (1, 2, 3)]
    assert [cell and naming.word(cell) for cell in cells] == ["settlement", "settlement", None]
    assert Source(1).cell(first, 2) is None


@pytest.mark.parametrize(("first", "each", "last"), [(None, 2, 60_000), (1, 20_000, 20_000)])
def test_a_name_is_found_above_each_of_many_rows_at_once(
    first: int | None, each: int, last: int
) -> None:
    named = {row: Cell(row, 1, f"課{row}") for row in range(1, last, each)}
    areas = [(row, 1, row + 1, 1) for row in named] if first is None else []
    table = Table("", {(row, 1): cell for row, cell in named.items()}, tuple(areas))
    naming, begun = Naming(Source(1), {}, first), process_time()
    for row in range(1, last + 1):
        assert naming.cell(table, row) is named[row - (row - 1) % each]
    assert process_time() - begun < 5  # to look at all rows above each takes longer


_ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "workbook_unreadable"),
        (b"PK\x03\x04broken", "workbook_unreadable"),
        (of_values("途中まで")[:-400], "workbook_unreadable"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "workbook_old_or_protected"),
        (bytes(50_000_001), "workbook_too_large"),
        (
            with_part(of_values("a"), _SHEET, lambda text: _ENTITIES + text),
            "workbook_unreadable",
        ),
        (with_part(of_values("a"), _SHEET, lambda text: text[:-30]), "workbook_unreadable"),
        (with_part(of_values("a"), _SHEET, in_dialect), "workbook_unreadable"),
        (with_part(of_values("a"), _WORKBOOK, in_dialect), "workbook_unreadable"),
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes, rule: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_workbook(data)
    assert caught.value.rule == rule


_MERGES = '</sheetData><mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A2:B2"/></mergeCells>'


_FAR_BELOW = {'<row r="2"': '<row r="99999999999999"', ' r="A2"': ""}
"""A row that would be looked for in all between."""


@pytest.mark.parametrize(
    ("limit", "most", "changed"),
    [
        ("_MAX_UNPACKED", 1, {}),
        ("_MAX_CELLS", 1, {}),
        ("_MAX_MERGED", 1, {"</sheetData>": _MERGES}),
        ("_MAX_LOOKED_AT", 100_000, _FAR_BELOW),
    ],
)
def test_a_workbook_that_unpacks_to_too_much_is_refused(
    limit: str, most: int, changed: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_reader, limit, most)
    data = with_part(of_values("a", "b"), _SHEET, replaced(changed))
    with pytest.raises(UnreadableFileError) as caught:
        read_workbook(data)
    assert caught.value.rule == "workbook_too_large"


def test_neither_macros_nor_links_are_followed() -> None:
    # What lies beside the sheets is never opened: were it, it could not be read.
    made = BytesIO(of_values("=[1]他!A1", "川"))
    with zipfile.ZipFile(made, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"\x00\xffno program")
        packed.writestr("xl/externalLinks/externalLink1.xml", "<no XML")
    (table,) = read_workbook(made.getvalue())
    assert table.cells[1, 1].fault == "formula_without_value"
    assert table.cells[2, 1].text == "川"


@pytest.mark.parametrize(
    ("data", "encoding", "rule"),
    [
        ("番号,髙\n".encode(), "cp932", "utf_8_in_fact"),
        ("番号,川\n".encode("cp932"), "utf-8", "other_encoding"),
        ("番号\n".encode("cp932") + "髙川\n".encode(), "cp932", "other_encoding_than_cp932"),
        ("番号\n".encode("utf-16"), "utf-8", "utf_16"),
        (b"a,b\n1,\0\n", "utf-8", "no_text_table"),
        (b'a,"b\n', "utf-8", "broken_text_table"),
        (b'a,"b"c\n', "utf-8", "broken_text_table"),
    ],
)
def test_what_is_no_table_in_its_code_is_refused(data: bytes, encoding: str, rule: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_text_table(data, encoding, ",")
    assert caught.value.rule == rule


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ('\ufeff川,"一\r\n""二"""\r\n\r\n,9\r\n'.encode(), "utf-8"),
        ('川,"一\n""二"""\n\n,9,,'.encode("cp932"), "cp932"),
        ('川,"一\r""二"""\r\r,9\r'.encode("cp932"), "cp932"),
    ],
)
def test_a_text_table_is_read_whatever_ends_its_lines(data: bytes, encoding: str) -> None:
    cells = read_text_table(data, encoding, ",").cells
    held = {at: cell.text for at, cell in cells.items()}
    assert held == {(1, 1): "川", (1, 2): '一\n"二"', (3, 2): "9"}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("表.xls", "「名前を付けて保存」で .xlsx にしてください。"),
        ("表.ods", "OpenDocumentの表"),
        ("表.numbers", "「書き出す」の「Excel」"),
        ("表.pdf", "拡張子「.pdf」の表は読めません。"),
        ("表.xlsx", "保存の途中なら終わるのを待ち"),
    ],
)
def test_another_kind_of_file_is_told_with_the_way_out(
    name: str, words: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(b"x")
    done = run("import", tmp_path / name, "--by", MAPPING, "--content", TOWN)
    assert done.exit_code == 1
    assert words in done.stderr


# A form of 208 columns.


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records of nine fictional projects, and the workbook that they were taken from."""
    folder = tmp_path_factory.mktemp("gathered")
    (folder / "content").mkdir()
    example = MAPPING.with_name("municipality.yml").read_bytes()
    (folder / "content" / "municipality.yml").write_bytes(example)
    (folder / "表.xlsx").write_bytes(gathered_sheet(10, without_number=9))
    done = taken(folder)
    (folder / "said.txt").write_text(done.output, encoding="utf-8")
    return folder


def taken(folder: Path, *more: str) -> Result:
    content = folder / "content"
    return run("import", folder / "表.xlsx", "--by", MAPPING, "--content", content, *more)


def projects(folder: Path) -> dict[str, Project]:
    records = read_records(read_folder(folder / "content")).records
    return {str(project.number): project for project in records.projects}


def test_a_form_of_208_columns_becomes_a_city_that_passes_the_check(gathered: Path) -> None:
    said = (gathered / "said.txt").read_text(encoding="utf-8")
    assert re.findall(r"--> (\S+)", said) == ["表.xlsx!データ集計マクロ用シート!H11"]
    checked = run("check", "--content", gathered / "content")
    assert checked.exit_code == 0, checked.output
    assert len(projects(gathered)) == 9
    assert projects(gathered)["0003"].tags == ()
    (plan,) = read_records(read_folder(gathered / "content")).records.plans
    assert [part.number for part in plan.chapters] == sorted(part.number for part in plan.chapters)


def test_every_cell_of_it_is_taken_or_named(gathered: Path) -> None:
    book = load_workbook(gathered / "表.xlsx", read_only=True)
    there = sum(cell not in {None, ""} for row in book.worksheets[0].values for cell in row)
    said = (gathered / "said.txt").read_text(encoding="utf-8").replace(",", "")
    counts = re.search(r"（(\d+)個のセルを取り込みました）\n　取り込まなかったセル (\d+)個", said)
    assert counts is not None
    assert int(counts[1]) + int(counts[2]) == there
    assert f"見出しです。 データ集計マクロ用シート!C2:HB2（{COLUMNS}個）" in said


_MONEY = ("national", "prefectural", "bonds", "other", "general")
_INDICATORS = {
    "katsudou-a": 10,
    "katsudou-i": 11,
    "taishou-ka": 13,
    "seika-sa": 16,
    "seika-shi": 17,
}


def test_every_number_of_it_is_that_of_its_cell(gathered: Path) -> None:
    found = projects(gathered)
    rows = CalamineWorkbook.from_path(str(gathered / "表.xlsx")).get_sheet_by_index(0)
    compared = 0
    for row in rows.to_python(skip_empty_area=False)[2:]:
        if project := found.get(str(row[7])):
            for year in project.years:
                first = 71 + 19 * (year.fiscal_year.year - 2020)
                for at, value in numbers(project, year.fiscal_year.year):
                    if isinstance(row[first + at], int | float):
                        assert value == Decimal(f"{row[first + at]:.15g}")
                        compared += 1
    assert compared > 9 * 6 * 11


def numbers(project: Project, of: int) -> Iterator[tuple[int, object]]:
    """What a record says of a year, each with its column in the year's group."""
    year = next(it for it in project.years if it.fiscal_year.year == of)
    is_plan = of == 2025
    funding = year.planned_cost_funding if is_plan else year.funding
    staff = year.planned_staff if is_plan else year.staff
    assert funding is not None
    assert staff is not None
    yield from ((at, getattr(funding, key)) for at, key in enumerate(_MONEY))
    yield 5, year.planned_cost if is_plan else year.settlement
    yield from ((6, staff.staff_count), (7, staff.staff_hours))
    yield 8, year.planned_personnel_cost if is_plan else year.personnel_cost
    for row in year.indicators:
        is_target = is_plan and not row.id.startswith("taishou")
        yield _INDICATORS[row.id], row.target if is_target else row.actual


def test_interrupted_at_a_file_each_record_is_whole_and_the_next_time_completes_it(
    gathered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {file.name: file.read_bytes() for file in gathered.rglob("content/**/*.yml")}
    (tmp_path / "content").mkdir()
    (tmp_path / "表.xlsx").write_bytes((gathered / "表.xlsx").read_bytes())
    (tmp_path / "content" / "municipality.yml").write_bytes(whole["municipality.yml"])
    taken_place = Path.replace
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", interrupted_after(3, taken_place))
        assert taken(tmp_path).exit_code == 1
    files = [file for file in (tmp_path / "content").rglob("*") if file.is_file()]
    assert len(files) == 4
    assert all(file.read_bytes() == whole[file.name] for file in files)
    taken(tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.rglob("content/**/*.yml")} == whole


def interrupted_after(
    count: int, done: Callable[[Path, Path], Path]
) -> Callable[[Path, Path], Path]:
    """What moves so many files and then is interrupted."""
    moved: list[Path] = []

    def replace(new: Path, file: Path) -> Path:
        if len(moved) == count:
            raise KeyboardInterrupt
        moved.append(file)
        return done(new, file)

    return replace


def test_next_year_s_file_changes_what_is_new_alone(gathered: Path, tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "projects").mkdir(parents=True)
    for path in ("municipality.yml", "projects/jimu-0001.yml"):
        (content / path).write_bytes((gathered / "content" / path).read_bytes())
    shifted = load_workbook(gathered / "表.xlsx")
    sheet = shifted.worksheets[0]
    sheet.delete_rows(4, 20)
    for column in range(72, 72 + 19 * 5):  # what was last year's stands a group further left
        sheet.cell(3, column).value = sheet.cell(3, column + 19).value
    (tmp_path / "表.xlsx").write_bytes(saved(shifted))
    before = (content / "projects" / "jimu-0001.yml").read_text(encoding="utf-8")
    assert taken(tmp_path, "--year", "R7").exit_code == 0
    after = (content / "projects" / "jimu-0001.yml").read_text(encoding="utf-8")
    upto = before.index("  - fiscal_year: 2025\n")
    assert after[:upto] == before[:upto]
    assert "forecast: true" not in after[upto : after.index("  - fiscal_year: 2026\n")]
    assert "forecast: true" in after[after.index("  - fiscal_year: 2026\n") :]


def test_a_table_knows_its_cells() -> None:
    table = Table("表", {(2, 3): Cell(2, 3, "x")}, file="a.xlsx")
    assert (table.path, [*table.rows], [*table.columns]) == ("a.xlsx!表", [1, 2], [1, 2, 3])
