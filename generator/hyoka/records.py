"""`content/*.yml` into the model, or into problems.

| file | record |
|---|---|
| `municipality.yml` | `Municipality` |
| `plans/<id>.yml` | `Plan` |
| `policies/<id>/policy.yml` | `Policy` |
| `policies/<policy>/<fiscal_year>.yml` | `Sheet` |
| `measures/<plan>/<measure>/<fiscal_year>.yml` | `MeasureSheet` |
| `projects/<id>.yml` | `Project` |
| `surveys/<fiscal_year>.yml` | `Survey` |
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from hyoka.content_folder import RECORDS, Entry, Kind, entries, shown_path
from hyoka.documents import Plain, YamlDocument, examine_document, read_document
from hyoka.model import (
    FileRecord,
    MeasureSheet,
    Municipality,
    Plan,
    Policy,
    Project,
    Record,
    Records,
    Sheet,
    Survey,
)
from hyoka.placeholders import placeholders_in
from hyoka.problems import CHOICES, MOST_ERRORS, Finding, Place, Problem
from hyoka.units import FiscalYear, guess_date, guess_number

MUNICIPALITY = "municipality.yml"


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which files hold a noun, and what their names say."""

    noun: type[Record]
    pattern: re.Pattern[str]
    """Matches the path inside `content/`; its groups are fields of the record."""


_LAYOUTS = (
    _Layout(Municipality, re.compile(r"municipality\.yml")),
    _Layout(Plan, re.compile(r"plans/(?P<id>[^/]+)\.yml")),
    _Layout(Policy, re.compile(r"policies/(?P<id>[^/]+)/policy\.yml")),
    _Layout(Sheet, re.compile(r"policies/(?P<policy>[^/]+)/(?P<fiscal_year>[^/]+)\.yml")),
    _Layout(
        MeasureSheet,
        re.compile(r"measures/(?P<plan>[^/]+)/(?P<measure>[^/]+)/(?P<fiscal_year>[^/]+)\.yml"),
    ),
    _Layout(Project, re.compile(r"projects/(?P<id>[^/]+)\.yml")),
    _Layout(Survey, re.compile(r"surveys/(?P<fiscal_year>[^/]+)\.yml")),
)


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of record file, as its authors and their editors know it."""

    name: str
    """`sheet`"""
    noun: type[Record]
    path: str
    """Inside `content/`, with what its name says in angle brackets: `surveys/<fiscal_year>.yml`."""
    from_name: frozenset[str]
    """The keys that do not stand in the file, for its name says them."""


def _file_kind(layout: _Layout) -> FileKind:
    path = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", layout.pattern.pattern).replace("\\", "")
    named = frozenset(layout.pattern.groupindex) - {"fiscal_year"}
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", layout.noun.__name__).lower()
    return FileKind(name, layout.noun, path, named)


FILE_KINDS = tuple(_file_kind(layout) for layout in _LAYOUTS)


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a folder of records came to."""

    records: Records
    """The records that could be read. Where the municipality's is `unread`, one without a value
    stands in for it."""
    problems: tuple[Problem, ...]
    lines: Mapping[str, Mapping[Place, int]]
    """Of each record that could be read, by its path inside `content/`, the line of every key, by
    the place of its value."""


def path_of(record: Record) -> str:  # noqa: PLR0911 - one answer a noun
    """The path inside `content/` of the file that holds `record`."""
    match record:
        case Plan():
            return f"plans/{record.id}.yml"
        case Policy():
            return f"policies/{record.id}/policy.yml"
        case Sheet():
            return f"policies/{record.policy}/{record.fiscal_year}.yml"
        case MeasureSheet():
            return f"measures/{record.plan}/{record.measure}/{record.fiscal_year}.yml"
        case Project():
            return f"projects/{record.id}.yml"
        case Survey():
            return f"surveys/{record.fiscal_year}.yml"
        case Municipality():
            return MUNICIPALITY
        case _:
            raise TypeError(record)


def read_records(content: Path) -> Reading:
    """Every record in the folder `content`, and everything that is wrong with one alone."""
    problems: list[Problem] = []
    found: list[Record] = []
    unread: list[str] = []
    lines: dict[str, Mapping[Place, int]] = {}
    files = list(_files(content))
    if MUNICIPALITY not in {file.path for file in files}:
        unread.append(MUNICIPALITY)
        problems.append(Problem(shown_path(content, MUNICIPALITY), 1, 1, "no_municipality"))
    for file in files:
        read = _read(content, file)
        problems.extend(read.problems)
        if read.record is not None:
            found.append(read.record)
            lines[file.path] = read.lines
        else:
            unread.append(file.path)
    return Reading(_gather(found, unread), tuple(sorted(problems)), lines)


def locate(content: Path, findings: Iterable[Finding]) -> Iterator[Problem]:
    """The problems that `findings` are, with the lines they stand on; each file is read once."""
    by_path = attrgetter("path")
    for inside, of_file in groupby(sorted(findings, key=by_path), by_path):
        path = shown_path(content, inside)
        document = read_document(content / inside, path)
        for found in of_file:
            if isinstance(document, YamlDocument):
                yield document.problem(found.rule, found.place, found.values, at_key=found.at_key)
            else:
                yield Problem(path, 1, 1, found.rule, found.place, found.values)


def record_files(content: Path) -> Iterator[Path]:
    """Every file in the folder `content` that is, or should be, a record."""
    yield from (content / file.path for file in _files(content) if file.kind is Kind.FILE)


_FOLDERS = {layout.pattern.pattern.split("/")[0] for layout in _LAYOUTS} - {r"municipality\.yml"}
"""Where records stand: what a link in place of one leads to cannot be read."""


def _files(content: Path) -> Iterator[Entry]:
    """All in `content` that may be a record, and what stands where records should."""
    for entry in entries(content):
        in_place = entry.kind is not Kind.FILE and entry.path.split("/")[0] in _FOLDERS
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
        projects=_all(Project, found),
        surveys=_all(Survey, found),
        unread=frozenset(unread),
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """What reading one file came to."""

    record: Record | None = None
    problems: tuple[Problem, ...] = ()
    lines: Mapping[Place, int] = field(default_factory=dict)


def _read(content: Path, file: Entry) -> _Read:
    if file.kind is not Kind.FILE:
        return _Read()  # `handwritten` tells it, of whatever lies in the folder
    path = shown_path(content, file.path)
    layout, named = _layout(file.path)
    if layout is None:
        return _Read(problems=(Problem(path, 1, 1, "unknown_file"),))
    examined = examine_document(content / file.path, path)
    document = examined.document
    if document is None:
        return _Read(problems=examined.problems)
    read = _validate(document, layout.noun, named)
    if isinstance(read, Record):
        if not examined.problems:
            return _Read(read, document.notices, document.lines)
        read = ()  # it may be another than was meant
    return _Read(problems=(*examined.problems, *read, *document.notices))


def _layout(inside: str) -> tuple[_Layout | None, dict[str, str]]:
    for layout in _LAYOUTS:
        if match := layout.pattern.fullmatch(inside):
            return layout, match.groupdict()
    return None, {}


def _validate(
    document: YamlDocument, noun: type[Record], named: dict[str, str]
) -> Record | tuple[Problem, ...]:
    if not isinstance(document.data, dict):
        if () in document.unreadable:
            return ()
        return (document.problem("mapping", (), {"got": _shown(document.data)}),)
    begun = list(placeholders_in(document))
    problems = [*_file_name_problems(document, named), *begun]
    # What the file's name says need not stand in it; only the fiscal year does, as a safeguard
    # for the file that was copied from last year's.
    added = {key: value for key, value in named.items() if key != "fiscal_year"}
    try:
        record = noun.model_validate({**document.data, **added})
    except ValidationError as error:
        told = {(), *(problem.place for problem in begun)}
        located = (
            details
            for details in error.errors()
            if details["loc"] not in told and not _follows(document, details)
        )
        # One more than is told, so that it is told that there are more.
        first = islice(located, MOST_ERRORS + 1)
        problems += [_problem(document, noun, details) for details in first]
    else:
        if not problems:
            return record
    return tuple(_without_misspelt(problems))


def _follows(document: YamlDocument, details: ErrorDetails) -> bool:
    """Whether there is an error only because something in the file could not be read."""
    place, kind = details["loc"], details["type"]
    if kind == "extra_forbidden":  # the key is wrong, whatever its value
        return document.lines[place] - 1 in document.gaps
    if kind == "missing":
        return document.is_incomplete(place[:-1])
    return place in document.unreadable or document.is_incomplete(place)


def _without_misspelt(problems: Sequence[Problem]) -> Iterator[Problem]:
    """The problems but for the fields that are not missing, only misspelt."""
    meant = {
        (problem.place[:-1], problem.values["guess"])
        for problem in problems
        if problem.rule == "misspelt_key"
    }
    for problem in problems:
        if problem.rule != "missing_field" or (problem.place, problem.values["key"]) not in meant:
            yield problem


def _file_name_problems(document: YamlDocument, named: dict[str, str]) -> Iterator[Problem]:
    data = document.data
    assert isinstance(data, dict)  # noqa: S101 - for the type checker; _validate saw to it
    for key, value in named.items():
        if key != "fiscal_year" and key in data:
            values = {"key": key, "name": value}
            yield document.problem("key_from_file_name", (key,), values, at_key=True)
        elif (key,) in document.unreadable:
            continue
        elif key == "fiscal_year" and (year := _year(data.get(key))) not in {value, None}:
            values = {"name": value, "written": str(data[key]), "year": str(year)}
            yield document.problem("file_name_year", (key,), values)


def _year(written: Plain) -> str | None:
    """The year as the file's name has to say it; `None` where none can be read."""
    try:
        return str(FiscalYear.parse(str(written)))
    except ValueError:
        return None  # that is a problem of its own


_FORM_RULES = {"code": "code_form", "handle": "handle_form"}
"""The rules of those keys whose form is not that of an id."""


def _problem(document: YamlDocument, noun: type[Record], details: ErrorDetails) -> Problem:
    place = details["loc"]
    kind = details["type"]
    key = str(place[-1])
    got = _shown(details["input"])
    limits = {name: str(value) for name, value in details.get("ctx", {}).items()}
    if len(place) == 1 and key in _from_name(noun):
        if kind in _UNFIT_IDS:
            return document.problem(kind, (), {"got": got})
        return document.problem("file_name", (), {"name": str(details["input"])})
    if kind == "extra_forbidden":
        return _unknown_key(document, place, _keys(_noun_at(noun, place[:-1])))
    if kind == "missing":
        return _missing_field(document, place[:-1], key)
    rule = _rule(kind, key, got)
    if rule == "choice":
        limits["expected"] = CHOICES.join(re.findall("'(.*?)'", limits["expected"]))
    if isinstance(details["input"], str) and (offer := _offer(rule, got)):
        limits["offer"] = offer
        if unit := _UNIT_OF_AMOUNT.search(got):
            limits["typed_unit"] = unit[0]
    if rule in {"number", "whole_number"}:
        limits["kind"] = _kind(details["input"])
    if rule == "invalid":
        limits["reason"] = details["msg"]
    return document.problem(rule, place, {"got": got, **limits})


def _unknown_key(document: YamlDocument, place: Place, known: Sequence[str]) -> Problem:
    key = str(place[-1])
    guess = get_close_matches(key, known, n=1, cutoff=0.6)
    rule = "misspelt_key" if guess else "unknown_key"
    values = {"key": key, "guess": "".join(guess), "known": CHOICES.join(known)}
    return document.problem(rule, place, values, at_key=True)


def _missing_field(document: YamlDocument, holder: Place, key: str) -> Problem:
    line = document.commented(holder, key)
    values = {"key": key} | ({"commented": str(line)} if line else {})
    return document.problem("missing_field", holder, values, at_key=True)


def _rule(kind: str, key: str, got: str) -> str:
    """The rule that tells an error of this kind."""
    if kind == "string_pattern_mismatch":
        return _FORM_RULES.get(key, "id_form")
    rule = _RULES.get(kind, "invalid")
    measured = rule in {"number", "whole_number", "missing_kind"}
    return "spreadsheet" if measured and got.startswith("=") else rule


_UNIT_OF_AMOUNT = re.compile("[千百]?円|人")
"""9,929,000円 may stand where thousands of yen are meant, 1.2人 where a sum of money is."""


def _kind(value: object) -> str:
    """The kind of a value that is no number, or no whole one: a key of `value_kinds`."""
    kinds = {bool: "truth", dict: "mapping", tuple: "list", int: "number", Decimal: "number"}
    return kinds.get(type(value), "text")


def _offer(rule: str, got: str) -> str | None:
    """How to write what was probably meant."""
    if rule == "date":
        return guess_date(got)
    if rule == "true_or_false":
        return _TRUTHS.get(got.lower())
    number = guess_number(got) if rule in {"number", "whole_number"} else None
    if number is None or number == got or (rule == "whole_number" and "." in number):
        return None  # the number itself, in quotation marks: the general hint tells of them
    return number


_TRUTHS = dict.fromkeys(("true", "yes", "on", "y", "はい"), "true") | dict.fromkeys(
    ("false", "no", "off", "n", "いいえ"), "false"
)

_RULES = {
    "number": "number",
    "digits": "digits",
    "number_or_text": "number_or_text",
    "missing_kind": "missing_kind",
    "fiscal_year": "fiscal_year",
    "date": "date",
    "blank_text": "blank_text",
    "url_form": "url_form",
    "one_line": "one_line",
    "radical": "radical",
    "string_type": "text",
    "string_too_long": "too_long",
    "tuple_type": "list",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
    "int_type": "whole_number",
    "bool_type": "true_or_false",
    "enum": "choice",
    "literal_error": "criterion",
    "greater_than_equal": "at_least",
    "less_than_equal": "at_most",
    "too_short": "too_few",
    "evaluation_empty": "evaluation_empty",
    "chosen_action": "chosen_action",
    "converted_id": "converted_id",
    "windows_name": "windows_name",
}
"""Pydantic's error types, by the rule that tells them."""
_UNFIT_IDS = frozenset({"converted_id", "windows_name"})
"""The rules of ids in the right form that something takes for something else."""


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return CHOICES.join(f"{key}: …" for key in value)
    if isinstance(value, tuple):
        return f"- {_shown(value[0])}" if value else "[]"
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return text if len(text) <= 40 else f"{text[:40]}…"  # noqa: PLR2004 - fits a line


def _noun_at(noun: type[BaseModel], place: Sequence[str | int]) -> type[BaseModel]:
    """The noun that stands at `place` below `noun`."""
    for step in place:
        if isinstance(step, str):
            noun = _nouns_in(noun.model_fields[step].annotation)[0]
    return noun


def _nouns_in(annotation: Any) -> list[type[BaseModel]]:  # noqa: ANN401 - an annotation is any
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [noun for part in get_args(annotation) for noun in _nouns_in(part)]


def _keys(noun: type[BaseModel]) -> list[str]:
    keys = [key for key in noun.model_fields if key not in _from_name(noun)]
    return sorted(keys, key=lambda key: key in FileRecord.model_fields)  # its own come first


def _from_name(noun: type[BaseModel]) -> set[str]:
    """The fields that the file's path gives, and that do not stand in the file."""
    keys = {key for layout in _LAYOUTS if layout.noun is noun for key in layout.pattern.groupindex}
    return keys - {"fiscal_year"}
