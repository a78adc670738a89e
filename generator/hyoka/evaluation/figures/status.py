"""How an indicator or a project stands in a year, by the published rule."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from hyoka.evaluation.figures.definition import Reason, without
from hyoka.model import Direction, TargetRange
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
) -> Judgement:
    """The status of an indicator in a year.

    Achieved when the actual reaches the target. Else the actual is compared with the baseline or,
    where there is none, with last year's actual: improved, unchanged, worsened. What is compared
    are the recorded numbers, so unchanged means equal. Where a range is `wanted`, their distances
    from it are compared; it tells the better way also when it is no longer the target.
    """
    if direction is Direction.NONE:
        reason = Reason("neither")
        return Judgement(Status.NOT_JUDGED, None, direction, reason=reason)
    target_met = _is_target_met(actual, target, direction)
    told = Judgement(
        Status.UNDETERMINED, target_met, direction, direction_inferred=direction_inferred
    )
    if target_met:
        return replace(told, status=Status.ACHIEVED)
    if not isinstance(actual, Decimal):
        return replace(told, reason=without("actual", actual))
    if direction is None or (direction is Direction.RANGE and wanted is None):
        return replace(told, reason=Reason("no_direction"))
    name = "baseline" if isinstance(baseline, Decimal) else "previous_actual"
    reference = baseline if isinstance(baseline, Decimal) else previous_actual
    if not isinstance(reference, Decimal):
        return replace(told, reason=Reason("no_reference"))
    return _moved_from(reference, actual, wanted, replace(told, compared_with=name))


def judge_cumulative(
    cumulative: Decimal | Reason, target: Value | TargetRange | None, direction: Direction | None
) -> Judgement:
    """The status where the target counts the sum of the years' actuals, and more is better.

    Achieved when the sum reaches the target. Until then it is undetermined: a sum of years only
    grows, so that nothing which it was before tells whether things got better.
    """
    if isinstance(cumulative, Reason):
        return Judgement(Status.UNDETERMINED, None, direction, reason=cumulative)
    target_met = cumulative >= target if isinstance(target, Decimal) else None
    if target_met:
        return Judgement(Status.ACHIEVED, target_met, direction)
    reason = Reason("cumulative")
    return Judgement(Status.UNDETERMINED, target_met, direction, reason=reason)


def _moved_from(
    reference: Decimal, actual: Decimal, wanted: TargetRange | None, told: Judgement
) -> Judgement:
    """The judgement of an actual by what it was before."""
    if wanted is None or told.direction is not Direction.RANGE:
        return replace(told, status=_moved(actual, reference, told.direction))
    now, then = distance(actual, wanted), distance(reference, wanted)
    status = _moved(now, then, Direction.LOWER)
    return replace(told, status=status, distance=now, reference_distance=then)


def _is_target_met(
    actual: Value | None, target: Value | TargetRange | None, direction: Direction | None
) -> bool | None:
    if not isinstance(actual, Decimal):
        return None
    if isinstance(target, TargetRange):
        return distance(actual, target) == 0 if direction is Direction.RANGE else None
    if not isinstance(target, Decimal):
        return None
    if direction is Direction.HIGHER:
        return actual >= target
    return actual <= target if direction is Direction.LOWER else None


def _moved(actual: Decimal, reference: Decimal, direction: Direction | None) -> Status:
    if actual == reference:
        return Status.UNCHANGED
    better = actual > reference if direction is Direction.HIGHER else actual < reference
    return Status.IMPROVED if better else Status.WORSENED


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
