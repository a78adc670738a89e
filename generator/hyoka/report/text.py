"""Problems as text: where, the line with the place underlined, what is wrong, how to mend it."""

from collections import Counter
from collections.abc import Mapping, Sequence

from hyoka.problems import MAX_ERRORS, Problem, Severity
from hyoka.terminal import sanitize, visible_lines, width
from hyoka.wording.problem_words import ProblemWords


def report(problems: Sequence[Problem], language: ProblemWords) -> str:
    """All problems, one after the other, and how many there are of each severity."""
    return "\n\n".join(
        [*(tell(problem, language) for problem in problems), count(problems, language)]
    )


def tell_first(problems: Sequence[Problem], words: ProblemWords) -> list[str]:
    """The first problems, and how many more there are."""
    told = [tell(problem, words) for problem in problems[:MAX_ERRORS]]
    more = len(problems) - MAX_ERRORS
    return told if more <= 0 else [*told, words.word("report.and_more", count=str(more))]


def count(problems: Sequence[Problem], language: ProblemWords) -> str:
    """How many problems there are of each severity, and whether there is a site."""
    return counted(Counter(problem.severity for problem in problems), language)


def counted(numbers: Mapping[Severity, int], language: ProblemWords) -> str:
    """The same of what was counted already."""
    counts = [
        language.word("report.count", severity=language.severity(kind), count=str(numbers[kind]))
        for kind in Severity
        if numbers.get(kind)
    ]
    found = language.word("report.found", counts=language.word("report.and").join(counts))
    return found + language.word("report.no_site") if numbers.get(Severity.ERROR) else found


def tell(problem: Problem, language: ProblemWords) -> str:
    """One problem: the rule and the place, `path:line:column`, the line, its underline, a hint."""
    number = str(problem.line or "")
    gutter = " " * len(number)
    at = f":{problem.line}:{problem.column}" if problem.line else ""
    lines = [headline(problem, language), f"{gutter} --> {sanitize(problem.path)}{at}"]
    if problem.excerpt:
        before, meant, after = _around(problem)
        marks = " " * width(before) + "^" * max(width(meant), 1)
        lines += [
            f"{number} | {sanitize(before + meant + after)}",
            f"{gutter} | {marks}",
        ]
    first, *others = visible_lines(language.word("report.hint", hint=language.hint(problem)))
    more = [f"{gutter}   {line}" for line in others]
    return "\n".join([*lines, f"{gutter} = {first}", *more])


def headline(problem: Problem, language: ProblemWords) -> str:
    """Severity and rule, the place in the record, and what is wrong, on one line."""
    place = language.place(problem.place)
    text = language.word(
        "report.problem",
        severity=language.severity(problem.severity),
        rule=problem.rule,
        place=f"{place}: " if place else "",
        message=language.message(problem),
    )
    return sanitize(" ".join(text.splitlines()))


_LONGEST = 72
_BEFORE, _MEANT, _AFTER = 20, 30, 10


def _around(problem: Problem) -> tuple[str, str, str]:
    """The line up to the place that is meant, the place itself, and the rest.

    A line wider than `_LONGEST` is cut: a terminal would wrap it, away from its marks.
    """
    line, start = problem.excerpt, problem.column - 1
    end = start + problem.length
    if len(line) <= _LONGEST and width(line) <= _LONGEST:
        return line[:start], line[start:end], line[end:]
    # Only what is shown is looked at: a file may be one line, with a problem at every word.
    before = line[max(start - _BEFORE, 0) : start]
    before = f"…{before}" if start > _BEFORE else before
    if problem.length > _MEANT and len(line) > start + _MEANT:
        return before, line[start : start + _MEANT], "…"
    after = line[end : end + _AFTER]
    return before, line[start:end], f"{after}…" if len(line) > end + _AFTER else after
