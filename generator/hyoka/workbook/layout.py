"""What a workbook of a year holds: sheets with columns and rows, and what each cell is.

It is made of the records alone: `sheets.workbook_of`. What is written for Excel and what is read
back are looked up by the key of a row and the key of a column, so that neither order matters.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hyoka.content.builder import Plain
from hyoka.units import FiscalYear

FORMAT_VERSION = 1
"""Of the workbook's own structure: its keys of sheets, rows and columns, and its hidden sheet."""
ROW_KEY = "row"
"""The key of each sheet's first column, which holds the rows' keys."""
PREVIOUS = ":previous"
"""The end of the key of a column that shows what the year before had."""
REASON = ":reason"
"""The end of the key of a column that holds why there is no number."""
LONGEST_TEXT = 32_000
"""So many letters fit into one of Excel's cells, with some room left."""
BULLET = "・"
"""What each item of a list begins with in a cell."""
_BULLETS = (BULLET, "･")
LISTS = "_lists"
"""The hidden sheet with what can be chosen."""

Place = tuple[str, ...]
"""The steps to a value in a record's file: a key, or, in a list, what `record_edit.name_of` knows
the item by: an id, a fiscal year, `scale aspect` of a rating; of combined funding its name. That an
action was chosen in an evaluation is told at its own id: `next_actions/keizoku/id`."""


class CellKind(StrEnum):
    """What may be typed into a cell."""

    NUMBER = "number"
    REASON = "reason"
    """Why there is no number: one of `Missing`, in the language's words."""
    WHOLE_NUMBER = "whole_number"
    YEAR = "year"
    DATE = "date"
    FLAG = "flag"
    CHOICE = "choice"
    LINE = "line"
    TEXT = "text"
    ITEMS = "items"
    """A list of texts, each beginning with a bullet."""


class Role(StrEnum):
    """What a column is for."""

    ROW = "row"
    """The rows' keys; nobody sees it."""
    LABEL = "label"
    """Says what a row is about."""
    PREVIOUS = "previous"
    """What the year before had."""
    INPUT = "input"


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that can be chosen, and the words that it is chosen by."""

    value: Plain
    shown: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet."""

    key: str
    """`row`; `label:name`; the place below the row's, `budget_funding/national`, and the same with
    `PREVIOUS` or `REASON` behind it."""
    role: Role
    title: str
    unit: str = ""
    """Of all its numbers; empty where there is none, or the rows say it."""
    kind: CellKind = CellKind.LINE
    choices: tuple[Choice, ...] = ()
    help: str = ""
    """What is to be typed here."""
    place: Place = ()
    """Where its values stand below a row's place; of a number and its reason the same."""

    def words_of(self, value: Plain) -> str | None:
        """The words that a value is chosen by; `True` is not 1."""
        for choice in self.choices:
            if type(choice.value) is type(value) and choice.value == value:
                return choice.shown
        return None


@dataclass(frozen=True, slots=True)
class WorkbookCell:
    """A cell of a row, beneath a column."""

    value: Plain = None
    """As the record has it, as plain data: a number as `Decimal`, a choice by its value, a list as
    a tuple. `None`: there is none."""
    place: Place = ()
    """Where the value stands in the row's file; of a cell that is only shown, nowhere."""
    kind: CellKind = CellKind.LINE
    """As its column's, but where the column holds texts and lists."""
    locked: bool = True
    """Whether nothing is to be typed into it."""


def row_key(path: str, place: Place) -> str:
    """The key of a row, by its record's path and the place of what it tells."""
    return f"{path} {'/'.join(place)}".strip()


@dataclass(frozen=True, slots=True)
class Row:
    """A row: a year of a project, of an indicator, an evaluation, a text."""

    path: str
    """The file inside `content/`; it may not be there yet."""
    place: Place
    """Where in the file what the row tells stands: `("years", "2026")`; `()`: the file is it."""
    cells: tuple[WorkbookCell, ...]
    """One a column."""
    exists: bool
    """Whether the record has, of this year, what the row tells of."""

    @property
    def key(self) -> str:
        """`projects/matsuri.yml years/2026`: no other row of its sheet has it."""
        return row_key(self.path, self.place)


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """A sheet to be filled in."""

    key: str
    """`project_years`"""
    name: str
    """On its tab."""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    """A year's values of some or all records, as they are now."""

    code: str
    """Of the municipality 全国地方公共団体コード."""
    city: str
    year: FiscalYear
    sheets: tuple[WorkbookSheet, ...]

    def inputs(self) -> Iterator[tuple[WorkbookSheet, Row, Column, WorkbookCell]]:
        """Every cell that can be filled in."""
        for sheet in self.sheets:
            for row in sheet.rows:
                for column, cell in zip(sheet.columns, row.cells, strict=True):
                    if not cell.locked:
                        yield sheet, row, column, cell


def bulleted(items: Sequence[Plain]) -> str:
    """A list's texts as one cell holds them."""
    return "\n".join(f"{BULLET}{item}" for item in items)


def items_of(text: str) -> tuple[str, ...]:
    """The texts of a list in a cell: each begins with a bullet, and may have several lines."""
    found: list[str] = []
    for line in text.split("\n"):
        begins = line.startswith(_BULLETS)
        bare = line[1:].lstrip() if begins else line
        if found and not begins:
            found[-1] += f"\n{bare}"
        else:
            found.append(bare)
    return tuple(item.strip() for item in found if item.strip())


def text_of(value: Plain) -> str:
    """A cell's value as a text: `21600`, `65.0`, `true`, `not_stated`; empty: there is none."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value:f}"
        case tuple():
            return bulleted(value)
        case _:
            return str(value)
