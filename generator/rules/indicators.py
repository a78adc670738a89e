"""Indicators: actuals that cannot both be right, or that look like a slip of the hand."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from generator.model import Indicator, IndicatorYear, Policy, Project, Record, Records
from generator.problems import Finding, Place
from generator.records import path_of
from generator.units import EXACT, FiscalYear, Value


@dataclass(frozen=True, slots=True)
class Row:
    """What a fiscal year records of an indicator, and where it stands."""

    indicator: Indicator
    owner: Policy | Project
    fiscal_year: FiscalYear
    row: IndicatorYear
    record: Record
    place: Place

    @property
    def actual(self) -> Decimal | None:
        """The actual, where it is a number."""
        return self.row.actual if isinstance(self.row.actual, Decimal) else None


def rows_of(records: Records) -> Iterator[Row]:
    """Every row of every indicator that is known, policies first."""
    policies = {policy.id: (policy, _by_id(policy)) for policy in records.policies}
    for sheet in records.sheets:
        if sheet.policy in policies:
            policy, indicators = policies[sheet.policy]
            for index, row in enumerate(sheet.indicators):
                place = ("indicators", index)
                if indicator := indicators.get(row.id):
                    yield Row(indicator, policy, sheet.fiscal_year, row, sheet, place)
    for project in records.projects:
        yield from _rows_of_project(project)


def _rows_of_project(project: Project) -> Iterator[Row]:
    indicators = _by_id(project)
    for number, year in enumerate(project.years):
        for index, row in enumerate(year.indicators):
            place = ("years", number, "indicators", index)
            if indicator := indicators.get(row.id):
                yield Row(indicator, project, year.fiscal_year, row, project, place)


def _by_id(owner: Policy | Project) -> Mapping[str, Indicator]:
    return {indicator.id: indicator for indicator in owner.indicators}


def plain(text: str) -> str:
    """A text as it is compared: whatever its width, without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


_Recorded = tuple[FiscalYear, Decimal, Record, Place]


def slipped_digit(records: Records) -> Iterator[Finding]:
    """A number about ten times, or a tenth of, that of the last year that recorded one."""
    for name, series in _series(records):
        for (_, before, _, _), (year, now, record, place) in pairwise(sorted(series, key=_year)):
            if _slipped(before, now):
                values = {
                    "name": name,
                    "year": str(year),
                    "before": f"{before:,f}",
                    "now": f"{now:,f}",
                }
                yield Finding(path_of(record), place, "slipped_digit", values)


def _year(recorded: _Recorded) -> FiscalYear:
    return recorded[0]


def _series(records: Records) -> Iterator[tuple[str, list[_Recorded]]]:
    """The numbers of every indicator and every settlement, with what they are called."""
    actuals: dict[tuple[type[Record], str, str], list[_Recorded]] = {}
    names: dict[tuple[type[Record], str, str], str] = {}
    for row in rows_of(records):
        if row.actual is not None:
            key = (type(row.owner), row.owner.id, row.indicator.id)
            names[key] = row.indicator.name
            recorded = (row.fiscal_year, row.actual, row.record, (*row.place, "actual"))
            actuals.setdefault(key, []).append(recorded)
    yield from ((names[key], series) for key, series in actuals.items())
    for project in records.projects:
        yield project.name, list(_settlements(project))


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


def differing_actual(records: Records) -> Iterator[Finding]:
    """The same indicator in the same year with one actual here and another there."""
    seen: dict[tuple[str, str, FiscalYear, str], Row] = {}
    for row in rows_of(records):
        if row.actual is None:
            continue
        same = (plain(row.indicator.name), plain(row.indicator.unit), row.fiscal_year)
        known = [seen[*same, kin] for kin in _kin(row) if (*same, kin) in seen]
        if other := next((first for first in known if first.actual != row.actual), None):
            yield _differing(other, row)
        for kin in _kin(row):
            if isinstance(row.owner, Policy) or not kin.startswith("policy"):
                seen.setdefault((*same, kin), row)


def _kin(row: Row) -> Iterator[str]:
    """Within what the same name means the same indicator. Two projects may both count 来場者数."""
    if isinstance(row.owner, Policy):
        yield f"policy {row.owner.id}"
        if isinstance(row.indicator.baseline, Decimal):
            yield f"baseline {row.indicator.baseline}"
    else:
        yield f"project {plain(row.owner.name)}"
        if row.owner.policy is not None:
            yield f"policy {row.owner.policy}"


def _differing(first: Row, row: Row) -> Finding:
    values = {
        "name": row.indicator.name,
        "year": str(row.fiscal_year),
        "here": _quantity(row.row.actual, row.indicator),
        "there": _quantity(first.row.actual, first.indicator),
        "path": path_of(first.record),
    }
    return Finding(path_of(row.record), (*row.place, "actual"), "differing_actual", values)


def _quantity(value: Value, indicator: Indicator) -> str:
    return f"{value:,f}{indicator.unit}" if isinstance(value, Decimal) else str(value)


def indicator_left_off(records: Records) -> Iterator[Finding]:
    """A sheet that records some of its policy's indicators, but not all."""
    policies = {policy.id: policy for policy in records.policies}
    for sheet in records.sheets:
        policy = policies.get(sheet.policy)
        recorded = {row.id for row in sheet.indicators}
        if policy and recorded:
            for indicator in policy.indicators:
                if indicator.id not in recorded:
                    values = {"id": indicator.id, "name": indicator.name}
                    place = ("indicators",)
                    yield Finding(path_of(sheet), place, "indicator_left_off", values)
