"""Records alone: `hyoka check` and `hyoka review`, beside a process that only reads the same files.

`python -m benchmarks.records CONTENT` is that process: every file into plain data, by ruamel with
libyaml, as its documentation says to.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

from benchmarks.usage import ROOT, Usage, used

YEARS = 10


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
        content = demo(folder / f"records-{count}", count)
        files = _files(content)
        # By turns: whatever slows the machine down then slows both.
        _propose(content)
        turns = [(_check(content), _read(content), _review(content)) for _ in range(runs)]
        check, reader, review = (min(usages, key=_processor) for usages in zip(*turns, strict=True))
        size = sum(file.stat().st_size for file in files)
        yield Reading(count, len(files), size, check, reader, review)


def demo(folder: Path, projects: int) -> Path:
    """Records in a new folder; made by a process, for this one is to stay light."""
    numbers = f"--policies 4 --projects {projects} --years {YEARS}"
    used("python", "-m", "tools.demo", str(folder), *numbers.split())
    return folder / "content"


def settings_of(folder: Path) -> Path:
    """The settings of the site of such records, which lies in `site` beside them."""
    settings = folder / "mkdocs.yml"
    settings.write_text(
        f"INHERIT: {ROOT / 'mkdocs.yml'}\ndocs_dir: content\nsite_dir: site\nnav:\n", "utf-8"
    )
    return settings


def built(settings: Path) -> Usage:
    """What it takes to build that site."""
    return used("mkdocs", "build", "--quiet", "--strict", "-f", str(settings))


def _propose(content: Path) -> None:
    """Change one settlement of the records, after a commit of them."""
    git(content.parent, "init", "--quiet")
    git(content.parent, "add", "--all")
    git(content.parent, "commit", "--quiet", "--message=x")
    file = min((content / "projects").glob("*.yml"))
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(settlement: \d+)", r"\g<1>1", text, count=1), encoding="utf-8")


def git(folder: Path, *command: str) -> None:
    """A command of git in `folder`, in the name of nobody."""
    somebody = ("-c", "user.name=x", "-c", "user.email=x@x.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *somebody, *command], cwd=folder, check=True, stdout=subprocess.DEVNULL)  # noqa: S607 - git of the PATH


def _check(content: Path) -> Usage:
    return used("hyoka", "check", "--content", str(content))


def _read(content: Path) -> Usage:
    return used("python", "-m", "benchmarks.records", str(content))


def _review(content: Path) -> Usage:
    output = content.parent / "review.json"
    return used("hyoka", "review", "HEAD", "--content", str(content), "--output", str(output))


def _processor(usage: Usage) -> float:
    return usage.processor


def _files(content: Path) -> list[Path]:
    return sorted(content.rglob("*.yml"))


def read_all(content: Path) -> None:
    """Every record of the folder into plain data, and nothing else."""
    for file in _files(content):
        YAML(typ="safe", pure=False).load(file.read_bytes().decode())


if __name__ == "__main__":
    read_all(Path(sys.argv[1]))
