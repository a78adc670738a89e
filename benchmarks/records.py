"""Records alone: `hyoka check` and `hyoka review`, beside a process that only reads the same files.

`python -m benchmarks.records CONTENT` is that process: every file into plain data, by ruamel with
libyaml, as its documentation says to.
"""

import os
import re
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
    """The processes on the records of so many projects."""

    projects: int
    files: int
    size: int
    """Of all files together, in bytes."""
    check: Usage
    reader: Usage
    review: Usage
    """`hyoka review`, after one settlement was changed."""


def readings(folder: Path, projects: tuple[int, ...], runs: int) -> Iterator[Reading]:
    """Each number of `projects` over ten years, below `folder`; of each thing the fastest run."""
    for count in projects:
        content = _demo(folder / f"records-{count}", count)
        files = _files(content)
        # By turns: whatever slows the machine down then slows both.
        _propose(content)
        turns = [(_check(content), _read(content), _review(content)) for _ in range(runs)]
        check, reader, review = (min(usages, key=_seconds) for usages in zip(*turns, strict=True))
        size = sum(file.stat().st_size for file in files)
        yield Reading(count, len(files), size, check, reader, review)


def _demo(folder: Path, projects: int) -> Path:
    """Records in a new folder; made by a process, for this one is to stay light."""
    numbers = f"--policies 4 --projects {projects} --years {YEARS}"
    _used("tools.demo", str(folder), *numbers.split())
    return folder / "content"


def _propose(content: Path) -> None:
    """Change one settlement of the records, after a commit of them."""
    _git(content.parent, "init", "--quiet")
    _git(content.parent, "add", "--all")
    _git(content.parent, "commit", "--quiet", "--message=x")
    file = min((content / "projects").glob("*.yml"))
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(settlement: \d+)", r"\g<1>1", text, count=1), encoding="utf-8")


def _git(folder: Path, *command: str) -> None:
    somebody = ("-c", "user.name=x", "-c", "user.email=x@x.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *somebody, *command], cwd=folder, check=True)  # noqa: S607 - git of the PATH


def _check(content: Path) -> Usage:
    return _used("hyoka", "check", "--content", str(content))


def _read(content: Path) -> Usage:
    return _used("benchmarks.records", str(content))


def _review(content: Path) -> Usage:
    output = content.parent / "review.json"
    return _used("hyoka", "review", "HEAD", "--content", str(content), "--output", str(output))


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
