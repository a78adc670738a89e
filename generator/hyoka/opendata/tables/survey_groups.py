"""The groups of respondents by which citizens' surveys tell results."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedSite
from hyoka.model import Survey, SurveyGroup
from hyoka.opendata import column
from hyoka.opendata.column import NOT_RECORDED
from hyoka.opendata.table import Comparison, Dataset
from hyoka.urls import survey_path, url_of
from hyoka.wording import Language


@dataclass(frozen=True)
class _Group:
    """A group of a survey."""

    survey: Survey
    group: SurveyGroup


def _groups(evaluation: EvaluatedSite, _: Language) -> Iterator[_Group]:
    for survey in evaluation.surveys:
        yield from (_Group(survey.survey, group) for group in survey.survey.groups)


TABLE = Dataset(
    name="survey_groups",
    position=161,
    rows=_groups,
    columns=(
        *column.fiscal_year(lambda row: row.survey.fiscal_year),
        column.text("survey_name", lambda row: row.survey.name),
        column.identifier("survey_group_id", lambda row: row.group.id),
        column.text("survey_group_name", lambda row: row.group.name),
        column.code("survey_group_kind", lambda row: row.group.kind, "group_kinds"),
        column.integer("respondents", lambda row: row.group.respondents, "人", NOT_RECORDED),
        column.page(lambda row: url_of(survey_path(row.survey.fiscal_year))),
    ),
    key=("fiscal_year", "survey_group_id"),
    compared=Comparison(named_by=("survey_group_name", "fiscal_year")),
)
