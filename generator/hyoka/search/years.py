"""Fiscal years 年度 as pages and queries write them."""

import re
from contextlib import suppress

from hyoka.units import ERAS, FiscalYear

from .coding import letters

_MENTION = re.compile(
    r"(?:令和|平成|昭和|大正|明治) ?(?:元|[0-9]{1,2}) ?年度"
    r"|[rhs](?<![0-9a-z].)(?:元|[0-9]{1,2})(?:年度|(?![0-9a-z年./]))"
    r"|[tm](?<![0-9a-z].)(?:元|[0-9]{1,2})年度"
    r"|[0-9](?<![0-9].)[0-9]{3} ?年度"
)
"""In a line of normalised text. `r1.7.26` and 平成30年2月 are dates, `h2o` is water, `m2` an area.

What may not stand before a character is asked behind it: most places are passed by the character.
"""
_ENDED = "TM"
"""The letters of eras in which nobody counts on, and whose letter alone means something else."""


_LAST = 99
"""The last year of an era that is written with two digits."""


def mentioned_years(text: str) -> set[FiscalYear]:
    """The fiscal years that a normalised text names, in whatever form, each within a line."""
    years = set()
    for mention in set(_MENTION.findall(text)):
        with suppress(ValueError):
            years.add(FiscalYear.parse(mention))
    return years


def year_forms(year: FiscalYear) -> list[str]:
    """The normalised ways to write a fiscal year: 平成30年度, h30, h30年度, 2018年度 …

    An era counts on after its end, as plans made before that do: 平成31年度 is 2019.
    """
    forms = [f"{year}年度"]
    for era in ERAS:
        if era.letter in _ENDED and era != year.era:
            continue
        for number in _numbers(year.year - era.first + 1):
            letter = era.letter.lower()
            forms += [f"{era.name}{number}年度", f"{letter}{number}年度"]
            forms += [] if era.letter in _ENDED else [f"{letter}{number}"]
    return forms


def _numbers(count: int) -> list[str]:
    if not 1 <= count <= _LAST:
        return []
    numbers = dict.fromkeys([str(count), f"{count:02}"])
    return ["元", *numbers] if count == 1 else [*numbers]


def year_word(year: FiscalYear) -> str:
    """The word in the index of every page that mentions the fiscal year."""
    return f"y{letters(year.year, 4)}"
