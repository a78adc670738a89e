"""The whole flow on one screen: content -> records -> figures -> pages."""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from hyoka import broken_links, embargo, reserved_paths, static_pages
from hyoka.addresses import PDF
from hyoka.checks import find
from hyoka.city_history import of_city
from hyoka.content_folder import shown_path
from hyoka.embargo import HeldBack, held_back
from hyoka.evaluation import Evaluation, evaluate
from hyoka.git_log import Revisions, read_revisions, without
from hyoka.language import Language, load_language
from hyoka.model import Records
from hyoka.opendata.files import Download, downloads
from hyoka.page_html import PageHtml
from hyoka.page_html import render as render_page
from hyoka.pages import Origin, Page, render
from hyoka.problems import BadRecords, Problem, by_importance, errors_in, told
from hyoka.records import MUNICIPALITY, Reading, locate, read_records
from hyoka.render import Printer
from hyoka.static_pages import HOME, PAGE, body_of, published, read_page
from hyoka.tables import OpenData, lines_in
from hyoka.units import today

LANGUAGE = "ja"


@dataclass(frozen=True)
class Site:
    """Everything that is published, before any theme."""

    records: Records
    """Those that are published: without what is held back until a later day."""
    evaluation: Evaluation
    pages: tuple[Page, ...]
    revisions: Revisions
    """When each record and hand-written page first appeared and last changed."""
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


def check(
    content: Path, day: datetime.date | None = None, root: str = ""
) -> tuple[Records, tuple[Problem, ...]]:
    """All records in the folder `content`, and everything that is wrong with them, errors first.

    `day`: as of which the site is made; today in Japan unless another is given. `root`: the address
    at which the site is published, where it is known.
    """
    checked = _check(content, root, day or today())
    return checked.reading.records, checked.problems


@dataclass(frozen=True, slots=True)
class _Checked:
    reading: Reading
    by_hand: Mapping[str, PageHtml]
    problems: tuple[Problem, ...]
    made: "_Made"


def _check(content: Path, root: str, day: datetime.date) -> _Checked:
    reading = read_records(content)
    records = reading.records
    located = list(locate(content, find(records, day)))
    rendered, unrendered = _rendered(content)
    made = _Made(records, day, root, is_sound=not errors_in([*reading.problems, *located]))
    beside = (*static_pages.find(content), *unrendered, *_beside(content, rendered, made))
    problems = by_importance(told(sorted([*reading.problems, *beside, *located])))
    return _Checked(reading, rendered, problems, made)


def _rendered(content: Path) -> tuple[Mapping[str, PageHtml], tuple[Problem, ...]]:
    """Every page by hand as HTML, by its path, and all that is wrong with their HTML."""
    rendered: dict[str, PageHtml] = {}
    problems: list[Problem] = []
    for path in published(content):
        text = read_page(content, path) if path.endswith(PAGE) else ()
        if isinstance(text, str):
            shown = shown_path(content, path)
            page = render_page(path, text, shown)
            if isinstance(page, Problem):
                problems.append(page)
            else:
                rendered[path] = page
                problems += page.problems(shown)
    return rendered, tuple(problems)


@dataclass(frozen=True)
class _Made:
    """What is made of the records, each when it is first asked for."""

    records: Records
    """All, also those that are held back."""
    day: datetime.date
    root: str
    is_sound: bool
    """Whether the records have no error, and so can be evaluated."""

    @cached_property
    def published(self) -> Records:
        """Those that are on the site on the day."""
        return embargo.published(self.records, self.day)

    @cached_property
    def evaluation(self) -> Evaluation:
        """Of those, all figures."""
        return evaluate(self.published)

    @cached_property
    def _files(self) -> tuple[Download, ...]:
        return downloads(self.evaluation, _words(self.evaluation), self.root)

    @cached_property
    def _pages(self) -> Mapping[str, Page]:
        evaluation, words = self.evaluation, _words(self.evaluation)
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


def _beside(content: Path, by_hand: Mapping[str, PageHtml], made: _Made) -> Iterator[Problem]:
    """What is wrong with pages by hand and files, beside the pages that are made."""
    if MUNICIPALITY in made.records.unread:
        return  # it says which pages there always are
    paths = reserved_paths.made_paths(made.records, load_language(LANGUAGE))
    yield from reserved_paths.find(content, made.records, paths)
    there = paths
    if made.published is not made.records:
        there = reserved_paths.made_paths(made.published, load_language(LANGUAGE))
    to_come, has_address = paths.all - there.all, bool(made.root)
    known = broken_links.Known(
        there.all, to_come, made.files, made.anchors, has_address=has_address
    )
    yield from broken_links.find(content, by_hand, known)


def build(  # noqa: PLR0913 - all but the first have a usual value
    content: Path,
    language: str = LANGUAGE,
    root: str = "",
    *,
    files: bool = True,
    origin: Origin | None = None,
    day: datetime.date | None = None,
    printer: Printer | None = None,
) -> Site:
    """The site that the folder `content` describes.

    `root`: the site's address with its final `/`, where it is known. `files`: whether the files of
    open data are made, which takes longer than the pages. `origin`: where the records come from,
    else what git says of the folder. `day`: as of which the site is made, for records may be held
    back until a later one; today in Japan unless another is given. `printer`: the form of tables
    and lists, HTML unless another is given.

    Raises:
        BadRecords: the records have an error; there is no site then.
    """
    day = day or today()
    checked = _sound(content, root, day)
    reading, evaluation = checked.reading, checked.made.evaluation
    held = tuple(held_back(reading.records, day))
    words = _words(evaluation, language)
    origin = origin or Origin(revisions=read_revisions(content))
    if origin.repository:
        origin = replace(origin, lines=lines_in(origin.repository, reading))
    own = of_city(origin.revisions, content, evaluation.municipality.code)
    revisions = without(own, held, content)
    origin = replace(origin, revisions=revisions)
    made = downloads(evaluation, words, root, _changed(revisions)) if files else ()
    data = OpenData(made, evaluation.municipality, words, root)
    pages = render(evaluation, words, _home_text(checked), data, origin, printer=printer)
    generated = tuple(page for page in pages if not _by_hand(content, page))
    records, problems = checked.made.published, checked.problems
    return Site(records, evaluation, generated, revisions, problems, made, held, checked.by_hand)


def export(
    content: Path, language: str = LANGUAGE, root: str = "", day: datetime.date | None = None
) -> tuple[tuple[Download, ...], Revisions]:
    """The open data alone, and by what its days are told.

    There is none where nobody has said on which terms.

    `day`: as of which it is made; today in Japan unless another is given.

    Raises:
        BadRecords: the records have an error.
    """
    day = day or today()
    checked = _sound(content, root, day)
    held = tuple(held_back(checked.reading.records, day))
    evaluation = checked.made.evaluation
    own = of_city(read_revisions(content), content, evaluation.municipality.code)
    revisions = without(own, held, content)
    words, changed = _words(evaluation, language), _changed(revisions)
    return downloads(evaluation, words, root, changed), revisions


def _words(evaluation: Evaluation, language: str = LANGUAGE) -> Language:
    """The language, with the municipality's own words for its evaluations."""
    return load_language(language, evaluation.municipality.headings)


def _changed(revisions: Revisions) -> datetime.date | None:
    """When a record last changed, if that is known."""
    every = revisions.of("")
    return every.last if every else None


def _sound(content: Path, root: str, day: datetime.date) -> _Checked:
    """All that was read, without an error."""
    checked = _check(content, root, day)
    if errors_in(checked.problems):
        raise BadRecords(checked.problems)
    return checked


def _home_text(checked: _Checked) -> dict[str, str]:
    """The Markdown by hand that is set into the home page."""
    home = checked.by_hand.get(HOME)
    return {HOME: body_of(home.text, HOME)} if home else {}


def _by_hand(content: Path, page: Page) -> bool:
    """Whether a hand-written page stands in place of a generated one (the home page takes both)."""
    return page.path != HOME and (content / page.path).is_file()
