"""Problems as JSON, for other programs."""

import json
import re
from collections import Counter
from collections.abc import Sequence

from hyoka.problems import Problem, Severity
from hyoka.wording.problem_words import ProblemWords


def as_json(problems: Sequence[Problem], language: ProblemWords, files: int) -> str:
    """One object: `problems` in their order, `counts` by severity, and the number of `files`.

    Lines and columns count from 1, `length` in characters; `place` is the way from the record's
    root to the value, with positions in lists from 0.
    """
    counts = Counter(problem.severity for problem in problems)
    whole = {
        "problems": [_problem(problem, language) for problem in problems],
        "counts": {kind.value: counts[kind] for kind in Severity},
        "files": files,
    }
    written = json.dumps(whole, ensure_ascii=False, indent=2)
    return _UNSEEN.sub(lambda unseen: f"\\u{ord(unseen[0]):04x}", written)


_UNSEEN = re.compile(
    r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]|#(?=#\[)"
)
"""What a terminal, or a workflow's log, would not take for text, and `json` lets through."""


def _problem(problem: Problem, language: ProblemWords) -> dict[str, object]:
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "length": problem.length,
        "severity": problem.severity.value,
        "rule": problem.rule,
        "place": list(problem.place),
        "message": language.message(problem),
        "hint": language.hint(problem),
    }
