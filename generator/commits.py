"""Records as a commit has them, written into a folder of their own."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from generator.repository import ask_git

_FILE = (b"100644", b"100755")
"""A file; what a link in a commit leads to is nobody's record."""


def records_at(content: Path, commit: str, folder: Path) -> bool:
    """Write the files of `content` as they are at `commit` into `folder`; whether there are any.

    Nothing is checked out: the folder `content` itself, and git's own state, stay as they are.
    """
    at = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}")
    named = ask_git(content, *at)
    if named is None:
        return False
    listed = ask_git(content, "ls-tree", "-r", "-z", named.decode().strip(), "--", ".")
    files = dict(_files(listed or b""))
    told = ask_git(content, "cat-file", "--batch", given=b"\n".join([*files.values(), b""]))
    for path, text in zip(files, _blobs(told or b""), strict=True):
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
    """What `git cat-file --batch` printed: a line with the size, the bytes, a line break, each."""
    start = 0
    while start < len(told):
        end = told.index(b"\n", start)
        size = int(told[start:end].rsplit(b" ", 1)[1])
        yield told[end + 1 : end + 1 + size]
        start = end + size + 2
