"""What the city answered to recommendations, and how far it was then."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedSite
from hyoka.model import Recommendation, Response
from hyoka.opendata import column
from hyoka.opendata.column import NOT_APPLICABLE, NOT_RECORDED
from hyoka.opendata.owner import OF_DOCUMENT
from hyoka.opendata.table import Comparison, Dataset, ForeignKey
from hyoka.urls import recommendation_path, url_of
from hyoka.wording import Language


@dataclass(frozen=True)
class _Response:
    """A response to a recommendation."""

    recommendation: Recommendation
    it: Response


def _responses(evaluation: EvaluatedSite, _: Language) -> Iterator[_Response]:
    for told in evaluation.recommendations:
        for response in told.recommendation.responses:
            yield _Response(told.recommendation, response)


TABLE = Dataset(
    name="responses",
    position=86,
    rows=_responses,
    columns=(
        column.identifier("recommendation_id", lambda row: row.recommendation.id),
        column.repeating(column.text("recommendation_title", lambda row: row.recommendation.title)),
        column.date("responded", lambda row: row.it.date, ""),
        *column.fiscal_year(lambda row: row.it.fiscal_year, NOT_RECORDED),
        column.code("response_status", lambda row: row.it.status, "response_statuses"),
        column.text("response_text", lambda row: row.it.text),
        column.text("reason", lambda row: row.it.reason, NOT_APPLICABLE),
        column.identifier("document_id", lambda row: row.it.document, NOT_RECORDED),
        column.page(lambda row: url_of(recommendation_path(row.recommendation))),
    ),
    key=("recommendation_id", "responded"),
    foreign_keys=(ForeignKey(("recommendation_id",), "recommendations"), OF_DOCUMENT),
    compared=Comparison(named_by=("recommendation_title", "responded")),
)
