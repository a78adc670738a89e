"""How far a check looks: after a change, whatever lies further need not be looked at again."""

from decimal import Decimal
from enum import Enum, auto
from typing import TypeVar

from hyoka.model import Record


class Scope(Enum):
    """What a finding of a check hangs on, besides the record of the municipality."""

    EACH_PROJECT = auto()
    """In a project, on nothing but that; in any other record, on no project."""
    PROJECT_AND_OTHERS = auto()
    """In a project, on no other project; in any other record, on no project."""
    ALL_BUT_NUMBERS = auto()
    """On all records, but not on how much any value is: see `without_numbers`."""
    ALL = auto()


RecordT = TypeVar("RecordT", bound=Record)
ZERO = Decimal()


def without_numbers(record: RecordT) -> RecordT:
    """A record with a zero in place of every number that was measured, planned or spent.

    Ids, years, and how many there are of something stay what they are.
    """
    blank = {
        name: found for name, value in vars(record).items() if (found := _blank(value)) is not value
    }
    return record.model_copy(update=blank) if blank else record


def _blank(value: object) -> object:
    if isinstance(value, Decimal):
        return ZERO
    if isinstance(value, Record):
        return without_numbers(value)
    if isinstance(value, tuple):
        found = tuple(_blank(one) for one in value)
        return found if any(map(_is_other, found, value)) else value
    return value


def _is_other(one: object, other: object) -> bool:
    return one is not other
