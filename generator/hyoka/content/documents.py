"""One YAML file read into plain data, with the place of every value."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node

from hyoka.content.builder import UNREADABLE_KEY, Plain, build
from hyoka.content.content import Entry
from hyoka.content.diagnosis import SLIPS, open_quote, slips_above, unreadable
from hyoka.content.positions import SourceText, Span, lines_of, problem_at
from hyoka.content.recovery import Recovery
from hyoka.content.sanitizing import Sanitized, decoded, sanitized
from hyoka.content.text import decoded_text, notices_of, unified
from hyoka.content.yaml_reader import MAX_DEPTH, compose, too_deep
from hyoka.problems import Problem, RecordPath


@dataclass(frozen=True)
class YamlDocument:
    """A file's text and what it holds."""

    source: SourceText
    root: Node
    """What the reader made of it, for whoever lays it out anew."""
    data: Plain
    notices: tuple[Problem, ...] = ()
    """What was accepted and yet is worth knowing."""
    unreadable: frozenset[RecordPath] = frozenset()
    """The places whose values are not what stands there: what is wrong with them is told."""
    gaps: frozenset[int] = frozenset()
    """The lines, counted from 0, with entries that could not be read at all."""

    @property
    def path(self) -> str:
        """As a reader knows it."""
        return self.source.path

    @property
    def text(self) -> str:
        """As it stands in the file, every line end a line feed."""
        return self.source.text

    def problem(
        self, rule: str, place: RecordPath, values: Mapping[str, str] = {}, *, at_key: bool = False
    ) -> Problem:
        """A problem with the value at `place`, or with its key."""
        return self.source.problem(rule, place, values, at_key=at_key)

    def locate(self, place: RecordPath, *, at_key: bool = False) -> Span:
        """Where the value at `place` stands; where that is absent, its nearest holder."""
        return self.source.positions.span(place, at_key=at_key)

    def is_incomplete(self, place: RecordPath) -> bool:
        """Whether what is at `place` had more in it that could not be read."""
        if (*place, UNREADABLE_KEY) in self.unreadable:
            return True
        inside = self.source.positions.lines_with_key(place)
        first = inside.start if place else 1
        return any(first <= gap + 1 < inside.stop for gap in self.gaps)


@dataclass(frozen=True)
class Examined:
    """What could be read of a file, and everything that keeps it from being a record."""

    document: YamlDocument | None
    """`None` where nothing can be said of any value."""
    problems: tuple[Problem, ...] = ()


def read_document(entry: Entry, path: str) -> YamlDocument | tuple[Problem, ...]:
    """The file as plain data, or everything that keeps it from being read. `path` names it."""
    return _whole(examine_document(entry, path))


def parse_document(text: str, path: str) -> YamlDocument | tuple[Problem, ...]:
    """As `read_document`, from the text."""
    return _whole(examine_text(text, path))


def examine_document(entry: Entry, path: str) -> Examined:
    """The file as plain data as far as it can be read. `path` names it."""
    text = decoded_text(entry, path)
    if isinstance(text, tuple):
        if entry.data is None or (nearly := decoded(entry.data)) is None:
            return Examined(None, text)
        text = nearly
    examined = examine_text(text, path)
    notices = tuple(notices_of(text, path))
    if examined.document is None:
        return Examined(None, (*examined.problems, *notices))
    return replace(examined, document=replace(examined.document, notices=notices))


def examine_text(raw: str, path: str) -> Examined:
    """As `examine_document`, from the text."""
    text = unified(raw)
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

    @cached_property
    def written(self) -> list[str]:
        """Those of the text as it stands; asked for where there is a problem alone."""
        return lines_of(self.text)

    @property
    def faults(self) -> Iterator[Problem]:
        """What nobody could read the text with."""
        for fault in self.clean.faults:
            span = Span(fault.line, fault.column, fault.length)
            yield problem_at(self.path, self.written, span, fault.rule, (), fault.values)

    def told(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """The faults, and those of the problems that do not come of one."""
        yield from self.faults
        for problem in problems:
            if not self._comes_of_a_fault(problem):
                yield replace(problem, excerpt=self.written[problem.line - 1])

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
        if deep := too_deep(text):
            return (problem_at(path, lines, deep, "too_deep", (), {"limit": str(MAX_DEPTH)}),)
        root = compose(text)
    except YAMLError as error:
        problem = unreadable(path, lines, error)
        if quote := open_quote(text, lines, problem):
            return (quote,)
        return tuple(slips_above(problem, lines)) or (problem,)
    return root or (problem_at(path, lines, Span(1, 1, 1), "empty", (), {}),)


_NEVER_CLOSED = {"quote", "bracket"}
"""Nobody knows where such a value should have ended."""
_MAX_LEFT_OUT = 20
"""So often a text is read again without what could not be read."""
_MAX_READ_AGAIN = 1_000_000
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
    return recovery.leave_out(line, whole=problem.rule in SLIPS)


def _readings(text: str) -> int:
    """How often a text may be read again."""
    return min(_MAX_LEFT_OUT, max(1, _MAX_READ_AGAIN // max(1, len(text))))


def _is_wrong_alone(problem: Problem, recovery: Recovery) -> bool:
    if problem.rule in {"two_documents", "too_deep"}:
        return True
    if problem.rule == "empty" or not recovery.is_left(problem.line - 1):
        return False
    entry = recovery.entry(problem.line - 1)
    try:
        if not too_deep(entry):
            compose(entry)
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
    built = build(root, source.path, text, lines, clean.damaged)
    document = YamlDocument(
        SourceText(source.path, source.text, built.positions),
        root,
        built.data,
        (),
        built.unreadable,
        built.gaps | clean.ambiguous,
    )
    return Examined(document, tuple(_told_once(built.problems)))


def _next(lines: list[str], after: int) -> int | None:
    """The next line, counted from 0, that is neither blank nor a comment."""
    rest = range(after, len(lines))
    return next((n for n in rest if not re.match(r"\s*(#|$)", lines[n])), None)


def read_words(data: bytes, name: str) -> Plain:
    """What a YAML file of our own holds, such as one of a language; `name`: of the file.

    Raises:
        ValueError: it cannot be read; a bug, not a record's problem.
    """
    document = parse_document(data.decode("utf-8"), name)
    if isinstance(document, tuple):
        raise ValueError(document)  # noqa: TRY004 - its text is wrong, not its type
    return document.data


def _told_once(problems: Sequence[Problem]) -> Iterator[Problem]:
    """The problems but for a value that is blank only because the line below it went astray."""
    astray = {problem.line for problem in problems if problem.rule == "wide_space"}
    for problem in problems:
        if problem.rule != "blank" or problem.line + 1 not in astray:
            yield problem
