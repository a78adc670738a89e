"""The two sets of records that are compared: each of a commit, or of a folder.

A change is compared with what it was made from: of two commits that is the newest one that both
histories have. What reached the other branch since is no part of the change.
"""

import datetime
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hyoka import site
from hyoka.commits import commit_named, common_ancestor, records_at
from hyoka.difference import Difference, Side, compare, side, with_others
from hyoka.embargo import published
from hyoka.evaluation import evaluate
from hyoka.git import GitError, Why
from hyoka.github_links import tracked_link
from hyoka.language import Language
from hyoka.model import Records
from hyoka.problems import Problem, errors_in
from hyoka.static_pages import read_by_hand


class SideError(Exception):
    """One of the two cannot be read; the text says why, in the language that was asked for."""


class UnknownSideError(SideError):
    """There is no such commit, and no such folder."""


class UnreadableSideError(SideError):
    """git cannot say what is in the commit, or which commit it is."""


class FaultySideError(SideError):
    """The records have errors, or there are none."""

    def __init__(self, words: str, errors: tuple[Problem, ...] = ()) -> None:
        """Keep the errors."""
        super().__init__(words)
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Source:
    """Where one of the two sets of records lies."""

    name: str
    """As it was named: `main`, `abc1234`, `./folder`."""
    commit: str = ""
    """The full name of a commit; empty: it is the folder of that name."""


def compared(  # noqa: PLR0913 - the two sides, and by what they are read
    base: str,
    head: str | None,
    content: Path,
    language: Language,
    day: datetime.date,
    present: Records | None = None,
) -> Difference:
    """What differs between `base`, or what `head` was made from of it, and `head`.

    `head`: a commit or a folder, else the folder `content` as it is now. `day`: as of which both
    are published. `present`: all records of the folder as it is now, where they have been read and
    are without an error.

    Raises:
        SideError: one of the two cannot be read.
    """
    older = _source(base, content, language)
    newer = _source(head, content, language) if head else None
    older = _origin(older, newer, content, language)
    before = _side(older, content, language, day)
    if present is not None:
        after = side(evaluate(published(present, day)), language, read_by_hand(content))
    else:
        after = _side(newer or Source(str(content)), content, language, day)
    found = with_others(compare(before, after, language), before, after, language)
    return replace(found, base=older.commit)


def _source(name: str, content: Path, language: Language) -> Source:
    """What a name stands for.

    A commit comes first: no proposal can put a folder of its name in its place.

    Raises:
        SideError: there is no such thing, git refuses, or a link stands in place of the folder.
    """
    try:
        if commit := commit_named(content, name):
            return Source(name, commit)
    except GitError as error:
        if error.why is Why.REFUSED:
            raise _refused(error, language) from None
    if (folder := Path(name)).is_dir():
        if link := tracked_link(folder):
            raise SideError(language.word("report.linked_folder", link=str(link)))
        return Source(name)
    raise UnknownSideError(language.word("difference.unknown", name=name, folder=content.name))


def _origin(older: Source, newer: Source | None, content: Path, language: Language) -> Source:
    """What `newer` was made from of `older`; without it, what the last commit here was.

    Of a commit that `older` itself was made from, the way back is told: from `older` whole.
    """
    if not older.commit or (newer and not newer.commit):
        return older
    try:
        head = newer.commit if newer else commit_named(content, "HEAD")
        if not head:
            return older
        ancestor = common_ancestor(content, older.commit, head)
    except GitError as error:
        raise _refused(error, language) from None
    if not ancestor:
        names = {"base": older.name, "head": newer.name if newer else "HEAD"}
        raise UnreadableSideError(language.word("difference.unrelated", **names))
    return older if newer and ancestor == head else replace(older, commit=ancestor)


def _side(source: Source, content: Path, language: Language, day: datetime.date) -> Side:
    """The records that are published on a day, evaluated."""
    if not source.commit:
        return _evaluated(source.name, Path(source.name), language, day)
    with TemporaryDirectory(prefix="hyoka-") as temporary:
        folder = Path(temporary, content.name)
        try:
            found = records_at(content, source.commit, folder)
        except GitError as error:
            raise _refused(error, language) from None
        if not found:
            words = language.word("difference.empty", name=source.name, folder=content.name)
            raise FaultySideError(words)
        return _evaluated(source.name, folder, language, day)


def _evaluated(name: str, folder: Path, language: Language, day: datetime.date) -> Side:
    records, problems = site.check(folder, day)
    if errors := errors_in(problems):
        raise FaultySideError(language.word("difference.broken", name=name), errors)
    return side(evaluate(published(records, day)), language, read_by_hand(folder))


def _refused(error: GitError, language: Language) -> UnreadableSideError:
    return UnreadableSideError(language.word("difference.refused", reason=error.words))
