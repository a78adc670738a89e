"""Citizens' surveys: what was asked of whom."""

from collections.abc import Iterator

from hyoka.evaluation import EvaluatedSite
from hyoka.model import Survey
from hyoka.opendata import column
from hyoka.opendata.column import NOT_APPLICABLE, NOT_RECORDED
from hyoka.opendata.owner import OF_DOCUMENT
from hyoka.opendata.table import Comparison, Dataset
from hyoka.urls import survey_path, url_of
from hyoka.wording import Language


def _surveys(evaluation: EvaluatedSite, _: Language) -> Iterator[Survey]:
    yield from (survey.survey for survey in evaluation.surveys)


TABLE = Dataset(
    name="survey_definitions",
    position=160,
    rows=_surveys,
    columns=(
        *column.fiscal_year(lambda row: row.fiscal_year),
        column.text("survey_name", lambda row: row.name),
        column.text("question", lambda row: row.question, NOT_APPLICABLE),
        column.text("survey_method", lambda row: row.method, NOT_RECORDED),
        column.text("conducted", lambda row: row.conducted, NOT_RECORDED),
        column.integer("distributed", lambda row: row.distributed, "人", NOT_RECORDED),
        column.identifier("plan_id", lambda row: row.plan, NOT_APPLICABLE),
        column.integer("respondents", lambda row: row.respondents, "人", NOT_RECORDED),
        column.integer("measure_count", lambda row: row.measure_count, "節", NOT_APPLICABLE),
        column.identifier("document_id", lambda row: row.document),
        column.page(lambda row: url_of(survey_path(row.fiscal_year))),
    ),
    key=("fiscal_year",),
    foreign_keys=(OF_DOCUMENT,),
    compared=Comparison(named_by=("fiscal_year",)),
)
