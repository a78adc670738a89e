"""The groups that an indicator is given by: each declared, told once, and told in its years."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from hyoka.checks.indicators import ActualRow, every_indicator, rows_of
from hyoka.checks.registry import check
from hyoka.checks.scope import Scope
from hyoka.content.record_paths import path_of
from hyoka.evaluation import lineals
from hyoka.model import Direction, Indicator, Record, Records
from hyoka.problems import Finding, RecordPath


def group_references(
    records: Records,
) -> Iterator[tuple[Record, RecordPath, str, str, frozenset[str]]]:
    """The ids of groups in years: see `ids.Reference`."""
    for row in rows_of(records):
        groups = frozenset(group.id for group in row.indicator.groups)
        for index, of_group in enumerate(row.row.by_group):
            place = (*row.place, "by_group", index, "group")
            yield row.record, place, of_group.group, "group", groups


@check(scope=Scope.EACH_PROJECT)
def group_impossible(records: Records) -> Iterator[Finding]:
    """Groups without a word for what they are, or with targets that nothing can be judged by."""
    for record, place, indicator in every_indicator(records):
        for at, cause in _impossible(indicator):
            yield _finding(record, (*place, *at), cause)
    for row in rows_of(records):
        for index, of_group in enumerate(row.row.by_group):
            why_not = _unjudged(row.indicator) if isinstance(of_group.target, Decimal) else None
            if why_not is not None:
                at = (*row.place, "by_group", index, "target")
                yield _finding(row.record, at, why_not)


def _finding(record: Record, place: RecordPath, cause: str) -> Finding:
    values = {"impossible_group": cause}
    return Finding(path_of(record), place, "group_impossible", values, at_key=True)


def _impossible(indicator: Indicator) -> Iterator[tuple[RecordPath, str]]:
    if indicator.groups and indicator.grouped_by is None:
        yield ("groups",), "not_named"
    if indicator.grouped_by is not None and not indicator.groups:
        yield ("grouped_by",), "none"
    for index, group in enumerate(indicator.groups):
        if isinstance(group.target, Decimal) and (cause := _unjudged(indicator)):
            yield ("groups", index, "target"), cause


def _unjudged(indicator: Indicator) -> str | None:
    """Why a group's target cannot be judged by; a direction is never taken from a group's."""
    if indicator.is_target_group:
        return "target_group"
    told = indicator.direction not in {None, Direction.RANGE}
    return None if told or indicator.is_rank else "direction"


@check(scope=Scope.EACH_PROJECT)
def marks_of_groups(records: Records) -> Iterator[Finding]:
    """A group's actual that is said to be preliminary or a forecast, and is no number, or both."""
    for row in rows_of(records):
        for index, of_group in enumerate(row.row.by_group):
            path, place = path_of(row.record), (*row.place, "by_group", index)
            marked = [key for key in ("preliminary", "forecast") if getattr(of_group, key)]
            if len(marked) > 1:
                yield Finding(path, (*place, "forecast"), "forecast_and_preliminary", at_key=True)
            elif marked and not isinstance(of_group.actual, Decimal) and not of_group.actual_words:
                at, values = (*place, *marked), {"key": marked[0]}
                yield Finding(path, at, "preliminary_without_number", values, at_key=True)


@check(needs_municipality=True, scope=Scope.EACH_PROJECT)
def group_left_off(records: Records) -> Iterator[Finding]:
    """A year that tells of some groups of an indicator, but not of all."""
    for row in rows_of(records):
        if row.row.by_group and (missing := [*_left_off(row)]):
            values = {"name": row.indicator.name, "groups": _listed(missing)}
            at = (*row.place, "by_group")
            yield Finding(path_of(row.record), at, "group_left_off", values, at_key=True)


def _left_off(row: ActualRow) -> Iterator[str]:
    told = {of_group.group for of_group in row.row.by_group}
    return (group.name for group in row.indicator.groups if group.id not in told)


def _listed(names: Iterable[str]) -> str:
    return "".join(f"「{name}」" for name in names)


@check(needs_municipality=True, scope=Scope.EACH_PROJECT)
def groups_never_told(records: Records) -> Iterator[Finding]:
    """Groups of an indicator of which no year tells, though years tell of the indicator."""
    told = {row.node: False for row in rows_of(records)}
    for row in rows_of(records):
        told[row.node] |= bool(row.row.by_group)
    for record, place, lineal in lineals(records):
        its = lineal.indicator
        if its is not None and its.groups and not told.get(lineal.node, True):
            at, values = (*place, "groups"), {"name": its.name}
            yield Finding(path_of(record), at, "groups_never_told", values, at_key=True)
