"""What somebody typed into a cell, as the record that it is for takes it."""

import datetime
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from hyoka.content.builder import Plain
from hyoka.importing.cells import Cell, compact
from hyoka.importing.values import CellError, joined, plain_number
from hyoka.units import FiscalYear, guess_date, number_with_unit
from hyoka.workbook.layout import CellKind, Column, items_of

_CIRCLES = str.maketrans("〇◯", "○○")
"""What a keyboard offers for まる looks the same."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A value, and whether it is another text than what the cell shows."""

    value: Plain
    is_read_as: bool = False
    """Whether somebody should see what it was taken for: `21,600千円` is 21600."""


def typed(cell: Cell | None, column: Column, kind: CellKind, unit: str = "") -> Typed:
    """What a cell says; `None` is said by an empty one.

    Args:
        cell: what the workbook holds there.
        column: that it stands in, whose choices it has.
        kind: what may be typed into it.
        unit: that of its number.

    Raises:
        CellError: it cannot be taken, or only with a guess.
    """
    if cell is None:
        return Typed(None)
    if cell.fault:
        # How an import mends it does not help here: a workbook has no mapping.
        is_scaled = cell.fault == "scaled_number"
        raise CellError("scaled_number_typed" if is_scaled else cell.fault)
    if kind is CellKind.NUMBER:
        return _number(cell, unit)
    if kind is CellKind.WHOLE_NUMBER:
        return _whole(cell, unit)
    if kind in {CellKind.CHOICE, CellKind.FLAG, CellKind.REASON}:
        return _choice(cell, column)
    return _READERS[kind](cell)


def _number(cell: Cell, unit: str) -> Typed:
    if isinstance(cell.value, datetime.date):
        raise CellError("date_in_number")
    if isinstance(cell.value, Decimal):
        return Typed(plain_number(cell.value))
    own = unicodedata.normalize("NFKC", unit)
    found = _with_unit(cell.value, own) if isinstance(cell.value, str) else None
    if found is None:
        raise CellError("no_number_typed")
    number, shown = found
    if shown and shown != own:
        raise CellError("other_unit_typed", shown=shown, unit=unit)
    return Typed(plain_number(Decimal(number)), is_read_as=True)


def _with_unit(text: str, own: str) -> tuple[str, str] | None:
    """The number and the unit behind it: one that every number may have, or the cell's own."""
    bare = unicodedata.normalize("NFKC", text).strip().removesuffix(own)
    return number_with_unit(text) or number_with_unit(bare)


def _whole(cell: Cell, unit: str) -> Typed:
    found = _number(cell, unit)
    number = Decimal(str(found.value))
    if number != number.to_integral_value():
        raise CellError("no_whole_number_typed")
    return Typed(int(number), found.is_read_as)


def _choice(cell: Cell, column: Column) -> Typed:
    text = compact(cell.text).translate(_CIRCLES)
    for choice in column.choices:
        if compact(choice.shown).translate(_CIRCLES) == text:
            return Typed(choice.value)
    raise CellError("no_such_choice", known="、".join(it.shown for it in column.choices))


def _year(cell: Cell) -> Typed:
    try:
        year = FiscalYear.parse(compact(cell.text)).year
    except ValueError:
        raise CellError("no_year_typed") from None
    return Typed(year, is_read_as=str(year) != cell.text)


def _date(cell: Cell) -> Typed:
    if isinstance(cell.value, datetime.date):
        return Typed(cell.value.isoformat())
    found = guess_date(cell.value) if isinstance(cell.value, str) else None
    if found is None:
        raise CellError("no_date_typed")
    return Typed(found, is_read_as=found != cell.value)


def _prose(cell: Cell) -> str:
    if isinstance(cell.value, datetime.date):
        raise CellError("date_in_text")
    if isinstance(cell.value, bool):
        raise CellError("no_text_typed")
    lines = [line.rstrip() for line in cell.text.split("\n")]
    return "\n".join(lines).strip()


def _text(cell: Cell) -> Typed:
    return Typed(_prose(cell))


def _line(cell: Cell) -> Typed:
    lines = [line.strip() for line in _prose(cell).split("\n") if line.strip()]
    text = joined(lines)
    return Typed(text, is_read_as=text != " ".join(lines))


def _items(cell: Cell) -> Typed:
    return Typed(items_of(_prose(cell)))


_READERS: Mapping[CellKind, Callable[[Cell], Typed]] = {
    CellKind.YEAR: _year,
    CellKind.DATE: _date,
    CellKind.TEXT: _text,
    CellKind.LINE: _line,
    CellKind.ITEMS: _items,
}
"""Of the kinds of cells that are taken by what they say alone."""
