"""The lines of the budget that the money of projects stands in."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedProject, EvaluatedProjectYear, EvaluatedSite
from hyoka.model import BudgetLine
from hyoka.opendata import column
from hyoka.opendata.column import NOT_RECORDED
from hyoka.opendata.owner import OF_PROJECT
from hyoka.opendata.table import Comparison, Dataset
from hyoka.urls import project_path, url_of
from hyoka.wording import Language


@dataclass(frozen=True)
class _Line:
    """A line of a project's year."""

    project: EvaluatedProject
    year: EvaluatedProjectYear
    position: int
    line: BudgetLine
    money_unit: str


def _lines(evaluation: EvaluatedSite, _: Language) -> Iterator[_Line]:
    unit = evaluation.municipality.money_unit.value
    for project in evaluation.projects:
        for year in project.years:
            for position, line in enumerate(year.record.budget_lines, start=1):
                yield _Line(project, year, position, line, unit)


TABLE = Dataset(
    name="budget_lines",
    position=27,
    rows=_lines,
    columns=(
        column.identifier("project_id", lambda row: row.project.project.id),
        column.repeating(column.text("project_name", lambda row: row.year.name)),
        *column.fiscal_year(lambda row: row.year.fiscal_year),
        column.integer("position", lambda row: row.position, "番目"),
        column.text("budget_account", lambda row: row.line.budget_account, NOT_RECORDED),
        column.text("budget_category", lambda row: row.line.budget_category, NOT_RECORDED),
        column.text("budget_section", lambda row: row.line.budget_section, NOT_RECORDED),
        column.text("budget_item", lambda row: row.line.budget_item, NOT_RECORDED),
        column.text("budget_project", lambda row: row.line.budget_project, NOT_RECORDED),
        column.repeating(column.text("money_unit", lambda row: row.money_unit)),
        column.number("amount", lambda row: row.line.amount, "money_unit"),
        column.page(lambda row: url_of(project_path(row.project.project))),
    ),
    key=("project_id", "fiscal_year", "position"),
    foreign_keys=(OF_PROJECT,),
    compared=Comparison(named_by=("project_name", "fiscal_year")),
)
