"""Rows of which both sides are made of the very same parts: nothing differs between their cells.

What was read of one side is taken for the other where its file is the same, so that nearly all of
what two sets of records are made of is not only alike, but one thing. To see that costs less than
to write the cells of two rows.
"""

import datetime
import enum
from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

RowT = TypeVar("RowT")


Known = dict[tuple[int, int], bool]
"""What is known of pairs of parts, by their identities: they stay while the rows do."""


def differing(
    old: Sequence[RowT], new: Sequence[RowT], known: Known
) -> tuple[Sequence[RowT], Sequence[RowT]]:
    """What is left of the rows on both sides without those that are the same, in their order.

    `known`: of other rows of the two sides, which are made of the same parts; more is added.
    """
    if len(old) == len(new):
        pairs = [pair for pair in zip(old, new, strict=True) if not same(*pair, known)]
        return [one for one, _ in pairs], [other for _, other in pairs]
    first = _alike(old, new, known)
    last = _alike(old[first:][::-1], new[first:][::-1], known)
    return old[first : len(old) - last], new[first : len(new) - last]


def _alike(old: Sequence[RowT], new: Sequence[RowT], known: Known) -> int:
    """How many rows are the same from the beginning on."""
    pairs = enumerate(zip(old, new, strict=False))
    shorter = min(len(old), len(new))
    return next((number for number, pair in pairs if not same(*pair, known)), shorter)


def same(one: object, other: object, known: Known) -> bool:
    """Whether two values are one, or made alike of parts that are; never of what only equals it.

    61.2 and 61.20 are equal, and not the same.
    """
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, _PLAIN):
        return one == other and str(one) == str(other)
    if isinstance(one, dict) and isinstance(other, dict):
        return same([*one.items()], [*other.items()], known)
    if isinstance(one, tuple | list) and isinstance(other, tuple | list):
        return _all_same(one, other, known)
    pair = (id(one), id(other))
    if pair not in known:
        parts, others = _parts(one), _parts(other)
        whole = parts is not None and others is not None
        known[pair] = whole and _all_same(parts or (), others or (), known)
    return known[pair]


def _all_same(parts: Sequence[object], others: Sequence[object], known: Known) -> bool:
    if len(parts) != len(others):
        return False
    return all(
        one is other or same(one, other, known) for one, other in zip(parts, others, strict=True)
    )


_PLAIN = (str, int, Decimal, datetime.date, enum.Enum)


def _parts(value: object) -> Sequence[object] | None:
    """What a dataclass is made of; none of what may be made of more than it shows."""
    names = getattr(type(value), "__dataclass_fields__", None)  # as `fields` has them, at once
    return None if names is None else [getattr(value, name) for name in names]
