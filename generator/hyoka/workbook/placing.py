"""Changed values put into a record's plain data, and where a value of it stands by names."""

from collections.abc import Mapping
from typing import Any

from hyoka.authoring.record_edit import name_of
from hyoka.content.builder import Plain
from hyoka.importing.fields import is_list
from hyoka.importing.placed import as_in_model, by_first, in_order
from hyoka.model import ChosenAction
from hyoka.model.fields import StrictModel, noun_of
from hyoka.model.places import NAMES
from hyoka.problems import RecordPath
from hyoka.workbook.fields import known_by
from hyoka.workbook.layout import Place

Changes = Mapping[Place, Plain]
"""Values by their places in a record; in place of what is taken away, `None`."""


def with_changes(
    noun: type[StrictModel], before: Mapping[str, Plain], changes: Changes
) -> dict[str, Plain]:
    """The data of a record of this noun with the changes in it; what is left empty goes."""
    found = dict(before)
    for key, inside in by_first(changes).items():
        inner = noun_of(noun, key)
        value: Plain
        if inner is None:
            value = inside[()]
        elif is_list(noun, key):
            held = before.get(key)
            value = _items(inner, held if isinstance(held, tuple) else (), inside)
        else:
            held = before.get(key)
            value = with_changes(inner, held if isinstance(held, dict) else {}, inside)
        found[key] = value
        if value in (None, (), {}):
            del found[key]
    return as_in_model(noun, found)


def _items(
    noun: type[StrictModel], before: tuple[Plain, ...], changes: Changes
) -> tuple[Plain, ...]:
    items: list[Plain] = [*before]
    for name, inside in by_first(changes).items():
        at = next((n for n, item in enumerate(items) if item_name(item) == name), None)
        held = items[at] if at is not None else None
        made = with_changes(noun, held if isinstance(held, dict) else _named(noun, name), inside)
        made_of = [made] if made.keys() > _named(noun, name).keys() else []
        if at is None:
            items += made_of
        else:
            items[at : at + 1] = made_of
    return in_order(noun, before, items)


def item_name(item: Plain) -> str:
    """What an item of a list is known by in a place; empty where nothing tells."""
    if isinstance(item, dict) and not any(key in item for key in NAMES):
        return str(item.get("name", ""))
    return name_of(item) or ""


def _named(noun: type[StrictModel], name: str) -> dict[str, Plain]:
    """What a new item of this name has; a rating is known by its scale and its aspect.

    Of an action the id is typed, for that it was chosen is what it says.
    """
    if noun is ChosenAction:
        return {}
    key = known_by(noun)
    if key == "fiscal_year":
        return {key: int(name)}
    if key == "scale":
        scale, _, aspect = name.partition(" ")
        return {key: scale, "aspect": aspect} if aspect else {key: scale}
    return {key: name}


def named_place(place: RecordPath, data: Any) -> Place:  # noqa: ANN401 - plain data of any depth
    """A place in a record with the names of items instead of their positions."""
    steps: list[str] = []
    for step in place:
        if isinstance(data, tuple) and isinstance(step, int) and step < len(data):
            data = data[step]
            steps.append(item_name(data) or str(step))
        else:
            data = data.get(step) if isinstance(data, dict) else None
            steps.append(str(step))
    return tuple(steps)
