"""What differs between two sets of evaluated records: by page, every input and every figure.

The tables of open data are compared, row by row and cell by cell, so a file that was only laid out
anew differs in nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hyoka.changes.difference.affected_pages import SitePages, changed_pages
from hyoka.changes.difference.changes import (
    CellChange,
    ChangeType,
    Difference,
    PageChange,
    RowChange,
)
from hyoka.changes.difference.renames import id_in, moved_pages, new_names, with_new_names
from hyoka.changes.difference.table_diff import Names, changed_rows
from hyoka.changes.difference.text_diff import paragraphs
from hyoka.changes.difference.unchanged import Known, differing
from hyoka.changes.difference.untabled_values import UntabledPlace, named_values
from hyoka.evaluation import EvaluatedSite
from hyoka.model import Municipality
from hyoka.opendata.table import DataTable
from hyoka.opendata.tables import DATASETS
from hyoka.pages import page_specs
from hyoka.pages.inputs import Inputs
from hyoka.progress import counted
from hyoka.static_pages.reader import HOME, StaticPages
from hyoka.urls import url_of
from hyoka.wording import Language, language_of


@dataclass(frozen=True)
class Side:
    """One of the two sets of records, as it is published."""

    municipality: Municipality
    rows: Sequence[Sequence[Any]]
    """What the rows of each of `DATASETS` are made of: all that is said elsewhere is said there."""
    titles: Mapping[str, str]
    """Every page's title, by its address from the site's root, in the order of the site."""
    named: Mapping[UntabledPlace, str]
    """What pages print beside the tables."""
    texts: Mapping[str, str]
    """The texts by hand, by their pages' addresses."""
    files: Mapping[str, str]
    """The digests of the files that are published as they are, by their addresses."""
    shown: SitePages
    """What the pages are made of."""


def side(
    evaluation: EvaluatedSite,
    language: Language,
    inputs: Inputs,
    by_hand: StaticPages | None = None,
) -> Side:
    """What is compared of evaluated records, and of what lies beside them.

    `inputs`: what the pages are made of.

    Raises:
        ValueError: of a file that is published as it is, nobody asked for the digest.
    """
    by_hand = by_hand or StaticPages()
    if not all(by_hand.files.values()):
        raise ValueError(by_hand.files)
    words = language_of(evaluation.municipality, language.code)
    subjects = {page.path: page for _, page in page_specs(evaluation, words)}
    generated = {subject.url: subject.title for subject in subjects.values()}
    titles = {url_of(path): page.title for path, page in by_hand.pages.items()}
    return Side(
        evaluation.municipality,
        [list(dataset.rows(evaluation, language)) for dataset in DATASETS],
        generated | {url: title for url, title in titles.items() if url not in generated},
        named_values(evaluation, language),
        {url_of(path): page.text for path, page in by_hand.pages.items()},
        by_hand.files,
        SitePages(evaluation, subjects, frozenset(by_hand.pages) - {HOME}, inputs, words),
    )


def compare(before: Side, after: Side, language: Language) -> Difference:
    """Everything that differs between two sets of records."""
    moved = moved_pages(before.titles, after.titles)
    moved_to = {former: url for url, former in moved.items()}
    renamed = new_names(moved)
    names = _names({**before.titles, **after.titles})
    facts: dict[str, list[RowChange]] = defaultdict(list)
    for old, new in _tables(before, after, language, whole=bool(renamed)):
        for page, fact in changed_rows(with_new_names(old, renamed), new, names, language):
            facts[page].append(fact)
    for url, fact in _named(before.named, after.named, moved_to):
        facts[url].append(fact)
    former = {moved_to.get(url, url): text for url, text in before.texts.items()}
    for url, fact in _texts(former, after.texts, language):
        facts[url].append(fact)
    pages = _pages(before.titles, after.titles, moved, facts)
    return Difference((*pages, *_files(before.files, after.files)))


def _tables(
    before: Side, after: Side, language: Language, *, whole: bool
) -> Iterator[tuple[DataTable, DataTable]]:
    """Each table on both sides, without rows that are the same, but where it has to be `whole`.

    Of a table that is read from row to row as one text, a row tells something beside another.
    """
    whole = whole or before.municipality is not after.municipality
    known: Known = {}
    every = list(zip(DATASETS, before.rows, after.rows, strict=True))
    for dataset, old, new in counted("comparing", every):
        if not (whole or dataset.compared.numbered_by):
            old, new = differing(old, new, known)  # noqa: PLW2901 - the rest of both
        yield (
            dataset.filled(old, before.municipality, language),
            dataset.filled(new, after.municipality, language),
        )


MAX_WRITTEN = 300


def with_others(
    found: Difference, before: Side, after: Side, most: int = MAX_WRITTEN
) -> Difference:
    """The same difference with the pages that change although none of its values is theirs.

    Of a site of more than `most` pages they are not counted: to write them takes too long.
    """
    if len(after.shown.subjects) > most:
        return replace(found, others=None)
    told = {page.url for page in found.pages}
    others = tuple(
        PageChange(url, title, ChangeType.CHANGED)
        for url, title in changed_pages(before.shown, after.shown)
        if url not in told
    )
    return replace(found, others=others)


def _names(titles: Mapping[str, str]) -> Names:
    """What the ids of policies and plans stand for: the titles of their pages."""
    names: dict[str, dict[str, str]] = {column: {} for column in _NAMED.values()}
    for url, title in titles.items():
        if named := id_in(url, _NAMED):
            column, identifier = named
            names[column][identifier] = title
    return names


_NAMED = {"policies": "policy_id", "plans": "plan_id"}
"""The columns whose ids are told by name, by the folders of the pages with that title."""


def _named(
    before: Mapping[UntabledPlace, str],
    after: Mapping[UntabledPlace, str],
    moved_to: Mapping[str, str],
) -> Iterator[tuple[str, RowChange]]:
    """What changed of what pages print beside the tables, with their addresses."""
    former = {(moved_to.get(place[0], place[0]), *place[1:]): before[place] for place in before}
    changes: dict[tuple[str, str], list[CellChange]] = defaultdict(list)
    for url, year, name in {**former, **after}:
        was, now = (side.get((url, year, name), "") for side in (former, after))
        if was != now:
            changes[url, year].append(CellChange(name, was, now))
    for (url, year), found in changes.items():
        table = "sheets" if year else "municipality"
        yield url, RowChange(table, year, ChangeType.CHANGED, tuple(found))


def _texts(
    before: Mapping[str, str], after: Mapping[str, str], language: Language
) -> Iterator[tuple[str, RowChange]]:
    """What changed of the texts by hand, with the addresses of their pages."""
    name, column = language.word("difference.by_hand"), language.word("difference.paragraph")
    for url, what in _became(before, after):
        changes: tuple[CellChange, ...] = ()
        if what is ChangeType.CHANGED:
            old, new = _BLANK.split(before[url].strip()), _BLANK.split(after[url].strip())
            changes = tuple(paragraphs(column, old, new))
        yield url, RowChange("texts", name, what, changes)


def _files(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[PageChange]:
    """The files by hand that changed, came or went."""
    for path, what in _became(before, after):
        yield PageChange(path, path, what)


def _became(
    before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[tuple[str, ChangeType]]:
    """What became of those that are not as before, in the order of their names."""
    for name in sorted({**before, **after}):
        if name not in before:
            yield name, ChangeType.ADDED
        elif name not in after:
            yield name, ChangeType.REMOVED
        elif before[name] != after[name]:
            yield name, ChangeType.CHANGED


_BLANK = re.compile(r"\n\s*\n")
"""What stands between two paragraphs."""


def _pages(
    before: Mapping[str, str],
    after: Mapping[str, str],
    moved: Mapping[str, str],
    facts: Mapping[str, list[RowChange]],
) -> Iterator[PageChange]:
    gone = set(moved.values())
    told = set(facts)
    for url, name in after.items():
        of_page = tuple(_on_page(fact, name) for fact in facts.get(url, ()))
        told.discard(url)
        if url not in before:
            what = ChangeType.MOVED if url in moved else ChangeType.ADDED
            yield PageChange(url, name, what, of_page, moved.get(url, ""))
        elif of_page:
            yield PageChange(url, name, ChangeType.CHANGED, of_page)
    for url, name in before.items():
        if url not in after and url not in gone:
            yield PageChange(url, name, ChangeType.REMOVED, tuple(facts.get(url, ())))
        told.discard(url)
    for url in sorted(told):  # facts that no page of their own shows
        yield PageChange(url, url, ChangeType.CHANGED, tuple(facts[url]))


def _on_page(fact: RowChange, name: str) -> RowChange:
    """The fact without the page's own name, which stands above it."""
    return replace(fact, name=fact.name.removeprefix(f"{name} "))
