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


class Recovery:
    """A text that is read again without what could not be read; lines are counted from 0."""

    def __init__(self, lines: Sequence[str]) -> None:
        """`lines`: those of the whole text, without their ends."""
        self.whole = lines
        self.lines = list(lines)
        """The lines of what is left."""
        self.emptied: set[int] = set()
        """The entries whose key is left, with an absent value."""
        self.removed: set[int] = set()
        """The entries of which nothing is left."""
        self.open: set[int] = set()
        """The entries that may have held what stands below them."""

    @property
    def text(self) -> str:
        """What is left."""
        return "\n".join([*self.lines, ""])

    def is_left(self, line: int) -> bool:
        """Whether the line is as it was."""
        return self.lines[line] == self.whole[line]

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
