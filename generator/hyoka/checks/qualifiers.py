"""What a sheet says beside a number: only beside a number, and not against its direction."""

from collections.abc import Iterator
from decimal import Decimal

from hyoka.checks.indicators import every_indicator, every_row_of
from hyoka.checks.registry import check
from hyoka.checks.scope import Scope
from hyoka.content.record_paths import path_of
from hyoka.evaluation import meant_direction
from hyoka.evaluation.figures import has_limit
from hyoka.model import (
    Direction,
    Indicator,
    IndicatorGroup,
    IndicatorYear,
    InterimTarget,
    Qualifier,
    Record,
    Records,
    TargetRule,
)
from hyoka.problems import Finding, RecordPath
from hyoka.units import Missing


@check(scope=Scope.EACH_PROJECT)
def qualifier_impossible(records: Records) -> Iterator[Finding]:
    """A qualifier without a number, or one of a target that contradicts the wanted direction."""
    for record, place, holder, indicator in _holders(records):
        for key, cause in _wrong(holder, indicator):
            values = {"key": key, "qualifier": cause}
            yield Finding(path_of(record), (*place, key), "qualifier_impossible", values)


_Holder = Indicator | InterimTarget | IndicatorGroup | IndicatorYear


def _holders(records: Records) -> Iterator[tuple[Record, RecordPath, _Holder, Indicator]]:
    """Whatever has numbers beside which a sheet may say more, and of which indicator it is."""
    for record, place, its in every_indicator(records):
        yield record, place, its, its
        for index, interim in enumerate(its.interim_targets):
            yield record, (*place, "interim_targets", index), interim, its
        for index, group in enumerate(its.groups):
            yield record, (*place, "groups", index), group, its
    for row in every_row_of(records):
        yield row.record, row.place, row.row, row.indicator


@check(scope=Scope.EACH_PROJECT)
def target_rule_impossible(records: Records) -> Iterator[Finding]:
    """A target beside the baseline where it is a number, or against the recorded direction."""
    for record, place, its in every_indicator(records):
        if its.target_rule is not None and (cause := _ruled_wrongly(its)):
            at = (*place, "target_rule")
            yield Finding(path_of(record), at, "target_rule_impossible", {"target_rule": cause})


def _ruled_wrongly(its: Indicator) -> str | None:
    meant, given = meant_direction(its), its.direction
    causes = {
        "number": isinstance(its.target, Decimal) or its.range is not None,
        "no_target": its.target not in {None, Missing.NOT_QUANTIFIABLE, Missing.NOT_STATED},
        # A rank that rises becomes a smaller number: nobody knows which of them is meant.
        "rank": its.is_rank and its.target_rule is not TargetRule.MAINTAIN,
        "against_direction": None not in {meant, given} and meant is not given,
    }
    return next((cause for cause, holds in causes.items() if holds), None)


def _wrong(holder: _Holder, indicator: Indicator) -> Iterator[tuple[str, str]]:
    recorded = vars(holder)
    for name in ("baseline", "target", "actual"):
        qualifier = recorded.get(f"{name}_qualifier")
        if qualifier is None:
            continue
        key = f"{name}_qualifier"
        wanted = meant_direction(indicator) or indicator.direction
        if not isinstance(recorded[name], Decimal):
            yield key, "without_number"
        elif name == "target" and (wanted, qualifier) in _CONTRARY:
            yield key, "against_direction"
        elif qualifier.bounds and has_limit(indicator.unit):
            yield key, "in_unit"


_CONTRARY = {
    (Direction.HIGHER, Qualifier.AT_MOST),
    (Direction.HIGHER, Qualifier.LESS_THAN),
    (Direction.LOWER, Qualifier.AT_LEAST),
    (Direction.LOWER, Qualifier.MORE_THAN),
}
