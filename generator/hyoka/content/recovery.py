"""Error recovery: a text without the entries that no reader of YAML gets beyond.

An entry is a line with a key or the dash of a list, and the lines that stand deeper below it. In
place of its value an absent one is put, or, where that does not help, nothing: the line stays, so
that every line keeps its number.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

_HEAD = re.compile(
    r"(?P<before> *(?:- +)*)(?P<key>[^\s#'\"\[\]{}&*!|>%@`,:?-][^:#]*:(?=\s|$)|-(?=\s|$))"
)
"""The key of an entry, or the dash of one in a list."""

_TABBED = re.compile(r"\t[ \t]*(?:- |(?:- )?[a-z_]+:(?:\s|$))")
"""An entry whose indentation is made of tabs."""


class Recovery:
    """A text that is read again without what could not be read; lines are counted from 0."""

    def __init__(self, lines: Sequence[str]) -> None:
        """`lines`: those of the whole text, without their ends."""
        self.whole = list(lines)
        self.lines = list(lines)
        """The lines of what is left."""
        self.emptied: set[int] = set()
        """The entries whose key is left, with an absent value."""
        self.removed: set[int] = set()
        """The entries of which nothing is left."""
        self.open: set[int] = set()
        """The entries that may have held what stands below them."""
        self.is_cut = False
        """Whether another document was left out."""

    @property
    def text(self) -> str:
        """What is left."""
        return "\n".join([*self.lines, ""])

    def is_left(self, line: int) -> bool:
        """Whether the line is as it was."""
        return self.lines[line] == self.whole[line]

    def leave_out_deep(self, line: int) -> bool:
        """Leave out the entry on `line` that nests too deep, unless it goes on below its lines."""
        entry = self.entry(line)
        opened, closed = (sum(map(entry.count, signs)) for signs in ("[{", "]}"))
        return opened == closed and self.leave_out(line)

    def cut(self, line: int) -> bool:
        """Leave out everything from `line` on: it belongs to another document."""
        for below in range(line, len(self.lines)):
            self.lines[below] = ""
        self.is_cut = True
        self.open.add(line)  # its lines may be meant for this one
        return True

    def untab(self, line: int) -> tuple[int, ...]:
        """Put a space for every tab that `line`, or another entry, begins with; their lines."""
        found = {number for number, text in enumerate(self.lines) if _TABBED.match(text)}
        if "\t" in _blank_before(self.lines[line]):
            found.add(line)
        for number in found:
            before = _blank_before(self.lines[number])
            spaces = before.replace("\t", " ")
            self.lines[number] = spaces + self.lines[number][len(before) :]
            self.whole[number] = self.lines[number]
        return tuple(sorted(found))

    def leave_out(self, line: int, *, whole: bool = False) -> bool:
        """Leave out the value of the entry on `line`, or all of it; whether anything was left.

        `whole`: the line is no key with a value, even if it looks like one.
        """
        if line in self.removed or not self.lines[line].strip():
            return False
        head = _HEAD.match(self.lines[line])
        if whole or head is None or line in self.emptied:
            column = _indent(self.lines[line])
            self.lines[line] = ""
            self.removed.add(line)
        else:
            column = len(head["before"])
            self.lines[line] = f"{head[0]} ~"
            self.emptied.add(line)
        for below in self._below(line, column):
            self.lines[below] = ""
        return True

    def entry(self, line: int) -> str:
        """The entry on `line` by itself, at the beginning of its lines."""
        column = _indent(self.lines[line])
        whole = [line, *self._below(line, column)]
        return "\n".join([*(self.lines[number][column:] for number in whole), ""])

    def _below(self, line: int, column: int) -> list[int]:
        """The lines after `line` that are blank or stand deeper than `column`."""
        rest = range(line + 1, len(self.lines))
        return list(takewhile(lambda number: self._is_deeper(number, column), rest))

    def _is_deeper(self, line: int, column: int) -> bool:
        text = self.lines[line]
        return not text.strip() or _indent(text) > column


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _blank_before(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]
