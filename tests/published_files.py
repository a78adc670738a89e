"""The files to take away of a folder of records, and what they say of themselves."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from hyoka import site
from hyoka.content import read_folder
from hyoka.evaluation import evaluate
from hyoka.opendata.files import Download, Form, downloads
from hyoka.wording import load_language
from tests.building import REAL, TOWN
from tests.readability_files import CsvFile, Workbook
from tests.readability_tables import BLANK, Column, Grid

CONTENTS = {"town": TOWN, "real": REAL}
"""The fictional town, which has odd names and every kind of missing value, and real records."""


@cache
def taken(content: str) -> tuple[Download, ...]:
    """Every file to take away."""
    records, _ = site.check(read_folder(CONTENTS[content]))
    return downloads(evaluate(records), load_language(site.LANGUAGE))


def put(content: str, folder: Path) -> Path:
    """Write every file to take away into `folder`; the folder that holds them on the site."""
    for file in taken(content):
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    return folder / "data"


@dataclass(frozen=True)
class Published:
    """The files of one site, read as a stranger reads them."""

    names: tuple[str, ...]
    csv: tuple[CsvFile, ...]
    """The plain ones, then those for Excel."""
    workbooks: tuple[Workbook, ...]
    grids: tuple[Grid, ...]
    """The tables of the plain CSV files."""
    sheets: tuple[Grid, ...]
    """The tables of the workbooks, which have titles for names, and words for codes."""
    package: Mapping[str, Any]
    """`datapackage.json`."""


@cache
def published(content: str) -> Published:
    """The files of a folder of records."""
    files = taken(content)
    plain, excel = (_csv_files(files, form) for form in (Form.CSV, Form.EXCEL_CSV))
    package = next(f for f in files if f.form is Form.DESCRIPTION and f.name == "datapackage.json")
    described = json.loads(package.content)
    columns = dict(_columns(described, {file.name: file for file in plain}))
    titled = {r["title"]: _titled(columns[r["path"]]) for r in described["resources"]}
    books = [Workbook(file.name, file.content) for file in files if file.form is Form.WORKBOOK]
    return Published(
        tuple(file.name for file in files),
        (*plain, *excel),
        tuple(books),
        tuple(Grid(file.name, file.rows, columns[file.name]) for file in plain),
        tuple(
            Grid(f"{book.name}:{title}", rows, titled[title])
            for book in books
            for title, rows in book.texts.items()
            if title in titled
        ),
        described,
    )


def _titled(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns of the sheet that holds the same table."""
    titles = {column.name: column.title for column in columns}
    return tuple(
        replace(
            column,
            name=column.title,
            kind=column.kind if column.kind in BLANK else "text",
            unit=titles.get(column.unit, column.unit),
            reason=titles.get(column.reason, ""),
        )
        for column in columns
    )


def _csv_files(files: tuple[Download, ...], form: Form) -> tuple[CsvFile, ...]:
    return tuple(CsvFile(file.name, file.content) for file in files if file.form is form)


_KINDS = {"integer": "integer", "number": "number", "date": "date", "boolean": "truth"}


def _columns(
    package: Mapping[str, Any], files: Mapping[str, CsvFile]
) -> Iterator[tuple[str, tuple[Column, ...]]]:
    """What the table of columns, the table of codes and the package say, file by file."""
    paths = {resource["name"]: resource["path"] for resource in package["resources"]}
    kinds = {
        (row["table"], row["column"]): row["column_type"]
        for row in _records(files[paths["columns"]])
    }
    codes = defaultdict(set)
    for row in _records(files[paths["codes"]]):
        codes[row["column"]].add(row["code"])
    for resource in package["resources"]:
        fields = resource["schema"]["fields"]
        names = {field["name"] for field in fields}
        columns = (
            _column(field, kinds.get((resource["name"], field["name"])), codes[field["name"]])
            for field in fields
        )
        yield resource["path"], tuple(_with_reason(column, names) for column in columns)


def _with_reason(column: Column, names: set[str]) -> Column:
    reason = f"{column.name}_missing"
    return replace(column, reason=reason) if reason in names else column


def _column(field: Mapping[str, Any], kind: str | None, codes: set[str]) -> Column:
    """A column; of the two tables that describe the others, only the package tells the kind."""
    own = {category["value"] for category in field.get("categories", ())}
    guessed = "code" if own else _KINDS.get(field["type"], "text")
    return Column(
        field["name"],
        kind or guessed,
        unit=field.get("unit", ""),
        title=field["title"],
        about=field["description"],
        codes=frozenset(codes | own),
    )


def _records(file: CsvFile) -> Iterator[dict[str, str]]:
    return csv.DictReader(file.text.splitlines())
