"""Content from a folder on the disk: the only reader of it."""

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from hyoka.content.content import (
    ASSETS,
    ATTRIBUTES,
    DEEPEST,
    MAX_BYTES,
    THEME,
    Content,
    Entry,
    EntryType,
    in_order,
    is_hidden,
    most_bytes_of,
)
from hyoka.files import theme_folder


def read_folder(folder: Path, *, digests: bool = False) -> Content:
    """What lies in `folder` now; `digests`: also of the files that are published as they are.

    Of hidden files none is ever read; `ATTRIBUTES` are told, however they are written. Of hidden
    folders, those are told that would lead out or astray whoever walks through all.

    Raises:
        OSError: a file whose digest is asked for cannot be read.
    """
    name = folder.name or folder.absolute().name
    entries = (_read(folder, path, kind, digests=digests) for path, kind in _listed(folder))
    assets = frozenset(_assets(folder.parent / THEME)) | own_assets()
    return Content(name, in_order(entries), assets)


def own_assets() -> frozenset[str]:
    """The paths of the files of hyoka's theme that lie on every site."""
    return frozenset(_assets(theme_folder.FOLDER))


def read_alone(folder: Path, path: str) -> Content:
    """The content that `folder` would be if it held no more than what lies at `path`."""
    kind = EntryType.LINK if (folder / path).is_symlink() else EntryType.FILE
    there = kind is EntryType.LINK or (folder / path).exists()
    name = folder.name or folder.absolute().name
    return Content(name, (_read(folder, path, kind, digests=False),) if there else ())


def read_file(file: Path) -> Entry:
    """A record alone, whatever it is called; `path` of the entry is that of the file."""
    return _with_data(file, str(file), MAX_BYTES)


def _listed(folder: Path) -> Iterator[tuple[str, EntryType]]:
    """The paths of all that lies in the folder, without the folders that can be walked through."""
    folders = [""]
    while folders:
        around = folders.pop()
        try:
            inside = list(os.scandir(folder / around))
        except OSError:
            if (folder / around).is_dir():
                yield around, EntryType.OTHER
            continue
        for one in inside:
            path = f"{around}/{one.name}" if around else one.name
            found = _type(one, path)
            if found is None:
                folders.append(path)
            elif not is_hidden(path) or one.is_dir() or one.name.lower() == ATTRIBUTES:
                yield path, found


def _type(one: "os.DirEntry[str]", path: str) -> EntryType | None:
    """What it is; nothing for a folder that is to be walked through."""
    if one.is_symlink():
        return EntryType.LINK
    if one.is_dir():
        return None if path.count("/") < DEEPEST else EntryType.OTHER
    return EntryType.FILE if one.is_file() else EntryType.OTHER


def _read(folder: Path, path: str, found: EntryType, *, digests: bool) -> Entry:
    if found is not EntryType.FILE:
        return Entry(path, found)
    most = most_bytes_of(path)
    if most is None:
        return Entry(path, found, digest=_digest(folder / path) if digests else "")
    return _with_data(folder / path, path, most)


def _with_data(file: Path, path: str, most: int) -> Entry:
    """A file with what it holds; nothing of one that is too large, or no file any more."""
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            # A pipe or a device could keep its reader waiting for ever.
            return Entry(path, EntryType.OTHER)
        data = file.read_bytes() if status.st_size <= most else None
        return Entry(path, EntryType.FILE, data, status.st_size)
    except OSError:
        return Entry(path, EntryType.FILE)


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _assets(theme: Path) -> Iterator[str]:
    """The paths of the files of a theme that lie on the site: `assets/a.css`."""
    for path, found in _listed(theme / ASSETS):
        if found is EntryType.FILE or (theme / ASSETS / path).is_file():
            yield f"{ASSETS}/{path}"
