"""What of the records is complete and what is missing: of each value that they tell to be due.

An indicator's actual is due in each year that its owner tells, from the first that has one; a
project's year between the first and the last that are recorded; a policy's sheet where another of
its plan has one, neither before it took another's place nor since another took its own; a chapter's
or measure's between its own. What is only planned is not due yet.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from hyoka.evaluation.indicator import EvaluatedIndicatorYear, told_years
from hyoka.evaluation.lineage import LineageItem
from hyoka.evaluation.plan import EvaluatedMeasure
from hyoka.evaluation.policy import EvaluatedPolicy
from hyoka.evaluation.project import EvaluatedProject
from hyoka.evaluation.root import EvaluatedSite
from hyoka.model import ProjectYear
from hyoka.units import FiscalYear, Missing


class DueKind(StrEnum):
    """What is due, in the order in which it is told."""

    SHEETS = "sheets"
    POLICY = "policy"
    MEASURE = "measure"
    PROJECT = "project"
    PROJECT_YEARS = "project_years"
    SETTLEMENTS = "settlements"


RECORDED, TO_CHANGE, BY_GROUP, NOT_RECORDED = "recorded", "to_change", "by_group", "not_recorded"
STATES = (RECORDED, TO_CHANGE, BY_GROUP, *map(str, Missing), NOT_RECORDED)
"""How far each is, in the order in which they are told: preliminary and forecast values are to be
replaced; of what is not recorded, no reason is recorded either."""
_HAS_VALUE = frozenset({RECORDED, TO_CHANGE, BY_GROUP})


@dataclass(frozen=True, slots=True)
class Due:
    """A value, a year or a sheet that is due, and how far it is."""

    kind: DueKind
    fiscal_year: FiscalYear
    of: LineageItem
    state: str

    @property
    def is_missing(self) -> bool:
        """Whether there is no value."""
        return self.state not in _HAS_VALUE


@dataclass(frozen=True)
class DueValues:
    """All that is due of a kind."""

    kind: DueKind
    every: tuple[Due, ...]

    @cached_property
    def by_year(self) -> Mapping[FiscalYear, Counter[str]]:
        """How many have which state, newest year first."""
        counts: dict[FiscalYear, Counter[str]] = {}
        for due in sorted(self.every, key=lambda due: due.fiscal_year, reverse=True):
            counts.setdefault(due.fiscal_year, Counter())[due.state] += 1
        return counts

    @property
    def states(self) -> tuple[str, ...]:
        """Those that occur."""
        return tuple(s for s in STATES if any(s in its for its in self.by_year.values()))

    def missing(self, fiscal_year: FiscalYear) -> tuple[Due, ...]:
        """Those of a year without a value."""
        return tuple(self._missing.get(fiscal_year, ()))

    @cached_property
    def _missing(self) -> Mapping[FiscalYear, Sequence[Due]]:
        found = defaultdict[FiscalYear, list[Due]](list)
        for due in filter(lambda it: it.is_missing, self.every):
            found[due.fiscal_year].append(due)
        return found


def completeness_of(site: EvaluatedSite) -> tuple[DueValues, ...]:
    """What is due of each kind of which anything is."""
    of_kind = {
        DueKind.SHEETS: [*_policy_sheets(site), *_measure_sheets(site)],
        DueKind.POLICY: [*_actuals(site.policies, DueKind.POLICY)],
        DueKind.MEASURE: [*_actuals(site.measures, DueKind.MEASURE)],
        DueKind.PROJECT: [*_actuals(site.projects, DueKind.PROJECT)],
        DueKind.PROJECT_YEARS: [*_project_years(site)],
        DueKind.SETTLEMENTS: [*_settlements(site)] if site.records_settlement else [],
    }
    return tuple(DueValues(kind, tuple(every)) for kind, every in of_kind.items() if every)


def _actuals(
    owners: Iterable[EvaluatedPolicy | EvaluatedMeasure | EvaluatedProject], kind: DueKind
) -> Iterator[Due]:
    for indicator in (it for owner in owners for it in owner.indicators):
        own = told_years(indicator.years)
        of = LineageItem(indicator.owner, indicator.indicator)
        for year in sorted({*own, *indicator.told_years}):
            if own and year >= own[0]:
                yield Due(kind, year, of, _state(indicator.by_year.get(year)))


def _state(year: EvaluatedIndicatorYear | None) -> str:
    if year is None:
        return NOT_RECORDED
    record = year.record
    if isinstance(record.actual, Decimal) or record.is_in_words:
        return TO_CHANGE if record.preliminary or record.forecast else RECORDED
    if record.is_only_by_group:
        return BY_GROUP
    return str(record.actual)


def _policy_sheets(site: EvaluatedSite) -> Iterator[Due]:
    by_plan = defaultdict[str, set[FiscalYear]](set)
    for policy in site.policies:
        by_plan[policy.policy.plan].update(told_years(policy.sheets))
    for policy in site.policies:
        have = set(told_years(policy.sheets))
        due = have | {it for it in by_plan[policy.policy.plan] if _is_due_of(policy, it, site)}
        yield from _sheets(LineageItem(policy.policy), due, have)


def _is_due_of(policy: EvaluatedPolicy, year: FiscalYear, site: EvaluatedSite) -> bool:
    """Whether a policy was there in a year, and not only planned."""
    if any(it.planned and it.fiscal_year == year for it in policy.sheets):
        return False
    lineage = site.lineage.of(policy.policy)
    begins = [it.succession.fiscal_year for it in lineage.predecessors]
    ends = [it.succession.fiscal_year for it in lineage.successors]
    there = (not begins or min(begins) <= year) and (not ends or year < max(ends))
    return there and policy.plan.includes(year)


def _measure_sheets(site: EvaluatedSite) -> Iterator[Due]:
    for measure in site.measures:
        told = told_years(measure.sheets)
        yield from _sheets(LineageItem(measure.part), _between(told), set(told))


def _sheets(of: LineageItem, due: Iterable[FiscalYear], have: set[FiscalYear]) -> Iterator[Due]:
    for year in sorted(due):
        yield Due(DueKind.SHEETS, year, of, RECORDED if year in have else NOT_RECORDED)


def _between(years: Sequence[FiscalYear]) -> Iterator[FiscalYear]:
    """Every year from the first to the last of `years`, oldest first."""
    if years:
        yield from map(FiscalYear, range(years[0].year, years[-1].year + 1))


def _project_years(site: EvaluatedSite) -> Iterator[Due]:
    for project in site.projects:
        of = LineageItem(project.project)
        for year in _between(project.told_years):
            state = RECORDED if year in project.told_years else NOT_RECORDED
            yield Due(DueKind.PROJECT_YEARS, year, of, state)


def _settlements(site: EvaluatedSite) -> Iterator[Due]:
    for project in site.projects:
        of = LineageItem(project.project)
        for year in project.told_years:
            state = _settlement_state(project.recorded[year])
            yield Due(DueKind.SETTLEMENTS, year, of, state)


def _settlement_state(record: ProjectYear) -> str:
    if isinstance(record.settlement, Decimal):
        return RECORDED
    return str(record.settlement) if isinstance(record.settlement, Missing) else NOT_RECORDED
