"""The whole flow on one screen: content -> records -> figures -> pages."""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from hyoka.checks import CheckFindings, find_again
from hyoka.content import Content
from hyoka.content.record_paths import MUNICIPALITY
from hyoka.content.records import Reading, locate, read_records
from hyoka.evaluation import EvaluatedSite, compute, embargo, evaluate
from hyoka.evaluation.embargo import HeldBack, held_back
from hyoka.history.city_history import of_city
from hyoka.history.git_log import Revisions, without
from hyoka.links import broken_links, reserved_paths
from hyoka.model import Records
from hyoka.opendata.files import Download, downloads
from hyoka.pages import Origin, Page, render
from hyoka.problems import BadRecords, Problem, errors_in, limit_errors_per_file, sort_by_severity
from hyoka.processes import without_collections
from hyoka.render import Printer
from hyoka.static_pages.page_html import PageHtml
from hyoka.static_pages.page_html import render as render_page
from hyoka.static_pages.reader import (
    HOME,
    StaticPages,
    read_static_pages,
)
from hyoka.tables import OpenData, lines_in
from hyoka.units import today
from hyoka.urls import PDF
from hyoka.wording import Language, language_of, load_language
from hyoka.wording.words import JAPANESE

LANGUAGE = JAPANESE


@dataclass(frozen=True)
class Site:
    """Everything that is published, before any theme."""

    records: Records
    """Those that are published: without what is held back until a later day."""
    evaluation: EvaluatedSite
    pages: tuple[Page, ...]
    revisions: Revisions
    """When each record and hand-written page first appeared and last changed."""
    checked: "Checked"
    """What it was made of, for the next one."""
    problems: tuple[Problem, ...] = ()
    """The warnings and notices: what does not keep the site from being made."""
    files: tuple[Download, ...] = ()
    """The open data; none where nobody has said on which terms."""
    held_back: tuple[HeldBack, ...] = ()
    """What is published on a later day."""
    by_hand: Mapping[str, PageHtml] = field(default_factory=dict)
    """The pages by hand, and what is written by hand on the home page, by their paths."""

    @cached_property
    def file_by_path(self) -> Mapping[str, Download]:
        """The open data by where it lies."""
        return {file.path: file for file in self.files}


@dataclass(frozen=True, slots=True)
class Checked:
    """What was read of a content, and everything that is wrong with it."""

    reading: Reading
    static: StaticPages
    by_hand: Mapping[str, PageHtml]
    """The pages by hand that could be rendered, by their paths."""
    problems: tuple[Problem, ...]
    """Errors first."""
    found: CheckFindings | None
    """What the checks of the records found; none where they were not made again."""
    made: "Made"

    @property
    def records(self) -> Records:
        """All that could be read."""
        return self.reading.records


def language_for(content: Content, code: str = LANGUAGE) -> Language:
    """The language, with the municipality's own words as far as its record can be read."""
    own = tuple(entry for entry in content.entries if entry.path == MUNICIPALITY)
    return language_of(read_records(replace(content, entries=own)).records.municipality, code)


def check(
    content: Content, day: datetime.date | None = None, root: str = ""
) -> tuple[Records, tuple[Problem, ...]]:
    """All records of the content, and everything that is wrong with them, errors first.

    `day`: as of which the site is made; today in Japan unless another is given. `root`: the address
    at which the site is published, where it is known.
    """
    checked = examine(content, day, root)
    return checked.records, checked.problems


FindingsOf = Callable[[Records], CheckFindings | None]
"""Gives what checks have found in some records; none where that is not known."""


@without_collections()
def examine(  # noqa: PLR0913 - all but the first have a usual value
    content: Content,
    day: datetime.date | None = None,
    root: str = "",
    last: Checked | None = None,
    known: tuple[Problem, ...] | None = None,
    kept: FindingsOf | None = None,
) -> Checked:
    """As `check`, with all else that was read: whoever needs more of it reads nothing again.

    `last`: what was read of an earlier content of that name; what is the same still is taken of it.
    `known`: what is wrong with the content, where that has been found before. `kept`: gives what
    the checks of its records have found.
    """
    day = day or today()
    reading = read_records(content, last.reading if last else None)
    if reading.newer:
        made = Made(reading.records, day, root, is_sound=False)
        return Checked(reading, StaticPages(), {}, reading.problems, None, made)
    static = read_static_pages(content)
    records = reading.records
    if known is not None:
        made = Made(records, day, root, not errors_in(known), last.made.last if last else None)
        return Checked(reading, static, _rendered(content, static)[0], known, None, made)
    found = (kept and kept(records)) or find_again(records, day, last.found if last else None)
    located = list(locate(content, reading, found.findings))
    rendered, unrendered = _rendered(content, static)
    is_sound = not errors_in([*reading.problems, *located])
    made = Made(records, day, root, is_sound, last.made.last if last else None)
    beside = (*static.problems, *unrendered, *_beside(content, static, rendered, made))
    problems = sort_by_severity(
        limit_errors_per_file(sorted([*reading.problems, *beside, *located]))
    )
    return Checked(reading, static, rendered, problems, found, made)


def _rendered(
    content: Content, static: StaticPages
) -> tuple[Mapping[str, PageHtml], tuple[Problem, ...]]:
    """Every page by hand as HTML, by its path, and all that is wrong with their HTML."""
    rendered: dict[str, PageHtml] = {}
    problems: list[Problem] = []
    for path, written in static.pages.items():
        shown = content.shown_path(path)
        page = render_page(written, shown)
        if isinstance(page, Problem):
            problems.append(page)
        else:
            rendered[path] = page
            problems += page.problems(shown)
    return rendered, tuple(problems)


@dataclass(frozen=True)
class Made:
    """What is made of the records, each when it is first asked for."""

    records: Records
    """All, also those that are held back."""
    day: datetime.date
    root: str
    is_sound: bool
    """Whether the records have no error, and so can be evaluated."""
    last: EvaluatedSite | None = None
    """What was evaluated before."""

    @cached_property
    def published(self) -> Records:
        """Those that are on the site on the day."""
        return embargo.published(self.records, self.day)

    @cached_property
    def evaluation(self) -> EvaluatedSite:
        """Of those, all figures."""
        return evaluate(self.published, self.last, self.day)

    @cached_property
    def _files(self) -> tuple[Download, ...]:
        return downloads(
            self.evaluation, language_of(self.evaluation.municipality, LANGUAGE), self.root
        )

    @cached_property
    def _pages(self) -> Mapping[str, Page]:
        evaluation, words = self.evaluation, language_of(self.evaluation.municipality, LANGUAGE)
        data = OpenData(self._files, evaluation.municipality, words, self.root)
        return {page.path: page for page in render(evaluation, words, {}, data)}

    def files(self) -> frozenset[str] | None:
        """The paths of the files; none while they cannot be made."""
        if not self.is_sound:
            return None
        sheets = (f"{PDF}/{page.sheet}" for page in self._pages.values() if page.sheet)
        return frozenset([*(file.path for file in self._files), *sheets])

    def anchors(self, path: str) -> frozenset[str] | None:
        """The ids in a page; none while it cannot be made."""
        if not self.is_sound or path not in self._pages:
            return None
        return frozenset(
            name for pair in _IDS.findall(self._pages[path].markdown) for name in pair if name
        )


_IDS = re.compile(r'\{#([^\s}]+)|\bid="([^"]+)"')
"""In the Markdown that is made here."""


def _beside(
    content: Content, static: StaticPages, by_hand: Mapping[str, PageHtml], made: Made
) -> Iterator[Problem]:
    """What is wrong with pages by hand and files, beside the pages that are made."""
    if MUNICIPALITY in made.records.unread:
        return  # it says which pages there always are
    paths = reserved_paths.made_paths(made.records, load_language(LANGUAGE))
    yield from reserved_paths.find(content, made.records, static.published, paths)
    there = paths
    if made.published is not made.records:
        there = reserved_paths.made_paths(made.published, load_language(LANGUAGE))
    to_come, has_address = paths.all - there.all, bool(made.root)
    known = broken_links.Known(
        there.all, to_come, made.files, made.anchors, has_address=has_address
    )
    yield from broken_links.find(content, static, by_hand, known)


@without_collections()
def build(  # noqa: PLR0913 - all but the first have a usual value
    content: Content,
    language: str = LANGUAGE,
    root: str = "",
    *,
    files: bool = True,
    origin: Origin | None = None,
    day: datetime.date | None = None,
    printer: Printer | None = None,
    last: Site | None = None,
    kept: FindingsOf | None = None,
) -> Site:
    """The site that the content describes.

    `root`: the site's address with its final `/`, where it is known. `files`: whether those of open
    data are made. `origin`: where the records come from, and their history, where these are known.
    `day`: as of which it is made; today in Japan unless another is given. `printer`: the form of
    tables and lists. `last`: an earlier site, of which what is the same still is taken. `kept`: see
    `examine`.

    Raises:
        BadRecords: the records have an error; there is no site then.
    """
    day = day or today()
    checked = _sound(content, root, day, last.checked if last else None, kept)
    evaluation, words = (
        checked.made.evaluation,
        language_of(checked.made.evaluation.municipality, language),
    )
    if files:
        compute(evaluation)
    held = tuple(held_back(checked.records, day))
    origin = _published_origin(origin or Origin(), checked, held)
    made = downloads(evaluation, words, root, _changed(origin.revisions)) if files else ()
    data = OpenData(made, evaluation.municipality, words, root)
    pages = render(evaluation, words, _home_text(checked), data, origin, printer=printer)
    return Site(
        checked.made.published,
        evaluation,
        tuple(_not_replaced(pages, checked.static)),
        origin.revisions,
        replace(checked, made=replace(checked.made, last=evaluation)),
        checked.problems,
        made,
        held,
        checked.by_hand,
    )


def _not_replaced(pages: Iterable[Page], static: StaticPages) -> Iterator[Page]:
    """Those that no page by hand stands in place of; the home page takes both."""
    replaced = frozenset(static.published) - {HOME}
    return (page for page in pages if page.path not in replaced)


def _published_origin(origin: Origin, checked: Checked, held: Sequence[HeldBack]) -> Origin:
    """Where the records come from, with their lines, and what may be told of their history."""
    if origin.repository:
        origin = replace(origin, lines=lines_in(origin.repository, checked.reading))
    revisions = _published(origin.revisions, checked.made.evaluation, held)
    return replace(origin, revisions=revisions)


def export(
    content: Content,
    language: str = LANGUAGE,
    root: str = "",
    *,
    revisions: Revisions | None = None,
    day: datetime.date | None = None,
) -> tuple[tuple[Download, ...], Revisions]:
    """The open data alone, and by what its days are told.

    There is none where nobody has said on which terms.

    `revisions`: the history of the records, where it is known. `day`: as of which it is made; today
    in Japan unless another is given.

    Raises:
        BadRecords: the records have an error.
    """
    day = day or today()
    checked = _sound(content, root, day)
    held = tuple(held_back(checked.records, day))
    evaluation = checked.made.evaluation
    known = _published(revisions or Origin().revisions, evaluation, held)
    words, changed = language_of(evaluation.municipality, language), _changed(known)
    return downloads(evaluation, words, root, changed), known


def _published(
    revisions: Revisions, evaluation: EvaluatedSite, held: Sequence[HeldBack]
) -> Revisions:
    """What may be told of the history: since it is the city's own, and not of what is held back."""
    return without(of_city(revisions, evaluation.municipality.code), held)


def _changed(revisions: Revisions) -> datetime.date | None:
    """When a record last changed, if that is known."""
    every = revisions.of("")
    return every.last if every else None


def _sound(
    content: Content,
    root: str,
    day: datetime.date,
    last: Checked | None = None,
    kept: FindingsOf | None = None,
) -> Checked:
    """All that was read, without an error."""
    checked = examine(content, day, root, last, kept=kept)
    if errors_in(checked.problems):
        raise BadRecords(checked.problems)
    return checked


def _home_text(checked: Checked) -> dict[str, str]:
    """The Markdown by hand that is set into the home page."""
    home = checked.by_hand.get(HOME)
    return {HOME: home.page.body} if home else {}
