"""What a sheet says beside a number: only beside a number, and not against its direction."""

from collections.abc import Iterator
from decimal import Decimal

from hyoka.checks.indicators import rows_of
from hyoka.checks.registry import check
from hyoka.checks.scope import Scope
from hyoka.content.record_paths import path_of
from hyoka.evaluation import lineals, meant_direction
from hyoka.model import Direction, Indicator, IndicatorYear, Qualifier, Records
from hyoka.problems import Finding


@check(scope=Scope.EACH_PROJECT)
def qualifier_impossible(records: Records) -> Iterator[Finding]:
    """A qualifier without a number, or one of a target that contradicts the wanted direction."""
    for record, place, lineal in lineals(records):
        its = lineal.indicator
        for key, cause in _wrong(its, its) if its is not None else ():
            values = {"key": key, "qualifier": cause}
            at = (*place, key)
            yield Finding(path_of(record), at, "qualifier_impossible", values)
    for row in rows_of(records):
        for key, cause in _wrong(row.row, row.indicator):
            values = {"key": key, "qualifier": cause}
            at = (*row.place, key)
            yield Finding(path_of(row.record), at, "qualifier_impossible", values)


@check(scope=Scope.EACH_PROJECT)
def target_rule_impossible(records: Records) -> Iterator[Finding]:
    """A target beside the baseline where it is a number, or against the recorded direction."""
    for record, place, lineal in lineals(records):
        its = lineal.indicator
        if its is None or its.target_rule is None:
            continue
        meant, given = meant_direction(its), its.direction
        if isinstance(its.target, Decimal) or its.range is not None:
            cause = "number"
        elif meant is not None and given is not None and meant is not given:
            cause = "against_direction"
        else:
            continue
        at = (*place, "target_rule")
        yield Finding(path_of(record), at, "target_rule_impossible", {"target_rule": cause})


def _wrong(holder: Indicator | IndicatorYear, indicator: Indicator) -> Iterator[tuple[str, str]]:
    recorded = vars(holder)
    for name in ("baseline", "target", "actual"):
        qualifier = recorded.get(f"{name}_qualifier")
        if qualifier is None:
            continue
        key = f"{name}_qualifier"
        if not isinstance(recorded[name], Decimal):
            yield key, "without_number"
        elif name == "target" and (_direction(indicator), qualifier) in _CONTRARY:
            yield key, "against_direction"


def _direction(indicator: Indicator) -> Direction | None:
    return Direction.LOWER if indicator.is_rank else indicator.direction


_CONTRARY = {
    (Direction.HIGHER, Qualifier.AT_MOST),
    (Direction.HIGHER, Qualifier.LESS_THAN),
    (Direction.LOWER, Qualifier.AT_LEAST),
    (Direction.LOWER, Qualifier.MORE_THAN),
}
