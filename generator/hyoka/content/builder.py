"""YAML's nodes into plain data, with the position of every value and all that no record may hold.

Numbers keep the digits they were typed with: `65.0` becomes `Decimal("65.0")`, made from the
scalar's text; a binary float never arises.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from hyoka.content.positions import Positions, Span, problem_at, sign_at, span_of
from hyoka.content.sanitizing import CONTROL, code_of, control_in
from hyoka.problems import MAX_ERRORS, Problem, RecordPath

Scalar = str | int | Decimal | bool
Plain = str | int | Decimal | bool | tuple["Plain", ...] | dict[str, "Plain"] | None
"""What a YAML file holds, as plain data. `None` never gets into a record: it is a problem."""

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?")
_LONGEST_INTEGER = 1000
"""Python refuses to read much longer ones as `int`."""
_COMMENT = re.compile(r"\s+(#.*)")
_GLUED_COMMENT = re.compile(r"\s+(#\S.*)")
"""#2, which is seldom meant as a comment, even after an id or a unit in ASCII."""
_GLUED_DASH = re.compile(r"-[^\s\d.-]")
"""-matsuri: meant as an item of a list, where no number is."""
_CELL = re.compile(r"#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!|#{2,})")
"""What a spreadsheet shows where it has no value."""
_COMMENTED = re.compile(r"\s*#\s*(?:- |[a-z_]+:(?:\s|$))")
"""A line of a record as a comment, such as those of a begun one."""
_WIDE_SPACES = ("\u3000", "\u00a0")
_BLOCK_STYLES = {"|", ">"}
_CONSTANTS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "true": True,
    "false": False,
}
_MAX_PROBLEMS = 10 * MAX_ERRORS
"""So many of a file's values are told of before those that need not be told are left out."""
UNREADABLE_KEY = -1
"""Stands in a place for a key that could not be read."""


@dataclass(frozen=True, slots=True)
class Built:
    """What was made of a text's nodes."""

    data: Plain
    positions: Positions
    problems: tuple[Problem, ...]
    unreadable: frozenset[RecordPath]
    """The places whose values are not what stands there."""
    gaps: frozenset[int]
    """The lines, counted from 0, with entries that could not be read at all."""


def build(
    root: Node, path: str, text: str, lines: list[str], damaged: Mapping[int, frozenset[int]]
) -> Built:
    """What the nodes below `root` are as data.

    Args:
        root: what the reader made of the text.
        path: names the text.
        text: what was read.
        lines: those of the text.
        damaged: of its lines, counted from 0, the columns of what was replaced.
    """
    builder = _Builder(path, text, lines, damaged)
    data = builder.plain(root, ())
    unreadable, gaps = frozenset(builder.unreadable), frozenset(builder.gaps)
    return Built(data, builder.positions, tuple(builder.problems), unreadable, gaps)


class _Builder:
    """Turns YAML's nodes into plain data and collects what has no place in a record."""

    def __init__(
        self, path: str, text: str, lines: list[str], damaged: Mapping[int, frozenset[int]]
    ) -> None:
        self.path = path
        self.lines = lines
        self.damaged = damaged
        self.problems: list[Problem] = []
        self.visited: set[int] = set()
        self.positions = Positions()
        self.unreadable: set[RecordPath] = set()
        self.gaps = {n for n, columns in damaged.items() if _begins(lines, n, columns)}
        # What the whole text lacks need not be looked for at every one of its values.
        self.may_have_sign = "&" in text or "!" in text
        self.may_have_escape = "\\" in text
        self.may_have_comment = "#" in text

    def plain(self, node: Node, place: RecordPath, key: Node | None = None) -> Plain:
        self.positions.add(place, node, key)
        if self.may_have_sign:
            if id(node) in self.visited:
                # libyaml hands out an anchor's node again for its alias. The anchor was refused.
                self.unreadable.add(place)
                return None
            self.visited.add(id(node))
            self.check_sign(node, place)
        if isinstance(node, ScalarNode):
            return self.scalar(node, place)
        if isinstance(node, SequenceNode):
            return tuple([self.plain(item, (*place, i)) for i, item in enumerate(node.value)])
        if isinstance(node, MappingNode):
            return self.mapping(node, place)
        raise TypeError(node)

    def scalar(self, node: ScalarNode, place: RecordPath) -> Plain:
        value = _scalar(node)
        if self.damaged and self.hits(node):
            self.unreadable.add(place)
        elif value is None and not self.check_comment(node, place, _GLUED_COMMENT):
            self.add("blank", node, place, self.commented_below(node))
        elif isinstance(value, str) and _CELL.fullmatch(value):
            self.add("spreadsheet", node, place, {"got": value})
        elif isinstance(value, str):
            self.check_characters(node, place)
            self.check_whole(value, node, place)
        return value

    def hits(self, node: Node) -> list[int]:
        """The columns in the node of what was replaced."""
        start, end = node.start_mark, node.end_mark
        return [
            column
            for line in range(start.line, end.line + 1)
            for column in self.damaged.get(line, ())
            if (start.line, start.column) <= (line, column) < (end.line, end.column)
        ]

    def repair(self, key: ScalarNode, place: RecordPath) -> None:
        """Read a key as if what was replaced in it had not stood there."""
        line, hits = key.start_mark.line, self.hits(key)
        if not key.style:
            columns = range(key.start_mark.column, key.end_mark.column)
            key.value = "".join(self.lines[line][n] for n in columns if n not in hits)
        self.unreadable.add((*place, UNREADABLE_KEY))
        self.gaps.add(line)

    def commented_below(self, node: ScalarNode) -> dict[str, str]:
        """Of a blank value the line, counted from 1, on which what belongs to it is a comment."""
        below = node.start_mark.line + 1
        found = below < len(self.lines) and _COMMENTED.match(self.lines[below])
        return {"commented": str(below + 1)} if found else {}

    def mapping(self, node: MappingNode, place: RecordPath) -> dict[str, Plain] | None:
        if node.flow_style and any(_is_absent(value) for _, value in node.value):
            # To YAML, {あ} is the key あ without a value; to its writer, it is a text.
            self.add("sign", node, place, {"sign": "{"})
            return None
        seen: dict[str, Node] = {}
        items: dict[str, Plain] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                self.add_key("sign", key, place, {"sign": self.first_sign(key)})
                continue
            if self.damaged and self.hits(key):
                self.repair(key, place)
            name = str(key.value)
            if name in seen:
                first = str(seen[name].start_mark.line + 1)
                values = {"key": name, "first": first}
                self.tell("duplicate_key", span_of(key), (*place, name), values)
                continue
            seen[name] = key
            if self.is_key(key, name, place):
                inside = (*place, name)
                items[name] = self.plain(value, inside, key)
        return items

    def is_key(self, key: ScalarNode, name: str, place: RecordPath) -> bool:
        """Whether the key in what is at `place` is what its writer meant."""
        if self.may_have_sign and (sign := self.first_sign(key)) in {"&", "!"}:
            self.add_key("sign", key, place, {"sign": sign})
        elif self.may_have_escape and (control := CONTROL.search(name)):
            self.add_key("control_character", key, place, code_of(control))
        elif name.startswith(_WIDE_SPACES):
            self.add_key("wide_space", key, place, {})
            self.gaps.add(key.start_mark.line)  # it may belong to what stands above it
        elif name == "<<" and not key.style:
            self.add_key("merge_key", key, place, {})
        else:
            return True
        return False

    def check_sign(self, node: Node, place: RecordPath) -> None:
        """An anchor or a tag: YAML takes its word for itself, and the text would lose it."""
        if (sign := self.first_sign(node)) in {"&", "!"}:
            self.add("sign", node, place, {"sign": sign})

    def check_characters(self, node: ScalarNode, place: RecordPath) -> None:
        """A control character that an escape in quotation marks has made."""
        if self.may_have_escape and (control := control_in(node.value)):
            self.add("control_character", node, place, code_of(control))

    def check_whole(self, text: str, node: ScalarNode, place: RecordPath) -> None:
        """Whether the text is what stands there: YAML joins lines and drops comments silently."""
        style, end = node.style, node.end_mark
        if not style and _GLUED_DASH.match(text) and self.begins_line(node):
            self.add("dash_space", node, place, {})
        elif style not in _BLOCK_STYLES and node.start_mark.line != end.line:
            self.add("wrapped", node, place, {})
        elif not style and self.may_have_comment:
            self.check_comment(node, place, _GLUED_COMMENT if text.isascii() else _COMMENT)

    def begins_line(self, node: Node) -> bool:
        """Whether nothing stands before the node on its line."""
        start = node.start_mark
        return not self.lines[start.line][: start.column].strip()

    def check_comment(self, node: ScalarNode, place: RecordPath, form: re.Pattern[str]) -> bool:
        """Whether a comment of this form follows: it may be the rest of the text."""
        end = node.end_mark
        comment = (
            form.match(self.lines[end.line], end.column) if end.line < len(self.lines) else None
        )
        if comment:
            span = Span(end.line + 1, comment.start(1) + 1, len(comment[1]))
            rule = "spreadsheet" if _CELL.fullmatch(comment[1].rstrip()) else "comment"
            values = {{"comment": "comment", "spreadsheet": "got"}[rule]: comment[1].rstrip()}
            self.unreadable.add(place)
            self.tell(rule, span, place, values)
        return comment is not None

    def first_sign(self, node: Node) -> str:
        """The character that the node begins with in the file."""
        return sign_at(self.lines, node.start_mark)

    def add(self, rule: str, node: Node, place: RecordPath, values: dict[str, str]) -> None:
        """A problem that keeps the value at `place` from being what stands there."""
        self.unreadable.add(place)
        self.tell(rule, span_of(node), place, values)

    def add_key(self, rule: str, key: Node, place: RecordPath, values: dict[str, str]) -> None:
        """A problem that keeps a key in what is at `place` from being known."""
        self.unreadable.add((*place, UNREADABLE_KEY))
        self.tell(rule, span_of(key), place, values)

    def tell(self, rule: str, span: Span, place: RecordPath, values: dict[str, str]) -> None:
        if len(self.problems) < _MAX_PROBLEMS:
            self.problems.append(problem_at(self.path, self.lines, span, rule, place, values))


def _scalar(node: ScalarNode) -> Scalar | None:
    text: str = node.value
    if node.style:
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    number = _NUMBER.fullmatch(text)
    if number is None:
        return text
    return Decimal(text) if number[1] or len(text) > _LONGEST_INTEGER else int(text)


def _begins(lines: list[str], line: int, columns: frozenset[int]) -> bool:
    """Whether one of the columns is in the indentation of a line that is not blank."""
    text = lines[line] if line < len(lines) else ""
    return bool(text.strip()) and min(columns) < len(text) - len(text.lstrip())


def _is_absent(node: Node) -> bool:
    return isinstance(node, ScalarNode) and not node.style and not node.value
