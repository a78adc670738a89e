"""A city's repository on a desk: a change is proposed, and the workflows' own steps are run."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.building import REAL, ROOT
from tests.fake_github import IN_CHECK
from tests.git_histories import begin, commit, git

Change = Callable[[Path], object]
"""What somebody does in the folder of the repository."""

RECORD = Path("content", "projects", "jichikai-chonaikai-oen.yml")
_LEFT_OUT = "tests/", "benchmarks/", "content/", ".github/CODEOWNERS"
"""What no workflow runs, and what is of the records that lie here."""


def replaced(old: str, new: str, file: Path = RECORD) -> Change:
    """The change of a text that stands once in a file."""

    def change(folder: Path) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (folder / file).write_text(text.replace(old, new), encoding="utf-8", newline="\n")

    return change


def made(file: str, text: str) -> Change:
    """A new file."""
    return lambda folder: (folder / file).write_text(text, encoding="utf-8", newline="\n")


@dataclass
class Outcome:
    """What a job left behind."""

    failed: list[str] = field(default_factory=list)
    """The commands that ended with an error."""
    printed: str = ""
    summary: str = ""
    artifacts: Path = Path()
    """A folder for each artifact that was uploaded; a single file lies there by its own name."""


@dataclass(frozen=True)
class Desk:
    """A clone, whose `.venv` is that of the repository that is tested."""

    folder: Path

    def propose(self, change: Change) -> str:
        """Commit the change to a branch; the clone then is as GitHub would merge it into `main`.

        The name of the proposed commit.
        """
        git(self.folder, "switch", "-q", "-c", "naosu", "main")
        change(self.folder)
        proposed = commit(self.folder, "2026-02-01")
        git(self.folder, "switch", "-q", "--detach", "main")
        git(self.folder, "merge", "-q", "--no-ff", "-m", "merge", "naosu")
        return proposed

    def merge(self) -> None:
        """Make what is checked out the newest commit of `main`."""
        git(self.folder, "switch", "-q", "-C", "main")

    def run(self, workflow: str, job: str, **environment: str) -> Outcome:
        """Run a job's own commands in turn, as GitHub does; of its actions, keep the artifacts."""
        outcome = Outcome(artifacts=self.folder.parent / f"artifacts-{job}")
        file = ROOT / ".github" / "workflows" / workflow
        read = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
        for step in read["jobs"][job]["steps"]:
            if not self._is_due(step, outcome, environment):
                continue
            if "run" in step:
                self._command(step["run"], outcome, environment)
            elif "upload" in step["uses"]:
                self._keep(step["with"], outcome)
        return outcome

    def _is_due(self, step: Mapping[str, Any], outcome: Outcome, given: Mapping[str, str]) -> bool:
        match step.get("if"):
            case None:
                return not outcome.failed
            case "${{ !cancelled() }}":
                return True
            case "inputs.commit != ''":
                return "COMMIT" in given
            case "github.event_name == 'push'" | "github.event_name == 'pull_request'" as asked:
                return not outcome.failed and f"'{given['GITHUB_EVENT_NAME']}'" in asked
            case other:
                raise AssertionError(other)

    def _command(self, command: str, outcome: Outcome, environment: Mapping[str, str]) -> None:
        summary = self.folder.parent / "summary.md"
        done = subprocess.run(
            ["bash", "-e", "-c", command],  # noqa: S607 - as a runner does
            cwd=self.folder,
            env={**os.environ, **IN_CHECK, "GITHUB_STEP_SUMMARY": str(summary), **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        outcome.printed += f"{done.stdout}{done.stderr}"
        outcome.summary = summary.read_text(encoding="utf-8") if summary.exists() else ""
        if done.returncode:
            outcome.failed.append(command)

    def _keep(self, told: Mapping[str, Any], outcome: Outcome) -> None:
        kept = self.folder / told["path"]
        place = outcome.artifacts / told.get("name", "")
        if kept.is_dir():
            shutil.copytree(kept, place, dirs_exist_ok=True)
        else:
            place.mkdir(parents=True, exist_ok=True)
            shutil.copy(kept, place)


def repository(folder: Path) -> Path:
    """This repository as it is now, but with 所沢市's records: one commit on `main`."""
    clone = begin(folder / "city")
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file() and not name.startswith(_LEFT_OUT):
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, clone / name)
    shutil.copytree(REAL, clone / "content")
    shutil.move(clone / "mkdocs.yml", clone / "settings.yml")
    (clone / "mkdocs.yml").write_text("INHERIT: settings.yml\nnav:\n", encoding="utf-8")
    commit(clone, "2026-01-05")
    return clone


def desk(folder: Path, made: Path) -> Desk:
    """A clone of `made`, which `repository` made."""
    clone = shutil.copytree(made, folder / "city", symlinks=True)
    # As tools/set-up.sh leaves it: `make` then has nothing to install.
    (clone / ".venv").mkdir()
    for name in ("bin", "lib", "pyvenv.cfg"):
        (clone / ".venv" / name).symlink_to(ROOT / ".venv" / name)
    for stamp in ("set-up", "tools"):
        (clone / ".venv" / stamp).write_text(f"{clone.resolve()}\n", encoding="utf-8")
    return Desk(clone)


def event_for(proposed: str, event: Mapping[str, Any], file: Path) -> Path:
    """GitHub's event for a finished check of the proposed commit."""
    whole = {**event, "workflow_run": {**event["workflow_run"], "head_sha": proposed}}
    file.write_text(json.dumps(whole), encoding="utf-8")
    return file
