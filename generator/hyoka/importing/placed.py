"""Values at their places, put into a record's data: what else stands in it stays."""

from collections.abc import Iterator, Mapping, Sequence

from hyoka.authoring.record_edit import name_of
from hyoka.content.builder import Plain
from hyoka.importing.fields import Place, is_list, name_key
from hyoka.model.fields import StrictModel, noun_of

_ORDERED_BY = ("fiscal_year", "number")
"""The fields by which items of a list may stand in order."""
_UNNUMBERED = -1
Placed = Mapping[Place, Plain]
"""Values by their places in a record; `None`: what stands there goes."""


def with_values(
    noun: type[StrictModel], before: Mapping[str, Plain], placed: Placed
) -> dict[str, Plain]:
    """The data of a record of this noun with the values in it, its keys in the model's order."""
    found = dict(before)
    for key, inside in by_first(placed).items():
        inner = noun_of(noun, key)
        if inner is None:
            if inside[()] is None:
                found.pop(key, None)
            else:
                found[key] = inside[()]
        elif is_list(noun, key):
            items = before.get(key, ())
            found[key] = _items(inner, items if isinstance(items, tuple) else (), inside)
        else:
            held = before.get(key, {})
            found[key] = with_values(inner, held if isinstance(held, dict) else {}, inside)
    return as_in_model(noun, found)


def as_in_model(noun: type[StrictModel], data: Mapping[str, Plain]) -> dict[str, Plain]:
    """The data of a record with its keys in the model's order; those that it has not stand last."""
    order = {key: n for n, key in enumerate(noun.model_fields)}
    return dict(sorted(data.items(), key=lambda it: order.get(it[0], len(order))))


def _items(noun: type[StrictModel], before: Sequence[Plain], placed: Placed) -> tuple[Plain, ...]:
    items = list(before)
    known_by = name_key(noun)
    for name, inside in by_first(placed).items():
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
    return in_order(noun, before, items)


def in_order(
    noun: type[StrictModel], before: Sequence[Plain], items: Sequence[Plain]
) -> tuple[Plain, ...]:
    """The items by their years or numbers, if those that were there stand so."""
    key = next((key for key in _ORDERED_BY if key in noun.model_fields), None)
    if key is None:
        return tuple(items)
    numbers, there = ([_number(item, key) for item in each] for each in (items, before))
    if _UNNUMBERED in numbers or there != sorted(there):
        return tuple(items)
    return tuple(sorted(items, key=lambda item: _number(item, key)))


def _number(item: Plain, key: str) -> int:
    """The year or number of an item."""
    found = item.get(key) if isinstance(item, dict) else None
    if key == "fiscal_year":
        found = int(name_of(item) or _UNNUMBERED)
    return found if isinstance(found, int) else _UNNUMBERED


def _index(items: Sequence[Plain], name: str, *, named: bool) -> int | None:
    if named:
        return next((n for n, item in enumerate(items) if name_of(item) == name), None)
    number = int(name) - 1
    return number if number < len(items) else None


def _typed(key: str, name: str) -> Plain:
    return int(name) if key == "fiscal_year" else name


def by_first(placed: Placed) -> dict[str, dict[Place, Plain]]:
    """The places by their first step, each without it."""
    found: dict[str, dict[Place, Plain]] = {}
    for (first, *rest), value in placed.items():
        found.setdefault(first, {})[tuple(rest)] = value
    return found


def standing(noun: type[StrictModel], data: Mapping[str, Plain]) -> Iterator[tuple[Place, Plain]]:
    """What stands in a record's data, by its places; an item by its name and by its number."""
    for key, found in data.items():
        inner = noun_of(noun, key)
        if inner is None:
            yield (key,), found
        elif isinstance(found, dict):
            yield from (((key, *place), value) for place, value in standing(inner, found))
        else:
            for number, item in enumerate(found if isinstance(found, tuple) else (), 1):
                names = {name_of(item), str(number)} if name_key(inner) != "fiscal_year" else None
                held = standing(inner, item) if isinstance(item, dict) else ()
                for place, value in held:
                    for name in names or {name_of(item)}:
                        yield (key, name or "", *place), value
