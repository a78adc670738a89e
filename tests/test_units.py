"""Fiscal years, rounding, and the precision that all arithmetic rests on."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hyoka.units import (
    ERAS,
    EXACT,
    MAX_DIGITS,
    FiscalYear,
    guess_date,
    guess_number,
    rounded,
)

PATIENT = settings(deadline=None, derandomize=True)


def half_up(exact: Fraction, places: int) -> Fraction:
    """`exact` rounded, ties away from zero: the definition of 四捨五入, in whole numbers."""
    scaled = abs(exact) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole, 10**places) * (-1 if exact < 0 else 1)


# Rounding.


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        ("62.5", 0, "63"),
        ("-62.5", 0, "-63"),
        ("61.5", 0, "62"),
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("2.25", 1, "2.3"),
        ("-2.25", 1, "-2.3"),
        ("2.2499999999999999", 1, "2.2"),
        ("68", 1, "68.0"),
        ("0", 1, "0.0"),
        ("-0.04", 1, "0.0"),
        ("-0.0", 0, "0"),
        ("99.95", 1, "100.0"),
        ("1E+3", 0, "1000"),
    ],
)
def test_ties_go_away_from_zero_and_zeros_stay(value: str, places: int, shown: str) -> None:
    assert str(rounded(Decimal(value), places)) == shown


@given(st.decimals(-(10**18), 10**18, places=12), st.integers(0, 6))
@PATIENT
def test_rounding_is_that_of_whole_numbers(value: Decimal, places: int) -> None:
    result = rounded(value, places)
    assert Fraction(result) == half_up(Fraction(value), places)
    assert -int(result.as_tuple().exponent) == places
    assert not (result.is_zero() and result.is_signed())


_FINEST = Decimal(1).scaleb(-MAX_DIGITS)
_WHOLE = st.integers(1, 10**MAX_DIGITS - 1)
_RECORDED = st.tuples(_WHOLE, st.sampled_from([0, 1, 2, 9, MAX_DIGITS])).map(
    lambda pair: Decimal(pair[0]).scaleb(-pair[1], EXACT)
)
"""Numbers of as many digits as a record takes, before the point or behind it."""


@given(_RECORDED, _RECORDED, _RECORDED, st.integers(0, 6))
@settings(PATIENT, max_examples=300)
def test_rounding_a_rounded_quotient_is_rounding_the_exact_one(
    actual: Decimal, baseline: Decimal, target: Decimal, places: int
) -> None:
    part, way = EXACT.subtract(actual, baseline), EXACT.subtract(target, baseline)
    assert Fraction(part) == Fraction(actual) - Fraction(baseline)
    if way:
        quotient = EXACT.divide(EXACT.multiply(part, Decimal(100)), way)
        exact = Fraction(part) * 100 / Fraction(way)
        assert Fraction(rounded(quotient, places)) == half_up(exact, places)


@given(_WHOLE, st.integers(0, 10**9), st.integers(0, 6), st.sampled_from([-1, 0, 1]))
@settings(PATIENT, max_examples=300)
def test_next_to_a_tie_no_side_is_mistaken(
    divisor: int, ties: int, places: int, beside: int
) -> None:
    """The numerator that comes nearest to the tie, and its neighbours."""
    tie = Fraction(2 * ties + 1, 2 * 10**places)
    numerator = round(tie * divisor / 100) + beside
    quotient = EXACT.divide(EXACT.multiply(Decimal(numerator), Decimal(100)), Decimal(divisor))
    exact = Fraction(100 * numerator, divisor)
    assert Fraction(rounded(quotient, places)) == half_up(exact, places)


def test_the_narrowest_miss_is_rounded_down() -> None:
    """With as many digits as there can be, and so near a tie that 28 digits see a tie."""
    largest = Decimal(10) ** 18 - _FINEST
    way = EXACT.subtract(largest, -largest)
    part = EXACT.subtract(EXACT.divide(EXACT.multiply(way, Decimal(5)), Decimal(1000)), _FINEST)
    quotient = EXACT.divide(EXACT.multiply(part, Decimal(100)), way)
    assert Decimal("0.4999999999999999999999999999999999") < quotient < Decimal("0.5")
    assert rounded(quotient, 0) == 0
    assert rounded(+quotient, 0) == 1, "the default context would have been too short"


def test_the_claim_of_the_exact_context() -> None:
    """Its docstring's numbers: the distance from a tie and the error, both times n."""
    largest = 2 * 10**42 - 1
    assert Fraction(5, 10**EXACT.prec) * 100 * largest < Fraction(1, 10**15)
    assert Fraction(1, 10**15) < Fraction(1, 10**7)


# Fiscal years. What is read in a record stands in test_records.py.


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        *[("2018", 2018), ("2018年度", 2018), (" ２０１８ 年度 ", 2018), ("H30", 2018)],
        *[("Ｈ３０", 2018), ("平成30年度", 2018), ("㍻30年度", 2018), ("H31", 2019), ("R1", 2019)],
        *[("令和元年度", 2019), ("令和　元　年度", 2019), ("r7", 2025), ("H1", 1989)],
        *[("平成元年", 1989), ("S64", 1989), ("昭和元年度", 1926), ("1926", 1926), ("2200", 2200)],
        ("平成35年度", 2023),
        *[("大正15年度", 1926), ("大正元年度", 1912), ("T1", 1912), ("t14年度", 1925)],
        *[("明治45年度", 1912), ("明治元年度", 1868), ("M44", 1911), ("ｍ1", 1868), ("1868", 1868)],
    ],
)
def test_years_are_read(typed: str, year: int) -> None:
    assert FiscalYear.parse(typed) == FiscalYear(year)


@pytest.mark.parametrize(
    "typed",
    [
        *["", "年度", "18", "201", "20180", "1867", "2201", "平成0年度", "令和100年", "R元1"],
        *[
            "平成三十年度",
            "大正0年度",
            "T",
            "慶応3年度",
            "0001",
            "9999",
            "10000",
            "0",
            "H",
            "H-1",
            "H30.5",
            "2018.0",
            "2018-04-01",
            "2018/19",
        ],
        *["平成30年度末", "FY2018", "H30年度年度", "令和", "\x00H30", "R①元"],
    ],
)
def test_what_is_no_year_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(typed)}$"):
        FiscalYear.parse(typed)


@given(st.text(max_size=12))
@PATIENT
def test_any_text_is_a_year_or_refused(text: str) -> None:
    try:
        year = FiscalYear.parse(text)
    except ValueError:
        return
    assert 1868 <= year.year <= 2200


@given(st.integers(1868, 2200).map(FiscalYear))
@PATIENT
def test_a_year_is_read_back_from_every_form(year: FiscalYear) -> None:
    assert FiscalYear.parse(str(year)) == year
    for era in (year.era.name, year.era.letter, year.era.letter.lower()):
        if year.era_year < 100:
            assert FiscalYear.parse(f"{era}{year.era_year}") == year
    assert year.plus(1).plus(-1) == year
    assert year < year.plus(1)


def test_2019_is_the_first_year_of_reiwa_and_1989_of_heisei() -> None:
    shown = [(FiscalYear(y).era.name, FiscalYear(y).era_year) for y in (1988, 1989, 2018, 2019)]
    assert shown == [("昭和", 63), ("平成", 1), ("平成", 30), ("令和", 1)]
    shown = [(FiscalYear(y).era.name, FiscalYear(y).era_year) for y in (1868, 1911, 1912, 1925)]
    assert shown == [("明治", 1), ("明治", 44), ("大正", 1), ("大正", 14)]
    assert (FiscalYear(1926).era.name, FiscalYear(2200).era_year) == ("昭和", 182)


def test_eras_stand_newest_first() -> None:
    firsts = [era.first for era in ERAS]
    assert firsts == sorted(firsts, reverse=True)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *[
            ("５５．１", "55.1"),
            ("65．0", "65.0"),
            ("9,929", "9929"),
            ("△12", "-12"),
            ("▲0.5", "-0.5"),
        ],
        *[("−5", "-5"), ("－５", "-5"), ("96%", "96"), ("96％", "96"), ("1,234千円", "1234")],
        *[("007", "7"), ("7_358", "7358"), ("0.50", "0.50"), ("５件", "5"), ("48 人", "48")],
        *[(".nan", None), ("約50", None), ("5から6", None), ("", None), ("1.2.3", None)],
        *[("平成30年度", None), ("1e3", None), ("12個くらいの数", None)],
        *[
            ("3世帯", "3"),
            ("4ヶ所", "4"),
            ("12か月", "12"),
            ("-0.5ポイント", "-0.5"),
            ("５０％", "50"),
        ],
        *[("25O", None), ("25Ｏ", None), ("25o", None), ("25l", None), ("2.5I", None)],
        *[("25〇", None), ("25○", None), ("250*", None), ("250※", None), ("25?", None)],
        *[("25ロ", None), ("25ー", None), ("25-", None), ("25kg", None), ("15万円", None)],
    ],
)
def test_a_number_that_was_meant(typed: str, meant: str | None) -> None:
    assert guess_number(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *[
            ("R1.7.26", "2019-07-26"),
            ("令和元年7月26日", "2019-07-26"),
            ("2019/7/26", "2019-07-26"),
        ],
        *[("Ｈ３０．４．１", "2018-04-01"), ("平成 30 年 4 月 1 日", "2018-04-01")],
        *[("2019-7-6", "2019-07-06"), ("S64.1.7", "1989-01-07"), ("2019年2月30日", None)],
        *[("7/26", None), ("去年", None), ("R0.7.26", None), ("R1.7", None), ("", None)],
    ],
)
def test_a_date_that_was_meant(typed: str, meant: str | None) -> None:
    assert guess_date(typed) == meant
