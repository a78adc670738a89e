"""`content/*.yml` into the model, or into problems.

| file | record |
|---|---|
| `municipality.yml` | `Municipality` |
| `plans/<id>.yml` | `Plan` |
| `policies/<id>/policy.yml` | `Policy` |
| `policies/<policy>/<fiscal_year>.yml` | `Sheet` |
| `projects/<id>.yml` | `Project` |
| `surveys/<fiscal_year>.yml` | `Survey` |
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from itertools import groupby
from operator import attrgetter
from pathlib import Path, PurePath
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.documents import Plain, YamlDocument, read_document
from generator.model import (
    Municipality,
    Plan,
    Policy,
    Project,
    Record,
    Records,
    Sheet,
    Survey,
)
from generator.problems import Finding, Problem
from generator.units import FiscalYear, guess_date, guess_number

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
    _Layout(Project, re.compile(r"projects/(?P<id>[^/]+)\.yml")),
    _Layout(Survey, re.compile(r"surveys/(?P<fiscal_year>[^/]+)\.yml")),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a folder of records came to."""

    records: Records | None
    """The records that could be read; `None` without a municipality."""
    problems: tuple[Problem, ...]


def path_of(record: Record) -> str:
    """The path inside `content/` of the file that holds `record`."""
    match record:
        case Plan():
            return f"plans/{record.id}.yml"
        case Policy():
            return f"policies/{record.id}/policy.yml"
        case Sheet():
            return f"policies/{record.policy}/{record.fiscal_year}.yml"
        case Project():
            return f"projects/{record.id}.yml"
        case Survey():
            return f"surveys/{record.fiscal_year}.yml"
        case Municipality():
            return MUNICIPALITY
        case _:
            raise TypeError(record)


def shown_path(content: Path, inside: str) -> str:
    """The path of a file as a reader knows it."""
    return f"{content.name or content.absolute().name}/{inside}"


def read_records(content: Path) -> Reading:
    """Every record in the folder `content`, and everything that is wrong with one alone."""
    problems: list[Problem] = []
    found: list[Record] = []
    unread: list[str] = []
    paths = list(_paths(content))
    if MUNICIPALITY not in paths:
        problems.append(Problem(shown_path(content, MUNICIPALITY), 1, 1, "no_municipality"))
    for inside in paths:
        read = _read(content, inside)
        if isinstance(read, Record):
            found.append(read)
        else:
            problems.extend(read)
            unread.append(inside)
    return Reading(_gather(found, unread), tuple(sorted(problems)))


def locate(content: Path, findings: Iterable[Finding]) -> Iterator[Problem]:
    """The problems that `findings` are, with the lines they stand on; each file is read once."""
    by_path = attrgetter("path")
    for inside, of_file in groupby(sorted(findings, key=by_path), by_path):
        path = shown_path(content, inside)
        document = read_document(content / inside, path)
        for finding in of_file:
            if isinstance(document, YamlDocument):
                yield document.problem(
                    finding.rule, finding.place, finding.values, at_key=finding.at_key
                )
            else:
                yield Problem(path, 1, 1, finding.rule, finding.place, finding.values)


_FOLDERS = {"plans", "policies", "projects", "surveys"}
"""Where records stand. What a link in place of one leads to would be left out silently."""


def _paths(content: Path, folder: str = "") -> Iterator[str]:
    """The paths inside `content` of all that may be a record, folder by folder, sorted.

    A folder that cannot be listed is there itself, to be told.
    """
    try:
        entries = sorted(os.scandir(content / folder), key=attrgetter("name"))
    except OSError:
        if (content / folder).is_dir():
            yield folder
        return
    for entry in entries:
        path = f"{folder}/{entry.name}" if folder else entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _paths(content, path)
        elif PurePath(entry.name).suffix.lower() in {".yml", ".yaml"} or (
            entry.is_dir() and path.split("/")[0] in _FOLDERS
        ):
            yield path


_Noun = TypeVar("_Noun", bound=Record)


def _all(noun: type[_Noun], found: Sequence[Record]) -> tuple[_Noun, ...]:
    return tuple(record for record in found if isinstance(record, noun))


def _gather(found: Sequence[Record], unread: Iterable[str]) -> Records | None:
    municipality = _all(Municipality, found)
    if not municipality:
        return None
    return Records.model_construct(
        municipality=municipality[0],
        plans=_all(Plan, found),
        policies=tuple(sorted(_all(Policy, found), key=lambda policy: (policy.number, policy.id))),
        sheets=_all(Sheet, found),
        projects=_all(Project, found),
        surveys=_all(Survey, found),
        unread=frozenset(unread),
    )


def _read(content: Path, inside: str) -> Record | tuple[Problem, ...]:
    file = content / inside
    path = shown_path(content, inside)
    if file.is_symlink():
        return (Problem(path, 1, 1, "link"),)
    if file.is_dir():
        return (Problem(path, 1, 1, "unreadable"),)
    layout, named = _layout(inside)
    if layout is None:
        return (Problem(path, 1, 1, "unknown_file"),)
    document = read_document(file, path)
    if isinstance(document, tuple):
        return document
    return _validate(document, layout.noun, named)


def _layout(inside: str) -> tuple[_Layout | None, dict[str, str]]:
    for layout in _LAYOUTS:
        if match := layout.pattern.fullmatch(inside):
            return layout, match.groupdict()
    return None, {}


def _validate(
    document: YamlDocument, noun: type[Record], named: dict[str, str]
) -> Record | tuple[Problem, ...]:
    if not isinstance(document.data, dict):
        return (document.problem("mapping", (), {"got": _shown(document.data)}),)
    problems = list(_file_name_problems(document, named))
    # What the file's name says need not stand in it; only the fiscal year does, as a safeguard
    # for the file that was copied from last year's.
    added = {key: value for key, value in named.items() if key != "fiscal_year"}
    try:
        record = noun.model_validate({**document.data, **added})
    except ValidationError as error:
        problems += [
            _problem(document, noun, details) for details in error.errors() if details["loc"]
        ]
    return tuple(_without_misspelt(problems)) if problems else record


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
        elif key == "fiscal_year" and (year := _year(data.get(key))) not in {value, None}:
            values = {"name": value, "written": str(data[key]), "year": str(year)}
            yield document.problem("file_name_year", (key,), values)


def _year(written: Plain) -> str | None:
    """The year as the file's name has to say it; `None` where none can be read."""
    try:
        return str(FiscalYear.parse(str(written)))
    except ValueError:
        return None  # that is a problem of its own


def _problem(document: YamlDocument, noun: type[Record], details: ErrorDetails) -> Problem:
    place = details["loc"]
    kind = details["type"]
    key = str(place[-1])
    got = _shown(details["input"])
    limits = {name: str(value) for name, value in details.get("ctx", {}).items()}
    if place == ("id",) or (noun is Sheet and place == ("policy",)):
        return document.problem("file_name", (), {"name": str(details["input"])})
    if kind == "extra_forbidden":
        known = _keys(_noun_at(noun, place[:-1]))
        guess = get_close_matches(key, known, n=1, cutoff=0.6)
        rule = "misspelt_key" if guess else "unknown_key"
        values = {"key": key, "guess": "".join(guess), "known": "、".join(known)}
        return document.problem(rule, place, values, at_key=True)
    if kind == "missing":
        return document.problem("missing_field", place[:-1], {"key": key}, at_key=True)
    rule = _RULES.get(kind, "invalid")
    if kind == "string_pattern_mismatch":
        rule = {"code": "code_form", "url": "url_form"}.get(key, "id_form")
    if rule == "choice":
        limits["expected"] = "、".join(re.findall("'(.*?)'", limits["expected"]))
    if offer := _offer(rule, got):
        limits["offer"] = offer
    if rule == "invalid":
        limits["reason"] = details["msg"]
    return document.problem(rule, place, {"got": got, **limits})


def _offer(rule: str, got: str) -> str | None:
    """How to write what was probably meant."""
    if rule == "date":
        return guess_date(got)
    number = guess_number(got) if rule in {"number", "whole_number"} else None
    if number is None or number == got or (rule == "whole_number" and "." in number):
        return None  # the number itself, in quotation marks: the general hint tells of them
    return number


_RULES = {
    "number": "number",
    "digits": "digits",
    "missing_kind": "missing_kind",
    "fiscal_year": "fiscal_year",
    "date": "date",
    "blank_text": "blank_text",
    "one_line": "one_line",
    "string_type": "text",
    "string_too_long": "too_long",
    "tuple_type": "list",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
    "int_type": "whole_number",
    "bool_type": "true_or_false",
    "enum": "choice",
    "greater_than_equal": "at_least",
    "less_than_equal": "at_most",
}
"""Pydantic's error types, by the rule that tells them."""


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "、".join(f"{key}: …" for key in value)
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
    from_name = {"id"} if noun in {Plan, Policy, Project} else set()
    from_name |= {"policy"} if noun is Sheet else set()
    return [key for key in noun.model_fields if key not in from_name]
