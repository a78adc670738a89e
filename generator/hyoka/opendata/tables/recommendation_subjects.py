"""What each recommendation is about; one without a row is about the city as a whole."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedSite, subjects_of
from hyoka.model import Recommendation
from hyoka.opendata import column
from hyoka.opendata.owner import OF_OWNER, OWNER_KEY, OwnerIds, owner, whose
from hyoka.opendata.table import Comparison, Dataset, ForeignKey
from hyoka.urls import recommendation_path, url_of
from hyoka.wording import Language


@dataclass(frozen=True)
class _Subject:
    """What a recommendation is about."""

    recommendation: Recommendation
    whose: OwnerIds


def _subjects(evaluation: EvaluatedSite, _: Language) -> Iterator[_Subject]:
    for told in evaluation.recommendations:
        for subject in subjects_of(told.recommendation, evaluation):
            yield _Subject(told.recommendation, whose(subject))


TABLE = Dataset(
    name="recommendation_subjects",
    position=84,
    rows=_subjects,
    columns=(
        column.identifier("recommendation_id", lambda row: row.recommendation.id),
        column.repeating(column.text("recommendation_title", lambda row: row.recommendation.title)),
        *owner(lambda row: row.whose),
        column.page(lambda row: url_of(recommendation_path(row.recommendation))),
    ),
    key=("recommendation_id", *OWNER_KEY),
    foreign_keys=(ForeignKey(("recommendation_id",), "recommendations"), *OF_OWNER),
    compared=Comparison(named_by=("recommendation_title", "owner_name")),
)
