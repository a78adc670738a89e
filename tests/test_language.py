"""The words of the site, and how numbers, years, days and sentences are written."""

import datetime
import re
from decimal import Decimal
from enum import StrEnum
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hyoka.content.builder import Plain
from hyoka.evaluation import (
    EvaluatedIndicator,
    EvaluatedIndicatorYear,
    RoundingRules,
    evaluate_indicator,
    figures,
)
from hyoka.evaluation.figures import FIGURES, Reason, Sign, Status, compute
from hyoka.model import (
    AchievementMethod,
    Chapter,
    Direction,
    Indicator,
    IndicatorYear,
    Kind,
    Measure,
    Outcome,
    Plan,
    Policy,
    SuccessionKind,
    SurveyResult,
)
from hyoka.problems import Problem
from hyoka.units import FiscalYear, Missing, Value
from hyoka.wording import Language, languages, load_language
from hyoka.wording.messages import called
from hyoka.wording.words import Words, declared_whole, words_of

PATIENT = settings(deadline=None, derandomize=True)
JAPANESE = load_language("ja")


def _words(path: str) -> dict[str, Plain]:
    found: Plain = dict(JAPANESE.words)
    for key in path.split("."):
        assert isinstance(found, dict)
        found = found[key]
    assert isinstance(found, dict)
    return found


# Every thing has its word, and every word its thing.


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_is_named_explained_and_has_its_formula_in_words(name: str) -> None:
    assert JAPANESE.label(name)
    assert JAPANESE.word(f"meanings.{name}").endswith("。")
    formula = JAPANESE.formula(name)
    assert not re.search("[a-z_]", formula)
    signs = re.sub("[^÷×−＋√()|0-9.]", "", formula)
    assert signs == re.sub("[a-z_ ]", "", FIGURES[name].formula)


def test_every_meaning_is_a_figures() -> None:
    assert _words("meanings").keys() == FIGURES.keys()


@pytest.mark.parametrize(
    ("path", "things"),
    [
        ("statuses", Status),
        ("missing", Missing),
        ("missing_meanings", Missing),
        ("outcomes", Outcome),
        ("directions", Direction),
        ("kinds", Kind),
        ("successions", SuccessionKind),
    ],
)
def test_every_kind_has_its_word_and_no_word_is_left_over(
    path: str, things: type[Status | Missing | Outcome | Direction | Kind | SuccessionKind]
) -> None:
    assert _words(path).keys() == {str(thing) for thing in things}


@pytest.mark.parametrize("choice", called())
def test_every_choice_of_a_field_is_called_something(choice: type[StrEnum]) -> None:
    words = _words(called()[choice])
    assert words.keys() == {*choice}
    assert JAPANESE.meanings(list(choice)) == [words[one] for one in choice]
    assert JAPANESE.meanings([*choice, "another"]) == []


def test_a_figure_is_printed_with_the_sign_that_its_definition_says() -> None:
    signed = {name for name, one in FIGURES.items() if one.sign is Sign.DIFFERENCE}
    assert signed == {
        *("change", "change_rate", "year_on_year", "year_on_year_rate"),
        *("settlement_change", "settlement_change_rate", "share_change", "mean_change"),
    }
    margins = {name for name, one in FIGURES.items() if one.sign is Sign.MARGIN}
    assert margins == {
        *("share_margin", "share_change_margin", "change_margin", "year_on_year_margin"),
    }
    methods = [one.achievement_method for one in FIGURES.values() if one.achievement_method]
    assert methods == [one for one in AchievementMethod if one is not AchievementMethod.NONE]


@pytest.mark.parametrize("status", Status)
def test_a_status_has_a_word_a_sign_and_a_meaning(status: Status) -> None:
    assert _words(f"statuses.{status}").keys() == {"symbol", "word", "meaning"}
    assert len(JAPANESE.symbol(status)) == 1
    assert JAPANESE.status(status)


def test_no_two_statuses_look_alike() -> None:
    assert len({JAPANESE.symbol(status) for status in Status}) == len(Status)
    assert [JAPANESE.status(s) for s in Status] == [
        "達成",
        "改善",
        "横ばい",
        "悪化",
        "判定できない",
        "判定しない",
    ]


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (Reason("absent", "target"), "目標値の記録がないため、計算していません。"),
        (
            Reason("missing", "actual", Missing.PENDING),
            "実績値がまだ集計されていないため、計算できません。",
        ),
        (Reason("zero", "baseline"), "策定時の数値が0のため、計算できません。"),
        (Reason("equal", "target"), "目標値と策定時の数値が同じため、計算できません。"),
        (
            Reason("no_reference"),
            "比べられる数値（策定時の数値か前年度の実績値）がないため、動きを判定できません。",
        ),
        (
            Reason("no_direction"),
            "どちらの方向が望ましいかの記録がないため、判定できません。",
        ),
        (
            Reason("measured_otherwise", "baseline"),
            "測り方が変わり、策定時の数値とは比べられないため、計算も判定もしません。",
        ),
        (Reason("lower_is_better"), "低いほどよい指標のため、実績値÷目標値では計算しません。"),
    ],
)
def test_every_reason_is_told(reason: Reason, said: str) -> None:
    assert JAPANESE.reason(reason) == said


def test_no_reason_is_left_over() -> None:
    told = {"absent", "missing", "zero", "negative", "equal"}
    told |= {"no_reference", "no_direction", "lower_is_better", "past_target", "neither"}
    told |= {"output", "previous_is_baseline", "not_after_baseline", "target_behind_baseline"}
    told |= {
        "above_baseline",
        "range",
        "not_a_share",
        "no_spread",
        "in_words",
        "measured_otherwise",
    }
    told |= {"none_compared", "other_projects", "other_set", "forecast", "no_rate", "target_group"}
    told |= {"cumulative", "cumulative_gap", "cumulative_before"}
    told |= {"cumulative_forecast", "unknown_rank_among"}
    told |= {"rank", "other_rank_among", "previous_forecast", "bounded", "target_rule"}
    told |= {"undeclared_direction", "by_group"}
    assert _words("reasons").keys() == told


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("kind", [*Missing, None])
def test_every_figure_can_say_why_it_is_not_there(name: str, kind: Missing | None) -> None:
    """Of any input, for any cause: no word is missing."""
    for key in dict.fromkeys(re.findall("[a-z_]+", FIGURES[name].formula)):
        code = "absent" if kind is None else "missing"
        assert JAPANESE.label(key) in JAPANESE.reason(Reason(code, key, kind))
        assert JAPANESE.label(key) in JAPANESE.reason(Reason("zero", key))


def test_every_problem_has_a_message_and_a_hint() -> None:
    """That every rule occurs, and no word is left over, is shown by test_records.py."""
    for rule, words in _words("problems").items():
        assert isinstance(words, dict), rule
        more = {"byte", "commented", "older", *(key for key in words if key.startswith("offer"))}
        assert words.keys() - more == {"message", "hint"}, rule
        for text in words.values():
            assert isinstance(text, str)
            assert text.endswith(("。", "）", "}")), (rule, text)


@pytest.mark.parametrize("path", ["nothing", "labels.nothing", "labels", "labels.actual.more", ""])
def test_a_word_that_is_not_there_is_a_bug(path: str) -> None:
    with pytest.raises(KeyError):
        JAPANESE.word(path)


def test_a_language_that_is_not_there_is_a_bug() -> None:
    with pytest.raises(FileNotFoundError):
        load_language("xx")


def test_braces_in_a_value_stay_what_they_are() -> None:
    problem = Problem("a.yml", 1, 1, "text", (), {"got": "{got} {0} {{ }}"})
    assert JAPANESE.message(problem) == "文字を書くところに「{got} {0} {{ }}」があります。"


# Numbers.


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        *[("9929", "9,929"), ("65.0", "65.0"), ("65.00", "65.00"), ("0", "0"), ("0.0", "0.0")],
        *[("-3", "−3"), ("-1234.50", "−1,234.50"), ("999", "999"), ("1000000", "1,000,000")],
        *[
            ("0.0000001", "0.0000001"),
            ("1E+3", "1,000"),
            ("999999999999999999", "999,999,999,999,999,999"),
        ],
    ],
)
def test_numbers_keep_their_digits(number: str, shown: str) -> None:
    assert JAPANESE.number(Decimal(number)) == shown


def test_a_count_is_a_number() -> None:
    assert JAPANESE.number(2073) == "2,073"


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=7, min_value=-(10**11), max_value=10**11
    )
)
@PATIENT
def test_a_number_can_be_read_back(number: Decimal) -> None:
    shown = JAPANESE.number(number)
    assert re.fullmatch(r"−?\d{1,3}(,\d{3})*\.\d{7}", shown)
    assert str(Decimal(shown.replace(",", "").replace("−", "-"))) == str(number)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        *[("2.7", "+2.7"), ("-2.7", "−2.7"), ("0", "±0"), ("0.0", "±0.0"), ("-0.0", "±0.0")],
        *[("1234", "+1,234"), ("-1234", "−1,234")],
    ],
)
def test_a_difference_has_its_sign(number: str, shown: str) -> None:
    assert JAPANESE.signed(Decimal(number)) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        *[(Decimal("65.0"), "65.0％"), (Missing.PENDING, "未集計"), (None, "記載なし")],
        (Missing.UNDISCLOSED, "非公表"),
        (Missing.NOT_STATED, "－（値の記載なし）"),
    ],
)
def test_a_unit_stands_only_by_a_number(value: Value | None, shown: str) -> None:
    assert JAPANESE.quantity(value, "％") == shown


def test_a_value_that_the_sheet_does_not_state_is_told_as_printed() -> None:
    language = load_language("ja", others=(("not_stated_sign", "…{A|B}"),))
    assert language.value(Missing.NOT_STATED) == "…{A|B}（値の記載なし）"
    assert language.worded(Missing.NOT_STATED, "なし", "件") == "なし（値の記載なし）"
    assert language.worded(Missing.NOT_QUANTIFIABLE, "準備中", "件") == "準備中"
    assert language.worded(Decimal(0), None, "件") == "0件"


def test_a_rank_has_its_denominator() -> None:
    result = SurveyResult(measure="a", count=192, rank=26)
    assert JAPANESE.rank(result, 42) == "26位／42節"
    assert JAPANESE.rank(SurveyResult(measure="a", count=1, rank=1), 1042) == "1位／1,042節"
    assert JAPANESE.rank(SurveyResult(measure="a", count=192), 42) == "記載なし"


# Years and days.


@pytest.mark.parametrize(
    ("year", "long", "short"),
    [
        (2018, "平成30年度（2018年度）", "平成30年度"),
        (2019, "令和元年度（2019年度）", "令和元年度"),
        (2020, "令和2年度（2020年度）", "令和2年度"),
        (1989, "平成元年度（1989年度）", "平成元年度"),
        (1988, "昭和63年度（1988年度）", "昭和63年度"),
        (1926, "昭和元年度（1926年度）", "昭和元年度"),
        (1925, "大正14年度（1925年度）", "大正14年度"),
        (1912, "大正元年度（1912年度）", "大正元年度"),
        (1911, "明治44年度（1911年度）", "明治44年度"),
        (1868, "明治元年度（1868年度）", "明治元年度"),
        (1867, "1867年度", "1867年度"),
    ],
)
def test_fiscal_years_in_both_countings(year: int, long: str, short: str) -> None:
    assert JAPANESE.year(FiscalYear(year)) == long
    assert JAPANESE.short_year(FiscalYear(year)) == short


@given(st.integers(1868, 2117).map(FiscalYear))
@PATIENT
def test_a_year_as_it_is_shown_can_be_typed(year: FiscalYear) -> None:
    assert FiscalYear.parse(JAPANESE.short_year(year)) == year


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        ("2019-07-26", "2019年7月26日（令和元年7月26日）"),
        ("2019-04-30", "2019年4月30日（平成31年4月30日）"),
        ("2019-05-01", "2019年5月1日（令和元年5月1日）"),
        ("2020-01-01", "2020年1月1日（令和2年1月1日）"),
        ("1989-01-07", "1989年1月7日（昭和64年1月7日）"),
        ("1989-01-08", "1989年1月8日（平成元年1月8日）"),
        ("1926-12-25", "1926年12月25日（昭和元年12月25日）"),
        ("1926-12-24", "1926年12月24日（大正15年12月24日）"),
        ("1912-07-30", "1912年7月30日（大正元年7月30日）"),
        ("1912-07-29", "1912年7月29日（明治45年7月29日）"),
        ("1873-01-01", "1873年1月1日（明治6年1月1日）"),
        ("1872-12-31", "1872年12月31日"),
        ("0001-01-01", "1年1月1日"),
        ("9999-12-31", "9999年12月31日（令和7981年12月31日）"),
        ("0201-07-26", "201年7月26日"),
    ],
)
def test_days_at_the_borders_of_the_eras(day: str, shown: str) -> None:
    assert JAPANESE.date(datetime.date.fromisoformat(day)) == shown


@given(st.dates())
@PATIENT
def test_every_day_can_be_written(day: datetime.date) -> None:
    assert JAPANESE.date(day).startswith(f"{day.year}年{day.month}月{day.day}日")


# Names.


def test_chapters_and_measures_have_their_numbers() -> None:
    below = Measure(id="c", number=3, name="講座")
    measure = Measure(id="b", number=2, name="市民活動", measures=(below,))
    chapter = Chapter(id="a", number=1, name="コミュニティ", measures=(measure,))
    first, last = FiscalYear(2019), FiscalYear(2024)
    plan = Plan(id="p", name="計画", first_year=first, last_year=last, chapters=(chapter,))
    told = ["第1章「コミュニティ」", "第2節「市民活動」", "下位の施策3「講座」"]
    assert [JAPANESE.part(part) for part in plan.parts] == told
    assert [[one.id for one in part.above] for part in plan.parts] == [[], ["a"], ["a", "b"]]


# Figures.


def _rate(actual: str, target: str, places: int = 1) -> figures.Figure:
    inputs: dict[str, Value | None] = {"actual": Decimal(actual), "target": Decimal(target)}
    return compute(figures.achievement_rate, inputs, places=places)


def _change(actual: str, baseline: str, unit: str) -> figures.Figure:
    inputs: dict[str, Value | None] = {"actual": Decimal(actual), "baseline": Decimal(baseline)}
    return compute(figures.change, inputs, unit=unit)


def test_a_figure_has_its_unit_and_a_change_its_sign() -> None:
    assert JAPANESE.figure(_rate("55.1", "65.0")) == "84.8％"
    assert JAPANESE.figure(_rate("-5", "8")) == "−62.5％"
    assert JAPANESE.figure(_change("55.1", "57.8", "ポイント")) == "−2.7ポイント"
    assert JAPANESE.figure(_change("48", "46", "件")) == "+2件"
    assert JAPANESE.figure(_change("6.9", "6.90", "トン")) == "±0.00トン"
    assert JAPANESE.figure(_rate("3", "0")) == "―"


@pytest.mark.parametrize(
    ("actual", "target", "shown"),
    [
        ("55.1", "65.0", "84.7692307692…％"),
        ("1", "3", "33.3333333333…％"),
        ("2", "3", "66.6666666666…％"),
        ("-2", "3", "−66.6666666666…％"),
        ("5", "8", "62.5％"),
        ("13.6", "20.0", "68％"),
        ("50000", "0.5", "10,000,000％"),
        ("0", "5", "0％"),
        ("1", "102400000000", "0.0000000009…％"),
        ("1", "999999999999999999", "0.0000000000…％"),
        ("-1", "999999999999999999", "−0.0000000000…％"),
        ("999999999999999999", "1000000000000000000", "99.9999999999…％"),
        ("99999999999999999.9", "0.3", "33,333,333,333,333,333,300％"),
    ],
)
def test_before_rounding_nothing_is_rounded(actual: str, target: str, shown: str) -> None:
    assert JAPANESE.unrounded(_rate(actual, target)) == shown


def test_before_rounding_there_may_be_nothing() -> None:
    assert JAPANESE.unrounded(_rate("3", "0")) == "―"


def test_how_a_figure_is_rounded() -> None:
    for places, said in ((0, "小数第1位を四捨五入"), (1, "小数第2位を四捨五入")):
        rate = _rate("1", "3", places)
        assert JAPANESE.calculation(rate) == ("1 ÷ 3 × 100 ＝ 33.3333333333…％",)
        assert JAPANESE.rounding(rate) == said
    change = _change("1", "3", "件")
    assert JAPANESE.calculation(change) == ("1 − 3 ＝ −2件",)
    assert JAPANESE.rounding(change) == JAPANESE.rounding(_rate("3", "0")) == ""


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("achievement_rate", "実績値 ÷ 目標値 × 100"),
        ("progress_rate", "(実績値 − 策定時の数値) ÷ (目標値 − 策定時の数値) × 100"),
        ("change_rate", "(実績値 − 策定時の数値) ÷ |策定時の数値| × 100"),
        ("share", "人数 ÷ 回答者数 × 100"),
    ],
)
def test_a_formula_in_words(name: str, words: str) -> None:
    assert JAPANESE.formula(name) == words


def test_a_formula_with_its_numbers() -> None:
    assert JAPANESE.with_numbers(_rate("55.1", "65.0")) == "55.1 ÷ 65.0 × 100"
    assert JAPANESE.with_numbers(_rate("-12345", "-2")) == "（−12,345） ÷ （−2） × 100"
    inputs: dict[str, Value | None] = {"actual": Missing.PENDING, "target": None}
    figure = compute(figures.achievement_rate, inputs)
    assert JAPANESE.with_numbers(figure) == "未集計 ÷ 記載なし × 100"


# Sentences.


def _year(  # noqa: PLR0913 - what a sentence is made from
    actual: str,
    *,
    target: str | None = None,
    baseline: str | None = None,
    last: str | None = None,
    direction: Direction | None = None,
    unit: str = "％",
) -> EvaluatedIndicatorYear:
    indicator = Indicator(
        id="a", name="指標", unit=unit, direction=direction, baseline=_given(baseline)
    )
    row = IndicatorYear(id="a", actual=_number(actual), target=_given(target))
    rows = {FiscalYear(2018): row}
    if last is not None:
        rows[FiscalYear(2017)] = IndicatorYear(id="a", actual=_number(last))
    return evaluate_indicator(indicator, rows, RoundingRules(1))[-1]


def _given(text: str | None) -> Value | None:
    return None if text is None else _number(text)


def _number(text: str) -> Value:
    return Missing(text) if text in list(Missing) else Decimal(text)


HIGHER, LOWER, NONE = Direction.HIGHER, Direction.LOWER, Direction.NONE


@pytest.mark.parametrize(
    ("year", "sentence"),
    [
        # Reached.
        (
            _year("70", target="65.0", direction=HIGHER),
            "この年度の目標の65.0％に対して70％で、目標に届いています。",
        ),
        (
            _year("3", target="5", unit="件", direction=LOWER),
            "この年度の目標の5件に対して3件で、目標に届いています。",
        ),
        # A rate, and how the baseline compares.
        (
            _year("55.1", target="65.0", baseline="57.8"),
            "この年度の目標の84.8％の水準ですが、計画を作った時の数値より2.7ポイント低くなっています。",
        ),
        (
            _year("60.0", target="65.0", baseline="57.8"),
            "この年度の目標の92.3％の水準で、計画を作った時の数値より2.2ポイント高くなっています。",
        ),
        (
            _year("57.80", target="65.0", baseline="57.8"),
            "この年度の目標の88.9％の水準で、計画を作った時の数値から変わっていません。",
        ),
        (
            _year("1200", target="1500", baseline="1000", unit="人"),
            "この年度の目標の80.0％の水準で、計画を作った時の数値より200人多くなっています。",
        ),
        (
            _year("900", target="1500", baseline="2000", unit="人", direction=HIGHER),
            "この年度の目標の60.0％の水準ですが、計画を作った時の数値より1,100人少なくなっています。",
        ),
        # A rate, and how last year compares.
        (
            _year("46", target="48", last="45", unit="件", direction=HIGHER),
            "この年度の目標の95.8％の水準で、前年度より1件多くなっています。",
        ),
        (
            _year("46", target="48", last="47", unit="件", direction=HIGHER),
            "この年度の目標の95.8％の水準ですが、前年度より1件少なくなっています。",
        ),
        (
            _year("46", target="48", last="46", unit="件", direction=HIGHER),
            "この年度の目標の95.8％の水準で、前年度から変わっていません。",
        ),
        # A rate alone.
        (
            _year("46", target="48", unit="件", direction=HIGHER),
            "この年度の目標の95.8％の水準で、届いていません。",
        ),
        (_year("46", target="48", unit="件", direction=NONE), "この年度の目標の95.8％の水準です。"),
        (
            _year("60", target="48", unit="件", direction=NONE),
            "この年度の目標の125.0％の水準です。",
        ),
        # Lower is better: no rate.
        (
            _year("7.1", target="6.9", baseline="7.2", unit="トン", direction=LOWER),
            "この年度の目標の6.9トンに届いていませんが、計画を作った時の数値より0.1トン少なくなっています。",
        ),
        (
            _year("7.3", target="6.9", baseline="7.2", unit="トン", direction=LOWER),
            "この年度の目標の6.9トンに届いておらず、計画を作った時の数値より0.1トン多くなっています。",
        ),
        (
            _year("7.20", target="6.9", baseline="7.2", unit="トン", direction=LOWER),
            "この年度の目標の6.9トンに届いておらず、計画を作った時の数値から変わっていません。",
        ),
        (
            _year("8.0", target="5.0", last="9.5", direction=LOWER),
            "この年度の目標の5.0％に届いていませんが、前年度より1.5ポイント低くなっています。",
        ),
        # A zero target: no rate.
        (
            _year("3", target="0", baseline="5", unit="件", direction=LOWER),
            "この年度の目標の0件に届いていませんが、計画を作った時の数値より2件少なくなっています。",
        ),
        # No target, but a direction.
        (
            _year("46", baseline="45", unit="件", direction=HIGHER),
            "計画を作った時の数値より1件多くなっています。",
        ),
        (
            _year("46", baseline="45", unit="件", direction=LOWER),
            "計画を作った時の数値より1件多くなっています。",
        ),
        (
            _year("46", baseline="46", unit="件", direction=LOWER),
            "計画を作った時の数値から変わっていません。",
        ),
        (_year("46", last="47", direction=HIGHER), "前年度より1ポイント低くなっています。"),
        # Nothing to say.
        (_year("pending", target="65.0", baseline="57.8"), ""),
        (_year("46", baseline="45"), ""),
        (_year("46", target="no_target", baseline="45"), ""),
        (_year("46"), ""),
        (_year("8", target="5", direction=LOWER), ""),
    ],
)
def test_what_the_numbers_say(year: EvaluatedIndicatorYear, sentence: str) -> None:
    assert JAPANESE.sentence(year) == sentence


def _output(*rows: tuple[str, str | None]) -> EvaluatedIndicatorYear:
    indicator = Indicator(id="a", name="チラシ", unit="枚", kind=Kind.OUTPUT, baseline=Decimal(900))
    years = {
        FiscalYear(2017 + n): IndicatorYear(id="a", actual=_number(actual), target=_given(target))
        for n, (actual, target) in enumerate(rows)
    }
    return evaluate_indicator(indicator, years, RoundingRules(1))[-1]


@pytest.mark.parametrize(
    ("year", "status", "told"),
    [
        (
            _year("70", target="65.0", direction=HIGHER),
            "achieved",
            "この年度の目標の65.0％に対して70％",
        ),
        (
            _year("3", target="5", unit="件", direction=LOWER),
            "achieved",
            "この年度の目標の5件に対して3件",
        ),
        (_year("55.1", target="65.0", baseline="57.8"), "worsened", "策定時より−2.7ポイント"),
        (
            _year("46", target="48", last="45", unit="件", direction=HIGHER),
            "improved",
            "前年度より+1件",
        ),
        (
            _year("46", target="48", last="46", unit="件", direction=HIGHER),
            "unchanged",
            "前年度と同じ",
        ),
        (
            _year("pending", target="65.0", baseline="57.8"),
            "undetermined",
            "実績値は「未集計」です",
        ),
        (_year("8", target="5", direction=LOWER), "undetermined", "比べる数値がありません"),
        (_year("46", baseline="45"), "undetermined", "望ましい方向の記録がありません"),
        (
            _year("46", target="48", direction=NONE),
            "not_judged",
            "高低のどちらがよいともいえません",
        ),
        (
            _output(("900", "1000"), ("400", "500")),
            "not_judged",
            "この年度の目標の500枚に対して、実績は400枚",
        ),
        (_output(("400", None)), "not_judged", "活動指標です"),
        (_output(("400", "no_target")), "not_judged", "活動指標です"),
    ],
)
def test_beside_a_status_stands_what_it_was_judged_by(
    year: EvaluatedIndicatorYear, status: str, told: str
) -> None:
    assert year.status == status
    assert JAPANESE.movement(year) == told


def test_what_was_done_is_told_beside_what_was_planned() -> None:
    assert (
        JAPANESE.sentence(_output(("400", "500")))
        == "この年度の目標の500枚に対して、実績は400枚です。"
    )
    assert JAPANESE.sentence(_output(("400", None))) == ""


_NUMBER = st.one_of(st.none(), st.integers(-3, 3).map(str), st.sampled_from([*map(str, Missing)]))


@given(
    _NUMBER.filter(bool),
    _NUMBER,
    _NUMBER,
    _NUMBER,
    st.one_of(st.none(), st.sampled_from(Direction)),
    st.sampled_from(["％", "%", "件"]),
)
@settings(PATIENT, max_examples=400)
def test_a_sentence_says_nothing_that_the_status_does_not(  # noqa: PLR0913 - as above
    actual: str,
    target: str | None,
    baseline: str | None,
    last: str | None,
    direction: Direction | None,
    unit: str,
) -> None:
    year = _year(
        actual, target=target, baseline=baseline, last=last, direction=direction, unit=unit
    )
    sentence = JAPANESE.sentence(year)
    assert ("目標に届いています" in sentence) == (year.status is Status.ACHIEVED)
    if re.search("届いて(おらず|いません)", sentence):
        assert year.judgement.target_met is False
    if "変わっていません" in sentence:
        assert year.status is Status.UNCHANGED
    assert sentence == "" or re.search("(ます|ません|です)。$", sentence)
    assert "None" not in sentence
    assert "―" not in sentence
    assert not re.search(r"より[−-]", sentence)


# Reports in another language.

ENGLISH = load_language("en")


def _named(words: dict[str, Plain], path: str = "") -> dict[str, set[str | None]]:
    """Every word's path, and the values that it takes."""
    found: dict[str, set[str | None]] = {}
    for key, word in words.items():
        if isinstance(word, dict):
            found |= _named(word, f"{path}{key}.")
        elif isinstance(word, str):
            found[f"{path}{key}"] = {name for _, name, _, _ in Formatter().parse(word) if name}
    return found


@pytest.mark.parametrize("code", languages())
def test_a_language_has_all_that_it_declares_whole_and_each_word_takes_the_same_values(
    code: str,
) -> None:
    written, japanese = words_of(code), _named(dict(JAPANESE.words))
    said = _named(dict(Words(code, written).words))
    own = {path: said[path] for path in _named(dict(written))}
    for group in declared_whole(code):
        of_group = {path for path in japanese if f"{path}.".startswith(f"{group}.")}
        assert of_group, f"{code}: there is no word of {group}"
        lacking = sorted(of_group - own.keys())
        assert lacking == [], f"locales/{code} lacks: {', '.join(lacking)}"
    assert own == {path: japanese.get(path) for path in own}


def test_a_report_in_english_says_every_problem_in_english() -> None:
    every = {"problems", "nouns", "severities", "value_kinds", "place"}
    parts = ("problem", "hint", "count", "and", "found", "no_site", "heading", "more")
    assert every | {f"report.{part}" for part in parts} <= set(declared_whole("en"))


@pytest.mark.parametrize("language", [JAPANESE, ENGLISH])
def test_a_kind_of_missing_value_is_offered_for_what_it_is_called(language: Language) -> None:
    """A report may be in English; the record is Japanese."""
    for kind in Missing:
        values = {"got": JAPANESE.missing(kind)}
        hint = language.hint(Problem("a.yml", 1, 1, "missing_kind", (), values))
        assert kind.value in hint
        assert sum(other.value in hint for other in Missing) == 1
        assert values["got"] in hint
    unknown = Problem("a.yml", 1, 1, "missing_kind", (), {"got": "なし"})
    assert all(kind.value in language.hint(unknown) for kind in Missing)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ({2018: "5"}, ""),
        ({2018: "pending"}, ""),
        ({2017: "5", 2018: "not_surveyed"}, "平成30年度（2018年度）の実績値は「調査なし」です。"),
        (
            {2016: "5", 2017: "not_surveyed", 2018: "not_surveyed"},
            "平成29年度（2017年度）から平成30年度（2018年度）までの実績値は「調査なし」です。",
        ),
        (
            {2015: "5", 2016: "not_surveyed", 2018: "not_surveyed"},
            "平成28年度（2016年度）の実績値は「調査なし」、平成30年度（2018年度）の実績値は「調査なし」です。",
        ),
        (
            {2017: "5", 2018: "not_surveyed", 2019: "pending"},
            "平成30年度（2018年度）の実績値は「調査なし」、令和元年度（2019年度）の実績値は「未集計」です。",
        ),
    ],
)
def test_years_without_an_actual_after_the_latest_are_told(rows: dict[int, str], told: str) -> None:
    indicator = Indicator(id="a", name="あ", unit="件")
    recorded = {
        FiscalYear(year): IndicatorYear(
            id="a", actual=Missing(actual) if actual in list(Missing) else Decimal(actual)
        )
        for year, actual in rows.items()
    }
    years = evaluate_indicator(indicator, recorded, RoundingRules(1))
    over = EvaluatedIndicator(indicator, Policy(id="a", number=1, name="あ", plan="p"), years)
    assert JAPANESE.no_actual_since(over) == told
