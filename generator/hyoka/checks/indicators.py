"""Indicators: actuals that cannot both be right, or that look like a slip of the hand."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from hyoka.checks.once import once
from hyoka.checks.registry import check
from hyoka.checks.scope import Scope
from hyoka.content.record_paths import file_of, path_of
from hyoka.evaluation import (
    LineageItem,
    Node,
    Owner,
    group_as_indicator,
    group_as_row,
    lineals,
)
from hyoka.model import (
    Indicator,
    IndicatorYear,
    MeasureSheet,
    Project,
    ProjectYear,
    Record,
    Records,
    Sheet,
)
from hyoka.problems import CHOICES, Finding, RecordPath
from hyoka.units import EXACT, FiscalYear, Value


@dataclass(frozen=True, slots=True)
class ActualRow:
    """What a fiscal year records of an indicator, and where it stands."""

    indicator: Indicator
    owner: Owner
    fiscal_year: FiscalYear
    row: IndicatorYear
    record: Record
    place: RecordPath
    node: Node
    """Whose indicator it is, and which."""

    @property
    def actual(self) -> Decimal | None:
        """The actual, where it is a number."""
        return self.row.actual if isinstance(self.row.actual, Decimal) else None


@once
def rows_of(records: Records) -> tuple[ActualRow, ...]:
    """Every row of every indicator that is known, policies first: half of the checks ask for it."""
    return tuple(_every_row(records))


def group_rows_of(records: Records) -> Iterator[ActualRow]:
    """What every row says of a group of its indicator, each group as an indicator."""
    for row in rows_of(records):
        groups = {group.id: group for group in row.indicator.groups}
        for index, of_group in enumerate(row.row.by_group):
            if of_group.group in groups:
                yield replace(
                    row,
                    indicator=group_as_indicator(row.indicator, groups[of_group.group]),
                    row=group_as_row(row.row, of_group),
                    place=(*row.place, "by_group", index),
                    node=(*row.node, of_group.group),
                )


def every_row_of(records: Records) -> Iterator[ActualRow]:
    """The rows of indicators, then those of their groups."""
    yield from rows_of(records)
    yield from group_rows_of(records)


def every_indicator(records: Records) -> Iterator[tuple[Record, RecordPath, Indicator]]:
    """Each indicator, whatever the year, with the record and the place that it stands at."""
    for record, place, lineal in lineals(records):
        if lineal.indicator is not None:
            yield record, place, lineal.indicator


def indicators_and_groups(records: Records) -> Iterator[tuple[Record, RecordPath, Indicator]]:
    """The same, and each of its groups as one."""
    for record, place, its in every_indicator(records):
        yield record, place, its
        for index, group in enumerate(its.groups):
            yield record, (*place, "groups", index), group_as_indicator(its, group)


def _every_row(records: Records) -> Iterator[ActualRow]:
    policies = {policy.id: policy for policy in records.policies}
    parts = {(plan.id, part.id): part for plan in records.plans for part in plan.parts}
    for sheet in records.sheets:
        if policy := policies.get(sheet.policy):
            yield from _rows(_known(policy, policy.indicators), sheet, (), sheet)
    for measure_sheet in records.measure_sheets:
        if part := parts.get((measure_sheet.plan, measure_sheet.measure)):
            known = _known(part, part.described.indicators)
            yield from _rows(known, measure_sheet, (), measure_sheet)
    for project in records.projects:
        yield from rows_of_project(project)


@once
def rows_of_project(project: Project) -> tuple[ActualRow, ...]:
    """Every row of every indicator of a project that is known."""
    known = _known(project, project.indicators)
    years = enumerate(project.years)
    return tuple(
        row for number, year in years for row in _rows(known, project, ("years", number), year)
    )


_Known = Mapping[str, tuple[Indicator, LineageItem, Node]]
"""The indicators of an owner by their ids."""


def _known(owner: Owner, indicators: Iterable[Indicator]) -> _Known:
    items = ((one, LineageItem(owner, one)) for one in indicators)
    return {one.id: (one, item, item.node) for one, item in items}


def _rows(
    known: _Known,
    record: Record,
    place: RecordPath,
    year: Sheet | MeasureSheet | ProjectYear,
) -> Iterator[ActualRow]:
    for index, row in enumerate(year.indicators):
        if row.id in known:
            indicator, item, node = known[row.id]
            at = (*place, "indicators", index)
            yield ActualRow(indicator, item.owner, year.fiscal_year, row, record, at, node)


@lru_cache(maxsize=1 << 14)
def plain(text: str) -> str:
    """A text as it is compared: whatever its width, without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


_Recorded = tuple[FiscalYear, Decimal, Record, RecordPath]
"""A number, with the year and the place that record it."""
_Series = tuple[str, list[_Recorded], Indicator | None]
"""What is called so was so much in each year; the indicator knows which years compare."""


@check(needs_municipality=True, scope=Scope.EACH_PROJECT)
def slipped_digit(records: Records) -> Iterator[Finding]:
    """A number about ten times, or a tenth of, that of the last year that recorded one."""
    for name, series, indicator in _series(records):
        for (last, before, _, _), (year, now, record, place) in pairwise(sorted(series, key=_year)):
            comparable = indicator is None or indicator.comparable(last, year)
            if comparable and _slipped(before, now):
                values = {
                    "name": name,
                    "year": str(year),
                    "before": f"{before:,f}",
                    "now": f"{now:,f}",
                }
                yield Finding(path_of(record), place, "slipped_digit", values)


def _year(recorded: _Recorded) -> FiscalYear:
    return recorded[0]


def _series(records: Records) -> Iterator[_Series]:
    """The numbers of every indicator and every settlement."""
    actuals: dict[Node, list[_Recorded]] = defaultdict(list)
    indicators: dict[Node, Indicator] = {}
    for row in every_row_of(records):
        if row.actual is not None:
            indicators[row.node] = row.indicator
            place = (*row.place, "actual")
            actuals[row.node].append((row.fiscal_year, row.actual, row.record, place))
    for node, series in actuals.items():
        yield indicators[node].name, series, indicators[node]
    for project in records.projects:
        yield project.name, list(_settlements(project)), None


def _settlements(project: Project) -> Iterator[_Recorded]:
    for number, year in enumerate(project.years):
        if isinstance(year.settlement, Decimal):
            yield year.fiscal_year, year.settlement, project, ("years", number, "settlement")


_TENFOLD = Decimal("9.5")
_FEW = 10
"""Whole numbers below this grow tenfold by themselves: 3件 → 30件."""


def _slipped(before: Decimal, now: Decimal) -> bool:
    if before * now <= 0:
        return False
    small, large = sorted((abs(before), abs(now)))
    few = small < _FEW and all(number == number.to_integral_value() for number in (before, now))
    return not few and EXACT.divide(large, small) >= _TENFOLD


@check(needs_municipality=True)
def differing_actual(records: Records) -> Iterator[Finding]:
    """The same indicator in the same year with one actual here and another there."""
    seen: dict[tuple[str, str, FiscalYear, _Kin], ActualRow] = {}
    compared = records.model_copy(update={"projects": tuple(_compared_projects(records))})
    for row in rows_of(compared):
        if row.actual is None:
            continue
        same = (plain(row.indicator.name), plain(row.indicator.unit), row.fiscal_year)
        known = [seen[*same, related] for related in _kin(row) if (*same, related) in seen]
        if other := next((first for first in known if first.actual != row.actual), None):
            yield _differing(other, row)
        for related in _kin(row):
            if not isinstance(row.owner, Project) or isinstance(related, _SameProject):
                seen.setdefault((*same, related), row)


def _compared_projects(records: Records) -> Iterator[Project]:
    """Those of which an indicator may be another one, too: most projects have none such."""
    named = Counter(plain(project.name) for project in records.projects)
    of_policies = {
        (policy.id, plain(one.name)) for policy in records.policies for one in policy.indicators
    }
    for project in records.projects:
        shared = any((project.policy, plain(it.name)) in of_policies for it in project.indicators)
        if shared or named[plain(project.name)] > 1 or _repeats(project):
            yield project


@once
def _repeats(project: Project) -> bool:
    """Whether it has two indicators of one name, or a year records one of them twice."""
    lists = [[plain(one.name) for one in project.indicators]]
    lists += [[row.id for row in year.indicators] for year in project.years]
    return any(len(set(one)) < len(one) for one in lists)


@dataclass(frozen=True, slots=True)
class _SameProject:
    """Projects of one name."""

    name: str


@dataclass(frozen=True, slots=True)
class _SameBaseline:
    """Indicators of policies and measures that begin at one number, in the same digits."""

    baseline: str


_Kin = _SameProject | _SameBaseline | Node
"""Indicators of one name are the same one within it; a node: of a policy or measure."""


def _kin(row: ActualRow) -> Iterator[_Kin]:
    """Within what the same name means the same indicator. Two projects may both count 来場者数."""
    if isinstance(row.owner, Project):
        yield _SameProject(plain(row.owner.name))
        if row.owner.policy is not None:
            yield ("policy", row.owner.policy)
        return
    yield LineageItem(row.owner).node
    if isinstance(row.indicator.baseline, Decimal):
        yield _SameBaseline(str(row.indicator.baseline))


def _differing(first: ActualRow, row: ActualRow) -> Finding:
    values = {
        "name": row.indicator.name,
        "year": str(row.fiscal_year),
        "here": _quantity(row.row.actual, row.indicator),
        "there": _quantity(first.row.actual, first.indicator),
        "path": file_of(first.record),
    }
    return Finding(path_of(row.record), (*row.place, "actual"), "differing_actual", values)


def _quantity(value: Value, indicator: Indicator) -> str:
    return f"{value:,f}{indicator.unit}" if isinstance(value, Decimal) else str(value)


@check(needs_municipality=True)
def indicator_left_off(records: Records) -> Iterator[Finding]:
    """Sheets that record some of their policy's or measure's indicators, but not all.

    Of a list of all years each indicator is told once, but for the years that silence it.
    """
    left_off = defaultdict[tuple[str, str], list[tuple[Sheet | MeasureSheet, Indicator]]](list)
    for sheet, indicator in _left_off(records):
        heard = any(it.rule == "indicator_left_off" for it in sheet.silenced)
        of = path_of(sheet) if heard else file_of(sheet)
        left_off[of, indicator.id].append((sheet, indicator))
    for found in left_off.values():
        sheet, indicator = found[0]
        years = CHOICES.join(sorted(str(it.fiscal_year) for it, _ in found))
        values = {"id": indicator.id, "name": indicator.name, "years": years}
        yield Finding(path_of(sheet), ("indicators",), "indicator_left_off", values)


def _left_off(records: Records) -> Iterator[tuple[Sheet | MeasureSheet, Indicator]]:
    policies = {policy.id: policy.indicators for policy in records.policies}
    parts = {
        (p.plan.id, p.id): p.described.indicators for plan in records.plans for p in plan.parts
    }
    for sheet in records.every_sheet:
        known = (
            policies.get(sheet.policy, ())
            if isinstance(sheet, Sheet)
            else parts.get((sheet.plan, sheet.measure), ())
        )
        recorded = {row.id for row in sheet.indicators}
        for indicator in known if recorded else ():
            if indicator.id not in recorded:
                yield sheet, indicator
