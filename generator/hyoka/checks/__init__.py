"""CHECKS: the checks that need more than one record, or a figure.

A check is registered by `@check` where it is written. The modules are found by looking through this
package: of a list of them, one could be left out, and its checks would not be made without a word.
"""

import datetime
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

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


def find(records: Records, day: datetime.date | None = None) -> Iterator[Finding]:
    """What all checks find, but for the warnings that a record silences.

    `day`: as of which the site is made; today in Japan unless another is given.
    """
    as_of = day or today()
    if MUNICIPALITY in records.unread:
        # Not all checks are made, so that nobody knows which warnings are silenced in vain.
        checks = [check for check in CHECKS if not check.needs_municipality]
        return (finding for check in checks for finding in check.find(records, as_of))
    found = (
        finding for check in counted("checking", CHECKS) for finding in check.find(records, as_of)
    )
    return silence(records, found)


__all__ = ["CHECKS", "Check", "find", "silence"]
