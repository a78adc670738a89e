"""One YAML file read into plain data, with the place of every value. The only room that knows YAML.

Numbers keep the digits they were typed with: `65.0` becomes `Decimal("65.0")`, made from the
scalar's text; a binary float never arises.
"""

import logging
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import cast

from ruamel.yaml.composer import Composer
from ruamel.yaml.docinfo import DocInfo
from ruamel.yaml.error import MarkedYAMLError, StringMark, YAMLError
from ruamel.yaml.events import CollectionEndEvent, CollectionStartEvent, Event, ScalarEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.parser import Parser
from ruamel.yaml.reader import Reader, ReaderError
from ruamel.yaml.scanner import Scanner, ScannerError
from ruamel.yaml.tokens import BlockEndToken, KeyToken, ScalarToken, ValueToken

from hyoka.problems import MOST_ERRORS, Place, Problem
from hyoka.recovery import Recovery
from hyoka.sanitizing import CONTROL, Sanitized, code_of, control_in, decoded, sanitized

Scalar = str | int | Decimal | bool
Plain = str | int | Decimal | bool | tuple["Plain", ...] | dict[str, "Plain"] | None
"""What a YAML file holds, as plain data. `None` never gets into a record: it is a problem."""

MAX_BYTES = 500_000
"""No record is larger; what is larger is refused unread.

One with twenty indicators over thirty years has a quarter of it; twice as much could take longer
to check than anybody waits.
"""
MAX_BYTES_OF_PAGE = 1_000_000
"""No page by hand is larger; how many letters and signs it has is bounded, too."""
MAX_DEPTH = 32
"""No record nests deeper. libyaml's composer calls itself: enough levels would end the process."""

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?")
_LONGEST_INTEGER = 1000
"""Python refuses to read much longer ones as `int`."""
_COMMENT = re.compile(r"\s+(#.*)")
_GLUED_COMMENT = re.compile(r"\s+(#\S.*)")
"""#2, which is seldom meant as a comment, even after an id or a unit in ASCII."""
_DASH = re.compile(r"\s*-[^\s-]")
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


_LONE_RETURN = re.compile(r"\r(?!\n)")
"""A carriage return without a line feed."""
_MOST_PROBLEMS = 10 * MOST_ERRORS
"""So many of a file's values are told of before those that need not be told are left out."""
_UNREADABLE_KEY = -1
"""Stands in a place for a key that could not be read."""


@dataclass(frozen=True, slots=True)
class Span:
    """Where a value stands: line and column from 1, length in characters on that line."""

    line: int
    column: int
    length: int


@dataclass(frozen=True)
class YamlDocument:
    """A file's text and what it holds."""

    path: str
    text: str
    root: Node
    data: Plain
    lines: Mapping[Place, int]
    """The line of every key, by the place of its value."""
    notices: tuple[Problem, ...] = ()
    """What was accepted and yet is worth knowing."""
    unreadable: frozenset[Place] = frozenset()
    """The places whose values are not what stands there: what is wrong with them is told."""
    gaps: frozenset[int] = frozenset()
    """The lines, counted from 0, with entries that could not be read at all."""

    def problem(
        self, rule: str, place: Place, values: Mapping[str, str] = {}, *, at_key: bool = False
    ) -> Problem:
        """A problem with the value at `place`, or with its key."""
        span = self.locate(place, at_key=at_key)
        return _problem(self.path, self._lines, span, rule, place, values)

    def locate(self, place: Place, *, at_key: bool = False) -> Span:
        """Where the value at `place` stands; where that is absent, its nearest holder."""
        node, key = self._node(place)
        return _span(key if at_key and key is not None else node, key)

    def is_incomplete(self, place: Place) -> bool:
        """Whether what is at `place` had more in it that could not be read."""
        if (*place, _UNREADABLE_KEY) in self.unreadable:
            return True
        node, key = self._node(place)
        first = (key or node).start_mark.line if place else 0
        return any(first <= gap <= node.end_mark.line for gap in self.gaps)

    def commented(self, place: Place, key: str) -> int | None:
        """The line, counted from 1, on which the key stands as a comment in what is at `place`."""
        node = self._node(place)[0]
        first, end = node.start_mark.line, node.end_mark.line
        form = re.compile(rf"\s*#\s*{re.escape(key)}:(?:\s|$)")
        # The root begins with its first key; comments may stand above it.
        inside = range(first if place else 0, min(end + 1, len(self._lines)))
        return next((n + 1 for n in inside if form.match(self._lines[n])), None)

    def _node(self, place: Place) -> tuple[Node, Node | None]:
        """What stands at `place`, or its nearest holder, and its key."""
        node, key = self.root, None
        for step in place:
            child = self._children(node).get(step)
            if child is None:
                break
            key, node = child
        return node, key

    def _children(self, node: Node) -> "_Children":
        """What the node holds; kept, for it may hold as many values as it has problems."""
        if id(node) not in self._held:
            self._held[id(node)] = _children(node)
        return self._held[id(node)]

    @cached_property
    def _held(self) -> dict[int, "_Children"]:
        return {}

    @cached_property
    def _lines(self) -> list[str]:
        return lines_of(self.text)


@dataclass(frozen=True)
class Examined:
    """What could be read of a file, and everything that keeps it from being a record."""

    document: YamlDocument | None
    """`None` where nothing can be said of any value."""
    problems: tuple[Problem, ...] = ()


def read_document(file: Path, path: str) -> YamlDocument | tuple[Problem, ...]:
    """The file as plain data, or everything that keeps it from being read. `path` names it."""
    return _whole(examine_document(file, path))


def parse_document(text: str, path: str) -> YamlDocument | tuple[Problem, ...]:
    """As `read_document`, from the text."""
    return _whole(examine_text(text, path))


def examine_document(file: Path, path: str) -> Examined:
    """The file as plain data as far as it can be read. `path` names it."""
    raw = _read(file, path, MAX_BYTES)
    if isinstance(raw, tuple):
        return Examined(None, raw)
    text = _decoded(raw, path)
    if isinstance(text, tuple):
        if (nearly := decoded(raw)) is None:
            return Examined(None, text)
        text = nearly
    examined = examine_text(text, path)
    notices = tuple(_notices(text, path))
    if examined.document is None:
        return Examined(None, (*examined.problems, *notices))
    return replace(examined, document=replace(examined.document, notices=notices))


def examine_text(raw: str, path: str) -> Examined:
    """As `examine_document`, from the text."""
    text = _unified(raw)
    clean = sanitized(text)
    source = _Source(path, _BYTES.sub("\ufffd", text) if clean.faults else text, clean)
    root = _root(clean.text, path, source.lines)
    if isinstance(root, tuple):
        return _recovered(root, source)
    built = _built(root, source, clean.text, source.lines)
    return replace(built, problems=tuple(source.told(built.problems)))


_BYTES = re.compile("[\udc80-\udcff]")
"""What a byte that is no UTF-8 was decoded to."""


@dataclass(frozen=True)
class _Source:
    """A text as it stands, and as it is read."""

    path: str
    text: str
    clean: Sanitized

    @cached_property
    def lines(self) -> list[str]:
        """Those of what is read."""
        return lines_of(self.clean.text)

    @property
    def faults(self) -> Iterator[Problem]:
        """What nobody could read the text with."""
        if self.clean.faults:
            lines = lines_of(self.text)
            for fault in self.clean.faults:
                span = Span(fault.line, fault.column, fault.length)
                yield _problem(self.path, lines, span, fault.rule, (), fault.values)

    def told(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """The faults, and those of the problems that do not come of one."""
        yield from self.faults
        lines = lines_of(self.text)
        for problem in problems:
            if not self._comes_of_a_fault(problem):
                yield replace(problem, excerpt=lines[problem.line - 1])

    def _comes_of_a_fault(self, problem: Problem) -> bool:
        clean, line = self.clean, problem.line - 1
        if problem.rule == "empty":
            return bool(clean.faults)
        if problem.rule == "duplicate_key":
            first = int(problem.values["first"]) - 1
            if clean.is_torn or first in clean.ambiguous:
                return True
        return line in clean.damaged or line in clean.ambiguous


def _whole(examined: Examined) -> YamlDocument | tuple[Problem, ...]:
    """The document, or its problems and notices."""
    if examined.document is None or examined.problems:
        return examined.problems + (examined.document.notices if examined.document else ())
    return examined.document


def _root(text: str, path: str, lines: list[str]) -> Node | tuple[Problem, ...]:
    """What the text holds, or what keeps it from being read."""
    try:
        if deep := _too_deep(text):
            return (_problem(path, lines, deep, "too_deep", (), {"limit": str(MAX_DEPTH)}),)
        root = _compose(text)
    except YAMLError as error:
        problem = _unreadable(path, lines, error)
        if quote := _open_quote(text, lines, problem):
            return (quote,)
        return tuple(_slips(problem, lines)) or (problem,)
    return root or (_problem(path, lines, Span(1, 1, 1), "empty", (), {}),)


_NEVER_CLOSED = {"quote", "bracket"}
"""Nobody knows where such a value should have ended."""
_MOST_LEFT_OUT = 20
"""So often a text is read again without what could not be read."""
_MOST_READ_AGAIN = 1_000_000
"""So many characters are read again in all: a long text less often, but once at least."""


def _recovered(problems: tuple[Problem, ...], source: _Source) -> Examined:
    """What can be read of a text without the entries that no YAML can be made of."""
    recovery, found = Recovery(source.lines), problems
    # Beside two ways to write the same, what does not fit may be right with the other one.
    sure = not source.clean.ambiguous
    told = [p for p in found if sure or _is_wrong_alone(p, recovery)]
    last = max(problem.line for problem in found)
    for _ in range(_readings(source.text)):
        if any(problem.rule == "empty" for problem in found):
            break
        recovery.open |= {p.line - 1 for p in found if p.line - 1 in source.clean.damaged}
        left_out = [_leave_out(problem, recovery, told) for problem in found]
        if not any(left_out):
            break
        root = _root(recovery.text, source.path, recovery.lines)
        if not isinstance(root, tuple):
            if recovery.is_cut and not isinstance(root, MappingNode):
                break  # the record is the other document
            return _rest(root, recovery, told, source)
        found = root
        # What is wrong only beside what was left out is told when that is mended.
        told += [p for p in found if p.line > last and _is_wrong_alone(p, recovery)]
        last = max(last, *(problem.line for problem in found))
    return Examined(None, tuple(source.told(told)))


def _leave_out(problem: Problem, recovery: Recovery, told: list[Problem]) -> bool:
    """Leave out what the problem is with; whether anything was."""
    line = problem.line - 1
    if problem.rule == "two_documents":
        return recovery.cut(line)
    if problem.rule == "too_deep":
        return recovery.leave_out_deep(line)
    if problem.rule == "tab" and (tabbed := recovery.untab(line)):
        others = (n for n in tabbed if n != line)
        told += [replace(problem, line=n + 1, column=1) for n in others]
        return True
    if problem.rule in _NEVER_CLOSED:
        recovery.open.add(line)
    return recovery.leave_out(line, whole=problem.rule in _SLIPS)


def _readings(text: str) -> int:
    """How often a text may be read again."""
    return min(_MOST_LEFT_OUT, max(1, _MOST_READ_AGAIN // max(1, len(text))))


def _is_wrong_alone(problem: Problem, recovery: Recovery) -> bool:
    if problem.rule in {"two_documents", "too_deep"}:
        return True
    if problem.rule == "empty" or not recovery.is_left(problem.line - 1):
        return False
    entry = recovery.entry(problem.line - 1)
    try:
        if not _too_deep(entry):
            _compose(entry)
    except YAMLError:
        return True
    return False


def _rest(root: Node, recovery: Recovery, told: list[Problem], source: _Source) -> Examined:
    """What is left of a text as data, and its further problems."""
    rest = _built(root, source, recovery.text, recovery.lines)
    assert rest.document is not None  # noqa: S101 - for the type checker
    further = [
        problem
        for problem in rest.problems
        if recovery.is_left(problem.line - 1)
        and not (problem.rule == "blank" and _next(source.lines, problem.line) in recovery.removed)
    ]
    gaps = rest.document.gaps | recovery.removed | recovery.open
    document = replace(rest.document, gaps=gaps)
    return Examined(document, tuple(source.told([*told, *further])))


def _built(root: Node, source: _Source, text: str, lines: list[str]) -> Examined:
    """The root of what is read of a text as data, and its problems."""
    clean = source.clean
    builder = _Builder(source.path, text, lines, clean.damaged)
    data = builder.plain(root, ())
    document = YamlDocument(
        source.path,
        source.text,
        root,
        data,
        builder.key_lines,
        (),
        frozenset(builder.unreadable),
        frozenset(builder.gaps | clean.ambiguous),
    )
    problems = _told_once(builder.problems)
    return Examined(document, tuple(problems))


def _next(lines: list[str], after: int) -> int | None:
    """The next line, counted from 0, that is neither blank nor a comment."""
    rest = range(after, len(lines))
    return next((n for n in rest if not re.match(r"\s*(#|$)", lines[n])), None)


def read_text(file: Path, path: str) -> str | tuple[Problem, ...]:
    """A page's text, every line end a line feed, or what keeps it from being read."""
    raw = _read(file, path, MAX_BYTES_OF_PAGE)
    read = raw if isinstance(raw, tuple) else _decoded(raw, path)
    if isinstance(read, tuple):
        return read
    text = _unified(read)
    found = _control(text, path)
    return (found,) if found else text


def lines_of(text: str) -> list[str]:
    """The lines of a text as git and editors count them: nothing but a line feed ends one.

    There is at least one; what follows the last line feed is one only where there is something.
    """
    *lines, rest = text.split("\n")
    return [*lines, rest] if rest or not lines else lines


def _control(text: str, path: str) -> Problem | None:
    """The first control character that stands in the text."""
    found = control_in(text)
    if found is None:
        return None
    span = _span_at(text, found.start())
    return _problem(path, lines_of(text), span, "control_character", (), code_of(found))


def _read(file: Path, path: str, most: int) -> bytes | tuple[Problem, ...]:
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            # A pipe or a device could keep its reader waiting for ever.
            return (Problem(path, 1, 1, "unreadable"),)
        if status.st_size > most:
            values = {"size": f"{status.st_size:,}", "limit": f"{most:,}"}
            return (Problem(path, 1, 1, "too_large", (), values),)
        return file.read_bytes()
    except OSError:
        return (Problem(path, 1, 1, "unreadable"),)


def _decoded(raw: bytes, path: str) -> str | tuple[Problem, ...]:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return (Problem(path, line, 1, "encoding"),)


def _unified(raw: str) -> str:
    """The text without a byte order mark, every line end a line feed.

    A carriage return that stands alone ends a line only where all do, as on old Macs.
    """
    text = raw.removeprefix(_MARK).replace("\r\n", "\n")
    return text if "\n" in text else text.replace("\r", "\n")


def read_words(file: Path) -> Plain:
    """A YAML file of our own, such as a language.

    Raises:
        ValueError: it cannot be read; a bug, not a record's problem.
    """
    document = read_document(file, file.name)
    if isinstance(document, tuple):
        raise ValueError(document)  # noqa: TRY004 - its text is wrong, not its type
    return document.data


_MARK = "\ufeff"
"""The byte order mark that some editors put before a text."""


def _notices(raw: str, path: str) -> Iterator[Problem]:
    """What the file has that others have not, and that is read all the same."""
    if raw.startswith(_MARK):
        yield Problem(path, 1, 1, "byte_order_mark")
    if "\r" in raw and not ("\n" in raw and _LONE_RETURN.search(raw)):
        yield Problem(path, raw[: raw.index("\r")].count("\n") + 1, 1, "line_ends")


# A text with less of both cannot nest so deep that the composer is in danger.
_MANY_BRACKETS = 64
_LONG_PREFIX = re.compile(r"^[-?: ]{64}", re.MULTILINE)


def _too_deep(text: str) -> Span | None:
    """Where the text nests deeper than `MAX_DEPTH`, found without recursion."""
    if text.count("[") + text.count("{") < _MANY_BRACKETS and not _LONG_PREFIX.search(text):
        return None
    depth = 0
    for event in _events(text):
        if isinstance(event, CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                return Span(event.start_mark.line + 1, event.start_mark.column + 1, 1)
        elif isinstance(event, CollectionEndEvent):
            depth -= 1
    return None


class _WithoutKinds:
    """What kind of value a scalar is, `_scalar` tells from its text.

    ruamel's own rules for that are written in Python and take more time than all the reading.
    """

    def resolve(self, *_: object) -> None:
        """Every node is left without a tag but where its writer gave it one."""

    def descend_resolver(self, *_: object) -> None:
        """No kind depends on a node's place."""

    def ascend_resolver(self) -> None:
        """The way back from there."""


class PythonReader(_WithoutKinds, Reader, Scanner, Parser, Composer):
    """ruamel's reader in Python alone: slower, and it words what is wrong otherwise."""

    comment_handling = None
    max_depth = None  # `_too_deep` sees to it
    allow_duplicate_keys = True  # the builder tells them, with both their lines
    processing_version = (1, 1)  # as libyaml

    def __init__(self, text: str) -> None:
        """`text`: a whole document."""
        Reader.__init__(self, text, loader=self)
        Scanner.__init__(self, loader=self)
        Parser.__init__(self, loader=self)
        Composer.__init__(self, loader=self)

        self.doc_infos = [DocInfo()]  # a directive is noted there

    def scan_plain(self) -> ScalarToken:
        """As ruamel's; but libyaml takes no colon in a text between brackets.

        Raises:
            ScannerError: there is one.
        """
        token: ScalarToken = super().scan_plain()
        at = token.value.find(":") if self.flow_level else -1
        if at >= 0:
            begun = cast("StringMark", token.start_mark)
            where = (begun.index + at, begun.line, begun.column + at, begun.buffer)
            mark = StringMark(begun.name, *where, begun.pointer + at)
            words = ("while scanning a plain scalar", begun, "found unexpected ':'", mark)
            raise ScannerError(*words)
        return token

    def parse_block_mapping_value(self) -> Event:
        """As ruamel's, without its comments: for them it lets a blank value stand a line below."""
        self.state = self.parse_block_mapping_key
        if not self.check_token(ValueToken):
            return self.process_empty_scalar(self.peek_token().start_mark)  # type: ignore[no-any-return]
        end = self.get_token().end_mark
        if self.check_token(KeyToken, ValueToken, BlockEndToken):
            return self.process_empty_scalar(end)  # type: ignore[no-any-return]
        self.states.append(self.parse_block_mapping_key)
        return self.parse_block_node_or_indentless_sequence()  # type: ignore[no-any-return]

    @property
    def parser(self) -> "PythonReader":
        """Where the composer looks for events."""
        return self

    @property
    def resolver(self) -> "PythonReader":
        """Where the composer asks for tags."""
        return self

    def dispose(self) -> None:
        """Nothing is held outside Python."""


try:
    from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined] # exported, not by name
except ImportError:
    logging.getLogger(__name__).warning(
        "ruamel.yaml.clib is not there for this Python: records are read by a slower reader."
    )
    READER: type = PythonReader
else:

    class LibyamlReader(_WithoutKinds, CParser):  # type: ignore[misc] # it has no types
        """libyaml's reader."""

    READER = LibyamlReader
"""What reads YAML: libyaml where it is there for this Python."""


def _compose(text: str) -> Node | None:
    """The root of the only document in the text; `None` when there is nothing.

    Raises:
        YAMLError: the text is not YAML.
    """
    reader = READER(text)
    try:
        root: Node | None = reader.get_single_node()
    finally:
        reader.dispose()
    return root


def _events(text: str) -> Iterator[Event]:
    """What libyaml comes upon in the text, one after the other.

    Raises:
        YAMLError: the text is not YAML.
    """
    reader = READER(text)
    try:
        while reader.check_event():
            yield reader.get_event()
    finally:
        reader.dispose()


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
        self.key_lines: dict[Place, int] = {}
        self.unreadable: set[Place] = set()
        self.gaps = {n for n, columns in damaged.items() if _begins(lines, n, columns)}
        # What the whole text lacks need not be looked for at every one of its values.
        self.may_have_sign = "&" in text or "!" in text
        self.may_have_escape = "\\" in text
        self.may_have_comment = "#" in text

    def plain(self, node: Node, place: Place) -> Plain:
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

    def scalar(self, node: ScalarNode, place: Place) -> Plain:
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

    def repair(self, key: ScalarNode, place: Place) -> None:
        """Read a key as if what was replaced in it had not stood there."""
        line, hits = key.start_mark.line, self.hits(key)
        if not key.style:
            columns = range(key.start_mark.column, key.end_mark.column)
            key.value = "".join(self.lines[line][n] for n in columns if n not in hits)
        self.unreadable.add((*place, _UNREADABLE_KEY))
        self.gaps.add(line)

    def commented_below(self, node: ScalarNode) -> dict[str, str]:
        """Of a blank value the line, counted from 1, on which what belongs to it is a comment."""
        below = node.start_mark.line + 1
        found = below < len(self.lines) and _COMMENTED.match(self.lines[below])
        return {"commented": str(below + 1)} if found else {}

    def mapping(self, node: MappingNode, place: Place) -> dict[str, Plain] | None:
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
                self.tell("duplicate_key", _span(key, None), (*place, name), values)
                continue
            seen[name] = key
            if self.is_key(key, name, place):
                inside = (*place, name)
                self.key_lines[inside] = key.start_mark.line + 1
                items[name] = self.plain(value, inside)
        return items

    def is_key(self, key: ScalarNode, name: str, place: Place) -> bool:
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

    def check_sign(self, node: Node, place: Place) -> None:
        """An anchor or a tag: YAML takes its word for itself, and the text would lose it."""
        if self.may_have_sign and (sign := self.first_sign(node)) in {"&", "!"}:
            self.add("sign", node, place, {"sign": sign})

    def check_characters(self, node: ScalarNode, place: Place) -> None:
        """A control character that an escape in quotation marks has made."""
        if self.may_have_escape and (control := control_in(node.value)):
            self.add("control_character", node, place, code_of(control))

    def check_whole(self, text: str, node: ScalarNode, place: Place) -> None:
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

    def check_comment(self, node: ScalarNode, place: Place, form: re.Pattern[str]) -> bool:
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
        return _sign_at(self.lines, node.start_mark)

    def add(self, rule: str, node: Node, place: Place, values: dict[str, str]) -> None:
        """A problem that keeps the value at `place` from being what stands there."""
        self.unreadable.add(place)
        self.tell(rule, _span(node, None), place, values)

    def add_key(self, rule: str, key: Node, place: Place, values: dict[str, str]) -> None:
        """A problem that keeps a key in what is at `place` from being known."""
        self.unreadable.add((*place, _UNREADABLE_KEY))
        self.tell(rule, _span(key, None), place, values)

    def tell(self, rule: str, span: Span, place: Place, values: dict[str, str]) -> None:
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(_problem(self.path, self.lines, span, rule, place, values))


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


def _sign_at(lines: list[str], mark: StringMark) -> str:
    line = lines[mark.line] if mark.line < len(lines) else ""
    return line[mark.column : mark.column + 1]


_Children = Mapping[str | int, tuple[Node | None, Node]]
"""The key, if there is one, and the value, by the step in a place that leads to them."""


def _children(node: Node) -> _Children:
    if isinstance(node, MappingNode):
        # Of a key that stands twice, the first.
        return {str(key.value): (key, value) for key, value in reversed(node.value)}
    if isinstance(node, SequenceNode):
        return {index: (None, item) for index, item in enumerate(node.value)}
    return {}


def _span(node: Node, key: Node | None) -> Span:
    start, end = node.start_mark, node.end_mark
    if key is not None and start.line != key.start_mark.line:
        # A block under its key: the key's line says more than the block's first line.
        start, end = key.start_mark, key.end_mark
    length = end.column - start.column if end.line == start.line else 1
    return Span(start.line + 1, start.column + 1, max(length, 1))


def _span_at(text: str, index: int) -> Span:
    """One character of the text, on its line."""
    return Span(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index), 1)


_AT_ITS_BEGINNING = {
    "while scanning a quoted scalar": "quote",
    "while scanning a simple key": "colon_missing",
    "while parsing a flow mapping": "bracket",
    "while parsing a flow sequence": "bracket",
    "while parsing a flow node": "bracket",
    "while scanning a block scalar": "sign",
    "while scanning an anchor": "sign",
    "while scanning an alias": "sign",
    "while scanning a tag": "sign",
    "while parsing a tag": "sign",
    "while scanning a directive": "sign",
    # The reader in Python says of these:
    "while scanning an tag": "sign",
    "while parsing an tag": "sign",
    "while scanning an directive": "sign",
    "while parsing an directive": "sign",
}
"""What a reader was doing when it failed; what is wrong is where it had begun to."""
_WHERE_IT_STOPPED = {
    "found character that cannot start any token": "sign",
    "mapping keys are not allowed in this context": "sign",
    "did not find expected node content": "sign",
    "found undefined alias": "sign",
    "found a tab character that violates indentation": "tab",
    "mapping values are not allowed in this context": "colon",
    "found unexpected ':'": "colon",
    "block sequence entries are not allowed in this context": "dash",
    "did not find expected key": "indentation",
    "did not find expected '-' indicator": "indentation",
    "found unknown escape character": "escape",
    "did not find expected hexdecimal number": "escape",
    "found invalid Unicode character escape code": "escape",
    "but found another document": "two_documents",
    "did not find expected <document start>": "two_documents",
}
"""What libyaml found wrong, where it stands."""
_WHERE_PYTHON_STOPPED = {
    "found character ": "sign",
    "mapping keys are not allowed here": "sign",
    "expected the node content, ": "sign",
    "found undefined alias ": "sign",
    "mapping values are not allowed here": "colon",
    "sequence entries are not allowed here": "dash",
    "expected <block end>, ": "indentation",
    "found unknown escape character ": "escape",
    "expected escape sequence of ": "escape",
    "but found another document": "two_documents",
    "expected '<document start>', ": "two_documents",
    "found non-comment content after document end": "two_documents",
}
"""The same of the reader in Python, by how its words begin: it goes on with what it found."""


def _unreadable(path: str, lines: list[str], error: YAMLError) -> Problem:
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        reason = str(error.reason) if isinstance(error, ReaderError) else str(error)
        return _problem(path, lines, Span(1, 1, 1), "yaml", (), {"reason": reason})
    rule, mark = _told(error)
    # The end of the text has no line of its own.
    line = min(mark.line, len(lines) - 1)
    column = mark.column if line == mark.line else len(lines[line])
    written = lines[line].rstrip()
    if rule == "sign" and column >= len(written) and written.endswith(("[", "{")):
        rule, column = "bracket", len(written) - 1  # nothing comes after it
    if rule == "escape":  # the reader in Python has gone beyond the sign that begins it
        column = lines[line].rfind("\\", 0, column + 1)
    values = {"sign": lines[line][column : column + 1], "reason": _reason(error)}
    rule = _as_written(rule, lines[line], column)
    if rule in {"indentation", "dash_space"}:
        column = len(lines[line]) - len(lines[line].lstrip())
    length = len(lines[line]) - column if rule == "colon_missing" else 1
    return _problem(path, lines, Span(line + 1, column + 1, length), rule, (), values)


_ENTRY = re.compile(r"[ \u3000]*(?:- |(?:- )?[a-z_]+:(?: |$))")
"""A line that begins a value of its own, and does not go on with a text."""


def _open_quote(text: str, lines: list[str], problem: Problem) -> Problem | None:
    """The quotation mark that was never closed, where the next one was taken for its end.

    YAML stumbles only over what follows that one, which may stand far below and be right.
    """
    if (quoted := _last_quoted(text)) is None:
        return None
    start, end = quoted.start_mark, quoted.end_mark
    swallowed = lines[start.line + 1 : end.line + 1]
    if problem.line != end.line + 1 or not any(map(_ENTRY.match, swallowed)):
        return None
    span = Span(start.line + 1, start.column + 1, 1)
    return _problem(problem.path, lines, span, "quote", (), {"sign": _sign_at(lines, start)})


def _last_quoted(text: str) -> ScalarEvent | None:
    """The last text in quotation marks that libyaml came to the end of."""
    last = None
    try:
        for event in _events(text):
            if isinstance(event, ScalarEvent) and event.style in {"'", '"'}:
                last = event
    except YAMLError:
        pass
    return last


_SLIPS: Mapping[str, re.Pattern[str]] = {
    "wide_space": re.compile(r" *(?P<at>[\u3000\u00a0]+) *(?:- |[a-z_]+ ?[:：])"),
    "dash_space": re.compile(r" *(?P<at>-)[^\s-]"),
    "dash_wide": re.compile(r" *(?P<at>[－ー―‐−–—・])[ \u3000]*[a-z_]+[:：]"),
    "colon_wide": re.compile(r"[ -]*(?P<key>[a-z_]+)[ \u3000]*(?P<at>：)"),
    "colon_space": re.compile(r"[ -]*(?P<key>[a-z_]+)(?P<at>:)(?:[^\s:]|\u3000)"),
}
"""What a hand slips into at the beginning of a line. YAML often stumbles only a line later."""
_MAY_COME_FROM_A_SLIP = {"indentation", "colon_missing", "colon", "dash_space", "yaml"}


def _slips(problem: Problem, lines: list[str]) -> Iterator[Problem]:
    """The slips on the line that could not be read, and on those right above it."""
    if problem.rule not in _MAY_COME_FROM_A_SLIP:
        return
    for number in range(problem.line, 0, -1):
        slip = _slip(lines[number - 1])
        if slip is not None:
            rule, match = slip
            start, end = match.span("at")
            values = {"key": match["key"]} if "key" in match.groupdict() else {}
            span = Span(number, start + 1, end - start)
            yield _problem(problem.path, lines, span, rule, (), values)
        elif number != problem.line and lines[number - 1].strip():
            return


def _slip(line: str) -> tuple[str, re.Match[str]] | None:
    matches = ((rule, form.match(line)) for rule, form in _SLIPS.items())
    return next(((rule, match) for rule, match in matches if match), None)


def _told_once(problems: list[Problem]) -> Iterator[Problem]:
    """The problems but for a value that is blank only because the line below it went astray."""
    astray = {problem.line for problem in problems if problem.rule == "wide_space"}
    for problem in problems:
        if problem.rule != "blank" or problem.line + 1 not in astray:
            yield problem


def _as_written(rule: str, line: str, column: int) -> str:
    """The rule that tells the error to somebody who looks at the line."""
    if rule in {"indentation", "colon_missing"} and _DASH.match(line):
        return "dash_space"
    if rule == "indentation" and line[:column].strip(" -"):
        return "after_quote"
    if rule == "colon" and not re.search(r": |[\[{]", line[:column]):
        # The line stands deeper than the one above, which it seems to continue.
        return "indentation"
    return "tab" if rule == "sign" and line[column : column + 1] == "\t" else rule


def _told(error: MarkedYAMLError) -> tuple[str, StringMark]:
    """The rule that tells a reader's error, and where that is to be shown."""
    if error.problem in _WHERE_IT_STOPPED:
        return _WHERE_IT_STOPPED[error.problem], error.problem_mark
    words = str(error.problem)
    for begins, rule in _WHERE_PYTHON_STOPPED.items():
        if words.startswith(begins):
            return rule, error.problem_mark
    if error.context in _AT_ITS_BEGINNING and error.context_mark is not None:
        return _AT_ITS_BEGINNING[error.context], error.context_mark
    return "yaml", error.problem_mark


def _reason(error: MarkedYAMLError) -> str:
    return ", ".join(part for part in (error.context, error.problem) if part)


def _problem(  # noqa: PLR0913 - the six things that a problem is made of
    path: str, lines: list[str], span: Span, rule: str, place: Place, values: Mapping[str, str]
) -> Problem:
    if span.line > len(lines):  # the end of the text has no line of its own
        span = Span(len(lines), len(lines[-1]) + 1, 1)
    excerpt = lines[span.line - 1]
    return Problem(path, span.line, span.column, rule, place, values, excerpt, span.length)
