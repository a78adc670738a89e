"""What an assembly, auditor or committee recommended, and how far it is."""

from collections.abc import Iterator

from hyoka.evaluation import EvaluatedRecommendation, EvaluatedSite
from hyoka.opendata import column
from hyoka.opendata.column import NOT_RECORDED
from hyoka.opendata.owner import OF_DOCUMENT
from hyoka.opendata.table import Comparison, Dataset
from hyoka.urls import recommendation_path, url_of
from hyoka.wording import Language


def _recommendations(evaluation: EvaluatedSite, _: Language) -> Iterator[EvaluatedRecommendation]:
    yield from evaluation.recommendations


TABLE = Dataset(
    name="recommendations",
    position=82,
    rows=_recommendations,
    columns=(
        column.identifier("recommendation_id", lambda row: row.recommendation.id),
        column.text("recommendation_title", lambda row: row.recommendation.title),
        column.code(
            "recommender_kind", lambda row: row.recommendation.by.kind, "recommender_kinds"
        ),
        column.text("recommender_name", lambda row: row.recommendation.by.name),
        column.date("recommended", lambda row: row.recommendation.date, ""),
        *column.fiscal_year(lambda row: row.recommendation.fiscal_year, NOT_RECORDED),
        column.text("category", lambda row: row.recommendation.category, NOT_RECORDED),
        column.text("division", lambda row: row.recommendation.division, NOT_RECORDED),
        column.text("recommendation_text", lambda row: row.recommendation.text),
        column.code(
            "recommendation_status",
            lambda row: row.status,
            "recommendation_statuses",
            computed=True,
        ),
        column.identifier("document_id", lambda row: row.recommendation.document),
        column.page(lambda row: url_of(recommendation_path(row.recommendation))),
    ),
    key=("recommendation_id",),
    foreign_keys=(OF_DOCUMENT,),
    compared=Comparison(named_by=("recommendation_title",)),
)
