"""Programs of others accept the open data: frictionless its description, DuckDB its files."""

from pathlib import Path

import duckdb
import pytest
from frictionless import Package

from tests.published_files import CONTENTS, published, put

every_content = pytest.mark.parametrize("content", CONTENTS)


def _errors(package: Path) -> list[str]:
    """What frictionless finds: types, constraints, keys, references, sizes and hashes."""
    report = Package(str(package)).validate()
    tables = [f"{task.name}: {error.message}" for task in report.tasks for error in task.errors]
    return [*(error.message for error in report.errors), *tables]


@every_content
def test_frictionless_finds_nothing_wrong(content: str, tmp_path: Path) -> None:
    assert _errors(put(content, tmp_path) / "datapackage.json") == []


_WRONG = (
    ("999999_indicators.csv", b",58.6,", b",58.6%,", "type is"),
    ("999999_indicators.csv", b",tsunagari,", b",tsunagaru,", "foreign key"),
    ("999999_policies.csv", b",anzen,", b",tsunagari,", "primary key"),
    ("999999_policies.csv", b",policy_name,", b",name,", "field name"),
)


def test_frictionless_finds_what_is_wrong(tmp_path: Path) -> None:
    data = put("town", tmp_path)
    for name, before, after, _ in _WRONG:
        file = data / name
        file.write_bytes(file.read_bytes().replace(before, after, 1))
    errors = _errors(data / "datapackage.json")
    for expected in ("hash", "byte count", *(expected for *_, expected in _WRONG)):
        assert any(expected in error for error in errors), expected


_SNIFFED = {
    "string": {"VARCHAR"},
    "number": {"BIGINT", "DOUBLE"},
    "integer": {"BIGINT"},
    "boolean": {"BOOLEAN"},
    "date": {"DATE"},
}
_OF_DIGITS = {"municipality_code", "format_version"}
"""Texts that are digits: a reader has to be told that they are texts, as the recipes do."""


@every_content
def test_duckdb_sees_by_itself_what_a_column_holds(content: str, tmp_path: Path) -> None:
    data = put(content, tmp_path)
    for resource in published(content).package["resources"]:
        table = duckdb.read_csv(str(data / resource["path"]))
        sniffed = dict(zip(table.columns, map(str, table.types), strict=True))
        counts = table.aggregate(", ".join(f'count("{name}")' for name in table.columns))
        filled = dict(zip(table.columns, counts.fetchall()[0], strict=True))
        for field in resource["schema"]["fields"]:
            name = field["name"]
            if name not in _OF_DIGITS and filled[name]:
                assert sniffed[name] in _SNIFFED[field["type"]], (resource["name"], name)
