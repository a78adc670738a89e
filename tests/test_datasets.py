"""The tables of open data: the town's expected files, and what holds for every table."""

import csv
import datetime
import io
import shutil
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from hyoka.content import read_folder
from hyoka.content.records import read_records
from hyoka.evaluation import EvaluatedSite, evaluate
from hyoka.evaluation.figures import FIGURES, Figure, Reason
from hyoka.opendata.column import MISSING, DataColumn, DataType, reason_code
from hyoka.opendata.files import Download, Form, csv_files, downloads
from hyoka.opendata.table import DataTable
from hyoka.opendata.tables import DATASETS, tables
from hyoka.opendata.words import choices, heads, meaning
from hyoka.units import Missing
from hyoka.wording import language_of, load_language
from tests.building import REAL, ROOT, TOWN, run
from tests.commands import run_here

JA = load_language("ja")
EXPECTED = ROOT / "tests" / "town" / "expected" / "data"


@cache
def evaluation(content: Path = TOWN) -> EvaluatedSite:
    return evaluate(read_records(read_folder(content)).records)


@cache
def every_table() -> tuple[DataTable, ...]:
    return tables(evaluation(), load_language("ja", evaluation().municipality.headings))


@cache
def files(content: Path = TOWN) -> tuple[Download, ...]:
    evaluated = evaluation(content)
    return downloads(evaluated, language_of(evaluated.municipality, "ja"))


def named(name: str) -> DataTable:
    return next(table for table in every_table() if table.name == name)


every = pytest.mark.parametrize("table", every_table(), ids=lambda table: table.name)


def test_the_town_s_tables_are_the_expected_ones(request: pytest.FixtureRequest) -> None:
    made = {file.name: file.content for file in files() if file.form is Form.CSV}
    if request.config.getoption("--accept"):
        EXPECTED.mkdir(exist_ok=True)
        for old in EXPECTED.glob("*.csv"):
            old.unlink()
        for name, content in made.items():
            (EXPECTED / name).write_bytes(content)
    expected = {file.name: file.read_bytes() for file in EXPECTED.glob("*.csv")}
    assert sorted(made) == sorted(expected)
    for name, content in made.items():
        assert content == expected[name], f"{name} changed; if on purpose: make accept"


# What holds for every table.


@every
def test_no_two_rows_share_a_key_and_no_two_columns_a_name(table: DataTable) -> None:
    assert len(set(table.names)) == len(table.names)
    places = [table.names.index(name) for name in table.key]
    keys = [tuple(row[place] for place in places) for row in table.rows]
    assert len(set(keys)) == len(keys)


@every
def test_every_row_tells_whose_it_is(table: DataTable) -> None:
    assert table.rows, "the town has a row of every table"
    assert {row[:2] for row in table.rows} == {("999999", "架空市")}


@every
def test_what_a_table_says_of_its_columns_it_says_of_such_as_it_has(table: DataTable) -> None:
    compared, names = table.compared, set(table.names)
    keys = {name for key in table.foreign_keys for name in key.columns}
    assert {*table.key, *keys, *compared.named_by, *compared.numbered_by} <= names
    assert {compared.read, compared.counts} - {""} <= names
    assert {column.only_with for column in table.columns} - {""} <= names


@every
def test_a_foreign_key_is_the_key_of_another_table(table: DataTable) -> None:
    for key in table.foreign_keys:
        assert key.table != table.name
        assert named(key.table).key == ("municipality_code", *key.columns)


@every
def test_a_cell_is_blank_just_where_the_next_one_tells_why(table: DataTable) -> None:
    for place, name in enumerate(table.names):
        reason = f"{name}{MISSING}"
        told = table.names.index(reason) if reason in table.names else None
        for row in table.rows:
            if name.endswith(MISSING):
                assert row[place] != ""
            elif told is None:
                assert row[place] not in {None, ""}, (name, row)
            else:
                assert (row[place] is None) != (row[told] is None), (name, row)


@every
def test_every_column_has_a_title_a_meaning_and_its_numbers_a_unit(table: DataTable) -> None:
    for column in table.columns:
        for _, title, about in heads(column, JA):
            assert title
            assert about.endswith("。")
        if column.kind in {DataType.NUMBER, DataType.INTEGER}:
            assert column.unit, column.name
            in_column = column.unit.isascii()
            assert not in_column or column.unit in table.names


@every
def test_a_column_of_codes_holds_only_those_that_are_explained(table: DataTable) -> None:
    for column in table.columns:
        told = set(choices(column, JA))
        if told:
            place = table.names.index(column.name)
            assert {row[place] for row in table.rows} <= told | {column.absent}


def test_every_code_that_occurs_is_in_the_table_of_codes() -> None:
    codes = {(str(row[2]), str(row[3])) for row in named("codes").rows}
    for table in every_table():
        for place, name in enumerate(table.names):
            if name.endswith(MISSING):
                occurring = {(name, str(row[place])) for row in table.rows if row[place]}
                assert occurring <= codes


def test_the_table_of_columns_names_them_all() -> None:
    told = [(row[2], row[4]) for row in named("columns").rows]
    described = (*DATASETS,)
    assert told == [
        (table.name, name) for table in every_table()[: len(described)] for name in table.names
    ]


def test_every_figure_is_a_column() -> None:
    """Those of one method are told by the column of the figure and that of its method."""
    columns = {column.figure for dataset in DATASETS for column in dataset.columns}
    assert {definition.figure for definition in FIGURES.values()} <= columns


def test_a_computed_column_tells_its_formula_and_rounding() -> None:
    (rate,) = [c for c in named("indicators").columns if c.name == "achievement_rate"]
    ((_, _, about), _) = heads(rate, JA)
    assert about == (
        "実績値 ÷ 目標値 × 100で計算し、自治体の表にある桁数に四捨五入しています。"
        "低いほどよい指標と、目標値が累計についてのものの指標では、"
        "達成率の方法の列に示す別の式で計算します。"
    )
    (change,) = [c for c in named("indicators").columns if c.name == "change"]
    assert heads(change, JA)[0][2] == "実績値 − 策定時の数値で計算し、丸めていません。"


def test_a_figure_is_told_to_be_rounded_just_where_it_is() -> None:
    for dataset in DATASETS:
        for row in dataset.rows(evaluation(), JA):
            for column in dataset.columns:
                if isinstance(value := column.get(row), Figure):
                    assert column.exact == (value.places is None), column.name


def test_texts_have_no_line_break_and_no_white_space_for_looks() -> None:
    for table in every_table():
        for row in table.rows:
            for cell in row:
                assert not isinstance(cell, str) or cell == " ".join(cell.split())


# Single columns.


def _column(kind: DataType = DataType.NUMBER) -> DataColumn[object]:
    return DataColumn("actual", kind, lambda row: row, absent="not_recorded")


@pytest.mark.parametrize(
    ("value", "cells"),
    [
        (Decimal("65.0"), (Decimal("65.0"), None)),
        (Missing.PENDING, (None, "pending")),
        (Reason("missing", "target", Missing.NO_TARGET), (None, "target_no_target")),
        (Reason("range"), (None, "range")),
        (None, (None, "not_recorded")),
    ],
)
def test_a_value_that_is_not_there_tells_why(value: object, cells: object) -> None:
    assert _column().cells(value, JA) == cells


def test_a_text_that_is_not_there_is_its_code() -> None:
    assert _column(DataType.TEXT).cells(None, JA) == ("not_recorded",)
    assert _column(DataType.TEXT).cells("一行\n 二行\u3000三行", JA) == ("一行 二行 三行",)


@pytest.mark.parametrize(
    "reason",
    [
        Reason("absent", "previous_actual"),
        Reason("missing", "baseline", Missing.NOT_COMPARABLE),
        Reason("measured_otherwise", "baseline"),
        Reason("zero", "previous_settlement"),
        Reason("lower_is_better"),
        Reason("past_target"),
        Reason("no_spread", "share"),
    ],
)
def test_the_code_of_a_reason_has_its_sentence(reason: Reason) -> None:
    told = meaning(reason_code(reason), JA)
    # 「比較不能」 as a value and 「測り方が変わり」 by a break are the same code: both are true.
    assert told == JA.reason(reason)


# As CSV.


def test_csv_is_exact() -> None:
    written = [
        csv_files.written(cell)
        for cell in (
            None,
            True,
            False,
            2018,
            Decimal("65.0"),
            Decimal("1E+3"),
            Decimal("-0.50"),
            datetime.date(2019, 7, 26),
            "=1+1",
        )
    ]
    assert written == ["", "true", "false", "2018", "65.0", "1000", "-0.50", "2019-07-26", "=1+1"]


def test_the_file_for_excel_is_the_same_but_for_its_mark_and_formulas() -> None:
    by_name = {file.name: file.content for file in files()}
    for file in files():
        if file.form is not Form.CSV:
            continue
        excel = by_name[file.name.replace(".csv", "_excel.csv")]
        assert excel.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(file.content.decode())))
        guarded = list(csv.reader(io.StringIO(excel.decode("utf-8-sig"))))
        assert [[cell.removeprefix("'") for cell in row] for row in guarded] == rows


def test_no_text_is_a_formula_in_excel() -> None:
    assert csv_files.written("=HYPERLINK(1)", guarded=True) == "'=HYPERLINK(1)"
    assert csv_files.written("@here", guarded=True) == "'@here"
    assert csv_files.written(Decimal("-1.5"), guarded=True) == "-1.5"


FORMULAS = (
    *(
        "=1+1",
        "＝HYPERLINK(1)",
        "＋1",
        "－1",
        "＠SUM(1)",
        "\N{MINUS SIGN}1",
        "﹣1",
        " =1",
        "\u3000＝1",
    ),
    *("\t=1", "\n=1", "\r\n+1", '"=1', "'=1", "“＝1", "\ufeff=1", "\tx", "\u200b-1"),
)
CONVERTED = (
    *(
        "1-2",
        "10-1",
        "2020-01",
        "1-2-3",
        "4/1",
        "1/2",
        "2018.4.1",
        "１／２",
        "５－６",
        " 1-2",
        "1-2 ",
    ),
    *("3e5", "3E5", "1e10", "1e-5", "0102", "007", "011002", "12345678901234567", "123456789012"),
    *("1,000", "１，０００", "50%", "￥100", "(100)", "12.50", "1.", "5 ", "１２３", "1 1/2"),
    *("mar-1", "jan1", "SEPT2", "1-may-2020", "March 2020", "Jan 1, 2020", "1mar"),
    *("4月1日", "2018年4月", "平成30年4月1日", "令和元年5月", "H30.4.1", "r1-5-1", "10時30分"),
    *("10:30", "1:02:03", "10:30 PM", "1 a", "2020-01-02 10:00", "2020-01-02T10:00"),
    *("true", "FALSE", "#N/A", "#REF!"),
)
KEPT = (
    *(
        "2018",
        "0",
        "12345678901",
        "0.5",
        "1.25",
        "112089",
        "平成30年度",
        "2018年",
        "30年度",
        "100円",
    ),
    *(
        "5％増",
        "第1-2",
        "1〜2",
        "r1-kizuna",
        "h30-kondankai",
        "may",
        "junbi",
        "10日間",
        "A-1",
        "a=1",
        "",
    ),
)
"""Texts that a spreadsheet computes, shows otherwise, and leaves as they are."""


@pytest.mark.parametrize("text", [*FORMULAS, *CONVERTED])
def test_a_text_that_excel_would_take_for_something_else_is_guarded(text: str) -> None:
    assert csv_files.written(text, guarded=True) == f"'{text}"
    assert csv_files.written(text) == text


@pytest.mark.parametrize("text", KEPT)
def test_a_text_that_excel_leaves_as_it_is_has_nothing_before_it(text: str) -> None:
    assert csv_files.written(text, guarded=True) == text


def test_names_begin_with_the_code() -> None:
    odd = [file.name for file in files() if not file.name.startswith("999999_")]
    csvs = [file for file in files() if file.form in {Form.CSV, Form.EXCEL_CSV, Form.WORKBOOK}]
    assert not {file.name for file in csvs} & set(odd)


# `hyoka export`.


@pytest.mark.parametrize("seed", ["0", "1"])
def test_export_writes_the_same_bytes_under_every_hash_seed(seed: str, tmp_path: Path) -> None:
    done = run("hyoka", "export", str(tmp_path / "d"), "--content", str(TOWN), PYTHONHASHSEED=seed)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "d"
    written = {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*.*")}
    assert written == {file.path: file.content for file in files()}
    assert f"データのファイル{len(written)}件を" in done.stdout


def test_export_refuses_where_nobody_said_on_which_terms(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    text = (REAL / "municipality.yml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("rights:")]
    (content / "municipality.yml").write_text("".join(lines), encoding="utf-8")
    done = run_here("hyoka", "export", str(tmp_path / "d"), "--content", str(content))
    assert done.returncode == 1
    assert "利用条件が決まっていない" in done.stderr
    assert "licence" in done.stderr
    assert not (tmp_path / "d").exists()


def test_export_refuses_a_municipality_without_a_code(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    text = (REAL / "municipality.yml").read_text(encoding="utf-8")
    (content / "municipality.yml").write_text(text.replace('code: "112089"\n', ""), "utf-8")
    done = run_here("hyoka", "export", str(tmp_path / "d"), "--content", str(content))
    assert done.returncode == 1
    assert "code" in done.stderr
    assert not (tmp_path / "d").exists()


def test_export_tells_of_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    done = run_here("hyoka", "export", str(tmp_path / "file" / "d"), "--content", str(REAL))
    assert done.returncode == 1
    assert "何も書いていません" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_export_refuses_a_folder_that_is_not_empty(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    done = run_here("hyoka", "export", str(tmp_path), "--content", str(TOWN))
    assert done.returncode == 2
    assert "空ではありません" in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_export_tells_why_no_day_is_known(tmp_path: Path) -> None:
    content = shutil.copytree(REAL, tmp_path / "content")
    done = run_here("hyoka", "export", str(tmp_path / "d"), "--content", str(content))
    assert done.returncode == 0, done.stderr
    assert "最終更新日をページやデータに載せません。" in done.stderr
