"""The whole flow on one screen: content -> records -> figures -> pages."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from generator import handwritten, lost, taken
from generator.downloads import Download, downloads
from generator.evaluation import Evaluation, evaluate
from generator.handwritten import HOME, read_page
from generator.language import load_language
from generator.model import Records
from generator.pages import OpenData, Origin, Page, lines_in, render
from generator.problems import BadRecords, Problem, by_importance, errors_in, told
from generator.records import MUNICIPALITY, Reading, locate, read_records
from generator.revisions import Revisions, read_revisions
from generator.rules import find

LANGUAGE = "ja"


@dataclass(frozen=True)
class Site:
    """Everything that is published, before any theme."""

    records: Records
    evaluation: Evaluation
    pages: tuple[Page, ...]
    revisions: Revisions
    """When each record and hand-written page first appeared and last changed."""
    problems: tuple[Problem, ...] = ()
    """The warnings and notices: what does not keep the site from being made."""
    files: tuple[Download, ...] = ()
    """The open data; none where nobody has said on which terms."""

    @cached_property
    def file_by_path(self) -> Mapping[str, Download]:
        """The open data by where it lies."""
        return {file.path: file for file in self.files}


def check(content: Path) -> tuple[Records, tuple[Problem, ...]]:
    """The records in the folder `content`, and everything that is wrong with them, errors first."""
    reading = read_records(content)
    return reading.records, _problems(content, reading)


def _problems(content: Path, reading: Reading) -> tuple[Problem, ...]:
    records = reading.records
    located = locate(content, find(records))
    beside = (*handwritten.find(content), *_beside(content, records))
    return by_importance(told(sorted([*reading.problems, *beside, *located])))


def _beside(content: Path, records: Records) -> Iterator[Problem]:
    """What is wrong with pages by hand and files, beside the pages that are made."""
    if MUNICIPALITY in records.unread:
        return  # it says which pages there always are
    made = taken.made_paths(records, load_language(LANGUAGE))
    yield from taken.find(content, records, made)
    yield from lost.find(content, made.all)


def build(
    content: Path,
    language: str = LANGUAGE,
    root: str = "",
    *,
    files: bool = True,
    origin: Origin | None = None,
) -> Site:
    """The site that the folder `content` describes.

    `root`: the site's address with its final `/`, where it is known. `files`: whether the files of
    open data are made, which takes longer than the pages. `origin`: where the records come from,
    else what git says of the folder.

    Raises:
        BadRecords: the records have an error; there is no site then.
    """
    reading, evaluation, problems = _evaluated(content)
    words = load_language(language)
    origin = origin or Origin(revisions=read_revisions(content))
    if origin.repository:
        origin = replace(origin, lines=lines_in(origin.repository, reading))
    revisions = origin.revisions
    made = downloads(evaluation, words, root, _changed(revisions)) if files else ()
    data = OpenData(made, evaluation.municipality, words, root)
    pages = render(evaluation, words, _home_text(content), data, origin)
    generated = tuple(page for page in pages if not _by_hand(content, page))
    return Site(reading.records, evaluation, generated, revisions, problems, made)


def export(content: Path, language: str = LANGUAGE, root: str = "") -> tuple[Download, ...]:
    """The open data alone; none where nobody has said on which terms.

    Raises:
        BadRecords: the records have an error.
    """
    _, evaluation, _ = _evaluated(content)
    changed = _changed(read_revisions(content))
    return downloads(evaluation, load_language(language), root, changed)


def _changed(revisions: Revisions) -> datetime.date | None:
    """When a record last changed, if that is known."""
    every = revisions.of("")
    return every.last if every else None


def _evaluated(content: Path) -> tuple[Reading, Evaluation, tuple[Problem, ...]]:
    reading = read_records(content)
    problems = _problems(content, reading)
    if errors_in(problems):
        raise BadRecords(problems)
    return reading, evaluate(reading.records), problems


def _home_text(content: Path) -> dict[str, str]:
    home = read_page(content, HOME)
    return {HOME: home} if isinstance(home, str) else {}


def _by_hand(content: Path, page: Page) -> bool:
    """Whether a hand-written page stands in place of a generated one (the home page takes both)."""
    return page.path != HOME and (content / page.path).is_file()
