"""The canonical form of a record: one way to lay out what is written, and not a letter changed.

Two spaces a level, a list's lines two spaces under its key, one space behind `:` and `-` and
before a comment, at most one blank line, no white space at a line's end, one line end at the
file's. Words, digits, quotation marks, comments and the order of keys stay as they were written.

The lines are printed from YAML's nodes, each value cut out of the text where it stands; a writer
that makes text from values would choose quotation marks and line breaks of its own.
"""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from hyoka.authoring.source_lines import INDICATOR, SourceLines, is_block, is_text
from hyoka.content.content import Entry
from hyoka.content.documents import YamlDocument, parse_document, read_document
from hyoka.problems import Problem

_STEP = 2
_BETWEEN = re.compile(r"[\s:?.-]*(#.*)?")
"""What may stand on a line behind its last value: signs of the layout, then a comment."""
_CHOMPING = re.compile(r"[+-]")


@dataclass(frozen=True, slots=True)
class Formatted:
    """A record's file beside its canonical form."""

    path: str
    """As a reader knows it."""
    before: str
    after: str

    @property
    def changed(self) -> bool:
        """Whether the file is not in its canonical form."""
        return self.before != self.after

    @property
    def diff(self) -> str:
        """What would change, as a unified diff."""
        # A byte order mark or another line end would not be seen.
        before = (self.before.replace("\ufeff", "\\ufeff").replace("\r", "\\r")).split("\n")
        lines = difflib.unified_diff(
            before, self.after.split("\n"), self.path, self.path, lineterm=""
        )
        return "\n".join(lines)


def formatted(entry: Entry, path: str) -> Formatted | tuple[Problem, ...]:
    """The record's canonical form, or what keeps it from being read. `path` names it.

    Raises:
        ValueError: its canonical form would say something else.
    """
    document = read_document(entry, path)
    if isinstance(document, tuple):
        return document
    before = (entry.data or b"").decode("utf-8")
    return Formatted(path, before, canonical(document))


def canonical(document: YamlDocument) -> str:
    """The document's text in canonical form.

    Raises:
        ValueError: it would say something else. No text is known for which it does; this is the
            proof, made anew for each file before a byte of it is changed.
    """
    text = _Printer(document).print()
    again = parse_document(text, document.path)
    if isinstance(again, tuple) or repr(again.data) != repr(document.data):
        raise ValueError(document.path)
    if comments(again) != comments(document):
        raise ValueError(document.path)
    return text


def comments(document: YamlDocument) -> list[str]:
    """The document's comments from the first to the last, but those inside brackets."""
    return [note.text for note in _notes(SourceLines(document)) if note.text]


@dataclass(frozen=True, slots=True)
class _Note:
    """A comment, or (without a text) a blank line."""

    line: int
    """Counted from 0."""
    column: int
    text: str = ""
    beside: bool = False
    """Whether a value or a key stands before it on its line."""


def _notes(source: SourceLines) -> Iterator[_Note]:
    for number, line in enumerate(source.lines):
        end = source.ends.get(number, 0)
        if number in source.inside and not end:
            continue
        match = _BETWEEN.match(line, end)
        if match and match[1]:
            yield _Note(number, match.start(1), match[1].rstrip(), beside=end > 0)
        elif not line.strip():
            yield _Note(number, 0)


class _Printer:
    """Prints a document's nodes, and between them its comments and blank lines."""

    def __init__(self, document: YamlDocument) -> None:
        self.source = SourceLines(document)
        self.notes = list(_notes(self.source))
        self.lines: list[str] = []
        self.levels: list[tuple[int, int]] = [(0, 0)]
        """Where each collection that is being printed stood, and where it stands now."""
        self.open: list[tuple[int, int]] = [(0, 0)]
        """The same, as they were at the last line."""
        self.keeps = False
        """Whether a blank line would become part of the text above it (`|+`)."""

    def print(self) -> str:
        root = self.source.root
        if is_block(root):
            self.collection(root, 0, "")
        else:
            self.value(root, 0, "")
        self.catch_up(len(self.source.lines), 0)
        while self.lines and not self.lines[-1] and not self.keeps:
            self.lines.pop()
        return "\n".join([*self.lines, ""])

    def collection(self, node: Node, column: int, lead: str) -> None:
        """A list or a mapping; `lead` stands before its first line."""
        self.levels.append((node.start_mark.column, column))
        for child in node.value:
            if isinstance(node, MappingNode):
                key, value = child
                self.pair(key, value, column, lead)
            elif is_block(child):
                self.collection(child, column + _STEP, f"{lead}- ")
            else:
                self.value(child, column, f"{lead}- ")
            lead = " " * column
        self.levels.pop()

    def pair(self, key: Node, value: Node, column: int, lead: str) -> None:
        name = "".join(self.source.cut(key))
        if is_block(value):
            self.line(f"{lead}{name}:", key.end_mark.line)
            self.collection(value, column + _STEP, " " * (column + _STEP))
        else:
            self.value(value, column, f"{lead}{name}: ")

    def value(self, node: Node, column: int, lead: str) -> None:
        line = node.start_mark.line
        if is_text(node):
            self.line(lead + self.header(node), line)
            indent = " " * (column + _STEP)
            self.lines += [indent + text if text else "" for text in self.source.blocks[line]]
            self.keeps = "+" in self.source.header(node)
            return
        first, *rest = self.source.cut(node)
        if not rest:
            self.line(lead + first, line)
            return
        self.line((lead + first).rstrip(), line, beside=False)
        for text in rest[:-1]:
            self.lines.append(" " * (column + _STEP) + text.strip() if text.strip() else "")
        closing = rest[-1].strip()
        deeper = 0 if closing in {"]", "}"} else _STEP
        self.lines.append(" " * (column + deeper) + closing + self.beside(node.end_mark.line))

    def header(self, node: ScalarNode) -> str:
        header = INDICATOR.sub(str(_STEP), self.source.header(node))
        last = node.start_mark.line + len(self.source.blocks[node.start_mark.line])
        cut_off = last + 1 == len(self.source.lines) and not self.source.complete
        # The file's last line is given its end; it does not become the text's.
        return f"{_CHOMPING.sub('', header)}-" if cut_off else header

    def line(self, text: str, number: int, *, beside: bool = True) -> None:
        """One line, printed for the line `number` of the source."""
        self.catch_up(number, len(text) - len(text.lstrip(" ")))
        self.lines.append(text + (self.beside(number) if beside else ""))
        self.keeps = False
        self.open = list(self.levels)

    def beside(self, number: int) -> str:
        if self.notes and self.notes[0].line == number and self.notes[0].beside:
            return f" {self.notes.pop(0).text}"
        return ""

    def catch_up(self, number: int, column: int) -> None:
        """The comments and blank lines above the line `number`, which begins at `column`."""
        while self.notes and self.notes[0].line < number:
            note = self.notes.pop(0)
            if note.text:
                self.lines.append(" " * self.place(note, column) + note.text)
                self.keeps = False
            elif self.lines and self.lines[-1] and not self.keeps:
                self.lines.append("")

    def place(self, note: _Note, column: int) -> int:
        """Where a comment stands: with the next line, or still with what ends above it."""
        following = next(before for before, now in reversed(self.levels) if now == column)
        if note.beside or note.column <= following:
            return column
        return max(column, *(now for before, now in self.open if before <= note.column))


def end_of(document: YamlDocument, key: str) -> tuple[int, int] | None:
    """How many lines there are up to the end of the list at `key`, and how far it is indented.

    `None`: there is no such list, or it stands in brackets.
    """
    found = [value for name, value in document.root.value if name.value == key]
    if not found or not isinstance(found[0], SequenceNode) or found[0].flow_style:
        return None
    return SourceLines(document).last_line(found[0]) + 1, found[0].start_mark.column
