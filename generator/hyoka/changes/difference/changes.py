"""What differs, as plain data: the pages of a site, the rows on them, the values in these."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

HOME = ""
"""The address of the page that tells of the municipality."""


class ChangeType(StrEnum):
    """What became of a page or a row."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    """Of pages alone: it lies at another address."""


@dataclass(frozen=True, slots=True)
class CellChange:
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
class RowChange:
    """A row that changed, came or went."""

    table: str
    """The table's name: `indicators`."""
    name: str
    """What the row is about, on its page: 自治会・町内会加入率 平成30年度（2018年度）."""
    what: ChangeType
    changes: tuple[CellChange, ...] = ()
    fiscal_year: int | None = None
    """Of a row of a year."""
    restated: bool = False
    """Whether a number that was recorded of that year is another now."""
    omitted_count: int = 0
    """How many more changes there are for which there was no room."""


@dataclass(frozen=True, slots=True)
class PageChange:
    """A page of which something changed, or that came, went or moved; or such a file by hand."""

    url: str
    """From the site's root; of one that is gone, its former address. A file's has no final `/`."""
    title: str
    what: ChangeType
    facts: tuple[RowChange, ...] = ()
    moved_from: str = ""
    """Its former address, if it moved."""
    omitted_count: int = 0
    """How many more facts there are for which there was no room."""

    @property
    def is_file(self) -> bool:
        """Whether it is a file that is published as it is."""
        return bool(self.url) and not self.url.endswith("/")


@dataclass(frozen=True, slots=True)
class Counts:
    """How much differs."""

    inputs: int = 0
    """How many recorded values changed, came or went with their row."""
    figures: int = 0
    """How many computed values changed with them."""
    pages: Mapping[ChangeType, int] = field(default_factory=dict)
    """How many pages became what."""
    files: int = 0
    """How many files by hand changed, came or went."""
    others: int | None = 0
    """How many pages besides show what changed: lists, totals. Not those about open data. None: of
    a large site they are not counted."""

    @property
    def all(self) -> int:
        """How many pages and files differ, but for the others."""
        return sum(self.pages.values()) + self.files


@dataclass(frozen=True, slots=True)
class Overview:
    """How much differs, and from what."""

    counts: Counts
    base: str = ""
    """The full name of the commit that is compared with; empty: a folder."""
    others: tuple[PageChange, ...] = ()
    """The first of the pages that show what changed, but have no value of their own that did."""


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs, by page, in the order of the site."""

    pages: tuple[PageChange, ...]
    base: str = ""
    """As in `Overview`."""
    others: tuple[PageChange, ...] | None = ()
    """As in `Overview`, all of them; none where they are not counted."""

    @property
    def overview(self) -> Overview:
        """How much it is, and from what."""
        return Overview(self.counts, self.base, self.others or ())

    @property
    def counts(self) -> Counts:
        """How much it is."""
        changed = [c for page in self.pages for f in page.facts for c in f.changes if not c.same]
        computed = sum(change.computed for change in changed)
        pages = dict(Counter(page.what for page in self.pages if not page.is_file))
        files = sum(page.is_file for page in self.pages)
        others = None if self.others is None else len(self.others)
        return Counts(len(changed) - computed, computed, pages, files, others)
