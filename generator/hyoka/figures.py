"""FIGURES: every computed number, a pure function of recorded ones. Exact; rounded to be printed.

A figure's formula is written once, beside the function that computes it, in the words of the
records (`actual ÷ target × 100`). The method page and every receipt are made from it, and the
tests recompute each figure from the formula's text.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import reduce
from typing import TypeVar

from hyoka.model import Direction, TargetRange
from hyoka.units import EXACT, PERCENT, POINTS, Missing, Value, is_percent, rounded

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a figure could not be computed."""

    code: str
    """`absent`: `input` is not recorded. `missing`: it has no value, for the cause `kind`.
    `zero`: it is 0 and would divide. `negative`: it is below 0, a share of it would mislead.
    `target_behind_baseline`: the target lies on the unwanted side of the baseline.
    `equal`: target and baseline are equal. `previous_is_baseline`: what last year had is the
    baseline. `no_reference`:
    there is neither a baseline nor last year's actual. `no_direction`: nothing tells which way is
    better. `neither`: neither way is, as declared. `output`: it tells what was done.
    `lower_is_better`: no method is declared for it. `above_baseline`: the target is above the
    baseline though lower is better. `past_target`: the target was for an earlier year.
    `range`: the target is a range, and nothing is a share of a range. `not_a_share`: `input` is
    not from 0 to 100 ％. `no_spread`: `input` is 0 or 100 ％, where the formula would say that
    chance plays no part. `other_set`: the projects of two years are chosen by
    different rules. `in_words`: the actual is told in words. `not_comparable`: `input` was
    measured another way. `not_after_baseline`: the year is the
    baseline's or before it. `other_projects`: a project has a value in one of two years alone."""
    input: str = ""
    kind: Missing | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A computed number with everything that explains it. Never an input to be recorded."""

    name: str
    """Its label's and its column's name, whichever way it is computed."""
    method: str
    """A key of `FIGURES`: how it is computed; its name where there is but one way."""
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
    figure: str
    """What it computes: its own name, or that of the figure of which it is one method."""
    formula: str
    function: Callable[..., Decimal | Reason]


FIGURES: dict[str, Definition] = {}
"""In the order of the method page."""

_Function = TypeVar("_Function", bound=Callable[..., Decimal | Reason])


def figure(formula: str, of: str = "") -> Callable[[_Function], _Function]:
    """Register a function as a figure, under its own name; or as a method `of` another figure."""

    def register(function: _Function) -> _Function:
        name = function.__name__
        FIGURES[name] = Definition(name, of or name, formula, function)
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
    definition = FIGURES[function.__name__]
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
    return Figure(
        definition.figure,
        definition.name,
        tuple(inputs.items()),
        unit,
        places,
        value,
        cause,
        printed,
    )


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


@figure("target ÷ actual × 100", of="achievement_rate")
def achievement_rate_ratio(actual: Decimal, target: Decimal) -> Decimal | Reason:
    """達成率 in ％ where lower is better: how large the target is beside the actual."""
    if reason := _negative(actual, target):
        return reason
    return _percentage(target, actual, Reason("zero", "actual"))


@figure("(2 × target − actual) ÷ target × 100", of="achievement_rate")
def achievement_rate_difference(actual: Decimal, target: Decimal) -> Decimal | Reason:
    """達成率 in ％ where lower is better: 100 less what the actual is above the target."""
    if reason := _negative(actual, target):
        return reason
    part = EXACT.subtract(EXACT.multiply(Decimal(2), target), actual)
    return _percentage(part, target, Reason("zero", "target"))


@figure("(baseline − actual) ÷ (baseline − target) × 100", of="achievement_rate")
def achievement_rate_from_baseline(
    actual: Decimal, baseline: Decimal, target: Decimal
) -> Decimal | Reason:
    """達成率 in ％ where lower is better: how much of the way down to the target is done.

    None for a target above the baseline: the way would lead up, and rise with the worse value.
    """
    if target > baseline:
        return Reason("above_baseline", "target")
    way = EXACT.subtract(baseline, target)
    return _percentage(EXACT.subtract(baseline, actual), way, Reason("equal", "target"))


def _negative(actual: Decimal, target: Decimal) -> Reason | None:
    """A share of a number below 0 would mislead."""
    names = [name for name, value in (("actual", actual), ("target", target)) if value < 0]
    return Reason("negative", names[0]) if names else None


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


@figure("1.96 × √(share × (100 − share) ÷ respondents)")
def share_margin(share: Decimal, respondents: Decimal) -> Decimal | Reason:
    """割合の誤差 in ポイント: in 95 of 100 random samples the true share lies within it."""
    return _margin(_variance("share", share, "respondents", respondents))


@figure(
    "1.96 × √(actual × (100 − actual) ÷ respondents"
    " ＋ baseline × (100 − baseline) ÷ baseline_respondents)"
)
def change_margin(
    actual: Decimal, respondents: Decimal, baseline: Decimal, baseline_respondents: Decimal
) -> Decimal | Reason:
    """策定時からの増減の誤差 in ポイント: a smaller change may be but chance."""
    return _margin(
        _variance("actual", actual, "respondents", respondents),
        _variance("baseline", baseline, "baseline_respondents", baseline_respondents),
    )


@figure(
    "1.96 × √(actual × (100 − actual) ÷ respondents"
    " ＋ previous_actual × (100 − previous_actual) ÷ previous_respondents)"
)
def year_on_year_margin(
    actual: Decimal, respondents: Decimal, previous_actual: Decimal, previous_respondents: Decimal
) -> Decimal | Reason:
    """前年度からの増減の誤差 in ポイント: a smaller change may be but chance."""
    return _margin(
        _variance("actual", actual, "respondents", respondents),
        _variance("previous_actual", previous_actual, "previous_respondents", previous_respondents),
    )


Z = Decimal("1.96")
"""So many standard errors hold 95 of 100 samples."""


def _variance(name: str, share: Decimal, counted: str, respondents: Decimal) -> Decimal | Reason:
    """Share × (100 − share) ÷ respondents: a share's squared standard error."""
    if not 0 <= share <= HUNDRED:
        return Reason("not_a_share", name)
    if share in {0, HUNDRED}:
        return Reason("no_spread", name)
    if respondents <= 0:
        return Reason("negative" if respondents else "zero", counted)
    return EXACT.divide(EXACT.multiply(share, EXACT.subtract(HUNDRED, share)), respondents)


def _margin(*variances: Decimal | Reason) -> Decimal | Reason:
    together = Decimal(0)
    for variance in variances:
        if isinstance(variance, Reason):
            return variance
        together = EXACT.add(together, variance)
    return EXACT.multiply(Z, EXACT.sqrt(together))


def within_margin(change: Figure, margin: Figure | None) -> bool:
    """Whether a change is known to be no larger than its margin 誤差の範囲内."""
    if change.value is None or margin is None or margin.value is None:
        return False
    return abs(change.value) <= margin.value


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


@figure("settlement ÷ budget × 100")
def execution_rate(settlement: Decimal, budget: Decimal) -> Decimal | Reason:
    """執行率 in ％ of the year's final budget."""
    if budget < 0:
        return Reason("negative", "budget")
    return _percentage(settlement, budget, Reason("zero", "budget"))


@figure("settlement ＋ personnel_cost")
def total_cost(settlement: Decimal, personnel_cost: Decimal) -> Decimal:
    """総事業費 in the municipality's unit of money."""
    return EXACT.add(settlement, personnel_cost)


@figure("cost ÷ quantity")
def unit_cost(cost: Decimal, quantity: Decimal) -> Decimal | Reason:
    """単位コスト in the municipality's unit of money for one of what is counted."""
    return Reason("zero", "quantity") if quantity == 0 else EXACT.divide(cost, quantity)


@figure("general ÷ settlement × 100")
def general_share(general: Decimal, settlement: Decimal) -> Decimal | Reason:
    """一般財源の割合 in ％ of the settlement."""
    if settlement < 0:
        return Reason("negative", "settlement")
    return _percentage(general, settlement, Reason("zero", "settlement"))


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
    missing: Missing | None = None
    """Why none could be counted, where that is the same for all."""

    @property
    def told(self) -> Value | None:
        """The sum, or why there is none."""
        return self.missing if self.value is None else self.value

    @property
    def counted(self) -> int:
        """How many amounts have a value."""
        return len(self.amounts)

    @property
    def excluded(self) -> int:
        """How many have none, and are not counted."""
        return self.of - self.counted


def total(amounts: Sequence[Value | None]) -> Total:
    """The sum of those amounts that have a value."""
    known = tuple(amount for amount in amounts if isinstance(amount, Decimal))
    kinds = set(amounts)
    alone = next(iter(kinds)) if len(kinds) == 1 else None
    missing = alone if isinstance(alone, Missing) else None
    return Total(reduce(EXACT.add, known) if known else None, known, len(amounts), missing)


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
    attained: bool | None
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
    attained = _attained(actual, target, direction)
    if attained:
        return Judgement(
            Status.ACHIEVED, attained, direction, direction_inferred=direction_inferred
        )
    name = "baseline" if isinstance(baseline, Decimal) else "previous_actual"
    reference = baseline if isinstance(baseline, Decimal) else previous_actual
    if not isinstance(actual, Decimal):
        reason = without("actual", actual)
    elif direction is None or (direction is Direction.RANGE and wanted is None):
        reason = Reason("no_direction")
    elif not isinstance(reference, Decimal):
        reason = Reason("no_reference")
    elif wanted is not None and direction is Direction.RANGE:
        compared = Judgement(
            Status.UNCHANGED, attained, direction, name, direction_inferred=direction_inferred
        )
        return _approached(compared, distance(actual, wanted), distance(reference, wanted))
    else:
        status = _moved(actual, reference, direction)
        return Judgement(status, attained, direction, name, direction_inferred=direction_inferred)
    return Judgement(
        Status.UNDETERMINED,
        attained,
        direction,
        direction_inferred=direction_inferred,
        reason=reason,
    )


def _attained(
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


def _approached(compared: Judgement, now: Decimal, then: Decimal) -> Judgement:
    """The judgement of an actual by its distance from a range, and its reference's."""
    status = _moved(now, then, Direction.LOWER)
    return replace(compared, status=status, distance=now, reference_distance=then)


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


_LIMIT = re.compile("(?:以内|以下|以上|未満|まで)$")


def unit_of_change(unit: str) -> str:
    """The unit of a difference: ポイント between percentages, else the unit without its limit.

    The difference of 5分以内 and 7分以内 is 2分.
    """
    return POINTS if is_percent(unit) else _LIMIT.sub("", unit) or unit
