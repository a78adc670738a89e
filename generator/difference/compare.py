"""What differs between two sets of evaluated records: by page, every input and every figure.

The tables of open data are compared, row by row and cell by cell, so a file that was only laid out
anew differs in nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import chain
from typing import Any

from generator.addresses import url_of
from generator.datasets import MISSING, Cell, Column, Kind, Table, tables
from generator.datasets.words import cell_in_words, title
from generator.difference.beside import named_values
from generator.difference.moves import moved_pages, new_names, with_new_names
from generator.evaluation import Evaluation
from generator.language import Language
from generator.pages import PAGES

Row = tuple[Cell, ...]
Key = tuple[Cell, ...]


class What(StrEnum):
    """What became of a page or a row."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    """Of pages alone: it lies at another address."""


@dataclass(frozen=True, slots=True)
class Change:
    """A value of a row, before and after, as it is read."""

    column: str
    """The column's title."""
    before: str
    after: str
    computed: bool = False
    code: bool = False
    """Whether it is one word of a few, such as a status."""

    @property
    def same(self) -> bool:
        """Whether it did not change, and is told because what it is made of did."""
        return self.before == self.after


@dataclass(frozen=True, slots=True)
class Fact:
    """A row that changed, came or went."""

    table: str
    """The table's name: `indicators`."""
    name: str
    """What the row is about, on its page: 自治会・町内会加入率 平成30年度（2018年度）."""
    what: What
    changes: tuple[Change, ...] = ()
    fiscal_year: int | None = None
    """Of a row of a year."""


@dataclass(frozen=True, slots=True)
class PageChange:
    """A page of which something changed, or that came, went or moved."""

    url: str
    """From the site's root; of one that is gone, its former address."""
    title: str
    what: What
    facts: tuple[Fact, ...] = ()
    moved_from: str = ""
    """Its former address, if it moved."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much differs."""

    inputs: int = 0
    """How many recorded values changed, came or went with their row."""
    figures: int = 0
    """How many computed values changed with them."""
    pages: Mapping[What, int] = field(default_factory=dict)
    """How many pages became what."""


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs, by page, in the order of the site."""

    pages: tuple[PageChange, ...]

    @property
    def counts(self) -> Counts:
        """How much it is."""
        changed = [c for page in self.pages for f in page.facts for c in f.changes if not c.same]
        computed = sum(change.computed for change in changed)
        pages = dict(Counter(page.what for page in self.pages))
        return Counts(len(changed) - computed, computed, pages)


@dataclass(frozen=True)
class Side:
    """One of the two sets of records, as it is published."""

    tables: tuple[Table, ...]
    titles: Mapping[str, str]
    """Every page's title, by its address from the site's root, in the order of the site."""
    named: Mapping[str, str]
    """What pages print of the municipality beside the tables, by what it is called."""
    written: Mapping[str, str]
    """The texts by hand, by their pages' addresses."""


def side(
    evaluation: Evaluation, language: Language, written: Mapping[str, str] | None = None
) -> Side:
    """What is compared of evaluated records; `written`: the Markdown by hand, by its path."""
    subjects = chain.from_iterable(kind.subjects(evaluation, language) for kind in PAGES)
    return Side(
        tables(evaluation, language),
        {subject.url: subject.title for subject in subjects},
        named_values(evaluation.municipality, language),
        {url_of(path): text for path, text in (written or {}).items()},
    )


def compare(before: Side, after: Side, language: Language) -> Difference:
    """Everything that differs between two sets of records."""
    moved = moved_pages(before.titles, after.titles)
    renamed = new_names(moved)
    facts: dict[str, list[Fact]] = defaultdict(list)
    for old, new in zip(before.tables, after.tables, strict=True):
        if new.name not in _DERIVED:
            for page, fact in _Pair(with_new_names(old, renamed), new, language).facts():
                facts[page].append(fact)
    facts[_HOME] += _named(before.named, after.named)
    for url, what in _written(before.written, after.written):
        facts[url].append(Fact("texts", language.word("difference.by_hand"), what))
    return Difference(tuple(_pages(before.titles, after.titles, moved, facts)))


def _named(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Fact]:
    """What changed of what pages print of the municipality beside the tables."""
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    changes = (Change(name, before.get(name, ""), after.get(name, "")) for name in names)
    if found := tuple(changes):
        yield Fact("municipality", "", What.CHANGED, found)


def _written(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[tuple[str, What]]:
    """The addresses of the texts by hand that changed, came or went."""
    for url in {**before, **after}:
        if url not in before:
            yield url, What.ADDED
        elif url not in after:
            yield url, What.REMOVED
        elif before[url] != after[url]:
            yield url, What.CHANGED


_HOME = ""
"""The address of the page that tells of the municipality."""
_DERIVED = frozenset({"columns", "codes"})
"""What only describes the others."""


def _pages(
    before: Mapping[str, str],
    after: Mapping[str, str],
    moved: Mapping[str, str],
    facts: Mapping[str, list[Fact]],
) -> Iterator[PageChange]:
    gone = set(moved.values())
    told = set(facts)
    for url, name in after.items():
        of_page = tuple(_on_page(fact, name) for fact in facts.get(url, ()))
        told.discard(url)
        if url not in before:
            what = What.MOVED if url in moved else What.ADDED
            yield PageChange(url, name, what, of_page, moved.get(url, ""))
        elif of_page:
            yield PageChange(url, name, What.CHANGED, of_page)
    for url, name in before.items():
        if url not in after and url not in gone:
            yield PageChange(url, name, What.REMOVED, tuple(facts.get(url, ())))
        told.discard(url)
    for url in sorted(told):  # facts that no page of their own shows
        yield PageChange(url, url, What.CHANGED, tuple(facts[url]))


def _on_page(fact: Fact, name: str) -> Fact:
    """The fact without the page's own name, which stands above it."""
    return replace(fact, name=fact.name.removeprefix(f"{name} "))


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
_RUNNING = {
    "texts": (("item", "paragraph"), "text"),
    "listed_projects": (("project_id",), "project_name"),
}
"""Tables that are read in one piece, with what numbers their rows and what is read: a new paragraph
is no change of all that follow it."""
_NO_RUN: tuple[tuple[str, ...], str] = ((), "")


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
    columns: Mapping[str, Column[Any]] = field(init=False)
    places: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        columns = {column.name: column for column in self.after.columns}
        places = {name: place for place, name in enumerate(self.after.names)}
        object.__setattr__(self, "columns", columns)
        object.__setattr__(self, "places", places)

    def facts(self) -> Iterator[tuple[str, Fact]]:
        """The page and what changed on it, each."""
        running, _ = _RUNNING.get(self.after.name, _NO_RUN)
        old, new = self._by_key(self.before, running), self._by_key(self.after, running)
        for key, rows in new.items():
            if key not in old:
                yield self._fact(rows[0], What.ADDED, self._all_of((), rows))
            elif not _same(old[key], rows) and (changes := self._changes(old[key], rows)):
                yield self._fact(rows[0], What.CHANGED, changes)
        for key, rows in old.items():
            if key not in new:
                yield self._fact(rows[0], What.REMOVED, self._all_of(rows, ()))

    def _by_key(self, table: Table, running: tuple[str, ...]) -> Mapping[Key, list[Row]]:
        places = [self.places[name] for name in table.key if name not in running]
        found: dict[Key, list[Row]] = defaultdict(list)
        for row in table.rows:
            found[tuple(row[place] for place in places)].append(row)
        return found

    def _fact(self, row: Row, what: What, changes: tuple[Change, ...]) -> tuple[str, Fact]:
        _, read = _RUNNING.get(self.after.name, _NO_RUN)
        naming = (*_NAMING, *(name for name in ("status",) if name in self.after.key))
        there = (self.columns[name] for name in naming if name in self.columns and name != read)
        named = (self._shown(column, row) for column in there if self._is_there(column, row))
        name = " ".join(dict.fromkeys(word for word in named if word))
        year = row[self.places["fiscal_year"]] if "fiscal_year" in self.places else None
        of = year if isinstance(year, int) else None
        return self._page(row), Fact(self.after.name, name, what, changes, of)

    def _page(self, row: Row) -> str:
        """The page that shows the row; of a chapter without one, its plan's."""
        page = self.columns.get("page")
        if page is None:
            return _HOME
        if self._is_there(page, row):
            return str(row[self.places["page"]])
        return f"plans/{row[self.places['plan_id']]}/"

    def _changes(self, old: Sequence[Row], new: Sequence[Row]) -> tuple[Change, ...]:
        if self.after.name in _RUNNING:
            return self._all_of(old, new)
        before, after = old[0], new[0]
        told = _TOLD_WITH.get(self.after.name, ())
        changes = {column.name: self._change(column, before, after) for column in self._compared}
        changed = {name for name, change in changes.items() if not change.same}
        if not changed:
            return ()
        if not any(self.columns[name].kind is Kind.NUMBER for name in changed):
            told = ()
        return tuple(
            change
            for name, change in changes.items()
            if not change.same or (name in told and self._is_there(self.columns[name], after))
        )

    @property
    def _compared(self) -> Iterator[Column[Any]]:
        """The columns that tell something of their own."""
        repeated = _REPEATED | _REPEATED_BY_YEAR.get(self.after.name, frozenset())
        kept = self.after.name == "municipality"
        yield from (column for name, column in self.columns.items() if kept or name not in repeated)

    def _all_of(self, old: Sequence[Row], new: Sequence[Row]) -> tuple[Change, ...]:
        """Of a running text its paragraphs; of a row that came or went, the values it holds."""
        if self.after.name in _RUNNING:
            return tuple(self._paragraphs(old, new))
        (row,) = (*old, *new)
        changes = (
            self._change(column, row if old else None, row if new else None)
            for column in self._compared
            if column.name not in {*self.after.key, *_NAMING}
            and column.kind not in _NOT_READ
            and self._is_there(column, row)
        )
        return tuple(changes)

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

    def _paragraphs(self, old: Sequence[Row], new: Sequence[Row]) -> Iterator[Change]:
        _, read = _RUNNING[self.after.name]
        place = self.places[read]
        before, after = ([str(row[place]) for row in rows] for rows in (old, new))
        name = title(self.columns[read], self.language)
        matcher = SequenceMatcher(a=before, b=after, autojunk=False)
        for kind, a1, a2, b1, b2 in matcher.get_opcodes():
            if kind == "equal":
                continue
            for number in range(max(a2 - a1, b2 - b1)):
                was = before[a1 + number] if a1 + number < a2 else ""
                now = after[b1 + number] if b1 + number < b2 else ""
                yield Change(name, was, now)
