"""Citizens' surveys: what was asked of whom, and how many named each measure."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.addresses import survey_path, url_of
from hyoka.evaluation import EvaluatedSurveyResult, Evaluation
from hyoka.language import Language
from hyoka.model import PrintedShare, Survey
from hyoka.opendata.tables.table import (
    NOT_RECORDED,
    Dataset,
    figure,
    fiscal_year,
    identifier,
    integer,
    number,
    text,
)
from hyoka.units import PERCENT, POINTS


@dataclass(frozen=True)
class _Result:
    """What a survey says of a measure."""

    survey: Survey
    evaluated: EvaluatedSurveyResult

    @property
    def printed(self) -> PrintedShare:
        return self.evaluated.result.printed or PrintedShare()


def _results(evaluation: Evaluation, _: Language) -> Iterator[_Result]:
    for survey in evaluation.surveys:
        yield from (_Result(survey.survey, result) for result in survey.results)


def _surveys(evaluation: Evaluation, _: Language) -> Iterator[Survey]:
    yield from (survey.survey for survey in evaluation.surveys)


DEFINITIONS = Dataset(
    "survey_definitions",
    _surveys,
    (
        *fiscal_year(lambda row: row.fiscal_year),
        text("survey_name", lambda row: row.name),
        text("question", lambda row: row.question),
        text("survey_method", lambda row: row.method, NOT_RECORDED),
        identifier("plan_id", lambda row: row.plan),
        integer("respondents", lambda row: row.respondents, "人"),
        integer("measure_count", lambda row: row.measure_count, "節"),
        identifier("document_id", lambda row: row.document),
        identifier("page", lambda row: url_of(survey_path(row.fiscal_year))),
    ),
    ("fiscal_year",),
)

SURVEYS = Dataset(
    "surveys",
    _results,
    (
        *fiscal_year(lambda row: row.survey.fiscal_year),
        text("survey_name", lambda row: row.survey.name),
        text("question", lambda row: row.survey.question),
        text("survey_method", lambda row: row.survey.method, NOT_RECORDED),
        identifier("plan_id", lambda row: row.survey.plan),
        identifier("measure_id", lambda row: row.evaluated.measure.id),
        text("measure_name", lambda row: row.evaluated.measure.name),
        integer("count", lambda row: row.evaluated.result.count, "人"),
        integer("respondents", lambda row: row.survey.respondents, "人"),
        figure("share", lambda row: row.evaluated.share, PERCENT),
        figure("share_margin", lambda row: row.evaluated.share_margin, POINTS),
        integer("rank", lambda row: row.evaluated.result.rank, "位", NOT_RECORDED),
        integer("measure_count", lambda row: row.survey.measure_count, "節"),
        number("printed_share", lambda row: row.printed.share, PERCENT),
        text("difference", lambda row: row.printed.difference, NOT_RECORDED),
        identifier("document_id", lambda row: row.survey.document),
        identifier("page", lambda row: url_of(survey_path(row.survey.fiscal_year))),
    ),
    ("fiscal_year", "plan_id", "measure_id"),
)
