"""What differs between a table of open data before and after: row by row, cell by cell."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from generator.datasets import MISSING, Cell, Column, Kind, Table
from generator.datasets.words import cell_in_words, title
from generator.difference.changes import Change, Fact, What
from generator.difference.running import paragraphs
from generator.language import Language

HOME = ""
"""The address of the page that tells of the municipality."""

Row = tuple[Cell, ...]
Key = tuple[Cell, ...]


def changed_rows(before: Table, after: Table, language: Language) -> Iterator[tuple[str, Fact]]:
    """The rows that changed, came or went, each with the address of its page."""
    return _Pair(before, after, language).facts()


_REPEATED = frozenset(
    {"municipality_code", "municipality_name", "owner_name", "japanese_year", "page"}
)
"""Columns that only repeat what another table or the row's name says."""
_REPEATED_BY_YEAR = {
    "indicators": frozenset(
        {"indicator_name", "unit", "change_unit", "kind", "baseline", "baseline_year"}
    ),
    "projects": frozenset({"project_name", "policy_id", "money_unit"}),
    "listed_projects": frozenset({"position"}),
    "status_counts": frozenset({"status_of"}),
}
_TOLD_WITH = {
    "indicators": ("achievement_rate", "progress_rate", "attained", "status"),
    "projects": ("settlement_change", "status"),
    "surveys": ("share",),
}
"""Figures that are told with a change of what they are made of, though they stayed the same."""
_NAMING = (
    *("owner_name", "policy_name", "project_name", "indicator_name", "measure_name"),
    *("approach_name", "name", "title", "record_name", "place_name", "fiscal_year"),
    *("evaluation", "aspect", "section", "counted_things", "target_type"),
)
"""The columns whose words name a row."""


@dataclass(frozen=True, slots=True)
class _Running:
    """How a table is read in one piece: a new paragraph is no change of all that follow it."""

    numbers: tuple[str, ...] = ()
    """The columns that number its rows."""
    read: str = ""
    """The column that is read; empty: the table is read row by row."""


_RUNNING = {
    "texts": _Running(("item", "paragraph"), "text"),
    "listed_projects": _Running(("project_id",), "project_name"),
}
_NOT_READ = frozenset({Kind.TRUTH, Kind.ID})
"""Of a row that came or went, what only programs ask for."""


def _same(old: Sequence[Row], new: Sequence[Row]) -> bool:
    """Whether rows are printed alike: 61.2 and 61.20 are one number, and not the same digits."""
    return old == new and all(
        str(one) == str(other)
        for before, after in zip(old, new, strict=True)
        for one, other in zip(before, after, strict=True)
        if isinstance(one, Decimal)
    )


@dataclass(frozen=True)
class _Pair:
    """A table before and after."""

    before: Table
    after: Table
    language: Language

    @cached_property
    def columns(self) -> Mapping[str, Column[Any]]:
        return {column.name: column for column in self.after.columns}

    @cached_property
    def places(self) -> Mapping[str, int]:
        return {name: place for place, name in enumerate(self.after.names)}

    @cached_property
    def running(self) -> _Running:
        return _RUNNING.get(self.after.name, _Running())

    def facts(self) -> Iterator[tuple[str, Fact]]:
        """The page and what changed on it, each."""
        old, new = self._by_key(self.before), self._by_key(self.after)
        for key, rows in new.items():
            if key not in old:
                yield self._fact(rows[0], What.ADDED, self._all_of((), rows))
            elif not _same(old[key], rows) and (changes := self._changes(old[key], rows)):
                yield self._fact(rows[0], What.CHANGED, changes)
        for key, rows in old.items():
            if key not in new:
                yield self._fact(rows[0], What.REMOVED, self._all_of(rows, ()))

    def _by_key(self, table: Table) -> Mapping[Key, list[Row]]:
        places = [self.places[name] for name in table.key if name not in self.running.numbers]
        found: dict[Key, list[Row]] = defaultdict(list)
        for row in table.rows:
            found[tuple(row[place] for place in places)].append(row)
        return found

    def _fact(self, row: Row, what: What, changes: tuple[Change, ...]) -> tuple[str, Fact]:
        naming = (*_NAMING, "status") if "status" in self.after.key else _NAMING
        names = (name for name in naming if name in self.columns and name != self.running.read)
        there = (self.columns[name] for name in names)
        named = (self._shown(column, row) for column in there if self._is_there(column, row))
        name = " ".join(dict.fromkeys(word for word in named if word))
        year = row[self.places["fiscal_year"]] if "fiscal_year" in self.places else None
        of = year if isinstance(year, int) else None
        return self._page(row), Fact(self.after.name, name, what, changes, of)

    def _page(self, row: Row) -> str:
        """The page that shows the row; of a chapter without one, its plan's."""
        page = self.columns.get("page")
        if page is None:
            return HOME
        if self._is_there(page, row):
            return str(row[self.places["page"]])
        return f"plans/{row[self.places['plan_id']]}/"

    def _changes(self, old: Sequence[Row], new: Sequence[Row]) -> tuple[Change, ...]:
        before, after = old[0], new[0]
        told = _TOLD_WITH.get(self.after.name, ())
        changes = {column.name: self._change(column, before, after) for column in self._compared}
        changed = {name for name, change in changes.items() if not change.same}
        if not any(self.columns[name].kind is Kind.NUMBER for name in changed):
            told = ()
        return (
            *(
                change
                for name, change in changes.items()
                if not change.same or (name in told and self._is_there(self.columns[name], after))
            ),
            *self._paragraphs(old, new),
        )

    @property
    def _compared(self) -> Iterator[Column[Any]]:
        """The columns that tell something of their own, but for what is read in one piece."""
        repeated = _REPEATED | _REPEATED_BY_YEAR.get(self.after.name, frozenset())
        apart = {*self.running.numbers, self.running.read}
        kept = self.after.name == "municipality"
        for name, column in self.columns.items():
            if name not in apart and (kept or name not in repeated):
                yield column

    def _all_of(self, old: Sequence[Row], new: Sequence[Row]) -> tuple[Change, ...]:
        """Of a row that came or went, or of a running text that did, the values it holds."""
        row = (*old, *new)[0]
        changes = (
            self._change(column, row if old else None, row if new else None)
            for column in self._compared
            if column.name not in {*self.after.key, *_NAMING}
            and column.kind not in _NOT_READ
            and self._is_there(column, row)
        )
        return (*changes, *self._paragraphs(old, new))

    def _paragraphs(self, old: Sequence[Row], new: Sequence[Row]) -> Iterator[Change]:
        """What changed of what is read in one piece."""
        if self.running.read:
            name = title(self.columns[self.running.read], self.language)
            place = self.places[self.running.read]
            before, after = ([str(row[place]) for row in rows] for rows in (old, new))
            yield from paragraphs(name, before, after)

    def _is_there(self, column: Column[Any], row: Row) -> bool:
        cell = row[self.places[column.name]]
        return cell is not None and cell != column.absent

    def _change(self, column: Column[Any], before: Row | None, after: Row | None) -> Change:
        return Change(
            title(column, self.language),
            self._shown(column, before) if before else "",
            self._shown(column, after) if after else "",
            column.computed,
            column.kind in {Kind.CODE, Kind.TRUTH},
        )

    def _shown(self, column: Column[Any], row: Row) -> str:
        """A cell as it is read, with its unit, or why there is no value."""
        cell = row[self.places[column.name]]
        reason = f"{column.name}{MISSING}"
        code = row[self.places[reason]] if reason in self.places else None
        unit = column.unit
        if unit in self.places:
            unit = str(row[self.places[unit]])
        return cell_in_words(column, cell, str(code or ""), unit, self.language)
