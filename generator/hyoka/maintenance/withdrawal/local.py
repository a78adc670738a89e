"""The places on this machine, and in a fresh mirror of the remote repository."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from hyoka.git import ask_git_or_none
from hyoka.maintenance.withdrawal.places import Action, FoundPlace
from hyoka.maintenance.withdrawal.sought import WithdrawnContent, is_searchable

_EXAMPLES = 5
_NOT_SEARCHED = frozenset({".git", ".venv", ".uv", "node_modules", "__pycache__"})
_BUILT = ("site/", "review.json", "preview.html")
"""What the commands of this project leave beside the records."""


def local_places(root: Path, sought: WithdrawnContent) -> Iterator[FoundPlace]:
    """Where it stands in the working tree `root`, and in all that its git keeps."""
    found = _files(root, sought)
    built = [path for path in found.hits if path.startswith(_BUILT)]
    yield _place("files", [path for path in found.hits if path not in built], sought)
    yield _place("built", built, sought)
    yield _place("names", found.names, sought)
    yield _place("unsearchable", found.unsearchable, sought)
    if ask_git_or_none(root, "rev-parse", "--git-dir") is None:
        return
    yield from _history(root, sought)
    yield _place("git_files", list(_files_of_git(root, sought)), sought)
    shallow = ask_git_or_none(root, "rev-parse", "--is-shallow-repository") or b""
    if shallow.strip() == b"true":
        yield FoundPlace("shallow", None)


def remote_places(remote: str, sought: WithdrawnContent) -> Iterator[FoundPlace]:
    """Where it stands in the repository at the address `remote`: every branch, tag and proposal."""
    with TemporaryDirectory(prefix="hyoka-") as temporary:
        mirror = Path(temporary, "mirror.git")
        command = ("clone", "--quiet", "--mirror", "--no-local", "--", remote, str(mirror))
        if ask_git_or_none(Path(temporary), *command) is None:
            yield FoundPlace("remote", None)
            return
        refs = _refs_with(mirror, _objects(mirror, sought), sought)
    pulls = [ref for ref in refs if ref.startswith("refs/pull/")]
    yield _place("remote", [r for r in refs if r not in pulls], sought, Action.HISTORY)
    yield _place("pulls", pulls, sought)


def contents_at(root: Path, path: str) -> tuple[bytes, ...]:
    """Every content that the file at `path` has, or ever had, in the repository at `root`."""
    file = root / path
    found = {file.read_bytes()} if file.is_file() and not file.is_symlink() else set()
    options = ("--all", "--reflog", "--full-history", "-m", "--root", "--no-renames", "--no-abbrev")
    command = ("--literal-pathspecs", "log", *options, "--format=", "--raw", "--", path)
    lines = (ask_git_or_none(root, *command) or b"").splitlines()
    names = {name for line in lines for name in line.split()[2:4] if name.strip(b"0")}
    for name in sorted(names):
        content = ask_git_or_none(root, "cat-file", "blob", name.decode())
        found |= {content} if content is not None else set()
    return tuple(sorted(found))


def _place(
    name: str, examples: Iterable[str], sought: WithdrawnContent, action: Action | None = None
) -> FoundPlace:
    every = sorted(set(examples))
    shown = tuple(sought.masked(one) for one in every[:_EXAMPLES])
    return FoundPlace(name, len(every), shown, action if every else None)


@dataclass
class _Found:
    hits: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    unsearchable: list[str] = field(default_factory=list)


def _files(root: Path, sought: WithdrawnContent) -> _Found:
    """The files of a working tree, by what was found in them; no link is followed."""
    found = _Found()
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in _NOT_SEARCHED)
        for file in (Path(folder, name) for name in files):
            path = file.relative_to(root).as_posix()
            if sought.is_in_text(path):
                found.names.append(path)
            if file.is_symlink() or not file.is_file():
                continue
            data = file.read_bytes()
            if sought.is_in(data):
                found.hits.append(path)
            elif not is_searchable(data) and sought.pattern:
                found.unsearchable.append(path)
    return found


def _files_of_git(root: Path, sought: WithdrawnContent) -> Iterator[str]:
    """What git keeps beside its objects: messages, the logs of what was checked out, settings."""
    common = ask_git_or_none(root, "rev-parse", "--path-format=absolute", "--git-common-dir") or b""
    folder = Path(os.fsdecode(common.strip()))
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder)
        if path.parts[0] == "objects" or file.is_symlink() or not file.is_file():
            continue
        if sought.is_in_text(path.as_posix()) or sought.is_in(file.read_bytes()):
            yield f".git/{path.as_posix()}"


@dataclass
class _Objects:
    """The objects of a repository that hold it, by their names."""

    blobs: set[str] = field(default_factory=set)
    messages: set[str] = field(default_factory=set)
    """Commits and tags."""
    trees: set[str] = field(default_factory=set)
    """Of whose files or folders one has it in its name."""
    unsearchable: set[str] = field(default_factory=set)


def _objects(repository: Path, sought: WithdrawnContent) -> _Objects:
    """All objects that hold it, also those that no branch leads to any more."""
    found = _Objects()
    for name, kind, data in _every_object(repository):
        if kind == "tree":
            if sought.is_in_text(data.decode("utf-8", "replace")):
                found.trees.add(name)
        elif sought.is_in(data):
            (found.blobs if kind == "blob" else found.messages).add(name)
        elif kind == "blob" and not is_searchable(data) and sought.pattern:
            found.unsearchable.add(name)
    return found


class UnreadableError(Exception):
    """A repository could not be searched: nobody may take it for clean."""


def _ask(repository: Path, *command: str, given: bytes = b"") -> bytes:
    """What git prints of a repository, also of a bare one, which has to be named as such.

    Raises:
        UnreadableError: it prints nothing, for it cannot.
    """
    bare = ("--git-dir=.",) if not (repository / ".git").exists() else ()
    answer = ask_git_or_none(repository, *bare, *command, given=given)
    if answer is None:
        raise UnreadableError(command[0])
    return answer


def objects_with(repository: Path, sought: WithdrawnContent) -> frozenset[str]:
    """The names of all objects of a repository that hold it, and of the references."""
    found = _objects(repository, sought)
    refs = (_ask(repository, "for-each-ref", "--format=%(refname)")).decode().split("\n")
    named = {ref for ref in refs if sought.is_in_text(ref)}
    return frozenset(found.blobs | found.messages | found.trees | named)


_AT_ONCE = 500
"""So many objects are read at once: a history may be larger than memory."""


def _every_object(repository: Path) -> Iterator[tuple[str, str, bytes]]:
    """The name, kind and content of every object that there is."""
    options = ("--batch-all-objects", "--unordered", "--batch-check=%(objectname)")
    names = _ask(repository, "cat-file", *options).split()
    for start in range(0, len(names), _AT_ONCE):
        given = b"\n".join([*names[start : start + _AT_ONCE], b""])
        told = _ask(repository, "cat-file", "--batch", given=given)
        at = 0
        while at < len(told):
            end = told.index(b"\n", at)
            name, kind, size = told[at:end].decode().split()
            yield name, kind, told[end + 1 : end + 1 + int(size)]
            at = end + 2 + int(size)


def _history(root: Path, sought: WithdrawnContent) -> Iterator[FoundPlace]:
    objects = _objects(root, sought)
    every = objects.blobs | objects.messages | objects.trees
    paths = _paths(root)
    blobs = [path for name in objects.blobs for path in paths.get(name, ())]
    yield _place("history", blobs, sought, Action.HISTORY)
    messages = [name[:12] for name in objects.messages if name in paths]
    yield _place("messages", messages, sought, Action.HISTORY)
    trees = [name[:12] for name in objects.trees if name in paths]
    yield _place("history_names", trees, sought, Action.HISTORY)
    yield _place("refs", _refs_with(root, objects, sought), sought)
    yield _place("unreachable", [name[:12] for name in every if name not in paths], sought)
    unread = [path for name in objects.unsearchable for path in paths.get(name, ())]
    yield _place("unsearchable_history", unread, sought)


def _paths(root: Path) -> dict[str, set[str]]:
    """Every object that a branch, a tag or the stash leads to, and its path, where it has one."""
    paths: dict[str, set[str]] = defaultdict(set)
    listed = _ask(root, "rev-list", "--objects", "--all")
    for line in listed.splitlines():
        name, _, path = line.partition(b" ")
        paths[name.decode()].add(os.fsdecode(path).encode("utf-8", "replace").decode())
    tags = _ask(root, "for-each-ref", "--format=%(objectname)")
    for name in tags.split():
        paths.setdefault(name.decode(), set())
    return paths


def _refs_with(root: Path, objects: _Objects, sought: WithdrawnContent) -> list[str]:
    """The branches, tags and other names from which an object that holds it is reached."""
    every = objects.blobs | objects.messages | objects.trees
    refs = (_ask(root, "for-each-ref", "--format=%(refname)")).decode().split("\n")
    found = []
    for ref in filter(None, refs):
        listed = _ask(root, "rev-list", "--objects", ref)
        reached = {line.split(b" ")[0].decode() for line in listed.splitlines()}
        reached.add((_ask(root, "rev-parse", ref)).decode().strip())
        if reached & every or sought.is_in_text(ref):
            found.append(ref)
    return found
