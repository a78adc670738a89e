"""Whether a program of this machine runs, and what it says."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

_HANGS = 60
"""Seconds after which a program that was asked for its version is held to be stuck."""


@dataclass(frozen=True)
class ApiFile:
    """What a program said; `failure`: why it did not, in the system's own words, or empty."""

    output: str = ""
    failure: str = ""


def ask(program: Path | str, *arguments: str) -> ApiFile:
    """What `program` answers to a short question; a file alone does not prove that it runs."""
    command = (str(program), *arguments)
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=_HANGS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return ApiFile(failure=str(error))
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"{program}: ended with {done.returncode}"]
        return ApiFile(failure=said[-1])
    return ApiFile(done.stdout)
