"""The rules of machine readability that are about a whole file: CSV, or a workbook.

Those about a table, and where the rules stand: `readability_tables`.
"""

import csv
import datetime
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.readability_tables import NUMBERS, Column, numbered

Held = str | float | datetime.datetime | None
"""What a cell of a sheet holds; `true` and `false` as in CSV."""


def meant(column: Column, text: str) -> Held:
    """What a cell has to hold where the CSV file says `text`."""
    if not text:
        return None
    if column.kind in NUMBERS:
        return float(text)
    return datetime.datetime.fromisoformat(text) if column.kind == "date" else text


@dataclass(frozen=True)
class CsvFile:
    """The bytes of a CSV file in UTF-8."""

    name: str
    data: bytes

    @cached_property
    def text(self) -> str:
        return self.data.decode("utf-8-sig")

    @cached_property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        return tuple(map(tuple, csv.reader(io.StringIO(self.text, newline=""), strict=True)))


@dataclass(frozen=True)
class Workbook:
    """The bytes of an XLSX file."""

    name: str
    data: bytes

    @cached_property
    def sheets(self) -> list[Worksheet]:
        return [*load_workbook(io.BytesIO(self.data)).worksheets]

    @cached_property
    def contents(self) -> Mapping[str, tuple[tuple[Held, ...], ...]]:
        """The rows of each sheet, with the head, by the sheet's title."""
        return {
            sheet.title: tuple(
                tuple(_held(cell.value, cell.data_type) for cell in row)
                for row in sheet.iter_rows()
            )
            for sheet in self.sheets
        }

    @property
    def texts(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """The same as CSV would say it."""
        return {
            title: tuple(tuple(map(_text, row)) for row in rows)
            for title, rows in self.contents.items()
        }

    @cached_property
    def parts(self) -> list[str]:
        return ZipFile(io.BytesIO(self.data)).namelist()


def _held(value: object, data_type: str) -> Held:
    if data_type == "f":
        return f"computed by {value}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return float(value)
    assert value is None or isinstance(value, str | float | datetime.datetime)
    return value


def _text(held: Held) -> str:
    match held:
        case None:
            return ""
        case float():
            return str(int(held)) if held.is_integer() else str(held)
        case datetime.datetime():
            return held.date().isoformat()
        case _:
            return held


# CSV files.


def l1_14(file: CsvFile) -> Iterator[str]:
    """【CSV】１行１データで表現されているか."""
    lines = file.text.splitlines()
    if len(lines) != len(file.rows):
        yield f"{file.name}: {len(lines)} lines for {len(file.rows)} records"


def l1_15(file: CsvFile) -> Iterator[str]:
    """【CSV】文字列にカンマが含まれているフィールドの値はダブルコーテーション（"）で囲んでいるか."""
    widths = Counter(map(len, file.rows))
    if len(widths) > 1:
        yield f"{file.name}: records of {sorted(widths)} cells"


# Workbooks.


def l1_10(book: Workbook) -> Iterator[str]:
    """【Excel】オブジェクトを使用していないか."""
    for part in book.parts:
        if re.search(r"drawing|chart|media/|comments|embeddings|activeX|ctrlProps", part):
            yield f"{book.name}: {part}"


def l1_11(book: Workbook) -> Iterator[str]:
    """【Excel】書式でデータの違いを表現していないか."""
    for sheet in book.sheets:
        for place, column in enumerate(sheet.iter_cols(min_row=2), start=1):
            looks = {
                (cell.font.b, cell.font.i, str(cell.font.color), str(cell.fill)) for cell in column
            }
            if len(looks) > 1:
                yield f"{book.name}:{sheet.title}: column {place} has {len(looks)} looks"


def l1_12(book: Workbook) -> Iterator[str]:
    """【Excel】セルの結合をしていないか."""
    for sheet in book.sheets:
        for merged in sheet.merged_cells.ranges:
            yield f"{book.name}:{sheet.title}:{merged}: merged"


def l1_13(book: Workbook) -> Iterator[str]:
    """【Excel】不要な行や列が非表示のまま残されていないか."""
    for sheet in book.sheets:
        if sheet.sheet_state != "visible":
            yield f"{book.name}:{sheet.title}: hidden"
        for lines in (sheet.row_dimensions, sheet.column_dimensions):
            for place, line in lines.items():
                if line.hidden or line.outlineLevel:
                    yield f"{book.name}:{sheet.title}:{place}: hidden or folded"


def l2_06(book: Workbook) -> Iterator[str]:
    """【Excel】数式を使用している場合は、数値データに修正しているか."""
    for sheet in book.sheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield f"{book.name}:{sheet.title}:{cell.coordinate}: {cell.value}"


OF_CSV: Mapping[str, Callable[[CsvFile], Iterator[str]]] = numbered(l1_14, l1_15)
OF_WORKBOOKS: Mapping[str, Callable[[Workbook], Iterator[str]]] = numbered(
    l1_10, l1_11, l1_12, l1_13, l2_06
)
