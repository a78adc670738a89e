"""What a sheet itself states of an indicator's year beside its numbers: a column each, if any."""

from collections.abc import Iterable, Iterator

from hyoka.elements import Cell, Column, ColumnType
from hyoka.evaluation import EvaluatedIndicatorYear
from hyoka.tables import cells
from hyoka.tables.context import PageContext, column

_FIELDS = ("note",)
"""The fields of a year that state something, in the order of their columns."""


def stated_in(years: Iterable[EvaluatedIndicatorYear]) -> tuple[str, ...]:
    """The fields that any of the years has: each of them a column, and no other."""
    records = [year.record for year in years]
    return tuple(name for name in _FIELDS if any(getattr(one, name) is not None for one in records))


def stated_columns(names: Iterable[str], context: PageContext) -> Iterator[Column]:
    """The columns of the fields."""
    return (column(context.label(name), ColumnType.PROSE) for name in names)


def stated_cells(year: EvaluatedIndicatorYear, names: Iterable[str]) -> Iterator[Cell]:
    """What a year states, or a dash where only another year does."""
    for name in names:
        told = getattr(year.record, name)
        yield cells.dash() if told is None else cells.text(told)
