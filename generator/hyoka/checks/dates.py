"""Days that cannot be: before there was anything to publish or to correct, or still to come."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from hyoka.checks.registry import check, dated_check
from hyoka.checks.scope import Scope
from hyoka.checks.years import evaluation_date
from hyoka.content.record_paths import path_of
from hyoka.evaluation import Corrected, corrected_records
from hyoka.evaluation.embargo import dated_parts
from hyoka.model import (
    Correction,
    Plan,
    Policy,
    Project,
    ProjectYear,
    Recommendation,
    Record,
    Records,
)
from hyoka.problems import Finding, RecordPath
from hyoka.units import FiscalYear

_AHEAD = 1
"""A document is published in the fiscal year of its title, at the earliest in the one before."""
_PREPARED = 2
"""Years before the first one of a plan in which it, and its policies, can have been published."""
_PLANNED = frozenset({"publish_on", "deadline"})
"""The fields whose days may be still to come."""


@check(needs_municipality=True, scope=Scope.EACH_PROJECT)
def date_too_early(records: Records) -> Iterator[Finding]:
    """A document published long before its year, or a correction of what was not there yet."""
    for index, document in enumerate(records.municipality.documents):
        since = document.edition.plus(-_AHEAD).first_day
        if document.published and document.published < since:
            place = ("documents", index, "published")
            yield _early(records.municipality, place, document.published, since)
    plans = {plan.id: plan for plan in records.plans}
    for record in corrected_records(records):
        for index, correction in enumerate(record.corrections):
            since_when = _possible_since(record, correction, plans)
            if since_when and correction.date < since_when:
                at = ("corrections", index, "date")
                yield _early(record, at, correction.date, since_when)


def _early(record: Record, place: RecordPath, date: datetime.date, since: datetime.date) -> Finding:
    values = {"date": date.isoformat(), "since": since.isoformat()}
    return Finding(path_of(record), place, "date_too_early", values)


def _possible_since(
    record: Corrected, correction: Correction, plans: Mapping[str, Plan]
) -> datetime.date | None:
    """The first day on which anybody can have corrected it; none where nothing says so."""
    match record:
        case Plan() | Policy():
            plan = record if isinstance(record, Plan) else plans.get(record.plan)
            return plan.first_year.plus(-_PREPARED).first_day if plan else None
        case Project():
            years = [year.fiscal_year for year in _years_of(record, correction)]
            return min(years).first_day if years else None
        case Recommendation():
            return record.date
        case _:
            return record.fiscal_year.first_day


def _years_of(project: Project, correction: Correction) -> Sequence[ProjectYear]:
    """The year of a project in which something was corrected; all, where it is the project's."""
    steps = correction.place.split("/")[:2]
    inside = [year for year in project.years if steps == ["years", str(year.fiscal_year)]]
    return inside or project.years


@check(needs_municipality=True, scope=Scope.EACH_PROJECT)
def correction_before_document(records: Records) -> Iterator[Finding]:
    """A value that is said to have been corrected before its document was published."""
    published = {d.id: d.published for d in records.municipality.documents}
    for record in corrected_records(records):
        for index, correction in enumerate(record.corrections):
            years = _years_of(record, correction) if isinstance(record, Project) else (record,)
            days = [published.get(getattr(year, "document", "")) for year in years]
            first = min(filter(None, days), default=None) if all(days) else None
            if first and correction.date < first:
                values = {"date": correction.date.isoformat(), "published": first.isoformat()}
                at = ("corrections", index, "date")
                yield Finding(path_of(record), at, "correction_before_document", values)


@dated_check(scope=Scope.EACH_PROJECT)
def date_to_come(records: Records, day: datetime.date) -> Iterator[Finding]:
    """A day still to come, of what is told as done; but for what is held back until then."""
    days = {(path, at): dated.publish_on for path, at, dated in dated_parts(records)}
    told = {(finding.path, finding.place) for finding in evaluation_date(records)}
    for record in (records.municipality, *corrected_records(records)):
        path = path_of(record)
        for place, date in _dates(record):
            around = (days.get((path, place[:length])) for length in range(len(place) + 1))
            waits = date > day and any(until and date <= until for until in around)
            if date > day and not waits and (path, place) not in told:
                yield Finding(path, place, "date_to_come", {"date": date.isoformat()})


def _dates(value: object, place: RecordPath = ()) -> Iterator[tuple[RecordPath, datetime.date]]:
    """Every day in a record that tells of something done, with its place."""
    if isinstance(value, datetime.date):
        yield place, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            if type(item) not in _PLAIN:
                yield from _dates(item, (*place, index))
    elif isinstance(value, Record):
        for name, item in vars(value).items():
            if type(item) not in _PLAIN and name not in _PLANNED:
                yield from _dates(item, (*place, name))


_PLAIN = frozenset({bool, Decimal, FiscalYear, int, str, type(None)})
"""Of most values; in none is a day."""
