"""Records alone: `hyoka check`, beside a process that only reads the same files.

`python -m benchmarks.records CONTENT` is that process: every file into plain data, by ruamel with
libyaml, as its documentation says to.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).parents[1]
YEARS = 10


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process took, from its start to its end."""

    seconds: float
    """Of the processor: what else the machine does counts little."""
    peak: int
    """Its largest memory, in bytes."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The two processes on the records of so many projects."""

    projects: int
    files: int
    size: int
    """Of all files together, in bytes."""
    check: Usage
    reader: Usage


def readings(folder: Path, projects: tuple[int, ...], runs: int) -> Iterator[Reading]:
    """Each number of `projects` over ten years, below `folder`; of each thing the fastest run."""
    for count in projects:
        content = _demo(folder / f"records-{count}", count)
        files = _files(content)
        # By turns: whatever slows the machine down then slows both.
        pairs = [(_check(content), _read(content)) for _ in range(runs)]
        check, reader = (min(usages, key=_seconds) for usages in zip(*pairs, strict=True))
        size = sum(file.stat().st_size for file in files)
        yield Reading(count, len(files), size, check, reader)


def _demo(folder: Path, projects: int) -> Path:
    """Records in a new folder; made by a process, for this one is to stay light."""
    numbers = f"--policies 4 --projects {projects} --years {YEARS}"
    _used("generator", "demo", str(folder), *numbers.split())
    return folder / "content"


def _check(content: Path) -> Usage:
    return _used("generator", "check", "--content", str(content))


def _read(content: Path) -> Usage:
    return _used("benchmarks.records", str(content))


def _seconds(usage: Usage) -> float:
    return usage.seconds


def _used(module: str, *arguments: str) -> Usage:
    """What a module's command uses.

    Raises:
        RuntimeError: it failed; it has said why.
    """
    command = [sys.executable, "-m", module, *arguments]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, resources = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(" ".join(command))
    # Linux counts kilobytes, macOS bytes.
    kilobyte = 1 if sys.platform == "darwin" else 1024
    return Usage(resources.ru_utime + resources.ru_stime, resources.ru_maxrss * kilobyte)


def _files(content: Path) -> list[Path]:
    return sorted(content.rglob("*.yml"))


def read_all(content: Path) -> None:
    """Every record of the folder into plain data, and nothing else."""
    for file in _files(content):
        YAML(typ="safe", pure=False).load(file.read_bytes().decode())


if __name__ == "__main__":
    read_all(Path(sys.argv[1]))
