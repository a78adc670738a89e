"""Records that are held back: what that does not hide, and what would point at them too early."""

import datetime
from collections.abc import Iterator, Mapping

from hyoka.checks.ids import references
from hyoka.checks.registry import dated_check
from hyoka.checks.scope import Scope
from hyoka.content.record_paths import MUNICIPALITY, path_of
from hyoka.evaluation.embargo import dated_parts, held_back
from hyoka.model import Records
from hyoka.problems import Finding, RecordPath


@dated_check(scope=Scope.EACH_PROJECT)
def held_back_record(records: Records, day: datetime.date) -> Iterator[Finding]:
    """A record whose day of publication is still to come: in a public repository it can be read."""
    for held in held_back(records, day):
        values = {"day": held.publish_on.isoformat()}
        yield Finding(held.path, (*held.place, "publish_on"), "held_back", values)


@dated_check(scope=Scope.ALL_BUT_NUMBERS)
def reference_held_back(records: Records, day: datetime.date) -> Iterator[Finding]:
    """A record that is published before something it refers to, while that is still to come.

    So on every later day, too, no published record refers to what is not.
    """
    days = {(path, place): dated.publish_on for path, place, dated in dated_parts(records)}
    if not any(until and until > day for until in days.values()):
        return
    for path, place, identifier, referred in _referred(records):
        until = days.get(referred)
        own = _day_at(days, path, place)
        if until is not None and until > day and (own is None or own < until):
            values = {"id": identifier, "day": until.isoformat()}
            yield Finding(path, place, "reference_held_back", values)


_Dated = tuple[str, RecordPath]
"""What may declare a day: the path of its record, and the place in it."""


def _referred(records: Records) -> Iterator[tuple[str, RecordPath, str, _Dated]]:
    """Where an id stands, the id, and what it stands for."""
    ids = {"document": {d.id: n for n, d in enumerate(records.municipality.documents)}}
    for record, place, identifier, noun, _ in references(records):
        match noun:
            case "document" if identifier in ids[noun]:
                referred: _Dated = (MUNICIPALITY, ("documents", ids[noun][identifier]))
            case "policy":
                referred = (f"policies/{identifier}/policy.yml", ())
            case "plan" | "project":
                referred = (f"{noun}s/{identifier}.yml", ())
            case _:
                continue
        yield path_of(record), place, identifier, referred
    yield from _listed_years(records)


def _listed_years(records: Records) -> Iterator[tuple[str, RecordPath, str, _Dated]]:
    """A sheet shows of each project that it lists what is recorded of the sheet's fiscal year."""
    projects = {project.id: project for project in records.projects}
    for sheet in records.every_sheet:
        for index, identifier in enumerate(sheet.projects):
            project = projects.get(identifier)
            for number, year in enumerate(project.years if project else ()):
                if project and year.fiscal_year == sheet.fiscal_year:
                    referred = (path_of(project), ("years", number))
                    yield path_of(sheet), ("projects", index), identifier, referred


def _day_at(
    days: Mapping[_Dated, datetime.date | None], path: str, place: RecordPath
) -> datetime.date | None:
    """The day on which what stands at a place is published: the last of those around it."""
    around = [days.get((path, place[:length])) for length in range(len(place) + 1)]
    return max(filter(None, around), default=None)
