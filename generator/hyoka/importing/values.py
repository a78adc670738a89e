"""What a cell holds as a field takes it."""

import datetime
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from hyoka.content.builder import Plain
from hyoka.importing.cells import Cell, compact
from hyoka.importing.fields import FieldType, fiscal_year
from hyoka.model.import_mapping import ImportColumn
from hyoka.units import guess_date, number_with_unit

LINES = "lines"
"""How a mapping names the line break that divides a cell's values."""
ITEMS = "items"
"""How it names that each line with a bullet begins a value."""
_YEN: Mapping[str, Decimal] = {
    "円": Decimal(1),
    "百円": Decimal(100),
    "千円": Decimal(1000),
    "万円": Decimal(10_000),
    "百万円": Decimal(1_000_000),
    "億円": Decimal(100_000_000),
    "十億円": Decimal(1_000_000_000),
}
_TRUE = frozenset({"true", "はい", "○", "〇", "有", "あり", "達成", "1"})
_FALSE = frozenset({"false", "いいえ", "×", "無", "なし", "未達成", "0"})
_WIDE = 0x2E80
"""From here on, letters stand together without spaces."""
_BULLETS = "・･●○◦"


class CellError(ValueError):
    """A cell that cannot be taken for what its field holds; `rule` tells why."""

    def __init__(self, rule: str, **values: str) -> None:
        """`values` fill in the rule's message."""
        super().__init__(rule)
        self.rule = rule
        self.values = values


def converted(cell: Cell, column: ImportColumn, taken_as: FieldType, money_unit: str) -> Plain:
    """The cell's value, as it stands in a record.

    Args:
        cell: what the file holds.
        column: how the mapping says that it is to be read.
        taken_as: what the field takes.
        money_unit: in which amounts stand in records: 円, 千円 or 百万円.

    Raises:
        CellError: it cannot be taken for that, or only with a guess.
    """
    if cell.fault:
        raise CellError(cell.fault)
    chosen = _chosen(cell, column)
    if chosen is not None:
        return (chosen,) if taken_as.kind == "list" else chosen
    if taken_as.kind == "number":
        return _amount(cell, column, taken_as, money_unit)
    if taken_as.kind == "choice":
        return _choice(cell, column, taken_as)
    return _CONVERTERS[taken_as.kind](cell, column)


def _chosen(cell: Cell, column: ImportColumn) -> str | None:
    """The value that the mapping gives for just this text."""
    plain = compact(cell.text)
    found = (it.value for it in column.choices if compact(it.cell) == plain)
    return next(found, None)


def _text(cell: Cell, column: ImportColumn) -> str:
    lines = [line.strip() for line in _other(cell, column).split("\n")]
    return "\n".join(lines).strip()


def _line(cell: Cell, column: ImportColumn) -> str:
    return joined(_text(cell, column).split("\n"))


def _list(cell: Cell, column: ImportColumn) -> tuple[str, ...]:
    return parts_of(_other(cell, column), column.split)


def _other(cell: Cell, column: ImportColumn) -> str:
    """A text that is none of the mapping's choices, where it may be another."""
    if column.choices and not column.other_texts:
        raise CellError("unknown_choice_in_cell", known="、".join(it.cell for it in column.choices))
    return cell.text


def joined(lines: Iterable[str]) -> str:
    """A text of one line: where a cell has several, only its width asked for them."""
    first, *rest = [line.strip() for line in lines if line.strip()]
    for line in rest:
        wide = ord(first[-1]) >= _WIDE and ord(line[0]) >= _WIDE
        first += line if wide else f" {line}"
    return first


def parts_of(text: str, separator: str | None) -> tuple[str, ...]:
    """The values that one cell holds; without a separator, the whole is one."""
    if separator == ITEMS:
        return _listed(text)
    parts = text.split("\n" if separator == LINES else separator) if separator else [text]
    return tuple(part.strip() for part in parts if part.strip())


def _listed(text: str) -> tuple[str, ...]:
    """The items of a list: each begins with a bullet, and may have several lines."""
    found: list[str] = []
    for line in (line.strip() for line in text.split("\n")):
        if bare := line.lstrip(_BULLETS).strip():
            if found and line[0] not in _BULLETS:
                found[-1] += f"\n{bare}"
            else:
                found.append(bare)
    return tuple(found)


def _number(cell: Cell) -> tuple[Decimal, str]:
    """The number that a cell shows, and the unit that it shows with it."""
    if isinstance(cell.value, Decimal):
        return cell.value, ""
    found = number_with_unit(cell.value) if isinstance(cell.value, str) else None
    if found is None:
        raise CellError("no_number_in_cell")
    return Decimal(found[0]), found[1]


def _amount(
    cell: Cell, column: ImportColumn, taken_as: FieldType, money_unit: str
) -> Decimal | int:
    number, shown = _number(cell)
    if column.unit and shown and shown != unicodedata.normalize("NFKC", column.unit):
        raise CellError("other_unit_in_cell", shown=shown, unit=column.unit)
    if taken_as.is_money:
        of = shown or column.unit or money_unit
        if of not in _YEN:
            raise CellError("no_money_in_cell", shown=of)
        if of != money_unit:
            number = (number * _YEN[of] / _YEN[money_unit]).normalize()
    return plain_number(number)


def plain_number(number: Decimal) -> Decimal | int:
    """A number as it stands in a record."""
    text = f"{number:f}"
    return Decimal(text) if "." in text else int(text)


def _whole(cell: Cell, _column: ImportColumn) -> int:
    number, _ = _number(cell)
    if number != number.to_integral_value():
        raise CellError("no_whole_number_in_cell")
    return int(number)


def _year(cell: Cell, _column: ImportColumn) -> int:
    try:
        return fiscal_year(cell.text).year
    except ValueError:
        raise CellError("no_year_in_cell") from None


def _date(cell: Cell, _column: ImportColumn) -> str:
    if isinstance(cell.value, datetime.date):
        return cell.value.isoformat()
    found = guess_date(cell.text)
    if found is None:
        raise CellError("no_date_in_cell")
    return found


def _boolean(cell: Cell, _column: ImportColumn) -> bool:
    text = compact(cell.text).lower()
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise CellError("no_yes_or_no_in_cell")


def _choice(cell: Cell, column: ImportColumn, taken_as: FieldType) -> str:
    text = compact(cell.text)
    if text in taken_as.choices:
        return text
    known = [it.cell for it in column.choices] or list(taken_as.choices)
    raise CellError("unknown_choice_in_cell", known="、".join(known))


_CONVERTERS: Mapping[str, Callable[[Cell, ImportColumn], Plain]] = {
    "whole_number": _whole,
    "year": _year,
    "date": _date,
    "boolean": _boolean,
    "list": _list,
    "line": _line,
    "text": _text,
}
"""Of the kinds of fields that take what the cell alone says."""
