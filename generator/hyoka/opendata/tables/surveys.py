"""What citizens' surveys say: how many named each measure."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedSite, EvaluatedSurveyResult
from hyoka.model import PrintedShare, Survey
from hyoka.opendata import column
from hyoka.opendata.column import NOT_RECORDED
from hyoka.opendata.owner import OF_DOCUMENT, OF_PART
from hyoka.opendata.table import Comparison, Dataset
from hyoka.units import PERCENT, POINTS
from hyoka.urls import survey_path, url_of
from hyoka.wording import Language


@dataclass(frozen=True)
class _Result:
    """What a survey says of a measure."""

    survey: Survey
    evaluated: EvaluatedSurveyResult

    @property
    def printed(self) -> PrintedShare:
        return self.evaluated.result.printed or PrintedShare()


def _results(evaluation: EvaluatedSite, _: Language) -> Iterator[_Result]:
    for survey in evaluation.surveys:
        yield from (_Result(survey.survey, result) for result in survey.results)


TABLE = Dataset(
    name="surveys",
    position=50,
    rows=_results,
    columns=(
        *column.fiscal_year(lambda row: row.survey.fiscal_year),
        column.text("survey_name", lambda row: row.survey.name),
        column.text("question", lambda row: row.survey.question),
        column.text("survey_method", lambda row: row.survey.method, NOT_RECORDED),
        column.identifier("plan_id", lambda row: row.survey.plan),
        column.identifier("measure_id", lambda row: row.evaluated.part.id),
        column.text("measure_name", lambda row: row.evaluated.part.name),
        column.integer("count", lambda row: row.evaluated.result.count, "人"),
        column.integer("respondents", lambda row: row.survey.respondents, "人"),
        column.accompanying(column.figure("share", lambda row: row.evaluated.share, PERCENT)),
        column.figure("share_margin", lambda row: row.evaluated.share_margin, POINTS),
        column.integer("rank", lambda row: row.evaluated.result.rank, "位", NOT_RECORDED),
        column.integer("measure_count", lambda row: row.survey.measure_count, "節"),
        column.number("printed_share", lambda row: row.printed.share, PERCENT),
        column.text("difference", lambda row: row.printed.difference, NOT_RECORDED),
        column.identifier("document_id", lambda row: row.survey.document),
        column.page(lambda row: url_of(survey_path(row.survey.fiscal_year))),
    ),
    key=("fiscal_year", "plan_id", "measure_id"),
    foreign_keys=(OF_PART, OF_DOCUMENT),
    compared=Comparison(named_by=("measure_name", "fiscal_year")),
)
