"""Records with a declared day of publication: what is held back until then, and what is left.

Whatever is made of records is made of those that `published` leaves, so nothing after it can know
of a record before its day. The day is Japan's, and an input: the same records and the same day give
the same site.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from hyoka.content.record_paths import MUNICIPALITY, path_of
from hyoka.evaluation.correction import Corrected, corrected_records
from hyoka.model import Correction, ListedMeasureSheet, MeasureYears, Project, Records
from hyoka.problems import RecordPath
from hyoka.units import AS_OF, today


class Dated(Protocol):
    """Whatever may declare the day on which it is published."""

    @property
    def publish_on(self) -> datetime.date | None:
        """That day; none where it is published at once."""


@dataclass(frozen=True, slots=True, order=True)
class HeldBack:
    """A record, or a part of one, that is not published before a day."""

    publish_on: datetime.date
    path: str
    """The record's, inside `content/`."""
    place: RecordPath = ()
    """Of a part, the place in the record; empty where the whole record is held back."""


def is_due(dated: Dated, day: datetime.date) -> bool:
    """Whether it is published on `day`."""
    return dated.publish_on is None or dated.publish_on <= day


def day_of(environment: Mapping[str, str]) -> datetime.date:
    """The day that the environment names, else today in Japan.

    Raises:
        ValueError: it names something that is no day.
    """
    named = environment.get(AS_OF, "")
    return datetime.date.fromisoformat(named) if named else today()


def published(records: Records, day: datetime.date) -> Records:
    """The records without what is held back on `day`, as if nobody had written it yet."""
    if not any(held_back(records, day)):
        return records
    municipality = records.municipality
    documents = _due(municipality.documents, day)
    return records.model_copy(
        update={
            "municipality": municipality.model_copy(update={"documents": documents}),
            "plans": _due(records.plans, day),
            "policies": _due(records.policies, day),
            "sheets": _due(records.sheets, day),
            "measure_sheets": _due(records.measure_sheets, day),
            "measure_years": tuple(_due_years(y, day) for y in _due(records.measure_years, day)),
            "projects": tuple(_without_years(p, day) for p in _due(records.projects, day)),
            "surveys": _due(records.surveys, day),
            "recommendations": _due(records.recommendations, day),
        }
    )


_Dated = TypeVar("_Dated", bound=Dated)


def _due(every: Iterable[_Dated], day: datetime.date) -> tuple[_Dated, ...]:
    return tuple(one for one in every if is_due(one, day))


def _without_years(project: Project, day: datetime.date) -> Project:
    """The project without the years that are held back, and without the corrections of these."""
    held = {f"years/{year.fiscal_year}/" for year in project.years if not is_due(year, day)}
    if not held:
        return project
    kept = tuple(c for c in project.corrections if not _is_in(c, held))
    return project.model_copy(update={"years": _due(project.years, day), "corrections": kept})


def _due_years(listed: MeasureYears, day: datetime.date) -> MeasureYears:
    """The list without the years that are held back; what is corrected in these goes with them."""
    years = _due(listed.years, day)
    return listed if years == listed.years else listed.model_copy(update={"years": years})


def _is_in(correction: Correction, places: Iterable[str]) -> bool:
    return any(f"{correction.place}/".startswith(place) for place in places)


def held_back(records: Records, day: datetime.date) -> Iterator[HeldBack]:
    """All that is held back on `day`, in the order of the records."""
    for path, place, dated in dated_parts(records):
        in_list = isinstance(dated, ListedMeasureSheet)  # told as a year of its list, or with it
        if not in_list and dated.publish_on is not None and dated.publish_on > day:
            yield HeldBack(dated.publish_on, path, place)


_WithYears = Project | MeasureYears
"""Records of which each year may declare a day."""


def dated_parts(records: Records) -> Iterator[tuple[str, RecordPath, Dated]]:
    """All that declares a day: the path of its record, the place in it, and itself."""
    for number, document in enumerate(records.municipality.documents):
        if document.publish_on is not None:
            yield MUNICIPALITY, ("documents", number), document
    every: tuple[Corrected | MeasureYears, ...]
    every = (*corrected_records(records), *records.measure_years)
    for record in every:
        if record.publish_on is not None:
            yield path_of(record), (), record
        years: Sequence[Dated] = record.years if isinstance(record, _WithYears) else ()
        for number, year in enumerate(years):
            if year.publish_on is not None:
                yield path_of(record), ("years", number), year
