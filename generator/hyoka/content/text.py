"""What a file holds, as text: decoded, every line end a line feed."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator

from hyoka.content.content import Entry
from hyoka.content.positions import lines_of, problem_at, span_at
from hyoka.content.sanitizing import code_of, control_in
from hyoka.problems import Problem

_MARK = "\ufeff"
"""The byte order mark that some editors put before a text."""
_LONE_RETURN = re.compile(r"\r(?!\n)")
"""A carriage return without a line feed."""


def line_end(text: str) -> str:
    """What ends the lines of a text as it stands in its file: that of the first line."""
    ended = re.search(r"\r\n|\r|\n", text)
    return ended[0] if ended else "\n"


def as_before(before: bytes, text: str) -> bytes:
    """What a file is to hold: the text with the line ends and the mark that the file has now."""
    mark = BOM_UTF8 if before.startswith(BOM_UTF8) else b""
    return mark + text.replace("\n", line_end(before.decode())).encode()


def page_text(entry: Entry, path: str) -> str | tuple[Problem, ...]:
    """The text of a page, or what keeps it from being read. `path` names it."""
    read = decoded_text(entry, path)
    if isinstance(read, tuple):
        return read
    text = unified(read)
    found = _control(text, path)
    return (found,) if found else text


def refused(entry: Entry, path: str) -> Problem:
    """Why a record or page has no data."""
    most = entry.most_bytes
    if most is None or entry.size <= most:
        return Problem(path, 1, 1, "unreadable")
    return Problem(path, 1, 1, "too_large", (), {"size": f"{entry.size:,}", "limit": f"{most:,}"})


def decoded_text(entry: Entry, path: str) -> str | tuple[Problem, ...]:
    """What a record or page holds, as it stands there, or what keeps it from being read."""
    if entry.data is None:
        return (refused(entry, path),)
    try:
        return entry.data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return (Problem(path, line, 1, "encoding"),)


def _control(text: str, path: str) -> Problem | None:
    """The first control character that stands in the text."""
    found = control_in(text)
    if found is None:
        return None
    span = span_at(text, found.start())
    return problem_at(path, lines_of(text), span, "control_character", (), code_of(found))


def unified(raw: str) -> str:
    """The text without a byte order mark, every line end a line feed.

    A carriage return that stands alone ends a line only where all do, as on old Macs.
    """
    text = raw.removeprefix(_MARK).replace("\r\n", "\n")
    return text if "\n" in text else text.replace("\r", "\n")


def notices_of(raw: str, path: str) -> Iterator[Problem]:
    """What the file has that others have not, and that is read all the same."""
    if raw.startswith(_MARK):
        yield Problem(path, 1, 1, "byte_order_mark")
    if "\r" in raw and not ("\n" in raw and _LONE_RETURN.search(raw)):
        yield Problem(path, raw[: raw.index("\r")].count("\n") + 1, 1, "line_ends")
