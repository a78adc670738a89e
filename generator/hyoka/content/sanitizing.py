"""A text with the signs that no record may hold replaced, so that the rest of it can be read.

One sign stands for one sign, and every line keeps its number: what is found afterwards stands where
the file has it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from hyoka.problems import CHOICES, MAX_ERRORS

# YAML lets a few more through; Python-Markdown uses some of these for itself, HTML has none.
# Signs that turn the direction of writing would show a reviewer another text than is published;
# so would line ends that YAML and Python know, but neither git nor an editor shows: what follows
# one looks like the rest of a comment, and is a value.
CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
    r"\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
TAG = re.compile(r"(?<![\U0001f3f4\U000e0020-\U000e007e])[\U000e0000-\U000e007f]")
"""A text that nobody sees, in letters that are meant for flags behind a black one (🏴) alone."""
_RUNS = re.compile(
    rf"(?P<bytes>[\udc80-\udcff]+)|(?:(?![\udc80-\udcff]){CONTROL.pattern})+"
    rf"|{TAG.pattern}[\U000e0000-\U000e007f]*"
)
"""What is told once: signs that follow one another, or bytes that are no sign (see `decoded`)."""
_MARK = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?: .*)?")
"""The lines that git puts between two changes of the same lines."""
_MAX_MARKS = 12
"""So many of them are told by their lines."""
_BEFORE = {"|": "<", "=": "<|", ">": "="}
"""The marks after which a mark comes."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with signs of a text: line and column from 1, length in characters."""

    rule: str
    line: int
    column: int
    length: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sanitized:
    """A text that a reader of YAML may be given; lines and columns are counted from 0."""

    text: str
    faults: tuple[Fault, ...] = ()
    damaged: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """The columns of what was replaced, by their lines."""
    ambiguous: frozenset[int] = frozenset()
    """The lines that stand between git's marks, and the marks."""
    is_torn: bool = False
    """Whether some of git's marks have gone, so that nobody knows what stands twice."""


def decoded(raw: bytes) -> str | None:
    """The text of which a few bytes are no UTF-8, each of them a lone surrogate.

    `None` if it is hardly UTF-8 at all: more likely it is in another encoding.
    """
    text = raw.decode("utf-8", "surrogateescape")
    wrong = sum("\udc80" <= sign <= "\udcff" for sign in text)
    right = sum(sign >= "\u0800" for sign in text) - wrong
    return text if right > 2 * wrong else None


def sanitized(text: str) -> Sanitized:
    """The text with everything replaced that nobody could read it with."""
    lines = text.split("\n")
    damaged: dict[int, frozenset[int]] = {}
    faults: list[Fault] = []
    if CONTROL.search(text) or TAG.search(text):
        # One more than is told, so that it is told that there are more.
        faults += islice(_faults(lines), MAX_ERRORS + 1)
        damaged = {n: columns for n, line in enumerate(lines) if (columns := _columns(line))}
        lines = [_replaced(line, damaged.get(n, frozenset())) for n, line in enumerate(lines)]
    marks = _marks(text, lines)
    if not marks and not faults:
        return Sanitized(text)
    regions = _regions(lines, marks)
    if marks:
        faults.append(_conflict(lines, marks))
    ambiguous = {*marks, *(n for region in regions or () for n in region.lines)}
    for number in {*marks, *(n for region in regions or () for n in region.dropped)}:
        lines[number] = ""
    return Sanitized(
        "\n".join(lines), tuple(faults), damaged, frozenset(ambiguous), regions is None
    )


def _faults(lines: list[str]) -> Iterator[Fault]:
    for number, line in enumerate(lines, 1):
        for run in _RUNS.finditer(line):
            length = run.end() - run.start()
            if run["bytes"]:
                values = {"byte": f"0x{ord(run[0][0]) - 0xDC00:02X}"}
                yield Fault("encoding", number, run.start() + 1, length, values)
            else:
                yield Fault("control_character", number, run.start() + 1, length, code_of(run))


def control_in(text: str) -> re.Match[str] | None:
    """What the text holds of signs that nobody sees, and that turn it or command a terminal."""
    return CONTROL.search(text) or TAG.search(text)


def code_of(control: re.Match[str]) -> dict[str, str]:
    """What a message says of the character."""
    return {"code": f"U+{ord(control[0][0]):04X}"}


def _columns(line: str) -> frozenset[int]:
    return frozenset(n for run in _RUNS.finditer(line) for n in range(*run.span()))


def _replaced(line: str, columns: frozenset[int]) -> str:
    """The line with a space for each of these; with a letter where a space would make a comment.

    Before a key a letter too: a space would make another indentation.
    """
    if not columns:
        return line
    signs = [" " if n in columns else sign for n, sign in enumerate(line)]
    begins = len("".join(signs)) - len("".join(signs).lstrip())
    for column in columns:
        follows = "".join(signs[column + 1 : column + 2])
        hides = follows == "#" and column >= begins
        if hides or (column + 1 == begins and re.match("[a-z_]", follows)):
            signs[column] = "x"
    return "".join(signs)


def _marks(text: str, lines: list[str]) -> list[int]:
    if "<<<<<<<" not in text and "=======" not in text and ">>>>>>>" not in text:
        return []
    return [number for number, line in enumerate(lines) if _MARK.fullmatch(line)]


def _conflict(lines: list[str], marks: list[int]) -> Fault:
    """The marks of changes that git could not bring together, told at the first of them."""
    shown = [str(number + 1) for number in marks[:_MAX_MARKS]]
    values = {"lines": CHOICES.join([*shown, *["…"][: len(marks) - _MAX_MARKS]])}
    return Fault("conflict", marks[0] + 1, 1, len(lines[marks[0]]), values)


@dataclass(frozen=True, slots=True)
class _Region:
    """Two ways to write the same lines, of which one is left out."""

    lines: range
    dropped: range


def _regions(lines: list[str], marks: list[int]) -> list[_Region] | None:
    """What stands between git's marks; `None` if some of the marks have gone."""
    regions: list[_Region] = []
    open_: list[int] = []
    for number in marks:
        sign = lines[number][0]
        before = lines[open_[-1]][0] if open_ else ""
        if (sign == "<") == bool(open_) or (open_ and before not in _BEFORE[sign]):
            return None
        open_.append(number)
        if sign == ">":
            regions.append(_region(lines, open_))
            open_ = []
    return None if open_ else regions


def _region(lines: list[str], marks: list[int]) -> _Region:
    """Of the two ways the first is read, unless there is nothing in it."""
    first, second, middle, last = marks[0], marks[1], marks[-2], marks[-1]
    is_empty = not any(line.strip() for line in lines[first:second][1:])
    dropped = range(first, middle) if is_empty else range(second, last)
    return _Region(range(first, last + 1), dropped)
