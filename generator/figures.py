"""FIGURES: every computed number, a pure function of recorded ones. Exact; rounded to be printed.

A figure's formula is written once, beside the function that computes it, in the words of the
records (`actual ÷ target × 100`). The method page and every receipt are made from it, and the
tests recompute each figure from the formula's text.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import reduce
from typing import TypeVar

from generator.model import Direction
from generator.units import EXACT, PERCENT, POINTS, Missing, Value, rounded

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a figure could not be computed."""

    code: str
    """`absent`: `input` is not recorded. `missing`: it has no value, for the cause `kind`.
    `zero`: it is 0 and would divide. `negative`: it is below 0, a share of it would mislead.
    `equal`: target and baseline are equal. `no_reference`:
    there is neither a baseline nor last year's actual. `no_direction`: nothing tells which way is
    better. `lower_is_better`: no method is declared for it. `past_target`: the target was for an
    earlier year. `not_comparable`: `input` was measured another way."""
    input: str = ""
    kind: Missing | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A computed number with everything that explains it. Never an input to be recorded."""

    name: str
    """A key of `FIGURES`; also its label's and its column's name."""
    inputs: tuple[tuple[str, Value | None], ...]
    unit: str
    places: int | None
    """Decimals it is printed with; `None`: a difference or sum of recorded numbers, exact."""
    value: Decimal | None
    """Unrounded. `None` for the `reason`."""
    reason: Reason | None = None
    printed: Decimal | None = None
    """The official sheet's own figure."""

    @property
    def shown(self) -> Decimal | None:
        """The value as it is printed: rounded half up to `places`."""
        if self.value is None or self.places is None:
            return self.value
        return rounded(self.value, self.places)

    @property
    def agrees(self) -> bool | None:
        """Whether it equals the printed figure; `None` when nothing is printed.

        A printed figure does not agree with one that could not be computed.
        """
        return None if self.printed is None else self.shown == self.printed


@dataclass(frozen=True, slots=True)
class Definition:
    """How a figure is computed."""

    name: str
    formula: str
    function: Callable[..., Decimal | Reason]


FIGURES: dict[str, Definition] = {}
"""In the order of the method page."""

_Function = TypeVar("_Function", bound=Callable[..., Decimal | Reason])


def figure(formula: str) -> Callable[[_Function], _Function]:
    """Register a function as a figure, under its own name."""

    def register(function: _Function) -> _Function:
        name = function.__name__
        FIGURES[name] = Definition(name, formula, function)
        return function

    return register


def compute(  # noqa: PLR0913 - what a figure is made of
    function: Callable[..., Decimal | Reason],
    inputs: Mapping[str, Value | None],
    *,
    unit: str = PERCENT,
    places: int | None = None,
    printed: Decimal | None = None,
    unfit: Reason | None = None,
) -> Figure:
    """The figure that `function` makes of recorded values; a reason where one is missing.

    `unfit` says why there is none though every value is there.
    """
    name = function.__name__
    numbers: dict[str, Decimal] = {}
    reason: Reason | None = None
    for key, value in inputs.items():
        if isinstance(value, Decimal):
            numbers[key] = value
        else:
            reason = reason or without(key, value)
    outcome = reason or unfit or function(**numbers)
    value = outcome if isinstance(outcome, Decimal) else None
    cause = outcome if isinstance(outcome, Reason) else None
    return Figure(name, tuple(inputs.items()), unit, places, value, cause, printed)


def without(name: str, value: Missing | None) -> Reason:
    """The reason that a figure lacks its input `name`."""
    return Reason("absent", name) if value is None else Reason("missing", name, value)


@figure("actual ÷ target × 100")
def achievement_rate(actual: Decimal, target: Decimal) -> Decimal | Reason:
    """達成率 in ％: how large the actual is beside the target.

    None for a negative target: −120 of −60 would be 200 ％, and worse.
    """
    if target < 0:
        return Reason("negative", "target")
    return _percentage(actual, target, Reason("zero", "target"))


@figure("(actual − baseline) ÷ (target − baseline) × 100")
def progress_rate(actual: Decimal, baseline: Decimal, target: Decimal) -> Decimal | Reason:
    """進捗率 in ％: how much of the way from the baseline to the target is done; negative: away."""
    way = EXACT.subtract(target, baseline)
    return _percentage(EXACT.subtract(actual, baseline), way, Reason("equal", "target"))


@figure("actual − baseline")
def change(actual: Decimal, baseline: Decimal) -> Decimal:
    """策定時からの増減 in the indicator's unit; in ポイント when that is ％."""
    return EXACT.subtract(actual, baseline)


@figure("(actual − baseline) ÷ |baseline| × 100")
def change_rate(actual: Decimal, baseline: Decimal) -> Decimal | Reason:
    """策定時からの増減率 in ％; not for indicators whose unit is ％."""
    return _percentage(EXACT.subtract(actual, baseline), abs(baseline), Reason("zero", "baseline"))


@figure("actual − previous_actual")
def year_on_year(actual: Decimal, previous_actual: Decimal) -> Decimal:
    """前年度からの増減 in the indicator's unit; in ポイント when that is ％."""
    return EXACT.subtract(actual, previous_actual)


@figure("(actual − previous_actual) ÷ |previous_actual| × 100")
def year_on_year_rate(actual: Decimal, previous_actual: Decimal) -> Decimal | Reason:
    """前年度からの増減率 in ％; not for indicators whose unit is ％."""
    return _percentage(
        EXACT.subtract(actual, previous_actual),
        abs(previous_actual),
        Reason("zero", "previous_actual"),
    )


@figure("count ÷ respondents × 100")
def share(count: Decimal, respondents: Decimal) -> Decimal | Reason:
    """割合 in ％ of those who answered the survey."""
    return _percentage(count, respondents, Reason("zero", "respondents"))


@figure("settlement − previous_settlement")
def settlement_change(settlement: Decimal, previous_settlement: Decimal) -> Decimal:
    """決算額の前年度からの増減 in the municipality's unit of money."""
    return EXACT.subtract(settlement, previous_settlement)


@figure("(settlement − previous_settlement) ÷ |previous_settlement| × 100")
def settlement_change_rate(settlement: Decimal, previous_settlement: Decimal) -> Decimal | Reason:
    """決算額の前年度からの増減率 in ％."""
    return _percentage(
        EXACT.subtract(settlement, previous_settlement),
        abs(previous_settlement),
        Reason("zero", "previous_settlement"),
    )


def _percentage(part: Decimal, whole: Decimal, when_zero: Reason) -> Decimal | Reason:
    # Multiplied before it is divided: 1 ÷ 3 × 100 must not lose a digit on the way.
    return when_zero if whole == 0 else EXACT.divide(EXACT.multiply(part, HUNDRED), whole)


@dataclass(frozen=True, slots=True)
class Total:
    """A sum 合計 of recorded amounts, and how many could be counted. Missing is never zero."""

    value: Decimal | None
    """`None` when none could be counted."""
    amounts: tuple[Decimal, ...]
    """What was added up."""
    of: int
    """Among how many amounts."""

    @property
    def counted(self) -> int:
        """How many amounts have a value."""
        return len(self.amounts)


def total(amounts: Sequence[Value | None]) -> Total:
    """The sum of those amounts that have a value."""
    known = tuple(amount for amount in amounts if isinstance(amount, Decimal))
    return Total(reduce(EXACT.add, known) if known else None, known, len(amounts))


class Status(StrEnum):
    """How an indicator stands in a year, from best to worst but for the last."""

    ACHIEVED = "achieved"
    IMPROVED = "improved"
    UNCHANGED = "unchanged"
    WORSENED = "worsened"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A status 状態 and what it rests on."""

    status: Status
    attained: bool | None
    """Whether the target is met 目標の達否; `None` when that cannot be told."""
    direction: Direction | None
    compared_with: str = ""
    """What the actual was compared with: `baseline`, `previous_actual`, or nothing."""
    assumed: bool = False
    """The direction is not recorded but taken from the target (see `direction_of`)."""
    reason: Reason | None = None
    """Why the status is undetermined."""


def direction_of(
    declared: Direction | None, baseline: Value | None, target: Value | None
) -> Direction | None:
    """The wanted direction: the declared one, else from baseline to target, else higher.

    The target is the plan's final one; a year's own target only where there is no other, for a
    year may aim below the baseline on the way up. A target without a baseline means higher, because
    the sheets' own 達成率, actual ÷ target, only makes sense so. Without a target nothing tells the
    direction.
    """
    if declared is not None or not isinstance(target, Decimal):
        return declared
    if isinstance(baseline, Decimal) and target < baseline:
        return Direction.LOWER
    return Direction.HIGHER


def judge(  # noqa: PLR0913 - what a status rests on
    *,
    actual: Value | None,
    target: Value | None,
    baseline: Value | None,
    previous_actual: Value | None,
    direction: Direction | None,
    assumed: bool,
) -> Judgement:
    """The status of an indicator in a year.

    Achieved when the actual reaches the target. Else the actual is compared with the baseline or,
    where there is none, with last year's actual: improved, unchanged, worsened. What is compared
    are the recorded numbers, so unchanged means equal.
    """
    attained = _attained(actual, target, direction)
    if attained:
        return Judgement(Status.ACHIEVED, attained, direction, assumed=assumed)
    name = "baseline" if isinstance(baseline, Decimal) else "previous_actual"
    reference = baseline if isinstance(baseline, Decimal) else previous_actual
    if not isinstance(actual, Decimal):
        return _undetermined(
            without("actual", actual), direction, attained=attained, assumed=assumed
        )
    if direction in {None, Direction.NONE}:
        return _undetermined(Reason("no_direction"), direction, attained=attained, assumed=assumed)
    if not isinstance(reference, Decimal):
        return _undetermined(Reason("no_reference"), direction, attained=attained, assumed=assumed)
    status = _moved(actual, reference, direction)
    return Judgement(status, attained, direction, name, assumed=assumed)


def _undetermined(
    reason: Reason, direction: Direction | None, *, attained: bool | None, assumed: bool
) -> Judgement:
    return Judgement(Status.UNDETERMINED, attained, direction, assumed=assumed, reason=reason)


def _attained(
    actual: Value | None, target: Value | None, direction: Direction | None
) -> bool | None:
    if not isinstance(actual, Decimal) or not isinstance(target, Decimal):
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
    """A project's status: that of the indicator which wants most attention.

    Order: worsened, undetermined, unchanged, improved, achieved. So a project has achieved its
    targets only when every one of its indicators has.
    """
    return min(statuses, key=_WORST_FIRST.index, default=Status.UNDETERMINED)


def count_statuses(statuses: Sequence[Status]) -> dict[Status, int]:
    """How often each status occurs, every status named."""
    return {status: statuses.count(status) for status in Status}


def unit_of_change(unit: str) -> str:
    """The unit of a difference: ポイント between percentages, else the unit itself."""
    return POINTS if unit in {PERCENT, "%"} else unit
