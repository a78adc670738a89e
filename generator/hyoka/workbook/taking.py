"""What workbooks say beyond what they were made of, gathered by the records that are to have it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from hyoka.importing.cells import Cell, Table, ranges
from hyoka.problems import Problem
from hyoka.workbook.layout import (
    CellKind,
    Column,
    Place,
    Role,
    Row,
    Workbook,
    WorkbookSheet,
    text_of,
)
from hyoka.workbook.merge import (
    Asked,
    CellAt,
    Change,
    UntakenError,
    alike,
    change_of,
    short,
    shown,
    suggested,
)
from hyoka.workbook.reader import FilledSheet, FilledWorkbook

_OWNERS = frozenset({"project_years", "policy_years", "measure_years"})
"""The sheets whose rows are years themselves."""
_MEASURED = frozenset({"indicator_years", "group_years"})
"""Those whose rows are nothing without an actual."""
_SAYING = frozenset({"evaluations", "texts"})
"""Those that say something of a policy's or a measure's year, without any number."""

_CODE = re.compile("[a-z][a-z0-9_-]*")
"""What is chosen by other words than the record has."""
_MANY = 1000
"""So many letters of a text are compared that is shown: a longer one may be cut."""
_NAMES = ("project", "policy", "measure", "owner", "indicator", "group", "evaluation", "section")
"""The labels by which somebody knows a row."""


@dataclass
class Taking:
    """What was gathered of workbooks."""

    own_sheets: frozenset[str]
    """The names of the sheets that every workbook has and nothing is typed into."""
    changes: dict[str, dict[Place, Change]] = field(default_factory=dict)
    """By the paths of the records."""
    said: dict[tuple[str, Place], Change] = field(default_factory=dict)
    """The first change of each place, by the paths of the records."""
    refused: set[tuple[str, Place]] = field(default_factory=set)
    """The places of which what was typed cannot be taken."""
    contested: set[tuple[str, Place]] = field(default_factory=set)
    """The places of which two workbooks say different things."""
    cells: dict[str, dict[Place, CellAt]] = field(default_factory=dict)
    """Every cell in which a value of a record is asked, by the same paths."""
    suggested: dict[str, dict[Place, Change]] = field(default_factory=dict)
    """What workbooks were made with of years that no record has, by the same paths."""
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    """What somebody should see, though it was taken or is not meant to be."""

    def take(self, workbook: FilledWorkbook, now: Workbook) -> None:
        """Take a workbook.

        Args:
            workbook: as it came back.
            now: the workbook that the records would make of that year now.
        """
        rows = {row.key: (sheet, row) for sheet in now.sheets for row in sheet.rows}
        was = {(row, column): text for (_, row, column), text in workbook.snapshot.values.items()}
        for filled in workbook.sheets:
            _Sheet(self, filled, rows, was).take()
        self.notices += strays(workbook, self.own_sheets)

    def leave_out(self, now: Workbook) -> None:
        """Leave out what was typed of rows and years that nothing yet makes, in all workbooks.

        The years that something makes have what the workbooks were made with, too.
        """
        self._drop_rows(now)
        self._drop_years(now)
        for row in _new_rows(now, _OWNERS):
            changes = self.changes.get(row.path, {})
            if _below(changes, row.place):
                for place, change in _below(self.suggested.get(row.path, {}), row.place).items():
                    if (row.path, place) not in self.contested:
                        changes.setdefault(place, change)

    def put(self, path: str, place: Place, change: Change) -> None:
        """Take a change; where another workbook says something else, neither is taken."""
        known = self.said.setdefault((path, place), change)
        if text_of(known.value) == text_of(change.value):
            if (path, place) not in self.contested:
                self.changes.setdefault(path, {})[place] = known
            return
        self.contested.add((path, place))
        self.changes.get(path, {}).pop(place, None)
        values = {"other": known.at.address, "known": shown(text_of(known.value))}
        self.problems.append(change.at.problem("typed_twice", **values))

    def _drop_rows(self, now: Workbook) -> None:
        """Leave out what was typed of an indicator that has no actual, nor a reason for that."""
        for row in _new_rows(now, _MEASURED):
            actual = (*row.place, "actual")
            changes = self.changes.get(row.path, {})
            if not _below(changes, row.place) or actual in changes:
                continue
            dropped = self._drop(row)
            at = self.cells[row.path].get(actual, dropped[0].at)
            if (row.path, actual) in self.refused:
                for table, cells in _by_table(dropped):
                    waiting = CellAt(table, cells[0])
                    self.notices.append(waiting.problem("row_waits", cells=_where(cells)))
            else:
                self.problems.append(at.problem("no_actual_typed"))

    def _drop_years(self, now: Workbook) -> None:
        """Leave out new years of which nothing that makes a year was typed."""
        saying = {
            (row.path, row.place)
            for row in _new_rows(now, _SAYING)
            if not row.path.startswith("projects/")
        }
        for row in _new_rows(now, _OWNERS):
            changes = _below(self.changes.get(row.path, {}), row.place)
            if any(change.counts for change in changes.values()):
                continue
            if any(
                (row.path, place[:n]) in saying for place in changes for n in range(len(place) + 1)
            ):
                continue
            dropped = self._drop(row)
            for table, cells in _by_table(dropped):
                at = CellAt(table, cells[0])
                self.notices.append(at.problem("year_not_begun", cells=_where(cells)))

    def _drop(self, row: Row) -> list[Change]:
        changes = self.changes.get(row.path, {})
        return [changes.pop(place) for place in _below(changes, row.place)]


def _below(changes: dict[Place, Change], place: Place) -> dict[Place, Change]:
    return {at: change for at, change in changes.items() if at[: len(place)] == place}


def _new_rows(now: Workbook, keys: frozenset[str]) -> Iterator[Row]:
    """The rows of some sheets of which the records have nothing yet."""
    for sheet in now.sheets:
        if sheet.key in keys:
            yield from (row for row in sheet.rows if not row.exists)


def _by_table(changes: list[Change]) -> Iterator[tuple[Table, list[Cell]]]:
    for _, found in groupby(changes, key=lambda it: it.at.table.path):
        group = [change.at for change in found]
        yield group[0].table, [at.cell for at in group]


def _where(cells: Sequence[Cell]) -> str:
    return "、".join(ranges(iter(cells)))


@dataclass
class _Sheet:
    """Takes one sheet."""

    taking: Taking
    filled: FilledSheet
    rows: Mapping[str, tuple[WorkbookSheet, Row]]
    """Those of the workbook that the records would make now, by their keys."""
    was: Mapping[tuple[str, str], str]
    """What the workbook was made with, by the keys of rows and columns."""

    def take(self) -> None:
        """Its rows by their keys, in the order of the records."""
        copied = {key for key, numbers in self.filled.rows.items() if self._differ(numbers)}
        for key, columns in self.filled.columns.items():
            if len(columns) > 1:
                at = CellAt(self.filled.table, self.filled.at(self.filled.heading, columns[1]))
                self._fault(at, "column_twice", key=key)
        for key, (sheet, row) in self.rows.items():
            if key in self.filled.rows and key not in copied:
                self._row(sheet, row, self.filled.rows[key][0])
                known = [column.key for column in sheet.columns]
                for cell in self._typed(key, self.filled.rows[key][0], known):
                    self._fault(CellAt(self.filled.table, cell), "column_of_no_record")
        for key, numbers in self.filled.rows.items():
            if key in copied:
                self._fault(self._at_key(numbers[1]), "row_twice", first=str(numbers[0]))
            elif key not in self.rows and any(self._typed(key, numbers[0], ())):
                self._fault(self._at_key(numbers[0]), "row_of_no_record", key=short(key))
        self._without_key()

    def _fault(self, at: CellAt, rule: str, **values: str) -> None:
        self.taking.problems.append(at.problem(rule, **values))

    def _at_key(self, number: int) -> CellAt:
        """The first cell of a row that somebody sees."""
        cells = (cell for _, cell in self.filled.inputs(number))
        first = next(cells, self.filled.at(number, 1))
        return CellAt(self.filled.table, first)

    def _typed(self, key: str, number: int, known: Sequence[str]) -> Iterator[Cell]:
        """What somebody typed into a row beneath columns that are not known.

        What was chosen is told apart from what it was made with by no more than its words.
        """
        for column, cell in self.filled.inputs(number):
            was = self.was.get((key, column), "")
            same = alike(cell.text, was) or _CODE.fullmatch(was)
            if cell.text and column not in known and not same:
                yield cell

    def _differ(self, numbers: tuple[int, ...]) -> bool:
        texts = {tuple(cell.text for _, cell in self.filled.inputs(row)) for row in numbers}
        return len(texts) > 1

    def _row(self, sheet: WorkbookSheet, row: Row, number: int) -> None:
        self._before(sheet, row, number)
        by_place: dict[Place, list[Asked]] = {}
        for asked in self._asked(sheet, row, number):
            by_place.setdefault(asked.now.place, []).append(asked)
        for place, group in by_place.items():
            self.taking.cells.setdefault(row.path, {}).setdefault(place, group[0].at)
            try:
                change = change_of(group)
            except UntakenError as error:
                self.taking.problems.append(error.problem)
                self.taking.refused.add((row.path, place))
            else:
                if change is not None:
                    self.taking.put(row.path, place, change)
                elif not row.exists and (made_with := suggested(group[0])):
                    self.taking.suggested.setdefault(row.path, {})[place] = made_with

    def _before(self, sheet: WorkbookSheet, row: Row, number: int) -> None:
        """Tell what somebody changed of the year before: it is there to be seen, no more."""
        for column, cell in zip(sheet.columns, row.cells, strict=True):
            columns = self.filled.columns.get(column.key, ())
            if column.role is not Role.PREVIOUS or len(columns) != 1:
                continue
            there = self.filled.at(number, columns[0])
            known = column.words_of(cell.value) or text_of(cell.value)
            if there.text[:_MANY] != known[:_MANY] and not alike(there.text, known):
                at = CellAt(self.filled.table, there)
                self.taking.notices.append(at.problem("shown_changed", known=shown(known)))

    def _asked(self, sheet: WorkbookSheet, row: Row, number: int) -> Iterator[Asked]:
        unit = _label(sheet, row, "unit")
        labels = tuple(text for it in _NAMES if (text := _label(sheet, row, it)))
        for column, cell in zip(sheet.columns, row.cells, strict=True):
            columns = self.filled.columns.get(column.key, ())
            if column.role is Role.INPUT and len(columns) == 1:
                cell_there = self.filled.at(number, columns[0])
                at = CellAt(self.filled.table, cell_there, (*labels, *_title(column)))
                if cell.locked:
                    if cell.value is None and cell_there.text:
                        self._fault(at, "not_of_target_group")
                    continue
                was = self.was.get((row.key, column.key), "")
                counted = column.unit or (unit if cell.kind is CellKind.NUMBER else "")
                yield Asked(column, cell, at, was, counted)

    def _without_key(self) -> None:
        if cells := self.filled.without_key:
            at = CellAt(self.filled.table, cells[0])
            self._fault(at, "row_without_key", cells=_where(cells))


def _label(sheet: WorkbookSheet, row: Row, name: str) -> str:
    """What a row's label says; nothing where its sheet has no such."""
    for column, cell in zip(sheet.columns, row.cells, strict=True):
        if column.key == f"label:{name}":
            return text_of(cell.value)
    return ""


def _title(column: Column) -> tuple[str, ...]:
    """What a column is called, but for the one of texts: its rows say what they are."""
    return () if column.key == "text" else (" ".join(column.title.split()),)


def strays(workbook: FilledWorkbook, own_sheets: frozenset[str]) -> Iterator[Problem]:
    """What stands where nothing is taken from: beside the columns, in sheets of somebody's own."""
    for filled in workbook.sheets:
        if cells := filled.beside:
            at = CellAt(filled.table, cells[0])
            yield at.problem("left_cells", cells=_where(cells))
    for table in workbook.others:
        if table.name not in own_sheets and table.cells:
            first = min(table.cells.values(), key=lambda it: (it.row, it.column))
            yield CellAt(table, first).problem("left_sheet", sheet=table.name)
