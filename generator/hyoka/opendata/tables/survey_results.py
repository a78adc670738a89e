"""What the questions of citizens' surveys found: of each item, each answer and each group."""

from collections.abc import Iterator

from hyoka.evaluation import EvaluatedFinding, EvaluatedSite
from hyoka.model import PlanPart, Policy, QuestionResult
from hyoka.opendata import column
from hyoka.opendata.column import NOT_APPLICABLE, NOT_RECORDED
from hyoka.opendata.owner import OF_DOCUMENT, OF_PART, OF_POLICY
from hyoka.opendata.table import Comparison, Dataset
from hyoka.units import PERCENT, POINTS
from hyoka.urls import survey_path, url_of
from hyoka.wording import Language


def _results(evaluation: EvaluatedSite, _: Language) -> Iterator[EvaluatedFinding]:
    for survey in evaluation.surveys:
        for asked in survey.questions:
            for result in asked.results:
                yield from asked.of(result.result)


def _item(row: EvaluatedFinding) -> str | None:
    about = row.about
    return about.name if isinstance(about, PlanPart | Policy) else about


def _rank(row: EvaluatedFinding) -> int | None:
    return row.found.rank if isinstance(row.found, QuestionResult) else None


TABLE = Dataset(
    name="survey_results",
    position=51,
    rows=_results,
    columns=(
        *column.fiscal_year(lambda row: row.survey.fiscal_year),
        column.text("survey_name", lambda row: row.survey.name),
        column.identifier("question_id", lambda row: row.question.id),
        column.repeating(column.text("question", lambda row: row.question.question)),
        column.repeating(column.code("asks", lambda row: row.question.asks, "asks")),
        column.identifier(
            "plan_id",
            lambda row: row.survey.plan if row.result.measure else None,
            NOT_APPLICABLE,
        ),
        column.identifier("measure_id", lambda row: row.result.measure, NOT_APPLICABLE),
        column.identifier("policy_id", lambda row: row.result.policy, NOT_APPLICABLE),
        column.text("item_name", _item, NOT_APPLICABLE),
        column.identifier(
            "survey_group_id", lambda row: row.group and row.group.id, NOT_APPLICABLE
        ),
        column.text("survey_group_name", lambda row: row.group and row.group.name, NOT_APPLICABLE),
        column.text("answer", lambda row: row.answer, NOT_APPLICABLE),
        column.integer("respondents", lambda row: row.respondents, "人", NOT_RECORDED),
        column.integer("count", lambda row: row.found.count, "人", NOT_RECORDED),
        column.accompanying(column.figure("share", lambda row: row.share, PERCENT)),
        column.figure("share_margin", lambda row: row.share_margin, POINTS),
        column.figure("share_change", lambda row: row.share_change, POINTS, exact=True),
        column.figure("share_change_margin", lambda row: row.share_change_margin, POINTS),
        column.number("mean", lambda row: row.mean, "点"),
        column.figure("mean_change", lambda row: row.mean_change, "点", exact=True),
        column.integer("rank", _rank, "位", NOT_RECORDED),
        column.integer("item_count", lambda row: row.question.item_count, "件", NOT_RECORDED),
        column.number("printed_share", lambda row: row.found.share, PERCENT),
        column.text("difference", lambda row: row.found.difference, NOT_RECORDED),
        column.identifier("document_id", lambda row: row.survey.document),
        column.page(lambda row: url_of(survey_path(row.survey.fiscal_year))),
    ),
    key=(
        "fiscal_year",
        "question_id",
        "measure_id",
        "policy_id",
        "item_name",
        "survey_group_id",
        "answer",
    ),
    foreign_keys=(OF_PART, OF_POLICY, OF_DOCUMENT),
    compared=Comparison(
        named_by=("item_name", "survey_group_name", "answer", "question", "fiscal_year")
    ),
)
