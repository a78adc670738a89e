"""The workbooks, read back by another library: what stands in every cell, and how it looks.

That they are the same bytes in every process is tested with all other files, in `test_datasets`.
"""

import datetime
import io
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from xml.etree import ElementTree as ET

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from hyoka.content import read_folder
from hyoka.content.records import read_records
from hyoka.evaluation import EvaluatedSite, evaluate
from hyoka.opendata.column import MISSING, DataColumn, DataType
from hyoka.opendata.files import Form, downloads
from hyoka.opendata.files.spreadsheetml import written
from hyoka.opendata.files.workbook_readme import notes as made_notes
from hyoka.opendata.files.worksheet import Heading, TableSheet, sheets
from hyoka.opendata.table import DataTable
from hyoka.opendata.tables import tables
from hyoka.opendata.words import choices, heads, meaning
from hyoka.wording import load_language
from tests.building import TOWN

JA = load_language("ja")
YEARS = (2021, 2022, 2023, 2024)


@cache
def evaluation() -> EvaluatedSite:
    return evaluate(read_records(read_folder(TOWN)).records)


@cache
def every_table() -> tuple[DataTable, ...]:
    return tables(evaluation(), JA)


@cache
def files() -> dict[str, bytes]:
    made = downloads(evaluation(), JA, "https://town.example/")
    return {file.name: file.content for file in made if file.form is Form.WORKBOOK}


@cache
def opened(name: str) -> Workbook:
    return load_workbook(io.BytesIO(files()[f"999999_{name}.xlsx"]))


def sheet_of(table: DataTable, name: str = "all") -> Worksheet:
    sheet = opened(name)[JA.word(f"datasets.{table.name}.title")]
    assert isinstance(sheet, Worksheet)
    return sheet


def every_sheet() -> Iterator[Worksheet]:
    for name in files():
        yield from opened(name.removeprefix("999999_").removesuffix(".xlsx")).worksheets


def values(sheet: Worksheet) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(values_only=True))


def read(*rows: tuple[object, ...]) -> Worksheet:
    """A sheet of one's own, written and read back."""
    width = len(rows[0])
    headings = tuple(Heading(f"列{place}", 10) for place in range(width))
    content = written([TableSheet("試し", headings, rows)], "題名", "発行者")  # type: ignore[arg-type]
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


every = pytest.mark.parametrize("table", every_table(), ids=lambda table: table.name)


def test_there_is_one_workbook_of_all_years_and_one_a_year() -> None:
    assert list(files()) == ["999999_all.xlsx", *(f"999999_{year}.xlsx" for year in YEARS)]


def test_every_workbook_has_the_same_sheets_and_headings() -> None:
    first = [(sheet.title, values(sheet)[0]) for sheet in opened("all").worksheets]
    assert [title for title, _ in first] == [
        "説明",
        *(JA.word(f"datasets.{table.name}.title") for table in every_table()),
    ]
    for year in YEARS:
        found = [(sheet.title, values(sheet)[0]) for sheet in opened(str(year)).worksheets]
        assert found == first


# What stands in the cells.


@every
def test_every_cell_is_that_of_the_table_in_words(table: DataTable) -> None:
    sheet = sheet_of(table)
    assert sheet.max_row == len(table.rows) + 1
    described = [(column, *head) for column in table.columns for head in heads(column, JA)]
    assert [title for _, _, title, _ in described] == list(values(sheet)[0])
    for place, (column, name, _, _) in enumerate(described):
        cells = [row[place] for row in sheet.iter_rows(min_row=2)]
        for row, cell in zip(table.rows, cells, strict=True):
            _compare(table, column, name, row[place], cell)


def _compare(
    table: DataTable, column: DataColumn[object], name: str, cell: object, found: Cell | MergedCell
) -> None:
    """That `found` says what `cell` does, and looks like a number where it is one."""
    value = found.value
    if cell is None:
        assert value is None
    elif isinstance(cell, bool):
        assert value == ("はい" if cell else "いいえ")
    elif isinstance(cell, Decimal | int):
        assert Decimal(str(value)) == cell
        places = max(0, -int(Decimal(cell).as_tuple().exponent))
        assert found.number_format == (f"0.{'0' * places}" if places else "0")
        assert found.alignment.horizontal == "right"
    elif isinstance(cell, datetime.date):
        assert value == datetime.datetime.combine(cell, datetime.time())
        assert found.number_format == "yyyy-mm-dd"
    else:
        assert value == _in_words(table, column, name, str(cell))


def _in_words(table: DataTable, column: DataColumn[object], name: str, cell: str) -> str:
    if name.endswith(MISSING) or (column.absent and cell == column.absent):
        return meaning(cell, JA).removesuffix("。")
    match table.name, name:
        case "columns", "table":
            return JA.word(f"datasets.{cell}.title")
        case "columns", "column_unit":
            return f"「{titles()[cell]}」の列" if cell in titles() else cell
        case "codes", "column":
            return titles()[cell]
        case _:
            return choices(column, JA)[cell] if column.kind is DataType.CODE else cell


@cache
def titles() -> dict[str, str]:
    columns = [column for table in every_table() for column in table.columns]
    return {name: title for column in columns for name, title, _ in heads(column, JA)}


@every
@pytest.mark.parametrize("year", YEARS)
def test_a_workbook_of_a_year_has_the_rows_of_that_year_and_of_none(
    year: int, table: DataTable
) -> None:
    rows = values(sheet_of(table))
    if "fiscal_year" in table.names:
        place = table.names.index("fiscal_year")
        rows = [rows[0], *(row for row in rows[1:] if row[place] in {year, None})]
    assert values(sheet_of(table, str(year))) == rows


def test_digits_are_shown_as_they_were_recorded() -> None:
    sheet = read((Decimal("65.0"), Decimal("-0.50"), Decimal("1E+3"), 2018))
    found = [(cell.value, cell.number_format) for cell in sheet[2]]
    assert found == [(65, "0.0"), (-0.5, "0.00"), (1000, "0"), (2018, "0")]


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (DataType.NUMBER, Decimal("123456789012.345"), Decimal("123456789012.345")),
        (DataType.NUMBER, Decimal("1234567890123.456"), "1234567890123.456"),
        (DataType.NUMBER, Decimal("-0.1234567890123456"), "-0.1234567890123456"),
        (DataType.INTEGER, 999_999_999_999_999, 999_999_999_999_999),
        (DataType.INTEGER, -1_000_000_000_000_000, "-1000000000000000"),
        (DataType.DATE, datetime.date(1900, 1, 1), datetime.date(1900, 1, 1)),
        (DataType.DATE, datetime.date(1899, 12, 31), "1899-12-31"),
    ],
)
def test_what_a_spreadsheet_would_change_is_text(
    kind: DataType, value: object, shown: object
) -> None:
    column: DataColumn[object] = DataColumn("actual", kind, lambda row: row)
    table = DataTable("indicators", (column,), (), lambda _: ([value],))  # type: ignore[list-item]
    (sheet,) = sheets([table], JA)
    assert sheet.rows == ((shown,),)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+81",
        "-5",
        "@here",
        "011002",
        "1-2",
        "https://town.example/",
        "<img src=x onerror=alert(1)>",
        "<r>",
        "<r></r>",
        "<r><t>a & b</t></r>",
        "</si><si><r>",
        "_x0041_",
        "TRUE",
        "𠮷",
    ],
)
def test_a_text_stays_the_text_that_it_is(text: str) -> None:
    (cell,) = read((text,))[2]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


# The first sheet.


def notes(name: str) -> dict[object, object]:
    head, *rows = values(opened(name)["説明"])
    assert head == ("項目", "内容")
    told = {row[0]: row[1] for row in rows}
    assert len(told) == len(rows)
    return told


def test_the_first_sheet_tells_whose_the_data_is_and_on_which_terms() -> None:
    told = notes("all")
    assert told["題名"] == "架空市 政策評価のオープンデータ"
    assert told["年度"] == "すべての年度"
    assert told["全国地方公共団体コード"] == "999999"
    assert told["利用条件"] == "公共データ利用規約（第1.0版）"
    assert told["サイトのアドレス"] == "https://town.example/"
    assert told["データの形式の版"] == "1.0"
    assert told["出典の書き方"] == (
        "架空市 わたぐも課「架空市 政策評価のオープンデータ」、公共データ利用規約（第1.0版）"
    )
    assert told["データの権利"] == "図や写真の権利は、それぞれを作った人にあります。"


def test_the_first_sheet_of_a_year_tells_the_year() -> None:
    assert str(notes("2021")["年度"]).startswith("令和3年度（2021年度）。")


def test_where_no_licence_is_given_the_rights_are_told() -> None:
    municipality = evaluation().municipality.model_copy(
        update={"licence": None, "rights": "文章の権利は、\n市にあります。"}
    )
    told = {row[0]: row[1] for row in made_notes((), municipality, None, JA, "").rows}
    assert told["データの権利"] == "文章の権利は、 市にあります。"
    assert told["出典の書き方"] == "架空市 わたぐも課「架空市 政策評価のオープンデータ」"
    assert not {"利用条件", "利用条件の条文", "サイトのアドレス"} & set(told)


def test_the_first_sheet_tells_what_every_other_is() -> None:
    told = notes("all")
    for sheet in opened("all").worksheets[1:]:
        assert str(told[f"シート「{sheet.title}」"]).endswith("。")


# How the sheets look.


def test_headings_stand_in_bold_are_frozen_and_can_be_filtered() -> None:
    for sheet in every_sheet():
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(cell.font.bold for cell in sheet[1])


def test_headings_are_there_and_no_two_are_alike() -> None:
    for sheet in every_sheet():
        titles = values(sheet)[0]
        assert all(titles)
        assert len(set(titles)) == len(titles), sheet.title


def test_nothing_is_merged_hidden_computed_or_laid_over_cells() -> None:
    for sheet in every_sheet():
        assert sheet.sheet_state == "visible"
        assert not sheet.merged_cells.ranges
        assert not any(column.hidden for column in sheet.column_dimensions.values())
        assert not any(row.hidden for row in sheet.row_dimensions.values())
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.comment is None
                assert cell.hyperlink is None
    for content in files().values():
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            folders = {name.split("/")[1] for name in parts.namelist() if name.startswith("xl/")}
            assert not folders & {"media", "drawings", "comments", "externalLinks", "tables"}


def test_columns_are_as_wide_as_what_they_show() -> None:
    sheet = opened("all")["計画の体系"]
    widths = {
        str(cell.value): sheet.column_dimensions[cell.coordinate.rstrip("1")].width
        for cell in sheet[1]
    }
    assert widths["全国地方公共団体コード"] > widths["番号"]
    assert all(8 <= width <= 61 for width in widths.values())


def test_a_long_text_goes_on_in_the_next_line_and_its_row_has_room() -> None:
    short, long = "短い文章", "長い文章" * 30
    heading = Heading("文章", 60, wraps=True)
    content = written([TableSheet("試し", (heading,), ((short,), (long,)))], "題名", "発行者")
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert [sheet.row_dimensions[row].height for row in (2, 3)] == [None, 18.75 * 5]
    assert sheet["A3"].alignment.wrap_text


def test_codes_bear_no_warning_that_they_are_text() -> None:
    with zipfile.ZipFile(io.BytesIO(files()["999999_all.xlsx"])) as parts:
        assert b'numberStoredAsText="1"' in parts.read("xl/worksheets/sheet2.xml")


def test_every_part_is_well_formed_and_bears_no_hour() -> None:
    for content in files().values():
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            for name in parts.namelist():
                ET.fromstring(parts.read(name))  # noqa: S314 - made by the line above
