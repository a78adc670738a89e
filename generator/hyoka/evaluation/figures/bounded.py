"""How numbers compare where one only says above or below what a value is: 90％以上."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

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
    def is_exact(self) -> bool:
        """Whether the number says what the value is, be it only about so much."""
        return self.qualifier is None or not self.qualifier.bounds

    @property
    def is_open(self) -> bool:
        """Whether it is not the number itself."""
        return self.qualifier in _STRICT


def bounded(
    values: Mapping[str, object], qualifiers: Mapping[str, Qualifier]
) -> Mapping[str, Bounded]:
    """Those of the values that are numbers, with what the sheet says beside each."""
    return {
        name: Bounded(value, qualifiers.get(name))
        for name, value in values.items()
        if isinstance(value, Decimal)
    }


def meets_rule(
    actual: Bounded, baseline: Bounded, rule: TargetRule, direction: Direction | None
) -> bool | None:
    """Whether an actual is beside the baseline as its target wants it; `None`: it may be."""
    moved = order(actual, baseline)
    if moved is None:
        return None
    if rule is TargetRule.INCREASE:
        return moved > 0
    if rule is TargetRule.DECREASE:
        return moved < 0
    not_worse = {Direction.HIGHER: moved >= 0, Direction.LOWER: moved <= 0}
    # Without a direction, what is not the same may be better.
    known = not_worse.get(direction) if direction else None
    return (moved == 0 or None) if known is None else known


def meets(actual: Bounded, target: Bounded, sign: int) -> bool | None:
    """Whether the actual reaches a target, which is a single number; `None`: it may or may not."""
    wanted = Bounded(target.number)
    beside = order(actual, wanted)
    if beside is not None:
        return beside * sign > 0 or (beside == 0 and not target.is_open)
    if target.is_open:
        # Of 「80以下」, nothing can be above 80, though it can be 80.
        return False if _reaches(actual, wanted, -sign) else None
    return True if _reaches(actual, wanted, sign) else None


def _reaches(actual: Bounded, wanted: Bounded, sign: int) -> bool:
    """Whether every value of the actual is the number or beyond it, up (1) or down (−1)."""
    end = actual.lowest if sign > 0 else actual.highest
    return end is not None and (end - wanted.number) * sign >= 0


def order(one: Bounded, other: Bounded) -> int | None:
    """1 where the one is certainly more than the other, −1 where less, 0 where they are equal."""
    if _is_above(one, other):
        return 1
    if _is_above(other, one):
        return -1
    is_exact = one.is_exact and other.is_exact
    return 0 if is_exact and one.number == other.number else None


def _is_above(one: Bounded, other: Bounded) -> bool:
    if one.lowest is None or other.highest is None:
        return False
    open_end = one.is_open or other.is_open
    return one.lowest > other.highest or (open_end and one.lowest == other.highest)
