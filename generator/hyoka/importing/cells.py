"""A table's cells as they stand in a file, each with its address."""

import datetime
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

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

    @property
    def path(self) -> str:
        """Where its cells stand: `集計表.xlsx!集計`."""
        return f"{self.file}!{self.name}" if self.name else self.file

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
    """The addresses of cells, those below one another together: `C3:C409`."""
    run: list[Cell] = []
    for cell in sorted(cells, key=lambda it: (it.column, it.row)):
        if run and (cell.column, cell.row) != (run[-1].column, run[-1].row + 1):
            yield _range(run)
            run = []
        run.append(cell)
    if run:
        yield _range(run)


def _range(run: list[Cell]) -> str:
    first, last = run[0].address, run[-1].address
    return first if first == last else f"{first}:{last}"


class UnreadableFileError(ValueError):
    """A file that no table can be read of; `rule` tells why."""

    def __init__(self, rule: str, **values: str) -> None:
        """`values` fill in the rule's message."""
        super().__init__(rule)
        self.rule = rule
        self.values = values
