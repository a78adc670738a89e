"""The fields of a year's records as the columns of a workbook: where they stand, what they take."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import cast

from hyoka.content.builder import Plain
from hyoka.importing.fields import field_type, name_key
from hyoka.model import (
    EVALUATION_FIELDS,
    ChosenAction,
    GroupYear,
    IndicatorYear,
    MeasureSheet,
    ProjectYear,
    Record,
    Sheet,
    StepEvaluation,
)
from hyoka.model.fields import CountedIn, StrictModel, noun_of
from hyoka.units import FiscalYear, Missing
from hyoka.workbook.layout import CellKind, Place

OF_ROW: Mapping[type[Record], frozenset[str]] = {
    ProjectYear: frozenset({"fiscal_year"}),
    Sheet: frozenset({"policy", "fiscal_year"}),
    MeasureSheet: frozenset({"plan", "measure", "fiscal_year"}),
    IndicatorYear: frozenset({"id"}),
    GroupYear: frozenset({"group"}),
    StepEvaluation: frozenset({"step"}),
}
"""The fields that say which row it is."""
OF_OTHER_SHEETS = frozenset({"indicators", "by_group", *EVALUATION_FIELDS})
"""The fields that hold what has rows of its own."""
LEFT_OUT: Mapping[tuple[type[Record], str], str] = {
    (ProjectYear, "budget_lines"): "known by nothing but their order, and the same year after year",
    (Sheet, "measures"): "ids in the order of the official sheet, known to who writes the record",
    (Sheet, "projects"): "ids in the order of the official sheet, known to who writes the record",
    (MeasureSheet, "projects"): "ids in the order of the official sheet, as of a policy",
    (Sheet, "uncertain"): "of whoever transcribes a printed sheet, not of who fills one in",
    (MeasureSheet, "uncertain"): "of whoever transcribes a printed sheet",
    (Sheet, "corrections"): "of values published before, each with its place in the record",
    (MeasureSheet, "corrections"): "of values published before, each with its place in the record",
    (Sheet, "silenced"): "of whoever has looked into a warning of the records",
    (MeasureSheet, "silenced"): "of whoever has looked into a warning of the records",
}
"""The fields that no workbook holds, and why; they are written in YAML."""
_KINDS: Mapping[str, CellKind] = {
    "number": CellKind.NUMBER,
    "whole_number": CellKind.WHOLE_NUMBER,
    "year": CellKind.YEAR,
    "date": CellKind.DATE,
    "boolean": CellKind.FLAG,
    "choice": CellKind.CHOICE,
    "line": CellKind.LINE,
    "text": CellKind.TEXT,
    "list": CellKind.ITEMS,
}
_CHOSEN = frozenset({"document", "scale"})
"""Ids of what the municipality declares, wherever a field of this name holds one."""
PROSE = frozenset({CellKind.TEXT, CellKind.ITEMS})


@dataclass(frozen=True, slots=True)
class Field:
    """A single value of a row."""

    noun: type[Record]
    """Of the row."""
    place: Place
    """Below the row's."""
    kind: CellKind
    takes_missing: bool
    options: tuple[str, ...]
    """The values that it can have, where the field itself names them."""

    @property
    def holder(self) -> type[Record]:
        """The noun that has the field."""
        return holder_of(self.noun, self.place)

    @property
    def key(self) -> str:
        """The field's name."""
        return self.place[-1]

    @property
    def unit(self) -> CountedIn | None:
        """What its number is counted in, where the field alone says it."""
        known = self.holder.model_fields[self.key].metadata
        return next((unit for unit in known if isinstance(unit, CountedIn)), None)


def field_at(noun: type[Record], place: Place) -> Field:
    """The field at a place below a row's."""
    taken = field_type(noun, place)
    holder, key = holder_of(noun, place), place[-1]
    kind = _KINDS[taken.kind]
    if key in _CHOSEN or (holder.__name__, key) in {("ChosenAction", "id"), ("Rating", "value")}:
        kind = CellKind.CHOICE
    options = taken.choices if kind is CellKind.CHOICE else ()
    return Field(noun, place, kind, taken.takes_missing, options)


def holder_of(noun: type[Record], place: Place) -> type[Record]:
    """The noun whose field the last step of a place is."""
    for step in place[:-1]:
        inner = noun_of(noun, step) if step in noun.model_fields else None
        noun = cast("type[Record]", inner) if inner else noun
    return noun


@cache
def is_left_out(noun: type[Record], key: str) -> bool:
    """Whether no workbook holds the field."""
    return any(issubclass(noun, of) and key == name for of, name in LEFT_OUT)


def recorded_places(row: Record) -> Iterator[Place]:
    """The places of the single values that are recorded of a row, in the model's order."""
    named = next((keys for of, keys in OF_ROW.items() if isinstance(row, of)), frozenset())
    for key in type(row).model_fields:
        if key in OF_OTHER_SHEETS or key in named or is_left_out(type(row), key):
            continue
        yield from ((key, *rest) for rest in _places_in(getattr(row, key)))


def _places_in(value: object) -> Iterator[Place]:
    match value:
        case None | ():
            return
        case Record():
            for key in type(value).model_fields:
                yield from ((key, *rest) for rest in _places_in(getattr(value, key)))
        case tuple() if isinstance(value[0], Record):
            for item in value:
                yield from ((item_name(item), *rest) for rest in _places_of_item(item))
        case _:
            yield ()


def _places_of_item(item: Record) -> Iterator[Place]:
    named = {known_by(type(item))} | ({"aspect"} if "scale" in type(item).model_fields else set())
    if isinstance(item, ChosenAction):
        yield ("id",)  # that it was chosen is all that there may be of it
    for key in type(item).model_fields:
        if key not in named:
            yield from ((key, *rest) for rest in _places_in(getattr(item, key)))


def known_by(noun: type[StrictModel]) -> str:
    """The field that an item of a list is known by; of combined funding its name."""
    return name_key(noun) or "name"


def item_name(item: Record) -> str:
    """What an item of a list is known by in a place, as `record_edit.name_of` knows it."""
    name = str(getattr(item, known_by(type(item))))
    return f"{name} {getattr(item, 'aspect', None) or ''}".strip()


def value_at(row: Record | None, place: Place) -> Plain:
    """The value at a place below a row's, as plain data; `None` where there is none."""
    found: object = row
    for step in place:
        if isinstance(found, tuple):
            found = next((it for it in found if item_name(it) == step), None)
        else:
            found = getattr(found, step, None)
    return plain(found)


def plain(value: object) -> Plain:
    """A field's value as plain data."""
    match value:
        case None | ():
            return None
        case StrEnum():
            return value.value
        case bool() | int() | str() | Decimal():
            return value
        case FiscalYear():
            return value.year
        case tuple():
            return tuple(map(str, value))
        case _:
            return str(value)  # a day, as ISO writes it


def missing_at(value: Plain) -> str | None:
    """The reason why there is no number, of a value that may be one."""
    return value if isinstance(value, str) and value in list(Missing) else None


def number_at(value: Plain) -> Decimal | None:
    """The number, of a value that may be the reason why there is none."""
    return Decimal(value) if isinstance(value, int | Decimal) else None
