"""Where the amounts of projects came from; a source a row."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedProject, EvaluatedSite
from hyoka.model import FUNDING_SOURCES, Funding
from hyoka.opendata import column
from hyoka.opendata.column import NOT_APPLICABLE
from hyoka.opendata.owner import OF_PROJECT
from hyoka.opendata.table import Comparison, Dataset
from hyoka.units import FiscalYear, Value
from hyoka.urls import project_path, url_of
from hyoka.wording import Language


@dataclass(frozen=True)
class _Funding:
    """Where an amount came from, of a year or of all of a project's years."""

    project: EvaluatedProject
    name: str
    """What the project was called."""
    of: str
    funding: Funding
    fiscal_year: FiscalYear | None = None
    """`None`: all years."""


@dataclass(frozen=True)
class _Part:
    """What a source gave to an amount."""

    whole: _Funding
    position: int
    """1 to 5: the sources that every municipality has; then those of its own."""
    source: str
    source_name: str
    amount: Value
    money_unit: str


def _parts(evaluation: EvaluatedSite, language: Language) -> Iterator[_Part]:
    unit = evaluation.municipality.money_unit.value
    for project in evaluation.projects:
        for whole in _fundings(project):
            for position, source, name, value in _sources(whole.funding, language):
                yield _Part(whole, position, source, name, value, unit)


def _fundings(project: EvaluatedProject) -> Iterator[_Funding]:
    plan = project.project.whole_plan
    if plan is not None and plan.funding is not None:
        yield _Funding(project, project.project.name, "whole_plan", plan.funding)
    for year in project.years:
        for amount, funding in year.fundings.items():
            yield _Funding(project, year.name, amount, funding, year.fiscal_year)


def _sources(funding: Funding, language: Language) -> Iterator[tuple[int, str, str, Value]]:
    for position, (source, value) in enumerate(funding.by_source.items(), start=1):
        if value is not None:
            yield position, source, language.label(source), value
    for position, part in enumerate(funding.combined, start=len(FUNDING_SOURCES) + 1):
        yield position, "combined", part.name, part.amount


TABLE = Dataset(
    name="funding",
    position=25,
    rows=_parts,
    columns=(
        column.identifier("project_id", lambda row: row.whole.project.project.id),
        column.repeating(column.text("project_name", lambda row: row.whole.name)),
        *column.fiscal_year(lambda row: row.whole.fiscal_year, NOT_APPLICABLE),
        column.code("funding_of", lambda row: row.whole.of, "funded_amounts"),
        column.integer("position", lambda row: row.position, "番目"),
        column.code("funding_source", lambda row: row.source, "funding_sources"),
        column.text("funding_source_name", lambda row: row.source_name),
        column.repeating(column.text("money_unit", lambda row: row.money_unit)),
        column.number("amount", lambda row: row.amount, "money_unit"),
        column.page(lambda row: url_of(project_path(row.whole.project.project))),
    ),
    key=("project_id", "fiscal_year", "funding_of", "position"),
    foreign_keys=(OF_PROJECT,),
    compared=Comparison(
        named_by=("project_name", "fiscal_year", "funding_of", "funding_source_name")
    ),
)
