"""A mapping laid over a table: which column is meant by each heading, label or letter."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hyoka.content.documents import YamlDocument
from hyoka.content.record_paths import FILE_KINDS, FileKind
from hyoka.importing.cells import Cell, Table, bare, column_of, compact, letters, place_of
from hyoka.importing.fields import UnknownPlaceError, field_type
from hyoka.model.import_mapping import (
    ImportColumn,
    ImportConstant,
    ImportMapping,
    MappedRecord,
    RepeatedColumns,
)
from hyoka.problems import CHOICES, Problem, RecordPath
from hyoka.units import FiscalYear

_REFERENCE = re.compile(r"\{([^{}]+)\}")
YEAR = "year"
"""What stands in braces for the fiscal year."""
PART = "{part}"
"""Stands in a place for the number of each of the values that one cell holds."""
PATH_KEYS = ("id", "plan", "measure", "policy")
"""The fields of a mapped record that say which record it is."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value stands: a column, and in a form with a record a sheet the row too."""

    column: int
    row: int | None = None

    def cell(self, table: Table, row: int) -> Cell | None:
        """The cell of a table's row."""
        return table.at(self.row or row, self.column)

    def address(self, row: int) -> str:
        """Where it stands in a row, whether or not there is anything."""
        return f"{letters(self.column)}{self.row or row}"


@dataclass(frozen=True, slots=True)
class Template:
    """A text with the words of other cells in it: `jigyou-{事務事業ID}`."""

    texts: tuple[str, ...]
    """What stands before, between and behind the cells."""
    sources: tuple[Source, ...] = ()

    def filled(self, table: Table, row: int) -> str | None:
        """The text for a row; none where one of the cells is empty."""
        text = self.texts[0]
        for source, after in zip(self.sources, self.texts[1:], strict=True):
            cell = source.cell(table, row)
            if cell is None:
                return None
            text += cell.text + after
        return text


@dataclass(frozen=True, slots=True)
class BoundColumn:
    """A column of the mapping with its place in the table."""

    column: ImportColumn
    source: Source
    field: Template | None
    """`None`: it is ignored."""
    only_with: Source | None


@dataclass(frozen=True, slots=True)
class BoundConstant:
    """A constant of the mapping with its place, for one fiscal year."""

    field: Template
    value: Template | bool | int


@dataclass(frozen=True, slots=True)
class BoundRecord:
    """A record of the mapping, laid over a table."""

    kind: FileKind
    path: tuple[tuple[str, Template], ...]
    """What the record's path says of it, by the key."""
    columns: tuple[BoundColumn, ...]
    constants: tuple[BoundConstant, ...]
    not_ids: frozenset[str]
    """What a cell says that holds no id."""
    empty: Mapping[Source, frozenset[str]]
    """What a cell says in its column that holds no value."""

    def cell_without_id(self, table: Table, row: int) -> tuple[str, Source] | None:
        """The first cell of a row that should tell which record it is of, and does not."""
        for key, template in self.path:
            for source in template.sources:
                cell = source.cell(table, row)
                if cell is None or cell.text in self.not_ids:
                    return key, source
        return None


@dataclass(frozen=True, slots=True)
class Layout:
    """A mapping laid over one table."""

    records: tuple[BoundRecord, ...]
    rows: range
    """The rows with values; of a form, one that stands for all."""
    headings: frozenset[int]
    """The rows above them."""
    problems: tuple[Problem, ...]


def lay_out(
    mapping: ImportMapping, document: YamlDocument, table: Table, year: FiscalYear | None
) -> Layout:
    """The mapping over a table, with everything that does not fit it."""
    binder = _Binder(mapping, document, table, year)
    records = tuple(
        binder.record(mapped, ("records", number)) for number, mapped in enumerate(mapping.records)
    )
    first = mapping.first_row or max(mapping.heading_rows, default=0) + 1
    rows = range(1, 2) if mapping.sheet_each else range(first, table.rows.stop)
    above = frozenset() if mapping.sheet_each else frozenset(range(1, first))
    return Layout(records, rows, above, tuple(binder.problems))


class _Binder:
    """Finds the mapping's columns in a table."""

    def __init__(
        self, mapping: ImportMapping, document: YamlDocument, table: Table, year: FiscalYear | None
    ) -> None:
        self.mapping = mapping
        self.document = document
        self.table = table
        self.year = year
        self.problems: list[Problem] = []
        self.headings = {
            column: tuple(compact(table.heading(row, column)) for row in mapping.heading_rows)
            for column in table.columns
        }

    def fault(self, rule: str, at: RecordPath, **values: str) -> None:
        self.problems.append(self.document.problem(rule, at, values))

    def record(self, mapped: MappedRecord, at: RecordPath) -> BoundRecord:
        kind = next(it for it in FILE_KINDS if it.name == mapped.kind.value)
        columns = list(self.columns(kind, mapped.columns, (*at, "columns"), self.year, None))
        years = {self.year}
        for number, repeated in enumerate(mapped.repeated):
            columns += self.repeated(kind, repeated, (*at, "repeated", number))
            years |= set(repeated.years)
        constants = [
            bound
            for number, constant in enumerate(mapped.constants)
            for bound in self.constants(kind, constant, (*at, "constants", number), years)
        ]
        path = tuple(self.path(kind, mapped, at))
        not_ids = frozenset(mapped.not_ids)
        empty = {it.source: frozenset(map(bare, it.column.empty)) for it in columns}
        return BoundRecord(kind, path, tuple(columns), tuple(constants), not_ids, empty)

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
            yield key, self.template(written, self.year, (*at, key))

    def constants(
        self,
        kind: FileKind,
        constant: ImportConstant,
        at: RecordPath,
        years: set[FiscalYear | None],
    ) -> Iterator[BoundConstant]:
        each = years if f"{{{YEAR}}}" in constant.field else {self.year}
        for year in sorted(each, key=str):
            if year is None and f"{{{YEAR}}}" in constant.field and len(each) > 1:
                continue
            field = self.field(kind, constant.field, year, (*at, "field"))
            value = constant.value
            if field is not None:
                made = self.template(value, year, at) if isinstance(value, str) else value
                yield BoundConstant(field, made)

    def repeated(
        self, kind: FileKind, repeated: RepeatedColumns, at: RecordPath
    ) -> Iterator[BoundColumn]:
        first = column_of(repeated.first)
        if first is None:
            self.fault("import_no_column", (*at, "first"), got=repeated.first)
            return
        for number, year in enumerate(repeated.years):
            start = first + number * repeated.width
            self.same_headings(first, start, repeated, at)
            group = range(first, first + repeated.width)
            for bound in self.columns(kind, repeated.columns, (*at, "columns"), year, group):
                moved = Source(bound.source.column + start - first, bound.source.row)
                yield BoundColumn(bound.column, moved, bound.field, bound.only_with)

    def same_headings(
        self, first: int, start: int, repeated: RepeatedColumns, at: RecordPath
    ) -> None:
        for offset in range(repeated.width):
            one, other = first + offset, start + offset
            if self.headings.get(one, ()) != self.headings.get(other, ()):
                self.fault(
                    "import_other_heading",
                    (*at, "width"),
                    first=letters(one),
                    other=letters(other),
                    heading=self.table.heading(self.mapping.heading_rows[-1], one),
                    found=self.table.heading(self.mapping.heading_rows[-1], other),
                )
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
            if source is not None and (field is not None or column.ignored):
                yield BoundColumn(column, source, field, only_with or None)

    def source(self, column: ImportColumn, at: RecordPath, group: range | None) -> Source | None:
        if self.mapping.sheet_each:
            return self.in_form(column, at)
        if column.column is None:
            return self.reference(column.heading or "", (*at, "heading"), group)
        found = column_of(column.column)
        if found is None:
            self.fault("import_no_column", (*at, "column"), got=column.column)
            return None
        if column.heading and not self.is_headed(found, column.heading):
            above = "/".join(self.headings.get(found, ()))
            values = {"column": column.column, "heading": column.heading, "found": above}
            self.fault("import_column_heading", (*at, "heading"), **values)
            return None
        return Source(found)

    def in_form(self, column: ImportColumn, at: RecordPath) -> Source | None:
        label = self.label(column.label) if column.label else None
        if column.label and label is None:
            self.fault("import_no_label", (*at, "label"), got=column.label, sheet=self.table.name)
            return None
        if column.cell:
            place = place_of(column.cell)
            if place is None:
                self.fault("import_no_cell", (*at, "cell"), got=column.cell)
                return None
            row, number = place
            if label and row != label.row and number != label.column:
                values = {"label": column.label or "", "cell": column.cell, "found": label.address}
                self.fault("import_label_elsewhere", (*at, "label"), **values)
                return None
            return Source(number, row)
        if label is None:
            self.fault("import_no_label", at, got="", sheet=self.table.name)
            return None
        return Source(self.right_of(label), label.row)

    def label(self, text: str) -> Cell | None:
        plain = compact(text)
        cells = (cell for cell in self.table.cells.values() if compact(cell.text) == plain)
        return min(cells, key=lambda it: (it.row, it.column), default=None)

    def right_of(self, label: Cell) -> int:
        """The column behind a label, be it merged or not."""
        for first_row, first, last_row, last in self.table.merged:
            if first_row <= label.row <= last_row and first <= label.column <= last:
                return last + 1
        return label.column + 1

    def reference(self, text: str, at: RecordPath, group: range | None) -> Source | None:
        """The column that a heading, or else a letter, names."""
        found = [
            column
            for column in self.headings
            if (group is None or column in group) and self.is_headed(column, text)
        ]
        if not found and (letter := column_of(text)):
            return Source(letter)
        if len(found) == 1:
            return Source(found[0])
        if found:
            many = CHOICES.join(letters(column) for column in found)
            self.fault("import_heading_twice", at, got=text, columns=many)
        else:
            self.fault("import_no_heading", at, got=text)
        return None

    def is_headed(self, column: int, text: str) -> bool:
        """Whether the column has this heading: the lowest one, or all of them with / between."""
        above = self.headings.get(column, ())
        wanted = compact(text)
        if not above:
            return False
        distinct = [it for n, it in enumerate(above) if it and it not in above[:n]]
        return wanted in {above[-1], "/".join(distinct), "/".join(above)}

    def field(
        self, kind: FileKind, written: str | None, year: FiscalYear | None, at: RecordPath
    ) -> Template | None:
        if written is None:
            return None
        template = self.template(written, year, at)
        # Whatever a cell says, it is one step: any will do to see whether the field is there.
        steps = tuple("1".join(template.texts).split("/"))
        try:
            field_type(kind.noun, steps)
        except UnknownPlaceError as error:
            values = {"got": written, "step": error.step, "known": CHOICES.join(error.known)}
            self.fault("import_no_field", at, **values)
            return None
        return template

    def template(self, written: str, year: FiscalYear | None, at: RecordPath) -> Template:
        texts, sources, end = [""], [], 0
        for match in _REFERENCE.finditer(written):
            texts[-1] += written[end : match.start()]
            end = match.end()
            if match[0] == PART:
                texts[-1] += PART
            elif match[1] == YEAR:
                if year is None:
                    self.fault("import_no_year", at)
                texts[-1] += str(year or "")
            elif source := self.of_cell(match[1], at):
                sources.append(source)
                texts.append("")
        texts[-1] += written[end:]
        return Template(tuple(texts), tuple(sources))

    def of_cell(self, name: str, at: RecordPath) -> Source | None:
        """A cell that a text names in braces."""
        if not self.mapping.sheet_each:
            return self.reference(name, at, None)
        if place := place_of(name):
            return Source(place[1], place[0])
        label = self.label(name)
        if label is None:
            self.fault("import_no_label", at, got=name, sheet=self.table.name)
            return None
        return Source(self.right_of(label), label.row)
