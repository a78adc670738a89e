"""Amounts of money as they are said: 5,647万3,500円, exactly or rounded."""

from decimal import ROUND_HALF_UP, Decimal

from hyoka.model import MoneyUnit
from hyoka.units import EXACT, Value
from hyoka.wording.notation import Formatter

_MYRIAD = Decimal(10_000)
_UNITS = ("yen", "ten_thousands", "hundred_millions")
"""The words for the units, each ten thousand times the one before."""


def said_amount(language: Formatter, amount: Value | None, unit: MoneyUnit) -> str:
    """An amount to the yen: 12億3,456万円; why there is none."""
    if not isinstance(amount, Decimal):
        return language.value(amount)
    return _said(language, unit.in_yen(amount))


def rounded_amount(language: Formatter, amount: Decimal, unit: MoneyUnit) -> str:
    """An amount, rounded half up to 万 where it is more: およそ5,647万円."""
    yen = unit.in_yen(amount)
    if yen < _MYRIAD:
        return _said(language, yen)
    myriads = EXACT.divide(yen, _MYRIAD).to_integral_value(rounding=ROUND_HALF_UP)
    rounded = EXACT.multiply(myriads, _MYRIAD)
    money = _said(language, rounded)
    return money if rounded == yen else language.word("amounts.about", money=money)


def signed_amount(language: Formatter, amount: Decimal, unit: MoneyUnit) -> str:
    """A difference of amounts with its sign: +147万円, −147万円, ±0円."""
    sign = "+" if amount > 0 else "" if amount else "±"
    return f"{sign}{said_amount(language, amount, unit)}"


def _said(language: Formatter, yen: Decimal) -> str:
    """Yen in 億, 万 and the rest, without what is none of."""
    below, parts = abs(yen), list[tuple[Decimal, str]]()
    for unit in _UNITS[:-1]:
        below, rest = EXACT.divmod(below, _MYRIAD)
        parts.append((rest, unit))
    counts = [(count, unit) for count, unit in (*parts, (below, _UNITS[-1])) if count]
    told = [
        language.word(f"amounts.{unit}", count=language.number(count.normalize(EXACT)))
        for count, unit in reversed(counts)
    ]
    said = language.word("amounts.whole", amount="".join(told) or "0")
    return f"{language.word('formats.minus')}{said}" if yen < 0 else said
