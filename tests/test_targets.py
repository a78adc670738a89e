"""Which target holds in a year, how lower and ranges are measured, and what is said of it."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hyoka.evaluation import EvaluatedIndicatorYear, RoundingRules, evaluate_indicator, figures
from hyoka.evaluation.figures import Reason, Status, compute, distance, judge
from hyoka.evaluation.target import changed_targets
from hyoka.model import (
    AchievementMethod,
    Direction,
    Indicator,
    IndicatorYear,
    Kind,
    TargetChange,
    TargetRange,
)
from hyoka.units import FiscalYear, Missing, Value
from hyoka.wording import load_language

PATIENT = settings(deadline=None, derandomize=True)
JAPANESE = load_language("ja")
RATIO, DIFFERENCE, FROM_BASELINE, NONE = AchievementMethod
NUMBERS = st.decimals(-100, 100, places=1)


def _indicator(**fields: object) -> Indicator:
    return Indicator.model_validate({"id": "a", "name": "指標", "unit": "件", **fields})


def _years(
    indicator: Indicator,
    *rows: tuple[int, dict[str, object]],
    method: AchievementMethod | None = None,
) -> list[EvaluatedIndicatorYear]:
    by_year = {
        FiscalYear(year): IndicatorYear.model_validate({"id": "a", **row}) for year, row in rows
    }
    return list(evaluate_indicator(indicator, by_year, RoundingRules(1, method=method)))


def _year(
    indicator: Indicator, method: AchievementMethod | None = None, **row: object
) -> EvaluatedIndicatorYear:
    (year,) = _years(indicator, (2022, row), method=method)
    return year


# Lower is better.

LOWER = {"direction": Direction.LOWER, "baseline": Decimal(20), "target": Decimal(10)}


@pytest.mark.parametrize(
    ("method", "actual", "shown", "said", "by"),
    [
        (
            RATIO,
            "12.5",
            "80.0",
            "届いていませんが、計画を作った時の数値より7.5件少なくなっています",
            "比による方法",
        ),
        (
            DIFFERENCE,
            "12",
            "80.0",
            "届いていませんが、計画を作った時の数値より8件少なくなっています",
            "差による方法",
        ),
        (
            DIFFERENCE,
            "25",
            "-50.0",
            "届いておらず、計画を作った時の数値より5件多くなっています",
            "差による方法",
        ),
        (
            *(FROM_BASELINE, "12", "80.0"),
            *(
                "届いていませんが、計画を作った時の数値より8件少なくなっています",
                "策定時からの減り方による方法",
            ),
        ),
        (
            *(FROM_BASELINE, "20", "0.0"),
            *(
                "届いておらず、計画を作った時の数値から変わっていません",
                "策定時からの減り方による方法",
            ),
        ),
    ],
)
def test_each_method_is_named_beside_its_rate(
    method: AchievementMethod, actual: str, shown: str, said: str, by: str
) -> None:
    year = _year(_indicator(**LOWER), method, actual=Decimal(actual))
    rate = year.achievement_rate
    assert (rate.name, rate.method) == ("achievement_rate", f"achievement_rate_{method}")
    assert str(rate.shown) == shown
    told = f"{by}で達成率{JAPANESE.figure(rate)}"
    assert JAPANESE.sentence(year) == f"計画の目標の10件に{said}（{told}）。"
    (line,) = JAPANESE.calculation(rate)
    assert line.startswith(f"{by}　{JAPANESE.with_numbers(rate)} ＝ ")


def test_a_rate_that_is_rounded_to_100_is_not_said_to_be_100() -> None:
    missed = _year(_indicator(**LOWER), RATIO, actual=Decimal("10.001"))
    assert JAPANESE.sentence(missed).endswith("（比による方法で達成率100.0％弱）。")
    reached = _year(_indicator(**LOWER), RATIO, actual=Decimal(8))
    assert reached.achievement_rate.value == 125
    assert JAPANESE.sentence(reached) == "計画の目標の10件に対して8件で、目標に届いています。"


def test_the_calculation_of_a_method_has_its_numbers() -> None:
    year = _year(_indicator(**LOWER), DIFFERENCE, actual=Decimal("12.5"))
    assert JAPANESE.calculation(year.achievement_rate) == (
        "差による方法　(2 × 10 − 12.5) ÷ 10 × 100 ＝ 75％",
    )


def test_where_higher_is_better_no_method_is_named() -> None:
    year = _year(_indicator(direction=Direction.HIGHER, target=Decimal(10)), RATIO, actual=8)
    assert year.achievement_rate.method == "achievement_rate"
    assert JAPANESE.calculation(year.achievement_rate) == ("8 ÷ 10 × 100 ＝ 80％",)


def test_an_indicator_may_have_a_method_of_its_own() -> None:
    own = _indicator(achievement_method=RATIO, **LOWER)
    assert _year(own, DIFFERENCE, actual=Decimal("12.5")).achievement_rate.value == 80
    assert _year(own, None, actual=Decimal("12.5")).achievement_rate.value == 80
    none = _year(_indicator(**LOWER), None, actual=Decimal("12.5")).achievement_rate
    assert (none.value, none.reason) == (None, Reason("lower_is_better"))


def test_a_missed_target_without_a_movement_is_told_with_its_rate() -> None:
    year = _year(_indicator(**LOWER | {"baseline": None}), RATIO, actual=Decimal("12.5"))
    assert (
        JAPANESE.sentence(year)
        == "計画の目標の10件に届いていません（比による方法で達成率80.0％）。"
    )


@pytest.mark.parametrize(
    ("method", "actual", "baseline", "target", "reason"),
    [
        (RATIO, "0", "20", "10", Reason("zero", "actual")),
        (RATIO, "-1", "20", "10", Reason("negative", "actual")),
        (RATIO, "5", "20", "-10", Reason("negative", "target")),
        (DIFFERENCE, "5", "20", "0", Reason("zero", "target")),
        (DIFFERENCE, "-5", "20", "10", Reason("negative", "actual")),
        (FROM_BASELINE, "5", "10", "10.0", Reason("equal", "target")),
        (FROM_BASELINE, "12", "8", "10", Reason("above_baseline", "target")),
        (FROM_BASELINE, "12", None, "10", Reason("absent", "baseline")),
    ],
)
def test_where_a_method_makes_no_sense_there_is_a_reason(
    method: AchievementMethod, actual: str, baseline: str | None, target: str, reason: Reason
) -> None:
    start = None if baseline is None else Decimal(baseline)
    indicator = _indicator(direction=Direction.LOWER, baseline=start, target=Decimal(target))
    rate = _year(indicator, method, actual=Decimal(actual)).achievement_rate
    assert (rate.value, rate.reason) == (None, reason)
    assert JAPANESE.reason(reason).endswith("。")


@given(NUMBERS, NUMBERS, NUMBERS)
@PATIENT
def test_down_from_the_baseline_is_the_way_that_is_done(
    actual: Decimal, baseline: Decimal, target: Decimal
) -> None:
    inputs: dict[str, Value | None] = {"actual": actual, "baseline": baseline, "target": target}
    rate = compute(figures.achievement_rate_from_baseline, inputs, places=6)
    progress = compute(figures.progress_rate, inputs, places=6)
    assert rate.shown == (None if target > baseline else progress.shown)


@given(st.decimals(1, 100, places=1), st.decimals(1, 100, places=1), st.sampled_from([0, 1]))
@PATIENT
def test_every_method_says_100_at_the_target_and_less_for_a_worse_value(
    target: Decimal, worse: Decimal, which: int
) -> None:
    function = (figures.achievement_rate_ratio, figures.achievement_rate_difference)[which]
    assert function(target, target) == 100
    rate = function(target + worse, target)
    assert isinstance(rate, Decimal)
    assert rate < 100


# Ranges.


def _range(lowest: str | None, highest: str | None) -> TargetRange:
    ends = {"lowest": lowest, "highest": highest}
    return TargetRange.model_validate({k: Decimal(v) for k, v in ends.items() if v is not None})


@pytest.mark.parametrize(
    ("lowest", "highest", "value", "outside"),
    [
        *[("20", "30", "19.5", "0.5"), ("20", "30", "20.0", "0"), ("20", "30", "30", "0")],
        *[("20", "30", "31", "1"), ("20", None, "99", "0"), ("20", None, "-1", "21")],
        *[(None, "30", "-99", "0"), (None, "30", "30.1", "0.1"), ("-5", "-1", "0", "1")],
    ],
)
def test_the_distance_from_a_range(
    lowest: str | None, highest: str | None, value: str, outside: str
) -> None:
    assert distance(Decimal(value), _range(lowest, highest)) == Decimal(outside)


@pytest.mark.parametrize(
    ("lowest", "highest", "bare", "with_unit"),
    [
        ("20", "30.0", "20〜30.0", "20〜30.0度"),
        ("20", None, "20以上", "20度以上"),
        (None, "1000", "1,000以下", "1,000度以下"),
        ("-5", "5", "−5〜5", "−5〜5度"),
    ],
)
def test_a_range_is_written_as_the_sheets_do(
    lowest: str | None, highest: str | None, bare: str, with_unit: str
) -> None:
    assert JAPANESE.range(_range(lowest, highest)) == bare
    assert JAPANESE.range(_range(lowest, highest), "度") == with_unit


RANGE = {"unit": "度", "direction": Direction.RANGE, "range": {"lowest": 20, "highest": 30}}


@pytest.mark.parametrize(
    ("actual", "baseline", "status", "said"),
    [
        ("30", "10", Status.ACHIEVED, "に対して30度で、目標に届いています"),
        (
            "32",
            "15",
            Status.IMPROVED,
            "に入っていませんが、計画を作った時の数値より3度だけ範囲に近づいています",
        ),
        (
            "35",
            "16",
            Status.WORSENED,
            "に入っておらず、計画を作った時の数値より1度だけ範囲から離れています",
        ),
        (
            "19",
            "25",
            Status.WORSENED,
            "に入っておらず、計画を作った時の数値より1度だけ範囲から離れています",
        ),
        (
            "35",
            "15",
            Status.UNCHANGED,
            "に入っておらず、範囲までの差は計画を作った時の数値と同じです",
        ),
    ],
)
def test_a_range_is_judged_by_the_distance(
    actual: str, baseline: str, status: Status, said: str
) -> None:
    year = _year(_indicator(baseline=Decimal(baseline), **RANGE), actual=Decimal(actual))
    assert year.status is status
    assert year.judgement.target_met is (status is Status.ACHIEVED)
    assert JAPANESE.sentence(year) == f"望ましい範囲の20〜30度{said}。"
    assert year.target is None
    for rate in (year.achievement_rate, year.progress_rate):
        assert (rate.value, rate.reason) == (None, Reason("range"))


def test_a_range_without_a_baseline_is_judged_by_last_year() -> None:
    indicator = _indicator(**RANGE)
    first, second = _years(indicator, (2021, {"actual": 35}), (2022, {"actual": 18}))
    assert first.judgement.reason == Reason("no_reference")
    assert (second.status, second.judgement.compared_with) == (Status.IMPROVED, "previous_actual")
    explained = JAPANESE.status_explanation(second)
    assert "望ましい範囲までの差（実績値）：2度" in explained
    assert "望ましい範囲までの差（前年度の実績値）：5度" in explained


def test_a_range_tells_the_better_way_also_after_its_year() -> None:
    indicator = _indicator(baseline=Decimal(15), target_year=2021, **RANGE)
    year = _year(indicator, actual=Decimal(18))
    assert (year.status, year.judgement.target_met) == (Status.IMPROVED, None)
    assert year.effective_target.range is None
    assert (
        JAPANESE.sentence(year) == "計画を作った時の数値より3度だけ望ましい範囲に近づいています。"
    )


def test_a_direction_of_range_without_a_range_cannot_be_judged() -> None:
    """No site is made of it, but the checks evaluate it."""
    year = _year(_indicator(direction=Direction.RANGE, baseline=Decimal(1)), actual=Decimal(2))
    assert year.judgement.reason == Reason("no_direction")


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
@PATIENT
def test_a_range_as_the_method_page_tells_it(
    actual: Decimal, baseline: Decimal, one: Decimal, other: Decimal
) -> None:
    wanted = TargetRange(lowest=min(one, other), highest=max(one, other))
    judged = judge(
        actual=actual,
        target=wanted,
        baseline=baseline,
        previous_actual=None,
        direction=Direction.RANGE,
        direction_inferred=False,
        wanted=wanted,
    )
    low, high = min(one, other), max(one, other)
    now, then = (max(low - value, value - high, Decimal(0)) for value in (actual, baseline))
    assert judged.target_met is (low <= actual <= high)
    if judged.target_met:
        assert judged.status is Status.ACHIEVED
    elif now == then:
        assert judged.status is Status.UNCHANGED
    else:
        assert judged.status is (Status.IMPROVED if now < then else Status.WORSENED)


# Targets that change, and targets on the way.

CHANGED = {
    "baseline": Decimal(0),
    "target": Decimal(100),
    "target_year": 2025,
    "target_changes": (
        {"fiscal_year": 2022, "before": Decimal(50), "reason": "早く進んだ。"},
        {"fiscal_year": 2024, "before": Decimal(80), "reason": "さらに進んだ。"},
    ),
}


def test_each_year_is_measured_by_the_target_that_held_then() -> None:
    rows: list[tuple[int, dict[str, object]]] = [
        (year, {"actual": Decimal(40)}) for year in range(2021, 2027)
    ]
    years = _years(_indicator(**CHANGED), *rows)
    assert [year.target for year in years] == [50, 80, 80, 100, 100, None]
    assert [year.achievement_rate.value for year in years] == [80, 50, 50, 40, 40, None]
    assert [year.progress_rate.value for year in years] == [80, 50, 50, 40, 40, None]
    assert years[-1].achievement_rate.reason == Reason("past_target")
    assert [_first_year(year.effective_target.replaced) for year in years[:5]] == [
        *(2022, 2024, 2024, None, None),
    ]
    assert [_first_year(year.effective_target.changed_to) for year in years[:5]] == [
        *(None, 2022, 2022, 2024, 2024),
    ]


def _first_year(change: TargetChange | None) -> int | None:
    return change.fiscal_year.year if change else None


def test_a_changed_target_is_told_with_what_it_became() -> None:
    told = changed_targets(_indicator(**CHANGED))
    assert [change.before for change, _ in told] == [50, 80]
    assert [after for _, after in told] == [80, 100]
    assert changed_targets(_indicator(target=Decimal(1))) == ()


def test_a_year_s_own_target_comes_before_the_changed_one() -> None:
    (year,) = _years(_indicator(**CHANGED), (2021, {"actual": Decimal(40), "target": Decimal(20)}))
    assert year.target == 20
    assert year.effective_target.replaced is None
    assert year.achievement_rate.value == 200
    assert year.progress_rate.value == 80


def test_an_interim_target_is_that_of_its_year_alone() -> None:
    interim = ({"fiscal_year": 2022, "target": Decimal(60)},)
    indicator = _indicator(
        baseline=Decimal(0), target=Decimal(100), target_year=2025, interim_targets=interim
    )
    years = _years(
        indicator, (2021, {"actual": 30}), (2022, {"actual": 30}), (2023, {"actual": 30})
    )
    assert [year.target for year in years] == [100, 60, 100]
    assert [year.effective_target.interim for year in years] == [False, True, False]
    assert [year.achievement_rate.value for year in years] == [30, 50, 30]
    assert [year.progress_rate.value for year in years] == [30, 30, 30]
    (own,) = _years(indicator, (2022, {"actual": 30, "target": 40}))
    assert own.target == 40
    assert not own.effective_target.interim


# A target that counts the sum of the years.

SUMMED = {"direction": "higher", "baseline": Decimal(9), "target": Decimal(100)}


def test_a_sum_of_years_is_compared_with_the_target() -> None:
    indicator = _indicator(**SUMMED, cumulative_from=2020)
    before, first, last = _years(
        indicator,
        (2019, {"actual": 70}),
        (2020, {"actual": 50, "preliminary": True}),
        (2021, {"actual": 50, "target": 99}),
    )
    assert before.cumulative is None
    assert before.judgement.reason == before.achievement_rate.reason == Reason("cumulative_before")
    assert (first.status, first.judgement.target_met) == (Status.UNDETERMINED, False)
    assert first.judgement.reason == first.progress_rate.reason == Reason("cumulative")
    assert first.achievement_rate.value == 50
    assert [first.change.value, first.year_on_year.value] == [41, -20]
    assert last.status is Status.ACHIEVED
    assert last.year_on_year.value == 0
    assert JAPANESE.compared_actual(last) == "累計100件（速報値を含む）"
    assert JAPANESE.calculation(last.achievement_rate)[1] == (
        "累計：令和2年度 50 ＋ 令和3年度 50 ＝ 100"
    )


@pytest.mark.parametrize("gap", [{}, {"actual": "pending"}, {"actual": "cancelled"}])
def test_a_sum_of_which_a_year_is_not_known_is_but_a_part(gap: dict[str, object]) -> None:
    indicator = _indicator(**SUMMED, cumulative_from=2020)
    between: list[tuple[int, dict[str, object]]] = [(2021, gap)] if gap else []
    *_, last = _years(indicator, (2020, {"actual": 200}), *between, (2022, {"actual": 0}))
    assert last.achievement_rate.reason == last.judgement.reason == Reason("cumulative_gap")
    assert last.judgement.target_met is None
    assert JAPANESE.compared_actual(last) == "累計200件（令和3年度を除く）"
    assert JAPANESE.sentence(last) == (
        "計画の目標の100件に対して、累計200件（令和3年度を除く）です。"
    )


@pytest.mark.parametrize("forecast", [2020, 2021])
def test_a_sum_in_which_a_forecast_is_does_not_reach_its_target_yet(forecast: int) -> None:
    indicator = _indicator(**SUMMED, cumulative_from=2020)
    given: list[dict[str, object]] = [
        {"actual": 60, "forecast": year == forecast} for year in (2020, 2021)
    ]
    rows = zip((2020, 2021), given, strict=True)
    *_, last = _years(indicator, *rows)
    why = "forecast" if forecast == 2021 else "cumulative_forecast"
    assert (last.status, last.judgement.reason) == (Status.UNDETERMINED, Reason(why))
    assert last.judgement.target_met is None
    assert last.achievement_rate.value == 120
    assert JAPANESE.figure(last.achievement_rate) == "120.0％（見込）"
    assert "累計120件（見込を含む）" in JAPANESE.compared_actual(last)
    assert last.change.forecast is (forecast == 2021)


def test_what_is_made_of_a_forecast_is_marked_as_one() -> None:
    year = _year(_indicator(**SUMMED), actual=60, forecast=True)
    assert JAPANESE.figure(year.achievement_rate) == "60.0％（見込）"
    assert JAPANESE.figure(year.change) == "+51件（見込）"
    assert JAPANESE.sentence(year).count("見込") == 1


def test_what_a_sum_lacks_is_told_before_the_forecast_in_it() -> None:
    indicator = _indicator(**SUMMED, cumulative_from=2020)
    *_, last = _years(indicator, (2020, {"actual": 60}), (2022, {"actual": 60, "forecast": True}))
    assert last.judgement.reason == Reason("cumulative_gap")
    before = _year(_indicator(**SUMMED, cumulative_from=2023), actual=60, forecast=True)
    assert before.judgement.reason == Reason("cumulative_before")


@pytest.mark.parametrize("preliminary", [2020, 2021])
def test_a_sum_is_as_preliminary_as_any_of_its_years(preliminary: int) -> None:
    indicator = _indicator(**SUMMED, cumulative_from=2020)
    rows: list[tuple[int, dict[str, object]]] = [
        (year, {"actual": 60, "preliminary": year == preliminary}) for year in (2020, 2021)
    ]
    first, last = _years(indicator, *rows)
    assert (first.is_preliminary, last.is_preliminary) == (preliminary == 2020, True)


def test_a_sum_that_begins_with_a_bound_has_begun() -> None:
    indicator = _indicator(**SUMMED, cumulative_from=2020)
    first, last = _years(
        indicator,
        (2020, {"actual": 90, "actual_qualifier": "at_least"}),
        (2021, {"actual": 20}),
    )
    assert first.judgement.reason == first.achievement_rate.reason == Reason("bounded", "actual")
    assert last.judgement.reason == Reason("cumulative_gap")


def test_a_sum_of_nothing_is_known_to_be_nothing() -> None:
    year = _year(_indicator(**SUMMED, cumulative_from=2022), actual=0)
    assert year.achievement_rate.value == 0
    assert year.judgement.target_met is False


def test_a_sum_has_to_be_beyond_what_a_target_is_more_than() -> None:
    indicator = _indicator(**SUMMED, cumulative_from=2022, target_qualifier="more_than")
    missed, reached = (_year(indicator, actual=actual) for actual in (100, 101))
    assert (missed.judgement.target_met, reached.judgement.target_met) == (False, True)
    assert JAPANESE.sentence(missed) == (
        "計画の目標の100件超に対して累計100件で、目標に届いていません。"
    )


def test_no_rate_is_made_of_a_sum_where_the_indicator_has_none() -> None:
    indicator = _indicator(**SUMMED, cumulative_from=2022, achievement_method="none")
    year = _year(indicator, actual=50)
    assert (year.achievement_rate.value, year.achievement_rate.reason) == (None, Reason("no_rate"))
    assert "―" not in JAPANESE.sentence(year)


# Ranks.


def test_the_first_rank_is_the_best() -> None:
    indicator = _indicator(unit="位", rank_among=47, baseline=20, target=10)
    first, down, up, same = _years(
        indicator,
        (2020, {"actual": 12}),
        (2021, {"actual": 15}),
        (2022, {"actual": 10}),
        (2023, {"actual": 10, "rank_among": 46}),
    )
    assert [year.judgement.direction for year in (first, same)] == [Direction.LOWER] * 2
    assert not first.judgement.direction_inferred
    assert [JAPANESE.figure(y.year_on_year) for y in (first, down, up)] == [
        "―",
        "3ランク下降",
        "5ランク上昇",
    ]
    assert [year.status for year in (first, up)] == [Status.IMPROVED, Status.ACHIEVED]
    assert JAPANESE.actual(down) == "15位／47"
    assert JAPANESE.sentence(down) == (
        "計画の目標の10位に届いていませんが、計画を作った時の数値より5ランク上がっています。"
    )
    assert down.achievement_rate.reason == down.progress_rate.reason == Reason("rank")
    assert down.change_rate is down.year_on_year_rate is None
    assert same.year_on_year.reason == Reason("other_rank_among", "previous_actual")
    assert same.change.reason == Reason("other_rank_among", "baseline")
    assert same.status is Status.ACHIEVED


@pytest.mark.parametrize(
    ("of_indicator", "of_year", "reason"),
    [
        (47, 46, "other_rank_among"),
        (47, "not_stated", "unknown_rank_among"),
        ("not_stated", 47, "unknown_rank_among"),
    ],
)
def test_ranks_are_compared_where_they_are_known_to_be_among_the_same(
    of_indicator: object, of_year: object, reason: str
) -> None:
    indicator = _indicator(unit="位", rank_among=of_indicator, baseline=20)
    year = _year(indicator, actual=12, rank_among=of_year)
    assert year.change.reason == Reason(reason, "baseline")


def test_about_so_many_ranks_are_told_as_about_so_many() -> None:
    indicator = _indicator(unit="位", rank_among=47, baseline=20, baseline_qualifier="about")
    year = _year(indicator, actual=9)
    assert JAPANESE.figure(year.change) == "約11ランク上昇"
    assert JAPANESE.sentence(year).endswith("より約11ランク上がっています。")


def test_a_rank_without_a_denominator_says_so() -> None:
    year = _year(_indicator(unit="位", rank_among="not_stated", baseline=3), actual=3)
    assert (JAPANESE.actual(year), year.status) == ("3位（母数の記載なし）", Status.UNCHANGED)
    assert JAPANESE.figure(year.change) == "変わらず"


@pytest.mark.parametrize(
    ("beside", "actual", "told"),
    [
        ({"baseline": 10}, 15, (Status.IMPROVED, False)),
        ({"baseline": 10, "baseline_qualifier": "at_least"}, 15, (Status.UNDETERMINED, False)),
        ({"baseline": 10, "baseline_qualifier": "at_least"}, 25, (Status.ACHIEVED, True)),
        ({"baseline": 10, "baseline_qualifier": "about"}, 15, (Status.IMPROVED, False)),
    ],
)
def test_beside_a_range_only_a_certain_number_tells_how_it_moved(
    beside: dict[str, object], actual: int, told: tuple[Status, bool]
) -> None:
    wanted = {"lowest": 20, "highest": 30}
    year = _year(_indicator(direction="range", range=wanted, **beside), actual=actual)
    assert (year.status, year.judgement.target_met) == told


# A target that is set beside the baseline.


@pytest.mark.parametrize(
    ("rule", "direction", "told"),
    [
        ("increase", None, ["worsened", "unchanged", "achieved"]),
        ("decrease", None, ["achieved", "unchanged", "worsened"]),
        ("maintain", "higher", ["worsened", "achieved", "achieved"]),
        ("maintain", "lower", ["achieved", "achieved", "worsened"]),
        ("maintain", None, ["undetermined", "achieved", "undetermined"]),
    ],
)
def test_a_target_beside_the_baseline_is_judged_by_it(
    rule: str, direction: str | None, told: list[str]
) -> None:
    indicator = _indicator(baseline=10, target_rule=rule, direction=direction)
    years = [_year(indicator, actual=actual) for actual in (9, 10, 11)]
    assert [year.status for year in years] == told
    met = {"achieved": True, "undetermined": None}  # without a direction, more may be better
    assert [year.judgement.target_met for year in years] == [met.get(one, False) for one in told]
    assert {year.achievement_rate.reason for year in years} == {Reason("target_rule")}
    assert not any(year.judgement.direction_inferred for year in years)
    without = _year(_indicator(target_rule=rule, direction=direction), actual=9)
    assert (without.status, without.judgement.target_met) == (Status.UNDETERMINED, None)


def test_a_target_beside_the_baseline_is_told_in_the_sheet_s_words() -> None:
    indicator = _indicator(baseline=10, target_rule="increase", target_year=2022)
    assert JAPANESE.sentence(_year(indicator, actual=11)) == (
        "計画の目標（令和4年度）の「策定時より増加」に対して11件で、目標に届いています。"
    )
    assert JAPANESE.sentence(_year(indicator, actual=10)) == (
        "計画の目標（令和4年度）の「策定時より増加」に届いておらず、"
        "計画を作った時の数値から変わっていません。"
    )
    unknown = {"target": "not_quantifiable", "target_words": "増加傾向"}
    indicator = _indicator(baseline=10, target_rule="increase", **unknown)
    assert JAPANESE.target(_year(indicator, actual=11)) == "「増加傾向」"


# Numbers beside which the sheet says more.


@pytest.mark.parametrize(
    ("direction", "actual", "target", "baseline", "status", "met"),
    [
        ("higher", "90 at_least", "90", "80", Status.ACHIEVED, True),
        ("higher", "90 at_least", "91", "80", Status.UNDETERMINED, None),
        ("higher", "90 at_most", "91", "80", Status.UNDETERMINED, False),
        ("higher", "79 at_most", "91", "80", Status.WORSENED, False),
        ("higher", "80 less_than", "91", "80", Status.WORSENED, False),
        ("higher", "80 more_than", "80 more_than", "70", Status.ACHIEVED, True),
        ("higher", "80", "80 more_than", "70", Status.IMPROVED, False),
        ("higher", "80 at_most", "80 more_than", "90", Status.WORSENED, False),
        ("higher", "80", "90 at_least", "80 less_than", Status.IMPROVED, False),
        ("higher", "80", "90 at_least", "80 at_least", Status.UNDETERMINED, False),
        ("higher", "80", "90 at_least", "80", Status.UNCHANGED, False),
        ("lower", "5 at_most", "5 at_most", "9", Status.ACHIEVED, True),
        ("lower", "5", "5 less_than", "9", Status.IMPROVED, False),
        ("lower", "6 at_least", "5", "6 less_than", Status.WORSENED, False),
        ("lower", "6 at_most", "5", "9", Status.UNDETERMINED, None),
    ],
)
def test_what_is_above_or_below_a_number_is_judged_where_it_is_sure(  # noqa: PLR0913 - its columns
    direction: str, actual: str, target: str, baseline: str, status: Status, met: object
) -> None:
    told = {"actual": actual, "target": target, "baseline": baseline}
    fields: dict[str, object] = {"direction": direction}
    for name, (number, *qualifier) in ((name, text.split()) for name, text in told.items()):
        fields[name] = Decimal(number)
        fields |= {f"{name}_qualifier": one for one in qualifier}
    row = {name: fields.pop(name) for name in list(fields) if name.startswith("actual")}
    (year,) = _years(_indicator(**fields), (2022, row), method=RATIO)
    assert (year.status, year.judgement.target_met) == (status, met)
    bounded = "actual_qualifier" in row
    assert (year.achievement_rate.reason == Reason("bounded", "actual")) is bounded
    assert (year.change.value is None) is (bounded or "baseline_qualifier" in fields)


def test_of_about_so_much_every_figure_is_about_so_much() -> None:
    indicator = _indicator(unit="分", baseline=12, baseline_qualifier="about", direction="lower")
    year = _year(indicator, RATIO, actual=9, target=5, target_qualifier="at_most")
    assert JAPANESE.figure(year.change) == "約−3分"
    assert JAPANESE.calculation(year.change) == ("9 − 約12 ＝ 約−3分",)
    assert not year.achievement_rate.about
    assert (JAPANESE.target(year), JAPANESE.baseline(indicator)) == ("5分以内", "約12分")
    assert "計画を作った時の数値より約3分少なくなっています" in JAPANESE.sentence(year)


@pytest.mark.parametrize(("baseline", "said"), [(8, "2件多くなっています"), (None, "")])
def test_a_target_that_wants_more_than_its_number_is_not_told_as_reached(
    baseline: int | None, said: str
) -> None:
    more = {"target": 10, "target_qualifier": "more_than", "direction": "higher"}
    year = _year(_indicator(**more, baseline=baseline), actual=10)
    assert year.achievement_rate.value == 100
    told = JAPANESE.sentence(year)
    assert told.startswith("計画の目標の10件超に届いていません")
    assert said in told
    assert "％" not in told


def test_what_is_beside_a_target_belongs_to_that_alone() -> None:
    """A rate of the year's target of 約60 is about so much; the way to the plan's is not."""
    plan = {"direction": "higher", "baseline": 0, "target": 100}
    about = {"target": 60, "target_qualifier": "about"}
    (year,) = _years(_indicator(**plan), (2022, {"actual": 30, **about}))
    assert JAPANESE.figure(year.achievement_rate) == "約50.0％"
    assert JAPANESE.figure(year.progress_rate) == "30.0％"
    interim = ({"fiscal_year": 2022, **about},)
    year = _year(_indicator(**plan, interim_targets=interim), actual=30)
    assert JAPANESE.target(year) == "約60件"
    assert JAPANESE.figure(year.achievement_rate) == "約50.0％"


# Words, reasons, and preliminary numbers.


def test_what_is_told_in_words_is_not_judged() -> None:
    unknown = Missing.NOT_QUANTIFIABLE
    indicator = _indicator(baseline=unknown, target=unknown, target_words="動いている")
    year = _year(indicator, actual="not_quantifiable", actual_words="準備中")
    assert (year.status, year.judgement.reason) == (Status.UNDETERMINED, Reason("in_words"))
    assert JAPANESE.actual(year) == "準備中"
    assert year.effective_target.words == "動いている"
    assert JAPANESE.sentence(year) == ""
    without = _year(indicator, actual="not_quantifiable")
    assert without.judgement.reason == Reason("missing", "actual", Missing.NOT_QUANTIFIABLE)
    assert JAPANESE.actual(without) == "数値化できない"


def test_a_preliminary_actual_says_so_wherever_it_is_told() -> None:
    indicator = _indicator(baseline=Decimal(5), target=Decimal(10))
    year = _year(indicator, actual=Decimal(8), preliminary=True)
    assert JAPANESE.actual(year) == "8件（速報値）"
    assert (
        JAPANESE.sentence(year)
        == "計画の目標の80.0％の水準で、計画を作った時の数値より3件多くなっています"
        "（実績値は速報値）。"
    )
    achieved = _year(indicator, actual=Decimal(12), preliminary=True)
    assert JAPANESE.sentence(achieved).endswith("目標に届いています（実績値は速報値）。")
    final = _year(indicator, actual=Decimal(8), preliminary_actual=Decimal(7))
    assert JAPANESE.actual(final) == "8件"
    assert "速報値" not in JAPANESE.sentence(final)


# What is told of an indicator without being judged by.


@pytest.mark.parametrize("direction", [Direction.HIGHER, Direction.LOWER])
@pytest.mark.parametrize("of_all", [None, RATIO, NONE])
def test_an_indicator_without_a_rate_has_none_whatever_its_city_has(
    direction: Direction, of_all: AchievementMethod | None
) -> None:
    seven = Decimal(7)
    its = _indicator(direction=direction, baseline=seven, target=seven, achievement_method=NONE)
    year = _year(its, of_all, actual=seven)
    assert year.achievement_rate.value is None
    assert year.achievement_rate.reason == Reason("no_rate")
    assert year.status is Status.ACHIEVED, "the verdict needs no rate"
    missing = _year(its, actual=Missing.PENDING)
    assert missing.achievement_rate.reason == Reason("missing", "actual", Missing.PENDING)


def test_nothing_is_reached_or_missed_by_a_forecast_nor_compared_with_it() -> None:
    indicator = _indicator(**LOWER)
    rows: tuple[tuple[int, dict[str, object]], ...] = (
        (2021, {"actual": Decimal(12)}),
        (2022, {"actual": Decimal(9), "forecast": True}),
        (2023, {"actual": Decimal(11)}),
    )
    known, foreseen, after = _years(indicator, *rows, method=RATIO)
    assert (foreseen.status, foreseen.judgement.target_met) == (Status.UNDETERMINED, None)
    assert foreseen.judgement.reason == Reason("forecast")
    assert foreseen.year_on_year.value == -3
    assert JAPANESE.actual(foreseen) == "9件（見込）"
    assert after.year_on_year.reason == Reason("previous_forecast", "previous_actual")
    assert [year.measured for year in (known, foreseen, after)] == [True, False, True]
    output = _year(_indicator(**LOWER, kind=Kind.OUTPUT), actual=Decimal(9), forecast=True)
    assert output.judgement.reason == Reason("output")


def test_a_target_group_is_never_judged() -> None:
    group = _indicator(kind=Kind.TARGET_GROUP, baseline=Decimal(100))
    year = _year(group, actual=Decimal(90))
    assert (year.status, year.judgement.reason) == (Status.NOT_JUDGED, Reason("target_group"))
    assert year.change.value == -10
    assert JAPANESE.movement(year) == "対象指標です"


def test_a_year_s_target_may_be_words_where_the_plan_s_is_a_number() -> None:
    year = _year(
        _indicator(**LOWER),
        actual=Decimal(12),
        target=Missing.NOT_QUANTIFIABLE,
        target_words="準備を終える",
    )
    assert JAPANESE.target(year) == "準備を終える"
    assert (year.status, year.judgement.target_met) == (Status.IMPROVED, None)
