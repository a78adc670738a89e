"""A table's cells as they stand in a file, each with its address."""

import datetime
import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

_LETTERS = re.compile(r"[A-Z]{1,3}")
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_BASE = 26

Value = str | Decimal | datetime.date | bool
"""What a cell can hold. A text is never blank; a percentage is a text with its sign."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something."""

    row: int
    """Counted from 1."""
    column: int
    """Counted from 1."""
    value: Value
    fault: str = ""
    """The rule that keeps what it holds from being taken for a value: an error, a lost formula."""

    @property
    def address(self) -> str:
        """`AB12`"""
        return f"{letters(self.column)}{self.row}"

    @property
    def text(self) -> str:
        """What it holds, in one way of writing: a number's digits, a day's ISO date."""
        if isinstance(self.value, Decimal):
            return f"{self.value:f}"
        if isinstance(self.value, bool):
            return "TRUE" if self.value else "FALSE"
        return str(self.value)


@dataclass(frozen=True)
class Table:
    """A sheet of a workbook, or what a CSV file holds."""

    name: str
    """Empty for a CSV file."""
    cells: Mapping[tuple[int, int], Cell]
    """By row and column; a cell without anything in it is absent."""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Merged cells: first row and column, last row and column."""
    file: str = ""
    """The name of the file that it is of."""
    is_hidden: bool = False
    """Whether the workbook does not show the sheet."""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    @property
    def path(self) -> str:
        """Where its cells stand: `集計表.xlsx!集計`."""
        return f"{self.file}!{self.name}" if self.name else self.file

    def shows(self, cell: Cell) -> bool:
        """Whether a cell is seen in the workbook: neither its row nor its column is hidden."""
        return cell.row not in self.hidden_rows and cell.column not in self.hidden_columns

    def at(self, row: int, column: int) -> Cell | None:
        """The cell there, if it holds something."""
        return self.cells.get((row, column))

    def heading(self, row: int, column: int) -> str:
        """What stands above a column: of merged cells, each is headed by what the first holds."""
        for first_row, first, last_row, last in self.merged:
            if first_row <= row <= last_row and first <= column <= last:
                row, column = first_row, first
                break
        cell = self.at(row, column)
        return cell.text if cell else ""

    def above(self, row: int, column: int, first: int) -> Cell | None:
        """The nearest cell above a place that holds something, not above the row `first`."""
        rows = self._rows[column]
        at = bisect_left(rows, row)
        return self.cells[rows[at - 1], column] if at and rows[at - 1] >= first else None

    def first_of_merged(self, row: int, column: int) -> int | None:
        """The first row of the merged cells that reach down to a place from the same column."""
        areas = self._merged[column]
        at = bisect_left(areas, (row,))
        first, last = areas[at - 1] if at else (row, row - 1)
        return first if row <= last else None

    @cached_property
    def _rows(self) -> defaultdict[int, list[int]]:
        """The rows of each column's cells, in order: a name is looked for in each row."""
        found = defaultdict[int, list[int]](list)
        for row, column in sorted(self.cells):
            found[column].append(row)
        return found

    @cached_property
    def _merged(self) -> defaultdict[int, list[tuple[int, ...]]]:
        """The first and last rows of the merged cells, by the column in which they begin."""
        found = defaultdict[int, list[tuple[int, ...]]](list)
        for first_row, first, last_row, _ in sorted(self.merged):
            found[first].append((first_row, last_row))
        return found

    @property
    def rows(self) -> range:
        """From the first row to the last one with anything in it."""
        return range(1, max((row for row, _ in self.cells), default=0) + 1)

    @property
    def columns(self) -> range:
        """From the first column to the last one with anything in it."""
        return range(1, max((column for _, column in self.cells), default=0) + 1)


def letters(column: int) -> str:
    """A column's letters: 28 is AB."""
    found = ""
    while column:
        column, rest = divmod(column - 1, _BASE)
        found = chr(ord("A") + rest) + found
    return found


def column_of(text: str) -> int | None:
    """The column that letters name, counted from 1; none where they name none."""
    if not _LETTERS.fullmatch(text):
        return None
    number = 0
    for letter in text:
        number = number * _BASE + ord(letter) - ord("A") + 1
    return number


def place_of(address: str) -> tuple[int, int] | None:
    """Row and column of `AB12`; none where that is no address."""
    match = _ADDRESS.fullmatch(address)
    column = column_of(match[1]) if match else None
    return (int(match[2]), column) if match and column else None


def bare(text: str) -> str:
    """A text without white space, as a sign for the lack of a value is known."""
    return "".join(text.split())


def compact(text: str) -> str:
    """A text as it is compared: without white space, line breaks and differences of width."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def ranges(cells: Iterator[Cell]) -> Iterator[str]:
    """The addresses of cells, those that stand together as one: `C3:C409`, `D3:F409`."""
    areas: list[_Area] = []
    for cell in sorted(cells, key=lambda it: (it.column, it.row)):
        if areas and (cell.column, cell.row) == (areas[-1].column, areas[-1].last_row + 1):
            areas[-1] = areas[-1]._replace(last_row=cell.row)
        else:
            areas.append(_Area(cell.row, cell.row, cell.column, cell.column))
    joined: list[_Area] = []
    for area in sorted(areas):
        if joined and area[:3] == (*joined[-1][:2], joined[-1].last_column + 1):
            joined[-1] = joined[-1]._replace(last_column=area.column)
        else:
            joined.append(area)
    yield from (area.address for area in joined)


class _Area(NamedTuple):
    """Cells that stand together."""

    row: int
    last_row: int
    column: int
    last_column: int

    @property
    def address(self) -> str:
        """`D3:F409`"""
        first, last = f"{letters(self.column)}{self.row}", letters(self.last_column)
        is_one = (self.row, self.column) == (self.last_row, self.last_column)
        return first if is_one else f"{first}:{last}{self.last_row}"


class UnreadableFileError(ValueError):
    """A file that no table can be read of; `rule` tells why."""

    def __init__(self, rule: str, **values: str) -> None:
        """`values` fill in the rule's message."""
        super().__init__(rule)
        self.rule = rule
        self.values = values
