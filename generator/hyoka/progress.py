"""What takes longer than somebody likes to wait says what is being done, and how far it is.

It is a line on a terminal, written anew in its place and gone at the end. Nobody is told anything
where no terminal listens: in a pipe, in a log, in a thread that answers somebody else, in a process
that was forked to do a part of the work.
"""

import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from os import getpid
from shutil import get_terminal_size
from typing import TextIO, TypeVar

from hyoka.terminal import sanitize, width

ItemT = TypeVar("ItemT")
Words = Callable[[str, int, int], str]
"""What is said of a work, such as `reading`, of which so many parts of so many are done."""

PATIENCE = 2.0
"""Seconds in which nothing is said."""
_INTERVAL = 0.1
"""Seconds between two texts."""

_listening: ContextVar["_Line | None"] = ContextVar("_listening", default=None)


def counted(work: str, items: Collection[ItemT]) -> Iterator[ItemT]:
    """The items; whoever waits is told at each how many of them are done."""
    line = _listening.get()
    if line is None:
        yield from items
        return
    for done, item in enumerate(items):
        line.tell(work, done, len(items))
        yield item


def told(work: str, done: int, total: int) -> None:
    """Tell whoever waits how far a work is that has no items."""
    line = _listening.get()
    if line is not None:
        line.tell(work, done, total)


def in_words(word: Callable[..., str]) -> Words:
    """What is said of a work in a language; `word`: gives its words."""

    def words(work: str, done: int, total: int) -> str:
        return word("progress.of", work=word(f"progress.{work}"), done=str(done), all=str(total))

    return words


@contextmanager
def shown(stream: TextIO, words: Words) -> Iterator[None]:
    """Show on `stream`, where it is a terminal, what is `counted` meanwhile."""
    if not stream.isatty():
        yield
        return
    line = _Line(stream, words)
    before = _listening.set(line)
    try:
        yield
    finally:
        _listening.reset(before)
        line.wipe()


class _Line:
    """The line that is written anew."""

    def __init__(self, stream: TextIO, words: Words) -> None:
        self._stream, self._words, self._process = stream, words, getpid()
        self._next = time.monotonic() + PATIENCE
        self._columns = 0

    def tell(self, work: str, done: int, total: int) -> None:
        if time.monotonic() < self._next or getpid() != self._process:
            return
        self._next = time.monotonic() + _INTERVAL
        text = sanitize(self._words(work, done, total))
        while width(text) >= get_terminal_size().columns:
            text = text[:-1]
        self._write(text)

    def wipe(self) -> None:
        if self._columns:
            self._write("")
            self._stream.write("\r")
            self._stream.flush()

    def _write(self, text: str) -> None:
        """Put a text in the place of the one before, whose end is written over with spaces."""
        rest = max(self._columns - width(text), 0)
        self._stream.write(f"\r{text}{' ' * rest}")
        self._stream.flush()
        self._columns = width(text)
