"""What a sheet itself states of an indicator's year beside its numbers: a column each, if any."""

from collections.abc import Iterable, Iterator

from hyoka.elements import BREAK, Calculated, Calculation, Cell, Column, ColumnType, note, strong
from hyoka.evaluation import EvaluatedIndicatorYear
from hyoka.model import Rating
from hyoka.tables import cells
from hyoka.tables.context import PageContext, column

_FIELDS = ("rating", "achieved", "note")
"""The fields of a year that state something, in the order of their columns."""
_JUDGING = ("rating", "achieved")
"""Those that are not to be taken for what is computed."""


def stated_in(years: Iterable[EvaluatedIndicatorYear]) -> tuple[str, ...]:
    """The fields that any of the years has: each of them a column, and no other."""
    records = [year.record for year in years]
    return tuple(name for name in _FIELDS if any(getattr(one, name) is not None for one in records))


def stated_columns(names: Iterable[str], context: PageContext) -> Iterator[Column]:
    """The columns of the fields."""
    for name in names:
        title = context.word(f"stated.{name}")
        if name in _JUDGING:
            yield column(title, unit=context.word("stated.by_sheet"))
        else:
            yield column(title, ColumnType.PROSE)


def stated_cells(
    year: EvaluatedIndicatorYear, names: Iterable[str], context: PageContext
) -> Iterator[Cell]:
    """What a year states, or a dash where only another year does."""
    for name in names:
        match getattr(year.record, name):
            case None:
                yield cells.no_text(cells.DASH)
            case Rating() as rating:
                yield _rating(rating, context)
            case bool() as achieved:
                yield cells.text(context.word(f"stated.achieved_so.{str(achieved).lower()}"))
            case text:
                yield cells.text(text)


def _rating(rating: Rating, context: PageContext) -> Cell:
    """A rating with what it means, which opens to its place on its scale."""
    scale = context.evaluation.municipality.scale(rating.scale)
    meaning = scale.meaning_of(rating.value)
    notes = [(BREAK, note(told)) for told in (rating.aspect, meaning, rating.text) if told]
    place = context.word("judgement.line", term=scale.name, detail=context.language.scale(scale))
    return cells.text(Calculated((strong(rating.value), *notes), Calculation((place,))))
