"""The figures of an indicator: its rates, and how far it moved."""

import re
from decimal import Decimal

from hyoka.evaluation.figures.definition import Reason, Sign, figure, percentage
from hyoka.model import AchievementMethod
from hyoka.units import EXACT, POINTS, is_percent


@figure("actual ÷ target × 100")
def achievement_rate(actual: Decimal, target: Decimal) -> Decimal | Reason:
    """達成率 in ％: how large the actual is beside the target.

    None for a negative target: −120 of −60 would be 200 ％, and worse.
    """
    if target < 0:
        return Reason("negative", "target")
    return percentage(actual, target, Reason("zero", "target"))


@figure(
    "target ÷ actual × 100",
    of="achievement_rate",
    achievement_method=AchievementMethod.RATIO,
)
def achievement_rate_ratio(actual: Decimal, target: Decimal) -> Decimal | Reason:
    """達成率 in ％ where lower is better: how large the target is beside the actual."""
    if reason := _negative(actual, target):
        return reason
    return percentage(target, actual, Reason("zero", "actual"))


@figure(
    "(2 × target − actual) ÷ target × 100",
    of="achievement_rate",
    achievement_method=AchievementMethod.DIFFERENCE,
)
def achievement_rate_difference(actual: Decimal, target: Decimal) -> Decimal | Reason:
    """達成率 in ％ where lower is better: 100 less what the actual is above the target."""
    if reason := _negative(actual, target):
        return reason
    part = EXACT.subtract(EXACT.multiply(Decimal(2), target), actual)
    return percentage(part, target, Reason("zero", "target"))


@figure(
    "(baseline − actual) ÷ (baseline − target) × 100",
    of="achievement_rate",
    achievement_method=AchievementMethod.FROM_BASELINE,
)
def achievement_rate_from_baseline(
    actual: Decimal, baseline: Decimal, target: Decimal
) -> Decimal | Reason:
    """達成率 in ％ where lower is better: how much of the way down to the target is done.

    None for a target above the baseline: the way would lead up, and rise with the worse value.
    """
    if target > baseline:
        return Reason("above_baseline", "target")
    way = EXACT.subtract(baseline, target)
    return percentage(EXACT.subtract(baseline, actual), way, Reason("equal", "target"))


def _negative(actual: Decimal, target: Decimal) -> Reason | None:
    """A share of a number below 0 would mislead."""
    names = [name for name, value in (("actual", actual), ("target", target)) if value < 0]
    return Reason("negative", names[0]) if names else None


@figure("cumulative ÷ target × 100", of="achievement_rate")
def achievement_rate_cumulative(cumulative: Decimal, target: Decimal) -> Decimal | Reason:
    """達成率 in ％ where the target counts the sum of the years: how large that is beside it."""
    if target < 0:
        return Reason("negative", "target")
    return percentage(cumulative, target, Reason("zero", "target"))


@figure("(actual − baseline) ÷ (target − baseline) × 100")
def progress_rate(actual: Decimal, baseline: Decimal, target: Decimal) -> Decimal | Reason:
    """進捗率 in ％: how much of the way from the baseline to the target is done; negative: away."""
    way = EXACT.subtract(target, baseline)
    return percentage(EXACT.subtract(actual, baseline), way, Reason("equal", "target"))


@figure("actual − baseline", sign=Sign.DIFFERENCE)
def change(actual: Decimal, baseline: Decimal) -> Decimal:
    """策定時からの増減 in the indicator's unit; in ポイント when that is ％."""
    return EXACT.subtract(actual, baseline)


@figure("actual − baseline", of="change", sign=Sign.RANK)
def change_of_rank(actual: Decimal, baseline: Decimal) -> Decimal:
    """策定時からの順位の動き: below 0 where it has risen."""
    return EXACT.subtract(actual, baseline)


@figure("(actual − baseline) ÷ |baseline| × 100", sign=Sign.DIFFERENCE)
def change_rate(actual: Decimal, baseline: Decimal) -> Decimal | Reason:
    """策定時からの増減率 in ％; not for indicators whose unit is ％."""
    return percentage(EXACT.subtract(actual, baseline), abs(baseline), Reason("zero", "baseline"))


@figure("actual − previous_actual", sign=Sign.DIFFERENCE)
def year_on_year(actual: Decimal, previous_actual: Decimal) -> Decimal:
    """前年度からの増減 in the indicator's unit; in ポイント when that is ％."""
    return EXACT.subtract(actual, previous_actual)


@figure("actual − previous_actual", of="year_on_year", sign=Sign.RANK)
def year_on_year_of_rank(actual: Decimal, previous_actual: Decimal) -> Decimal:
    """前年度からの順位の動き: below 0 where it has risen."""
    return EXACT.subtract(actual, previous_actual)


@figure("(actual − previous_actual) ÷ |previous_actual| × 100", sign=Sign.DIFFERENCE)
def year_on_year_rate(actual: Decimal, previous_actual: Decimal) -> Decimal | Reason:
    """前年度からの増減率 in ％; not for indicators whose unit is ％."""
    return percentage(
        EXACT.subtract(actual, previous_actual),
        abs(previous_actual),
        Reason("zero", "previous_actual"),
    )


_LIMIT = re.compile("(?:以内|以下|以上|未満|まで)$")


def unit_of_change(unit: str) -> str:
    """The unit of a difference: ポイント between percentages, else the unit without its limit.

    The difference of 5分以内 and 7分以内 is 2分.
    """
    return POINTS if is_percent(unit) else _LIMIT.sub("", unit) or unit


def has_limit(unit: str) -> bool:
    """Whether a unit says of itself that its numbers are limits: 5分以内."""
    return _LIMIT.search(unit) is not None
