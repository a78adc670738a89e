"""Workbooks of a year as somebody fills them in: made of records, changed by another library."""

import io
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from hyoka.authoring.selection import Selection
from hyoka.content import read_folder
from hyoka.content.records import read_records
from hyoka.units import FiscalYear
from hyoka.wording import load_language
from hyoka.workbook import layout
from hyoka.workbook.layout import ROW_KEY
from hyoka.workbook.sheets import workbook_of
from hyoka.workbook.snapshot import SHEET
from hyoka.workbook.writer import written
from tests.building import TOWN

JA = load_language("ja")
Typed = str | float | None
Key = tuple[str, str]
"""Of a row and of a column."""


def laid_out(content: Path, year: int, *policies: str) -> layout.Workbook:
    records = read_records(read_folder(content)).records
    return workbook_of(records, FiscalYear(year), JA, Selection((), policies))


@cache
def of_town(year: int, *policies: str) -> bytes:
    """The workbook of a year of the town, or of some of its policies."""
    return written(laid_out(TOWN, year, *policies), JA)


def saved(book: Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def changed(data: bytes, *changes: Callable[[Workbook], object]) -> bytes:
    """The workbook after somebody has changed it and saved it."""
    book = load_workbook(io.BytesIO(data))
    for change in changes:
        change(book)
    return saved(book)


def keyed(book: Workbook) -> list[Worksheet]:
    """The sheets with rows and columns that have keys."""
    sheets = [sheet for sheet in book.worksheets if sheet.title != SHEET]
    return [sheet for sheet in sheets if ROW_KEY in [cell.value for cell in sheet[1]]]


def cells(book: Workbook) -> dict[Key, Cell]:
    """The cells of all sheets by the keys of their rows and columns."""
    found: dict[Key, Cell] = {}
    for sheet in keyed(book):
        columns = {str(cell.value): number for number, cell in enumerate(sheet[1], start=1)}
        for row in range(3, sheet.max_row + 1):
            key = str(sheet.cell(row, columns[ROW_KEY]).value)
            for name, column in columns.items():
                cell = sheet.cell(row, column)
                assert isinstance(cell, Cell)
                found[key, name] = cell
    return found


def filled_in(values: Mapping[Key, Typed]) -> Callable[[Workbook], object]:
    """Somebody types values into cells."""

    def change(book: Workbook) -> None:
        known = cells(book)
        for key, value in values.items():
            known[key].value = value

    return change
