"""A year that is filled in: `hyoka workbook`, `hyoka take`, `hyoka new year --all`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from benchmarks.records import YEARS, demo
from benchmarks.report import markdown_table
from benchmarks.usage import Usage, used

_KEYS = 1
"""The row of a sheet that holds its columns' keys, in a workbook that `hyoka workbook` made."""
_TYPED = "settlement"


@dataclass(frozen=True, slots=True)
class Filled:
    """What it takes to fill in a year of so many projects."""

    projects: int
    cells: int
    """How many were typed into."""
    size: int
    """Of the workbook, in bytes."""
    usages: Mapping[str, Usage]
    """By what was done."""


def filled(folder: Path, projects: tuple[int, ...], runs: int) -> Iterator[Filled]:
    """For each number of `projects`, over ten years, below `folder`; the fastest of `runs`."""
    for count in projects:
        yield _filled(demo(folder / f"year-{count}", count), count, runs)


def _filled(content: Path, projects: int, runs: int) -> Filled:
    year = max(int(file.stem) for file in (content / "policies").rglob("2*.yml"))
    made, typed = content.with_name("made.xlsx"), content.with_name("typed.xlsx")
    things: Mapping[str, Callable[[], Usage]] = {
        "`hyoka workbook`": lambda: _make(content, year, made),
        "`hyoka take`": lambda: _take(content, typed),
        "`hyoka new year --all`": lambda: _begin(content, year + 1),
    }
    _make(content, year, made)
    cells = _fill_in(made, typed)
    usages = {name: _fastest(runs, thing) for name, thing in things.items()}
    return Filled(projects, cells, made.stat().st_size, usages)


def _fastest(runs: int, thing: Callable[[], Usage]) -> Usage:
    return min((thing() for _ in range(runs)), key=lambda usage: usage.processor)


def _make(content: Path, year: int, workbook: Path) -> Usage:
    there = ("--content", str(content), "--output", str(workbook), "--force")
    return used("hyoka", "workbook", str(year), *there)


def _take(content: Path, workbook: Path) -> Usage:
    return used("hyoka", "take", str(workbook), "--content", str(_copy(content)))


def _begin(content: Path, year: int) -> Usage:
    return used("hyoka", "new", "year", str(year), "--all", "--content", str(_copy(content)))


def _copy(content: Path) -> Path:
    """The records anew, for what is done changes them."""
    return Path(copytree(content, content.with_name("changed"), dirs_exist_ok=True))


def _fill_in(made: Path, typed: Path) -> int:
    """Another settlement for every project that has one; how many there are."""
    book = openpyxl.load_workbook(made)
    cells = [cell for sheet in book.worksheets for cell in _settlements(sheet)]
    for row, column, sheet in cells:
        cell = sheet.cell(row, column)
        cell.value = int(str(cell.value)) - 1  # more might be over the budget
    book.save(typed)
    return len(cells)


def _settlements(sheet: Worksheet) -> Iterator[tuple[int, int, Worksheet]]:
    keys = [cell.value for cell in sheet[_KEYS]]
    if _TYPED in keys:
        column = keys.index(_TYPED) + 1
        for row in range(_KEYS + 2, sheet.max_row + 1):
            if isinstance(sheet.cell(row, column).value, int):
                yield row, column, sheet


def workbooks_table(rows: list[Filled]) -> str:
    """A Markdown table of what each thing took, of each number of projects."""
    sizes = [
        f"{row.projects:,} projects × {YEARS} years: {row.size / 1e6:.1f} MB, {row.cells:,} cells"
        for row in rows
    ]
    header = ["", *(name for size in sizes for name in (size, "memory"))]
    lines = []
    for name in rows[0].usages:
        usages = [row.usages[name] for row in rows]
        told = [(f"{it.processor:.2f} s", f"{it.peak / 1e6:.0f} MB") for it in usages]
        lines.append([name, *(cell for pair in told for cell in pair)])
    return markdown_table(header, lines)
