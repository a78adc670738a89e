"""The records, pages and files that a site is made of, as a value: read once, wherever they lie."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from itertools import chain

from hyoka.files.cache import key_of

DEEPEST = 16
"""No file lies below more folders; what walks a folder by calling itself could be ended by more."""
RECORDS = frozenset({".yml", ".yaml"})
"""The ends of names, in lower case, of what is or should be a record."""
PAGE = ".md"
"""The end of the names of pages by hand."""
THEME = "theme"
"""The folder of the theme, beside that of the records."""
ASSETS = "assets"
"""In it, what lies on the site as it is."""
ATTRIBUTES = ".gitattributes"
"""A hidden file that git and GitHub obey in every folder: it can keep changes of the files there
from being shown, and have them read in another encoding."""
MAX_BYTES = 500_000
"""No record is larger; what is larger is refused unread.

One with twenty indicators over thirty years has a quarter of it; twice as much could take longer
to check than anybody waits.
"""
MAX_BYTES_OF_PAGE = 1_000_000
"""No page by hand is larger; how many letters and signs it has is bounded, too."""


class EntryType(Enum):
    """What something in the content is."""

    FILE = auto()
    LINK = auto()
    """A symbolic link, wherever it leads."""
    OTHER = auto()
    """What cannot be read as a file: a pipe, a device, a folder that is closed or too deep."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the content, or what stands in the place of one."""

    path: str
    """Inside the content, with `/`."""
    type: EntryType
    data: bytes | None = None
    """What a record or a page holds; none where it is too large, or cannot be read. Of a file that
    is published as it is, too: nobody reads what it holds."""
    size: int = 0
    """In bytes, of a record or page."""
    digest: str = ""
    """The SHA-256 digest, in hexadecimal, of a file that is published as it is; empty where nobody
    asked for it."""

    @property
    def hidden(self) -> bool:
        """Whether its name, or that of a folder around it, begins with a dot."""
        return is_hidden(self.path)

    @property
    def suffix(self) -> str:
        """The end of its name in lower case: `.yml`."""
        return suffix_of(self.path)

    @property
    def most_bytes(self) -> int | None:
        """How large it may be; none where it is published as it is, of whatever size."""
        return most_bytes_of(self.path)


def is_hidden(path: str) -> bool:
    """Whether a name in the path begins with a dot."""
    return any(part.startswith(".") for part in path.split("/"))


def suffix_of(path: str) -> str:
    """The end of the last name in lower case: `.yml`."""
    name, dot, end = path.rpartition("/")[2].rpartition(".")
    return f".{end}".lower() if name and dot and end else ""


def most_bytes_of(path: str) -> int | None:
    """How large the file at `path` may be; none of one that is published as it is."""
    if suffix_of(path) in RECORDS:
        return MAX_BYTES
    return MAX_BYTES_OF_PAGE if path.endswith(PAGE) else None


@dataclass(frozen=True, slots=True)
class Content:
    """All that a site is made of.

    It holds no folder, but for those that cannot be read, and no hidden file but `ATTRIBUTES`.
    """

    name: str
    """Under which its files are shown: that of the folder, `content`."""
    entries: tuple[Entry, ...]
    """In the order of the names."""
    assets: frozenset[str] = frozenset()
    """The paths of the theme's files beside it, to which pages by hand may link: `assets/a.css`."""

    @property
    def digest(self) -> str:
        """The SHA-256 digest, in hexadecimal, of all of it that can be wrong.

        Of a file that is published as it is, that is its path.
        """
        return key_of(
            self.name,
            *(*sorted(self.assets), ""),
            *chain.from_iterable(_told(entry) for entry in self.entries),
        )

    def shown_path(self, path: str) -> str:
        """The path of a file as a reader knows it: `content/municipality.yml`."""
        return f"{self.name}/{path}"


def _told(entry: Entry) -> tuple[str | bytes, ...]:
    """What an entry says but for its digest, in five parts."""
    read = "unread" if entry.data is None else "read"
    return (entry.path, entry.type.name, str(entry.size), read, entry.data or b"")


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries as `Content` has them."""
    return tuple(sorted(entries, key=lambda entry: entry.path.split("/")))


def content_from_memory(files: Mapping[str, bytes], name: str = "content") -> Content:
    """The content that a folder called `name` with these files would have; by their paths."""
    return Content(name, in_order(entries_of(files.items())))


def entries_of(files: Iterable[tuple[str, bytes]]) -> Iterator[Entry]:
    """What a folder with these files holds: paths of what they hold, as far as it is ever read."""
    deep: set[str] = set()
    for path, data in files:
        folders = path.split("/")[:-1]
        if len(folders) > DEEPEST:
            deep.add("/".join(folders[: DEEPEST + 1]))
        elif not is_hidden(path) or path.rpartition("/")[2].lower() == ATTRIBUTES:
            yield entry_of(path, data)
    yield from (Entry(path, EntryType.OTHER) for path in deep)


def entry_of(path: str, data: bytes) -> Entry:
    """A file with what it holds, as far as it is ever read."""
    most = most_bytes_of(path)
    if most is None:
        return Entry(path, EntryType.FILE, digest=hashlib.sha256(data).hexdigest())
    return Entry(path, EntryType.FILE, data if len(data) <= most else None, len(data))
