"""Printed figures: what the official sheet prints is what its own numbers make."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

from hyoka.checks.registry import check
from hyoka.checks.scope import Scope
from hyoka.content.record_paths import path_of
from hyoka.evaluation import (
    RoundingRules,
    evaluate_achievement_rate,
    evaluate_costs,
    rounding_rules,
    rows_by_indicator,
    survey_share,
)
from hyoka.evaluation.figures import Figure
from hyoka.model import (
    Indicator,
    IndicatorYear,
    MeasureSheet,
    PrintedMoney,
    PrintedRate,
    PrintedShare,
    Record,
    Records,
    Sheet,
)
from hyoka.problems import Finding, RecordPath
from hyoka.units import FiscalYear


@check(needs_municipality=True, scope=Scope.EACH_PROJECT)
def printed_differs(records: Records) -> Iterator[Finding]:
    """A figure that the official sheet prints otherwise than its own numbers make it."""
    decimals = records.municipality.decimals
    policies = {policy.id: policy for policy in records.policies}
    by_policy = _rows_of(records.sheets, lambda sheet: sheet.policy)
    for sheet in records.sheets:
        if policy := policies.get(sheet.policy):
            manner = rounding_rules(records.municipality, decimals.policy_rate)
            rows = by_policy[sheet.policy]
            for index, row in enumerate(sheet.indicators):
                at = ("indicators", index)
                yield from _printed_rate(
                    sheet, at, policy.indicators, sheet.fiscal_year, row, rows, manner
                )
    yield from _printed_differs_in_measures(records)
    for project in records.projects:
        rows = rows_by_indicator(project.years)
        for number, year in enumerate(project.years):
            costs = evaluate_costs(year, records.municipality).figures if year.printed else ()
            for figure in costs:
                yield from _differs(project, ("years", number), figure, year.printed)
            manner = rounding_rules(records.municipality, decimals.project_rate)
            for index, row in enumerate(year.indicators):
                yield from _printed_rate(
                    project,
                    ("years", number, "indicators", index),
                    project.indicators,
                    year.fiscal_year,
                    row,
                    rows,
                    manner,
                )
    for survey in records.surveys:
        for index, result in enumerate(survey.results):
            figure = survey_share(survey, result, decimals.share)
            yield from _differs(survey, ("results", index), figure, result.printed)


def _printed_differs_in_measures(records: Records) -> Iterator[Finding]:
    parts = {(plan.id, part.id): part.described for plan in records.plans for part in plan.parts}
    manner = rounding_rules(records.municipality, records.municipality.decimals.policy_rate)
    by_measure = _rows_of(records.measure_sheets, lambda sheet: (sheet.plan, sheet.measure))
    for sheet in records.measure_sheets:
        if part := parts.get((sheet.plan, sheet.measure)):
            rows = by_measure[sheet.plan, sheet.measure]
            for index, row in enumerate(sheet.indicators):
                at = ("indicators", index)
                yield from _printed_rate(
                    sheet, at, part.indicators, sheet.fiscal_year, row, rows, manner
                )


_SheetT = TypeVar("_SheetT", Sheet, MeasureSheet)
_Rows = Mapping[str, Mapping[FiscalYear, IndicatorYear]]


def _rows_of(
    sheets: Sequence[_SheetT], owner: Callable[[_SheetT], Hashable]
) -> Mapping[Hashable, _Rows]:
    """What the sheets of each owner record of its indicators, year by year."""
    by_owner: dict[Hashable, list[_SheetT]] = defaultdict(list)
    for sheet in sheets:
        by_owner[owner(sheet)].append(sheet)
    return {key: rows_by_indicator(of) for key, of in by_owner.items()}


def _printed_rate(  # noqa: PLR0913 - a row, where it stands, and what it is measured by
    record: Record,
    place: RecordPath,
    indicators: Sequence[Indicator],
    fiscal_year: FiscalYear,
    row: IndicatorYear,
    rows: _Rows,
    manner: RoundingRules,
) -> Iterator[Finding]:
    if row.printed is None:
        return
    indicator = next((known for known in indicators if known.id == row.id), None)
    if indicator is not None:
        years = rows[row.id]
        if years[fiscal_year] is not row:  # the year is there twice
            years = {**years, fiscal_year: row}
        rate = evaluate_achievement_rate(indicator, fiscal_year, years, manner)
        yield from _differs(record, place, rate, row.printed)


def _differs(
    record: Record,
    place: RecordPath,
    figure: Figure,
    printed: PrintedRate | PrintedShare | PrintedMoney | None,
) -> Iterator[Finding]:
    if figure.agrees is not False or printed is None or printed.difference is not None:
        return
    rule = "printed_alone" if figure.shown is None else "printed_differs"
    values = {"figure": figure.name, "printed": f"{figure.printed:f}"}
    if figure.shown is not None:
        values["computed"] = f"{figure.shown:f}"
    yield Finding(path_of(record), (*place, "printed", figure.name), rule, values)
