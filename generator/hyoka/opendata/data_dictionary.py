"""Two tables about the others: what each of their columns is, and what each code stands for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from hyoka.model import Municipality
from hyoka.opendata.column import (
    MISSING,
    NOT_APPLICABLE,
    DataColumn,
    DataType,
    boolean,
    code,
    identifier,
    integer,
    text,
)
from hyoka.opendata.table import DataTable, Schema
from hyoka.opendata.words import choices, heads, meaning
from hyoka.wording import Language


@dataclass(frozen=True, slots=True)
class DescribedColumn:
    """A column of a file."""

    table: str
    position: int
    name: str
    title: str
    about: str
    column: DataColumn[Any]

    @property
    def own(self) -> bool:
        """Whether it holds the value itself, not why there is none."""
        return self.name == self.column.name

    @property
    def kind(self) -> DataType:
        """What it holds."""
        return self.column.kind if self.own else DataType.CODE

    @property
    def unit(self) -> str | None:
        """The unit of its numbers, or the name of the column that tells it."""
        return (self.own and self.column.unit) or None

    @property
    def computed(self) -> bool:
        """Whether it is made of other columns."""
        return self.own and self.column.computed


@dataclass(frozen=True, slots=True, order=True)
class Code:
    """What a code of a column stands for."""

    column: str
    code: str
    meaning: str


def describe(
    tables: Sequence[DataTable], municipality: Municipality, language: Language
) -> tuple[DataTable, DataTable]:
    """The columns of `tables`, and their codes."""
    every = (described_ for table in tables for described_ in described(table, language))
    return (
        _COLUMNS.filled(every, municipality, language),
        _CODES.filled(_every_code(tables, language), municipality, language),
    )


def _every_code(tables: Sequence[DataTable], language: Language) -> Iterator[Code]:
    """The codes of all tables, each once."""
    yield from sorted({code for table in tables for code in codes(table, language)})


def described(table: DataTable, language: Language) -> Iterator[DescribedColumn]:
    """The columns of a table's file."""
    found = ((column, head) for column in table.columns for head in heads(column, language))
    for position, (column, head) in enumerate(found, start=1):
        yield DescribedColumn(table.name, position, *head, column)


def codes(table: DataTable, language: Language) -> Iterator[Code]:
    """Every code that a choice may be, and of those that tell of absence the ones that occur."""
    for column in table.columns:
        told = choices(column, language)
        yield from (Code(column.name, found, words) for found, words in told.items())
        if column.absent:
            name = column.names[-1]
            cells = {str(cell) for cell in table.below(name) if cell is not None}
            absences = cells if name.endswith(MISSING) else cells & {column.absent}
            yield from (Code(name, why, meaning(why, language)) for why in sorted(absences))


_COLUMNS: Schema[DescribedColumn] = Schema(
    name="columns",
    columns=(
        identifier("table", lambda row: row.table),
        integer("position", lambda row: row.position, "番目"),
        identifier("column", lambda row: row.name),
        text("column_title", lambda row: row.title),
        code("column_type", lambda row: row.kind, "column_types"),
        text("column_unit", lambda row: row.unit, NOT_APPLICABLE),
        boolean("computed", lambda row: row.computed),
        text("column_about", lambda row: row.about),
    ),
    key=("table", "column"),
)

_CODES: Schema[Code] = Schema(
    name="codes",
    columns=(
        identifier("column", lambda row: row.column),
        identifier("code", lambda row: row.code),
        text("code_meaning", lambda row: row.meaning),
    ),
    key=("column", "code"),
)

DESCRIBING = (_COLUMNS.name, _CODES.name)
"""The names of what `describe` makes."""
