"""How a recorded number is written: with its unit, its denominator, or why there is none."""

from decimal import Decimal
from functools import lru_cache

from hyoka.model import Qualifier, TargetRange
from hyoka.units import DASHES, Missing, Value
from hyoka.wording.words import Words


@lru_cache(maxsize=1 << 13)
def _grouped(number: str) -> str:
    """`9929` → 9,929: most numbers of a page stand in several of its places."""
    return f"{Decimal(number):,f}"


_WITHIN = frozenset({"位", "秒", "分", "時間", "日", "週間", "か月", "年", "m", "km"})
"""Units of ranks, times and distances: at most so much of them is 以内, not 以下."""


class NumberFormatter(Words):
    """How numbers are written, whatever they are of. Every method takes an exact value."""

    def number(self, value: Decimal | int) -> str:
        """`9929` → 9,929; the digits as they were entered: `65.0` → 65.0; a real minus sign."""
        digits = _grouped(str(value))
        return digits.replace("-", self.word("formats.minus")) if digits[0] == "-" else digits

    def size(self, count: int) -> str:
        """How large a file of `count` bytes is, rounded up: 1 KB, 12 KB, 1.3 MB; of 1,000 each."""
        kilobytes = -(-count // 1000)
        if kilobytes < 1000:  # noqa: PLR2004 - kilobytes in a megabyte
            return f"{kilobytes} KB"
        return f"{-(-kilobytes // 100) / 10:,.1f} MB"

    def signed(self, value: Decimal) -> str:
        """A difference with its sign: +2.7, −2.7, ±0."""
        if not value:
            return f"±{self.number(abs(value))}"
        return f"+{self.number(value)}" if value > 0 else self.number(value)

    def value(self, value: Value | None) -> str:
        """A recorded number without its unit, or why there is none."""
        if value is None:
            return self.word("absent")
        if value is Missing.NOT_STATED:
            return self.not_stated()
        return self.missing(value) if isinstance(value, Missing) else self.number(value)

    def missing(self, kind: Missing) -> str:
        """未集計, 調査なし, …"""
        return self.word(f"missing.{kind}")

    def not_stated(self, words: str | None = None) -> str:
        """What a sheet prints where it states no value: －（値の記載なし）."""
        printed = words or self.word("not_stated_sign")
        return self.word("formats.not_stated", printed=printed)

    def worded(self, value: Value | None, words: str | None, unit: str) -> str:
        """A value told in words, or as a number with its unit."""
        if value is Missing.NOT_STATED:
            return self.not_stated(words)
        return self.quantity(value, unit) if words is None else words

    def quantity(self, value: Value | None, unit: str) -> str:
        """A recorded number with its unit."""
        text = self.value(value)
        return f"{text}{self.unit(unit)}" if isinstance(value, Decimal) else text

    def qualified(self, text: str, qualifier: Qualifier | None, unit: str) -> str:
        """A number as the sheet means it: 約1,200人, 90％以上, 10位以内."""
        if qualifier is None:
            return text
        within = qualifier is Qualifier.AT_MOST and unit in _WITHIN
        return self.word(f"qualifiers.{'within' if within else qualifier}", value=text)

    def ranked(
        self,
        value: Value | None,
        unit: str,
        among: Value | None = None,
        qualifier: Qualifier | None = None,
    ) -> str:
        """A recorded number with its unit; a rank with its denominator: 12位／47."""
        text = self.quantity(value, unit)
        if isinstance(value, Decimal):
            text = self.qualified(text, qualifier, unit)
        if among is None or not isinstance(value, Decimal):
            return text
        if isinstance(among, Missing):
            return self.word("ranks.among_not_stated", rank=text)
        return self.word("ranks.among", rank=text, among=self.number(among))

    def unit(self, unit: str) -> str:
        """A unit as it stands behind a number; nothing where the sheet has but a dash for it."""
        return unit if unit.strip(DASHES) else ""

    def range(self, wanted: TargetRange, unit: str = "") -> str:
        """A wanted range: 20〜30, 20以上, 30以下; with its unit."""
        ends = {"lowest": wanted.lowest, "highest": wanted.highest}
        known = {end: self.number(value) for end, value in ends.items() if value is not None}
        form = "range" if len(known) > 1 else f"range_{''.join(known)}"
        return self.word(f"formats.{form}", unit=self.unit(unit), **known)
