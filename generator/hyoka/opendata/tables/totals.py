"""Sums: the settlements of a year's projects, how many stand how, and which were counted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hyoka.addresses import url_of, year_path
from hyoka.evaluation import (
    EvaluatedIndicatorYear,
    EvaluatedProjectYear,
    EvaluatedYear,
    Evaluation,
    MeasureYear,
    Money,
    PolicyYear,
    ProjectGroup,
    ProjectSet,
)
from hyoka.figures import Reason, Status
from hyoka.language import Language
from hyoka.opendata.tables.owner import OWNER_KEY, Whose, owner, page, whose
from hyoka.opendata.tables.table import (
    Dataset,
    code,
    figure,
    fiscal_year,
    identifier,
    integer,
    text,
    truth,
)
from hyoka.units import PERCENT, FiscalYear, Value

_Statuses = Mapping[str, Sequence[tuple[Status, bool]]]
"""By what is counted: each one's status, and whether it is known to have missed its target."""


@dataclass(frozen=True)
class _Group:
    """The projects and indicators of a year that are counted together."""

    whose: Whose
    fiscal_year: FiscalYear
    counted: ProjectGroup
    statuses: _Statuses
    money_unit: str

    @property
    def money(self) -> Money:
        """What the projects' settlements come to."""
        return self.counted.money

    @property
    def total(self) -> Value | Reason | None:
        """The sum of what has a value."""
        told = self.money.total.told
        return Reason("none_counted") if told is None else told


@dataclass(frozen=True)
class _Count:
    """How many of a group stand so."""

    group: _Group
    counted: str
    status: Status
    count: int
    missed: int
    of: int


@dataclass(frozen=True)
class _Listed:
    """A project that is counted in a group."""

    group: _Group
    position: int
    project: EvaluatedProjectYear


def _groups(evaluation: Evaluation, _: Language) -> Iterator[_Group]:
    unit = evaluation.municipality.money_unit.value
    for year in evaluation.years:
        yield _of_municipality(year, evaluation, unit)
    for policy in evaluation.policies:
        for of_policy in policy.years:
            yield from _of_owner(of_policy, whose(policy.policy, of_policy.fiscal_year), unit)
    for measure in evaluation.measures:
        for of_measure in measure.years:
            yield from _of_owner(of_measure, whose(measure.part, of_measure.fiscal_year), unit)


def _of_municipality(year: EvaluatedYear, evaluation: Evaluation, unit: str) -> _Group:
    page = url_of(year_path(year.fiscal_year))
    of = Whose("municipality", evaluation.municipality.name, page)
    statuses = {
        "policy_indicators": _indicators(i for policy in year.policies for i in policy.indicators),
        "measure_indicators": _indicators(i for m in year.measures for i in m.indicators),
        "projects": _projects(year.projects),
    }
    every = ProjectGroup(ProjectSet.ALL, year.projects, year.money)
    return _Group(of, year.fiscal_year, every, statuses, unit)


def _of_owner(year: PolicyYear | MeasureYear, of: Whose, unit: str) -> Iterator[_Group]:
    """Its own projects with its indicators; before them those that its sheet lists, if any."""
    for group in year.groups:
        statuses = {_COUNTED_AS[group.which]: _projects(group.projects)}
        if group.which is ProjectSet.OWN:
            indicators = _indicators(year.indicators)
            statuses = {f"{of.type}_indicators": indicators, **statuses}
        yield _Group(of, year.fiscal_year, group, statuses, unit)


_COUNTED_AS = {ProjectSet.LISTED: "listed_projects", ProjectSet.OWN: "projects"}
"""What is counted of an owner's sets."""


def _indicators(years: Iterable[EvaluatedIndicatorYear]) -> list[tuple[Status, bool]]:
    return [(year.status, year.judgement.attained is False) for year in years]


def _projects(years: Iterable[EvaluatedProjectYear]) -> list[tuple[Status, bool]]:
    return [(year.status, year.missed) for year in years]


def _counts(evaluation: Evaluation, language: Language) -> Iterator[_Count]:
    for group in _groups(evaluation, language):
        for counted, statuses in group.statuses.items():
            for status in Status:
                missed = [missed for found, missed in statuses if found is status]
                yield _Count(group, counted, status, len(missed), sum(missed), len(statuses))


def _listed(evaluation: Evaluation, language: Language) -> Iterator[_Listed]:
    for group in _groups(evaluation, language):
        for position, project in enumerate(group.counted.projects, start=1):
            yield _Listed(group, position, project)


TOTALS = Dataset(
    "totals",
    _groups,
    (
        *owner(lambda row: row.whose),
        *fiscal_year(lambda row: row.fiscal_year),
        code("project_set", lambda row: row.counted.which, "project_sets"),
        text("money_unit", lambda row: row.money_unit),
        figure("settlement_total", lambda row: row.total, "money_unit", of="sum"),
        integer("projects", lambda row: row.money.total.of, "事業", computed=True),
        integer("counted", lambda row: row.money.total.counted, "事業", computed=True),
        figure("settlement_change", lambda row: row.money.change, "money_unit"),
        figure("settlement_change_rate", lambda row: row.money.change_rate, PERCENT),
        truth("same_projects", lambda row: row.money.same_projects, computed=True),
        page(lambda row: row.whose),
    ),
    (*OWNER_KEY, "fiscal_year", "project_set"),
)

STATUS_COUNTS = Dataset(
    "status_counts",
    _counts,
    (
        *owner(lambda row: row.group.whose),
        *fiscal_year(lambda row: row.group.fiscal_year),
        code("counted_things", lambda row: row.counted, "counted_things"),
        code("status", lambda row: row.status, "statuses"),
        integer("status_count", lambda row: row.count, "件", computed=True),
        integer("missed_count", lambda row: row.missed, "件", computed=True),
        integer("status_of", lambda row: row.of, "件", computed=True),
        page(lambda row: row.group.whose),
    ),
    (*OWNER_KEY, "fiscal_year", "counted_things", "status"),
)

LISTED_PROJECTS = Dataset(
    "listed_projects",
    _listed,
    (
        *owner(lambda row: row.group.whose, project=False),
        *fiscal_year(lambda row: row.group.fiscal_year),
        code("project_set", lambda row: row.group.counted.which, "project_sets"),
        integer("position", lambda row: row.position, "番目"),
        identifier("project_id", lambda row: row.project.project.id),
        text("project_name", lambda row: row.project.name),
        page(lambda row: row.group.whose),
    ),
    (*OWNER_KEY[:-1], "fiscal_year", "project_set", "project_id"),
)
