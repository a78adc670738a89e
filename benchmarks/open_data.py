"""What open data costs: making each kind of file, and asking the files of many cities.

Seconds are the processor's, of all threads: what else the machine does counts little.
"""

import gzip
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from benchmarks.cities import (
    CSV_VIEWS,
    INDICATORS,
    NATIONAL,
    PARQUET_VIEWS,
    TABLES,
    answer,
    to_parquet,
    write_cities,
    write_records,
)
from hyoka.content import read_folder
from hyoka.content.records import read_records
from hyoka.evaluation import EvaluatedSite, evaluate
from hyoka.opendata.files import files
from hyoka.opendata.table import DataTable
from hyoka.opendata.tables import tables
from hyoka.wording import load_language

_ADDRESS = "https://city.example/"
"""Of a site, which the catalogue needs to know."""

_Result = TypeVar("_Result")


@dataclass(slots=True)
class Made:
    """What was made of the records of one city, all that is of one kind together."""

    name: str
    seconds: float
    files: int = 0
    size: int = 0
    """In bytes."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query over the CSV files, and the same over Parquet."""

    name: str
    csv: float
    parquet: float


@dataclass(frozen=True, slots=True)
class Country:
    """So many cities: the bytes of what the queries read, and the seconds that they take."""

    cities: int
    csv: int
    zipped: int
    """The CSV files as a server sends them, each compressed by gzip."""
    parquet: int
    converting: float
    """From CSV to Parquet."""
    asked: tuple[Asked, ...]


def made(folder: Path, projects: int, years: int) -> list[Made]:
    """What it takes to make a city's files: reading the records, the tables, then each form."""
    content = write_records(folder / "city", 1, projects=projects, years=years)
    city, reading = _timed(lambda: evaluate(read_records(read_folder(content)).records))
    every, tabling = _timed(lambda: tables(city, load_language("ja")))
    return [
        Made("records read and evaluated", reading),
        Made("tables", tabling),
        *_forms(city, every),
    ]


def _forms(city: EvaluatedSite, every: tuple[DataTable, ...]) -> Iterator[Made]:
    forms: dict[str, Made] = {}
    start = time.process_time()
    for file in files(every, city, load_language("ja"), _ADDRESS):
        form = forms.setdefault(file.form, Made(f"form `{file.form}`", 0.0))
        now = time.process_time()
        form.seconds += now - start
        form.files += 1
        form.size += len(file.content)
        start = now
    yield from forms.values()


def countries(
    folder: Path, counts: tuple[int, ...], projects: int, years: int, runs: int
) -> Iterator[Country]:
    """The files of each number of cities, below `folder`, and the queries over them."""
    for count in counts:
        cities = folder / f"cities-{count}"
        write_cities(cities, count, projects=projects, years=years)
        yield _country(cities, count, runs)


def _country(cities: Path, count: int, runs: int) -> Country:
    found = [file for table in TABLES for file in cities.glob(f"*/data/??????_{table}.csv")]
    _, converting = _timed(lambda: to_parquet(cities))
    return Country(
        cities=count,
        csv=sum(file.stat().st_size for file in found),
        zipped=sum(len(gzip.compress(file.read_bytes(), _LEVEL)) for file in found),
        parquet=sum(file.stat().st_size for file in cities.glob("*.parquet")),
        converting=converting,
        asked=tuple(_asked(cities, name, query, runs) for name, query in _QUERIES),
    )


_LEVEL = 6
"""Of gzip: what servers use."""
_QUERIES = (("national table", NATIONAL), ("every indicator", INDICATORS))


def _asked(cities: Path, name: str, query: str, runs: int) -> Asked:
    """The fastest of `runs`, by turns.

    Raises:
        RuntimeError: CSV and Parquet do not say the same.
    """
    seconds: list[tuple[float, float]] = []
    for _ in range(runs):
        of_csv, csv = _timed(lambda: answer(cities, query, CSV_VIEWS))
        of_parquet, parquet = _timed(lambda: answer(cities, query, PARQUET_VIEWS))
        if of_csv != of_parquet:
            raise RuntimeError(name)
        seconds.append((csv, parquet))
    return Asked(name, *map(min, zip(*seconds, strict=True)))


def _timed(do: Callable[[], _Result]) -> tuple[_Result, float]:
    start = time.process_time()
    result = do()
    return result, time.process_time() - start
