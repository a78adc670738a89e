"""What a mapping comes to over one table: which cell goes where."""

from collections.abc import Mapping
from dataclasses import dataclass

from hyoka.content.record_paths import FileKind
from hyoka.importing.cells import Table
from hyoka.importing.templates import Naming, Source, Template
from hyoka.model.import_mapping import ImportColumn
from hyoka.problems import Problem

Steps = tuple[Template, ...]
"""The steps to a field; a cell's words are one step or a part of one, whatever they are."""


@dataclass(frozen=True, slots=True)
class BoundColumn:
    """A column of the mapping with its place in the table."""

    column: ImportColumn
    source: Source
    field: Steps
    """Empty: it is ignored."""
    only_with: Source | None
    unit: str | None = None
    """In what its amounts are, as the mapping or else the heading says."""


@dataclass(frozen=True, slots=True)
class BoundConstant:
    """A constant of the mapping with its place, for one fiscal year."""

    field: Steps
    value: Template | bool | int
    when_changed: bool
    """Whether it is written anew where a cell changes a value beside it."""


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

    def cell_without_id(self, table: Table, row: int) -> tuple[str, Naming] | None:
        """The first cell of a row that should tell which record it is of, and does not."""
        for key, of_path in self.path:
            for source in of_path.sources:
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
    skipped: Mapping[int, str]
    """Rows among them that are left out on purpose, each with the reason."""
    headings: frozenset[int]
    """The rows with headings."""
    labels: frozenset[tuple[int, int]]
    """The cells that values were found by in a form."""
    problems: tuple[Problem, ...]

    def reason(self, row: int, column: int) -> str:
        """Why a cell was taken into no record."""
        if row in self.headings or (row, column) in self.labels:
            return "heading"
        return "above" if row < self.rows.start else "no_column"
