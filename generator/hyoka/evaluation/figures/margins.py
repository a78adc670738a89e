"""The figures of a survey: a share of those who answered, and the margins of error."""

from decimal import Decimal

from hyoka.evaluation.figures.definition import HUNDRED, Figure, Reason, Sign, figure, percentage
from hyoka.units import EXACT


@figure("count ÷ respondents × 100")
def share(count: Decimal, respondents: Decimal) -> Decimal | Reason:
    """割合 in ％ of those who answered the survey."""
    return percentage(count, respondents, Reason("zero", "respondents"))


@figure("1.96 × √(share × (100 − share) ÷ respondents)", sign=Sign.MARGIN)
def share_margin(share: Decimal, respondents: Decimal) -> Decimal | Reason:
    """割合の誤差 in ポイント: in 95 of 100 random samples the true share lies within it."""
    return _margin(_variance("share", share, "respondents", respondents))


@figure("share − previous_share", sign=Sign.DIFFERENCE)
def share_change(share: Decimal, previous_share: Decimal) -> Decimal:
    """前回の調査からの割合の増減 in ポイント."""
    return EXACT.subtract(share, previous_share)


@figure(
    "1.96 × √(share × (100 − share) ÷ respondents"
    " ＋ previous_share × (100 − previous_share) ÷ previous_respondents)",
    sign=Sign.MARGIN,
)
def share_change_margin(
    share: Decimal, respondents: Decimal, previous_share: Decimal, previous_respondents: Decimal
) -> Decimal | Reason:
    """その誤差 in ポイント: a smaller change may be but chance."""
    return _margin(
        _variance("share", share, "respondents", respondents),
        _variance("previous_share", previous_share, "previous_respondents", previous_respondents),
    )


@figure("mean − previous_mean", sign=Sign.DIFFERENCE)
def mean_change(mean: Decimal, previous_mean: Decimal) -> Decimal:
    """前回の調査からの平均点の増減."""
    return EXACT.subtract(mean, previous_mean)


@figure(
    "1.96 × √(actual × (100 − actual) ÷ respondents"
    " ＋ baseline × (100 − baseline) ÷ baseline_respondents)",
    sign=Sign.MARGIN,
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
    " ＋ previous_actual × (100 − previous_actual) ÷ previous_respondents)",
    sign=Sign.MARGIN,
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
