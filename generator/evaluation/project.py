"""A project over its years, and the money of a group of projects."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from generator import figures
from generator.evaluation.costs import Costs, evaluate_costs
from generator.evaluation.indicator import (
    EvaluatedIndicator,
    EvaluatedIndicatorYear,
    count_missed,
    evaluate_indicators,
    in_year,
    manner_of,
)
from generator.figures import Figure, Reason, Status, Total
from generator.model import MeasureSheet, Municipality, Project, ProjectYear, Sheet, name_in
from generator.units import FiscalYear, Value

_MONEY = (
    "initial_budget",
    "supplementary_budget",
    "budget",
    "personnel_cost",
    "funding",
    "unit_cost",
    "printed",
)
_LISTED = ("fiscal_year", "document", "publish_on", "settlement", "indicators")
"""What the lists of projects show of a year."""


@dataclass(frozen=True)
class EvaluatedProjectYear:
    """A project in one fiscal year."""

    project: Project
    record: ProjectYear
    indicators: tuple[EvaluatedIndicatorYear, ...]
    settlement_change: Figure
    settlement_change_rate: Figure
    costs: Costs
    status: Status

    @property
    def fiscal_year(self) -> FiscalYear:
        """The year of the settlement and the actuals."""
        return self.record.fiscal_year

    @property
    def decisive(self) -> EvaluatedIndicatorYear | None:
        """The indicator by which the project has its status; `None` where nothing is judged."""
        judged = self.status is not Status.NOT_JUDGED
        return next((it for it in self.indicators if judged and it.status is self.status), None)

    @property
    def name(self) -> str:
        """What the project was called in this year."""
        return name_in(self.project, self.fiscal_year)

    @property
    def missed(self) -> bool:
        """Whether one of its indicators is known to have missed its target."""
        return count_missed(self.indicators) > 0

    @property
    def has_sheet(self) -> bool:
        """Whether more is recorded than the lists of projects show."""
        return self._records(set(type(self.record).model_fields) - set(_LISTED))

    @property
    def has_money(self) -> bool:
        """Whether more is recorded of its money than the settlement."""
        return self._records(_MONEY)

    def _records(self, names: Iterable[str]) -> bool:
        return any(getattr(self.record, name) not in {None, ()} for name in names)


@dataclass(frozen=True)
class EvaluatedProject:
    """A project 事務事業 over its years, oldest first."""

    project: Project
    indicators: tuple[EvaluatedIndicator, ...]
    years: tuple[EvaluatedProjectYear, ...]

    @cached_property
    def by_year(self) -> Mapping[FiscalYear, EvaluatedProjectYear]:
        """The years by their number."""
        return {year.fiscal_year: year for year in self.years}

    @property
    def division(self) -> str | None:
        """The division 所管課 in charge now, or in the newest year that names one."""
        of_years = (year.record.division for year in reversed(self.years))
        return self.project.division or next((name for name in of_years if name), None)

    @property
    def sheets(self) -> tuple[EvaluatedProjectYear, ...]:
        """The years of which more is recorded than the lists of projects show."""
        return tuple(year for year in self.years if year.has_sheet)


@dataclass(frozen=True)
class Money:
    """The settlements of a group of projects in a year."""

    total: Total
    change: Figure
    """Against the year before."""
    change_rate: Figure
    same_projects: bool
    """Whether the same projects were counted in both years."""


def evaluate_project(project: Project, municipality: Municipality) -> EvaluatedProject:
    """A project over its years."""
    manner = manner_of(municipality, municipality.decimals.project_rate)
    rows = [(year.fiscal_year, year.indicators) for year in project.years]
    indicators = evaluate_indicators(project, project.indicators, rows, manner)
    recorded = {year.fiscal_year: year for year in project.years}
    years = tuple(
        _project_year(
            project, recorded[year], recorded.get(year.plus(-1)), indicators, municipality
        )
        for year in sorted(recorded)
    )
    return EvaluatedProject(project, indicators, years)


def _project_year(
    project: Project,
    record: ProjectYear,
    previous: ProjectYear | None,
    indicators: tuple[EvaluatedIndicator, ...],
    municipality: Municipality,
) -> EvaluatedProjectYear:
    of_year = in_year(indicators, record.fiscal_year)
    change, change_rate = _settlement_changes(
        record.settlement, previous.settlement if previous else None, municipality
    )
    status = figures.project_status([year.status for year in of_year])
    costs = evaluate_costs(record, municipality)
    return EvaluatedProjectYear(project, record, of_year, change, change_rate, costs, status)


def _settlement_changes(
    settlement: Value | None,
    previous: Value | None,
    municipality: Municipality,
    unfit: Reason | None = None,
) -> tuple[Figure, Figure]:
    inputs = {"settlement": settlement, "previous_settlement": previous}
    unit, places = municipality.money_unit.value, municipality.decimals.money_rate
    return (
        figures.compute(figures.settlement_change, inputs, unit=unit, unfit=unfit),
        figures.compute(figures.settlement_change_rate, inputs, places=places, unfit=unfit),
    )


def evaluate_money(
    projects: tuple[EvaluatedProjectYear, ...],
    before: tuple[EvaluatedProjectYear, ...],
    municipality: Municipality,
) -> Money:
    """The settlements of a year's projects, beside those of the year before."""
    now = figures.total([project.record.settlement for project in projects])
    then = figures.total([project.record.settlement for project in before])
    same = _counted(projects) == _counted(before)
    # A value that is only missing would look like a fall, or a rise.
    unfit = Reason("other_projects") if not same and (now.excluded or then.excluded) else None
    changes = _settlement_changes(now.value, then.value, municipality, unfit)
    return Money(now, *changes, same_projects=same)


def with_listed(
    own: Iterable[EvaluatedProject],
    listed: Sequence[tuple[str, ...]],
    by_id: Mapping[str, EvaluatedProject],
) -> tuple[EvaluatedProject, ...]:
    """The projects that the sheets list, the newest sheet's first, then the others of its own."""
    on_sheets = [by_id[project] for projects in reversed(listed) for project in projects]
    return tuple({project.project.id: project for project in [*on_sheets, *own]}.values())


def projects_in(
    fiscal_year: FiscalYear,
    sheets: Mapping[FiscalYear, Sheet | MeasureSheet],
    projects: Iterable[EvaluatedProject],
) -> tuple[EvaluatedProjectYear, ...]:
    """The projects of a year: those that its sheet lists, else all that record the year."""
    listed = sheets[fiscal_year].projects if fiscal_year in sheets else ()
    of_year = {
        project.project.id: project.by_year[fiscal_year]
        for project in projects
        if fiscal_year in project.by_year
    }
    if not listed:
        return tuple(of_year.values())
    return tuple(of_year[project] for project in listed if project in of_year)


def _counted(projects: tuple[EvaluatedProjectYear, ...]) -> set[str]:
    return {
        project.project.id for project in projects if isinstance(project.record.settlement, Decimal)
    }
