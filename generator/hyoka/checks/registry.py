"""`@check`: how a check is registered where it is written, with what it needs."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

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
    within_projects: bool
    """Whether it looks at each project alone, beside the municipality's record.

    What it finds in one hangs on no other record; what it finds in others, on no project.
    """


_registered: list[Check] = []


def registered() -> tuple[Check, ...]:
    """The checks of all modules that were imported, in the order in which they were."""
    return tuple(_registered)


def check(
    *, needs_municipality: bool = False, within_projects: bool = False
) -> Callable[[RecordsCheck], RecordsCheck]:
    """Register the function below as a check."""

    def register(function: RecordsCheck) -> RecordsCheck:
        def find(records: Records, _day: datetime.date) -> Iterator[Finding]:
            return function(records)

        _register(function, find, needs_municipality, within_projects)
        return function

    return register


def dated_check(*, within_projects: bool = False) -> Callable[[DatedCheck], DatedCheck]:
    """Register the function below as a check that needs a day; it needs the municipality, too."""

    def register(function: DatedCheck) -> DatedCheck:
        _register(function, function, True, within_projects)  # noqa: FBT003 - as it is declared
        return function

    return register


def _register(
    function: RecordsCheck | DatedCheck,
    find: DatedCheck,
    needs_municipality: bool,  # noqa: FBT001 - as it is declared
    within_projects: bool,  # noqa: FBT001
) -> None:
    meaning = (function.__doc__ or "").strip()
    found = Check(function.__name__, meaning, find, needs_municipality, within_projects)
    _registered.append(found)
