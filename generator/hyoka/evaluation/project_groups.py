"""Projects that are counted together, and the money of such a group."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Generic, TypeVar

from hyoka.evaluation import figures
from hyoka.evaluation.figures import Figure, Reason, Status, Total
from hyoka.evaluation.indicator import (
    newest_known,
)
from hyoka.evaluation.project import EvaluatedProject, EvaluatedProjectYear, settlement_changes
from hyoka.model import (
    MeasureSheet,
    Municipality,
    Sheet,
)
from hyoka.units import FiscalYear


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
        return tuple(year for year, group in groups if group is not None and group.projects)

    def projects_of(self, which: ProjectSet) -> tuple[EvaluatedProject, ...]:
        """Those that are of the set in any year; its own, whether they record a year or not."""
        if which is ProjectSet.OWN:
            return self.own
        ids = {found for year in self.years_of(which) for found in year.groups[0].ids}
        return tuple(project for project in self.projects if project.project.id in ids)


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
    changes = settlement_changes(now.told, then.told, municipality, unfit)
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
