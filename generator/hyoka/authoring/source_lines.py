"""The lines of a record's text, and how far each value reaches in them."""

import re
from collections.abc import Iterator
from typing import TypeGuard

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from hyoka.content.documents import YamlDocument
from hyoka.content.positions import lines_of

INDICATOR = re.compile(r"[1-9]")
"""The digit in a block text's header that tells how far its lines are indented."""


class SourceLines:
    """The text's lines, and how far each value reaches in them."""

    def __init__(self, document: YamlDocument) -> None:
        """`document`: whose text is measured."""
        self.lines = lines_of(document.text)
        self.complete = document.text.endswith("\n")
        self.root: Node = document.root
        self.ends: dict[int, int] = {}
        """Of each line with a value or a key, the column behind the last one."""
        self.inside: set[int] = set()
        """The lines inside a value, behind its first."""
        self.blocks: dict[int, list[str]] = {}
        """The lines of a text under `|` or `>`, without their indentation, by its header's line."""
        self._measure(self.root, -1)

    def _measure(self, node: Node, column: int) -> None:
        """`column`: where the collection stands that holds the node."""
        if is_block(node):
            start = node.start_mark.column
            for child in children(node):
                self._measure(child, start)
        elif is_text(node):
            self._measure_text(node, column)
        else:
            first, last = node.start_mark.line, node.end_mark.line
            self.inside.update(range(first + 1, last + 1))
            self.ends[last] = node.end_mark.column

    def _measure_text(self, node: ScalarNode, column: int) -> None:
        line = node.start_mark.line
        header = self.header(node)
        self.ends[line] = node.start_mark.column + len(header)
        indicator = INDICATOR.search(header)
        rest = self.lines[line + 1 :]
        # A line that stands no deeper than the text's holder is none of the text.
        found_indent = max(_first_indent(rest), column + 1, 1)
        indent = max(column, 0) + int(indicator[0]) if indicator else found_indent
        found = []
        for text in rest:
            if text.strip(" ") and _indent(text) < indent:
                break
            found.append(text[indent:])
        while found and not found[-1] and "+" not in header:
            found.pop()  # blank lines behind the text are none of its own
        self.blocks[line] = found
        self.inside.update(range(line + 1, line + 1 + len(found)))

    def last_line(self, node: Node) -> int:
        """The last line, counted from 0, that a value reaches into."""
        while is_block(node):
            *_, node = children(node)
        if is_text(node):
            line: int = node.start_mark.line
            return line + len(self.blocks[line])
        return int(node.end_mark.line)

    def header(self, node: ScalarNode) -> str:
        """`|`, `>-`, `|2`, …"""
        rest = self.lines[node.start_mark.line][node.start_mark.column :]
        return re.split(r"\s", rest, maxsplit=1)[0]

    def cut(self, node: Node) -> list[str]:
        """The lines of a value as they stand, from its first character to its last."""
        first, last = node.start_mark, node.end_mark
        lines = self.lines[first.line : last.line + 1]
        lines[-1] = lines[-1][: last.column]
        lines[0] = lines[0][first.column :]
        return lines


def is_block(node: Node) -> bool:
    """Whether it is a list or a mapping, each part on lines of its own."""
    return isinstance(node, MappingNode | SequenceNode) and not node.flow_style


def is_text(node: Node) -> TypeGuard[ScalarNode]:
    """Whether it is a text under `|` or `>`."""
    return isinstance(node, ScalarNode) and node.style in {"|", ">"}


def children(node: Node) -> Iterator[Node]:
    """The keys and values of a mapping, or the items of a list, as they are written."""
    for child in node.value:
        yield from child if isinstance(node, MappingNode) else (child,)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _first_indent(lines: list[str]) -> int:
    return next((_indent(line) for line in lines if line.strip(" ")), 0)
