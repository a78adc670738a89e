"""Small exact values: fiscal years, kinds of missing values, rounding."""

import datetime
import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from functools import cache

EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
"""Where all arithmetic is done. Sums and differences are exact in it, and rates round once.

Recorded numbers are whole multiples of 10⁻¹⁸ below 10¹⁸, so their sums and differences have fewer
than 50 digits. A rate is 100 × m ÷ n with m and n whole and below 10⁴². Printed with at most 6
decimals, it lies either on a tie or at least 10⁻⁷ ÷ n from every tie, and at 60 digits it is wrong
by less than 10⁻¹⁵ ÷ n: rounding it once more never crosses a tie, and the result is the one that
exact arithmetic would give.
"""
MAX_DIGITS = 18
"""Of a recorded number, before the point and behind it."""

JAPAN = datetime.timezone(datetime.timedelta(hours=9))


def today() -> datetime.date:
    """The day that it is in Japan, wherever this runs."""
    return datetime.datetime.now(JAPAN).date()


AS_OF = "HYOKA_AS_OF"
"""The environment variable that names the day as of which a site is made: `2026-12-10`."""

DASHES = "-‐‑‒–—―−－ー─"
"""How a sheet writes that something has no unit."""

PERCENT = "％"
POINTS = "ポイント"


def is_percent(unit: str) -> bool:
    """Whether a unit is per cent, as records write it: ％ or %."""
    return unit in {PERCENT, "%"}


_RANK = re.compile(
    r"順位|ランキング|(?<![単部水])位|番目?$|(?:^|[0-9第])等級?$|着$|級$|番手$|ランク"
)
_AT_MOST = re.compile("以内|以下|未満|上限|下回|超えない|[≦≤]")
_AT_MOST_UNIT = re.compile(r"いない|まで|最大|限度|<\s*(?:=|\d|\)|$)")
"""What says so of a unit, but not of a name: 小学校までの距離."""


def is_rank(text: str) -> bool:
    """Whether a unit or a name says that values are ranks 順位, of which 1 is best: `位`."""
    return _RANK.search(unicodedata.normalize("NFKC", text).strip()) is not None


def is_at_most(unit: str, name: str = "") -> bool:
    """Whether a unit or a name says that values are upper limits: `分以内`, `5件以下の月数`."""
    unit, name = (unicodedata.normalize("NFKC", text) for text in (unit, name))
    in_either = any(_AT_MOST.search(text) for text in (unit, name))
    return in_either or _AT_MOST_UNIT.search(unit) is not None


def rounded(value: Decimal, places: int) -> Decimal:
    """`value` to `places` decimals, ties away from zero (四捨五入, as ROUND in a spreadsheet).

    The trailing zeros stay (68.0), and zero has no sign.
    """
    result = EXACT.quantize(value, _unit_of(places))
    return result or abs(result)


@cache
def _unit_of(places: int) -> Decimal:
    """The smallest step of a number with so many decimals: 0.01."""
    return Decimal(1).scaleb(-places)


class Missing(StrEnum):
    """Why there is no value. Never zero, never blank without a reason."""

    PENDING = "pending"
    NOT_SURVEYED = "not_surveyed"
    NO_TARGET = "no_target"
    NOT_QUANTIFIABLE = "not_quantifiable"
    DISCONTINUED = "discontinued"
    NOT_COMPARABLE = "not_comparable"
    UNDISCLOSED = "undisclosed"
    NOT_STATED = "not_stated"
    """The sheet states neither a value nor why there is none: 「－」."""
    CANCELLED = "cancelled"


Value = Decimal | Missing
"""A recorded number, or the reason why there is none."""


@dataclass(frozen=True, slots=True)
class Era:
    """A Japanese era 元号 as fiscal years are counted in it."""

    name: str
    letter: str
    first: int
    """The year that is the era's year 1: the calendar year 元年, and the fiscal year 元年度."""
    first_day: datetime.date


ERAS = (
    Era("令和", "R", 2019, datetime.date(2019, 5, 1)),
    Era("平成", "H", 1989, datetime.date(1989, 1, 8)),
    Era("昭和", "S", 1926, datetime.date(1926, 12, 25)),
    Era("大正", "T", 1912, datetime.date(1912, 7, 30)),
    # Before 明治6年 another calendar was in use, whose days were others.
    Era("明治", "M", 1868, datetime.date(1873, 1, 1)),
)
"""Newest first. 2019年度 is 令和元年度 though it began in 平成31年: that is how it is printed."""


def era_of(day: datetime.date) -> tuple[Era, int] | None:
    """The era of a day and the year in it: 平成, 31 for 2019-04-30; none before 1873-01-01."""
    era = next((era for era in ERAS if era.first_day <= day), None)
    return (era, day.year - era.first + 1) if era else None


FIRST_YEAR, LAST_YEAR = ERAS[-1].first, 2200
"""The fiscal years that a record can name: none before the first era that is counted in them, none
so late that it can only be a typing error."""


@cache
def _era_of(year: int) -> Era:
    return next((era for era in ERAS if era.first <= year), ERAS[-1])


_ERA_NAMES = "|".join(era.name for era in ERAS)
_ERA_LETTERS = "".join(era.letter for era in ERAS)
_WESTERN = re.compile(r"(\d{4})(?:年度?)?")
_JAPANESE = re.compile(
    rf"({_ERA_NAMES}|[{_ERA_LETTERS}{_ERA_LETTERS.lower()}])(\d{{1,2}}|元)(?:年度?)?"
)


def _western_year(era: str, count: str) -> int | None:
    """The year that an era's name or letter and `30` or `元` mean; an era has no year 0."""
    first = next(known.first for known in ERAS if era.upper() in (known.name, known.letter))
    number = 1 if count == "元" else int(count)
    return first + number - 1 if number else None


@dataclass(frozen=True, slots=True, order=True)
class FiscalYear:
    """A fiscal year 年度: `FiscalYear(2018)` is April 2018 to March 2019."""

    year: int

    def __hash__(self) -> int:
        """The number's: years are looked up by the hundred thousand."""
        return self.year

    @classmethod
    def parse(cls, text: str) -> "FiscalYear":
        """Read `2018`, `2018年度`, `H30`, `平成30年度`, `Ｈ３０`, `R1`, `令和 元 年度`.

        平成31年度 is read as what it became, 2019.

        Raises:
            ValueError: the text is not a fiscal year.
        """
        compact = "".join(unicodedata.normalize("NFKC", text).split())
        if western := _WESTERN.fullmatch(compact):
            return cls._checked(int(western[1]), text)
        if japanese := _JAPANESE.fullmatch(compact):
            year = _western_year(japanese[1], japanese[2])
            if year is not None:
                return cls._checked(year, text)
        raise ValueError(text)

    @classmethod
    def _checked(cls, year: int, text: str) -> "FiscalYear":
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError(text)
        return _fiscal_year(year)

    @property
    def first_day(self) -> datetime.date:
        """1 April."""
        return datetime.date(self.year, 4, 1)

    @property
    def last_day(self) -> datetime.date:
        """31 March."""
        return datetime.date(self.year + 1, 3, 31)

    @property
    def era(self) -> Era:
        """The era that the fiscal year is printed in; before the first one, that one."""
        return _era_of(self.year)

    @property
    def era_year(self) -> int:
        """The year's number in its era: 30 for 平成30年度, 1 for 令和元年度."""
        return self.year - self.era.first + 1

    def plus(self, years: int) -> "FiscalYear":
        """The fiscal year `years` later (earlier when negative)."""
        return _fiscal_year(self.year + years)

    def __str__(self) -> str:
        """The number alone, as in addresses and data: `2018`."""
        return str(self.year)


@cache
def _fiscal_year(year: int) -> FiscalYear:
    """Of each year one: to look it up then takes no comparison."""
    return FiscalYear(year)


_MINUS = re.compile(r"[△▲\u2212\u2010-\u2015]|-")
_UNITS = (
    *("%", "ポイント", "円", "百円", "千円", "人", "名", "世帯", "団体", "組", "社", "者"),
    *("件", "回", "本", "枚", "冊", "台", "個", "点", "部", "校", "館", "園", "棟", "戸", "室"),
    *("か所", "カ所", "ヶ所", "箇所", "か国", "講座", "事業", "地区", "自治会", "学級", "クラス"),
    *("年", "か月", "週", "日", "時間", "分", "秒", "歳", "倍", "位"),
)
"""What may follow a number without being a digit of it: 25O is more likely 250 than 25 of a unit.

Neither 万 nor 割 is here, which change the number, nor any letter or sign that a hand may slip to.
"""
_LIKE_NUMBER = re.compile(
    rf"(?:(?P<minus>-)|[+¥])?¥?(?P<digits>\d[\d,_]*(?:\.\d+)?)(?P<unit>{'|'.join(_UNITS)})?"
)
_UNSURE = re.compile(r"\d\s+\d|,(?!\d{3}(?!\d))")
"""4 5, 62,5: nobody knows which number is meant."""
_LIKE_DATE = re.compile(
    rf"(?:(?P<era>{_ERA_NAMES}|[{_ERA_LETTERS}])(?P<count>\d{{1,2}}|元)|(?P<year>\d{{4}}))[年./-]"
    r"(?P<month>\d{1,2})[月./-](?P<day>\d{1,2})日?(?:\([月火水木金土日]曜?日?\))?"
)


def guess_number(text: str) -> str | None:
    """The number meant by `５５．１`, `9,929`, `△12`, `96%`, `007`; `None` where unsure."""
    found = number_with_unit(text)
    return found[0] if found else None


def number_with_unit(text: str) -> tuple[str, str] | None:
    """The same number, and the unit that follows it: empty, `千円`, `%` (of any width)."""
    compact = _MINUS.sub("-", "".join(unicodedata.normalize("NFKC", text).split()))
    like = _LIKE_NUMBER.fullmatch(compact)
    if like is None or _UNSURE.search(unicodedata.normalize("NFKC", text)):
        return None
    whole, _, decimals = re.sub("[,_]", "", like["digits"]).partition(".")
    number = whole.lstrip("0") or "0"
    minus = like["minus"] or ""
    written = f"{minus}{number}.{decimals}" if decimals else f"{minus}{number}"
    return written, like["unit"] or ""


def guess_date(text: str) -> str | None:
    """The ISO date meant by `R1.7.26`, `令和元年7月26日`, `2019/7/26`; `None` where unsure."""
    compact = "".join(unicodedata.normalize("NFKC", text).upper().split())
    like = _LIKE_DATE.fullmatch(compact)
    if like is None:
        return None
    year = _western_year(like["era"], like["count"]) if like["era"] else int(like["year"])
    if year is None:
        return None
    try:
        return datetime.date(year, int(like["month"]), int(like["day"])).isoformat()
    except ValueError:
        return None
