"""Since when each file of a folder is there, and when it last changed: what git's history says.

It is the history of the branch, as a reader of the site could follow it: a merge is one change, of
the day of the merge. So a record has the day on which it reached the branch, however long its pull
request was open, and whether it was merged, squashed or rebased. A branch that took the other side
of a merge for its own line has the day of that merge for what came before.

A day is the committer's, in Japan. A file that was renamed without another change keeps its first
day; a likeness would not do, for records are much alike. What is not committed is not known here.
"""

import datetime
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from generator.repository import ask_git

JAPAN = datetime.timezone(datetime.timedelta(hours=9))
_RECORD = ".yml"
_LOG = (
    *("log", "--first-parent", "--diff-merges=first-parent", "--root", "--reverse"),
    # Of identical files alone: a new record is never taken for a changed name of a removed one.
    *("--name-status", "-M100%", "--relative", "-z", "--no-show-signature"),
    *("--format=%x00%H%x00%ct", "--", "."),
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


@dataclass(frozen=True, slots=True)
class Revisions:
    """What is known of the files of a folder, or why nothing is."""

    unknown: Unknown | None = None
    by_path: Mapping[str, Revision] = field(default_factory=dict)
    """By the path in the folder: `projects/matsuri.yml`. All records of a folder have its path with
    `/`, `projects/`; all records that there are have the empty one."""

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
    files, folders = _lives(_commits(os.fsdecode(ask_git(folder, *_LOG) or b"")))
    return Revisions(None, folders | files) if files else Revisions(Unknown.UNTRACKED)


@dataclass(frozen=True, slots=True)
class _Change:
    status: str
    """`A`, `M`, `T`, `D` or `R`, as `git diff --name-status` has them."""
    path: str
    former_path: str
    """Of a renamed file the path that it had, of another its path."""


@dataclass(frozen=True, slots=True)
class _Commit:
    name: str
    day: datetime.date
    changes: tuple[_Change, ...]


def _commits(log: str) -> Iterator[_Commit]:
    """What `_LOG` printed: `␀name␀seconds␀` and for each file `status␀path␀`, a path once more."""
    for told in filter(None, log.strip("\0").split("\0\0")):
        name, seconds, *changes = told.split("\0")
        day = datetime.datetime.fromtimestamp(int(seconds), JAPAN).date()
        yield _Commit(name, day, tuple(_changes(iter(changes))))


def _changes(words: Iterator[str]) -> Iterator[_Change]:
    for word in words:
        status, former = word.lstrip("\n")[0], next(words)
        yield _Change(status, next(words) if status == "R" else former, former)


def _lives(commits: Iterator[_Commit]) -> tuple[dict[str, Revision], dict[str, Revision]]:
    """The lives of the files that are there in the end, and of the folders; oldest commit first."""
    files: dict[str, Revision] = {}
    folders: dict[str, Revision] = {}
    for commit in commits:
        for change in commit.changes:
            former = files.pop(change.former_path, None)
            if change.status != "D":
                files[change.path] = _changed(former, commit)
            for folder in {*_folders(change.path), *_folders(change.former_path)}:
                folders[folder] = _changed(folders.get(folder), commit)
    return files, folders


def _changed(before: Revision | None, commit: _Commit) -> Revision:
    return Revision(before.first if before else commit.day, commit.day, commit.name)


def _folders(path: str) -> list[str]:
    """The folders that a record lies in: of `a/b.yml` these are the whole and `a/`."""
    if not path.endswith(_RECORD):
        return []
    return ["", *(path[: at + 1] for at, sign in enumerate(path) if sign == "/")]
