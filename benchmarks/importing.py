"""`hyoka import` of a city's own workbook, beside a process that only reads the same cells.

`python -m benchmarks.importing WORKBOOK` is that process: every cell's value, by openpyxl.
"""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook

from benchmarks.usage import Usage, used
from tools.gathered_sheet import MAPPING, gathered_sheet

READER = "reading the cells alone"


@dataclass(frozen=True, slots=True)
class Import:
    """What was done with the workbook, and what it took."""

    name: str
    usage: Usage


def imports(folder: Path, projects: int, runs: int) -> Iterator[Import]:
    """A workbook of so many projects, below `folder`; of each thing the fastest run."""
    folder.mkdir()
    workbook = folder / "表.xlsx"
    workbook.write_bytes(gathered_sheet(projects))
    # By turns: whatever slows the machine down then slows all.
    turns = [(_read(workbook), *_import_twice(workbook)) for _ in range(runs)]
    fastest = (min(usages, key=_processor) for usages in zip(*turns, strict=True))
    names = (READER, "`hyoka import` of all", "`hyoka import` again")
    yield from (Import(*row) for row in zip(names, fastest, strict=True))


def _import_twice(workbook: Path) -> tuple[Usage, Usage]:
    content = workbook.parent / "content"
    if content.exists():
        shutil.rmtree(content)
    content.mkdir()
    shutil.copy(MAPPING.with_name("municipality.yml"), content)
    command = ("hyoka", "import", str(workbook), "--by", str(MAPPING), "--content", str(content))
    return used(*command), used(*command)


def _read(workbook: Path) -> Usage:
    return used("python", "-m", "benchmarks.importing", str(workbook))


def _processor(usage: Usage) -> float:
    return usage.processor


def read_all(workbook: Path) -> int:
    """Read every cell of the workbook, and nothing else; how many hold something."""
    book = load_workbook(workbook, read_only=True, data_only=True)
    rows = (row for sheet in book.worksheets for row in sheet.values)
    return sum(value is not None for row in rows for value in row)


if __name__ == "__main__":
    read_all(Path(sys.argv[1]))
