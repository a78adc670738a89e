"""Values at their places, put into a record's data: what else stands in it stays."""

from collections.abc import Mapping, Sequence

from hyoka.authoring.record_edit import name_of
from hyoka.content.builder import Plain
from hyoka.importing.fields import Place, is_list, name_key
from hyoka.model.fields import StrictModel, noun_of

Placed = Mapping[Place, Plain]
"""Values by their places in a record."""


def with_values(
    noun: type[StrictModel], before: Mapping[str, Plain], placed: Placed
) -> dict[str, Plain]:
    """The data of a record of this noun with the values in it, its keys in the model's order."""
    found = dict(before)
    for key, inside in _by_first(placed).items():
        inner = noun_of(noun, key)
        if inner is None:
            found[key] = inside[()]
        elif is_list(noun, key):
            items = before.get(key, ())
            found[key] = _items(inner, items if isinstance(items, tuple) else (), inside)
        else:
            held = before.get(key, {})
            found[key] = with_values(inner, held if isinstance(held, dict) else {}, inside)
    order = {key: n for n, key in enumerate(noun.model_fields)}
    return dict(sorted(found.items(), key=lambda it: order.get(it[0], len(order))))


def _items(noun: type[StrictModel], before: Sequence[Plain], placed: Placed) -> tuple[Plain, ...]:
    items = list(before)
    known_by = name_key(noun)
    for name, inside in _by_first(placed).items():
        # An item whose name is one of the values is known by its number alone.
        named = known_by is not None and (known_by,) not in inside
        at = _index(items, name, named=named)
        held = items[at] if at is not None else {}
        made = with_values(noun, held if isinstance(held, dict) else {}, inside)
        if at is not None:
            items[at] = made
        else:
            key = {known_by: _typed(known_by, name)} if known_by and named else {}
            items.append({**key, **made})
    in_order = known_by == "fiscal_year" and [*before] == sorted(before, key=_year)
    return tuple(sorted(items, key=_year) if in_order else items)


def _index(items: Sequence[Plain], name: str, *, named: bool) -> int | None:
    if named:
        return next((n for n, item in enumerate(items) if name_of(item) == name), None)
    number = int(name) - 1
    return number if number < len(items) else None


def _typed(key: str, name: str) -> Plain:
    return int(name) if key == "fiscal_year" else name


def _year(item: Plain) -> str:
    return name_of(item) or ""


def _by_first(placed: Placed) -> dict[str, dict[Place, Plain]]:
    """The places by their first step, each without it."""
    found: dict[str, dict[Place, Plain]] = {}
    for (first, *rest), value in placed.items():
        found.setdefault(first, {})[tuple(rest)] = value
    return found
