"""The questions of citizens' surveys: what each asked, and how it is scored."""

from collections.abc import Iterator

from hyoka.evaluation import EvaluatedQuestion, EvaluatedSite
from hyoka.opendata import column
from hyoka.opendata.column import NOT_APPLICABLE, NOT_RECORDED
from hyoka.opendata.table import Comparison, Dataset
from hyoka.urls import survey_path, url_of
from hyoka.wording import Language


def _questions(evaluation: EvaluatedSite, _: Language) -> Iterator[EvaluatedQuestion]:
    for survey in evaluation.surveys:
        yield from survey.questions


TABLE = Dataset(
    name="survey_questions",
    position=162,
    rows=_questions,
    columns=(
        *column.fiscal_year(lambda row: row.survey.fiscal_year),
        column.text("survey_name", lambda row: row.survey.name),
        column.identifier("question_id", lambda row: row.question.id),
        column.text("question", lambda row: row.question.question),
        column.code("asks", lambda row: row.question.asks, "asks"),
        column.text("share_of", lambda row: row.question.share_of, NOT_RECORDED),
        column.text("scale", lambda row: row.question.scale, NOT_RECORDED),
        column.number("lowest_mean", lambda row: row.question.lowest_mean, "点"),
        column.number("highest_mean", lambda row: row.question.highest_mean, "点"),
        column.text("answers", lambda row: "、".join(row.question.answers) or None, NOT_APPLICABLE),
        column.boolean("several_answers", lambda row: row.question.several_answers),
        column.integer("respondents", lambda row: row.question.respondents, "人", NOT_RECORDED),
        column.integer("item_count", lambda row: row.question.item_count, "件", NOT_RECORDED),
        column.page(lambda row: url_of(survey_path(row.survey.fiscal_year))),
    ),
    key=("fiscal_year", "question_id"),
    compared=Comparison(named_by=("question", "fiscal_year")),
)
