"""A GitHub of the tests: a program `gh` that answers from a file and writes down every call."""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_GH = """#!{python}
import json, sys
from pathlib import Path
arguments, folder = sys.argv[1:], Path(__file__).parent
sending = "--input" in arguments
given = json.loads(sys.stdin.read()) if sending else None
path = next(a for a in arguments if a.startswith("repos/"))
method = arguments[arguments.index("--method") + 1] if sending else "GET"
with (folder / "calls").open("a") as calls:
    print(json.dumps([method, path, given]), file=calls)
answers = json.loads((folder / "answers").read_text())
if not sending and path not in answers:
    sys.exit("gh: Not Found (HTTP 404)")
for line in [] if sending else answers[path]:
    print(json.dumps(line))
"""

Lines = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Forge:
    """What `gh` answers, and what it was told."""

    folder: Path

    @property
    def path(self) -> str:
        """A `PATH` on which this `gh` comes first."""
        return f"{self.folder}{os.pathsep}{os.environ['PATH']}"

    def answer(self, path: str, lines: Lines) -> None:
        """Print `lines` from now on when `path` is asked."""
        file = self.folder / "answers"
        answers = json.loads(file.read_text(encoding="utf-8"))
        file.write_text(json.dumps({**answers, path: lines}), encoding="utf-8")

    def propose(self, *paths: str, former: str | None = None, commit: str | None = None) -> None:
        """Let the pull request change these files, the last of which may have been renamed."""
        files = [{"path": path, "former": None} for path in paths]
        files[-1]["former"] = former
        commit = commit or COMMIT
        self.answer(PULLS, [pull(6, commit="f" * 40), pull(7, commit=commit)])
        told = {"commit": commit, "base": "main", "state": "open", "files": len(files)}
        self.answer(PULL, [told])
        self.answer(CHANGED, files)

    @property
    def sent(self) -> list[tuple[str, str, dict[str, str]]]:
        """What was written: the method, the path and the values."""
        file = self.folder / "calls"
        told = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        calls = [json.loads(line) for line in told]
        return [(method, path, values) for method, path, values in calls if values is not None]


REPOSITORY, COMMIT, RUN = "city/hyoka", "0123456789" * 4, 42
"""The repository, the proposed commit, and the run of `check` for it."""
SOURCE = "staff/hyoka"
"""The fork that the proposed branch lies in."""
IN_CHECK = {"GITHUB_REF": "refs/pull/7/merge", "GITHUB_BASE_REF": "main"}
"""What a runner tells a check of the pull request 7."""
EVENT: dict[str, Any] = {
    "repository": {"full_name": REPOSITORY, "id": 1},
    "workflow_run": {
        "id": RUN,
        "event": "pull_request",
        "head_sha": COMMIT,
        "head_branch": "naosu$(id)",
        "head_repository": {"owner": {"login": "staff"}, "full_name": SOURCE},
        "pull_requests": [],
    },
}
PULLS = f"repos/{REPOSITORY}/pulls?state=open&per_page=100&head=staff%3Anaosu%24%28id%29"
ARTIFACTS = f"repos/{REPOSITORY}/actions/runs/{RUN}/artifacts?per_page=100"
COMMENTS = f"repos/{REPOSITORY}/issues/7/comments"
PULL = f"repos/{REPOSITORY}/pulls/7"
CHANGED = f"repos/{REPOSITORY}/pulls/7/files?per_page=100"
ISSUES = f"repos/{REPOSITORY}/issues"
OPEN_ISSUES = f"{ISSUES}?state=open&creator=github-actions%5Bbot%5D&per_page=100"
SITE = f"repos/{REPOSITORY}/pages"
_ANSWERS: dict[str, Lines] = {
    ARTIFACTS: [{"id": 5, "name": "review"}, {"id": 9, "name": "preview.html"}],
    SITE: [{"url": "https://city.example/hyoka"}],
    f"{COMMENTS}?per_page=100": [],
    OPEN_ISSUES: [],
}


def pull(
    number: int, base: str = "main", commit: str = COMMIT, source: str = SOURCE
) -> dict[str, Any]:
    """An open pull request, as GitHub lists it."""
    return {"number": number, "commit": commit, "source": source, "base": base}


def forge(folder: Path) -> Forge:
    """A `gh` in the new `folder`, which knows the pull request 7 and a site."""
    folder.mkdir()
    program = folder / "gh"
    program.write_text(_GH.format(python=sys.executable), encoding="utf-8")
    program.chmod(0o755)
    (folder / "answers").write_text(json.dumps(_ANSWERS), encoding="utf-8")
    made = Forge(folder)
    made.propose("content/projects/a.yml")
    return made
