"""`@check`: how a check is registered where it is written, with what it needs."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hyoka.checks.scope import Scope
from hyoka.model import Records
from hyoka.problems import Finding

RecordsCheck = Callable[[Records], Iterator[Finding]]
"""What is wrong with the records, on whatever day they are looked at."""
DatedCheck = Callable[[Records, datetime.date], Iterator[Finding]]
"""What is wrong with the records as of the day for which the site is made."""


@dataclass(frozen=True, slots=True)
class Check:
    """A registered check."""

    name: str
    """Of its function."""
    meaning: str
    """What it finds, in words."""
    find: DatedCheck
    needs_municipality: bool
    """Whether it is made only where the municipality's record could be read.

    It needs that record, or what it finds is worth reading only after that record's errors.
    """
    scope: Scope
    """How far it looks."""


_registered: list[Check] = []


def registered() -> tuple[Check, ...]:
    """The checks of all modules that were imported, in the order in which they were."""
    return tuple(_registered)


def check(
    *, needs_municipality: bool = False, scope: Scope = Scope.ALL
) -> Callable[[RecordsCheck], RecordsCheck]:
    """Register the function below as a check."""

    def register(function: RecordsCheck) -> RecordsCheck:
        def find(records: Records, _day: datetime.date) -> Iterator[Finding]:
            return function(records)

        _register(function, find, needs_municipality, scope)
        return function

    return register


def dated_check(*, scope: Scope = Scope.ALL) -> Callable[[DatedCheck], DatedCheck]:
    """Register the function below as a check that needs a day; it needs the municipality, too."""

    def register(function: DatedCheck) -> DatedCheck:
        _register(function, function, True, scope)  # noqa: FBT003 - as it is declared
        return function

    return register


def _register(
    function: RecordsCheck | DatedCheck,
    find: DatedCheck,
    needs_municipality: bool,  # noqa: FBT001 - as it is declared
    scope: Scope,
) -> None:
    meaning = (function.__doc__ or "").strip()
    found = Check(function.__name__, meaning, find, needs_municipality, scope)
    _registered.append(found)
