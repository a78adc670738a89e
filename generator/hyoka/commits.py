"""Records as a commit has them, written into a folder of their own."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from hyoka.git import GitError, Why, ask_git

_FILE = (b"100644", b"100755")
"""A file; what a link in a commit leads to is nobody's record."""


def commit_named(content: Path, name: str) -> str:
    """The full name of a commit of the repository that `content` lies in; empty: there is none.

    Raises:
        GitError: git cannot say.
    """
    # Where there is no work tree, no path of git's is one of a folder.
    ask_git(content, "rev-parse", "--show-toplevel")
    at = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    return _or_none(content, *at)


def common_ancestor(content: Path, one: str, other: str) -> str:
    """The newest commit that the histories of two have in common; empty: there is none.

    Raises:
        GitError: git cannot say.
    """
    return _or_none(content, "merge-base", one, other)


def _or_none(content: Path, *command: str) -> str:
    """What git answers in a line; nothing where it ends without a word."""
    try:
        return ask_git(content, *command).decode().strip()
    except GitError as error:
        if error.why is Why.REFUSED and not error.words:
            return ""
        raise


def records_at(content: Path, commit: str, folder: Path) -> bool:
    """Write the files of `content` as they are at `commit` into `folder`; whether there are any.

    `commit`: its full name. Nothing is checked out: the folder `content` itself, and git's own
    state, stay as they are.

    Raises:
        GitError: git cannot read them.
    """
    listed = ask_git(content, "ls-tree", "-r", "-z", commit, "--", ".")
    files = dict(_files(listed))
    told = ask_git(content, "cat-file", "--batch", given=b"\n".join([*files.values(), b""]))
    for path, text in zip(files, _blobs(told), strict=True):
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text)
    return bool(files)


def _files(listed: bytes) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The path of each file in the folder, and the name of what is in it."""
    for line in filter(None, listed.split(b"\0")):
        about, _, name = line.partition(b"\t")
        mode, _, blob = about.split()
        path = PurePosixPath(name.decode(errors="surrogateescape"))
        # git lets nobody commit such a path by its usual commands; others may.
        if mode in _FILE and ".." not in path.parts and not path.is_absolute():
            yield path, blob


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
