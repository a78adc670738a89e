"""The folder of the records as it lies on the disk: what is in it, before anything is read."""

import os
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path, PurePath

DEEPEST = 16
"""No file lies below more folders; what walks a folder by calling itself could be ended by more."""
RECORDS = frozenset({".yml", ".yaml"})
"""The ends of names, in lower case, of what is or should be a record."""
ATTRIBUTES = ".gitattributes"
"""A hidden file that git and GitHub obey in every folder: it can keep changes of the files there
from being shown, and have them read in another encoding."""


class Kind(Enum):
    """What something in the folder is."""

    FILE = auto()
    LINK = auto()
    """A symbolic link, wherever it leads."""
    OTHER = auto()
    """What cannot be read as a file: a pipe, a device, a folder that is closed or too deep."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that lies in the folder."""

    path: str
    """Inside the folder, with `/`."""
    kind: Kind

    @property
    def hidden(self) -> bool:
        """Whether its name, or that of a folder around it, begins with a dot."""
        return any(part.startswith(".") for part in self.path.split("/"))

    @property
    def suffix(self) -> str:
        """The end of its name in lower case: `.yml`."""
        return PurePath(self.path).suffix.lower()


def entries(content: Path) -> list[Entry]:
    """All that lies in `content`, but for its folders; in the order of the names.

    Of hidden files none is ever read; `ATTRIBUTES` are told, however they are written. Of hidden
    folders, those are told that would lead out or astray whoever walks through all.
    """
    found: list[Entry] = []
    folders = [""]
    while folders:
        folder = folders.pop()
        try:
            inside = list(os.scandir(content / folder))
        except OSError:
            found += [Entry(folder, Kind.OTHER)] if (content / folder).is_dir() else []
            continue
        for one in inside:
            path = f"{folder}/{one.name}" if folder else one.name
            kind = _kind(one, path)
            if kind is None:
                folders.append(path)
            elif not Entry(path, kind).hidden or one.is_dir() or one.name.lower() == ATTRIBUTES:
                found.append(Entry(path, kind))
    return sorted(found, key=lambda entry: entry.path.split("/"))


def _kind(one: "os.DirEntry[str]", path: str) -> Kind | None:
    """What it is; nothing for a folder that is to be walked through."""
    if one.is_symlink():
        return Kind.LINK
    if one.is_dir():
        return None if path.count("/") < DEEPEST else Kind.OTHER
    return Kind.FILE if one.is_file() else Kind.OTHER


def shown_path(content: Path, inside: str) -> str:
    """The path of a file as a reader knows it."""
    return f"{content.name or content.absolute().name}/{inside}"
