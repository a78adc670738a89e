"""Workbooks of a year as somebody fills them in: made of records, changed by another library."""

import io
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from hyoka.__main__ import main
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


MIMAMORI = "projects/mimamori.yml years/2024"
TYPED: Mapping[Key, Typed] = {(MIMAMORI, "carried_over"): 310}
CHANGED = ["mimamori -carried_over: 300", "mimamori +carried_over: 310"]


def book_of(
    typed: Mapping[Key, Typed], *more: Callable[[Workbook], object], year: int = 2024
) -> bytes:
    """A workbook of one policy, after somebody has typed these values and done more to it."""
    return changed(of_town(year, "mimori"), filled_in(typed), *more)


def take(content: Path, *books: bytes, more: tuple[str, ...] = ()) -> Result:
    """Take workbooks: b.xlsx, or b1.xlsx, b2.xlsx …"""
    files = []
    for number, book in enumerate(books, start=1):
        file = content.parent / (f"b{number}.xlsx" if len(books) > 1 else "b.xlsx")
        file.write_bytes(book)
        files.append(str(file))
    return CliRunner().invoke(main, ["take", *files, "--content", str(content), *more])


def texts(content: Path) -> dict[str, str]:
    files = (file for file in content.rglob("*.yml"))
    return {it.relative_to(content).as_posix(): it.read_text(encoding="utf-8") for it in files}


def changes(content: Path) -> list[str]:
    """The lines that are others than the town's: `-` and `+`, each behind its file's name."""
    before, after = texts(TOWN), texts(content)
    found: list[str] = []
    for path in sorted(before.keys() | after.keys()):
        old, new = (side.get(path, "").splitlines() for side in (before, after))
        found += [f"{Path(path).stem} -{line.strip()}" for line in _without(old, new)]
        found += [f"{Path(path).stem} +{line.strip()}" for line in _without(new, old)]
    return found


def _without(lines: list[str], others: list[str]) -> list[str]:
    left = [*others]
    return [line for line in lines if line not in left or left.remove(line)]  # type: ignore[func-returns-value]


def told(result: Result) -> list[str]:
    """The rules that were broken, each with the cell: `no_number_typed 事業!F12`."""
    lines = result.stderr.split("\n")
    rules = [line for line in lines if line.startswith(("エラー[", "警告["))]
    places = [line for line in lines if line.startswith(" --> ")]
    return [
        f"{rule.split('[')[1].split(']')[0]} {place.removeprefix(' --> b.xlsx').removeprefix('!')}"
        for rule, place in zip(rules, places, strict=True)
    ]


def at(data: bytes, *keys: Key) -> list[str]:
    """The addresses of cells: `事業!F12`."""
    found: list[str] = []

    def look(book: Workbook) -> None:
        known = cells(book)
        found.extend(f"{known[key].parent.title}!{known[key].coordinate}" for key in keys)

    changed(data, look)
    return found
