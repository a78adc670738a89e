"""What should be recorded by now: sheets, values that were to follow, forecasts, responses."""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedSite
from hyoka.evaluation.recommendation import evaluate_recommendations
from hyoka.model import Plan
from hyoka.opendata.column import NOT_RECORDED
from hyoka.opendata.table import DataTable
from hyoka.opendata.tables import indicators, projects, recorded_tables
from hyoka.opendata.words import title
from hyoka.units import FiscalYear, Missing
from hyoka.urls import measure_path, policy_path, recommendation_path, url_of
from hyoka.wording import Language


@dataclass(frozen=True, slots=True)
class OverdueSheet:
    """Something that is not recorded a year after its fiscal year ended."""

    name: str
    fiscal_year: FiscalYear
    url: str
    """The page that will show it, from the site's root."""


@dataclass(frozen=True, slots=True)
class UnansweredRecommendation:
    """A recommendation to which no response is recorded."""

    title: str
    date: datetime.date
    url: str
    """Its page, from the site's root."""


def _is_late(fiscal_year: FiscalYear, today: datetime.date) -> bool:
    """Whether the fiscal year, which ends in March, ended a year ago or longer."""
    return today >= datetime.date(fiscal_year.year + 2, 4, 1)


def overdue_sheets(evaluation: EvaluatedSite, today: datetime.date) -> tuple[OverdueSheet, ...]:
    """The sheets that are missing in the years of a plan, since its first one was recorded.

    Every policy of a plan is evaluated each year. Of its measures it is those that have a sheet.
    """
    return (*_policies(evaluation, today), *_measures(evaluation, today))


def _policies(evaluation: EvaluatedSite, today: datetime.date) -> Iterator[OverdueSheet]:
    for planned in evaluation.plans:
        of_plan = [p for p in evaluation.policies if p.policy.plan == planned.plan.id]
        years = {p.policy.id: {s.fiscal_year for s in p.sheets} for p in of_plan}
        first = min((year for found in years.values() for year in found), default=None)
        for policy in (evaluated.policy for evaluated in of_plan):
            for year in _missing(planned.plan, first, years[policy.id], today):
                yield OverdueSheet(policy.name, year, url_of(policy_path(policy)))


def _measures(evaluation: EvaluatedSite, today: datetime.date) -> Iterator[OverdueSheet]:
    for evaluated in evaluation.measures:
        part = evaluated.part
        years = {sheet.fiscal_year for sheet in evaluated.sheets}
        for year in _missing(part.plan, min(years, default=None), years, today):
            yield OverdueSheet(part.name, year, url_of(measure_path(part)))


def _missing(
    plan: Plan, first: FiscalYear | None, recorded: set[FiscalYear], today: datetime.date
) -> Iterator[FiscalYear]:
    if first is None:
        return
    for number in range(first.year, plan.last_year.year + 1):
        year = FiscalYear(number)
        if year not in recorded and _is_late(year, today):
            yield year


_NAMES = ("owner_name", "project_name", "indicator_name")


def long_pending(
    evaluation: EvaluatedSite, language: Language, today: datetime.date
) -> tuple[OverdueSheet, ...]:
    """The recorded values that are still `pending`, a year after their fiscal year ended."""
    every = recorded_tables(evaluation, language)
    return tuple(late for table in every for late in _pending(table, language, today))


def _pending(table: DataTable, language: Language, today: datetime.date) -> Iterator[OverdueSheet]:
    places = {name: place for place, name in enumerate(table.names)}
    reasons = [(c, places[c.names[1]]) for c in table.columns if len(c.names) > 1]
    if not {"fiscal_year", "page"} <= set(places):
        return
    for row in table.rows:
        year = row[places["fiscal_year"]]
        if not isinstance(year, int) or not _is_late(FiscalYear(year), today):
            continue
        for column, place in reasons:
            if row[place] == Missing.PENDING:
                name = _name(row, places, title(column, language))
                yield OverdueSheet(name, FiscalYear(year), str(row[places["page"]]))


def late_forecasts(
    evaluation: EvaluatedSite, language: Language, today: datetime.date
) -> tuple[OverdueSheet, ...]:
    """The forecasts that nothing has replaced a year after their fiscal year ended.

    Of what is `pending` beside a forecast `long_pending` tells.
    """
    of_indicators = indicators.TABLE.table(evaluation, language)
    of_projects = projects.TABLE.table(evaluation, language)
    return (
        *_forecasts(of_indicators, "actual", lambda row: row["forecast"], language, today),
        *_forecasts(of_projects, "settlement_forecast", _unsettled, language, today),
    )


_NamedRow = Mapping[str, object]
"""A row's values by the names of their columns."""


def _unsettled(row: _NamedRow) -> bool:
    absent = row["settlement"] is None and row["settlement_missing"] in {None, NOT_RECORDED}
    return row["settlement_forecast"] is not None and absent


def _forecasts(
    table: DataTable,
    column: str,
    is_forecast: Callable[[_NamedRow], object],
    language: Language,
    today: datetime.date,
) -> Iterator[OverdueSheet]:
    places = {name: place for place, name in enumerate(table.names)}
    told = title(next(c for c in table.columns if c.names[0] == column), language)
    for row in table.rows:
        year = FiscalYear(int(str(row[places["fiscal_year"]])))
        if _is_late(year, today) and is_forecast(dict(zip(table.names, row, strict=True))):
            yield OverdueSheet(_name(row, places, told), year, str(row[places["page"]]))


def unanswered(
    evaluation: EvaluatedSite, today: datetime.date
) -> tuple[UnansweredRecommendation, ...]:
    """The recommendations without a response a year after they were made, the oldest first."""
    every = [it.recommendation for it in evaluation.recommendations]
    found = [it for it in evaluate_recommendations(every, today) if it.years_open]
    return tuple(
        UnansweredRecommendation(told.title, told.date, url_of(recommendation_path(told)))
        for told in (it.recommendation for it in reversed(found) if it.last_response is None)
    )


def _name(row: Sequence[object], places: dict[str, int], column: str) -> str:
    words = [str(row[places[name]]) for name in _NAMES if name in places]
    return " ".join(dict.fromkeys([*words, column]))
