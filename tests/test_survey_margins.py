"""The margins of what a survey told, and when a change is said to be within them."""

import math
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hyoka.evaluation import EvaluatedIndicatorYear, RoundingRules, evaluate_indicator, figures
from hyoka.evaluation.figures import Figure, Reason, compute, within_margin
from hyoka.model import Indicator, IndicatorYear
from hyoka.units import POINTS, FiscalYear, Value
from hyoka.wording import load_language

PATIENT = settings(deadline=None, derandomize=True)
JAPANESE = load_language("ja")
SHARES = st.decimals("0.1", "99.9", places=1)
RESPONDENTS = st.integers(1, 10**6)


def _margin(function: str, **inputs: str | int) -> Figure:
    values: dict[str, Value | None] = {key: Decimal(value) for key, value in inputs.items()}
    return compute(getattr(figures, function), values, unit=POINTS, places=1)


@given(SHARES, RESPONDENTS)
@PATIENT
def test_a_share_s_margin_is_that_of_the_textbook(share: Decimal, n: int) -> None:
    figure = _margin("share_margin", share=str(share), respondents=n)
    p = float(share) / 100
    assert figure.value is not None
    assert math.isclose(float(figure.value), 196 * math.sqrt(p * (1 - p) / n), rel_tol=1e-12)


@given(SHARES, RESPONDENTS, SHARES, RESPONDENTS)
@PATIENT
def test_a_change_s_margin_is_that_of_two_samples(
    now: Decimal, asked: int, then: Decimal, asked_then: int
) -> None:
    figure = _margin(
        "change_margin",
        actual=str(now),
        respondents=asked,
        baseline=str(then),
        baseline_respondents=asked_then,
    )
    both = [
        float(_margin("share_margin", share=str(share), respondents=n).value or 0)
        for share, n in ((now, asked), (then, asked_then))
    ]
    assert figure.value is not None
    assert math.isclose(float(figure.value), math.hypot(*both), rel_tol=1e-12)


@pytest.mark.parametrize(
    ("share", "respondents", "shown"),
    [("50", 1000, "3.1"), ("50", 400, "4.9"), ("9.3", 2073, "1.3"), ("20", 100, "7.8")],
)
def test_margins_that_are_well_known(share: str, respondents: int, shown: str) -> None:
    figure = _margin("share_margin", share=share, respondents=respondents)
    assert str(figure.shown) == shown
    assert JAPANESE.figure(figure) == f"±{shown}ポイント"


@pytest.mark.parametrize(
    ("share", "respondents", "reason"),
    [
        ("0", 100, Reason("no_spread", "share")),
        ("100.0", 100, Reason("no_spread", "share")),
        ("100.1", 100, Reason("not_a_share", "share")),
        ("-1", 100, Reason("not_a_share", "share")),
        ("50", 0, Reason("zero", "respondents")),
        ("50", -1, Reason("negative", "respondents")),
    ],
)
def test_where_there_is_no_margin_there_is_a_reason(
    share: str, respondents: int, reason: Reason
) -> None:
    figure = _margin("share_margin", share=share, respondents=respondents)
    assert (figure.value, figure.reason) == (None, reason)
    assert JAPANESE.reason(reason).endswith("。")


def _years(
    *rows: tuple[str, int | None], unit: str = "％", baseline_respondents: int | None = 812
) -> list[EvaluatedIndicatorYear]:
    """The years from 2021, from actuals and how many answered; the baseline is 52.3."""
    indicator = Indicator(
        id="a",
        name="指標",
        unit=unit,
        baseline=Decimal("52.3"),
        baseline_respondents=baseline_respondents,
        target=Decimal("65.0"),
    )
    by_year = {
        FiscalYear(2021 + index): IndicatorYear(id="a", actual=Decimal(actual), respondents=n)
        for index, (actual, n) in enumerate(rows)
    }
    return list(evaluate_indicator(indicator, by_year, RoundingRules(1)))


def test_a_change_within_its_margin_is_said_to_be_so() -> None:
    (year,) = _years(("54.1", 798))
    assert year.change_margin is not None
    assert str(year.change_margin.shown) == "4.9"
    assert within_margin(year.change, year.change_margin)
    assert JAPANESE.sentence(year) == (
        "計画の目標の83.2％の水準で、計画を作った時の数値より1.8ポイント高くなっています（誤差の範囲内）。"
    )
    change, margin = JAPANESE.calculation(year.change, margin=year.change_margin)
    assert change == "54.1 − 52.3 ＝ 1.8ポイント"
    numbers = "1.96 × √(54.1 × (100 − 54.1) ÷ 798 ＋ 52.3 × (100 − 52.3) ÷ 812)"
    assert margin == f"策定時からの増減の誤差 ±4.9ポイント：{numbers}（誤差の範囲内）"


def test_of_a_change_beyond_its_margin_nothing_is_claimed() -> None:
    (year,) = _years(("58.9", 1021))
    assert year.change_margin is not None
    assert not within_margin(year.change, year.change_margin)
    assert "誤差" not in JAPANESE.sentence(year)
    _, margin = JAPANESE.calculation(year.change, margin=year.change_margin)
    assert margin.startswith("策定時からの増減の誤差 ±")
    assert "誤差の範囲内" not in margin


def test_the_year_before_is_compared_where_both_numbers_are_known() -> None:
    first, second, third = _years(("54.1", None), ("55.0", 800), ("54.0", 700))
    assert first.year_on_year_margin is None
    assert second.year_on_year_margin is None
    assert third.year_on_year_margin is not None
    assert within_margin(third.year_on_year, third.year_on_year_margin)
    assert first.change_margin is None
    assert second.change_margin is not None


def test_without_both_numbers_nothing_is_claimed() -> None:
    (year,) = _years(("54.1", 798), baseline_respondents=None)
    assert (year.change_margin, year.year_on_year_margin) == (None, None)
    assert "誤差" not in JAPANESE.sentence(year)
    assert not within_margin(year.change, None)


@pytest.mark.parametrize("actual", ["0", "100", "101"])
def test_where_the_formula_does_not_hold_nothing_is_claimed(actual: str) -> None:
    (year,) = _years((actual, 798))
    assert year.change_margin is None


def test_what_is_no_share_has_no_margin() -> None:
    (year,) = _years(("54.1", 798), unit="件")
    assert year.change_margin is None


def test_a_change_as_large_as_its_margin_is_within_it() -> None:
    (year,) = _years(("52.3", 812))
    assert year.change.value == 0
    assert within_margin(year.change, year.change_margin)
    assert "誤差" not in JAPANESE.sentence(year)
    margin = _margin("share_margin", share="50", respondents=100)
    assert margin.value == Decimal("9.8")
    for change, within in (("9.8", True), ("-9.8", True), ("9.8000001", False)):
        inputs: dict[str, Value | None] = {"actual": Decimal(change), "baseline": Decimal(0)}
        assert within_margin(compute(figures.change, inputs), margin) is within
