"""What is found in a record, found once: after a change, most records are the very same."""

import weakref
from collections.abc import Callable
from typing import TypeVar

from hyoka.model import Record, Records

OfT = TypeVar("OfT", bound=Record | Records)
FoundT = TypeVar("FoundT")


def once(find: Callable[[OfT], FoundT]) -> Callable[[OfT], FoundT]:
    """The same function, which keeps what it found while what it was found in is there."""
    known: dict[int, FoundT] = {}

    def found(of: OfT) -> FoundT:
        key = id(of)
        if key not in known:
            known[key] = find(of)
            weakref.finalize(of, known.pop, key, None).atexit = False
        return known[key]

    return found
