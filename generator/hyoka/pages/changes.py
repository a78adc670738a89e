"""The page about what was added and changed when: each change of a record by its page's title."""

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import Any

from hyoka.content.record_paths import FILE_KINDS, MUNICIPALITY, layout_of
from hyoka.history.changed_figures import FIGURES, Written, changed_figures
from hyoka.history.git_log import Change, Commit, FileChange, Unknown, printable
from hyoka.pages.page_spec import PageSpec
from hyoka.pages.source import Origin
from hyoka.urls import url_of
from hyoka.wording import Language

MAX_UPDATES = 50
"""So many are told; a city of twenty years has thousands."""
MAX_NAMES = 10
"""So many files that met the same fate are named of one update; the first has all of them."""
MAX_SUBJECTS = 10
"""So many of the commits that a merge brought are told; the merge itself leads to all."""
_TOLD = (".yml", ".md")
"""The endings of records and of pages by hand. What else lies beside them, no page is made from."""


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A changed file, as readers know it."""

    path: str
    """As it can be printed."""
    former_path: str
    """Of a renamed file the one before; empty of another."""
    title: str = ""
    """Of its page; empty where there is none, or no longer."""
    url: str | None = None
    """Of its page, from the site's root."""
    figures: tuple[tuple[str, int], ...] = ()
    """Which figures were written in it, and how many of each."""


@dataclass(frozen=True, slots=True)
class ChangedFiles:
    """The files that met the same fate in an update."""

    file_change: FileChange
    named: tuple[ChangedFile, ...]
    more: int
    """How many there are besides those that are named."""
    kinds: tuple[tuple[str, int], ...]
    """What kinds of records they are, and how many of each."""


@dataclass(frozen=True, slots=True)
class Update:
    """What reached the site at once."""

    subjects: tuple[str, ...]
    """Why, in its writers' words where these are Japanese; of a merge, of what it brought."""
    groups: tuple[ChangedFiles, ...]
    address: str
    """Where every line of it can be seen; empty where that is not known."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What the page tells."""

    unknown: Unknown | None
    """Why nothing is known of any update."""
    days: tuple[tuple[datetime.date | None, tuple[Update, ...]], ...]
    """The updates of each day, newest first; one of which no day is known stands among them."""
    told: int
    of: int
    """How many updates are told, of how many that there were."""
    history: str
    """Where all can be seen; empty where that is not known."""


def changes_of(
    origin: Origin, subjects: Iterable[PageSpec[Any]], titles: Mapping[str, str], language: Language
) -> Changes:
    """The newest updates. `subjects`: of every page; `titles`: theirs, by path."""
    updates = [commit for commit in origin.revisions.commits if any(map(_is_told, commit.changes))]
    newest = _by_day(updates)[:MAX_UPDATES]
    pages = _pages(subjects, titles, language) if newest else {}
    days = groupby(newest, lambda commit: commit.day)
    repository, folder = origin.repository, origin.revisions.folder
    names = tuple(commit.name for commit in newest)
    written = changed_figures(folder, names) if folder and names else {}
    return Changes(
        origin.revisions.unknown,
        tuple(
            (day, tuple(_update(c, pages, origin, written) for c in of_day)) for day, of_day in days
        ),
        len(newest),
        len(updates),
        repository.history if repository else "",
    )


def _by_day(updates: Sequence[Commit]) -> list[Commit]:
    """The updates, newest first: a rebased branch may have days out of turn.

    One of which no day is known comes right after what was there before it.
    """
    told = (commit.day or datetime.date.min for commit in reversed(updates))
    known = list(accumulate(told, _last_known))[::-1]
    ordered = sorted(range(len(updates)), key=known.__getitem__, reverse=True)
    return [updates[place] for place in ordered]


def _last_known(before: datetime.date, day: datetime.date) -> datetime.date:
    return before if day == datetime.date.min else day


def _is_told(change: Change) -> bool:
    return change.path.endswith(_TOLD)


def _pages(
    subjects: Iterable[PageSpec[Any]], titles: Mapping[str, str], language: Language
) -> Mapping[str, tuple[str, str]]:
    """The title and address of the page that each record, and each text by hand, is shown on."""
    pages: dict[str, tuple[str, str]] = {}
    for subject in subjects:
        page = (titles[subject.path], subject.url)
        pages[subject.path] = page
        pages.setdefault(subject.record_path, page)
    about = url_of("about/index.md")
    return pages | {MUNICIPALITY: (language.word("changes.municipality"), about)}


def _update(
    commit: Commit, pages: Mapping[str, tuple[str, str]], origin: Origin, written: Written
) -> Update:
    repository = None if commit.partial else origin.repository
    address = repository.commit(commit.name) if repository else ""
    brought = tuple(one.subject for one in commit.brought)
    every = (commit.subject,) if commit.subject else brought
    subjects = tuple(filter(_is_japanese, every))
    return Update(subjects[:MAX_SUBJECTS], tuple(_groups(commit, pages, written)), address)


_LETTERS = re.compile(r"[A-Za-z\u3041-\u30ff\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
_HIRAGANA = re.compile(r"[\u3041-\u309f]")


def _is_japanese(subject: str) -> bool:
    """Whether it ends so, and has hiragana or no less kana and kanji than letters.

    What programs and engineers write for each other ends otherwise, whatever it quotes.
    """
    letters = _LETTERS.findall(subject)
    latin = len(_LATIN.findall(subject))
    if not letters or _LATIN.match(letters[-1]):
        return False
    return bool(_HIRAGANA.search(subject)) or 2 * latin <= len(letters)


def _groups(
    commit: Commit, pages: Mapping[str, tuple[str, str]], written: Written
) -> Iterator[ChangedFiles]:
    for file_change in FileChange:
        met = [c for c in commit.changes if c.file_change is file_change and _is_told(c)]
        if met:
            named = tuple(
                _named(change, pages, written.get((commit.name, change.path), {}))
                for change in met[:MAX_NAMES]
            )
            kinds = Counter(_kind(change.path) for change in met)
            in_order = sorted(kinds.items(), key=lambda it: _KINDS.index(it[0]))
            yield ChangedFiles(file_change, named, len(met) - len(named), tuple(in_order))


_PAGE = "page"
"""What is no record: a text by hand."""
_KINDS = (*(kind.name for kind in FILE_KINDS), _PAGE)


def _kind(path: str) -> str:
    layout, _ = layout_of(path)
    return next((kind.name for kind in FILE_KINDS if layout and kind.noun is layout.noun), _PAGE)


def _named(
    change: Change, pages: Mapping[str, tuple[str, str]], written: Mapping[str, int]
) -> ChangedFile:
    former = "" if change.former_path == change.path else printable(change.former_path)
    figures = tuple((name, written[name]) for name in FIGURES if name in written)
    title, url = pages.get(change.path, ("", None))
    return ChangedFile(printable(change.path), former, title, url, figures)
