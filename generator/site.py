"""The whole flow on one screen: content -> records -> figures -> pages."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from generator import handwritten, lost, taken
from generator.downloads import Download, downloads
from generator.embargo import HeldBack, held_back, published
from generator.evaluation import Evaluation, evaluate
from generator.handwritten import HOME, read_page
from generator.language import load_language
from generator.model import Records
from generator.pages import OpenData, Origin, Page, lines_in, render
from generator.problems import BadRecords, Problem, by_importance, errors_in, told
from generator.records import MUNICIPALITY, Reading, locate, read_records
from generator.revisions import Revisions, read_revisions, without
from generator.rules import find
from generator.units import today

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

    @cached_property
    def file_by_path(self) -> Mapping[str, Download]:
        """The open data by where it lies."""
        return {file.path: file for file in self.files}


def check(content: Path, day: datetime.date | None = None) -> tuple[Records, tuple[Problem, ...]]:
    """All records in the folder `content`, and everything that is wrong with them, errors first.

    `day`: as of which the site is made; today in Japan unless another is given.
    """
    reading = read_records(content)
    return reading.records, _problems(content, reading, day or today())


def _problems(content: Path, reading: Reading, day: datetime.date) -> tuple[Problem, ...]:
    records = reading.records
    located = locate(content, find(records, day))
    beside = (*handwritten.find(content), *_beside(content, records, day))
    return by_importance(told(sorted([*reading.problems, *beside, *located])))


def _beside(content: Path, records: Records, day: datetime.date) -> Iterator[Problem]:
    """What is wrong with pages by hand and files, beside the pages that are made."""
    if MUNICIPALITY in records.unread:
        return  # it says which pages there always are
    made = taken.made_paths(records, load_language(LANGUAGE))
    yield from taken.find(content, records, made)
    there = taken.made_paths(published(records, day), load_language(LANGUAGE)).all
    yield from lost.find(content, there, made.all - there)


def build(  # noqa: PLR0913 - all but the first have a usual value
    content: Path,
    language: str = LANGUAGE,
    root: str = "",
    *,
    files: bool = True,
    origin: Origin | None = None,
    day: datetime.date | None = None,
) -> Site:
    """The site that the folder `content` describes.

    `root`: the site's address with its final `/`, where it is known. `files`: whether the files of
    open data are made, which takes longer than the pages. `origin`: where the records come from,
    else what git says of the folder. `day`: as of which the site is made, for records may be held
    back until a later one; today in Japan unless another is given.

    Raises:
        BadRecords: the records have an error; there is no site then.
    """
    day = day or today()
    reading, evaluation, problems = _evaluated(content, day)
    held = tuple(held_back(reading.records, day))
    words = load_language(language)
    origin = origin or Origin(revisions=read_revisions(content))
    if origin.repository:
        origin = replace(origin, lines=lines_in(origin.repository, reading))
    origin = replace(origin, revisions=without(origin.revisions, held, content))
    revisions = origin.revisions
    made = downloads(evaluation, words, root, _changed(revisions)) if files else ()
    data = OpenData(made, evaluation.municipality, words, root)
    pages = render(evaluation, words, _home_text(content), data, origin)
    generated = tuple(page for page in pages if not _by_hand(content, page))
    records = published(reading.records, day)
    return Site(records, evaluation, generated, revisions, problems, made, held)


def export(
    content: Path, language: str = LANGUAGE, root: str = "", day: datetime.date | None = None
) -> tuple[Download, ...]:
    """The open data alone; none where nobody has said on which terms.

    `day`: as of which it is made; today in Japan unless another is given.

    Raises:
        BadRecords: the records have an error.
    """
    day = day or today()
    reading, evaluation, _ = _evaluated(content, day)
    held = tuple(held_back(reading.records, day))
    changed = _changed(without(read_revisions(content), held, content))
    return downloads(evaluation, load_language(language), root, changed)


def _changed(revisions: Revisions) -> datetime.date | None:
    """When a record last changed, if that is known."""
    every = revisions.of("")
    return every.last if every else None


def _evaluated(
    content: Path, day: datetime.date
) -> tuple[Reading, Evaluation, tuple[Problem, ...]]:
    """All that was read; of what is published on `day`, the figures; what is wrong with it all."""
    reading = read_records(content)
    problems = _problems(content, reading, day)
    if errors_in(problems):
        raise BadRecords(problems)
    return reading, evaluate(published(reading.records, day)), problems


def _home_text(content: Path) -> dict[str, str]:
    home = read_page(content, HOME)
    return {HOME: home} if isinstance(home, str) else {}


def _by_hand(content: Path, page: Page) -> bool:
    """Whether a hand-written page stands in place of a generated one (the home page takes both)."""
    return page.path != HOME and (content / page.path).is_file()
