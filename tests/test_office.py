"""LibreOffice opens every file for Excel as it was meant: numbers, dates, texts, no formula."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hyoka.content import read_folder
from hyoka.content.records import read_records
from hyoka.importing.workbook_reader import read_workbook
from hyoka.opendata.column import DataColumn, DataType
from hyoka.opendata.files.csv_files import both
from hyoka.opendata.files.spreadsheetml import written
from hyoka.opendata.files.worksheet import Heading, TableSheet
from hyoka.opendata.table import DataTable
from hyoka.units import FiscalYear
from hyoka.wording import load_language
from hyoka.workbook.sheets import workbook_of
from hyoka.workbook.writer import written as year_workbook
from tests.building import TOWN
from tests.published_files import published, put
from tests.readability_files import Held, Workbook, meant
from tests.readability_tables import NUMBER, Column, Grid
from tests.test_datasets import CONVERTED, FORMULAS
from tools.office import AS_EXCEL, convert, find_office


@pytest.fixture(scope="session")
def office() -> Path:
    """A real LibreOffice. Without one the tests fail: skipped tests would look like passed ones."""
    found = find_office()
    if found is None:
        pytest.fail("no LibreOffice was found; `make test` installs one", pytrace=False)
    return found


def test_every_csv_for_excel_opens_as_it_was_meant(office: Path, tmp_path: Path) -> None:
    data = put("town", tmp_path)
    grids = published("town").grids
    files = [data / grid.name.replace(".csv", "_excel.csv") for grid in grids]
    opened = convert(office, files, "xlsx", tmp_path / "opened", AS_EXCEL)
    differences = [d for grid, file in zip(grids, opened, strict=True) for d in _found(grid, file)]
    assert differences == []


def test_a_workbook_of_all_years_and_one_of_a_year_open_as_they_were_meant(
    office: Path, tmp_path: Path
) -> None:
    # The other years' are written by the same lines of code, and LibreOffice takes its time.
    data = put("town", tmp_path)
    first, last = (published("town").workbooks[place] for place in (slice(1), slice(-1, None)))
    books = [*first, *last]
    opened = convert(office, [data / book.name for book in books], "xlsx", tmp_path / "opened")
    for book, file in zip(books, opened, strict=True):
        assert Workbook(file.name, file.read_bytes()).contents == book.contents


def test_no_text_opens_as_anything_else(office: Path, tmp_path: Path) -> None:
    """In both files for Excel; `FORMULAS` and `CONVERTED` without a guard would."""
    # Excel knows no other line end in a cell.
    texts = [text for text in (*FORMULAS, *CONVERTED) if "\r" not in text]
    rows = tuple((text,) for text in texts)
    column = DataColumn("text", DataType.TEXT, str)
    table = DataTable("t", (column,), ("text",), lambda _: (texts,))
    (tmp_path / "t.csv").write_bytes(both(table)[1])
    sheet = TableSheet("t", (Heading("text", 10),), rows)
    (tmp_path / "w.xlsx").write_bytes(written((sheet,), "t", "a"))
    (opened,) = convert(office, [tmp_path / "t.csv"], "xlsx", tmp_path / "opened", AS_EXCEL)
    (book,) = convert(office, [tmp_path / "w.xlsx"], "xlsx", tmp_path / "opened")
    for file, guard in ((opened, "'"), (book, "")):
        (cells,) = Workbook(file.name, file.read_bytes()).contents.values()
        told = [cell for (cell, *_) in cells[1:]]
        assert told == [f"{guard}{text}" for text in texts]


def test_what_opens_otherwise_than_meant_is_found(office: Path, tmp_path: Path) -> None:
    columns = (Column("name"), Column("rate", "number"), Column("published", "date"))
    names = tuple(column.name for column in columns)
    table = Grid("t", (names, ("=1+2", "65.0", "2019-07-26"), ("市民", "70.5", "")), columns)
    file = tmp_path / "t.csv"
    file.write_text("name,rate,published\n=1+2,65.1,2019-7\n市民,70.5,\n", encoding="utf-8-sig")
    (opened,) = convert(office, [file], "xlsx", tmp_path / "opened", AS_EXCEL)
    assert [difference.rpartition(":")[0] for difference in _found(table, opened)] == [
        "t:2:name: 'computed by =1+2'",
        "t:2:rate: 65.1",
        "t:2:published: '2019-7'",
    ]


def _found(grid: Grid, file: Path) -> Iterator[str]:
    """Where a file that LibreOffice opened and saved differs from the published table."""
    (rows,) = Workbook(file.name, file.read_bytes()).contents.values()
    assert rows[0] == grid.head
    for line, (row, texts) in enumerate(zip(rows[1:], grid.rows[1:], strict=True), start=2):
        for column, cell, text in zip(grid.columns, row, texts, strict=True):
            if cell != meant(column, text) and not _as_a_spreadsheet_reads(cell, text):
                yield f"{grid.name}:{line}:{column.name}: {cell!r}: not {text!r}"


def _as_a_spreadsheet_reads(cell: Held, text: str) -> bool:
    # CSV cannot say that a text of digits is a text; and before one that begins as a formula does
    # there is an apostrophe in the file for Excel.
    of_digits = NUMBER.fullmatch(text) and cell == float(text)
    return bool(of_digits) or cell == f"'{text}"


def test_a_workbook_of_a_year_is_the_same_once_it_was_saved_again(
    office: Path, tmp_path: Path
) -> None:
    records = read_records(read_folder(TOWN)).records
    language = load_language("ja")
    made = year_workbook(workbook_of(records, FiscalYear(2024), language), language)
    (tmp_path / "y.xlsx").write_bytes(made)
    (saved,) = convert(office, [tmp_path / "y.xlsx"], "xlsx", tmp_path / "saved")
    before, after = read_workbook(made), read_workbook(saved.read_bytes())
    for one, other in zip(before, after, strict=True):
        assert one.name == other.name
        assert {at: str(cell.value) for at, cell in one.cells.items()} == {
            at: str(cell.value) for at, cell in other.cells.items()
        }
