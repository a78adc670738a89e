"""CHECKS: the checks that need more than one record, or a figure.

A check is registered by `@check` where it is written. The modules are found by looking through this
package: of a list of them, one could be left out, and its checks would not be made without a word.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

from hyoka.checks.places import silence
from hyoka.checks.registry import Check, registered
from hyoka.content.record_paths import MUNICIPALITY, path_of
from hyoka.model import Record, Records
from hyoka.problems import Finding
from hyoka.progress import counted
from hyoka.units import today

for _module in sorted(module.name for module in iter_modules(__path__, f"{__name__}.")):
    import_module(_module)

CHECKS = registered()
"""All checks, always in one order: none of the modules is imported before these lines are run."""


@dataclass(frozen=True)
class CheckFindings:
    """What the checks found in some records on a day, for the next time they are made."""

    records: Records
    day: datetime.date
    by_check: Mapping[str, Sequence[Finding]]
    """Everything, by the names of the checks."""

    @property
    def findings(self) -> Iterator[Finding]:
        """All but the warnings that a record silences."""
        every = (finding for found in self.by_check.values() for finding in found)
        if MUNICIPALITY in self.records.unread:
            return every  # not all checks are made: nobody knows what is silenced in vain
        return silence(self.records, every)


def find_again(
    records: Records, day: datetime.date, last: CheckFindings | None = None
) -> CheckFindings:
    """As `find`; of projects that are the very same as in `last`, less is looked at again."""
    unread = MUNICIPALITY in records.unread
    checks = [check for check in CHECKS if not (unread and check.needs_municipality)]
    if last is None or not _are_alike(records, day, last):
        every = counted("checking", checks)
        return CheckFindings(
            records, day, {check.name: [*check.find(records, day)] for check in every}
        )
    return CheckFindings(records, day, dict(_found_again(checks, records, day, last)))


_PROJECTS = "projects"
_GIVEN = (
    "municipality",
    "plans",
    "policies",
    "sheets",
    "measure_sheets",
    "measure_years",
    "surveys",
    "recommendations",
)
"""The records but for the projects."""


def _are_alike(records: Records, day: datetime.date, last: CheckFindings) -> bool:
    """Whether they differ in projects at most."""
    alike = all(
        _ids(getattr(records, name)) == _ids(getattr(last.records, name)) for name in _GIVEN
    )
    return alike and records.unread == last.records.unread and day == last.day


def _ids(given: Record | Iterable[Record]) -> list[int]:
    return [id(record) for record in ([given] if isinstance(given, Record) else given)]


def _found_again(
    checks: Iterable[Check], records: Records, day: datetime.date, last: CheckFindings
) -> Iterator[tuple[str, Sequence[Finding]]]:
    same = {*_ids(records.projects)} & {*_ids(last.records.projects)}
    new = tuple(project for project in records.projects if id(project) not in same)
    gone = {path_of(project) for project in last.records.projects if id(project) not in same}
    alone = records.model_copy(update=dict.fromkeys(_GIVEN[1:], ()) | {_PROJECTS: new})
    paths = {path_of(project) for project in new}
    for check in checks:
        if check.within_projects:
            kept = [found for found in last.by_check[check.name] if found.path not in gone]
            found = (found for found in check.find(alone, day) if found.path in paths)
            yield check.name, [*kept, *found]
        else:
            yield check.name, [*check.find(records, day)]


def find(records: Records, day: datetime.date | None = None) -> Iterator[Finding]:
    """What all checks find, but for the warnings that a record silences.

    `day`: as of which the site is made; today in Japan unless another is given.
    """
    return find_again(records, day or today()).findings


__all__ = ["CHECKS", "Check", "CheckFindings", "find", "find_again", "silence"]
