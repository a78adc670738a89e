"""Where each value of a YAML text stands: enough to say so when the reader's own nodes are gone."""

import re
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ruamel.yaml.error import StringMark
from ruamel.yaml.nodes import Node

from hyoka.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class Span:
    """Where a value stands: line and column from 1, length in characters on that line."""

    line: int
    column: int
    length: int


def span_of(node: Node) -> Span:
    """Where a node stands, or its first line."""
    return Span(*_numbers(node))


def span_at(text: str, index: int) -> Span:
    """One character of the text, on its line."""
    return Span(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index), 1)


def lines_of(text: str) -> list[str]:
    """The lines of a text as git and editors count them: nothing but a line feed ends one.

    There is at least one; what follows the last line feed is one only where there is something.
    """
    *lines, rest = text.split("\n")
    return [*lines, rest] if rest or not lines else lines


def sign_at(lines: list[str], mark: StringMark) -> str:
    """The character at a mark; none at the end of a line."""
    line = lines[mark.line] if mark.line < len(lines) else ""
    return line[mark.column : mark.column + 1]


def problem_at(  # noqa: PLR0913 - the six things that a problem is made of
    path: str, lines: list[str], span: Span, rule: str, place: Place, values: Mapping[str, str]
) -> Problem:
    """A problem with what stands at `span` in the text with these lines."""
    if span.line > len(lines):  # the end of the text has no line of its own
        span = Span(len(lines), len(lines[-1]) + 1, 1)
    excerpt = lines[span.line - 1]
    return Problem(path, span.line, span.column, rule, place, values, excerpt, span.length)


def _numbers(node: Node) -> tuple[int, int, int]:
    """Line, column and length, as in `Span`."""
    start, end = node.start_mark, node.end_mark
    length = end.column - start.column if end.line == start.line else 1
    return start.line + 1, start.column + 1, max(length, 1)


_WIDTH = 8
"""Numbers of a value: the span of itself, or of the key that it stands under as a block; that of
its key, zeros without one; its first and its last line."""


class Positions:
    """Where every value of a text stands, by its place. A text may have ten thousands of them."""

    __slots__ = ("_index", "_numbers")

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._index: dict[Place, int] = {}
        self._numbers = array("i")

    def add(self, place: Place, node: Node, key: Node | None) -> None:
        """The value at `place` is `node`, its key `key`; what holds it has been added before."""
        first, last = node.start_mark.line + 1, node.end_mark.line + 1
        own = _numbers(node)
        of_key = (0, 0, 0) if key is None else _numbers(key)
        if key is not None and first != of_key[0]:
            # A block under its key: the key's line says more than the block's first line.
            own = of_key
        self._index[place] = len(self._index)
        self._numbers.extend((*own, *of_key, first, last))

    def span(self, place: Place, *, at_key: bool = False) -> Span:
        """Where the value at `place`, or its key, stands; where that is absent, its holder."""
        numbers = self._nearest(place)
        return Span(*(numbers[3:6] if at_key and numbers[3] else numbers[:3]))

    def line_of_key(self, place: Place) -> int | None:
        """The line of the key of the value at `place`; none where none is written there."""
        return self._nearest(place)[3] or None if place in self._index else None

    def keys(self) -> Iterator[Place]:
        """The places of all values that have a key."""
        return (place for place in self._index if self.line_of_key(place))

    def lines(self, place: Place) -> range:
        """The lines, counted from 1, of the value at `place`, or of its nearest holder."""
        *_, first, last = self._nearest(place)
        return range(first, last + 1)

    def lines_with_key(self, place: Place) -> range:
        """The same lines, from that of its key on."""
        numbers = self._nearest(place)
        return range(numbers[3] or numbers[6], numbers[7] + 1)

    def _nearest(self, place: Place) -> "array[int]":
        """The numbers of the value at `place`, or of its nearest holder."""
        while place not in self._index:
            place = place[:-1]
        start = self._index[place] * _WIDTH
        return self._numbers[start : start + _WIDTH]


@dataclass(frozen=True)
class SourceText:
    """A text that was read, with the position of every value in it."""

    path: str
    """As a reader knows it."""
    text: str
    positions: Positions

    def problem(
        self, rule: str, place: Place, values: Mapping[str, str] = {}, *, at_key: bool = False
    ) -> Problem:
        """A problem with the value at `place`, or with its key."""
        span = self.positions.span(place, at_key=at_key)
        return problem_at(self.path, self._lines, span, rule, place, values)

    def commented(self, place: Place, key: str) -> int | None:
        """The line, counted from 1, on which the key stands as a comment in what is at `place`."""
        form = re.compile(rf"\s*#\s*{re.escape(key)}:(?:\s|$)")
        lines, inside = self._lines, self.positions.lines(place)
        # The root begins with its first key; comments may stand above it.
        first = inside.start if place else 1
        numbers = range(first, min(inside.stop, len(lines) + 1))
        return next((number for number in numbers if form.match(lines[number - 1])), None)

    @cached_property
    def _lines(self) -> list[str]:
        """Asked for where there is a problem alone: most texts have none."""
        return lines_of(self.text)
