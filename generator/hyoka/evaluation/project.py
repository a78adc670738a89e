"""A project over its years, and the money of a group of projects."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Generic, TypeVar

from hyoka import figures
from hyoka.evaluation.costs import Costs, evaluate_costs
from hyoka.evaluation.indicator import (
    EvaluatedIndicator,
    EvaluatedIndicatorYear,
    count_missed,
    evaluate_indicators,
    in_year,
    manner_of,
    newest_known,
)
from hyoka.figures import Figure, Reason, Status, Total
from hyoka.model import (
    Direction,
    Kind,
    MeasureSheet,
    Municipality,
    Project,
    ProjectYear,
    Sheet,
    name_in,
    planned_years,
)
from hyoka.units import FiscalYear, Value

_BUDGETS = ("initial_budget", "supplementary_budget", "budget")
_MONEY = (
    *_BUDGETS,
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
    planned: bool
    """Whether it holds nothing but plans."""

    @property
    def fiscal_year(self) -> FiscalYear:
        """The year of the settlement and the actuals."""
        return self.record.fiscal_year

    @property
    def decisive(self) -> EvaluatedIndicatorYear | None:
        """The indicator by which the project has its status; `None` where nothing is judged."""
        return next(iter(self.decisive_ones), None)

    @property
    def decisive_ones(self) -> tuple[EvaluatedIndicatorYear, ...]:
        """The indicators that have the project's status, each of which alone would decide it."""
        if self.status is Status.NOT_JUDGED:
            return ()
        return tuple(it for it in self.indicators if it.status is self.status)

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
    def has_budget(self) -> bool:
        """Whether a budget of it is recorded."""
        return self._records(_BUDGETS)

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
    def latest(self) -> EvaluatedProjectYear | None:
        """The newest year that is not only planned; else the first planned one."""
        return newest_known(self.years)

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


class ProjectSet(StrEnum):
    """Which projects of a year are counted together."""

    ALL = "all"
    """Every project of the municipality that records the year."""
    LISTED = "listed"
    """Those that the sheet of a policy or a measure lists 評価表に載る主要事業."""
    OWN = "own"
    """Those that name the policy or the measure as theirs 属する事業."""


@dataclass(frozen=True)
class ProjectGroup:
    """Projects of a year that are counted together, and what they come to."""

    which: ProjectSet
    projects: tuple[EvaluatedProjectYear, ...]
    money: Money
    """Its change is against the same set of the year before."""

    @property
    def statuses(self) -> Mapping[Status, int]:
        """How often each status occurs among them."""
        return figures.count_statuses([project.status for project in self.projects])

    @property
    def planned(self) -> bool:
        """Whether there are any, and all of them hold nothing but plans."""
        return bool(self.projects) and all(project.planned for project in self.projects)

    @property
    def missed(self) -> int:
        """How many have an indicator that is known to have missed its target."""
        return sum(project.missed for project in self.projects)

    @cached_property
    def ids(self) -> frozenset[str]:
        """The projects' ids."""
        return frozenset(project.project.id for project in self.projects)


@dataclass(frozen=True)
class GroupedYear:
    """A year of a policy or a measure, of which one set of projects or two are counted."""

    groups: tuple[ProjectGroup, ...]
    """The listed ones, where the sheet lists any; then its own."""
    sheet: Sheet | MeasureSheet | None
    sheet_planned: bool
    """Whether that holds nothing but plans."""

    @property
    def planned(self) -> bool:
        """Whether its sheet, if there is one, and its projects hold nothing but plans."""
        projects = [project for group in self.groups for project in group.projects]
        if self.sheet is not None and not self.sheet_planned:
            return False
        recorded = bool(projects) or self.sheet is not None
        return recorded and all(project.planned for project in projects)

    @property
    def leading(self) -> ProjectGroup:
        """Those that the sheet lists; its own where there is no sheet or it lists none."""
        return self.groups[0]

    @property
    def listed(self) -> ProjectGroup | None:
        """Those that the sheet lists; `None` where there is no sheet or it lists none."""
        return self.leading if self.leading.which is ProjectSet.LISTED else None

    @property
    def own(self) -> ProjectGroup:
        """Those that name it as theirs."""
        return self.groups[-1]

    def group_of(self, which: ProjectSet) -> ProjectGroup | None:
        """The set, if there is one."""
        return next((group for group in self.groups if group.which == which), None)

    @property
    def told_groups(self) -> tuple[ProjectGroup, ...]:
        """Those to be told: one where the sheet lists just its own, or it has none of its own."""
        return (self.leading,) if self.own.ids in {frozenset(), self.leading.ids} else self.groups

    @property
    def projects(self) -> tuple[EvaluatedProjectYear, ...]:
        """Those of the leading set."""
        return self.leading.projects

    @property
    def money(self) -> Money:
        """That of the leading set."""
        return self.leading.money


_Year = TypeVar("_Year", bound=GroupedYear)


@dataclass(frozen=True)
class GroupedProjects(Generic[_Year]):
    """The projects of a policy or a measure over its years."""

    projects: tuple[EvaluatedProject, ...]
    """Those that its sheets list, and its own."""
    own: tuple[EvaluatedProject, ...]
    """Those that name it."""
    years: tuple[_Year, ...]

    @cached_property
    def told_sets(self) -> tuple[ProjectSet, ...]:
        """Those to be told: one where there is no other, or every year's sheet lists its own."""
        if not self.years_of(ProjectSet.LISTED):
            return (ProjectSet.OWN,)
        if all(year.listed and len(year.told_groups) == 1 for year in self.years) or not self.own:
            return (ProjectSet.LISTED,)
        return (ProjectSet.LISTED, ProjectSet.OWN)

    @property
    def newest(self) -> _Year | None:
        """The newest year with a sheet that is not only planned; else the first with one."""
        return newest_known([year for year in self.years if year.sheet is not None])

    def years_of(self, which: ProjectSet) -> tuple[_Year, ...]:
        """The years that count any projects of the set."""
        groups = ((year, year.group_of(which)) for year in self.years)
        return tuple(year for year, group in groups if group is not None and group.projects)

    def projects_of(self, which: ProjectSet) -> tuple[EvaluatedProject, ...]:
        """Those that are of the set in any year; its own, whether they record a year or not."""
        if which is ProjectSet.OWN:
            return self.own
        ids = {found for year in self.years_of(which) for found in year.groups[0].ids}
        return tuple(project for project in self.projects if project.project.id in ids)


def evaluate_project(project: Project, municipality: Municipality) -> EvaluatedProject:
    """A project over its years."""
    manner = manner_of(municipality, municipality.decimals.project_rate)
    planned = planned_years(project.years)
    indicators = evaluate_indicators(project, project.indicators, project.years, planned, manner)
    recorded = {year.fiscal_year: year for year in project.years}
    years = tuple(
        _project_year(
            project,
            recorded[year],
            recorded.get(year.plus(-1)),
            indicators,
            municipality,
            planned=year in planned,
        )
        for year in sorted(recorded)
    )
    return EvaluatedProject(project, indicators, years)


def _project_year(  # noqa: PLR0913 - what a project's year is made of
    project: Project,
    record: ProjectYear,
    previous: ProjectYear | None,
    indicators: tuple[EvaluatedIndicator, ...],
    municipality: Municipality,
    *,
    planned: bool,
) -> EvaluatedProjectYear:
    of_year = in_year(indicators, record.fiscal_year)
    change, change_rate = _settlement_changes(
        record.settlement, previous.settlement if previous else None, municipality
    )
    statuses = [year.status for year in of_year]
    if not _judged(of_year) and _lacks_outcome(project, of_year):
        statuses.append(Status.UNDETERMINED)
    status = figures.project_status(statuses)
    costs = evaluate_costs(record, municipality)
    return EvaluatedProjectYear(
        project, record, of_year, change, change_rate, costs, status, planned
    )


def _judged(years: Iterable[EvaluatedIndicatorYear]) -> bool:
    return any(year.status is not Status.NOT_JUDGED for year in years)


def _lacks_outcome(project: Project, of_year: Iterable[EvaluatedIndicatorYear]) -> bool:
    """Whether it has an indicator to be judged of which the year records nothing."""
    recorded = {year.indicator.id for year in of_year}
    return any(
        it.id not in recorded and it.kind is not Kind.OUTPUT and it.direction is not Direction.NONE
        for it in project.indicators
    )


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
    *,
    same_set: bool = True,
) -> Money:
    """The settlements of a year's projects, beside those of the year before.

    `same_set`: whether `before` are chosen by the same rule; else nothing is compared.
    """
    now = figures.total([project.record.settlement for project in projects])
    then = figures.total([project.record.settlement for project in before])
    same = _counted(projects) == _counted(before if same_set else ())
    # A value that is only missing would look like a fall, or a rise.
    unfit = Reason("other_projects") if not same and (now.excluded or then.excluded) else None
    if not same_set:
        unfit = Reason("other_set")
    changes = _settlement_changes(now.told, then.told, municipality, unfit)
    return Money(now, *changes, same_projects=same)


def with_listed(
    own: Iterable[EvaluatedProject],
    listed: Sequence[tuple[str, ...]],
    by_id: Mapping[str, EvaluatedProject],
) -> tuple[EvaluatedProject, ...]:
    """The projects that the sheets list, the newest sheet's first, then the others of its own."""
    on_sheets = [by_id[project] for projects in reversed(listed) for project in projects]
    return tuple({project.project.id: project for project in [*on_sheets, *own]}.values())


def group_projects(
    fiscal_year: FiscalYear,
    sheets: Mapping[FiscalYear, Sheet | MeasureSheet],
    projects: Iterable[EvaluatedProject],
    own: Iterable[EvaluatedProject],
    municipality: Municipality,
) -> tuple[ProjectGroup, ...]:
    """The sets of projects that are counted in a year: the listed ones, if any, and its `own`."""
    before = fiscal_year.plus(-1)
    by_id = {project.project.id: project for project in projects}

    def listed(year: FiscalYear) -> tuple[EvaluatedProjectYear, ...]:
        on_sheet = sheets[year].projects if year in sheets else ()
        return _in_year((by_id[project] for project in on_sheet), year)

    of_its_own, then = _in_year(own, fiscal_year), _in_year(own, before)
    group = ProjectGroup(ProjectSet.OWN, of_its_own, evaluate_money(of_its_own, then, municipality))
    if not (on_sheet := listed(fiscal_year)):
        return (group,)
    listed_then = listed(before)
    money = evaluate_money(
        on_sheet,
        listed_then or then,
        municipality,
        same_set=bool(listed_then) or not then,
    )
    return ProjectGroup(ProjectSet.LISTED, on_sheet, money), group


def _in_year(
    projects: Iterable[EvaluatedProject], fiscal_year: FiscalYear
) -> tuple[EvaluatedProjectYear, ...]:
    """Those that record the year, in that year."""
    return tuple(p.by_year[fiscal_year] for p in projects if fiscal_year in p.by_year)


def _counted(projects: tuple[EvaluatedProjectYear, ...]) -> set[str]:
    return {
        project.project.id for project in projects if isinstance(project.record.settlement, Decimal)
    }
