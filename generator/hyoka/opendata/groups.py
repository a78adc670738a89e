"""Projects and indicators of a year that are counted together: all, a policy's, a measure's."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hyoka.evaluation import (
    EvaluatedIndicatorYear,
    EvaluatedProjectYear,
    EvaluatedSite,
    EvaluatedYear,
    MeasureYear,
    Money,
    PolicyYear,
    ProjectGroup,
    ProjectSet,
)
from hyoka.evaluation.figures import Reason, Status, Total
from hyoka.opendata.owner import OwnerIds, whose
from hyoka.units import FiscalYear, Value
from hyoka.urls import url_of, year_path
from hyoka.wording import Language

_Statuses = Mapping[str, Sequence[tuple[Status, bool]]]
"""By what is counted: each one's status, and whether it is known to have missed its target."""


@dataclass(frozen=True)
class DataGroup:
    """The projects and indicators of a year that are counted together."""

    whose: OwnerIds
    fiscal_year: FiscalYear
    counted: ProjectGroup
    statuses: _Statuses
    money_unit: str

    @property
    def money(self) -> Money:
        """What the projects' settlements come to."""
        return self.counted.money

    @property
    def total(self) -> Value | Reason:
        """The sum of what has a value."""
        return sum_of(self.money.total)


def sum_of(total: Total) -> Value | Reason:
    """A sum, or why there is none."""
    return Reason("none_counted") if total.told is None else total.told


def groups(evaluation: EvaluatedSite, _: Language) -> Iterator[DataGroup]:
    """Of each year all together; then those of each policy and each measure."""
    unit = evaluation.municipality.money_unit.value
    for year in evaluation.years:
        yield _of_municipality(year, evaluation, unit)
    for policy in evaluation.policies:
        for of_policy in policy.years:
            yield from _of_owner(of_policy, whose(policy.policy, of_policy.fiscal_year), unit)
    for measure in evaluation.measures:
        for of_measure in measure.years:
            yield from _of_owner(of_measure, whose(measure.part, of_measure.fiscal_year), unit)


def _of_municipality(year: EvaluatedYear, evaluation: EvaluatedSite, unit: str) -> DataGroup:
    page = url_of(year_path(year.fiscal_year))
    of = OwnerIds("municipality", evaluation.municipality.name, page)
    statuses = {
        "policy_indicators": _indicators(i for policy in year.policies for i in policy.indicators),
        "measure_indicators": _indicators(i for m in year.measures for i in m.indicators),
        "projects": _projects(year.projects),
    }
    return DataGroup(of, year.fiscal_year, year.every_project, statuses, unit)


def _of_owner(year: PolicyYear | MeasureYear, of: OwnerIds, unit: str) -> Iterator[DataGroup]:
    """Its own projects with its indicators; before them those that its sheet lists, if any."""
    for group in year.groups:
        statuses = {COUNTED_AS[group.which]: _projects(group.projects)}
        if group.which is ProjectSet.OWN:
            indicators = _indicators(year.indicators)
            statuses = {f"{of.type}_indicators": indicators, **statuses}
        yield DataGroup(of, year.fiscal_year, group, statuses, unit)


COUNTED_AS = {ProjectSet.LISTED: "listed_projects", ProjectSet.OWN: "projects"}
"""What is counted of an owner's sets."""


def _indicators(years: Iterable[EvaluatedIndicatorYear]) -> list[tuple[Status, bool]]:
    return [(year.status, year.judgement.target_met is False) for year in years]


def _projects(years: Iterable[EvaluatedProjectYear]) -> list[tuple[Status, bool]]:
    return [(year.status, year.missed) for year in years]
