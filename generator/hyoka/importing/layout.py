"""A mapping laid over a table: which cells are meant by each heading, label or letter."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from hyoka.content.documents import YamlDocument
from hyoka.content.record_paths import FILE_KINDS, FileKind
from hyoka.importing.bound import BoundColumn, BoundConstant, BoundRecord, Layout, Steps
from hyoka.importing.cells import Table, bare, column_of, compact, letters, place_of
from hyoka.importing.fields import UnknownPlaceError, field_type
from hyoka.importing.headings import Headings, labels, money_unit, right_of, unit_in_form
from hyoka.importing.templates import (
    EACH_YEAR,
    Naming,
    Source,
    Template,
    template,
    year_of,
    years_of,
)
from hyoka.model.import_mapping import (
    ImportColumn,
    ImportConstant,
    ImportMapping,
    MappedRecord,
    RepeatedColumns,
)
from hyoka.problems import CHOICES, Problem, RecordPath
from hyoka.units import FiscalYear

_SLASH = re.compile(r"/(?![^{}]*\})")
"""What divides steps: no slash of a heading in braces."""


def lay_out(
    mapping: ImportMapping,
    document: YamlDocument,
    table: Table,
    year: FiscalYear | None,
    record_unit: str,
) -> Layout:
    """The mapping over a table, with everything that does not fit it.

    Args:
        mapping: which cell is which field.
        document: the mapping as it is written.
        table: whose cells are meant.
        year: the mapping's `{year}`.
        record_unit: in which amounts stand in records: 円, 千円 or 百万円.
    """
    binder = _Binder(mapping, document, table, year, record_unit)
    records = tuple(
        binder.record(mapped, ("records", number)) for number, mapped in enumerate(mapping.records)
    )
    rows = range(1, 2) if mapping.sheet_each else range(binder.first, table.rows.stop)
    headings = frozenset(() if mapping.sheet_each else mapping.heading_rows)
    skipped = dict(binder.skipped())
    problems = tuple(binder.problems)
    return Layout(records, rows, skipped, headings, frozenset(binder.labels), problems)


class _Binder:
    """Finds the mapping's columns in a table."""

    def __init__(
        self,
        mapping: ImportMapping,
        document: YamlDocument,
        table: Table,
        year: FiscalYear | None,
        record_unit: str,
    ) -> None:
        self.mapping = mapping
        self.document = document
        self.table = table
        self.base_year = year
        self.record_unit = record_unit
        self.problems: list[Problem] = []
        self.labels: set[tuple[int, int]] = set()
        self.texts = labels(table) if mapping.sheet_each else {}
        self.headings = Headings(table, mapping.heading_rows)
        self.first = mapping.first_row or max(mapping.heading_rows, default=0) + 1
        above = (
            cell for (row, _), cell in table.cells.items() if mapping.sheet_each or row < self.first
        )
        self.unit_of_table = money_unit(above)
        self.names = {
            source: rule
            for number, rule in enumerate(mapping.names)
            if (source := self.reference(rule.column, ("names", number, "column"), None))
        }

    def fault(self, rule: str, at: RecordPath, **values: str) -> None:
        self.problems.append(self.document.problem(rule, at, values))

    def skipped(self) -> Iterator[tuple[int, str]]:
        """The rows that are left out on purpose."""
        for number, rule in enumerate(self.mapping.skipped_rows):
            source = self.reference(rule.column, ("skipped_rows", number, "column"), None)
            wanted = compact(rule.begins)
            found = [
                cell.row
                for cell in self.table.cells.values()
                if source and cell.column == source.column and cell.row >= self.first
                if compact(cell.text).startswith(wanted)
            ]
            below = range(min(found), self.table.rows.stop) if found and rule.all_below else found
            yield from ((row, rule.ignored) for row in below)

    def record(self, mapped: MappedRecord, at: RecordPath) -> BoundRecord:
        kind = next(it for it in FILE_KINDS if it.name == mapped.kind.value)
        columns = list(self.columns(kind, mapped.columns, (*at, "columns"), self.base_year, None))
        years = {self.base_year}
        if self.base_year is not None:
            for column in mapped.columns:
                years |= set(years_of(column.field or "", self.base_year))
        for number, repeated in enumerate(mapped.repeated):
            place = (*at, "repeated", number)
            of_groups = [self.group_year(year, (*place, "years")) for year in repeated.years]
            columns += self.repeated(kind, repeated, of_groups, place)
            years |= set(of_groups)
        constants = [
            bound
            for number, constant in enumerate(mapped.constants)
            for bound in self.constants(kind, constant, (*at, "constants", number), years)
        ]
        path = tuple(self.path(kind, mapped, at))
        not_ids = frozenset(mapped.not_ids)
        empty = defaultdict[Source, frozenset[str]](frozenset)
        for bound in columns:  # several can be of one source
            empty[bound.source] |= frozenset(map(bare, bound.column.empty))
        return BoundRecord(kind, path, tuple(columns), tuple(constants), not_ids, empty)

    def group_year(self, year: FiscalYear | str, at: RecordPath) -> FiscalYear | None:
        return year if isinstance(year, FiscalYear) else self.year_of(year, self.base_year, at)

    def year_of(self, name: str, year: FiscalYear | None, at: RecordPath) -> FiscalYear | None:
        """The fiscal year that `year-1` means; told where there is none."""
        try:
            if year is not None:
                return year_of(name, year)
        except ValueError:
            self.fault("import_year_too_far", at, got=name)
            return None
        self.fault("import_no_year", at)
        return None

    def path(
        self, kind: FileKind, mapped: MappedRecord, at: RecordPath
    ) -> Iterator[tuple[str, Template]]:
        for key in re.findall(r"<(\w+)>", kind.path):
            if key == "fiscal_year":
                written = "{year}"
            else:
                written = getattr(mapped, key) or ""
                if not written:
                    self.fault("import_path_missing", at, key=key, kind=kind.name)
            yield key, self.template(written, self.base_year, (*at, key))

    def constants(
        self,
        kind: FileKind,
        constant: ImportConstant,
        at: RecordPath,
        years: set[FiscalYear | None],
    ) -> Iterator[BoundConstant]:
        each = years if EACH_YEAR in constant.field else {self.base_year}
        for year in sorted(each, key=str):
            if year is None and len(each) > 1:
                continue
            field = self.field(kind, constant.field, year, (*at, "field"))
            value = constant.value
            if field:
                made = self.template(value, year, at) if isinstance(value, str) else value
                yield BoundConstant(field, made, constant.when_changed is True)

    def repeated(
        self,
        kind: FileKind,
        repeated: RepeatedColumns,
        years: Sequence[FiscalYear | None],
        at: RecordPath,
    ) -> Iterator[BoundColumn]:
        first = column_of(repeated.first)
        if first is None:
            self.fault("import_no_column", (*at, "first"), got=repeated.first)
            return
        group = range(first, first + repeated.width)
        for number, year in enumerate(years):
            moved = number * repeated.width
            self.same_headings(group, moved, (*at, "width"))
            for bound in self.columns(kind, repeated.columns, (*at, "columns"), year, group):
                source = Source(bound.source.column + moved, bound.source.row)
                yield BoundColumn(bound.column, source, bound.field, bound.only_with, bound.unit)

    def same_headings(self, group: range, moved: int, at: RecordPath) -> None:
        """Tell the first column of a group that is not headed as in the first group."""
        for one in group:
            if self.headings.above(one) != self.headings.above(one + moved):
                row = self.mapping.heading_rows[-1]
                found = {
                    "heading": self.table.heading(row, one),
                    "found": self.table.heading(row, one + moved),
                }
                names = {"first": letters(one), "other": letters(one + moved)}
                self.fault("import_other_heading", at, **names, **found)
                return

    def columns(
        self,
        kind: FileKind,
        columns: Sequence[ImportColumn],
        at: RecordPath,
        year: FiscalYear | None,
        group: range | None,
    ) -> Iterator[BoundColumn]:
        for number, column in enumerate(columns):
            place = (*at, number)
            source = self.source(column, place, group)
            field = self.field(kind, column.field, year, (*place, "field"))
            only_with = column.only_with and self.reference(
                column.only_with, (*place, "only_with"), None
            )
            if source is not None and (field or column.ignored):
                unit = self.unit(kind, column, source, field, place) if field else None
                yield BoundColumn(column, source, field, only_with or None, unit)

    def unit(
        self, kind: FileKind, column: ImportColumn, source: Source, field: Steps, at: RecordPath
    ) -> str | None:
        """In what amounts are; headings that say otherwise than the mapping are told."""
        if not field_type(kind.noun, tuple(step.sample for step in field)).is_money:
            return column.unit
        of_cell = self.headings.money_unit(source.column)
        if source.row is not None:
            of_cell = unit_in_form(self.table, column.label or "", source)
        known = column.unit or self.record_unit
        shown = of_cell or (None if column.unit else self.unit_of_table)
        if shown and shown != compact(known):
            where = letters(source.column) + str(source.row or "")
            self.fault("import_unit_of_heading", at, column=where, shown=shown, unit=known)
        return column.unit

    def source(self, column: ImportColumn, at: RecordPath, group: range | None) -> Source | None:
        if self.mapping.sheet_each:
            return self.in_form(column, at)
        if column.column is None:
            return self.reference(column.heading or "", (*at, "heading"), group)
        found = column_of(column.column)
        if found is None:
            self.fault("import_no_column", (*at, "column"), got=column.column)
            return None
        if column.heading and not self.headings.is_headed(found, column.heading):
            names = {"column": column.column, "heading": column.heading}
            found_there = self.headings.written(found)
            self.fault("import_column_heading", (*at, "heading"), **names, found=found_there)
            return None
        return Source(found)

    def in_form(self, column: ImportColumn, at: RecordPath) -> Source | None:
        beside = self.label(column.label, (*at, "label")) if column.label else None
        if column.label and beside is None:
            return None
        if not column.cell:
            if beside is None:
                self.fault("import_no_label", at, got="", sheet=self.table.name)
            return beside
        place = place_of(column.cell)
        if place is None:
            self.fault("import_no_cell", (*at, "cell"), got=column.cell)
            return None
        row, number = place
        found = self.texts.get(compact(column.label)) if column.label else None
        if found and row != found.row and number != found.column:
            values = {"label": column.label or "", "cell": column.cell, "found": found.address}
            self.fault("import_label_elsewhere", (*at, "label"), **values)
            return None
        return Source(number, row)

    def label(self, text: str, at: RecordPath) -> Source | None:
        """The cell behind the label in a form that says just this."""
        found = self.texts.get(compact(text))
        if found is None:
            self.fault("import_no_label", at, got=text, sheet=self.table.name)
            return None
        self.labels.add((found.row, found.column))
        return right_of(self.table, found)

    def reference(self, text: str, at: RecordPath, group: range | None) -> Source | None:
        """The column that a heading, or else a letter, names."""
        if self.mapping.sheet_each:
            place = place_of(text)
            return Source(place[1], place[0]) if place else self.label(text, at)
        found = self.headings.found(text, group)
        if len(found) == 1:
            return Source(found[0])
        if found:
            many = CHOICES.join(letters(column) for column in found)
            self.fault("import_heading_twice", at, got=text, columns=many)
        else:
            self.fault("import_no_heading", at, got=text)
        return None

    def naming(self, text: str, at: RecordPath) -> Naming | None:
        """The cell that a text names in braces."""
        source = self.reference(text, at, None)
        if source is None:
            return None
        rule = self.names.get(source)
        choices = {compact(it.cell): it.value for it in rule.choices} if rule else {}
        return Naming(source, choices, self.first if rule and rule.from_above else None)

    def field(
        self, kind: FileKind, written: str | None, year: FiscalYear | None, at: RecordPath
    ) -> Steps:
        if written is None:
            return ()
        steps = tuple(self.template(step, year, at) for step in _SLASH.split(written))
        try:
            field_type(kind.noun, tuple(step.sample for step in steps))
        except UnknownPlaceError as error:
            values = {"got": written, "step": error.step, "known": CHOICES.join(error.known)}
            self.fault("import_no_field", at, **values)
            return ()
        return steps

    def template(self, written: str, year: FiscalYear | None, at: RecordPath) -> Template:
        return template(
            written,
            partial(self.naming, at=at),
            lambda name: str(self.year_of(name, year, at) or ""),
        )
