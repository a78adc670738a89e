"""What is made of a value, once of all that are alike: of the cells of a column most are."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Made = TypeVar("_Made")


class Once(dict[_Key, _Made], Generic[_Key, _Made]):
    """What is made of each key, when it is first asked for.

    Keys that are equal are one: `Decimal("65.0")` and 65, `True` and 1.
    """

    def __init__(self, make: Callable[[_Key], _Made]) -> None:
        """`make`: makes it."""
        super().__init__()
        self._make = make

    def __missing__(self, key: _Key) -> _Made:
        """Makes it."""
        self[key] = self._make(key)
        return self[key]
