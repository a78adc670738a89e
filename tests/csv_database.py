"""Open data as it is taken away: CSV files in folders, read by a database that is not ours."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import duckdb

from hyoka.content import read_folder
from hyoka.evaluation import EvaluatedSite, evaluate
from hyoka.opendata.tables import DATASETS
from hyoka.site import check

KEYS = {dataset.name: ("municipality_code", *dataset.key) for dataset in DATASETS}
"""The columns that tell the rows of a table apart."""


def evaluated(content: Path) -> EvaluatedSite:
    """The records of a folder that has no errors, with their figures."""
    records, _ = check(read_folder(content))
    return evaluate(records)


def database(folder: Path) -> duckdb.DuckDBPyConnection:
    """A table for each kind of file, with every cell as the text that it is."""
    connection = duckdb.connect()
    for name in sorted({file.stem[7:] for file in folder.glob("*.csv")}):
        files = str(folder / f"??????_{name}.csv")
        # A table's name can be no parameter.
        connection.execute(
            f'CREATE TABLE "{name}" AS FROM read_csv(?, header = true, all_varchar = true)', [files]
        )
    return connection


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[dict[str, Any]]:
    """What a query finds, by the names of its columns."""
    found = connection.execute(query)
    names = [column[0] for column in found.description or ()]
    yield from (dict(zip(names, row, strict=True)) for row in found.fetchall())


def run(connection: duckdb.DuckDBPyConnection, files: Iterable[Path]) -> None:
    """Every statement of the files, one after the other."""
    for file in files:
        connection.execute(file.read_text(encoding="utf-8"))
