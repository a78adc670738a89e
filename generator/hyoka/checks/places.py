"""Places as records write them, `years/2018/goal`, and the warnings silenced at them."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from difflib import get_close_matches

from hyoka.checks.registry import check
from hyoka.checks.scope import Scope
from hyoka.content.record_paths import path_of
from hyoka.evaluation import corrected_records
from hyoka.model import FileRecord, Record, Records, Silenced, value_at, values_along
from hyoka.problems import CHOICES, WARNINGS, Finding, RecordPath
from hyoka.units import FiscalYear, Missing, guess_number


@check(scope=Scope.EACH_PROJECT)
def uncertain_place(records: Records) -> Iterator[Finding]:
    """An uncertain value that is not there."""
    for record in (*records.plans, *records.policies, *records.every_sheet):
        places = [uncertain.place for uncertain in record.uncertain]
        yield from _nowhere(record, "uncertain", places)


@check(scope=Scope.EACH_PROJECT)
def correction_place(records: Records) -> Iterator[Finding]:
    """A corrected value that is not there."""
    for record in corrected_records(records):
        places = [correction.place for correction in record.corrections]
        yield from _nowhere(record, "corrections", places)


_NOWHERE = {"uncertain": "uncertain_place", "corrections": "correction_place"}


def _nowhere(record: Record, key: str, places: Iterable[str]) -> Iterator[Finding]:
    """Those of the places written under `key` at which the record has no value."""
    for index, written in enumerate(places):
        if value_at(record, written) is None:
            place, values = (key, index, "place"), {"place": written}
            yield Finding(path_of(record), place, _NOWHERE[key], values)


@check(scope=Scope.EACH_PROJECT)
def correction_before(records: Records) -> Iterator[Finding]:
    """A corrected value that is said to have been what it is now, or no number where it is one."""
    for record in corrected_records(records):
        for index, correction in enumerate(record.corrections):
            now, before = value_at(record, correction.place), correction.before
            place = ("corrections", index, "before")
            if before == now or (isinstance(now, FiscalYear) and str(before) == str(now)):
                yield Finding(path_of(record), place, "correction_same")
            elif (
                isinstance(now, Decimal) and isinstance(before, str) and before not in list(Missing)
            ):
                offer = guess_number(before)
                values = {"got": before} | ({"offer": offer} if offer else {})
                yield Finding(path_of(record), place, "correction_number", values)


def _place(record: Record, written: str) -> RecordPath:
    """The place that is written so."""
    steps: list[str | int] = []
    values = values_along(record, written)
    for holder, key, value in zip([record, *values], written.split("/"), values, strict=False):
        items = holder if isinstance(holder, tuple) else ()
        index = next((number for number, item in enumerate(items) if item is value), None)
        steps.append(key if index is None else index)
    return tuple(steps)


def silence(records: Records, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings but for the warnings that their records silence, and what is wrong with that."""
    files = (records.municipality, *corrected_records(records))
    silencings = {path_of(record): _silencings(record) for record in files}
    used: set[tuple[str, int]] = set()
    for finding in findings:
        of_file = silencings.get(finding.path, ())
        heard = {n for n, _, silenced, place in of_file if _meant(finding, silenced, place)}
        used |= {(finding.path, n) for n in heard}
        if not heard:
            yield finding
    for path, of_file in silencings.items():
        for number, known, silenced, _ in of_file:
            if not known:
                yield _not_a_warning(path, number, silenced)
            elif (path, number) not in used:
                values = {"rule": silenced.rule}
                yield Finding(path, ("silenced", number), "silences_nothing", values)


_Silencing = tuple[int, bool, Silenced, RecordPath]
"""Its number in the record, whether it names a warning, what is written, and the place meant."""


def _silencings(record: FileRecord) -> tuple[_Silencing, ...]:
    return tuple(
        (
            number,
            silenced.rule in WARNINGS,
            silenced,
            _place(record, silenced.place) if silenced.place else (),
        )
        for number, silenced in enumerate(record.silenced)
    )


def _meant(finding: Finding, silenced: Silenced, place: RecordPath) -> bool:
    named = silenced.rule == finding.rule and silenced.rule in WARNINGS
    return named and finding.place[: len(place)] == place


def _not_a_warning(path: str, number: int, silenced: Silenced) -> Finding:
    values = {"rule": silenced.rule, "known": CHOICES.join(WARNINGS)}
    if guess := get_close_matches(silenced.rule, WARNINGS, n=1, cutoff=0.8):
        values["offer"] = guess[0]
    return Finding(path, ("silenced", number, "rule"), "not_a_warning", values)
