"""Since when each file of a folder is there, and what changed when: what git's history says.

It is the history of the branch, as a reader of the site could follow it: a merge is one change, of
the day of the merge. So a record has the day on which it reached the branch, however long its pull
request was open, and whether it was merged, squashed or rebased. A branch that took the other side
of a merge for its own line has the day of that merge for what came before.

A day is the committer's, in Japan. A file that was renamed without another change keeps its first
day; a likeness would not do, for records are much alike. What is not committed is not known here.

Whoever commits says when, and git takes any number for it. A day that cannot be is not known: the
first day of 1970, at which clocks begin that nobody has set, and any that is more than a day after
the moment of the build, which leaves room for clocks that are fast. So a history makes the same
site at any time, but for what claims a day that is still to come.
"""

import datetime
import os
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from hyoka.evaluation.embargo import HeldBack
from hyoka.git import GitError, GitFolder, Why
from hyoka.units import JAPAN
from hyoka.wording import Language

_RECORD = ".yml"
_GRAPH = ("rev-list", "--full-history", "--parents", "--topo-order")
"""Every merge with its parents, which lead past what changed no file of the folder; the branch
itself is the way along the first ones."""
_DETAILS = (
    *("diff-tree", "--stdin", "-r", "--root", "--diff-merges=first-parent"),
    # Of identical files alone: a new record is never taken for a changed name of a removed one.
    *("--name-status", "-M100%", "--relative", "-z", "--ignore-submodules=none"),
    # An empty message or date would leave two NULs side by side, as between commits.
    *("--encoding=UTF-8", "--format=%x00%H%x00@%ct%x00:%B", "--", "."),
)


class Unknown(StrEnum):
    """Why nothing is known of a folder's history."""

    NO_GIT = "no_git"
    NO_REPOSITORY = "no_repository"
    SHALLOW = "shallow"
    """The beginning of the history is missing: its oldest commit seems to have made every file."""
    UNTRACKED = "untracked"
    REFUSED = "refused"
    """git does not open the repository, or cannot read a part of it."""
    ANOTHER_CITY = "another_city"
    """Whose history it is: none of its commits has the municipality's code."""


@dataclass(frozen=True, slots=True)
class Revision:
    """The life of a file, or of all records in a folder."""

    first: datetime.date | None
    """The day since which it is there, if it is known; one that came back began anew."""
    last: datetime.date | None
    """The day of its last change, if it is known; of a folder also a removal."""
    commit: str
    """The name of the commit that made the last change: 40 hexadecimal digits, or 64."""


class FileChange(StrEnum):
    """What a commit did to a file."""

    ADDED = "added"
    CHANGED = "changed"
    RENAMED = "renamed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """A file, and what a commit did to it."""

    file_change: FileChange
    path: str
    """In the folder; it may hold any sign."""
    former_path: str
    """Of a renamed file the path that it had, of another its path."""


@dataclass(frozen=True, slots=True)
class Commit:
    """What reached the branch at once."""

    name: str
    """40 hexadecimal digits, or 64."""
    day: datetime.date | None
    """None where the commit says one that cannot be."""
    subject: str
    """What its writer said of it, in one line; empty where there are only git's own words."""
    changes: tuple[Change, ...]
    """In the order of the paths."""
    brought: tuple["MergedCommit", ...] = ()
    """Of a merge without a subject, what it brought, oldest first; each subject once."""
    partial: bool = False
    """Whether something that it changed is held back. Then nothing of it leads to the whole."""


@dataclass(frozen=True, slots=True)
class MergedCommit:
    """A commit that a merge brought to the branch."""

    name: str
    subject: str


@dataclass(frozen=True, slots=True)
class Revisions:
    """What is known of the files of a folder, or why nothing is."""

    unknown: Unknown | None = None
    by_path: Mapping[str, Revision] = field(default_factory=dict)
    """By the path in the folder: `projects/matsuri.yml`. All records of a folder have its path with
    `/`, `projects/`; all records that there are have the empty one."""
    commits: tuple[Commit, ...] = ()
    """Those that changed a file of the folder, newest first."""
    reason: str = ""
    """What git says where it refuses; it may name folders of this machine."""
    folder: GitFolder | None = field(default=None, compare=False)
    """Where git was asked, and can be asked for more."""

    def of(self, path: str) -> Revision | None:
        """The life of a file or folder, if it is known."""
        return self.by_path.get(path)


def read_revisions(folder: GitFolder, now: datetime.datetime | None = None) -> Revisions:
    """What git's history says of the files in `folder`, anywhere in a repository.

    `now`: the moment of the build, else that of this machine's clock. The time is linear in the
    changes that the history holds.
    """
    latest = (now or datetime.datetime.now(JAPAN)) + datetime.timedelta(days=1)
    try:
        return _read(folder, int(latest.timestamp()))
    except GitError as error:
        return Revisions(Unknown(error.why), reason=error.words if error.why is Why.REFUSED else "")


def _read(folder: GitFolder, latest: int) -> Revisions:
    # Where there is no work tree, no path of git's is one of a folder: then it refuses.
    about = folder.ask("rev-parse", "--is-shallow-repository", "--show-toplevel")
    if about.split(b"\n")[0] != b"false":
        return Revisions(Unknown.SHALLOW)
    logged = list(_logged(folder, latest)) if _has_commits(folder) else []
    commits = tuple(_branch(logged))
    files, folders = _revisions_of_files(commits)
    if not files:
        return Revisions(Unknown.UNTRACKED)
    return Revisions(None, folders | files, commits[::-1], folder=folder)


def without(revisions: Revisions, held: Sequence[HeldBack]) -> Revisions:
    """The revisions as if nobody had changed what is held back.

    Of a record of which a part is held back, all changes since that part came are left out; a
    commit that changed other files, too, keeps these, but not its writer's words.
    """
    if not held or revisions.unknown:
        return revisions
    paths = {one.path for one in held if not one.place}
    since = {(name, one.path) for one in held if one.place for name in _names_since(revisions, one)}
    kept = list(_without(revisions.commits, paths, since))
    return revisions_of(kept, revisions.folder)


def revisions_of(commits: Sequence[Commit], folder: GitFolder | None = None) -> Revisions:
    """What these commits alone say, newest first; `folder`: where they were asked for."""
    files, folders = _revisions_of_files(commits[::-1])
    return Revisions(None, folders | files, tuple(commits), folder=folder)


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


def _names_since(revisions: Revisions, held: HeldBack) -> Iterator[str]:
    """The names of the commits from the first in which a record had its day of publication."""
    line = held.publish_on.isoformat()  # in a record, its key may stand on a line above
    options = ("--topo-order", "--diff-merges=first-parent", "--root", "--no-show-signature")
    plain = ("--no-follow", "--no-ext-diff", "--no-textconv", "--format=%H")
    command = ("log", "--full-history", *options, *plain, "-G", line, "--", held.path)
    folder, commits = revisions.folder, revisions.commits
    answer = folder.ask_or_none(*command) if folder else None
    found = set((answer or b"").decode().split())
    last = max(
        (number for number, commit in enumerate(commits) if commit.name in found), default=-1
    )
    yield from (commit.name for commit in commits[: last + 1])


def _has_commits(folder: GitFolder) -> bool:
    try:
        return bool(folder.ask("rev-parse", "--verify", "--quiet", "HEAD"))
    except GitError as error:
        if error.words:
            raise
        return False


def in_words(revisions: Revisions, language: Language) -> Iterator[str]:
    """Why of some or all records no day is told, for whoever builds the site."""
    if unknown := revisions.unknown:
        yield language.word(f"revisions.{unknown}", reason=revisions.reason)
    if undated := [commit.name[:7] for commit in revisions.commits if commit.day is None]:
        text = language.word("formats.list").join(undated[:_MAX_UNDATED])
        count = language.number(len(undated))
        yield language.word("revisions.undated", count=count, commits=text)


_MAX_UNDATED = 5
"""So many commits are named whose days cannot be."""


@dataclass(frozen=True, slots=True)
class _Logged:
    """A commit of the branch, or of one that was merged into it."""

    commit: Commit
    parents: tuple[str, ...]
    """Their names, the first one's first."""


def _logged(folder: GitFolder, latest: int) -> Iterator[_Logged]:
    """Every commit that changed a file, and every merge of such ones, newest first."""
    graph = folder.ask(*_GRAPH, "HEAD", "--", ".").decode()
    ways = [line.split() for line in graph.splitlines()]
    named = "".join(f"{name}\n" for name, *_ in ways)
    told = os.fsdecode(folder.ask(*_DETAILS, given=named.encode()))
    commits = {commit.name: commit for commit in _commits(told, latest)}
    for name, *parents in ways:
        yield _Logged(commits.get(name, Commit(name, None, "", ())), tuple(parents))


def _commits(told: str, latest: int) -> Iterator[Commit]:
    """What `_DETAILS` printed: `␀name␀@seconds␀:message␀`, and for each file `status␀path␀`.

    A renamed file has two paths.
    """
    for one in filter(None, told.strip("\0").split("\0\0")):
        name, seconds, message, *changes = one.split("\0")
        day = _day(seconds[1:], latest)
        yield Commit(name, day, subject_of(message[1:]), tuple(_changes(iter(changes))))


_SECONDS = re.compile(r"[0-9]{1,12}")
_EARLIEST = datetime.date(1970, 1, 2)


def _day(seconds: str, latest: int) -> datetime.date | None:
    """The day of a moment, in seconds since 1970; none of one that cannot be, or of none at all."""
    if not _SECONDS.fullmatch(seconds) or int(seconds) > latest:
        return None
    day = datetime.datetime.fromtimestamp(int(seconds), JAPAN).date()
    return day if day >= _EARLIEST else None


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


def _subjects(commits: Sequence[Commit]) -> tuple[MergedCommit, ...]:
    """What the commits' writers said of them, each once, in the order of the days."""
    in_order = sorted(commits, key=lambda commit: commit.day or datetime.date.min, reverse=True)
    told = {c.subject: MergedCommit(c.name, c.subject) for c in in_order if c.changes and c.subject}
    return tuple(reversed(told.values()))


_FILE_CHANGES = {"A": FileChange.ADDED, "D": FileChange.REMOVED, "R": FileChange.RENAMED}
"""By the letters of `git diff --name-status`; the others mean another content or kind of file."""


def _changes(words: Iterator[str]) -> Iterator[Change]:
    for word in words:
        file_change, former = (
            _FILE_CHANGES.get(word.lstrip("\n")[0], FileChange.CHANGED),
            next(words),
        )
        yield Change(
            file_change, next(words) if file_change is FileChange.RENAMED else former, former
        )


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


def _revisions_of_files(
    commits: Iterable[Commit],
) -> tuple[dict[str, Revision], dict[str, Revision]]:
    """The lives of the files that are there in the end, and of the folders; oldest commit first."""
    files: dict[str, Revision] = {}
    folders: dict[str, Revision] = {}
    for commit in commits:
        for change in commit.changes:
            former = files.pop(change.former_path, None)
            if change.file_change is not FileChange.REMOVED:
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
