"""CODEOWNERS: whom GitHub asks to review a change of a record, from the record's division.

What is made here stands between two lines of the file; what people wrote around it stays. Of the
lines that fit a file the last one counts, wherever it stands.

https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
"""

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff

from pathspec import GitIgnoreSpec

from hyoka.content.record_paths import file_of, path_of
from hyoka.evaluation import EvaluatedSite, divisions_answering
from hyoka.model import Team
from hyoka.terminal import sanitize

FILE = ".github/CODEOWNERS"
"""Where GitHub looks for it, from the repository's root."""
HEAD = "# Made by `hyoka codeowners` from `teams` in municipality.yml and the records' divisions."
"""The line with which the made part begins."""
END = "# What `hyoka codeowners` makes ends here. Lines above and below are yours, and stay."
"""The line with which it ends; there was none in earlier versions."""
_PATTERN = re.compile(r"(?:\\.|[^\s\\])+")
"""The first word of a line; a space in a path is escaped."""


def codeowners(evaluation: EvaluatedSite, folder: str) -> str:
    """The made part; `folder`: where the records lie, from the repository's root: `content/`.

    The last line that fits a file counts: first those who have all others, then each record.
    """
    teams = evaluation.municipality.teams
    every = [team.handle for team in teams if team.division is None]
    lines = [f"/{folder} {' '.join(every)}"] if every else []
    for path, divisions in sorted(_divisions(evaluation)):
        if handles := _handles(teams, divisions):
            lines.append(f"/{folder}{path} {' '.join(handles)}")
    return "\n".join([HEAD, *lines, END, ""])


def is_ours(text: str) -> bool:
    """Whether a part of the file was made here, so that it may be made anew."""
    return HEAD in text.splitlines()


def renewed(before: str, made: str, folder: str) -> str:
    """The file with the part that is `made` now in place of the one that it has.

    Comments and lines for paths outside of `folder` that stand within that part come after it.
    """
    above, within, below = _parts(before)
    own = [line for line in within if not line.startswith(f"/{folder}")]
    return "\n".join([*above, *made.splitlines(), *own, *below, ""])


def _parts(text: str) -> tuple[list[str], list[str], list[str]]:
    """The lines before, within and after the made part, without the two that mark it."""
    lines = text.splitlines()
    if HEAD not in lines:
        return [], [], lines
    start = lines.index(HEAD)
    end = lines.index(END, start) if END in lines[start:] else len(lines)
    return lines[:start], lines[start + 1 : end], lines[end + 1 :]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A line by hand and a made one that fit the same records, so that one of them is in vain."""

    line: int
    """Of the one by hand; counted from 1."""
    text: str
    records: int
    """How many records have a made line that it fits; 0: it fits the whole folder alone."""
    wins: bool
    """Whether the line by hand counts, for it comes later."""


def conflicts(text: str, folder: str) -> Iterator[Conflict]:
    """Every line by hand that fits records which have made lines, but for those that should.

    A line for all files, such as `* @it`, has its place above the made ones: they are exceptions.
    """
    above, made, _ = _parts(text)
    paths = [pattern.removeprefix("/") for line in made if (pattern := _pattern(line))]
    start, end = len(above), len(above) + len(made) + 1
    for number, line in enumerate(text.splitlines()):
        pattern = _pattern(line)
        if start <= number <= end or not pattern:
            continue
        wins = number > end
        fitting = [path for path in paths if _fits(pattern, path, folder)]
        if fitting and (wins or pattern.removeprefix("/").startswith(folder)):
            records = sum(path != folder for path in fitting)
            yield Conflict(number + 1, line, records, wins)


def _pattern(line: str) -> str:
    """The paths that a line is about; empty of a comment or a blank line."""
    found = _PATTERN.match(line.strip())
    return found[0] if found and not found[0].startswith("#") else ""


def _fits(pattern: str, path: str, folder: str) -> bool:
    """Whether GitHub takes a line for a file, or for all in the `folder`.

    As git reads `.gitignore`, but for `x/*`, which means no file in a folder of `x`.
    """
    file = f"{folder}*/*" if path == folder else path
    try:
        spec = GitIgnoreSpec.from_lines([pattern])
    except ValueError:  # it fits nothing on GitHub, either, which says so beside the file
        return False
    within = pattern.endswith("/*") and spec.match_file(posixpath.dirname(file))
    return spec.match_file(file) and not within


def difference(before: str, after: str) -> str:
    """The lines that are to go, after `-`, and to come, after `+`, each among its neighbours."""
    lines = list(unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1))[2:]
    return "\n".join("…" if line.startswith("@@") else sanitize(line) for line in lines)


def _handles(teams: Sequence[Team], divisions: tuple[str | None, ...]) -> list[str]:
    """Those of the divisions, each once, in the order of the municipality's list."""
    return list(dict.fromkeys(t.handle for t in teams if t.division and t.division in divisions))


def _divisions(evaluation: EvaluatedSite) -> Iterator[tuple[str, tuple[str | None, ...]]]:
    """Each record's path, and the divisions in charge of it now."""
    for plan in evaluation.plans:
        yield path_of(plan.plan), tuple(measure.division for measure in plan.measures)
    for measure in evaluation.measures:
        sheets = [year.sheet for year in measure.sheets if year.sheet]
        own = measure.part.described.division
        divisions: dict[str, list[str | None]] = {}
        for sheet in sheets:
            divisions.setdefault(file_of(sheet), []).append(sheet.division or own)
        yield from ((path, tuple(every)) for path, every in divisions.items())
    for policy in evaluation.policies:
        records = (policy.policy, *(year.sheet for year in policy.sheets if year.sheet))
        yield from ((path_of(record), (policy.policy.division,)) for record in records)
    for project in evaluation.projects:
        yield path_of(project.project), (project.division,)
    for told in evaluation.recommendations:
        yield path_of(told.recommendation), tuple(divisions_answering(told, evaluation))
