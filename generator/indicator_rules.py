"""Checks of what is recorded of an indicator: its range, targets, words, and surveys."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from generator.evaluation import lineals
from generator.figures import unit_of_change
from generator.model import (
    Direction,
    Indicator,
    IndicatorYear,
    Record,
    Records,
)
from generator.problems import Finding, Place
from generator.records import path_of
from generator.units import Missing


def range_of_indicator(records: Records) -> Iterator[Finding]:
    """A wanted range that the direction does not name, that has no end, or that is upside down."""
    for record, place, indicator in _indicators(records):
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


def target_beside_range(records: Records) -> Iterator[Finding]:
    """A target in a number where the target is a range."""
    for record, place, indicator in _indicators(records):
        for key in ("target", "interim_targets", "target_changes"):
            value = getattr(indicator, key)
            if indicator.range is not None and (isinstance(value, Decimal) or value not in _NONE):
                yield _beside_range(record, place, key)
    for record, place, indicator, row in _rows(records):
        if indicator.range is not None and row.target is not None:
            yield _beside_range(record, place, "target")


_NONE = (None, (), *Missing)


def _beside_range(record: Record, place: Place, key: str) -> Finding:
    return Finding(path_of(record), (*place, key), "target_beside_range", {"key": key}, at_key=True)


def method_without_lower(records: Records) -> Iterator[Finding]:
    """A method of the achievement rate of an indicator of which lower is not better."""
    for record, place, indicator in _indicators(records):
        if indicator.achievement_method and indicator.direction is not Direction.LOWER:
            at = (*place, "achievement_method")
            yield Finding(path_of(record), at, "method_without_lower", at_key=True)


def targets_in_order(records: Records) -> Iterator[Finding]:
    """Changed or interim targets that are not in the order of their years, or come too late."""
    for record, place, indicator in _indicators(records):
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


def words_beside_number(records: Records) -> Iterator[Finding]:
    """Words for a value that is a number, or a reason for the want of a target that is there."""
    for record, place, indicator in _indicators(records):
        yield from _words(record, place, indicator, "baseline")
        yield from _words(record, place, indicator, "target")
        if indicator.target_note is not None and not isinstance(indicator.target, Missing):
            at = (*place, "target_note")
            yield Finding(path_of(record), at, "note_beside_number", at_key=True)
    for record, place, _, row in _rows(records):
        yield from _words(record, place, row, "actual")


def _words(record: Record, place: Place, holder: Record, key: str) -> Iterator[Finding]:
    words = f"{key}_words"
    told = getattr(holder, words) is not None
    if told and getattr(holder, key) is not Missing.NOT_QUANTIFIABLE:
        values = {"words": words, "key": key}
        yield Finding(path_of(record), (*place, words), "words_beside_number", values, at_key=True)


def preliminary_once(records: Records) -> Iterator[Finding]:
    """An actual that is both preliminary and final, or a mark of one where there is none."""
    for record, place, _, row in _rows(records):
        marks = {"preliminary": row.preliminary is True}
        marks["preliminary_actual"] = row.preliminary_actual is not None
        if all(marks.values()):
            at = (*place, "preliminary_actual")
            yield Finding(path_of(record), at, "preliminary_twice", at_key=True)
        elif not isinstance(row.actual, Decimal):
            for key in (key for key, marked in marks.items() if marked):
                at = (*place, key)
                yield Finding(
                    path_of(record), at, "preliminary_without_number", {"key": key}, at_key=True
                )


def respondents_of_share(records: Records) -> Iterator[Finding]:
    """A number of respondents where the indicator is no share in ％."""
    for record, place, indicator in _indicators(records):
        if indicator.baseline_respondents is not None:
            yield from _no_share(record, place, indicator, "baseline_respondents")
    for record, place, indicator, row in _rows(records):
        if row.respondents is not None:
            yield from _no_share(record, place, indicator, "respondents")


def _no_share(record: Record, place: Place, indicator: Indicator, key: str) -> Iterator[Finding]:
    if unit_of_change(indicator.unit) == indicator.unit:
        values = {"key": key, "unit": indicator.unit}
        yield Finding(
            path_of(record), (*place, key), "respondents_without_share", values, at_key=True
        )


def _indicators(records: Records) -> Iterator[tuple[Record, Place, Indicator]]:
    for record, place, lineal in lineals(records):
        if lineal.indicator is not None:
            yield record, place, lineal.indicator


def _rows(records: Records) -> Iterator[tuple[Record, Place, Indicator, IndicatorYear]]:
    """What each year records of an indicator that is known, and where."""
    policies = {policy.id: policy.indicators for policy in records.policies}
    parts = {(plan.id, part.id): part.described for plan in records.plans for part in plan.parts}
    places: list[tuple[Record, Place, Sequence[Indicator], Sequence[IndicatorYear]]] = [
        (sheet, ("indicators",), policies.get(sheet.policy, ()), sheet.indicators)
        for sheet in records.sheets
    ]
    for measure_sheet in records.measure_sheets:
        if part := parts.get((measure_sheet.plan, measure_sheet.measure)):
            recorded = measure_sheet.indicators
            places.append((measure_sheet, ("indicators",), part.indicators, recorded))
    for project in records.projects:
        for number, year in enumerate(project.years):
            at: Place = ("years", number, "indicators")
            places.append((project, at, project.indicators, year.indicators))
    for record, place, indicators, rows in places:
        known = {indicator.id: indicator for indicator in indicators}
        for index, row in enumerate(rows):
            if row.id in known:
                yield record, (*place, index), known[row.id], row


INDICATOR_CHECKS: tuple[Callable[[Records], Iterator[Finding]], ...] = (
    range_of_indicator,
    target_beside_range,
    method_without_lower,
    targets_in_order,
    words_beside_number,
    preliminary_once,
    respondents_of_share,
)
