"""Amounts of money as they are said on the home page."""

from decimal import Decimal

import pytest

from hyoka.model import MoneyUnit
from hyoka.units import Missing
from hyoka.wording import load_language

JAPANESE = load_language("ja")


@pytest.mark.parametrize(
    ("amount", "unit", "said"),
    [
        ("56473.5", "千円", "5,647万3,500円"),
        ("14336201", "千円", "143億3,620万1,000円"),
        ("100000", "千円", "1億円"),
        ("100001", "千円", "1億1,000円"),
        ("1234567890123", "円", "12,345億6,789万123円"),
        ("-10.5", "千円", "−1万500円"),
        ("9999", "円", "9,999円"),
        ("0.50", "円", "0.5円"),
        ("0", "千円", "0円"),
    ],
)
def test_an_amount_is_said_to_the_yen(amount: str, unit: str, said: str) -> None:
    assert JAPANESE.said_amount(Decimal(amount), MoneyUnit(unit)) == said


def test_a_difference_is_said_with_its_sign() -> None:
    said = [JAPANESE.signed_amount(Decimal(it), MoneyUnit.THOUSAND_YEN) for it in ("1", "0", "-1")]
    assert said == ["+1,000円", "±0円", "−1,000円"]


def test_an_amount_that_is_not_known_is_no_zero() -> None:
    said = JAPANESE.said_amount(Missing.PENDING, MoneyUnit.YEN)
    assert said == JAPANESE.missing(Missing.PENDING)
