"""What changed from a fiscal year to the next: only where both years are told the same way.

A status is compared where both years have a verdict that was reached the same way: the indicator is
measured alike, its target is the same or was set for each year and not made easier, and what it
moved from is of the same kind. A project is compared where all of its judged indicators are. The
movements of indicators of all units are put in order by their progress rates 進捗率.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from hyoka.evaluation.figures import Figure, Status, within_margin
from hyoka.evaluation.indicator import EvaluatedIndicator, EvaluatedIndicatorYear
from hyoka.evaluation.lineage import Lineage, LineageItem, Node, Owner
from hyoka.evaluation.plan import EvaluatedMeasure
from hyoka.evaluation.policy import EvaluatedPolicy
from hyoka.evaluation.project import (
    EvaluatedProject,
    EvaluatedProjectYear,
)
from hyoka.evaluation.project_groups import MoneyAlike
from hyoka.evaluation.year import EvaluatedYear
from hyoka.evaluation.year_lineage import (
    Renamed,
    Succeeded,
    begun_indicators,
    ended_indicators,
    renamed,
    succeeded,
)
from hyoka.model import Direction
from hyoka.units import EXACT, FiscalYear

LARGEST = 10
"""How many of the largest movements are told."""


class StatusChange(StrEnum):
    """How a status became another. Each pair of statuses is one of these alone."""

    REACHED = "reached"
    """It has achieved its target, which it had not the year before."""
    RECOVERED = "recovered"
    """It is no longer worse than what it is compared with, and short of its target."""
    BETWEEN = "between"
    """From improved to unchanged, or back."""
    SAME = "same"
    LOST = "lost"
    """It had achieved its target, and no longer has; it is not worse than its reference."""
    WORSENED = "worsened"
    """It is worse than what it is compared with, which it was not the year before."""


def status_change(then: Status, now: Status) -> StatusChange:
    """Which change it is from a status to another."""
    if then is now:
        return StatusChange.SAME
    ends = {Status.ACHIEVED: StatusChange.REACHED, Status.WORSENED: StatusChange.WORSENED}
    begins = {Status.ACHIEVED: StatusChange.LOST, Status.WORSENED: StatusChange.RECOVERED}
    return ends.get(now) or begins.get(then) or StatusChange.BETWEEN


@dataclass(frozen=True)
class ComparedIndicator:
    """An indicator in two years that follow each other."""

    indicator: EvaluatedIndicator
    then: EvaluatedIndicatorYear
    now: EvaluatedIndicatorYear

    @property
    def change(self) -> StatusChange:
        """How its status changed."""
        return status_change(self.then.status, self.now.status)

    @property
    def progress(self) -> Decimal:
        """By how many points its progress rate changed: below 0, it went away from its target."""
        then, now = self.then.progress_rate.value, self.now.progress_rate.value
        return Decimal(0) if then is None or now is None else EXACT.subtract(now, then)


@dataclass(frozen=True)
class ComparedProject:
    """A project in two years that follow each other."""

    evaluated: EvaluatedProject
    then: EvaluatedProjectYear
    now: EvaluatedProjectYear

    @property
    def change(self) -> StatusChange:
        """How its status changed."""
        return status_change(self.then.status, self.now.status)

    @property
    def moved(self) -> Decimal:
        """By how much its settlement changed, up or down; 0 where that is not known."""
        return abs(self.now.settlement_change.value or Decimal(0))


Compared = TypeVar("Compared", ComparedIndicator, ComparedProject)


@dataclass(frozen=True)
class StatusChanges(Generic[Compared]):
    """Those of a kind that are compared, in the order of the site."""

    compared: tuple[Compared, ...]
    judged_then: int
    """How many had a verdict in the year before, compared or not."""
    judged_now: int

    def of(self, change: StatusChange) -> tuple[Compared, ...]:
        """Those whose status changed so."""
        return tuple(one for one in self.compared if one.change is change)

    def achieved(self) -> tuple[int, int]:
        """How many of those that are compared had achieved their target, and have."""
        then = sum(one.then.status is Status.ACHIEVED for one in self.compared)
        return then, sum(one.now.status is Status.ACHIEVED for one in self.compared)


@dataclass(frozen=True)
class MoneyChanges:
    """The settlements of the projects of which both years' are recorded."""

    compared: tuple[ComparedProject, ...]
    of: int
    """How many projects record the later year."""
    alike: MoneyAlike
    """What they came to in both years."""

    @property
    def then(self) -> Decimal:
        """What they came to in the year before; 0 of none, which is told nowhere."""
        return self.alike.then.value or Decimal(0)

    @property
    def now(self) -> Decimal:
        """What they came to."""
        return self.alike.now.value or Decimal(0)

    @property
    def change(self) -> Decimal:
        """By how much that changed."""
        return self.alike.change.value or Decimal(0)

    @property
    def change_rate(self) -> Figure:
        """By what part."""
        return self.alike.change_rate

    @property
    def largest(self) -> tuple[ComparedProject, ...]:
        """Those that changed most, whichever way; the largest change first."""
        moved = (one for one in self.compared if one.moved)
        return tuple(sorted(moved, key=lambda one: -one.moved)[:LARGEST])


class _Site(Protocol):
    """What is looked at of all that is published."""

    @property
    def policies(self) -> Sequence[EvaluatedPolicy]: ...
    @property
    def measures(self) -> Sequence[EvaluatedMeasure]: ...
    @property
    def owners(self) -> Iterable[Owner]: ...
    @property
    def indicators(self) -> Iterable[EvaluatedIndicator]: ...
    @property
    def years(self) -> Sequence[EvaluatedYear]: ...
    @property
    def lineage(self) -> Lineage: ...


@dataclass(frozen=True)
class YearChanges:
    """What changed from the year before to a year; computed when it is asked for."""

    site: _Site = field(repr=False)
    then: EvaluatedYear
    now: EvaluatedYear
    with_projects: bool
    """Whether both years tell of projects: else records begin or are to follow, not projects."""

    @property
    def fiscal_year(self) -> FiscalYear:
        """The later year."""
        return self.now.fiscal_year

    @cached_property
    def policies(self) -> StatusChanges[ComparedIndicator]:
        """The policies' indicators."""
        every = (it for policy in self.site.policies for it in policy.indicators)
        return _compared_indicators(every, self.fiscal_year)

    @cached_property
    def measures(self) -> StatusChanges[ComparedIndicator]:
        """The chapters' and measures' indicators."""
        every = (it for measure in self.site.measures for it in measure.indicators)
        return _compared_indicators(every, self.fiscal_year)

    @cached_property
    def projects(self) -> StatusChanges[ComparedProject]:
        """The projects."""
        return StatusChanges(
            tuple(one for one in self._pairs if _judged_by_the_same(one)),
            sum(project.status.is_known for project in self.then.projects),
            sum(project.status.is_known for project in self.now.projects),
        )

    @property
    def by_noun(
        self,
    ) -> Mapping[str, StatusChanges[ComparedIndicator] | StatusChanges[ComparedProject]]:
        """All of these, by the noun whose indicators they are, or which they are."""
        return {"policy": self.policies, "measure": self.measures, "project": self.projects}

    def of(self, change: StatusChange) -> tuple[ComparedIndicator | ComparedProject, ...]:
        """All whose status changed so."""
        return tuple(one for its in self.by_noun.values() for one in its.of(change))

    @cached_property
    def progressed(self) -> tuple[ComparedIndicator, ...]:
        """The indicators whose progress can be compared, the largest movement first."""
        every = _pairs_of(self.site.indicators, self.fiscal_year)
        found = (one for one in every if _progress_is_comparable(one))
        return tuple(sorted(found, key=lambda one: -abs(one.progress)))

    @property
    def better(self) -> tuple[ComparedIndicator, ...]:
        """The largest movements towards the target."""
        return tuple(it for it in self.progressed if it.progress > 0)[:LARGEST]

    @property
    def worse(self) -> tuple[ComparedIndicator, ...]:
        """The largest movements away from the target."""
        return tuple(it for it in self.progressed if it.progress < 0)[:LARGEST]

    @cached_property
    def money(self) -> MoneyChanges:
        """Of the same projects in both years."""
        known = tuple(one for one in self._pairs if one.now.settlement_change.value is not None)
        return MoneyChanges(known, len(self.now.projects), self.now.every_project.money_alike)

    @cached_property
    def begun(self) -> tuple[EvaluatedProject, ...]:
        """The projects with a record from this year on; without those that took another's place."""
        if not self.with_projects:
            return ()
        every, year = self.now.every_project.members, self.fiscal_year
        told = (one for one in every if one.told_years[:1] == (year,))
        return tuple(one for one in told if LineageItem(one.project).node not in self._replacing)

    @cached_property
    def ended(self) -> tuple[EvaluatedProject, ...]:
        """The projects with a record until the year before; without those that were replaced."""
        if not self.with_projects:
            return ()
        every, year = self.then.every_project.members, self.then.fiscal_year
        told = (one for one in every if one.told_years[-1:] == (year,))
        return tuple(one for one in told if LineageItem(one.project).node not in self._replaced)

    @cached_property
    def begun_indicators(self) -> tuple[EvaluatedIndicator, ...]:
        """The indicators that are new in this year, of what is not new itself."""
        return begun_indicators(self.site.indicators, self.fiscal_year, self._replacing)

    @cached_property
    def ended_indicators(self) -> tuple[EvaluatedIndicator, ...]:
        """The indicators that are told no longer, of what is told still."""
        return ended_indicators(self.site.indicators, self.then.fiscal_year, self._replaced)

    @cached_property
    def renamed(self) -> tuple[Renamed, ...]:
        """What has another name than in the year before."""
        return renamed(self.site.owners, self.then.fiscal_year, self.fiscal_year)

    @cached_property
    def succeeded(self) -> tuple[Succeeded, ...]:
        """What took the place of another in the year."""
        return succeeded(self.site.owners, self.site.lineage, self.fiscal_year)

    @cached_property
    def _replacing(self) -> frozenset[Node]:
        return frozenset(one.item.node for one in self.succeeded)

    @cached_property
    def _replaced(self) -> frozenset[Node]:
        return frozenset(one.related.lineal.node for one in self.succeeded)

    @property
    def _pairs(self) -> Iterator[ComparedProject]:
        for one in self.now.every_project.members:
            then = one.by_year.get(self.then.fiscal_year)
            if then is not None and not then.planned:
                yield ComparedProject(one, then, one.by_year[self.fiscal_year])


def changes_by_year(site: _Site) -> Mapping[FiscalYear, YearChanges]:
    """What changed to each year; without those that, or whose year before, are only planned."""
    told = {year.fiscal_year: year for year in site.years if not year.planned}
    beside = ((told.get(number.plus(-1)), year) for number, year in told.items())
    return {now.fiscal_year: _changes(site, then, now) for then, now in beside if then}


def _changes(site: _Site, then: EvaluatedYear, now: EvaluatedYear) -> YearChanges:
    planned = then.every_project.only_plans or now.every_project.only_plans
    return YearChanges(site, then, now, with_projects=not planned)


def _pairs_of(
    indicators: Iterable[EvaluatedIndicator], fiscal_year: FiscalYear
) -> Iterator[ComparedIndicator]:
    last = fiscal_year.plus(-1)
    for it in indicators:
        if last in it.by_year and fiscal_year in it.by_year:
            yield ComparedIndicator(it, it.by_year[last], it.by_year[fiscal_year])


def _compared_indicators(
    indicators: Iterable[EvaluatedIndicator], fiscal_year: FiscalYear
) -> StatusChanges[ComparedIndicator]:
    every = tuple(indicators)
    pairs = _pairs_of(every, fiscal_year)
    judged = [
        sum(it.by_year[year].status.is_known for it in every if year in it.by_year)
        for year in (fiscal_year.plus(-1), fiscal_year)
    ]
    compared = tuple(one for one in pairs if judged_alike(one.then, one.now))
    return StatusChanges(compared, *judged)


def _judged_by_the_same(one: ComparedProject) -> bool:
    """Whether both years have a verdict by the same indicators, each judged alike."""
    then, now = _judged(one.then.indicators), _judged(one.now.indicators)
    both = then.keys() == now.keys() and one.then.status.is_known
    return both and all(judged_alike(then[key], now[key]) for key in then)


def _judged(years: Sequence[EvaluatedIndicatorYear]) -> Mapping[str, EvaluatedIndicatorYear]:
    return {it.indicator.id: it for it in years if it.status is not Status.NOT_JUDGED}


def judged_alike(then: EvaluatedIndicatorYear, now: EvaluatedIndicatorYear) -> bool:
    """Whether the statuses of an indicator in two years were reached the same way."""
    if not (then.status.is_known and now.status.is_known):
        return False
    references = {then.judgement.compared_with, now.judgement.compared_with} - {""}
    return len(references) < 2 and _measured_alike(then, now) and _same_aim(then, now)  # noqa: PLR2004 - the one and the other


def _measured_alike(then: EvaluatedIndicatorYear, now: EvaluatedIndicatorYear) -> bool:
    same = now.indicator.comparable(then.fiscal_year, now.fiscal_year)
    return same and then.rank_among == now.rank_among


def _same_aim(then: EvaluatedIndicatorYear, now: EvaluatedIndicatorYear) -> bool:
    """Whether both have the same target; or each one of its own, the later no easier."""
    before, after = then.effective_target, now.effective_target
    if (before.range, before.rule, before.qualifier) != (after.range, after.rule, after.qualifier):
        return False
    if before.value == after.value:
        return True
    own = then.record.target is not None and now.record.target is not None
    if not own or not isinstance(before.value, Decimal) or not isinstance(after.value, Decimal):
        return False
    sign = {Direction.HIGHER: 1, Direction.LOWER: -1}.get(now.judgement.direction or Direction.NONE)
    return sign is not None and (after.value - before.value) * sign > 0


def _progress_is_comparable(one: ComparedIndicator) -> bool:
    """Whether both years went the same way, and by more than chance can explain."""
    then, now = one.then, one.now
    if Status.NOT_JUDGED in {then.status, now.status} or not (then.measured and now.measured):
        return False
    if now.judgement.direction not in {Direction.HIGHER, Direction.LOWER}:
        return False
    told = now.year_on_year.value, then.progress_rate.value, now.progress_rate.value
    ways = [dict(year.progress_rate.inputs).get("target") for year in (then, now)]
    by_chance = within_margin(now.year_on_year, now.year_on_year_margin)
    return None not in told and ways[0] == ways[1] and not by_chance
