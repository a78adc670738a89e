"""What a table of open data is: its columns, what tells rows apart, how they are compared."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any, Generic

from hyoka.evaluation import EvaluatedSite
from hyoka.model import Municipality
from hyoka.opendata.column import Cell, DataColumn, Row, identifier, repeating, text
from hyoka.wording import Language

FORMAT = "1.0"
"""The version of the published data; what it means and what changed: DATA-CHANGELOG.md."""

PUBLISHER: tuple[DataColumn[Any], ...] = (
    repeating(identifier("municipality_code", lambda _: None)),
    repeating(text("municipality_name", lambda _: None)),
)
"""What every row begins with, so that the tables of many municipalities can be read as one."""


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """The columns by which a table points to a row of another, which has them by the same names."""

    columns: tuple[str, ...]
    table: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """How the rows of a table before and after are compared, and what is said of them."""

    named_by: tuple[str, ...] = ()
    """The columns whose words name a row, in the order in which they are said."""
    numbered_by: tuple[str, ...] = ()
    """The columns that number its rows: a new paragraph is no change of all that follow it."""
    read: str = ""
    """The column that is read from row to row as one text; empty: each row is read by itself."""
    is_list: bool = False
    """Whether each row of what is read so stands for itself: it may move to another place."""
    counts: str = ""
    """The column that counts: a row that counts none neither comes nor goes."""
    page_otherwise: str = ""
    """The address of the page that shows a row without a page of its own, of its columns:
    `plans/{plan_id}/`."""


@dataclass(frozen=True, kw_only=True)
class Schema(Generic[Row]):
    """A table without its rows."""

    name: str
    columns: tuple[DataColumn[Row], ...]
    """Without `PUBLISHER`."""
    key: tuple[str, ...]
    """The columns that no two rows of a municipality share."""
    foreign_keys: tuple[ForeignKey, ...] = ()
    compared: Comparison = Comparison()

    def empty(self) -> "DataTable":
        """The table before a record is read: its columns alone."""
        key = (PUBLISHER[0].name, *self.key)
        columns = (*PUBLISHER, *self.columns)
        return DataTable(self.name, columns, key, _blank, self.foreign_keys, self.compared)

    def filled(
        self, rows: Iterable[Row], municipality: Municipality, language: Language
    ) -> "DataTable":
        """The table of what each of `rows` tells, below the municipality's code and name."""
        every = cache(lambda: tuple(rows))
        names = (name.name for name in PUBLISHER)
        of = dict(zip(names, (municipality.code, municipality.name), strict=True))

        def cells(column: DataColumn[Row]) -> tuple[Sequence[Cell], ...]:
            if told := of.get(column.name):
                return ([told] * len(every()),)
            return column.below(every(), language)

        return replace(self.empty(), make_cells=cells)


@dataclass(frozen=True, kw_only=True)
class Dataset(Schema[Row]):
    """A table of open data, described in one place: a module of `opendata.tables`."""

    position: int
    """Where it is offered among the others: what is asked for most comes first."""
    rows: Callable[[EvaluatedSite, Language], Iterator[Row]]
    """What its rows are made of, in the order of the site."""

    def table(self, evaluation: EvaluatedSite, language: Language) -> "DataTable":
        """All of it."""
        return self.filled(self.rows(evaluation, language), evaluation.municipality, language)


def _blank(column: DataColumn[Any]) -> tuple[Sequence[Cell], ...]:
    """The cells of a column where there is no row."""
    return ((),) * len(column.names)


@dataclass(frozen=True, eq=False)
class DataTable:
    """A table whose cells are made when somebody asks for them, a column at a time."""

    name: str
    columns: tuple[DataColumn[Any], ...]
    key: tuple[str, ...]
    make_cells: Callable[[DataColumn[Any]], tuple[Sequence[Cell], ...]] = field(repr=False)
    """The cells below each of a column's `names`, a row each."""
    foreign_keys: tuple[ForeignKey, ...] = ()
    compared: Comparison = Comparison()
    _cells: dict[str, Sequence[Cell]] = field(init=False, default_factory=dict, repr=False)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names in the head, each once."""
        return tuple(name for column in self.columns for name in column.names)

    def below(self, name: str) -> Sequence[Cell]:
        """The cells below one of `names`, a row each."""
        if name not in self._cells:
            column = next(column for column in self.columns if name in column.names)
            self._cells.update(zip(column.names, self.make_cells(column), strict=True))
        return self._cells[name]

    @property
    def row_count(self) -> int:
        """How many rows it has."""
        return len(self.below(self.names[0]))

    @cached_property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """As many cells each as there are `names`."""
        return tuple(zip(*map(self.below, self.names), strict=True))

    @property
    def is_of_publisher(self) -> bool:
        """Whether its only row is about the municipality itself."""
        return self.key == (PUBLISHER[0].name,)
