"""Problems in a workflow of GitHub: annotations beside the lines, and a summary of the job."""

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from hyoka.problems import Problem, Severity
from hyoka.report.text import count, tell
from hyoka.terminal import sanitize, visible_lines
from hyoka.wording.problem_words import ProblemWords

MAX_ANNOTATIONS = 10
"""GitHub shows no more of a step."""
MAX_BYTES = 900_000
"""GitHub drops a summary of more than a mebibyte."""


def annotations(problems: Sequence[Problem], language: ProblemWords, above: str) -> str:
    """The first ten problems as workflow commands, a line each.

    Args:
        problems: sorted by importance.
        language: in which they are told.
        above: where the problems' paths begin, as seen from the repository's root.
    """
    first = problems[:MAX_ANNOTATIONS]
    return "\n".join(_annotation(problem, language, above) for problem in first)


def annotation(
    path: str, message: str, line: int | None = None, severity: Severity = Severity.ERROR
) -> str:
    """A command that shows a message at a line of a file that is no record, else at its head."""
    at = f",line={line}" if line else ""
    return f"::{severity} file={_property(sanitize(path))}{at}::{_data(message)}"


def _annotation(problem: Problem, language: ProblemWords, above: str) -> str:
    place = language.place(problem.place)
    title = f"{language.severity(problem.severity)}[{problem.rule}] {place}".rstrip()
    properties = {
        "file": str(PurePosixPath(above, problem.path)),
        "line": str(problem.line),
        "col": str(problem.column),
        "endColumn": str(problem.column + problem.length),
        "title": title,
    }
    text = ",".join(f"{name}={_property(sanitize(value))}" for name, value in properties.items())
    hint = language.word("report.hint", hint=language.hint(problem))
    lines = [sanitize(language.message(problem)), *visible_lines(hint)]
    message = _data("\n".join(lines))
    return f"::{problem.severity} {text}::{message}"


def _data(text: str) -> str:
    """As the runner reads a command's message."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """As the runner reads a command's property."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def summary(problems: Sequence[Problem], language: ProblemWords, heading: str = "") -> str:
    """Every problem as Markdown; where there is no room for all, how many more there are.

    `heading`: what stands above them, if not how many records' problems there are.
    """
    above = f"## {language.word('report.heading')}\n\n{count(problems, language)}\n"
    blocks = [heading or above]
    size = len(blocks[0].encode())
    for number, problem in enumerate(problems):
        block = _fenced(tell(problem, language))
        size += len(block.encode()) + 1
        if size > MAX_BYTES:
            blocks.append(language.word("report.more", count=str(len(problems) - number)) + "\n")
            break
        blocks.append(block)
    return "\n".join(blocks)


def summarize(text: str, environment: Mapping[str, str]) -> bool:
    """Add Markdown to the summary of the job; whether there is one to add to."""
    file = environment.get("GITHUB_STEP_SUMMARY")
    if not file:
        return False
    try:
        with Path(file).open("a", encoding="utf-8", newline="\n") as end:
            end.write(f"{text}\n")
    except OSError:
        return False
    return True


def _fenced(text: str) -> str:
    """A text as it stands; as every line begins with a word or a gutter, none ends the fence."""
    return f"```text\n{text}\n```\n"
