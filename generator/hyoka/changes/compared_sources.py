"""What is compared: the commit or the folder that each of two names stands for, and what it holds.

A change is compared with what it was made from: of two commits that is the newest one that both
histories have. What reached the other branch since is no part of the change.
"""

import datetime
from dataclasses import dataclass, replace
from pathlib import Path

from hyoka import site
from hyoka.authoring.migration import in_present_format
from hyoka.changes.difference import Difference
from hyoka.changes.review import (
    FaultySideError,
    SideError,
    UnknownSideError,
    UnreadableSideError,
    compared,
    published_side,
)
from hyoka.content import Content, read_folder
from hyoka.content.commit import commit_named, common_ancestor, read_commit
from hyoka.content.folder import own_assets
from hyoka.git import GitError, GitFolder, Why
from hyoka.history.github_links import tracked_link
from hyoka.processes import without_collections
from hyoka.wording import Language


@dataclass(frozen=True, slots=True)
class _Source:
    """Where one of the two sets of records lies."""

    name: str
    """As it was named: `main`, `abc1234`, `./folder`."""
    commit: str = ""
    """The full name of a commit; empty: it is the folder of that name."""


@without_collections()
def compare_sources(  # noqa: PLR0913 - the two sides, and by what they are read
    base: str,
    head: str | None,
    content: Path,
    language: Language,
    day: datetime.date,
    present: site.Checked | None = None,
) -> Difference:
    """What differs between `base`, or what `head` was made from of it, and `head`.

    `head`: a commit or a folder, else the folder `content` as it is now. `day`: as of which both
    are published. `present`: what was read of the folder as it is now, with the digests of its
    files, where that has been done and is without an error.

    Raises:
        SideError: one of the two cannot be read.
    """
    git = GitFolder(content)
    older = _source(base, git, language)
    newer = _source(head, git, language) if head else None
    older = _origin(older, newer, git, language)
    origin = _content(older, git, language)
    # The problems of a file that is the same are the same where the folder has the same name.
    past = site.examine(origin, day, last=present if origin.name == git.name else None)
    if any(found.rule == "renamed_key" for found in past.problems):
        past = site.examine(in_present_format(origin), day, last=past)
    before = published_side(older.name, past, language, day)
    if present is None:
        proposed = _content(newer or _Source(str(content)), git, language)
        present = site.examine(proposed, day, last=past if proposed.name == origin.name else None)
    name = newer.name if newer else str(content)
    after = published_side(name, present, language, day, before)
    return compared(before, after, language, older.commit)


def _source(name: str, git: GitFolder, language: Language) -> _Source:
    """What a name stands for.

    A commit comes first: no proposal can put a folder of its name in its place.

    Raises:
        SideError: there is no such thing, git refuses, or a link stands in place of the folder.
    """
    try:
        if commit := commit_named(git, name):
            return _Source(name, commit)
    except GitError as error:
        if error.why is Why.REFUSED:
            raise _refused(error, language) from None
    if (folder := Path(name)).is_dir():
        if link := tracked_link(folder):
            raise SideError(language.word("report.linked_folder", link=str(link)))
        return _Source(name)
    raise UnknownSideError(language.word("difference.unknown", name=name, folder=git.path.name))


def _origin(older: _Source, newer: _Source | None, git: GitFolder, language: Language) -> _Source:
    """What `newer` was made from of `older`; without it, what the last commit here was.

    Of a commit that `older` itself was made from, the way back is told: from `older` whole.
    """
    if not older.commit or (newer and not newer.commit):
        return older
    try:
        head = newer.commit if newer else commit_named(git, "HEAD")
        if not head:
            return older
        ancestor = common_ancestor(git, older.commit, head)
    except GitError as error:
        raise _refused(error, language) from None
    if not ancestor:
        names = {"base": older.name, "head": newer.name if newer else "HEAD"}
        raise UnreadableSideError(language.word("difference.unrelated", **names))
    return older if newer and ancestor == head else replace(older, commit=ancestor)


def _content(source: _Source, git: GitFolder, language: Language) -> Content:
    if not source.commit:
        return read_folder(Path(source.name), digests=True)
    try:
        found = read_commit(git, source.commit)
    except GitError as error:
        raise _refused(error, language) from None
    if found is None:
        words = language.word("difference.empty", name=source.name, folder=git.path.name)
        raise FaultySideError(words)
    return replace(found, assets=found.assets | own_assets())


def _refused(error: GitError, language: Language) -> UnreadableSideError:
    return UnreadableSideError(language.word("difference.refused", reason=error.words))
