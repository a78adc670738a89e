"""Many fictional cities: the open data of each, and one query over the files of all.

The statements are those of `docs/many-cities.md`, run as they stand there. No place in the world
has the names or codes of these cities.
"""

import os
import re
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.corpus import ROOT
from hyoka.checks.municipality import right_check_digit
from hyoka.content import read_folder
from hyoka.content.records import read_records
from hyoka.evaluation import EvaluatedSite, evaluate
from hyoka.opendata.files import csv_files, file_name
from hyoka.opendata.tables import tables
from hyoka.wording import load_language
from tools.demo import CODE, NAME, write_demo

_DOCUMENT = ROOT / "docs" / "many-cities.md"
_STATEMENTS = re.compile(r"^```sql\n(.*?)^```$", re.MULTILINE | re.DOTALL)

CSV_VIEWS, NATIONAL, INDICATORS, TO_PARQUET, PARQUET_VIEWS = _STATEMENTS.findall(
    _DOCUMENT.read_text(encoding="utf-8")
)
"""Views of the cities' CSV files; two queries; Parquet from the CSV files; views of that."""
TABLES = ("totals", "status_counts", "indicators")
"""What the queries read."""


def code_of(number: int) -> str:
    """A city's fictional code: no prefecture has the number 00. Only as text it stays whole."""
    first = f"00{number:03d}"
    return first + right_check_digit(first)


def write_records(
    folder: Path, number: int, *, projects: int, years: int, policies: int = 4
) -> Path:
    """The folder, inside `folder`, of a city's fictional records, as large as asked for."""
    write_demo(folder, policies=policies, projects=projects, years=years, seed=number)
    content = folder / "content"
    record = content / "municipality.yml"
    text = record.read_text(encoding="utf-8").replace(NAME, f"架空第{number}市")
    record.write_text(text.replace(CODE, code_of(number)), encoding="utf-8")
    return content


def fictional_city(number: int, *, projects: int, years: int, policies: int = 4) -> EvaluatedSite:
    """A city with figures of its own."""
    with tempfile.TemporaryDirectory(prefix="hyoka-city-") as temporary:
        content = write_records(
            Path(temporary), number, projects=projects, years=years, policies=policies
        )
        return evaluate(read_records(read_folder(content)).records)


def write_csv(evaluation: EvaluatedSite, folder: Path) -> None:
    """Every table as a CSV file in `folder`; many municipalities' files fit into one."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in tables(evaluation, load_language("ja")):
        name = file_name(evaluation.municipality, table.name)
        (folder / f"{name}.csv").write_bytes(csv_files.both(table)[0])


def write_cities(folder: Path, count: int, *, projects: int, years: int) -> None:
    """The CSV files of so many cities, each in `folder/<code>/data/`; two processes at a time."""
    write = partial(_write_city, folder, projects=projects, years=years)
    with ProcessPoolExecutor(max_workers=2) as processes:
        list(processes.map(write, range(1, count + 1)))


def _write_city(folder: Path, number: int, *, projects: int, years: int) -> None:
    city = fictional_city(number, projects=projects, years=years)
    write_csv(city, folder / code_of(number) / "data")


def answer(folder: Path, query: str, views: str = CSV_VIEWS) -> list[tuple[Any, ...]]:
    """What a query finds in the files of the cities that lie in `folder`."""
    with duckdb.connect() as connection, _inside(folder):
        connection.execute(views)
        return connection.execute(query).fetchall()


def to_parquet(folder: Path) -> None:
    """What the query needs of the cities in `folder`, there, as one Parquet file a table."""
    with duckdb.connect() as connection, _inside(folder):
        connection.execute(CSV_VIEWS + TO_PARQUET)


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    """With `folder` as the place from which the statements' patterns of files are looked for."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
