"""The ratings on evaluation sheets, each with its place on its scale."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from hyoka.evaluation import EvaluatedSite
from hyoka.model import Best, Rating, RatingScale
from hyoka.opendata import column
from hyoka.opendata.column import NOT_APPLICABLE, NOT_RECORDED
from hyoka.opendata.owner import OF_OWNER, OWNER_KEY, owner
from hyoka.opendata.sheets import OfEvaluation, every_evaluated, of_step
from hyoka.opendata.table import Comparison, Dataset
from hyoka.wording import Language


@dataclass(frozen=True)
class _Rating:
    """A rating that was given, and the scale that it is on."""

    of: OfEvaluation
    position: int
    rating: Rating
    scale: RatingScale

    @cached_property
    def place(self) -> int | None:
        """1: the best of the scale; `None`: it has no best end."""
        if self.scale.best is Best.NONE:
            return None
        values = [step.value for step in self.scale.ratings]
        best_first = values if self.scale.best is Best.FIRST else values[::-1]
        return best_first.index(self.rating.value) + 1


def _ratings(evaluation: EvaluatedSite, _: Language) -> Iterator[_Rating]:
    scale = evaluation.municipality.scale
    for sheet in every_evaluated(evaluation):
        for of in sheet.evaluations:
            for position, rating in enumerate(of.evaluation.ratings, start=1):
                yield _Rating(of, position, rating, scale(rating.scale))


TABLE = Dataset(
    name="ratings",
    position=60,
    rows=_ratings,
    columns=(
        *owner(lambda row: row.of.sheet.whose),
        *column.fiscal_year(lambda row: row.of.sheet.fiscal_year),
        column.code("evaluation", lambda row: row.of.placed.field, "evaluations"),
        *of_step(lambda row: row.of),
        column.integer("position", lambda row: row.position, "番目"),
        column.text("aspect", lambda row: row.rating.aspect, NOT_RECORDED),
        column.identifier("scale_id", lambda row: row.scale.id),
        column.text("scale_name", lambda row: row.scale.name),
        column.text("rating", lambda row: row.rating.value),
        column.text(
            "rating_meaning", lambda row: row.scale.meaning_of(row.rating.value), NOT_RECORDED
        ),
        column.integer("rating_place", lambda row: row.place, "番目", NOT_APPLICABLE),
        column.integer("rating_count", lambda row: len(row.scale.ratings), "区分"),
        column.text("rating_text", lambda row: row.rating.text, NOT_RECORDED),
        column.page(lambda row: row.of.sheet.whose.page),
    ),
    key=(*OWNER_KEY, "fiscal_year", "evaluation", "step_id", "position"),
    foreign_keys=OF_OWNER,
    compared=Comparison(
        named_by=("owner_name", "fiscal_year", "evaluation", "step_name", "aspect")
    ),
)
