"""Which target an indicator's year is measured by."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from hyoka.evaluation import figures
from hyoka.model import (
    Direction,
    Indicator,
    IndicatorYear,
    InterimTarget,
    Qualifier,
    TargetChange,
    TargetRange,
    TargetRule,
)
from hyoka.units import FiscalYear, Value, is_at_most, is_rank


@dataclass(frozen=True, slots=True)
class EffectiveTarget:
    """The target that held in a year: a value, or a range; neither where none was set."""

    value: Value | None = None
    range: TargetRange | None = None
    qualifier: Qualifier | None = None
    """What the sheet says beside its value: 以上, 約, …"""
    rule: TargetRule | None = None
    """How it is set beside the baseline, where that is all there is."""
    fiscal_year: FiscalYear | None = None
    """The year that it is for."""
    words: str | None = None
    """The year's or the plan's target in words, where it is no number."""
    note: str | None = None
    """Why the plan has no target."""
    interim: bool = False
    """Whether it is an interim target 中間目標."""
    changed_to: TargetChange | None = None
    """The change of the plan's target that put it in the place of another."""
    replaced: TargetChange | None = None
    """The change that later put another in its place."""


def effective_target_of(
    indicator: Indicator, fiscal_year: FiscalYear, row: IndicatorYear
) -> EffectiveTarget:
    """The year's own target, else its interim one, else the plan's while its year has not passed.

    Of a plan's target that was changed, the one that held in the year.
    """
    if row.target is not None:
        return EffectiveTarget(
            row.target,
            qualifier=row.target_qualifier,
            fiscal_year=fiscal_year,
            words=row.target_words,
        )
    interim = interim_target(indicator, fiscal_year)
    if interim is not None:
        return EffectiveTarget(
            interim.target,
            qualifier=interim.target_qualifier,
            fiscal_year=fiscal_year,
            interim=True,
        )
    return EffectiveTarget() if passed(indicator, fiscal_year) else _of_plan(indicator, fiscal_year)


def _of_plan(indicator: Indicator, fiscal_year: FiscalYear) -> EffectiveTarget:
    """The plan's target as it stood in a year."""
    held = EffectiveTarget(
        indicator.target,
        indicator.range,
        indicator.target_qualifier,
        indicator.target_rule,
        indicator.target_year,
        indicator.target_words,
        indicator.target_note,
        changed_to=_bringing(indicator, fiscal_year),
    )
    change = superseding(indicator, fiscal_year)
    if change is None:
        return held
    return replace(
        held,
        value=change.before,
        qualifier=None,
        rule=None,
        words=None,
        note=None,
        replaced=change,
    )


def final_target(
    indicator: Indicator, fiscal_year: FiscalYear, effective_target: EffectiveTarget
) -> EffectiveTarget:
    """The plan's target as it stood in a year; what held then where there is none, or no longer."""
    if indicator.target is None or passed(indicator, fiscal_year):
        return effective_target
    return _of_plan(indicator, fiscal_year)


def interim_target(indicator: Indicator, fiscal_year: FiscalYear) -> InterimTarget | None:
    """The interim target 中間目標 of a year."""
    targets = {interim.fiscal_year: interim for interim in indicator.interim_targets}
    return targets.get(fiscal_year)


def superseding(indicator: Indicator, fiscal_year: FiscalYear) -> TargetChange | None:
    """The first change of the plan's target after a year: what it put away held in that year."""
    later = (change for change in indicator.target_changes if change.fiscal_year > fiscal_year)
    return min(later, key=lambda change: change.fiscal_year, default=None)


def _bringing(indicator: Indicator, fiscal_year: FiscalYear) -> TargetChange | None:
    """The last change of the plan's target up to a year."""
    until = (change for change in indicator.target_changes if change.fiscal_year <= fiscal_year)
    return max(until, key=lambda change: change.fiscal_year, default=None)


def passed(indicator: Indicator, fiscal_year: FiscalYear) -> bool:
    """Whether the plan's target was for a year before `fiscal_year`."""
    return indicator.target_year is not None and indicator.target_year < fiscal_year


def leads_back(direction: Direction | None, baseline: Value | None, target: Value | None) -> bool:
    """Whether the target lies on the unwanted side of the baseline: a way there is no progress."""
    if not isinstance(target, Decimal) or not isinstance(baseline, Decimal):
        return False
    if direction is Direction.HIGHER:
        return target < baseline
    return direction is Direction.LOWER and target > baseline


def changed_targets(indicator: Indicator) -> tuple[tuple[TargetChange, Value | None], ...]:
    """Each change of the plan's target, oldest first, with the target that it changed_to."""
    changes = sorted(indicator.target_changes, key=lambda change: change.fiscal_year)
    after = [*(change.before for change in changes[1:]), indicator.target]
    return tuple(zip(changes, after, strict=False))


def direction_of(
    indicator: Indicator, rows: Mapping[FiscalYear, IndicatorYear]
) -> Direction | None:
    """The wanted direction, the same in every year: the declared one, else what the numbers tell.

    They tell nothing of ranks and of upper limits, which are better when they are lower, nor where
    baseline and target were measured in different ways.
    """
    if (by_meaning := meant_direction(indicator)) is not None:
        return by_meaning
    if indicator.direction is Direction.NOT_STATED:
        return None
    if unclear_direction(indicator, rows) is not None:
        return None
    targets = [target for _, target in numeric_targets(indicator, rows)]
    return figures.direction_of(indicator.direction, indicator.baseline, targets)


def meant_direction(indicator: Indicator) -> Direction | None:
    """The direction that goes without saying: of ranks, and of what is to grow or to shrink."""
    if indicator.is_rank:
        return Direction.LOWER
    ways = {TargetRule.INCREASE: Direction.HIGHER, TargetRule.DECREASE: Direction.LOWER}
    return ways.get(indicator.target_rule) if indicator.target_rule else None


def unclear_direction(indicator: Indicator, rows: Mapping[FiscalYear, IndicatorYear]) -> str | None:
    """Why the numbers do not tell an undeclared direction; `None` where they do, or need not.

    `rank`, `at_most`: the unit or the name says that lower may be better. `no_baseline`;
    `not_comparable`: the baseline was measured another way. `equal`, `below`: a target is not
    above the baseline.
    """
    targets = numeric_targets(indicator, rows)
    if not targets or (indicator.direction or meant_direction(indicator)) is not None:
        return None
    qualifiers = {
        indicator.target_qualifier,
        *(interim.target_qualifier for interim in indicator.interim_targets),
        *(row.target_qualifier for row in rows.values()),
    }
    of_indicator = {
        "rank": is_rank(indicator.unit) or is_rank(indicator.name),
        "at_most": is_at_most(indicator.unit, indicator.name)
        or not qualifiers.isdisjoint({Qualifier.AT_MOST, Qualifier.LESS_THAN}),
        "no_baseline": not isinstance(indicator.baseline, Decimal),
        "not_comparable": not all(_comparable(indicator, year) for year, _ in targets),
    }
    found = next((cause for cause, holds in of_indicator.items() if holds), None)
    if found is not None or not isinstance(indicator.baseline, Decimal):
        return found
    values = [target for _, target in targets]
    if figures.direction_of(None, indicator.baseline, values) is not None:
        return None
    return "equal" if min(values) == indicator.baseline else "below"


def numeric_targets(
    indicator: Indicator, rows: Mapping[FiscalYear, IndicatorYear]
) -> tuple[tuple[FiscalYear | None, Decimal], ...]:
    """The targets that tell a direction, each with the year that it is for, where one is recorded.

    The plan's, as it is and as it was; the years' own and interim ones only where there is no
    other, for a year may aim below the baseline on the way up.
    """
    plans = [*(change.before for change in indicator.target_changes), indicator.target]
    known = [(indicator.target_year, value) for value in plans if isinstance(value, Decimal)]
    if known:
        return tuple(known)
    interim = [(it.fiscal_year, it.target) for it in indicator.interim_targets]
    own = [(year, row.target) for year, row in rows.items() if isinstance(row.target, Decimal)]
    return (*interim, *own)


def _comparable(indicator: Indicator, fiscal_year: FiscalYear | None) -> bool:
    """Whether a target for the year, or for one that is not recorded, is measured as the baseline.

    Without a year, it is for the end: after every break.
    """
    if fiscal_year is None:
        return not indicator.breaks
    return indicator.comparable_with_baseline(fiscal_year)
