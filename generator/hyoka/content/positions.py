"""Where each value of a YAML text stands: enough to say so when the reader's own nodes are gone."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ruamel.yaml.error import StringMark
from ruamel.yaml.nodes import Node

from hyoka.problems import Problem, RecordPath


@dataclass(frozen=True, slots=True)
class Span:
    """Where a value stands: line and column from 1, length in characters on that line."""

    line: int
    column: int
    length: int


def span_of(node: Node) -> Span:
    """Where a node stands, or its first line."""
    start, end = node.start_mark, node.end_mark
    return _span(start.line, start.column, end.line, end.column)


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
    path: str, lines: list[str], span: Span, rule: str, place: RecordPath, values: Mapping[str, str]
) -> Problem:
    """A problem with what stands at `span` in the text with these lines."""
    if span.line > len(lines):  # the end of the text has no line of its own
        span = Span(len(lines), len(lines[-1]) + 1, 1)
    excerpt = lines[span.line - 1]
    return Problem(path, span.line, span.column, rule, place, values, excerpt, span.length)


class _Position(NamedTuple):
    """Of a value and its key the first and the last mark; lines and columns are counted from 0."""

    line: int
    column: int
    end_line: int
    end_column: int
    key_line: int
    """Less than 0: it has no key."""
    key_column: int
    key_end_line: int
    key_end_column: int


class Positions:
    """Where every value of a text stands, by its place. A text may have ten thousands of them."""

    __slots__ = ("_by_place",)

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._by_place: dict[RecordPath, tuple[int, ...]] = {}

    def add(self, place: RecordPath, node: Node, key: Node | None) -> None:
        """The value at `place` is `node`, its key `key`; what holds it has been added before."""
        start, end = node.start_mark, node.end_mark
        if key is None:
            of_key: tuple[int, ...] = _NO_KEY
        else:
            first, last = key.start_mark, key.end_mark
            of_key = (first.line, first.column, last.line, last.column)
        self._by_place[place] = (start.line, start.column, end.line, end.column, *of_key)

    def span(self, place: RecordPath, *, at_key: bool = False) -> Span:
        """Where the value at `place`, or its key, stands; where that is absent, its holder."""
        at = self._nearest(place)
        # Of a block under its key, the key's line says more than the block's first line.
        if at.key_line >= 0 and (at_key or at.key_line != at.line):
            return _span(at.key_line, at.key_column, at.key_end_line, at.key_end_column)
        return _span(at.line, at.column, at.end_line, at.end_column)

    def line_of_key(self, place: RecordPath) -> int | None:
        """The line, counted from 1, of the key of the value at `place`; none: it is not written."""
        at = self._by_place.get(place)
        return _Position(*at).key_line + 1 or None if at else None

    def keys(self) -> Iterator[RecordPath]:
        """The places of all values that have a key."""
        return (place for place in self._by_place if self.line_of_key(place))

    def lines(self, place: RecordPath) -> range:
        """The lines, counted from 1, of the value at `place`, or of its nearest holder."""
        at = self._nearest(place)
        return range(at.line + 1, at.end_line + 2)

    def lines_with_key(self, place: RecordPath) -> range:
        """The same lines, from that of its key on."""
        at = self._nearest(place)
        return range((at.key_line if at.key_line >= 0 else at.line) + 1, at.end_line + 2)

    def _nearest(self, place: RecordPath) -> _Position:
        """Where the value at `place`, or its nearest holder, stands."""
        while place not in self._by_place:
            place = place[:-1]
        return _Position(*self._by_place[place])


_NO_KEY = (-1, -1, -1, -1)


def _span(line: int, column: int, end_line: int, end_column: int) -> Span:
    length = end_column - column if end_line == line else 1
    return Span(line + 1, column + 1, max(length, 1))


@dataclass(frozen=True)
class SourceText:
    """A text that was read, with the position of every value in it."""

    path: str
    """As a reader knows it."""
    text: str
    positions: Positions

    def problem(
        self, rule: str, place: RecordPath, values: Mapping[str, str] = {}, *, at_key: bool = False
    ) -> Problem:
        """A problem with the value at `place`, or with its key."""
        span = self.positions.span(place, at_key=at_key)
        return problem_at(self.path, self._lines, span, rule, place, values)

    def commented(self, place: RecordPath, key: str) -> int | None:
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
