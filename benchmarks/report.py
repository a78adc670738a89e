"""Figures as Markdown: seconds, and ratios beside them."""

import datetime
import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from benchmarks.corpus import Corpus
from benchmarks.importing import READER, Import
from benchmarks.lists import Shown
from benchmarks.open_data import Country, Made
from benchmarks.records import YEARS, Reading
from benchmarks.usage import Usage
from benchmarks.whole import HUGO, Taken

_PACKAGES = (
    "mkdocs",
    "mkdocs-material",
    "Markdown",
    "Jinja2",
    "pydantic",
    "ruamel.yaml",
    "pagefind",
    "duckdb",
    "openpyxl",
    "XlsxWriter",
)


@dataclass(frozen=True, slots=True)
class Row:
    """The seconds that something took: at the smallest site first, then at the sizes asked for."""

    name: str
    seconds: tuple[float, ...]


def machine() -> str:
    """What it ran on, as a line."""
    versions = ", ".join(f"{package} {version(package)}" for package in _PACKAGES)
    return (
        f"{datetime.datetime.now(tz=datetime.UTC):%Y-%m-%d}, {os.cpu_count()} cores "
        f"({platform.machine()}, {platform.system()}), Python {platform.python_version()}, "
        f"{versions}."
    )


def markdown_table(header: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """Rows of figures, each below its column's name and beside what it is of."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def table(sites: Sequence[Corpus], rows: Sequence[Row], stock: str) -> str:
    """A Markdown table of what `rows` took at `sites`; `stock` names the row to compare with."""
    pages = [site.pages for site in sites]
    compared = next(row for row in rows if row.name == stock)
    smallest, *others = [
        f"{site.pages:,} pages of {site.page_bytes / 1000:.0f} kB" for site in sites
    ]
    columns = [name for other in others for name in (other, "× stock")]
    header = ["", smallest, *columns, "growth", "growth without start"]
    return markdown_table(header, (_cells(pages, row, compared) for row in rows))


def _cells(pages: Sequence[int], row: Row, compared: Row) -> Iterator[str]:
    yield row.name
    yield f"{row.seconds[0]:.2f} s"
    for seconds, stock in zip(row.seconds[1:], compared.seconds[1:], strict=True):
        yield f"{seconds:.2f} s"
        yield f"{seconds / stock:.2f}"
    yield _shown(_growth(pages, row.seconds, started=False))
    yield _shown(_growth(pages, row.seconds, started=True))


def _shown(growth: float | None) -> str:
    return "–" if growth is None else f"{growth:.2f}"


def _growth(pages: Sequence[int], seconds: Sequence[float], *, started: bool) -> float | None:
    """How many times the seconds grew, for each time that the pages did, from size 1 to the last.

    `started`: without what the smallest site takes already. `None`: there is only one size, or the
    seconds are too few to tell.
    """
    if len(seconds) < 3:  # noqa: PLR2004 - the smallest site, and two sizes
        return None
    ground_pages, ground_seconds = (pages[0], seconds[0]) if started else (0, 0.0)
    smaller = seconds[1] - ground_seconds
    larger = seconds[-1] - ground_seconds
    if smaller < _NOISE:
        return None
    return larger / smaller / ((pages[-1] - ground_pages) / (pages[1] - ground_pages))


_NOISE = 0.05
"""Seconds that say nothing."""


def records_table(readings: Sequence[Reading]) -> str:
    """A Markdown table of `readings`: `hyoka check` beside reading alone."""
    names = ["records", "`hyoka check`", "its memory", "reading alone", "its memory", "ratio"]
    names += ["check and `hyoka review`", "its memory"]
    return markdown_table(names, map(_reading_cells, readings))


def _reading_cells(reading: Reading) -> Iterator[str]:
    size = f"{reading.files:,} files, {reading.size / 1e6:.1f} MB"
    yield f"{reading.projects:,} projects × {YEARS} years: {size}"
    yield from _usage_cells(reading.check)
    yield from _usage_cells(reading.reader)
    yield f"{reading.check.processor / reading.reader.processor:.2f}"
    yield f"{reading.check.processor + reading.review.processor:.2f} s"
    yield f"{reading.review.peak / 1e6:.0f} MB"


def _usage_cells(usage: Usage) -> Iterator[str]:
    yield f"{usage.processor:.2f} s"
    yield f"{usage.peak / 1e6:.0f} MB"


def made_table(rows: Sequence[Made]) -> str:
    """A Markdown table of what it took to make a city's files; the first row is compared with."""
    names = ["", "seconds", "× the records", "files", "MB"]
    lines = []
    for row in rows:
        ratio = f"{row.seconds / rows[0].seconds:.2f}"
        size = [f"{row.files:,}", f"{row.size / 1e6:.2f}"] if row.files else ["", ""]
        lines.append([row.name, f"{row.seconds:.2f} s", ratio, *size])
    return markdown_table(names, lines)


def whole_table(rows: Sequence[Taken]) -> str:
    """A Markdown table of what it takes to make a city's site; Hugo's pages are compared with."""
    hugo = next(row.usage for row in rows if row.name == HUGO)
    names = ["", "on the clock", "× Hugo", "of the processor", "memory"]
    lines = []
    for row in rows:
        usage = row.usage
        spent = [f"{usage.processor:.2f} s", f"{usage.peak / 1e6:.0f} MB"]
        times = [f"{usage.seconds:.2f} s", f"{usage.seconds / hugo.seconds:.1f}"]
        lines.append([row.name, *times, *(spent if usage.processor else ["", ""])])
    return markdown_table(names, lines)


def imports_table(rows: Sequence[Import]) -> str:
    """A Markdown table of what it takes to import a workbook, beside reading its cells."""
    reader = next(row.usage for row in rows if row.name == READER)
    names = ["", "on the clock", "of the processor", "× reading", "memory", "× reading"]
    lines = []
    for row in rows:
        usage = row.usage
        ratios = usage.processor / reader.processor, usage.peak / reader.peak
        times = [f"{usage.seconds:.2f} s", f"{usage.processor:.2f} s", f"{ratios[0]:.1f}"]
        lines.append([row.name, *times, f"{usage.peak / 1e6:.0f} MB", f"{ratios[1]:.1f}"])
    return markdown_table(names, lines)


def lists_table(rows: Sequence[Shown]) -> str:
    """A Markdown table of how soon a phone shows lists, and how soon they can be used."""
    names = ["", "rows", "elements", "sent", "first painted", "usable", "of its processor"]
    lines = []
    for row in rows:
        size = [f"{row.rows:,}", f"{row.elements:,}", f"{row.sent / 1000:.0f} kB"]
        taken = (row.taken.painted, row.taken.usable, row.taken.processor)
        lines.append([f"`{row.page}`", *size, *(f"{seconds:.2f} s" for seconds in taken)])
    return markdown_table(names, lines)


def countries_table(rows: Sequence[Country]) -> str:
    """A Markdown table of many cities' files, as CSV and as Parquet, and of the queries."""
    heads = ["", *(f"{row.cities:,} {'city' if row.cities == 1 else 'cities'}" for row in rows)]
    cells = zip(*map(_country_cells, rows), strict=True)
    return markdown_table(heads, ([of[0][0], *(value for _, value in of)] for of in cells))


def _country_cells(row: Country) -> Iterator[tuple[str, str]]:
    """Each line's name, and what it says of so many cities."""
    yield "CSV", f"{row.csv / 1e6:.1f} MB"
    yield "CSV as it is sent, by gzip", f"{row.zipped / 1e6:.1f} MB"
    yield "Parquet", f"{row.parquet / 1e6:.1f} MB"
    yield "Parquet ÷ CSV as it is sent", f"{row.parquet / row.zipped:.2f}"
    yield "Parquet from CSV", f"{row.converting:.2f} s"
    for asked in row.asked:
        yield f"{asked.name}, of CSV", f"{asked.csv:.2f} s"
        yield f"{asked.name}, of Parquet", f"{asked.parquet:.2f} s"
        yield f"{asked.name}, CSV ÷ Parquet", f"{asked.csv / asked.parquet:.1f}"


def filled(readme: str, mark: str, figures: str) -> str:
    """`readme` with the figures in the place that is marked for them: `<!-- figures -->`, ….

    Raises:
        ValueError: no such place is marked.
    """
    begin, end = f"<!-- {mark} -->", f"<!-- end of {mark} -->"
    before, found, rest = readme.partition(begin)
    _, ended, after = rest.partition(end)
    if not found or not ended:
        raise ValueError(f"no place is marked {begin} … {end}")
    return f"{before}{begin}\n{figures}\n{end}{after}"
