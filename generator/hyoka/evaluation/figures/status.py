"""How an indicator or a project stands in a year, by the published rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from hyoka.evaluation.figures.bounded import Bounded, bounded, meets, meets_rule, order
from hyoka.evaluation.figures.definition import Reason, without
from hyoka.model import Direction, Qualifier, TargetRange, TargetRule
from hyoka.units import EXACT, Value


class Status(StrEnum):
    """How an indicator stands in a year, from best to worst but for the last two."""

    ACHIEVED = "achieved"
    IMPROVED = "improved"
    UNCHANGED = "unchanged"
    WORSENED = "worsened"
    UNDETERMINED = "undetermined"
    """It is to be judged, and what it takes is not recorded."""
    NOT_JUDGED = "not_judged"
    """It is not to be judged: what was done 活動指標, or what has no better way."""

    @property
    def is_known(self) -> bool:
        """Whether it says how something went."""
        return self not in {Status.UNDETERMINED, Status.NOT_JUDGED}


@dataclass(frozen=True, slots=True)
class Judgement:
    """A status 状態 and what it rests on."""

    status: Status
    target_met: bool | None
    """Whether the target is met 目標の達否; `None` when that cannot be told."""
    direction: Direction | None
    compared_with: str = ""
    """What the actual was compared with: `baseline`, `previous_actual`, or nothing."""
    direction_inferred: bool = False
    """The direction is not recorded but taken from the numbers (see `direction_of`)."""
    reason: Reason | None = None
    """Why the status is undetermined, or why there is none."""
    distance: Decimal | None = None
    """How far the actual lies outside the wanted range, where it was compared by that."""
    reference_distance: Decimal | None = None
    """The same of what it was compared with."""

    @property
    def is_verdict(self) -> bool:
        """Whether it says how something went: by a status, or beside its target."""
        return self.status.is_known or self.target_met is not None


def direction_of(
    declared: Direction | None, baseline: Value | None, targets: Sequence[Value | None]
) -> Direction | None:
    """The wanted direction: the declared one, else higher where all targets lie above the baseline.

    A target that is not above the baseline tells no direction: it may be a limit that is not to be
    passed, a number to be kept, or less of what grows less by itself (a population).
    """
    numbers = [target for target in targets if isinstance(target, Decimal)]
    if declared is not None or not numbers or not isinstance(baseline, Decimal):
        return declared
    return Direction.HIGHER if all(target > baseline for target in numbers) else None


def distance(value: Decimal, wanted: TargetRange) -> Decimal:
    """How far a value lies outside a range, in its unit; 0 inside, ends included."""
    if wanted.lowest is not None and value < wanted.lowest:
        return EXACT.subtract(wanted.lowest, value)
    if wanted.highest is not None and value > wanted.highest:
        return EXACT.subtract(value, wanted.highest)
    return Decimal(0)


def judge(  # noqa: PLR0913 - what a status rests on
    *,
    actual: Value | None,
    target: Value | TargetRange | None,
    baseline: Value | None,
    previous_actual: Value | None,
    direction: Direction | None,
    direction_inferred: bool,
    wanted: TargetRange | None = None,
    rule: TargetRule | None = None,
    qualifiers: Mapping[str, Qualifier] = {},
) -> Judgement:
    """The status of an indicator in a year.

    Achieved when the actual reaches the target. Else the actual is compared with the baseline or,
    where there is none, with last year's actual: improved, unchanged, worsened. What is compared
    are the recorded numbers, so unchanged means equal. Where a range is `wanted`, their distances
    from it are compared; it tells the better way also when it is no longer the target. `rule`: a
    target that is set beside the baseline. `qualifiers`: what a sheet says beside the numbers, by
    their names; where one only says above or below what a value is, the status is undetermined
    unless every value that there can be leads to the same one.
    """
    if direction is Direction.NONE:
        reason = Reason("neither")
        return Judgement(Status.NOT_JUDGED, None, direction, reason=reason)
    values = {"actual": actual, "baseline": baseline, "previous_actual": previous_actual}
    numbers = bounded({**values, "target": target}, qualifiers)
    aim = target if isinstance(target, TargetRange) else numbers.get("target", rule)
    target_met = _is_target_met(numbers, aim, direction)
    told = Judgement(
        Status.UNDETERMINED, target_met, direction, direction_inferred=direction_inferred
    )
    if target_met:
        return replace(told, status=Status.ACHIEVED)
    if not isinstance(actual, Decimal):
        return replace(told, reason=without("actual", actual))
    return _moved_from(numbers, aim, wanted, told)


_SIGNS = {Direction.HIGHER: 1, Direction.LOWER: -1}
"""The sign of a difference for the better."""


def judge_cumulative(
    cumulative: Decimal | Reason,
    target: Value | TargetRange | None,
    qualifier: Qualifier | None,
    direction: Direction | None,
) -> Judgement:
    """The status where the target counts the sum of the years' actuals, and more is better.

    Achieved when the sum reaches the target. Until then it is undetermined: a sum of years only
    grows, so that nothing which it was before tells whether things got better. `qualifier`: what a
    sheet says beside the target.
    """
    if isinstance(cumulative, Reason):
        return Judgement(Status.UNDETERMINED, None, direction, reason=cumulative)
    wanted = Bounded(target, qualifier) if isinstance(target, Decimal) else None
    target_met = meets(Bounded(cumulative), wanted, 1) if wanted else None
    if target_met:
        return Judgement(Status.ACHIEVED, target_met, direction)
    reason = Reason("cumulative")
    return Judgement(Status.UNDETERMINED, target_met, direction, reason=reason)


def _moved_from(
    numbers: Mapping[str, Bounded],
    aim: Bounded | TargetRange | TargetRule | None,
    wanted: TargetRange | None,
    told: Judgement,
) -> Judgement:
    """The judgement of an actual by what it was before."""
    sign = _SIGNS.get(told.direction) if told.direction else None
    if sign is None and (told.direction is not Direction.RANGE or wanted is None):
        return replace(told, reason=Reason("no_direction"))
    if sign is not None and told.target_met is None and isinstance(aim, Bounded):
        return replace(told, reason=Reason("bounded"))
    name = "baseline" if "baseline" in numbers else "previous_actual"
    if (reference := numbers.get(name)) is None:
        return replace(told, reason=Reason("no_reference"))
    if sign is None and wanted is not None:
        return _moved_to(wanted, reference, numbers["actual"], replace(told, compared_with=name))
    moved = order(numbers["actual"], reference)
    if moved is None:
        return replace(told, reason=Reason("bounded"))
    return replace(told, status=_moved(moved, sign or 1), compared_with=name)


def _moved_to(
    wanted: TargetRange, reference: Bounded, actual: Bounded, told: Judgement
) -> Judgement:
    """The same by how far both lie outside a wanted range."""
    if not (actual.is_exact and reference.is_exact):
        return replace(told, compared_with="", reason=Reason("bounded"))
    now, then = distance(actual.number, wanted), distance(reference.number, wanted)
    status = _moved((now > then) - (now < then), -1)
    return replace(told, status=status, distance=now, reference_distance=then)


def _is_target_met(
    numbers: Mapping[str, Bounded],
    aim: Bounded | TargetRange | TargetRule | None,
    direction: Direction | None,
) -> bool | None:
    actual, baseline = numbers.get("actual"), numbers.get("baseline")
    if actual is None or aim is None:
        return None
    if isinstance(aim, TargetRange):
        is_known = direction is Direction.RANGE and actual.is_exact
        return distance(actual.number, aim) == 0 if is_known else None
    if isinstance(aim, TargetRule):
        return None if baseline is None else meets_rule(actual, baseline, aim, direction)
    sign = _SIGNS.get(direction) if direction else None
    return None if sign is None else meets(actual, aim, sign)


def _moved(order: int, sign: int) -> Status:
    if order == 0:
        return Status.UNCHANGED
    return Status.IMPROVED if order == sign else Status.WORSENED


_WORST_FIRST = (
    Status.WORSENED,
    Status.UNDETERMINED,
    Status.UNCHANGED,
    Status.IMPROVED,
    Status.ACHIEVED,
)


def project_status(statuses: Sequence[Status]) -> Status:
    """A project's status: that of the judged indicator which wants most attention.

    Order: worsened, undetermined, unchanged, improved, achieved. So a project has achieved its
    targets only when every indicator that is judged has. It has no verdict where none is.
    """
    judged = (status for status in statuses if status is not Status.NOT_JUDGED)
    return min(judged, key=_WORST_FIRST.index, default=Status.NOT_JUDGED)


def count_statuses(statuses: Sequence[Status]) -> dict[Status, int]:
    """How often each status occurs, every status named."""
    return {status: statuses.count(status) for status in Status}
