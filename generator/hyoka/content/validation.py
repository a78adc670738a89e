"""A document into the record that its file holds, or into what keeps it from being one."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from itertools import islice
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from hyoka.content.builder import Plain
from hyoka.content.documents import YamlDocument
from hyoka.content.offers import offers
from hyoka.content.placeholders import placeholder, placeholders_in
from hyoka.content.record_paths import from_name
from hyoka.model import FUNDED, FileRecord, noun_of, renamed_key
from hyoka.model.fields import StrictModel
from hyoka.problems import CHOICES, MAX_ERRORS, Problem, RecordPath
from hyoka.units import FiscalYear, guess_date, guess_number

_Model = TypeVar("_Model", bound=StrictModel)


def validated(
    document: YamlDocument, noun: type[_Model], named: Mapping[str, str]
) -> _Model | tuple[Problem, ...]:
    """The record in a document; `named`: what the path of its file says of it."""
    if not isinstance(document.data, dict):
        if () in document.unreadable:
            return ()
        values = {"got": _shown(document.data), "known": CHOICES.join(_keys(noun))}
        return (document.problem("mapping", (), values),)
    begun = list(_begun(document, noun))
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
        first = islice(located, MAX_ERRORS + 1)
        problems += [_problem(document, noun, details) for details in first]
    else:
        if not problems:
            return record
    return tuple(_without_misspelt(problems))


def _begun(document: YamlDocument, noun: type[StrictModel]) -> Iterator[Problem]:
    """Every placeholder that is left in a record."""
    for place, title in placeholders_in(document.text, document.data, noun):
        values = {"got": placeholder(title), "title": title}
        yield document.problem("placeholder", place, values)


def _follows(document: YamlDocument, details: ErrorDetails) -> bool:
    """Whether there is an error only because something in the file could not be read."""
    place, kind = details["loc"], details["type"]
    if kind == "extra_forbidden":  # the key is wrong, whatever its value
        line = document.source.positions.line_of_key(place)
        return line is not None and line - 1 in document.gaps
    if kind == "missing":
        return document.is_incomplete(place[:-1])
    return place in document.unreadable or document.is_incomplete(place)


def _without_misspelt(problems: Sequence[Problem]) -> Iterator[Problem]:
    """The problems but for the fields that are not missing, only called otherwise."""
    meant = {
        (problem.place[:-1], problem.values["guess"])
        for problem in problems
        if problem.rule in {"misspelt_key", "renamed_key"}
    }
    for problem in problems:
        if problem.rule != "missing_field" or (problem.place, problem.values["key"]) not in meant:
            yield problem


def _file_name_problems(document: YamlDocument, named: Mapping[str, str]) -> Iterator[Problem]:
    data = document.data
    assert isinstance(data, dict)  # noqa: S101 - for the type checker; `validated` saw to it
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


def _problem(document: YamlDocument, noun: type[StrictModel], details: ErrorDetails) -> Problem:
    place = details["loc"]
    kind = details["type"]
    key = str(place[-1])
    got = _shown(details["input"])
    limits = {name: str(value) for name, value in details.get("ctx", {}).items()}
    if len(place) == 1 and key in from_name(noun):
        if kind in _UNFIT_IDS:
            return document.problem(kind, (), {"got": got})
        return document.problem("file_name", (), {"name": str(details["input"])})
    if kind == "extra_forbidden":
        return _unknown_key(document, place, noun_at(noun, place[:-1]))
    if kind == "missing":
        return _missing_field(document, place[:-1], key)
    rule = _rule(kind, key, got)
    if rule == "choice":
        limits["expected"] = CHOICES.join(re.findall("'(.*?)'", limits["expected"]))
    if isinstance(details["input"], str):
        limits |= _meant(rule, key, got)
    if rule in {"number", "whole_number"}:
        limits["kind"] = _kind(details["input"])
    if rule == "invalid":
        limits["reason"] = details["msg"]
    values = {"got": got, **limits, **_expected(rule, noun, place, got)}
    return document.problem(rule, place, values)


def _expected(rule: str, noun: type[StrictModel], place: RecordPath, got: str) -> Mapping[str, str]:
    """What has to stand there instead of a single value."""
    if rule == "mapping":
        return {"known": CHOICES.join(_keys(noun_at(noun, place)))}
    is_item = rule == "chosen_action" and isinstance(place[-1], int)
    return {"offer_item": got} if is_item else {}


def _unknown_key(document: YamlDocument, place: RecordPath, noun: type[StrictModel]) -> Problem:
    key, known = str(place[-1]), _keys(noun)
    if now := renamed_key(noun, key):
        values = {"key": key, "guess": now.after}
        return document.problem("renamed_key", place, values, at_key=True)
    if titled := _called(noun, key):
        values = {"key": key, "guess": titled, "offer_title": titled}
        return document.problem("misspelt_key", place, values, at_key=True)
    guess = get_close_matches(key, known, n=1, cutoff=0.6)
    rule = "misspelt_key" if guess else "unknown_key"
    values = {"key": key, "guess": "".join(guess), "known": CHOICES.join(known)}
    return document.problem(rule, place, values, at_key=True)


def _called(noun: type[StrictModel], key: str) -> str | None:
    """The field that somebody calls by its title, or as the funding of other amounts is called."""
    amount = key.removesuffix("_funding")
    if amount != key and amount in noun.model_fields and amount in FUNDED:
        return FUNDED[amount]
    titles = ((name, field.title) for name, field in noun.model_fields.items())
    return next((name for name, title in titles if title == key), None)


def _missing_field(document: YamlDocument, holder: RecordPath, key: str) -> Problem:
    line = document.source.commented(holder, key)
    values = {"key": key} | ({"commented": str(line)} if line else {})
    return document.problem("missing_field", holder, values, at_key=True)


def _rule(kind: str, key: str, got: str) -> str:
    """The rule that tells an error of this kind."""
    if kind == "string_pattern_mismatch":
        return _FORM_RULES.get(key, "id_form")
    rule = _RULES.get(kind, "invalid")
    measured = rule in {"number", "whole_number", "missing_kind"}
    return "spreadsheet" if measured and got.startswith("=") else rule


def _meant(rule: str, key: str, got: str) -> Mapping[str, str]:
    """What was probably meant by a text, as a hint calls it."""
    if rule in {"missing_kind", "number"} and (lines := offers(key, got)):
        return lines
    if rule == "mapping" and key == "rating":
        return {"offer_rating": got}
    offer = _offer(rule, got)
    unit = _UNIT_OF_AMOUNT.search(got) if offer else None
    return ({"offer": offer} if offer else {}) | ({"typed_unit": unit[0]} if unit else {})


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
    "column_without_source": "column_without_source",
    "column_without_field": "column_without_field",
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


def noun_at(noun: type[StrictModel], place: Sequence[str | int]) -> type[StrictModel]:
    """The noun that stands at `place` below `noun`."""
    for step in place:
        if isinstance(step, str):
            noun = noun_of(noun, step) or noun
    return noun


def _keys(noun: type[StrictModel]) -> list[str]:
    keys = [key for key in noun.model_fields if key not in from_name(noun)]
    return sorted(keys, key=lambda key: key in FileRecord.model_fields)  # its own come first
