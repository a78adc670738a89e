"""`python -m benchmarks`: time every command at several sizes and print a table."""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import Corpus, corpora
from benchmarks.importing import imports
from benchmarks.lists import shown
from benchmarks.measures import MEASURES, STOCK, Measure
from benchmarks.open_data import countries, made
from benchmarks.records import YEARS, Reading, readings
from benchmarks.report import (
    Row,
    countries_table,
    filled,
    imports_table,
    lists_table,
    machine,
    made_table,
    records_table,
    table,
    whole_table,
)
from benchmarks.whole import taken
from benchmarks.workbooks import filled as filled_in
from benchmarks.workbooks import workbooks_table

_SIZES = (500, 5000)
_QUICK = (100, 300)
_PROJECTS = (640, 6400)
_FEW = (20, 60)
_DIVISION = 30
"""As many projects as a division may fill in."""
_ROWS, _FEW_ROWS = 407, 20
"""Projects in a workbook that is imported."""
_CITIES = (1, 50)
_FEW_CITIES = (1, 3)
_README = Path(__file__).with_name("README.md")


def main() -> None:
    """Measure, print, and fill the README when asked to."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="hyoka-benchmarks-") as temporary:
        folder = Path(temporary)
        only = ("records", "cities", "whole", "workbooks", "imports", "lists")
        alone = any(getattr(options, one) for one in only)
        if options.whole or not alone:
            found = taken(folder / "whole", _projects(options)[0], options.runs)
            _tell(options, "whole", whole_table(list(found)))
        if options.records or not alone:
            _tell(options, "records", records_table(_readings(folder, options)))
        if options.workbooks or not alone:
            sizes = _FEW if options.quick else (_DIVISION, _PROJECTS[0])
            books = list(filled_in(folder, sizes, options.runs))
            _tell(options, "workbooks", workbooks_table(books))
        if options.imports or not alone:
            _tell(options, "imports", _imports(folder, options))
        if options.lists or not alone:
            lists = shown(folder / "lists", _projects(options)[0], options.runs)
            _tell(options, "lists", lists_table(list(lists)))
        if options.cities or not alone:
            _open_data(folder, options)
        if not alone:
            sites = corpora(folder, _QUICK if options.quick else options.sizes)
            timed = [row for measure in MEASURES for row in _rows(measure, sites, options.runs)]
            _tell(options, "figures", table(sites, timed, STOCK))


def _projects(options: argparse.Namespace) -> tuple[int, ...]:
    """How many a city has; where there is room for one city alone, the first."""
    return _FEW if options.quick else _PROJECTS


def _imports(folder: Path, options: argparse.Namespace) -> str:
    rows = _FEW_ROWS if options.quick else _ROWS
    return imports_table(list(imports(folder / "imports", rows, options.runs)))


def _open_data(folder: Path, options: argparse.Namespace) -> None:
    projects = _projects(options)[0]
    _tell(options, "open data", made_table(made(folder, projects, YEARS)))
    counts = _FEW_CITIES if options.quick else _CITIES
    found = countries(folder, counts, projects, YEARS, options.runs)
    _tell(options, "cities", countries_table(list(found)))


def _readings(folder: Path, options: argparse.Namespace) -> list[Reading]:
    return list(readings(folder, _projects(options), options.runs))


def _tell(options: argparse.Namespace, mark: str, figures: str) -> None:
    told = f"{machine()}\n\n{figures}"
    print(f"{told}\n", flush=True)
    if options.write_readme:
        text = filled(_README.read_text(encoding="utf-8"), mark, told)
        _README.write_text(text, encoding="utf-8", newline="\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--sizes", type=_sizes, default=_SIZES, metavar="N,N", help="pages (default: 500,5000)"
    )
    parser.add_argument(
        "--quick", action="store_true", help="small sites: only to see that all of it runs"
    )
    parser.add_argument("--records", action="store_true", help="only the records: no site is built")
    parser.add_argument(
        "--cities", action="store_true", help="only the open data: of a city, and of many"
    )
    parser.add_argument(
        "--workbooks", action="store_true", help="only a year that is filled in with Excel"
    )
    parser.add_argument("--imports", action="store_true", help="only a workbook's import")
    parser.add_argument("--whole", action="store_true", help="only a city's site, beside Hugo's")
    parser.add_argument(
        "--lists", action="store_true", help="only the lists, as a phone shows them"
    )
    parser.add_argument("--runs", type=int, default=1, metavar="N", help="do each thing so often")
    parser.add_argument(
        "--write-readme", action="store_true", help="put the figures into benchmarks/README.md"
    )
    return parser.parse_args()


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted(int(size) for size in text.split(",")))


def _rows(measure: Measure, sites: tuple[Corpus, ...], runs: int) -> Iterator[Row]:
    """The rows that a measure fills: of each number, the fastest of `runs`."""
    times = [_fastest([measure.seconds(site) for _ in range(runs)]) for site in sites]
    for name, *seconds in zip(measure.rows, *times, strict=True):
        print(f"{name}: {', '.join(f'{value:.2f} s' for value in seconds)}", flush=True)
        yield Row(name, tuple(seconds))


def _fastest(runs: list[tuple[float, ...]]) -> tuple[float, ...]:
    return tuple(map(min, zip(*runs, strict=True)))


if __name__ == "__main__":
    main()
