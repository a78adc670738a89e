"""What keeps a text from being YAML, told as its writer sees it: where it is wrong, and why."""

import re
from collections.abc import Iterator, Mapping

from ruamel.yaml.error import MarkedYAMLError, StringMark, YAMLError
from ruamel.yaml.reader import ReaderError

from hyoka.content.positions import Span, problem_at, sign_at
from hyoka.content.yaml_reader import last_quoted
from hyoka.problems import Problem

_DASH = re.compile(r"\s*-[^\s-]")
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


def unreadable(path: str, lines: list[str], error: YAMLError) -> Problem:
    """What the reader of a text with these lines stumbled over."""
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        reason = str(error.reason) if isinstance(error, ReaderError) else str(error)
        return problem_at(path, lines, Span(1, 1, 1), "yaml", (), {"reason": reason})
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
    return problem_at(path, lines, Span(line + 1, column + 1, length), rule, (), values)


_ENTRY = re.compile(r"[ \u3000]*(?:- |(?:- )?[a-z_]+:(?: |$))")
"""A line that begins a value of its own, and does not go on with a text."""


def open_quote(text: str, lines: list[str], problem: Problem) -> Problem | None:
    """The quotation mark that was never closed, where the next one was taken for its end.

    YAML stumbles only over what follows that one, which may stand far below and be right.
    """
    if (quoted := last_quoted(text)) is None:
        return None
    start, end = quoted.start_mark, quoted.end_mark
    swallowed = lines[start.line + 1 : end.line + 1]
    if problem.line != end.line + 1 or not any(map(_ENTRY.match, swallowed)):
        return None
    span = Span(start.line + 1, start.column + 1, 1)
    return problem_at(problem.path, lines, span, "quote", (), {"sign": sign_at(lines, start)})


SLIPS: Mapping[str, re.Pattern[str]] = {
    "wide_space": re.compile(r" *(?P<at>[\u3000\u00a0]+) *(?:- |[a-z_]+ ?[:：])"),
    "dash_space": re.compile(r" *(?P<at>-)[^\s-]"),
    "dash_wide": re.compile(r" *(?P<at>[－ー―‐−–—・])[ \u3000]*[a-z_]+[:：]"),
    "colon_wide": re.compile(r"[ -]*(?P<key>[a-z_]+)[ \u3000]*(?P<at>：)"),
    "colon_space": re.compile(r"[ -]*(?P<key>[a-z_]+)(?P<at>:)(?:[^\s:]|\u3000)"),
}
"""What a hand slips into at the beginning of a line. YAML often stumbles only a line later."""
_MAY_COME_FROM_A_SLIP = {"indentation", "colon_missing", "colon", "dash_space", "yaml"}


def slips_above(problem: Problem, lines: list[str]) -> Iterator[Problem]:
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
            yield problem_at(problem.path, lines, span, rule, (), values)
        elif number != problem.line and lines[number - 1].strip():
            return


def _slip(line: str) -> tuple[str, re.Match[str]] | None:
    matches = ((rule, form.match(line)) for rule, form in SLIPS.items())
    return next(((rule, match) for rule, match in matches if match), None)


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
