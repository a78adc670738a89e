"""The records of a content, or all that keeps them from being read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from hyoka.content.content import RECORDS, Content, Entry, EntryType
from hyoka.content.documents import Examined, YamlDocument, examine_document
from hyoka.content.positions import SourceText
from hyoka.content.record_format import declared_format, newer_format
from hyoka.content.record_paths import FOLDERS, MUNICIPALITY, layout_of, path_of
from hyoka.content.validation import validated
from hyoka.model import (
    RECORD_FORMAT,
    ListedMeasureSheet,
    MeasureSheet,
    MeasureYears,
    Municipality,
    Plan,
    Policy,
    Project,
    Recommendation,
    Record,
    Records,
    Sheet,
    Survey,
)
from hyoka.problems import Finding, Problem, RecordPath
from hyoka.progress import counted


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading the records came to."""

    records: Records
    """The records that could be read. Where the municipality's is `unread`, one without a value
    stands in for it."""
    problems: tuple[Problem, ...]
    sources: Mapping[str, SourceText]
    """The text of each file that is YAML without a fault, by its path inside the content."""
    files: Mapping[str, "ReadFile"]
    """What reading each file came to, by the same path."""
    listed: Mapping[str, tuple[str, RecordPath]]
    """Of each record that stands in a list, the path of the list's file and the place in it."""

    @property
    def newer(self) -> Problem | None:
        """That the records are of a newer format than is known here: then none of them is read."""
        return _newer(self.problems)

    def located(self, path: str, place: RecordPath) -> tuple[str, RecordPath]:
        """The file in which something stands that is at `place` in the record at `path`."""
        file, above = self.listed.get(path, (path, ()))
        return file, (*above, *place)


def read_records(content: Content, last: Reading | None = None) -> Reading:
    """Every record of the content, and everything that is wrong with one alone.

    `last`: an earlier reading of a content of that name; of a file that is the same still, nothing
    is read again, and its record is the very one.
    """
    problems: list[Problem] = []
    found: list[Record] = []
    unread: list[str] = []
    listed: dict[str, tuple[str, RecordPath]] = {}
    sources: dict[str, SourceText] = {}
    files = counted("reading", list(_files(content)))
    read_files = {file.path: _read_again(content, file, last) for file in files}
    if (municipality := read_files.get(MUNICIPALITY)) is None:
        unread.append(MUNICIPALITY)
        problems.append(Problem(content.shown_path(MUNICIPALITY), 1, 1, "no_municipality"))
    elif newer := _newer(municipality.problems):
        return Reading(_gather((), read_files), (newer,), {}, {}, {})
    for path, read in read_files.items():
        problems.extend(_of_format(read.problems, municipality))
        if read.source:
            sources[path] = read.source
        if read.record is not None:
            found += (read.record, *read.sheets)
        else:
            unread.append(path)
        for number, sheet in enumerate(read.sheets):
            listed[path_of(sheet)] = (path, ("years", number))
    records = _gather(found, unread)
    return Reading(records, tuple(sorted(problems)), sources, read_files, listed)


def _newer(problems: Iterable[Problem]) -> Problem | None:
    return next((found for found in problems if found.rule == "newer_format"), None)


def _of_format(problems: Sequence[Problem], municipality: "ReadFile | None") -> Iterator[Problem]:
    """The problems; with the format, where an older one is why a key is called otherwise."""
    declared = (municipality and municipality.format) or RECORD_FORMAT
    for found in problems:
        if found.rule == "renamed_key" and declared < RECORD_FORMAT:
            yield replace(found, values={**found.values, "older": str(declared)})
        else:
            yield found


def locate(content: Content, reading: Reading, findings: Iterable[Finding]) -> Iterator[Problem]:
    """The problems that `findings` are, with the lines they stand on in what was read."""
    for found in findings:
        path, place = reading.located(found.path, found.place)
        if source := reading.sources.get(path):
            yield source.problem(found.rule, place, found.values, at_key=found.at_key)
        else:
            yield Problem(content.shown_path(path), 1, 1, found.rule, place, found.values)


def record_files(content: Content) -> Iterator[Entry]:
    """Every file of the content that is, or should be, a record."""
    return (entry for entry in _files(content) if entry.type is EntryType.FILE)


def _files(content: Content) -> Iterator[Entry]:
    """All that may be a record, and what stands where records should."""
    for entry in content.entries:
        in_place = entry.type is not EntryType.FILE and entry.path.split("/")[0] in FOLDERS
        if not entry.hidden and (entry.suffix in RECORDS or in_place):
            yield entry


_Noun = TypeVar("_Noun", bound=Record)


def _all(noun: type[_Noun], found: Sequence[Record]) -> tuple[_Noun, ...]:
    return tuple(record for record in found if isinstance(record, noun))


_NO_MUNICIPALITY = Municipality.model_construct()  # type: ignore[call-arg] # it has no value


def _gather(found: Sequence[Record], unread: Iterable[str]) -> Records:
    municipality = next(iter(_all(Municipality, found)), _NO_MUNICIPALITY)
    return Records.model_construct(
        municipality=municipality,
        plans=_all(Plan, found),
        policies=tuple(sorted(_all(Policy, found), key=lambda policy: (policy.number, policy.id))),
        sheets=_all(Sheet, found),
        measure_sheets=_all(MeasureSheet, found),
        measure_years=_all(MeasureYears, found),
        projects=_all(Project, found),
        surveys=_all(Survey, found),
        recommendations=_all(Recommendation, found),
        unread=frozenset(unread),
    )


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What reading one file came to."""

    entry: Entry
    record: Record | None = None
    problems: tuple[Problem, ...] = ()
    source: SourceText | None = None
    sheets: tuple[ListedMeasureSheet, ...] = ()
    """Those of which the record is a list."""
    format: int | None = None
    """Which one the municipality's record declares."""


def _read_again(content: Content, file: Entry, last: Reading | None) -> ReadFile:
    """What reading a file comes to; what it came to, where it is the same still."""
    known = last.files.get(file.path) if last else None
    return known if known and known.entry == file else _read(content, file)


def _read(content: Content, file: Entry) -> ReadFile:
    if file.type is not EntryType.FILE:
        return ReadFile(file)  # `static_pages` tells it, of whatever lies there
    path = content.shown_path(file.path)
    layout, named = layout_of(file.path)
    if layout is None:
        return ReadFile(file, problems=(Problem(path, 1, 1, "unknown_file"),))
    examined = examine_document(file, path)
    document = examined.document
    if document is None:
        return ReadFile(file, problems=examined.problems)
    if layout.noun is not Municipality:
        return _record_in(file, examined, document, layout.noun, named)
    if newer := newer_format(document):
        return ReadFile(file, problems=(newer,), source=document.source)
    read = _record_in(file, examined, document, layout.noun, named)
    return replace(read, format=declared_format(document))


def _record_in(
    file: Entry,
    examined: Examined,
    document: YamlDocument,
    noun: type[Record],
    named: Mapping[str, str],
) -> ReadFile:
    """What a file comes to whose document can be read."""
    read = validated(document, noun, named)
    if examined.problems:
        # A record may be another one than was meant.
        further = read if isinstance(read, tuple) else ()
        told = (*examined.problems, *further, *document.notices)
        return ReadFile(file, problems=told)
    if isinstance(read, Record):
        sheets = read.sheets if isinstance(read, MeasureYears) else ()
        return ReadFile(file, read, document.notices, document.source, sheets)
    told = (*read, *document.notices)
    return ReadFile(file, None, told, document.source)
