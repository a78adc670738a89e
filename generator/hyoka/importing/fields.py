"""The fields of records by their written places: `years/2024/indicators/a/actual`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from hyoka.authoring.schema import resolve, schema_of
from hyoka.importing.cells import compact
from hyoka.model.fields import CountedIn, StrictModel, noun_of, one_line
from hyoka.model.places import NAMES
from hyoka.units import FiscalYear

Schema = dict[str, Any]
_TWICE = re.compile(r"(.+)\((.+)\)")


class UnknownPlaceError(ValueError):
    """A place that no record of the kind has."""

    def __init__(self, step: str, known: tuple[str, ...]) -> None:
        """`step`: the first that leads nowhere; `known`: what could stand there."""
        super().__init__(step)
        self.step = step
        self.known = known


@dataclass(frozen=True, slots=True)
class FieldType:
    """What a field takes."""

    kind: str
    """`number`, `whole_number`, `year`, `date`, `boolean`, `choice`, `line`, `text` or `list`."""
    choices: tuple[str, ...] = ()
    takes_missing: bool = False
    """Whether it can hold the reason why there is no value."""
    is_money: bool = False


Place = tuple[str, ...]
"""The steps to a field: a key, or, in a list, what the item is known by."""


def place_of(noun: type[StrictModel], written: str) -> Place:
    """The steps of a written place.

    Raises:
        UnknownPlaceError: no field of the noun lies there, or no single value does.
    """
    steps = tuple(written.split("/"))
    field_type(noun, steps)
    return steps


@cache
def field_type(noun: type[StrictModel], steps: Place) -> FieldType:
    """What the field at a place takes.

    Raises:
        UnknownPlaceError: as `place_of`.
    """
    key, *rest = steps
    if key not in noun.model_fields:
        raise UnknownPlaceError(key, tuple(noun.model_fields))
    schema, definitions = _schema(noun, key)
    inner = noun_of(noun, key)
    is_list = schema.get("type") == "array"
    if inner is None:
        if rest:
            raise UnknownPlaceError(rest[0], ())
        return FieldType("list") if is_list else _single(schema, definitions, key, noun)
    skipped = 2 if is_list else 1
    if len(steps) <= skipped:
        raise UnknownPlaceError("", tuple(inner.model_fields))
    return field_type(inner, steps[skipped:])


@cache
def is_field(noun: type[StrictModel], beside: Place, key: str) -> bool:
    """Whether a field stands beside the one at a place."""
    try:
        field_type(noun, (*beside[:-1], key))
    except UnknownPlaceError:
        return False
    return True


def is_list(noun: type[StrictModel], key: str) -> bool:
    """Whether the field holds several items."""
    return bool(_schema(noun, key)[0].get("type") == "array")


def name_key(noun: type[StrictModel]) -> str | None:
    """The field that items of a list are known by; none where their order alone tells."""
    return next((key for key in NAMES if key in noun.model_fields), None)


@cache
def named(noun: type[StrictModel], steps: Place) -> Place:
    """A place with what its items are known by as records write it: 2024, `katsudou-a`.

    Raises:
        ValueError: a step is to be a fiscal year, and is none.
    """
    key, *rest = steps
    inner = noun_of(noun, key)
    if inner is None or not rest:
        return steps
    if not is_list(noun, key):
        return (key, *named(inner, tuple(rest)))
    item, *below = rest
    known_by = name_key(inner)
    if known_by == "fiscal_year":
        item = str(fiscal_year(item))
    elif known_by == "id":
        item = as_id(item)
    return (key, item, *(named(inner, tuple(below)) if below else ()))


def fiscal_year(text: str) -> FiscalYear:
    """The fiscal year that a text names, in one way of counting or in two: 令和6年度（2024）.

    Raises:
        ValueError: it names none, or two that differ.
    """
    written = _TWICE.fullmatch(compact(text))
    first, *other = {FiscalYear.parse(part) for part in (written.groups() if written else [text])}
    if other:
        raise ValueError(text)
    return first


def as_id(text: str) -> str:
    """A text as an id is written: `００８６` is 0086."""
    return compact(text).lower()


@cache
def _schema(noun: type[StrictModel], key: str) -> tuple[Schema, Mapping[str, Schema]]:
    """A field's schema without the possibility to leave it out, and the definitions it names."""
    whole = schema_of(noun)
    definitions = whole.get("$defs", {})
    part = resolve(whole, definitions)["properties"][key]  # a noun that holds itself is referred to
    choices = [it for it in part.get("anyOf", ()) if it != {"type": "null"}]
    return (choices[0] if len(choices) == 1 else part), definitions


def _single(
    schema: Schema, definitions: Mapping[str, Schema], key: str, noun: type[StrictModel]
) -> FieldType:
    parts = [schema, *schema.get("anyOf", ()), *schema.get("allOf", ())]
    parts = [resolve(it, definitions) for it in parts]
    kinds = [it.get("type") for it in parts]
    choices = tuple(str(value) for it in parts for value in it.get("enum", ()))
    if "number" in kinds:
        return FieldType("number", takes_missing=bool(choices), is_money=_is_money(noun, key))
    if choices:
        return FieldType("choice", choices)
    field = noun.model_fields[key]
    forms = {
        "year": ["integer", "string"] in kinds,
        "whole_number": "integer" in kinds,
        "boolean": "boolean" in kinds,
        "date": any(it.get("format") == "date" for it in parts),
        "line": _checks_line(field.metadata) or _is_line(field.annotation),
    }
    return FieldType(next((kind for kind, fits in forms.items() if fits), "text"))


def _is_line(annotation: object) -> bool:
    """Whether a text takes no line break."""
    if _checks_line(getattr(annotation, "__metadata__", ())):
        return True
    return any(_is_line(part) for part in get_args(annotation))


def _checks_line(checks: Iterable[object]) -> bool:
    return any(getattr(check, "func", None) is one_line for check in checks)


def _is_money(noun: type[StrictModel], key: str) -> bool:
    return CountedIn.MONEY in noun.model_fields[key].metadata
