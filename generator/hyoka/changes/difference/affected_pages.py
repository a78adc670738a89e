"""The pages that a change also changes, though none of its values is theirs: lists, totals, names.

Whether a page changes is seen by writing it twice. As that takes long, only those are written that
are about something else than before: what all pages share is compared first.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hyoka.evaluation import EvaluatedSite
from hyoka.model import Municipality
from hyoka.pages import Page, PageSpec, render
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
    all_can = _shared(before.evaluation) != _shared(after.evaluation)
    for path, subject in after.subjects.items():
        former = before.subjects.get(path)
        if former is None or path in before.by_hand | after.by_hand:
            continue
        if path.startswith(_NOT_COMPARED):
            continue
        if all_can or subject.record is after.evaluation or subject != former:
            yield path


def _shared(evaluation: EvaluatedSite) -> object:
    """What a template may print of the site that is no part of what its page is about."""
    names = [(p.policy.id, p.policy.name, p.plan.id, p.plan.name) for p in evaluation.policies]
    years = [year.fiscal_year for year in evaluation.years]
    related = [
        (node, one.lineal.node, one.lineal.owner.name, one.lineal.named.name, one.succession)
        for side in (evaluation.lineage.predecessors, evaluation.lineage.successors)
        for node, every in side.items()
        for one in every
    ]
    shared = names, years, evaluation.parts, related, evaluation.recommendations
    return _without_documents(evaluation.municipality), *shared


def _without_documents(municipality: Municipality) -> Municipality:
    """The municipality without what each page names of it by itself."""
    return municipality.model_copy(update={"documents": ()})
