"""What a change of records leaves of what the checks found before."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from hyoka.checks.registry import Check
from hyoka.checks.scope import Scope, without_numbers
from hyoka.content.record_paths import path_of
from hyoka.model import Project, Record, Records
from hyoka.problems import Finding

_OTHERS = (
    *("plans", "policies", "sheets", "measure_sheets", "measure_years", "surveys"),
    "recommendations",
)
"""The records but for the municipality's and the projects."""


@dataclass(frozen=True)
class ChangedRecords:
    """Records beside those that were checked before, on the same day, of one municipality."""

    before: Records
    after: Records
    day: datetime.date

    def find(self, check: Check, known: Sequence[Finding]) -> Sequence[Finding]:
        """What a check finds; `known`: what it found before."""
        match check.scope:
            case Scope.EACH_PROJECT:
                kept = [*self._kept(known), *self._in_others(check)]
                return [*kept, *self._in_new(check, self._alone)]
            case Scope.PROJECT_AND_OTHERS if self._others_are_same:
                return [*self._kept(known), *self._in_new(check, self._with_new)]
            case Scope.ALL_BUT_NUMBERS if self._differ_in_numbers:
                return known
        return [*check.find(self.after, self.day)]

    def _kept(self, known: Iterable[Finding]) -> Iterator[Finding]:
        """What was found in the records that are the same still, or in whatever others."""
        if self._others_are_same:
            return (found for found in known if found.path not in self._gone)
        same = {path_of(project) for project in self.after.projects} - self._new
        return (found for found in known if found.path in same)

    def _in_others(self, check: Check) -> Iterator[Finding]:
        """What it finds in all records but projects, where any of these changed."""
        if not self._others_are_same:
            yield from check.find(self.after.model_copy(update={"projects": ()}), self.day)

    def _in_new(self, check: Check, records: Records) -> Iterator[Finding]:
        return (found for found in check.find(records, self.day) if found.path in self._new)

    @cached_property
    def _changed(self) -> tuple[Project, ...]:
        before = _ids(self.before.projects)
        return tuple(project for project in self.after.projects if id(project) not in before)

    @cached_property
    def _new(self) -> frozenset[str]:
        """The paths of the projects that are others now, or were not there."""
        return frozenset(map(path_of, self._changed))

    @cached_property
    def _gone(self) -> frozenset[str]:
        """The paths of the projects that were others before, or are not there any more."""
        after = _ids(self.after.projects)
        return frozenset(path_of(one) for one in self.before.projects if id(one) not in after)

    @cached_property
    def _with_new(self) -> Records:
        return self.after.model_copy(update={"projects": self._changed})

    @cached_property
    def _alone(self) -> Records:
        return self._with_new.model_copy(update=dict.fromkeys(_OTHERS, ()))

    @cached_property
    def _others_are_same(self) -> bool:
        return all(one is other for one, other in self._pairs(_OTHERS))

    @cached_property
    def _differ_in_numbers(self) -> bool:
        """Whether nothing else differs."""
        pairs = self._pairs((*_OTHERS, "projects"))
        return all(one is other or _are_alike(one, other) for one, other in pairs)

    def _pairs(self, names: Iterable[str]) -> Iterator[tuple[Record | None, Record | None]]:
        """The records before and after, each beside its like; none beside what is there alone."""
        for name in names:
            yield from zip_longest(getattr(self.before, name), getattr(self.after, name))


def _are_alike(one: Record | None, other: Record | None) -> bool:
    """Whether they differ in numbers alone."""
    if one is None or other is None:
        return False
    return without_numbers(one) == without_numbers(other)


def _ids(records: Iterable[Record]) -> set[int]:
    return set(map(id, records))
