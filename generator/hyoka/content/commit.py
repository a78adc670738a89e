"""Content from a commit: what its objects hold, without a file being written."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from hyoka.content.content import ASSETS, THEME, Content, entries_of, in_order
from hyoka.git import GitError, GitFolder, Why

_FILE = (b"100644", b"100755")
"""A file; what a link in a commit leads to is nobody's record."""


def commit_named(folder: GitFolder, name: str) -> str:
    """The full name of a commit of the repository that `folder` lies in; empty: there is none.

    Raises:
        GitError: git cannot say.
    """
    # Where there is no work tree, no path of git's is one of a folder.
    folder.ask("rev-parse", "--show-toplevel")
    at = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    return _or_none(folder, *at)


def common_ancestor(folder: GitFolder, one: str, other: str) -> str:
    """The newest commit that the histories of two have in common; empty: there is none.

    Raises:
        GitError: git cannot say.
    """
    return _or_none(folder, "merge-base", one, other)


def _or_none(folder: GitFolder, *command: str) -> str:
    """What git answers in a line; nothing where it ends without a word."""
    try:
        return folder.ask(*command).decode().strip()
    except GitError as error:
        if error.why is Why.REFUSED and not error.words:
            return ""
        raise


def read_commit(folder: GitFolder, commit: str) -> Content | None:
    """What the folder holds at `commit`; none where it holds no file there.

    `commit`: its full name. Nothing is checked out: the folder itself, and git's own state, stay as
    they are.

    Raises:
        GitError: git cannot read it.
    """
    listed = folder.ask("ls-tree", "-r", "-z", commit, "--", ".")
    files = dict(_files(listed))
    told = folder.ask("cat-file", "--batch", given=b"\n".join([*files.values(), b""]))
    held = zip(files, _blobs(told), strict=True)
    assets = frozenset(_assets(folder, commit))
    return Content(folder.name, in_order(entries_of(held)), assets) if files else None


def _assets(folder: GitFolder, commit: str) -> Iterator[str]:
    """The paths of the files of the theme beside the folder; none where that lies at the top."""
    above = f"{THEME}/{ASSETS}"
    listed = folder.ask_or_none("ls-tree", "-r", "-z", "--name-only", commit, "--", f"../{above}/")
    for name in filter(None, (listed or b"").split(b"\0")):
        inside = PurePosixPath(name.decode(errors="surrogateescape")).relative_to(f"../{THEME}")
        yield str(inside)


def _files(listed: bytes) -> Iterator[tuple[str, bytes]]:
    """The path of each file in the folder, and the name of what is in it."""
    for line in filter(None, listed.split(b"\0")):
        about, _, name = line.partition(b"\t")
        mode, _, blob = about.split()
        path = PurePosixPath(name.decode(errors="surrogateescape"))
        # git lets nobody commit such a path by its usual commands; others may.
        if mode in _FILE and ".." not in path.parts and not path.is_absolute():
            yield str(path), blob


def _blobs(told: bytes) -> Iterator[bytes]:
    """What `git cat-file --batch` printed: a line with the size, the bytes, a line break, each.

    Raises:
        GitError: an object is not there.
    """
    start = 0
    while start < len(told):
        end = told.index(b"\n", start)
        about = told[start:end]
        if about.endswith(b" missing"):
            raise GitError(Why.REFUSED, f"missing object {about.split()[0].decode()}")
        size = int(about.rsplit(b" ", 1)[1])
        yield told[end + 1 : end + 1 + size]
        start = end + size + 2
