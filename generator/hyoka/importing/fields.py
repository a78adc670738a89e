"""The fields of records by their written places: `years/2024/indicators/a/actual`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from hyoka.authoring.schema import resolve, schema_of
from hyoka.model.fields import CountedIn, StrictModel, noun_of, one_line
from hyoka.model.places import NAMES

Schema = dict[str, Any]


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


def is_list(noun: type[StrictModel], key: str) -> bool:
    """Whether the field holds several items."""
    return bool(_schema(noun, key)[0].get("type") == "array")


def name_key(noun: type[StrictModel]) -> str | None:
    """The field that items of a list are known by; none where their order alone tells."""
    return next((key for key in NAMES if key in noun.model_fields), None)


@cache
def _schema(noun: type[StrictModel], key: str) -> tuple[Schema, Mapping[str, Schema]]:
    """A field's schema without the possibility to leave it out, and the definitions it names."""
    whole = schema_of(noun)
    part = whole["properties"][key]
    choices = [it for it in part.get("anyOf", ()) if it != {"type": "null"}]
    return (choices[0] if len(choices) == 1 else part), whole.get("$defs", {})


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
