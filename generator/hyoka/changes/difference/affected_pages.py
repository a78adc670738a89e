"""The pages that a change also changes, though none of its values is theirs: lists, totals, names.

Whether a page changes is seen by writing it twice. As that takes long, only those are written that
are made of other records than before.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hyoka.evaluation import EvaluatedSite
from hyoka.pages import Page, PageSpec, render
from hyoka.pages.inputs import Inputs
from hyoka.wording import Language

_NOT_COMPARED = ("data/",)
"""What lies here tells of the files of open data how large they are: all would have to be made."""


@dataclass(frozen=True)
class SitePages:
    """What the pages of a site are made of."""

    evaluation: EvaluatedSite
    subjects: Mapping[str, PageSpec[Any]]
    """What each page is about, by its path, in the order of the site."""
    by_hand: frozenset[str]
    """The paths of the pages that a text by hand stands in place of."""
    inputs: Inputs
    """The records, as digests."""
    language: Language
    """In which they are written: with the municipality's own words."""


def changed_pages(before: SitePages, after: SitePages) -> Iterator[tuple[str, str]]:
    """The address and title of every page that is there on both sides and is not as it was.

    Left out are the pages about the files of open data.
    """
    paths = frozenset(_candidates(before, after))
    former = {page.path: page for page in _pages(before, paths)}
    for page in _pages(after, paths):
        other = former[page.path]
        if page != other or page.meta != other.meta or page.make_text() != other.make_text():
            yield page.url, page.title


def _pages(side: SitePages, only: frozenset[str]) -> Iterator[Page]:
    yield from render(side.evaluation, side.language, {}, only=only)


def _candidates(before: SitePages, after: SitePages) -> Iterator[str]:
    """The paths of the pages that can have changed."""
    by_hand = before.by_hand | after.by_hand
    for path, subject in after.subjects.items():
        former = before.subjects.get(path)
        if former is None or path in by_hand or path.startswith(_NOT_COMPARED):
            continue
        if before.inputs.digest(former.shown) != after.inputs.digest(subject.shown):
            yield path
