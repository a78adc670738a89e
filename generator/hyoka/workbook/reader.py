"""A workbook that somebody filled in: its cells by the keys of rows and columns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from hyoka.importing.cells import Cell, Table
from hyoka.workbook import snapshot
from hyoka.workbook.layout import FORMAT_VERSION, PREVIOUS, ROW_KEY
from hyoka.workbook.snapshot import Snapshot

_LAST_HEADING = 10
"""The keys of columns stand in one of so many rows."""
_LABEL = "label:"
_SNAPSHOT_COLUMNS = 4
"""So many columns has the sheet that tells what a workbook was made of."""


class ForeignWorkbookError(ValueError):
    """A workbook that nothing can be taken from; `rule` tells why."""

    def __init__(self, rule: str, **values: str) -> None:
        """`values` fill in the rule's message."""
        super().__init__(rule)
        self.rule = rule
        self.values = values


@dataclass(frozen=True)
class FilledSheet:
    """A sheet of rows and columns that have keys, wherever these stand now."""

    table: Table
    heading: int
    """The row that holds the columns' keys; below it stand their titles, then the rows."""
    columns: Mapping[str, tuple[int, ...]]
    """The columns of each key: several where somebody copied one."""

    @cached_property
    def rows(self) -> Mapping[str, tuple[int, ...]]:
        """The rows of each key: several where somebody copied one."""
        found: dict[str, tuple[int, ...]] = {}
        column = self.columns[ROW_KEY][0]
        for cell in self.table.cells.values():
            if cell.column == column and cell.row >= self._first:
                found[cell.text] = (*found.get(cell.text, ()), cell.row)
        return found

    @property
    def _first(self) -> int:
        return self.heading + 2

    def at(self, row: int, column: int) -> Cell:
        """The cell there; an empty one where there is nothing."""
        return self.table.at(row, column) or Cell(row, column, "")

    def inputs(self, row: int) -> Iterator[tuple[str, Cell]]:
        """The cells of a row that can be filled in, with the keys of their columns."""
        for column, key in self._inputs.items():
            yield key, self.at(row, column)

    @cached_property
    def _inputs(self) -> Mapping[int, str]:
        """The keys of the columns that can be filled in."""
        return {
            column: key
            for key, columns in self.columns.items()
            if key != ROW_KEY and not key.startswith(_LABEL) and not key.endswith(PREVIOUS)
            for column in columns
        }

    @property
    def without_key(self) -> tuple[Cell, ...]:
        """What stands in rows that have no key, where something could be filled in."""
        keyed = {number for numbers in self.rows.values() for number in numbers}
        return tuple(
            cell
            for cell in self.table.cells.values()
            if cell.row >= self._first and cell.row not in keyed and cell.column in self._inputs
        )

    @property
    def beside(self) -> tuple[Cell, ...]:
        """What stands in columns that have no key."""
        keyed = {column for columns in self.columns.values() for column in columns}
        return tuple(cell for (_, column), cell in self.table.cells.items() if column not in keyed)


@dataclass(frozen=True)
class FilledWorkbook:
    """A workbook as it came back."""

    snapshot: Snapshot
    sheets: tuple[FilledSheet, ...]
    others: tuple[Table, ...]
    """The sheets that have no keys: the guide, the lists, and what somebody added."""


def filled(tables: tuple[Table, ...], code: str) -> FilledWorkbook:
    """The workbook that the tables of a file are.

    Args:
        tables: its sheets, hidden ones too.
        code: that of the municipality whose records are to take it.

    Raises:
        ForeignWorkbookError: it was not made of this municipality's records, or by another hyoka.
    """
    hidden = [table for table in tables if table.name == snapshot.SHEET]
    made_of = _snapshot(hidden[0]) if hidden else None
    if made_of is None:
        raise ForeignWorkbookError("workbook_not_ours")
    if made_of.version != str(FORMAT_VERSION):
        values = {"got": made_of.version, "version": str(FORMAT_VERSION)}
        raise ForeignWorkbookError("workbook_other_version", **values)
    if made_of.code != code:
        raise ForeignWorkbookError("workbook_other_city", city=made_of.city)
    visible = [table for table in tables if table not in hidden]
    sheets = {table.name: sheet for table in visible if (sheet := _sheet(table))}
    others = (table for table in visible if table.name not in sheets)
    return FilledWorkbook(made_of, tuple(sheets.values()), tuple(others))


def _snapshot(table: Table) -> Snapshot | None:
    width = min(table.columns.stop, _SNAPSHOT_COLUMNS + 1)
    rows = sorted({row for row, _ in table.cells})
    texts = [
        [cell.text if (cell := table.at(row, column)) else "" for column in range(1, width)]
        for row in rows
    ]
    return snapshot.read_snapshot(texts)


def _sheet(table: Table) -> FilledSheet | None:
    width = table.columns
    for heading in range(1, _LAST_HEADING + 1):
        columns: dict[str, tuple[int, ...]] = {}
        for column in width:
            if cell := table.at(heading, column):
                columns[cell.text] = (*columns.get(cell.text, ()), column)
        if ROW_KEY in columns:
            return FilledSheet(table, heading, columns)
    return None
