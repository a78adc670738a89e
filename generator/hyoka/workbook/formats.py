"""How cells look, by what they are: their colours, borders, and how numbers and days are shown."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from hyoka.content.builder import Plain
from hyoka.terminal import width
from hyoka.workbook.fields import number_at
from hyoka.workbook.layout import CellKind, Column, Role, WorkbookCell

Properties = Mapping[str, Any]
"""XlsxWriter's names of what a cell looks like."""

FONT = "Meiryo UI"
COLOURS: Mapping[Role, str] = {
    Role.ROW: "#FFFFFF",
    Role.LABEL: "#EEF2F6",
    Role.PREVIOUS: "#E7E6E6",
    Role.INPUT: "#FFFBE6",
}
"""Of what a column is for: paper for what is shown, light yellow for what is typed."""
_HEAD_COLOURS: Mapping[Role, str] = {
    Role.ROW: "#FFFFFF",
    Role.LABEL: "#D5DEE8",
    Role.PREVIOUS: "#D0CECE",
    Role.INPUT: "#FFE699",
}
_WIDTHS: Mapping[CellKind, int] = {
    CellKind.NUMBER: 13,
    CellKind.REASON: 13,
    CellKind.WHOLE_NUMBER: 11,
    CellKind.YEAR: 11,
    CellKind.DATE: 13,
    CellKind.FLAG: 10,
    CellKind.CHOICE: 20,
    CellKind.LINE: 24,
    CellKind.TEXT: 60,
    CellKind.ITEMS: 60,
}
_LABEL_WIDTHS: Mapping[str, int] = {
    "label:number": 8,
    "label:division": 16,
    "label:unit": 9,
    "label:final_target": 13,
    "label:group": 16,
}
"""Of those that are short; the others are names."""
_NAME_WIDTH = 30
_LINE, _HIGHEST = 16.0, 400.0
"""How high a line is, and a row may be, in points."""
_NUMBERS = frozenset({CellKind.NUMBER, CellKind.WHOLE_NUMBER})
_MOST_DECIMALS = 6
DATE_FORMAT = "yyyy-mm-dd"
FRACTION_FORMAT = "#,##0.######"
"""Of a number with decimals where none was expected: it is shown whole all the same."""


def width_of(column: Column) -> int:
    """How wide a column is, in letters of half width."""
    if column.role is Role.LABEL:
        return _LABEL_WIDTHS.get(column.key, _NAME_WIDTH)
    return _WIDTHS[column.kind]


def height_of(texts: Iterable[tuple[str, int]], least: int = 1) -> float:
    """How high a row is, by its texts and the widths of their columns; `least`: in lines.

    Not every program makes a row as high as its texts when it opens the file.
    """
    lines = max((_lines(text, room) for text, room in texts), default=1)
    return min(max(lines, least) * _LINE, _HIGHEST)


def _lines(text: str, room: int) -> int:
    return sum(max(1, -(-width(line) // room)) for line in text.split("\n"))


def head_of(column: Column) -> Properties:
    """How a column's heading looks."""
    colour = _HEAD_COLOURS[column.role]
    return {**_BASE, "bold": True, "bg_color": colour, "align": "center", "valign": "vcenter"}


def format_of(column: Column, cell: WorkbookCell, before: Plain) -> Properties:
    """How a cell looks; `before`: what the year before had in its place."""
    locked = cell.locked
    role = Role.PREVIOUS if column.role is Role.INPUT and locked else column.role
    found = {**_BASE, "bg_color": COLOURS[role], "locked": locked}
    if cell.kind in _NUMBERS and (number_at(cell.value) is not None or not locked):
        found["num_format"] = number_format(cell.value, before)
        found["align"] = "right"
    elif cell.kind is CellKind.DATE:
        found["num_format"] = DATE_FORMAT
    elif cell.kind is not CellKind.YEAR:
        found["num_format"] = "@" if cell.kind in _TEXTS else "General"
    return found


_BASE: Properties = {
    "font_name": FONT,
    "font_size": 10,
    "border": 1,
    "border_color": "#BFBFBF",
    "text_wrap": True,
    "valign": "top",
}
_TEXTS = frozenset({CellKind.LINE, CellKind.TEXT, CellKind.ITEMS})
"""What is a text, whatever it looks like: 0086, 1-2."""


def number_format(value: Plain, before: Plain) -> str:
    """How a number is shown: with the decimals that it, or else that of the year before, has."""
    decimals = max(0, min(_decimals(value, before), _MOST_DECIMALS))
    if not decimals:
        return "#,##0"
    return f"#,##0.{'0' * decimals}{'#' * (_MOST_DECIMALS - decimals)}"


def _decimals(*values: Plain) -> int:
    numbers = (number_at(value) for value in values if not isinstance(value, bool))
    return next((_places(number) for number in numbers if number is not None), 0)


def _places(number: Decimal) -> int:
    return -int(number.as_tuple().exponent)
