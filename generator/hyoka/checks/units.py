"""Units: numbers have one, and one that means per cent is ％, so that points are told as such."""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from hyoka.checks.indicators import every_indicator, rows_of
from hyoka.checks.registry import check
from hyoka.checks.scope import Scope
from hyoka.content.record_paths import path_of
from hyoka.evaluation import lineals
from hyoka.model import Indicator, IndicatorYear, Records
from hyoka.problems import Finding
from hyoka.units import PERCENT, is_percent

_PERCENT = re.compile(r"[%٪]|[パぱ][ー-]?[セせ][ンん][トとテて]|(?:百|100)分[率比]|per-?cent|pct")
"""In a text without spaces, widths and cases: per cent, whatever is said beside it."""
_OTHER = re.compile(r"\d%|%(?:ポイント|points?|pts?|pp|値|の)|[/毎]|当?たり|あたり")
"""What makes of it another unit: 75%値, a difference in points, so much in per cent a year."""


@check(scope=Scope.EACH_PROJECT)
def unit_left_off(records: Records) -> Iterator[Finding]:
    """An indicator without a unit that has a number."""
    with_number = {row.node for row in rows_of(records) if _has_number(row.row)}
    for record, place, lineal in lineals(records):
        indicator = lineal.indicator
        if indicator is None or indicator.unit:
            continue
        if lineal.node in with_number or _has_number(indicator):
            values = {"name": indicator.name}
            yield Finding(path_of(record), (*place, "name"), "unit_left_off", values)


def _has_number(holder: Indicator | IndicatorYear) -> bool:
    """Whether a value that is counted in the indicator's unit is a number."""
    if isinstance(holder, Indicator):
        others = holder.range, *holder.target_changes, *holder.interim_targets
        if any(others):
            return True
        of_groups = (value for one in holder.groups for value in (one.baseline, one.target))
        values = holder.baseline, holder.target, *of_groups
        return any(isinstance(value, Decimal) for value in values)
    of_groups = (value for one in holder.by_group for value in (one.actual, one.target))
    beside = (other.value for other in holder.other_values)
    values = holder.actual, holder.target, holder.preliminary_actual, *of_groups, *beside
    return any(isinstance(value, Decimal) for value in values)


@check(scope=Scope.EACH_PROJECT)
def percent_unit(records: Records) -> Iterator[Finding]:
    """An indicator in per cent that writes so in another way than ％."""
    for record, place, indicator in every_indicator(records):
        if means_percent(unit := indicator.unit):
            values = {"got": unit, "right": PERCENT}
            yield Finding(path_of(record), (*place, "unit"), "percent_unit", values)


def means_percent(unit: str) -> bool:
    """Whether a unit means per cent, and is not written as it is read: ％ or %."""
    if is_percent(unit):
        return False
    plain = unicodedata.normalize("NFKC", unit).casefold()
    plain = "".join(sign for sign in plain if sign.isprintable() and not sign.isspace())
    return _PERCENT.search(plain) is not None and _OTHER.search(plain) is None
