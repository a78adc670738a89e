"""Units: one that means per cent is ％, so that a difference is told in points."""

import re
import unicodedata
from collections.abc import Iterator

from generator.evaluation import lineals
from generator.model import Records
from generator.problems import Finding
from generator.records import path_of
from generator.units import PERCENT

_READ = frozenset({PERCENT, "%"})
_PERCENT = (
    r"(?:%|٪|パーセント|ぱーせんと|パーセンテージ|百分[率比]|percentages?|per-?cents?|pct)\.?"
)
_REMARK = r"(?:\([^()]*\)|\[[^][]*\]|〔[^〔〕]*〕|【[^【】]*】)?"
_MEANT = re.compile(
    # 達成率（％）, 前年度比％; what stands for itself, such as 75%値, is another unit.
    rf"{_REMARK}(?:\w*[率比合度])?[(\[〔【]?{_PERCENT}[)\]〕】]?{_REMARK}(?:以[上下内]|未満|程度|超|台)?"
)
"""In a text without spaces, widths and cases: per cent, whatever is said beside it."""


def percent_unit(records: Records) -> Iterator[Finding]:
    """An indicator in per cent that writes so in another way than ％."""
    for record, place, lineal in lineals(records):
        if lineal.indicator and means_percent(unit := lineal.indicator.unit):
            values = {"got": unit, "right": PERCENT}
            yield Finding(path_of(record), (*place, "unit"), "percent_unit", values)


def means_percent(unit: str) -> bool:
    """Whether a unit means per cent, and is not written as it is read: ％ or %."""
    plain = "".join(unicodedata.normalize("NFKC", unit).casefold().split())
    return unit not in _READ and _MEANT.fullmatch(plain) is not None
