"""How an indicator stands where a number only says above or below what the value is: 90％以上.

It is judged only where every value that there can be leads to the same verdict.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from hyoka.evaluation.figures.definition import Reason
from hyoka.evaluation.figures.status import Judgement, Status
from hyoka.model import Direction, Qualifier, TargetRule

_FROM_BELOW = (Qualifier.AT_LEAST, Qualifier.MORE_THAN)
_FROM_ABOVE = (Qualifier.AT_MOST, Qualifier.LESS_THAN)
_STRICT = (Qualifier.MORE_THAN, Qualifier.LESS_THAN)


@dataclass(frozen=True, slots=True)
class Bounded:
    """A recorded number and what the sheet says beside it."""

    number: Decimal
    qualifier: Qualifier | None = None

    @property
    def lowest(self) -> Decimal | None:
        """What it is at least; `None`: nothing is said."""
        return None if self.qualifier in _FROM_ABOVE else self.number

    @property
    def highest(self) -> Decimal | None:
        """What it is at most; `None`: nothing is said."""
        return None if self.qualifier in _FROM_BELOW else self.number

    @property
    def is_open(self) -> bool:
        """Whether it is not the number itself."""
        return self.qualifier in _STRICT


def judge_bounded(
    actual: Bounded, target: Bounded | None, reference: Bounded | None, told: Judgement
) -> Judgement:
    """The status where it is certain; else it is undetermined for that reason.

    `told`: the direction, and by what name the actual is compared with the `reference`.
    """
    uncertain = replace(told, compared_with="", reason=Reason("bounded"))
    if told.direction not in {Direction.HIGHER, Direction.LOWER}:
        return uncertain
    sign = 1 if told.direction is Direction.HIGHER else -1
    target_met = None if target is None else _meets(actual, target, sign)
    if target_met:
        return replace(told, status=Status.ACHIEVED, target_met=True, compared_with="")
    if target is not None and target_met is None:
        return uncertain
    uncertain = replace(uncertain, target_met=target_met)
    if reference is None:
        return replace(uncertain, reason=Reason("no_reference"))
    order = _order(actual, reference)
    if order is None:
        return uncertain
    moved = {1: Status.IMPROVED, 0: Status.UNCHANGED, -1: Status.WORSENED}
    return replace(told, status=moved[order * sign], target_met=target_met)


def meets_rule(
    actual: Bounded, baseline: Bounded, rule: TargetRule, direction: Direction | None
) -> bool | None:
    """Whether an actual is beside the baseline as its target wants it; `None`: it may be."""
    order = _order(actual, baseline)
    if order is None:
        return None
    if rule is TargetRule.INCREASE:
        return order > 0
    if rule is TargetRule.DECREASE:
        return order < 0
    not_worse = {Direction.HIGHER: order >= 0, Direction.LOWER: order <= 0}
    return not_worse.get(direction, order == 0) if direction else order == 0


def _meets(actual: Bounded, target: Bounded, sign: int) -> bool | None:
    """Whether the actual reaches a target, which is a single number; `None`: it may or may not."""
    wanted = Bounded(target.number)
    order = _order(actual, wanted)
    if order is not None:
        return order * sign > 0 or (order == 0 and not target.is_open)
    if target.is_open:
        # Of 「80以下」, nothing can be above 80, though it can be 80.
        return False if _reaches(actual, wanted, -sign) else None
    return True if _reaches(actual, wanted, sign) else None


def _reaches(actual: Bounded, wanted: Bounded, sign: int) -> bool:
    """Whether every value of the actual is the number or beyond it, up (1) or down (−1)."""
    end = actual.lowest if sign > 0 else actual.highest
    return end is not None and (end - wanted.number) * sign >= 0


def _order(one: Bounded, other: Bounded) -> int | None:
    """1 where the one is certainly more than the other, −1 where less, 0 where they are equal."""
    if _is_above(one, other):
        return 1
    if _is_above(other, one):
        return -1
    exact = not any(it.qualifier and it.qualifier.bounds for it in (one, other))
    return 0 if exact and one.number == other.number else None


def _is_above(one: Bounded, other: Bounded) -> bool:
    if one.lowest is None or other.highest is None:
        return False
    open_end = one.is_open or other.is_open
    return one.lowest > other.highest or (open_end and one.lowest == other.highest)
