"""Projects that are counted together, and the money of such a group."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Generic, TypeVar

from hyoka.evaluation import figures
from hyoka.evaluation.figures import Figure, Reason, Status, Total
from hyoka.evaluation.indicator import (
    EvaluatedIndicator,
    EvaluatedIndicatorYear,
    in_year,
    newest_known,
)
from hyoka.evaluation.indicator_figures import OwnIndicators
from hyoka.evaluation.project import EvaluatedProject, EvaluatedProjectYear, settlement_changes
from hyoka.model import (
    MeasureSheet,
    Municipality,
    Sheet,
)
from hyoka.units import FiscalYear, Value


@dataclass(frozen=True)
class Money:
    """The settlements of a group of projects in a year."""

    total: Total
    change: Figure
    """Against the year before."""
    change_rate: Figure
    same_projects: bool
    """Whether the same projects were counted in both years."""


@dataclass(frozen=True)
class MoneyAlike:
    """The settlements of those projects of a group that have one in a year and the year before."""

    count: int
    now: Total
    then: Total
    change: Figure
    change_rate: Figure


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
    fiscal_year: FiscalYear
    members: tuple[EvaluatedProject, ...]
    """Those that record the year."""
    before: tuple[EvaluatedProject, ...]
    """What their money is compared with: projects that record the year before."""
    municipality: Municipality = field(repr=False)
    same_set: bool = True
    """Whether `before` are chosen by the same rule; else nothing is compared."""

    @cached_property
    def projects(self) -> tuple[EvaluatedProjectYear, ...]:
        """They, in the year."""
        return tuple(member.by_year[self.fiscal_year] for member in self.members)

    @cached_property
    def money(self) -> Money:
        """Its change is against the same set of the year before."""
        return _evaluate_money(self)

    @cached_property
    def money_alike(self) -> MoneyAlike:
        """The members' settlements beside their own of the year before, whatever set counted them.

        Of those alone that have both: what comes or goes is no rise or fall.
        """
        now = _settlements(self.members, self.fiscal_year)
        last = self.fiscal_year.plus(-1)
        then = _settlements(_recording(self.members, last), last)
        both = sorted(_counted(now) & _counted(then))
        total, total_then = (figures.total([of[it] for it in both]) for of in (now, then))
        change, rate = settlement_changes(total.told, total_then.told, self.municipality)
        if not both:
            change, rate = (replace(it, reason=Reason("none_compared")) for it in (change, rate))
        return MoneyAlike(len(both), total, total_then, change, rate)

    @property
    def documents(self) -> Iterator[str]:
        """The ids of those that the projects' values were taken from."""
        return (member.recorded[self.fiscal_year].document for member in self.members)

    @cached_property
    def statuses(self) -> Mapping[Status, int]:
        """How often each status occurs among them."""
        return figures.count_statuses([project.status for project in self.projects])

    @cached_property
    def money_by_status(self) -> Mapping[Status, Total]:
        """What those of each status come to."""
        return _spent_by_status(self.projects)

    @cached_property
    def money_missed_by_status(self) -> Mapping[Status, Total]:
        """What those of each status come to that are known to have missed a target."""
        return _spent_by_status([project for project in self.projects if project.missed])

    @property
    def money_missed(self) -> Total:
        """What all those come to that are known to have missed a target, of whatever status."""
        return spent(project for project in self.projects if project.missed)

    @property
    def planned(self) -> bool:
        """Whether there are any, and all of them hold nothing but plans."""
        return bool(self.members) and self.only_plans

    @property
    def only_plans(self) -> bool:
        """Whether none of them holds more than plans."""
        return all(self.fiscal_year in member.planned_years for member in self.members)

    @property
    def missed(self) -> int:
        """How many have an indicator that is known to have missed its target."""
        return sum(project.missed for project in self.projects)

    @property
    def compared(self) -> int:
        """How many have an indicator of which it is known whether it met its target."""
        return sum(project.compared for project in self.projects)

    @cached_property
    def ids(self) -> frozenset[str]:
        """The projects' ids."""
        return frozenset(member.project.id for member in self.members)


@dataclass(frozen=True)
class CountedProjects:
    """The projects of a policy or a measure, and how they are counted together."""

    sheets: Mapping[FiscalYear, Sheet | MeasureSheet]
    projects: tuple[EvaluatedProject, ...]
    """Those that the sheets list, and its own."""
    own: tuple[EvaluatedProject, ...]
    municipality: Municipality = field(repr=False)

    @cached_property
    def _by_id(self) -> Mapping[str, EvaluatedProject]:
        return {project.project.id: project for project in self.projects}

    def groups(self, year: FiscalYear) -> tuple[ProjectGroup, ...]:
        """The sets that are counted in a year: the listed ones, if any, and its own."""
        last = year.plus(-1)
        own, then = _recording(self.own, year), _recording(self.own, last)
        group = ProjectGroup(ProjectSet.OWN, year, own, then, self.municipality)
        if not (listed := self._listed(year)):
            return (group,)
        listed_then = self._listed(last)
        same_set = bool(listed_then) or not then
        before = listed_then or then
        return (
            ProjectGroup(ProjectSet.LISTED, year, listed, before, self.municipality, same_set),
            group,
        )

    def _listed(self, year: FiscalYear) -> tuple[EvaluatedProject, ...]:
        on_sheet = self.sheets[year].projects if year in self.sheets else ()
        return _recording((self._by_id[project] for project in on_sheet), year)


def _recording(
    projects: Iterable[EvaluatedProject], fiscal_year: FiscalYear
) -> tuple[EvaluatedProject, ...]:
    """Those that record the year."""
    return tuple(project for project in projects if fiscal_year in project.recorded)


@dataclass(frozen=True)
class GroupedYear:
    """A year of a policy or a measure, of which one set of projects or two are counted."""

    fiscal_year: FiscalYear
    counted: CountedProjects
    sheet: Sheet | MeasureSheet | None
    sheet_planned: bool
    """Whether that holds nothing but plans."""
    of_owner: OwnIndicators
    """Those of the policy or measure, over all years."""

    @cached_property
    def indicators(self) -> tuple[EvaluatedIndicatorYear, ...]:
        """Those of them that record the year, in that year."""
        return in_year(self.of_owner.evaluated, self.fiscal_year)

    @cached_property
    def groups(self) -> tuple[ProjectGroup, ...]:
        """The listed ones, where the sheet lists any; then its own."""
        return self.counted.groups(self.fiscal_year)

    @property
    def planned(self) -> bool:
        """Whether its sheet, if there is one, and its projects hold nothing but plans."""
        if self.sheet is not None and not self.sheet_planned:
            return False
        recorded = any(group.members for group in self.groups) or self.sheet is not None
        return recorded and all(group.only_plans for group in self.groups)

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
    def shown_groups(self) -> tuple[ProjectGroup, ...]:
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
    own_indicators: OwnIndicators

    @property
    def indicators(self) -> tuple[EvaluatedIndicator, ...]:
        """Its own, over the years."""
        return self.own_indicators.evaluated

    @cached_property
    def shown_sets(self) -> tuple[ProjectSet, ...]:
        """Those to be told: one where there is no other, or every year's sheet lists its own."""
        if not self.years_of(ProjectSet.LISTED):
            return (ProjectSet.OWN,)
        if all(year.listed and len(year.shown_groups) == 1 for year in self.years) or not self.own:
            return (ProjectSet.LISTED,)
        return (ProjectSet.LISTED, ProjectSet.OWN)

    @property
    def newest(self) -> _Year | None:
        """The newest year with a sheet that is not only planned; else the first with one."""
        return newest_known([year for year in self.years if year.sheet is not None])

    def years_of(self, which: ProjectSet) -> tuple[_Year, ...]:
        """The years that count any projects of the set."""
        groups = ((year, year.group_of(which)) for year in self.years)
        return tuple(year for year, group in groups if group is not None and group.members)

    def projects_of(self, which: ProjectSet) -> tuple[EvaluatedProject, ...]:
        """Those that are of the set in any year; its own, whether they record a year or not."""
        if which is ProjectSet.OWN:
            return self.own
        ids = {found for year in self.years_of(which) for found in year.groups[0].ids}
        return tuple(project for project in self.projects if project.project.id in ids)


def _evaluate_money(group: ProjectGroup) -> Money:
    """The settlements of a year's projects, beside those of the year before."""
    last = group.fiscal_year.plus(-1)
    now = _settlements(group.members, group.fiscal_year)
    then = _settlements(group.before, last)
    total, total_then = figures.total([*now.values()]), figures.total([*then.values()])
    same = _counted(now) == _counted(then if group.same_set else {})
    # A value that is only missing would look like a fall, or a rise.
    unfit = (
        Reason("other_projects") if not same and (total.excluded or total_then.excluded) else None
    )
    if not group.same_set:
        unfit = Reason("other_set")
    changes = settlement_changes(total.told, total_then.told, group.municipality, unfit)
    return Money(total, *changes, same_projects=same)


def _spent_by_status(projects: Sequence[EvaluatedProjectYear]) -> Mapping[Status, Total]:
    return {status: spent(one for one in projects if one.status is status) for status in Status}


def spent(projects: Iterable[EvaluatedProjectYear]) -> Total:
    """What the settlements of projects come to."""
    return figures.total([project.record.settlement for project in projects])


def _settlements(
    projects: Iterable[EvaluatedProject], year: FiscalYear
) -> Mapping[str, Value | None]:
    """What each spent in the year, by its id."""
    return {project.project.id: project.recorded[year].settlement for project in projects}


def _counted(settlements: Mapping[str, Value | None]) -> set[str]:
    return {project for project, spent in settlements.items() if isinstance(spent, Decimal)}


def with_listed(
    own: Iterable[EvaluatedProject],
    listed: Sequence[tuple[str, ...]],
    by_id: Mapping[str, EvaluatedProject],
) -> tuple[EvaluatedProject, ...]:
    """The projects that the sheets list, the newest sheet's first, then the others of its own."""
    on_sheets = [by_id[project] for projects in reversed(listed) for project in projects]
    return tuple({project.project.id: project for project in [*on_sheets, *own]}.values())
