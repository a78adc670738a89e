"""The addresses of computed values in tables: a row's tells what it is about, never its place.

A value is found by its row and by what it is among the values of that row, which a column says
once for all of its cells that are alike.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from hyoka.elements import BREAK, Calculated, Calculation, Cell, Inline, Row, Table
from hyoka.render import text

_LONGEST = 30
"""Characters of a name that stands for a key."""
_OTHER = re.compile(r"[^\w-]+")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Those of a table's values."""

    table: str
    by_column: tuple[str, ...] = ()
    """Of each column the attributes that say what its values are, where all are the same."""
    other: frozenset[int] = frozenset()
    """The identities of the cells that have to say themselves what they are."""
    _taken: dict[str, int] = field(default_factory=dict)
    """The ids that rows have, each with how many rows would have it."""

    @classmethod
    def of(cls, table: Table) -> "Addresses":
        """The addresses in a table; of one without computed values there are none."""
        found: list[dict[str, list[Cell]]] = [{} for _ in table.columns]
        for place, cell, calculation in _placed(table):
            found[place].setdefault(attributes(calculation), []).append(cell)
        mixed = (cell for one in found if len(one) > 1 for cells in one.values() for cell in cells)
        return cls(
            table.id,
            tuple(next(iter(one)) if len(one) == 1 else "" for one in found),
            frozenset(map(id, mixed)),
        )

    def row(self, row: Row) -> str:
        """The id of a row that has computed values, else of one that has an id; or none."""
        if row.id or not any(_calculation(cell) for cell in row.cells):
            return row.id
        name = row.key or _name(row)
        address = first = joined(self.table, name)
        while address in self._taken:
            self._taken[first] += 1
            address = joined(self.table, f"{name}_{self._taken[first]}")
        self._taken[address] = 1
        return address

    def cell(self, cell: Cell, calculation: Calculation) -> str:
        """The attributes of a value that its column does not say."""
        return attributes(calculation) if id(cell) in self.other else ""


def attributes(calculation: Calculation) -> str:
    """What a value is among those of its row; its formula, where that has another name."""
    return _attributes(calculation.figure, next(iter(calculation.formulas), ""))


@lru_cache(maxsize=1 << 10)
def _attributes(figure: str, formula: str) -> str:
    """The same: those of a site's values are few."""
    if not figure:
        return ""
    told = f' data-figure="{figure}"'
    formula = formula.replace("_", "-")
    if formula and formula != figure.rpartition(".")[2]:
        told += f' data-formula="{formula}"'
    return told


def joined(*parts: str) -> str:
    """An id of its parts: of letters, digits and dashes, whatever they hold."""
    return "_".join(_OTHER.sub("-", part) for part in parts if part)


def _calculation(cell: Cell) -> Calculation | None:
    """The calculation that a cell opens to, if its value has an address."""
    if isinstance(cell.content, Calculated):
        told = cell.content.calculation
        return told if told.figure and (told.lines or told.common) else None
    return None


def _placed(table: Table) -> Iterator[tuple[int, Cell, Calculation]]:
    """The cells with computed values, each with the number of its column."""
    for group in table.groups:
        spanned: dict[int, int] = {}
        for row in group.rows:
            for place, cell in _in_columns(row.cells, spanned):
                if calculation := _calculation(cell):
                    yield place, cell, calculation


def _in_columns(cells: Iterable[Cell], spanned: dict[int, int]) -> Iterator[tuple[int, Cell]]:
    """A row's cells with their columns; `spanned`: in which ones a cell above is, how far down."""
    place, below = 0, dict(spanned)
    spanned.clear()
    spanned.update({column: rows - 1 for column, rows in below.items() if rows > 1})
    for cell in cells:
        while below.get(place, 0):
            place += 1
        yield place, cell
        if cell.rows > 1:
            spanned.update(dict.fromkeys(range(place, place + cell.columns), cell.rows - 1))
        place += cell.columns


def _name(row: Row) -> str:
    """What a row is called: its header, else its first cell, without the notes below."""
    named = next((cell for cell in row.cells if cell.is_header), row.cells[0])
    return text.inline(_first_line(named.content)).strip()[:_LONGEST]


def _first_line(content: Inline) -> Inline:
    while isinstance(content, tuple):
        if BREAK in content:
            content = content[: content.index(BREAK)]
        elif len(content) == 1:
            content = content[0]
        else:
            break
    return content
