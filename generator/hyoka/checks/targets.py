"""Indicators: a range, targets, words and surveys that do not contradict their numbers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from hyoka.checks.indicators import (
    ActualRow,
    every_indicator,
    every_row_of,
    indicators_and_groups,
    rows_of,
)
from hyoka.checks.registry import check
from hyoka.checks.scope import Scope
from hyoka.checks.years import left_off
from hyoka.content.record_paths import path_of
from hyoka.evaluation import (
    Node,
    direction_of,
    lineals,
    meant_direction,
    numeric_targets,
    unclear_direction,
)
from hyoka.model import (
    AchievementMethod,
    Direction,
    Indicator,
    IndicatorYear,
    Project,
    Record,
    Records,
)
from hyoka.problems import Finding, RecordPath
from hyoka.units import FiscalYear, Missing, Value, is_percent, is_rank


@check(scope=Scope.EACH_PROJECT)
def unknown_direction(records: Records) -> Iterator[Finding]:
    """A target in numbers of which nobody can tell whether it is to be exceeded or not."""
    rows = _rows_by_indicator(records)
    for record, place, lineal in lineals(records):
        indicator = lineal.indicator
        if indicator is None:
            continue
        cause = unclear_direction(indicator, rows[lineal.node])
        if cause is not None:
            lowest = min(target for _, target in numeric_targets(indicator, rows[lineal.node]))
            which, at = _stands_at(indicator, lowest)
            values = {
                "name": indicator.name,
                "target": f"{lowest:,f}{indicator.unit}",
                "unclear": cause,
                "which": which,
            }
            yield Finding(path_of(record), (*place, *at), "direction_unknown", values)


def _stands_at(indicator: Indicator, target: Decimal) -> tuple[str, RecordPath]:
    """Which of an indicator's targets a number is, and where it stands."""
    if indicator.target == target:
        return "now", ("target",)
    before = [change.before for change in indicator.target_changes]
    if target in before:
        return "before", ("target_changes", before.index(target), "before")
    return "now", ("name",)


@check(needs_municipality=True, scope=Scope.EACH_PROJECT)
def inferred_direction(records: Records) -> Iterator[Finding]:
    """The indicators of a record whose direction is taken from the numbers."""
    rows = _rows_by_indicator(records)
    found: dict[str, list[tuple[RecordPath, str]]] = defaultdict(list)
    for record, place, lineal in lineals(records):
        indicator = lineal.indicator
        if indicator is None or indicator.direction is not None:
            continue
        if meant_direction(indicator) is not None:
            continue
        if direction_of(indicator, rows[lineal.node]) is not None:
            found[path_of(record)].append(((*place, "name"), indicator.name))
    for path, inferred in found.items():
        names = "".join(f"「{name}」" for _, name in inferred[:_MAX_NAMES])
        more = "" if len(inferred) <= _MAX_NAMES else "…"
        values = {"names": names + more, "count": str(len(inferred))}
        yield Finding(path, inferred[0][0], "direction_inferred", values)


_MAX_NAMES = 3


@check(needs_municipality=True, scope=Scope.ALL_BUT_NUMBERS)
def assumed_kind(records: Records) -> Iterator[Finding]:
    """Projects' indicators that count as outcomes because no kind is recorded; told once."""
    found = [
        (path_of(project), ("indicators", index, "name"), indicator.name)
        for project in records.projects
        for index, indicator in enumerate(project.indicators)
        if indicator.kind is None
    ]
    if found:
        path, place, name = found[0]
        values = {"name": name, "count": str(len(found))}
        yield Finding(path, place, "kind_assumed", values)


def _rows_by_indicator(records: Records) -> Mapping[Node, Mapping[FiscalYear, IndicatorYear]]:
    """What every year records of each indicator; none of one that no year records."""
    rows: dict[Node, dict[FiscalYear, IndicatorYear]] = defaultdict(dict)
    for row in rows_of(records):
        rows[row.node][row.fiscal_year] = row.row
    return rows


@check(scope=Scope.EACH_PROJECT)
def range_of_indicator(records: Records) -> Iterator[Finding]:
    """A wanted range that the direction does not name, that has no end, or that is upside down."""
    for record, place, indicator in every_indicator(records):
        path, wanted = path_of(record), indicator.range
        named = indicator.direction is Direction.RANGE
        if named and wanted is None:
            yield Finding(path, (*place, "direction"), "direction_without_range")
        if wanted is None:
            continue
        if not named:
            yield Finding(path, (*place, "range"), "range_without_direction", at_key=True)
        if wanted.lowest is None and wanted.highest is None:
            yield Finding(path, (*place, "range"), "range_without_ends", at_key=True)
        if wanted.lowest is None or wanted.highest is None or wanted.lowest <= wanted.highest:
            continue
        values = {"lowest": f"{wanted.lowest:f}", "highest": f"{wanted.highest:f}"}
        yield Finding(path, (*place, "range", "lowest"), "range_reversed", values)


@check(scope=Scope.EACH_PROJECT)
def target_beside_range(records: Records) -> Iterator[Finding]:
    """A target in a number where the target is a range."""
    for record, place, indicator in every_indicator(records):
        for key in ("target", "interim_targets", "target_changes"):
            value = getattr(indicator, key)
            if indicator.range is not None and (isinstance(value, Decimal) or value not in _NONE):
                yield _beside_range(record, place, key)
    for row in rows_of(records):
        if row.indicator.range is not None and row.row.target is not None:
            yield _beside_range(row.record, row.place, "target")


_NONE = (None, (), *Missing)


def _beside_range(record: Record, place: RecordPath, key: str) -> Finding:
    return Finding(path_of(record), (*place, key), "target_beside_range", {"key": key}, at_key=True)


@check(scope=Scope.EACH_PROJECT)
def method_without_lower(records: Records) -> Iterator[Finding]:
    """A method of the achievement rate of an indicator of which lower is not better."""
    for record, place, indicator in every_indicator(records):
        method = indicator.achievement_method
        if method in _OF_LOWER and indicator.direction is not Direction.LOWER:
            at = (*place, "achievement_method")
            yield Finding(path_of(record), at, "method_without_lower", at_key=True)


_OF_LOWER = frozenset(AchievementMethod) - {AchievementMethod.NONE}


@check(scope=Scope.EACH_PROJECT)
def judged_target_group(records: Records) -> Iterator[Finding]:
    """A target group 対象指標 with what only an indicator has that is judged."""
    for record, place, indicator in every_indicator(records):
        if indicator.is_target_group:
            yield from _judged_by(record, place, indicator, _JUDGED_BY)
    for row in rows_of(records):
        if row.indicator.is_target_group:
            yield from _judged_by(row.record, row.place, row.row, JUDGED_IN_YEAR)


_JUDGED_BY = (
    *("direction", "direction_note", "achievement_method", "target", "target_words"),
    *("target_note", "target_reason", "range", "target_year", "target_changes", "interim_targets"),
    *("target_rule", "target_qualifier", "cumulative_from"),
)
JUDGED_IN_YEAR = ("target", "target_words", "target_qualifier", "printed", "rating", "achieved")
"""The fields of an indicator's year that none of a target group has: nobody judges it."""


def _judged_by(
    record: Record, place: RecordPath, holder: Record, keys: Iterable[str]
) -> Iterator[Finding]:
    for key in keys:
        if getattr(holder, key) not in {None, ()}:
            at = (*place, key)
            yield Finding(path_of(record), at, "target_group_judged", {"key": key}, at_key=True)


@check(scope=Scope.EACH_PROJECT)
def cumulative_impossible(records: Records) -> Iterator[Finding]:
    """A sum of years of what cannot be summed, or that no target is to exceed."""
    for record, place, indicator in every_indicator(records):
        if cause := _not_summed(indicator):
            at, values = (*place, "cumulative_from"), {"cumulative": cause}
            yield Finding(path_of(record), at, "cumulative_impossible", values, at_key=True)


def _not_summed(indicator: Indicator) -> str | None:
    first, last = indicator.cumulative_from, indicator.target_year
    if first is None:
        return None
    causes = {
        "direction": indicator.direction is not Direction.HIGHER,
        "share": is_percent(indicator.unit),
        "rank": indicator.is_rank or is_rank(indicator.unit),
        "target_rule": indicator.target_rule is not None,
        "break": any(one.fiscal_year > first for one in indicator.breaks),
        "after_target": last is not None and first > last,
    }
    return next((cause for cause, holds in causes.items() if holds), None)


@check(scope=Scope.EACH_PROJECT)
def targets_in_order(records: Records) -> Iterator[Finding]:
    """Changed or interim targets that are not in the order of their years, or come too late."""
    for record, place, indicator in every_indicator(records):
        for key in ("target_changes", "interim_targets"):
            years = [target.fiscal_year for target in getattr(indicator, key)]
            for index, (before, year) in enumerate(pairwise(years), start=1):
                if year <= before:
                    values = {"key": key, "year": str(year), "before": str(before)}
                    at = (*place, key, index, "fiscal_year")
                    yield Finding(path_of(record), at, "years_not_in_order", values)
        last = indicator.target_year
        for index, interim in enumerate(indicator.interim_targets):
            if last is not None and interim.fiscal_year >= last:
                values = {"year": str(interim.fiscal_year), "target_year": str(last)}
                at = (*place, "interim_targets", index, "fiscal_year")
                yield Finding(path_of(record), at, "interim_too_late", values)


@check(needs_municipality=True, scope=Scope.EACH_PROJECT)
def target_left_off(records: Records) -> Iterator[Finding]:
    """A year without a target of its own, which the indicator's years around it have."""
    by_indicator: dict[Node, list[ActualRow]] = defaultdict(list)
    for row in rows_of(records):
        by_indicator[row.node].append(row)
    for rows in by_indicator.values():
        by_year: dict[FiscalYear, ActualRow | RecordPath] = {row.fiscal_year: row for row in rows}
        if isinstance(rows[0].record, Project):
            newest = max(of_year.fiscal_year for of_year in rows[0].record.years)
            for number, of_year in enumerate(rows[0].record.years):
                # The settlements of the newest year are often known before its results.
                if of_year.indicators or of_year.fiscal_year < newest:
                    by_year.setdefault(of_year.fiscal_year, ("years", number, "fiscal_year"))
        yield from _left_off(rows[0], by_year)


def _left_off(
    one: ActualRow, by_year: Mapping[FiscalYear, ActualRow | RecordPath]
) -> Iterator[Finding]:
    """The years of an indicator that lack its target; by each its row, or where one would stand."""
    years = sorted(by_year)
    ordered = [by_year[year] for year in years]
    for index in left_off(
        [isinstance(it, ActualRow) and it.row.target is not None for it in ordered]
    ):
        before, year, here = ordered[index - 1], years[index], ordered[index]
        assert isinstance(before, ActualRow)  # noqa: S101 - for the type checker: it has a target
        if _needs_none(here, year, before):
            continue
        values = {
            "name": one.indicator.name,
            "year": str(year),
            "before": str(before.fiscal_year),
        }
        place = (*here.place, "id") if isinstance(here, ActualRow) else here
        yield Finding(path_of(one.record), place, "target_left_off", values)


def _needs_none(here: ActualRow | RecordPath, year: FiscalYear, before: ActualRow) -> bool:
    """Whether nothing was measured, or the plan has a target for that very year, or the same."""
    indicator = before.indicator
    planned = {interim.fiscal_year for interim in indicator.interim_targets}
    if year in planned or year == indicator.target_year:
        return True
    passed = indicator.target_year is not None and indicator.target_year < year
    same = indicator.target == before.row.target and not passed
    return same or (isinstance(here, ActualRow) and here.row.actual in _NOT_MEASURED)


_NOT_MEASURED = (Missing.DISCONTINUED, Missing.NOT_SURVEYED, Missing.CANCELLED)


@check(scope=Scope.EACH_PROJECT)
def words_beside_number(records: Records) -> Iterator[Finding]:
    """Words for a value that is a number, or a reason for the want of a target that is there."""
    for record, place, indicator in every_indicator(records):
        yield from _words(record, place, indicator, "baseline")
        yield from _words(record, place, indicator, "target")
        if indicator.target_note is not None and not isinstance(indicator.target, Missing):
            at = (*place, "target_note")
            yield Finding(path_of(record), at, "note_beside_number", at_key=True)
    for row in every_row_of(records):
        for key in ("actual", "target"):
            yield from _words(row.record, row.place, row.row, key)
        for index, other in enumerate(row.row.other_values):
            yield from _words(row.record, (*row.place, "other_values", index), other, "value")


_IN_WORDS = (Missing.NOT_QUANTIFIABLE, Missing.NOT_STATED)
"""Of what has no number, what a sheet may print in words."""


def _words(record: Record, place: RecordPath, holder: Record, key: str) -> Iterator[Finding]:
    words = f"{key}_words"
    told = getattr(holder, words) is not None
    if told and getattr(holder, key) not in _IN_WORDS:
        values = {"words": words, "key": key}
        yield Finding(path_of(record), (*place, words), "words_beside_number", values, at_key=True)


@check(scope=Scope.EACH_PROJECT)
def preliminary_once(records: Records) -> Iterator[Finding]:
    """An actual that is both preliminary and final, or a mark of one where there is none."""
    for row in rows_of(records):
        path, place = path_of(row.record), row.place
        marks = {"preliminary": row.row.preliminary is True}
        marks["preliminary_actual"] = row.row.preliminary_actual is not None
        if all(marks.values()):
            at = (*place, "preliminary_actual")
            yield Finding(path, at, "preliminary_twice", at_key=True)
        elif row.actual is None and not row.row.by_group:
            marks["forecast"] = row.row.forecast is True and row.row.actual_words is None
            for key in (key for key, marked in marks.items() if marked):
                at = (*place, key)
                yield Finding(path, at, "preliminary_without_number", {"key": key}, at_key=True)
        if row.row.forecast and (row.row.preliminary or row.row.preliminary_actual is not None):
            yield Finding(path, (*place, "forecast"), "forecast_and_preliminary", at_key=True)


@check(scope=Scope.EACH_PROJECT)
def respondents_of_share(records: Records) -> Iterator[Finding]:
    """A number of respondents where the indicator is no share in ％."""
    for record, place, indicator in indicators_and_groups(records):
        if indicator.baseline_respondents is not None:
            yield from _no_share(record, place, indicator, "baseline_respondents")
    for row in every_row_of(records):
        if row.row.respondents is not None:
            yield from _no_share(row.record, row.place, row.indicator, "respondents")


def _no_share(
    record: Record, place: RecordPath, indicator: Indicator, key: str
) -> Iterator[Finding]:
    if not is_percent(indicator.unit):
        values = {"key": key, "unit": indicator.unit}
        yield Finding(
            path_of(record), (*place, key), "respondents_without_share", values, at_key=True
        )


@check(scope=Scope.EACH_PROJECT)
def impossible_share(records: Records) -> Iterator[Finding]:
    """A share of those who answered that is below 0 % or above 100 %."""
    for record, place, indicator in indicators_and_groups(records):
        if indicator.baseline_respondents is not None:
            yield from _beyond(record, place, indicator.unit, {"baseline": indicator.baseline})
    for row in every_row_of(records):
        if row.row.respondents is not None:
            shares = {key: getattr(row.row, key) for key in ("actual", "preliminary_actual")}
            yield from _beyond(row.record, row.place, row.indicator.unit, shares)


def _beyond(
    record: Record, place: RecordPath, unit: str, shares: Mapping[str, Value | None]
) -> Iterator[Finding]:
    for key, share in shares.items():
        if not is_percent(unit) or not isinstance(share, Decimal):
            continue
        if not 0 <= share <= _WHOLE:
            yield Finding(path_of(record), (*place, key), "impossible_share", {"got": f"{share:f}"})


_WHOLE = 100
