"""Tables: captioned columns and rows of typed cells, before they are printed in any form."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hyoka.elements.inline import Inline, Link


class ColumnType(StrEnum):
    """What the cells of a column hold, which decides how wide and to which side they stand."""

    TEXT = "text"
    NUMBER = "number"
    SHORT = "short"
    PROSE = "prose"


_LEAST_WIDTHS = {
    ColumnType.TEXT: 7,
    ColumnType.NUMBER: 5,
    ColumnType.SHORT: 4,
    ColumnType.PROSE: 10,
}
"""How many characters the narrowest column of each type has in a line."""
_WIDTH_OF_A_PHONE = 22


@dataclass(frozen=True, slots=True)
class Column:
    """A column."""

    title: str
    unit: str = ""
    """Its unit, or what else stands in brackets behind its title."""
    type: ColumnType = ColumnType.TEXT
    is_sortable: bool = False
    is_share: bool = False
    """Whether its numbers say how much of a target is reached, in per cent."""


class CellType(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    WORDS = "words"
    """A value that is told in words."""
    NONE = "none"
    """Why there is no number."""
    NO_TEXT = "no_text"
    """Why there is no text."""
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell."""

    content: Inline = ""
    type: CellType = CellType.TEXT
    is_header: bool = False
    """Whether it names its row."""
    columns: int = 1
    """How many columns it spans."""
    rows: int = 1
    """How many rows it spans."""
    sort_key: Decimal | int | None = None
    """By what a sortable column is sorted."""
    absence: str = ""
    """Where it holds no value, why: of a column without any, the table tells it once, below."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row; where a cell of a row above spans it, it has no cell in that column."""

    cells: tuple[Cell, ...]
    is_total: bool = False
    id: str = ""
    """Where a link can lead to; without what HTML or Markdown reads as its own."""
    key: str = ""
    """What it is about, by ids and years: by it, in its table, its computed values have addresses.
    Where there is none, its name."""
    attributes: tuple[tuple[str, str], ...] = ()
    """What scripts read: the choices by which a list is filtered."""


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under a heading of their own; without one, those at the top."""

    rows: tuple[Row, ...]
    title: Inline = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table."""

    id: str
    caption: str
    columns: tuple[Column, ...]
    groups: tuple[RowGroup, ...]
    data: Link | None = None
    """To its numbers as open data."""
    formulas: tuple[Link, ...] = ()
    """To where the formulas of its computed values are explained, each once."""
    formulas_title: str = ""
    alike: frozenset[tuple[str, str]] = frozenset()
    """Formulas, each with what all of its values have in common …"""
    common: str = ""
    """… said once for all of them: 達成率：小数第2位を四捨五入."""
    omitted: str = ""
    """Which columns it does not have, as no row has a value there, and why."""
    is_searchable: bool = True
    leading: int = 0
    """How many columns a phone shows of each row, besides its status, until the row is opened;
    0: all."""

    @property
    def fits_a_phone(self) -> bool:
        """Whether all of its columns find room beside one another on a phone."""
        return sum(_LEAST_WIDTHS[column.type] for column in self.columns) <= _WIDTH_OF_A_PHONE
