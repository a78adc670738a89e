"""Since when each file of a folder is there, and what changed when: what git's history says.

It is the history of the branch, as a reader of the site could follow it: a merge is one change, of
the day of the merge. So a record has the day on which it reached the branch, however long its pull
request was open, and whether it was merged, squashed or rebased. A branch that took the other side
of a merge for its own line has the day of that merge for what came before.

A day is the committer's, in Japan. A file that was renamed without another change keeps its first
day; a likeness would not do, for records are much alike. What is not committed is not known here.
"""

import datetime
import os
import re
import shutil
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from generator.embargo import HeldBack
from generator.repository import ask_git
from generator.units import JAPAN

_RECORD = ".yml"
_LOG = (
    # Every merge with its parents, which lead past what changed no file of the folder; the branch
    # itself is the way along the first ones.
    *("log", "--full-history", "--parents", "--topo-order", "--diff-merges=first-parent", "--root"),
    # Of identical files alone: a new record is never taken for a changed name of a removed one.
    *("--name-status", "-M100%", "--relative", "-z", "--no-show-signature"),
    # An empty message, or no parent, would leave two NULs side by side, as between commits.
    *("--encoding=UTF-8", "--format=%x00%H %P%x00%ct%x00:%B", "--", "."),
)
"""One call for all files, whatever the user's own settings of git are."""


class Unknown(StrEnum):
    """Why nothing is known of a folder's history."""

    NO_GIT = "no_git"
    NO_REPOSITORY = "no_repository"
    SHALLOW = "shallow"
    """The beginning of the history is missing: its oldest commit seems to have made every file."""
    UNTRACKED = "untracked"


@dataclass(frozen=True, slots=True)
class Revision:
    """The life of a file, or of all records in a folder."""

    first: datetime.date
    """The day since which it is there; one that was removed and came back began anew."""
    last: datetime.date
    """The day of its last change; of a folder also a removal."""
    commit: str
    """The name of the commit that made the last change: 40 hexadecimal digits, or 64."""


class Fate(StrEnum):
    """What a commit did to a file."""

    ADDED = "added"
    CHANGED = "changed"
    RENAMED = "renamed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """A file, and what a commit did to it."""

    fate: Fate
    path: str
    """In the folder; it may hold any sign."""
    former_path: str
    """Of a renamed file the path that it had, of another its path."""


@dataclass(frozen=True, slots=True)
class Commit:
    """What reached the branch at once."""

    name: str
    """40 hexadecimal digits, or 64."""
    day: datetime.date
    subject: str
    """What its writer said of it, in one line; empty where there are only git's own words."""
    changes: tuple[Change, ...]
    """In the order of the paths."""
    brought: tuple[str, ...] = ()
    """Of a merge without a subject, those of the commits that it brought, oldest first."""
    partial: bool = False
    """Whether something that it changed is held back. Then nothing of it leads to the whole."""


@dataclass(frozen=True, slots=True)
class Revisions:
    """What is known of the files of a folder, or why nothing is."""

    unknown: Unknown | None = None
    by_path: Mapping[str, Revision] = field(default_factory=dict)
    """By the path in the folder: `projects/matsuri.yml`. All records of a folder have its path with
    `/`, `projects/`; all records that there are have the empty one."""
    commits: tuple[Commit, ...] = ()
    """Those that changed a file of the folder, newest first."""

    def of(self, path: str) -> Revision | None:
        """The life of a file or folder, if it is known."""
        return self.by_path.get(path)


def read_revisions(folder: Path) -> Revisions:
    """What git's history says of the files in `folder`, anywhere in a repository.

    The time is linear in the changes that the history holds.
    """
    if shutil.which("git") is None:
        return Revisions(Unknown.NO_GIT)
    shallow = ask_git(folder, "rev-parse", "--is-shallow-repository")
    if shallow is None:
        return Revisions(Unknown.NO_REPOSITORY)
    if shallow.strip() != b"false":
        return Revisions(Unknown.SHALLOW)
    commits = tuple(_branch(list(_logged(os.fsdecode(ask_git(folder, *_LOG) or b"")))))
    files, folders = _lives(commits)
    if not files:
        return Revisions(Unknown.UNTRACKED)
    return Revisions(None, folders | files, commits[::-1])


def without(revisions: Revisions, held: Sequence[HeldBack], folder: Path) -> Revisions:
    """The revisions as if nobody had changed what is held back; `folder`: the one they are of.

    Of a record of which a part is held back, all changes since that part came are left out; a
    commit that changed other files, too, keeps these, but not its writer's words.
    """
    if not held or revisions.unknown:
        return revisions
    paths = {one.path for one in held if not one.place}
    since = {
        (name, one.path)
        for one in held
        if one.place
        for name in _names_since(revisions.commits, one, folder)
    }
    kept = list(_without(revisions.commits, paths, since))
    files, folders = _lives(kept[::-1])
    return Revisions(None, folders | files, tuple(kept))


def _without(
    commits: Iterable[Commit], paths: set[str], since: Container[tuple[str, str]]
) -> Iterator[Commit]:
    """The commits, newest first, but for the changes of `paths`, and of those named in `since`."""
    hidden = set(paths)
    for commit in commits:
        changes = []
        for change in commit.changes:
            if change.path in hidden:
                hidden.add(change.former_path)
            elif (commit.name, change.path) not in since:
                changes.append(change)
        if len(changes) == len(commit.changes):
            yield commit
        elif changes:
            yield replace(commit, subject="", brought=(), changes=tuple(changes), partial=True)


def _names_since(commits: Sequence[Commit], held: HeldBack, folder: Path) -> Iterator[str]:
    """The names of the commits from the first in which a record had its day of publication."""
    line = held.publish_on.isoformat()  # in a record, its key may stand on a line above
    options = ("--topo-order", "--diff-merges=first-parent", "--root", "--no-show-signature")
    command = ("log", "--full-history", *options, "--format=%H", "-G", line, "--", held.path)
    found = set((ask_git(folder, *command) or b"").decode().split())
    last = max(
        (number for number, commit in enumerate(commits) if commit.name in found), default=-1
    )
    yield from (commit.name for commit in commits[: last + 1])


@dataclass(frozen=True, slots=True)
class _Logged:
    """A commit of the branch, or of one that was merged into it."""

    commit: Commit
    parents: tuple[str, ...]
    """Their names, the first one's first."""


def _logged(log: str) -> Iterator[_Logged]:
    """What `_LOG` printed: `␀name parents␀seconds␀:message␀`, and for each file `status␀path␀`.

    A renamed file has two paths. Newest first.
    """
    for told in filter(None, log.strip("\0").split("\0\0")):
        names, seconds, message, *changes = told.split("\0")
        name, *parents = names.split()
        day = datetime.datetime.fromtimestamp(int(seconds), JAPAN).date()
        commit = Commit(name, day, subject_of(message[1:]), tuple(_changes(iter(changes))))
        yield _Logged(commit, tuple(parents))


def _branch(logged: Sequence[_Logged]) -> Iterator[Commit]:
    """The branch's own commits that changed a file, oldest first, with what its merges brought."""
    by_name = {one.commit.name: one for one in logged}
    branch = list(_first_parents(logged, by_name))[::-1]
    seen = {one.commit.name for one in branch}
    for one in branch:
        found = _brought(one, by_name, seen)
        if one.commit.changes and not one.commit.subject:
            yield replace(one.commit, brought=_subjects(found))
        elif one.commit.changes:
            yield one.commit


def _first_parents(logged: Sequence[_Logged], by_name: Mapping[str, _Logged]) -> Iterator[_Logged]:
    """The newest commit, its first parent, and so on."""
    one = logged[0] if logged else None
    while one is not None:
        yield one
        one = by_name.get(one.parents[0]) if one.parents else None


def _brought(merge: _Logged, by_name: Mapping[str, _Logged], seen: set[str]) -> list[Commit]:
    """The commits that reached the branch by the merge; `seen` has those that were there before."""
    found, waiting = [], list(merge.parents[1:])
    while waiting:
        if (name := waiting.pop()) in by_name and name not in seen:
            seen.add(name)
            found.append(by_name[name].commit)
            waiting += by_name[name].parents
    return found[::-1]


def _subjects(commits: Sequence[Commit]) -> tuple[str, ...]:
    """What the commits' writers said of them, each once, in the order of the days."""
    in_order = sorted(commits, key=lambda commit: commit.day)
    return tuple(dict.fromkeys(c.subject for c in in_order if c.changes and c.subject))


_FATES = {"A": Fate.ADDED, "D": Fate.REMOVED, "R": Fate.RENAMED}
"""By the letters of `git diff --name-status`; the others mean another content or kind of file."""


def _changes(words: Iterator[str]) -> Iterator[Change]:
    for word in words:
        fate, former = _FATES.get(word.lstrip("\n")[0], Fate.CHANGED), next(words)
        yield Change(fate, next(words) if fate is Fate.RENAMED else former, former)


_LONGEST = 100
_MERGE = re.compile(
    r"Merge (pull request #\d+ from|branch|branches|tag|commit|remote|[0-9a-f]{7,}) ?"
)
_BY_ITSELF = re.compile(
    # What GitHub's editor proposes; the file is named anyway.
    r"((Update|Create|Delete) \S+\.(yml|md)|Rename \S+ to \S+|Add files via upload)( \(#\d+\))?"
    # A trailer names a person.
    r"|[A-Za-z-]+-by:.*"
)


def subject_of(message: str) -> str:
    """What a commit's writer said of it, in one line of at most 100 characters.

    Of a merged pull request that is its title, which stands below the line of the merge. Empty
    where there are only words that git or GitHub wrote by themselves.
    """
    lines = list(filter(None, (printable(line) for line in message.splitlines())))
    if lines and (merge := _MERGE.match(lines[0])):
        lines = lines[1:2] if merge[1].startswith("pull") else []
    if not lines or _BY_ITSELF.fullmatch(lines[0]):
        return ""
    return lines[0] if len(lines[0]) <= _LONGEST else f"{lines[0][: _LONGEST - 1]}…"


def printable(text: str) -> str:
    """A text in one line, without signs that cannot be seen or that turn the way of writing."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _lives(commits: Iterable[Commit]) -> tuple[dict[str, Revision], dict[str, Revision]]:
    """The lives of the files that are there in the end, and of the folders; oldest commit first."""
    files: dict[str, Revision] = {}
    folders: dict[str, Revision] = {}
    for commit in commits:
        for change in commit.changes:
            former = files.pop(change.former_path, None)
            if change.fate is not Fate.REMOVED:
                files[change.path] = _changed(former, commit)
            for folder in {*_folders(change.path), *_folders(change.former_path)}:
                folders[folder] = _changed(folders.get(folder), commit)
    return files, folders


def _changed(before: Revision | None, commit: Commit) -> Revision:
    return Revision(before.first if before else commit.day, commit.day, commit.name)


def _folders(path: str) -> list[str]:
    """The folders that a record lies in: of `a/b.yml` these are the whole and `a/`."""
    if not path.endswith(_RECORD):
        return []
    return ["", *(path[: at + 1] for at, sign in enumerate(path) if sign == "/")]
