"""Indicators whose values are ranks: whole numbers from 1 to that of all, of which 1 is best."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from hyoka.checks.indicators import ActualRow, group_rows_of, rows_of
from hyoka.checks.registry import check
from hyoka.checks.scope import Scope
from hyoka.content.record_paths import path_of
from hyoka.evaluation import lineals, rank_among
from hyoka.model import Direction, Indicator, IndicatorYear, Records
from hyoka.problems import Finding, RecordPath
from hyoka.units import Missing


@check(scope=Scope.EACH_PROJECT)
def rank_impossible(records: Records) -> Iterator[Finding]:
    """A rank that there cannot be, among its number, or of an indicator of other values."""
    for record, place, lineal in lineals(records):
        if lineal.indicator is not None:
            for at, cause in _of_indicator(lineal.indicator):
                values = {"impossible_rank": cause}
                yield Finding(path_of(record), (*place, *at), "rank_impossible", values)
    for row in rows_of(records):
        here = {key: getattr(row.row, key) for key in ("actual", "preliminary_actual", "target")}
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


_Found = Iterator[tuple[RecordPath, str]]


def _of_indicator(indicator: Indicator) -> _Found:
    if not indicator.is_rank:
        return
    if indicator.direction not in {None, Direction.LOWER}:
        yield ("direction",), "direction"
    recorded = {"baseline": indicator.baseline, "target": indicator.target}
    yield from _impossible(indicator.rank_among, recorded)


def _of_group(row: ActualRow) -> _Found:
    among = rank_among(row.indicator, row.row)
    if row.indicator.is_rank:
        values = {"actual": row.row.actual, "target": row.row.target}
        found = _impossible(among, values)
        yield from (one for one in found if one[0] != ("rank_among",))


def _without_ranks(row: IndicatorYear) -> _Found:
    if row.rank_among is not None:
        yield ("rank_among",), "none"


def _impossible(among: object, ranks: Mapping[str, object]) -> _Found:
    """The values that are no ranks among so many."""
    number = isinstance(among, Decimal)
    if not (_counts(among) if number else among is Missing.NOT_STATED):
        yield ("rank_among",), "among"
        return
    for key, value in ranks.items():
        if not isinstance(value, Decimal):
            continue
        if not _counts(value):
            yield (key,), "whole"
        elif isinstance(among, Decimal) and value > among:
            yield (key,), "over"


def _counts(value: object) -> bool:
    return isinstance(value, Decimal) and value >= 1 and value == value.to_integral_value()
