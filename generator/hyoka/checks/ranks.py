"""Indicators whose values are ranks: whole numbers from 1 to that of all, of which 1 is best."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from hyoka.checks.indicators import ActualRow, every_indicator, group_rows_of, rows_of
from hyoka.checks.registry import check
from hyoka.checks.scope import Scope
from hyoka.content.record_paths import path_of
from hyoka.evaluation import rank_among
from hyoka.model import Direction, Indicator, IndicatorYear, Records
from hyoka.problems import Finding, RecordPath
from hyoka.units import DASHES, Missing, Value, is_rank


@check(scope=Scope.EACH_PROJECT)
def rank_impossible(records: Records) -> Iterator[Finding]:
    """A rank that there cannot be, among its number, or of an indicator of other values."""
    for record, place, indicator in every_indicator(records):
        for at, cause in _of_indicator(indicator):
            values = {"impossible_rank": cause}
            yield Finding(path_of(record), (*place, *at), "rank_impossible", values)
    for row in rows_of(records):
        here: dict[RecordPath, object] = {(key,): getattr(row.row, key) for key in _RANKS}
        if not row.indicator.is_rank:
            found = _without_ranks(row.row)
        else:
            found = _impossible(rank_among(row.indicator, row.row), here)
        for at, cause in found:
            values = {"impossible_rank": cause}
            yield Finding(path_of(row.record), (*row.place, *at), "rank_impossible", values)
    for row in group_rows_of(records):
        for at, cause in _of_group(row):
            values = {"impossible_rank": cause}
            yield Finding(path_of(row.record), (*row.place, *at), "rank_impossible", values)


_RANKS = ("actual", "preliminary_actual", "target")
_Found = Iterator[tuple[RecordPath, str]]


def _of_indicator(indicator: Indicator) -> _Found:
    if not indicator.is_rank:
        return
    if indicator.direction not in {None, Direction.LOWER}:
        yield ("direction",), "direction"
    if _AMONG.search(indicator.unit):
        yield ("unit",), "among_in_unit"
    elif indicator.unit.strip(DASHES) and not is_rank(indicator.unit):
        yield ("unit",), "unit"
    recorded: dict[RecordPath, Value | None] = {
        ("baseline",): indicator.baseline,
        ("target",): indicator.target,
    }
    for index, interim in enumerate(indicator.interim_targets):
        recorded["interim_targets", index, "target"] = interim.target
    for index, change in enumerate(indicator.target_changes):
        recorded["target_changes", index, "before"] = change.before
    yield from _impossible(indicator.rank_among, recorded)


_AMONG = re.compile(r"[0-9０-９/／分中]")
"""What names the denominator in a unit: 位／47, 位（47都道府県中）."""


def _of_group(row: ActualRow) -> _Found:
    among = rank_among(row.indicator, row.row)
    if row.indicator.is_rank:
        values: dict[RecordPath, object] = {
            ("actual",): row.row.actual,
            ("target",): row.row.target,
        }
        found = _impossible(among, values)
        yield from (one for one in found if one[0] != ("rank_among",))


def _without_ranks(row: IndicatorYear) -> _Found:
    if row.rank_among is not None:
        yield ("rank_among",), "none"


def _impossible(among: object, ranks: Mapping[RecordPath, object]) -> _Found:
    """The values that are no ranks among so many."""
    number = isinstance(among, Decimal)
    if not (_counts(among) if number else among is Missing.NOT_STATED):
        yield ("rank_among",), "among"
        return
    for place, value in ranks.items():
        if not isinstance(value, Decimal):
            continue
        if not _counts(value):
            yield place, "whole"
        elif isinstance(among, Decimal) and value > among:
            yield place, "over"


def _counts(value: object) -> bool:
    return isinstance(value, Decimal) and value >= 1 and value == value.to_integral_value()
