"""The columns of a table by their headings, and the cells of a form by the labels beside them."""

import re
from collections.abc import Iterator, Mapping, Sequence

from hyoka.importing.cells import Cell, Table, column_of, compact
from hyoka.importing.templates import Source

_YEN = "((?:百|千|万|百万|億|十億)?円)"
_UNIT_OF_HEADING = re.compile(rf"\((?:単位[:・]?)?{_YEN}\)|\[{_YEN}\]|〔{_YEN}〕|【{_YEN}】")
_UNIT_OF_TABLE = re.compile(rf"単位[:・]?{_YEN}")


class Headings:
    """What stands above each column, in one way of writing."""

    def __init__(self, table: Table, rows: Sequence[int]) -> None:
        """`rows`: those with headings, from the top."""
        self._above = {
            column: tuple(compact(table.heading(row, column)) for row in rows)
            for column in table.columns
        }

    def above(self, column: int) -> tuple[str, ...]:
        """What stands above a column, from the top."""
        return self._above.get(column, ())

    def written(self, column: int) -> str:
        """The same as a message says it."""
        return "/".join(self.above(column))

    def is_headed(self, column: int, text: str) -> bool:
        """Whether the column has this heading: the lowest one, or all of them with / between."""
        above = self.above(column)
        distinct = [it for n, it in enumerate(above) if it and it not in above[:n]]
        return bool(above) and compact(text) in {above[-1], "/".join(distinct), "/".join(above)}

    def found(self, text: str, group: range | None) -> list[int]:
        """The columns that a heading, or else a letter, names.

        Args:
            text: the heading, or a column's letters.
            group: the columns in which the heading is looked for, where not in all.
        """
        columns = group if group is not None else self._above
        headed = [column for column in columns if self.is_headed(column, text)]
        letter = column_of(text)
        return headed or ([letter] if letter else [])

    def money_unit(self, column: int) -> str | None:
        """The unit of money that the headings of a column tell in brackets: （千円）."""
        return next(filter(None, map(_in_brackets, reversed(self.above(column)))), None)


def _in_brackets(text: str) -> str | None:
    """The unit of money that a heading or label tells in brackets."""
    match = _UNIT_OF_HEADING.search(compact(text))
    return match[match.lastindex or 0] if match else None


def unit_in_form(table: Table, label: str, source: Source) -> str | None:
    """The unit of money of a form's value: in its label's brackets, or in the cell behind it."""
    if of_label := _in_brackets(label):
        return of_label
    row = (cell for cell in table.cells.values() if cell.row == source.row)
    behind = (cell for cell in row if cell.column > source.column)
    first = min(behind, key=lambda it: it.column, default=None)
    match = re.fullmatch(_YEN, compact(first.text).strip("()")) if first else None
    return match[1] if match else None


def money_unit(cells: Iterator[Cell]) -> str | None:
    """The unit of money that one of the cells tells for a whole table: 単位：千円."""
    found = (_UNIT_OF_TABLE.search(compact(cell.text)) for cell in cells)
    return next((match[1] for match in found if match), None)


def labels(table: Table) -> Mapping[str, Cell]:
    """The first cell of a form that says something, by what it says."""
    found: dict[str, Cell] = {}
    for cell in sorted(table.cells.values(), key=lambda it: (it.row, it.column)):
        found.setdefault(compact(cell.text), cell)
    return found


def right_of(table: Table, label: Cell) -> Source:
    """The cell behind a label, be it merged or not."""
    for first_row, first, last_row, last in table.merged:
        if first_row <= label.row <= last_row and first <= label.column <= last:
            return Source(last + 1, label.row)
    return Source(label.column + 1, label.row)
