"""CODEOWNERS: whom GitHub asks to review a change of a record, from the record's division.

https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
"""

from collections.abc import Iterator, Sequence
from difflib import unified_diff

from generator.evaluation import Evaluation
from generator.model import Team
from generator.records import path_of
from generator.terminal import visible

FILE = ".github/CODEOWNERS"
"""Where GitHub looks for it, from the repository's root."""
_HEAD = "# Made by `hyoka codeowners` from `teams` in municipality.yml and the records' divisions."


def codeowners(evaluation: Evaluation, folder: str) -> str:
    """The whole file; `folder`: where the records lie, from the repository's root: `content/`.

    The last line that fits a file counts: first those who have all others, then each record.
    """
    teams = evaluation.municipality.teams
    every = [team.handle for team in teams if team.division is None]
    lines = [f"/{folder} {' '.join(every)}"] if every else []
    for path, divisions in sorted(_divisions(evaluation)):
        if handles := _handles(teams, divisions):
            lines.append(f"/{folder}{path} {' '.join(handles)}")
    return "\n".join([_HEAD, *lines, ""])


def is_ours(text: str) -> bool:
    """Whether a file was made here, so that it may be made anew."""
    return text.startswith(_HEAD)


def difference(before: str, after: str) -> str:
    """The lines that are to go, after `-`, and to come, after `+`, each among its neighbours."""
    lines = list(unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1))[2:]
    return "\n".join("…" if line.startswith("@@") else visible(line) for line in lines)


def _handles(teams: Sequence[Team], divisions: tuple[str | None, ...]) -> list[str]:
    """Those of the divisions, each once, in the order of the municipality's list."""
    return list(dict.fromkeys(t.handle for t in teams if t.division and t.division in divisions))


def _divisions(evaluation: Evaluation) -> Iterator[tuple[str, tuple[str | None, ...]]]:
    """Each record's path, and the divisions in charge of it now."""
    for plan in evaluation.plans:
        parts = tuple(measure.part for measure in plan.measures)
        yield path_of(plan.plan), tuple(part.described.division for part in parts)
    for measure in evaluation.measures:
        sheets = [year.sheet for year in measure.sheets if year.sheet]
        own = measure.part.described.division
        yield from ((path_of(sheet), (sheet.division or own,)) for sheet in sheets)
    for policy in evaluation.policies:
        records = (policy.policy, *(year.sheet for year in policy.sheets if year.sheet))
        yield from ((path_of(record), (policy.policy.division,)) for record in records)
    for project in evaluation.projects:
        yield path_of(project.project), (project.division,)
