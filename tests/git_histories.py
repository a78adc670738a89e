"""Git repositories with a history of fixed days, for the tests."""

import os
import subprocess
from pathlib import Path

CAME = "2025-12-01"
"""The day on which all records of the published town came to be."""
TOUCHED, TOUCHED_ON = "projects/kawabe-hiroba.yml", "2026-02-03"
"""The record that changed later."""
_OWN = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "記録係",
    "GIT_AUTHOR_EMAIL": "records@town.example",
    "GIT_COMMITTER_NAME": "記録係",
    "GIT_COMMITTER_EMAIL": "records@town.example",
}
"""Nothing of whoever runs the tests."""
_LONG_AGO = "1999-12-31T12:00:00+09:00"
"""The author's date, which no page tells: that of a pull request may be far from its merge."""


def git(folder: Path, *command: str, committed: str = _LONG_AGO) -> str:
    """What git prints; it commits at the moment `committed`."""
    done = subprocess.run(
        ["git", "-C", folder, *command],  # noqa: S607 - git of the PATH
        env=os.environ | _OWN | {"GIT_AUTHOR_DATE": _LONG_AGO, "GIT_COMMITTER_DATE": committed},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


def begin(folder: Path) -> Path:
    """An empty repository on the branch `main`."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "-b", "main")
    return folder


def commit(folder: Path, when: str) -> str:
    """The name of the commit of all that lies in `folder`; a mere day means its noon in Japan."""
    git(folder, "add", "-A")
    committed = when if "T" in when else f"{when}T12:00:00+09:00"
    git(folder, "commit", "-q", "-m", when, committed=committed)
    return git(folder, "rev-parse", "HEAD")
