"""Classes of projects: that every one is of its classification's values."""

from collections.abc import Iterator

from hyoka.checks.registry import check
from hyoka.checks.scope import Scope
from hyoka.content.record_paths import path_of
from hyoka.model import Records
from hyoka.problems import CHOICES, Finding


@check(needs_municipality=True, scope=Scope.EACH_PROJECT)
def unknown_class(records: Records) -> Iterator[Finding]:
    """A class that its classification does not have."""
    known = {one.id: one for one in records.municipality.classifications}
    for project in records.projects:
        for index, given in enumerate(project.classes):
            if (of := known.get(given.classification)) is not None and given.value not in of.values:
                values = {"value": given.value, "classification": of.name}
                values |= {"known": CHOICES.join(of.values)}
                place = ("classes", index, "value")
                yield Finding(path_of(project), place, "unknown_class", values)
