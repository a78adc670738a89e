"""A record's text with other data in it: only the lines change on which a value does.

What is wanted is plain data, as the text was read; the text is changed where the two differ, so
that comments, quotation marks, digits and the order of keys stay as they were written. A number is
another one where its value is: 65.0 stays 65.0 where 65 is wanted.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from hyoka.authoring.source_lines import SourceLines, is_block, is_text
from hyoka.authoring.yaml_writer import STEP, items, pair, scalar
from hyoka.content.builder import Plain
from hyoka.content.documents import YamlDocument, parse_document
from hyoka.model.places import NAMES
from hyoka.units import FiscalYear

Order = Callable[[tuple[str, ...]], Sequence[str]]
"""The keys that a mapping can have, in the order they are written in, by the keys above it."""


def edited(document: YamlDocument, data: Mapping[str, Plain], order: Order) -> YamlDocument:
    """The document with `data` in place of its own.

    Raises:
        ValueError: the text would say something else. No text is known for which it does; this is
            the proof, made before anything is written.
    """
    editor = _Editor(document, order)
    root, before = document.root, document.data
    if not isinstance(before, dict) or not is_block(root):
        raise ValueError(document.path)
    editor.mapping(root, before, data, ())
    again = parse_document(editor.text(), document.path)
    if isinstance(again, tuple) or not same(again.data, dict(data)):
        raise ValueError(document.path)
    return again


def same(one: Plain, other: Plain) -> bool:
    """Whether both mean the same: 65.0 and 65 do; "65" does not, nor another order of items."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | Decimal) and isinstance(other, int | Decimal):
        return one == other
    return type(one) is type(other) and one == other


def name_of(item: Plain) -> str | None:
    """What an item of a list is known by: its id, its fiscal year, the text itself."""
    if isinstance(item, str):
        return item
    if not isinstance(item, dict):
        return None
    key = next((key for key in NAMES if key in item), None)
    if key is None:
        return None
    if key == "fiscal_year":
        return _year(item[key])
    return f"{item[key]} {item.get('aspect', '')}".strip()


def _year(written: Plain) -> str:
    try:
        return str(FiscalYear.parse(str(written)))
    except ValueError:
        return str(written)


@dataclass(frozen=True, slots=True)
class _Change:
    """Some of a text's lines, and what stands in their place. Counted from 0; `end` is none."""

    start: int
    end: int
    lines: tuple[str, ...]


@dataclass
class _Editor:
    """Collects the changes of a document's lines."""

    document: YamlDocument
    order: Order
    changes: list[_Change] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.source = SourceLines(self.document)

    def text(self) -> str:
        """The text with all changes."""
        lines = list(self.source.lines)
        # At one line, what was noted first stands first: inner values before outer ones.
        in_order = sorted(self.changes, key=lambda it: (it.start, it.end))
        for change in in_order[::-1]:
            lines[change.start : change.end] = change.lines
        return "\n".join([*lines, ""])

    def mapping(
        self,
        node: Node,
        before: Mapping[str, Plain],
        after: Mapping[str, Plain],
        keys: tuple[str, ...],
    ) -> None:
        """The changes that make of the mapping `before` the mapping `after`."""
        assert isinstance(node, MappingNode)  # noqa: S101 - for the type checker
        nodes = {key.value: (key, value) for key, value in node.value}
        removed = [key for key in before if key not in after]
        if removed and next(iter(before)) in removed and self._shares_line(node):
            self._whole(node, after)
            return
        for key in removed:
            self._replace_lines(nodes[key][0].start_mark.line, nodes[key][1], ())
        for key in before:
            if key in after and not same(before[key], after[key]):
                self._pair(nodes[key], before[key], after[key], (*keys, key))
        self._add(node, nodes, [key for key in after if key not in before], after, keys)

    def _add(
        self,
        node: Node,
        nodes: Mapping[str, tuple[Node, Node]],
        added: Sequence[str],
        after: Mapping[str, Plain],
        keys: tuple[str, ...],
    ) -> None:
        """The new keys, each behind those that are written before it."""
        order = list(self.order(keys))
        places = {key: n for n, key in enumerate(order)}
        column = node.start_mark.column
        for line, group in _grouped(added, nodes, places, self._behind(node, nodes)):
            lines = [text for key in group for text in pair(key, after[key], column)]
            self.changes.append(_Change(line, line, tuple(lines)))

    def _behind(
        self, node: Node, nodes: Mapping[str, tuple[Node, Node]]
    ) -> Callable[[str | None], int]:
        """The line behind a key's value; of none, that of the first key, if it can be moved."""

        def line(key: str | None) -> int:
            if key is None and not self._shares_line(node):
                return int(node.start_mark.line)
            _, value = nodes[key] if key is not None else next(iter(nodes.values()))
            return self._below(value, node.start_mark.column)

        return line

    def _pair(
        self, nodes: tuple[Node, Node], before: Plain, after: Plain, keys: tuple[str, ...]
    ) -> None:
        key, value = nodes
        if is_block(value) and isinstance(before, dict) and isinstance(after, dict) and after:
            self.mapping(value, before, after, keys)
        elif is_block(value) and isinstance(before, tuple) and isinstance(after, tuple) and after:
            self.sequence(value, before, after, keys)
        elif _is_single(value) and not isinstance(after, dict | tuple):
            self._scalar(value, after, key.start_mark.column)
        else:
            lines = tuple(pair(key.value, after, key.start_mark.column))
            start = key.start_mark.line
            head = self.source.lines[start][: key.start_mark.column]
            first = head + lines[0][key.start_mark.column :]
            self._replace_lines(start, value, (first, *lines[1:]))

    def _scalar(self, node: Node, after: Plain, column: int) -> None:
        """A single value in place of another; what stands beside it stays."""
        assert isinstance(node, ScalarNode)  # noqa: S101 - for the type checker
        start, last = node.start_mark, self.source.last_line(node)
        lines = self.source.lines
        if is_text(node):
            end, tail_line = start.column + len(self.source.header(node)), start.line
        else:
            end, tail_line = node.end_mark.column, node.end_mark.line
        tail = lines[tail_line][end:]
        # A comment beside a text without quotation marks would seem to be part of it.
        quote = node.style if node.style in {"'", '"'} else '"' if tail.strip() else ""
        first, *rest = scalar(after, quote or "")
        changed = lines[start.line][: start.column] + first + tail
        below = (" " * (column + STEP) + line if line else "" for line in rest)
        self.changes.append(_Change(start.line, last + 1, (changed, *below)))

    def sequence(
        self,
        node: Node,
        before: tuple[Plain, ...],
        after: tuple[Plain, ...],
        keys: tuple[str, ...],
    ) -> None:
        """The changes that make of the list `before` the list `after`."""
        assert isinstance(node, SequenceNode)  # noqa: S101 - for the type checker
        old, new = _names(before), _names(after)
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        for _, i1, i2, j1, j2 in matcher.get_opcodes():
            paired = 0
            if old[i1:i2] == new[j1:j2] or not _are_known(before[i1:i2] + after[j1:j2]):
                paired = min(i2 - i1, j2 - j1)
            for n in range(paired):
                self._item(node, i1 + n, before[i1 + n], after[j1 + n], keys)
            for n in range(i1 + paired, i2):
                self._replace_lines(self._line_of(node, n), node.value[n], ())
            if j1 + paired < j2:
                line = self._line_after(node, i2)
                made = items(after[j1 + paired : j2], node.start_mark.column)
                self.changes.append(_Change(line, line, tuple(made)))

    def _item(
        self, node: Node, number: int, before: Plain, after: Plain, keys: tuple[str, ...]
    ) -> None:
        value = node.value[number]
        if same(before, after):
            return
        if is_block(value) and isinstance(before, dict) and isinstance(after, dict):
            self.mapping(value, before, after, keys)
        elif _is_single(value) and not isinstance(after, dict | tuple):
            self._scalar(value, after, node.start_mark.column)
        else:
            made = tuple(items([after], node.start_mark.column))
            self._replace_lines(self._line_of(node, number), value, made)

    def _line_of(self, node: Node, number: int) -> int:
        """The line with an item's dash."""
        line: int = node.value[number].start_mark.line
        dash = " " * node.start_mark.column + "-"
        while not self.source.lines[line].startswith(dash):
            line -= 1
        return line

    def _line_after(self, node: Node, number: int) -> int:
        """The line behind the item before `number`; of the first, its own."""
        if number == 0:
            return self._line_of(node, 0)
        return self._below(node.value[number - 1], node.start_mark.column)

    def _below(self, node: Node, column: int) -> int:
        """The line behind a value and the comments that are indented further than `column`."""
        lines, line = self.source.lines, self.source.last_line(node) + 1
        while line < len(lines) and lines[line].startswith(" " * (column + 1)):
            line += 1
        return line

    def _whole(self, node: Node, after: Mapping[str, Plain]) -> None:
        """An item whose first key goes: it is written anew."""
        column = node.start_mark.column
        first, *rest = items([dict(after)], column - STEP)
        line = node.start_mark.line
        head = self.source.lines[line][:column]
        self._replace_lines(line, node, (head + first[column:], *rest))

    def _shares_line(self, node: Node) -> bool:
        """Whether a dash stands before a mapping's first key."""
        line = self.source.lines[node.start_mark.line]
        return bool(line[: node.start_mark.column].strip())

    def _replace_lines(self, start: int, value: Node, lines: tuple[str, ...]) -> None:
        self.changes.append(_Change(start, self.source.last_line(value) + 1, lines))


def _is_single(node: Node) -> bool:
    return isinstance(node, ScalarNode)


def _names(values: Sequence[Plain]) -> list[str]:
    return [name_of(value) or repr(value) for value in values]


def _are_known(values: Sequence[Plain]) -> bool:
    """Whether the items are known by names, so that none can become another."""
    return all(isinstance(value, dict) and name_of(value) for value in values)


def _grouped(
    added: Sequence[str],
    present: Mapping[str, object],
    places: Mapping[str, int],
    behind: Callable[[str | None], int],
) -> Iterator[tuple[int, list[str]]]:
    """The new keys in their order, together where they stand behind the same key."""
    last = len(places)
    groups: dict[int, list[str]] = {}
    for key in sorted(added, key=lambda key: places.get(key, last)):
        place = places.get(key, last)
        before = [other for other in present if places.get(other, last) < place]
        nearest = max(before, key=lambda other: places.get(other, last), default=None)
        groups.setdefault(behind(nearest), []).append(key)
    yield from groups.items()
