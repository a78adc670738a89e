"""CHECKS: the checks that need more than one record, or a figure.

A check is registered by `@check` where it is written. The modules are found by looking through this
package: of a list of them, one could be left out, and its checks would not be made without a word.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

from hyoka.checks.again import ChangedRecords
from hyoka.checks.places import silence
from hyoka.checks.registry import Check, registered
from hyoka.content.record_paths import MUNICIPALITY
from hyoka.model import Records
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
    """As `find`; what cannot be found anew in what changed since `last` is not looked for again."""
    unread = MUNICIPALITY in records.unread
    checks = [check for check in CHECKS if not (unread and check.needs_municipality)]
    changed = _changed(records, day, last) if last else None
    by_check: dict[str, Sequence[Finding]] = {}
    for check in counted("checking", checks):
        if last and changed:
            by_check[check.name] = changed.find(check, last.by_check[check.name])
        else:
            by_check[check.name] = [*check.find(records, day)]
    return CheckFindings(records, day, by_check)


def _changed(records: Records, day: datetime.date, last: CheckFindings) -> ChangedRecords | None:
    """What changed; none where that is the day, the municipality, or what can be read at all."""
    before = last.records
    is_alike = (day, records.unread) == (last.day, before.unread)
    if is_alike and records.municipality is before.municipality:
        return ChangedRecords(before, records, day)
    return None


def find(records: Records, day: datetime.date | None = None) -> Iterator[Finding]:
    """What all checks find, but for the warnings that a record silences.

    `day`: as of which the site is made; today in Japan unless another is given.
    """
    return find_again(records, day or today()).findings


__all__ = ["CHECKS", "Check", "CheckFindings", "find", "find_again", "silence"]
