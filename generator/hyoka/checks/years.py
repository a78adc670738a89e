"""Years and days: in their order, and of the time that a record is about."""

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence

from hyoka.checks.indicators import every_indicator
from hyoka.checks.ratings import judged
from hyoka.checks.registry import check
from hyoka.checks.scope import Scope
from hyoka.content.record_paths import file_of, path_of
from hyoka.evaluation import fiscal_year_of
from hyoka.model import (
    Indicator,
    ProjectYear,
    Record,
    Records,
    Sheet,
    evaluations_of,
    only_planned,
)
from hyoka.problems import Finding
from hyoka.units import FiscalYear


@check(scope=Scope.EACH_PROJECT)
def years_in_order(records: Records) -> Iterator[Finding]:
    """A plan that ends before it begins, or a sheet made before the year that it evaluates."""
    for plan in records.plans:
        if plan.last_year < plan.first_year:
            values = {"first": str(plan.first_year), "last": str(plan.last_year)}
            yield Finding(path_of(plan), ("last_year",), "plan_years", values)
    for sheet in records.every_sheet:
        if sheet.edition < sheet.fiscal_year:
            values = {"edition": str(sheet.edition), "year": str(sheet.fiscal_year)}
            yield Finding(path_of(sheet), ("edition",), "edition_too_early", values)


@check(scope=Scope.ALL_BUT_NUMBERS)
def project_without_year(records: Records) -> Iterator[Finding]:
    """A sheet lists a project that records nothing for the sheet's fiscal year."""
    years = {p.id: {year.fiscal_year for year in p.years} for p in records.projects}
    for sheet in records.every_sheet:
        for index, project in enumerate(sheet.projects):
            if sheet.fiscal_year not in years.get(project, {sheet.fiscal_year}):
                values = {"id": project, "year": str(sheet.fiscal_year)}
                place = ("projects", index)
                yield Finding(path_of(sheet), place, "project_without_year", values)


@check(scope=Scope.EACH_PROJECT)
def ended_before_started(records: Records) -> Iterator[Finding]:
    """A project that ends before it begins."""
    for project in records.projects:
        first, last = project.started, project.ended
        if first is not None and last is not None and last < first:
            values = {"started": str(first), "ended": str(last)}
            yield Finding(path_of(project), ("ended",), "ended_before_started", values)


def left_off(recorded: Sequence[bool]) -> Iterator[int]:
    """The years, by their places, that do not record what the years around them do.

    The year before records it, and so does the year after, if there is one, or the one before both.
    A single year that has it before many that do not is no slip.
    """
    for index, has in enumerate(recorded):
        before, after = recorded[max(index - 2, 0) : index], recorded[index + 1 : index + 2]
        if not has and before and before[-1] and (all(after) or before == [True, True]):
            yield index


@check(needs_municipality=True, scope=Scope.PROJECT_AND_OTHERS)
def document_too_early(records: Records) -> Iterator[Finding]:
    """A fiscal year recorded under a document that was made before it could tell of the year.

    It is the likeliest slip where last year's row or sheet was copied. A later document may tell
    of an earlier year too, and any document of the budgets and targets of the years to come.
    """
    documents = {document.id: document for document in records.municipality.documents}
    usual = _usual_distance(records)
    for record, place, found in judged(records):
        if (document := documents.get(found.document)) is None or only_planned(found):
            continue
        needed = found.fiscal_year.plus(usual)
        if document.edition < needed:
            values = {"document": document.id, "edition": str(document.edition)}
            values |= {"year": str(found.fiscal_year), "needed": str(needed)}
            yield Finding(path_of(record), (*place, "document"), "document_too_early", values)


@check(needs_municipality=True, scope=Scope.ALL_BUT_NUMBERS)
def published_too_early(records: Records) -> Iterator[Finding]:
    """A document published before a year ended that it tells of; told once of each document."""
    usual = _usual_distance(records)
    newest: dict[str, tuple[FiscalYear, Record]] = {}
    for record, _, found in judged(records):
        known = newest.get(found.document)
        if not only_planned(found) and (known is None or known[0] < found.fiscal_year):
            newest[found.document] = found.fiscal_year, record
    for index, document in enumerate(records.municipality.documents):
        if document.published is None or document.id not in newest:
            continue
        year, record = newest[document.id]
        # Of what is of too early an edition, or of a day that cannot be, another message tells.
        possible = document.published >= document.edition.plus(-1).first_day
        told = document.edition < year.plus(usual) or not possible
        if not told and document.published < _first_day(year, usual):
            values = {"date": document.published.isoformat(), "year": str(year)}
            values |= {"path": file_of(record)}
            at = ("documents", index, "published")
            yield Finding(path_of(records.municipality), at, "published_too_early", values)


def _first_day(year: FiscalYear, usual: int) -> datetime.date:
    """The first day on which a document can tell how a year went.

    That is the year's last day; its first where the municipality's documents are of the year.
    """
    last = year.plus(1).first_day - datetime.timedelta(days=1)
    return last if usual else year.first_day


def _usual_distance(records: Records) -> int:
    """How many years after a fiscal year its sheet is made: as most are here, else 1.

    Of the sheets of one edition that of the newest year tells: the others look back.
    """
    newest: dict[int, int] = {}
    for sheet in records.every_sheet:
        edition, year = sheet.edition.year, sheet.fiscal_year.year
        newest[edition] = max(year, newest.get(edition, year))
    distances = Counter(edition - year for edition, year in newest.items())
    return max(distances, key=lambda years: (distances[years], years), default=1)


@check(scope=Scope.EACH_PROJECT)
def target_before_baseline(records: Records) -> Iterator[Finding]:
    """An indicator whose target is for a year before its baseline's."""
    for record, place, indicator in every_indicator(records):
        if _ends_before_it_begins(indicator):
            values = {
                "baseline_year": str(indicator.baseline_year),
                "target_year": str(indicator.target_year),
            }
            at = (*place, "target_year")
            yield Finding(path_of(record), at, "target_before_baseline", values)


def _ends_before_it_begins(indicator: Indicator) -> bool:
    first, last = indicator.baseline_year, indicator.target_year
    return first is not None and last is not None and last < first


@check(needs_municipality=True, scope=Scope.EACH_PROJECT)
def year_outside_plan(records: Records) -> Iterator[Finding]:
    """A sheet of a fiscal year that its policy's or measure's plan does not cover."""
    plans = {plan.id: plan for plan in records.plans}
    plan_of = {policy.id: plans.get(policy.plan) for policy in records.policies}
    for sheet in records.every_sheet:
        plan = plan_of.get(sheet.policy) if isinstance(sheet, Sheet) else plans.get(sheet.plan)
        if plan and plan.first_year <= plan.last_year and not plan.includes(sheet.fiscal_year):
            values = {
                "year": str(sheet.fiscal_year),
                "plan": plan.name,
                "first": str(plan.first_year),
                "last": str(plan.last_year),
            }
            yield Finding(path_of(sheet), ("fiscal_year",), "year_outside_plan", values)


_USUAL_YEARS = 2
"""A sheet is evaluated within so many years of its edition; a project, of the year after."""


@check(needs_municipality=True, scope=Scope.EACH_PROJECT)
def evaluation_date(records: Records) -> Iterator[Finding]:
    """An evaluation dated before the year that it evaluates, or far from its sheet's edition.

    No clock is asked: the same records give the same problems on every day.
    """
    for record, place, found in judged(records):
        edition = found.fiscal_year.plus(1) if isinstance(found, ProjectYear) else found.edition
        for placed in evaluations_of(found):
            if (date := placed.evaluation.date) is None:
                continue
            at = (*place, *placed.place, "date")
            values = {"date": date.isoformat(), "year": str(found.fiscal_year)}
            if fiscal_year_of(date) < found.fiscal_year:
                yield Finding(path_of(record), at, "evaluation_before_year", values)
            elif abs(fiscal_year_of(date).year - edition.year) > _USUAL_YEARS:
                values |= {"edition": str(edition)}
                yield Finding(path_of(record), at, "evaluation_far_off", values)
