"""The JSON files for programs: what they hold, and that their descriptions describe them."""

import csv
import io
import json
import subprocess
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from hyoka.content import read_folder
from hyoka.content.records import read_records
from hyoka.evaluation import EvaluatedSite, evaluate
from hyoka.opendata.column import MISSING
from hyoka.opendata.files import Download, Form, downloads
from hyoka.opendata.files.api import INDEX, page_file
from hyoka.opendata.files.resources import API, EVERYWHERE, RESOURCES
from hyoka.opendata.tables import DATASETS
from hyoka.pages import render
from hyoka.wording import load_language
from tests.building import PUBLISHED, REAL, TOWN
from tests.conftest import Serve
from tools.node import CHECKS, NODE, is_installed

JA = load_language("ja")
OPENAPI = f"{API}/openapi.json"
INDEX_PATH = f"{API}/{INDEX}"

both = pytest.mark.parametrize("content", [TOWN, REAL], ids=["town", "real"])


@cache
def evaluation(content: Path) -> EvaluatedSite:
    return evaluate(read_records(read_folder(content)).records)


@cache
def files(content: Path = TOWN, root: str = "") -> Mapping[str, Download]:
    made = downloads(evaluation(content), JA, root)
    return {file.path: file for file in made}


def read(content: bytes) -> Any:  # noqa: ANN401 - JSON
    """A file's data, its numbers with their digits."""
    return json.loads(content, parse_float=Decimal)


def records(content: Path = TOWN) -> dict[str, Any]:
    """The data of every file that holds rows, by its path below the folder."""
    return {
        path.removeprefix(f"{API}/"): read(file.content)
        for path, file in files(content).items()
        if file.form is Form.JSON and path != INDEX_PATH
    }


@cache
def schema(name: str, content: Path = TOWN) -> Mapping[str, Any]:
    made: Mapping[str, Any] = read(files(content)[f"{API}/schemas/{name}.json"].content)
    return made


def problems(data: object, schema: Mapping[str, Any]) -> list[str]:
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(data)]


def kinds(content: Path = TOWN) -> dict[str, str]:
    """The kind of every file, as the list of all tells it."""
    listed = read(files(content)[INDEX_PATH].content)["resources"]
    return {entry["path"]: entry["resource"] for entry in listed}


# What is in the files.


@both
def test_the_list_names_every_file_and_its_kind(content: Path) -> None:
    data = read(files(content)[INDEX_PATH].content)
    assert [entry["path"] for entry in data["resources"]] == list(records(content))
    by_name = {resource.name: resource for resource in RESOURCES}
    for entry in data["resources"]:
        assert by_name[entry["resource"]].path.format(**entry) == entry["path"]


def test_the_town_has_a_file_of_every_kind() -> None:
    assert set(kinds().values()) == {resource.name for resource in RESOURCES}


LISTS = {
    resource.name
    for resource in RESOURCES
    if not resource.key and [part.table for part in resource.parts] == [resource.name]
}
"""The kinds of file that hold a table and nothing else."""


def test_a_table_has_a_file_of_its_own_where_no_page_shows_its_rows() -> None:
    shown = {part.table for resource in RESOURCES for part in (EVERYWHERE, *resource.parts)}
    assert shown == {dataset.name for dataset in DATASETS}
    assert {"corrections", "documents"} <= LISTS


def _of_page(kind: str) -> str:
    """The kind of the page that a kind of file belongs to."""
    return "indicator" if kind.endswith("_indicator") else kind.replace("policy_sheet", "sheet")


@both
def test_every_page_that_shows_records_has_its_file(content: Path) -> None:
    shown = {page.url: page.kind for page in render(evaluation(content), JA, {})}
    without = {
        "home",
        "about",
        "policy_compare",
        "year_compare",
        "indicator_compare",
        "project_map",
        "data",
        "dataset",
    }
    expected = {url: kind for url, kind in shown.items() if kind not in without}
    # Of no page: all rows of a table.
    lasting = {f"{name}.json": name for name in LISTS if name not in expected.values()}
    told = {page_file(url).removeprefix(f"{API}/"): kind for url, kind in expected.items()}
    made = {path: _of_page(kind) for path, kind in kinds(content).items()}
    assert made == told | lasting


@both
def test_a_row_is_a_line_of_its_table_digit_for_digit(content: Path) -> None:
    lines = csv_lines(content)
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for path, file in files(content).items():
        if file.form is Form.JSON and path != INDEX_PATH:
            data = json.loads(file.content, parse_float=str, parse_int=str)
            for table, rows in data.items():
                found[table] |= {as_line(row, lines[table][0]) for row in rows}
                assert len({as_line(row, lines[table][0]) for row in rows}) == len(rows)
    # Whose list is every project of the year, which the year's file of projects has.
    of_all = {line for line in lines["listed_projects"] if line[2] == "municipality"}
    for dataset in DATASETS:
        assert found[dataset.name] == {*lines[dataset.name][1:]} - of_all, dataset.name


def csv_lines(content: Path) -> Mapping[str, list[tuple[str, ...]]]:
    return {
        file.table.name: [tuple(row) for row in csv.reader(io.StringIO(file.content.decode()))]
        for file in files(content).values()
        if file.form is Form.CSV and file.table
    }


def as_line(row: Mapping[str, object], names: tuple[str, ...]) -> tuple[str, ...]:
    """A row of JSON as CSV has it: blank where there is `null`, or no `_missing`."""
    assert set(row) == {name for name in names if name in row or not name.endswith(MISSING)}
    texts: dict[object, str] = {None: "", True: "true", False: "false"}
    cells = (row.get(name) for name in names)
    return tuple(cell if isinstance(cell, str) else texts[cell] for cell in cells)


def test_a_sheet_s_file_holds_what_the_sheet_shows() -> None:
    data = records()["policies/kigou/2023.json"]
    (year,) = [
        year
        for policy in evaluation(TOWN).policies
        for year in policy.sheets
        if policy.policy.id == "kigou" and year.fiscal_year.year == 2023
    ]
    assert ids(data["sheets"], "policy_id", "fiscal_year") == [("kigou", 2023)]
    shown = [(indicator.indicator.id,) for indicator in year.indicators]
    assert ids(data["indicators"], "indicator_id") == shown
    listed = [(project.project.id, 2023) for project in year.projects]
    assert listed
    assert ids(data["projects"], "project_id", "fiscal_year") == listed
    assert {row["policy_id"] for row in data["texts"]} == {"kigou"}
    assert {row["fiscal_year"] for row in data["texts"]} == {2023}
    assert ids(data["documents"], "document_id") == [(data["sheets"][0]["document_id"],)]


def test_a_project_that_another_policy_s_sheet_lists_is_in_that_sheet_s_file() -> None:
    foreign = [
        (path, row["project_id"])
        for path, data in records().items()
        if kinds()[path] == "policy_sheet"
        for row in data["projects"]
        if row["policy_id"] != data["sheets"][0]["policy_id"]
    ]
    assert foreign


def test_corrections_are_in_the_files_of_what_was_corrected() -> None:
    corrected = {
        kinds()[path]
        for path, data in records().items()
        if path != "corrections.json" and data.get("corrections")
    }
    assert {"policy_sheet", "measure_sheet", "project"} <= corrected


def ids(rows: list[dict[str, Any]], *names: str) -> list[tuple[object, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


def test_every_file_says_who_publishes_it_on_which_terms() -> None:
    for path, data in records().items():
        (row,) = data["municipality"]
        assert row["publisher"] == "架空市 わたぐも課", path
        assert row["licence_name"] == "公共データ利用規約（第1.0版）"


# Schemas.


def test_every_schema_is_one() -> None:
    for path, file in files().items():
        if path.startswith(f"{API}/schemas/"):
            Draft202012Validator.check_schema(read(file.content))


@both
def test_every_file_is_as_its_schema_says(content: Path) -> None:
    for path, data in records(content).items():
        assert problems(data, schema(kinds(content)[path], content)) == [], path
    assert problems(read(files(content)[INDEX_PATH].content), schema("index", content)) == []


def test_a_schema_describes_every_property() -> None:
    """It allows others, which may come; but of those that are there it knows each."""
    for path, data in records().items():
        described = schema(kinds()[path])
        assert set(data) == set(described["properties"])
        for table, rows in data.items():
            known = described["$defs"][f"{table}_row"]["properties"]
            for row in rows:
                assert set(row) <= set(known)
            assert all(column["title"] and column["description"] for column in known.values())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("achievement_rate", "97.7"),
        ("fiscal_year", "令和3年度"),
        ("status", "good"),
        ("preliminary", None),
        ("actual_missing", 0),
        ("unit", 1),
    ],
)
def test_a_schema_refuses_what_no_column_holds(name: str, value: object) -> None:
    data = records()["years/2021/indicators.json"]
    refused = problems(
        data | {"indicators": [data["indicators"][0] | {name: value}]}, schema("year_indicators")
    )
    assert len(refused) == 1
    assert name in refused[0]


def test_a_schema_refuses_what_lacks_a_column_or_a_table() -> None:
    data = records()["years/2021/indicators.json"]
    row = {name: cell for name, cell in data["indicators"][0].items() if name != "unit"}
    assert problems(data | {"indicators": [row]}, schema("year_indicators")) == [
        "$.indicators[0]: 'unit' is a required property"
    ]
    assert problems({"indicators": []}, schema("year_indicators")) == [
        "$: 'municipality' is a required property"
    ]


# The description.


def test_the_address_of_a_schema_is_where_it_lies() -> None:
    for path, file in files(TOWN, PUBLISHED).items():
        if path.startswith(f"{API}/schemas/"):
            assert read(file.content)["$id"] == f"{PUBLISHED}{path}"
    assert "$id" not in schema("policy")


def lint(description: Path) -> list[dict[str, str]]:
    assert is_installed(CHECKS), "Redocly's linter is missing; `make test` installs it"
    command = [NODE, CHECKS / "openapi.mjs", description]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, str]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("content", "root"), [(TOWN, ""), (TOWN, PUBLISHED), (REAL, "")], ids=["town", "at", "real"]
)
def test_the_description_is_without_a_problem(content: Path, root: str, tmp_path: Path) -> None:
    (tmp_path / "openapi.json").write_bytes(files(content, root)[OPENAPI].content)
    assert lint(tmp_path / "openapi.json") == []


def test_the_linter_would_find_a_problem(tmp_path: Path) -> None:
    data = read(files()[OPENAPI].content)
    del data["paths"]["/policies/{policy_id}.json"]["get"]["parameters"]
    data["paths"]["/years.json"]["get"]["responses"]["200"] = {}
    (tmp_path / "openapi.json").write_text(json.dumps(data, default=str), encoding="utf-8")
    found = {problem["rule"] for problem in lint(tmp_path / "openapi.json")}
    assert {"struct", "path-parameters-defined"} <= found


def test_the_description_names_terms_and_publisher() -> None:
    info = read(files(TOWN, PUBLISHED)[OPENAPI].content)["info"]
    assert info["license"] == {
        "name": "公共データ利用規約（第1.0版）",
        "url": "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0",
    }
    assert info["contact"]["name"] == "架空市 わたぐも課"
    real = read(files(REAL)[OPENAPI].content)["info"]
    assert "license" not in real
    assert str(evaluation(REAL).municipality.rights) in real["description"]


def test_the_town_s_examples_of_parameters_name_files() -> None:
    for path, item in read(files()[OPENAPI].content)["paths"].items():
        parameters = item["get"].get("parameters", ())
        values = {parameter["name"]: parameter["example"] for parameter in parameters}
        assert f"{API}{path.format(**values)}" in files()


def test_every_path_of_the_description_answers_as_it_says(town_site: Path, serve: Serve) -> None:
    with serve(town_site) as root:
        address = urljoin(root, OPENAPI)
        description = read(fetch(address))
        (server,) = description["servers"]
        base = urljoin(address, server["url"])
        fetched = 0
        for path, values in requests(description, read(fetch(urljoin(root, INDEX_PATH)))):
            answer = description["paths"][path]["get"]["responses"]["200"]
            content = answer["content"]["application/json"]["schema"]
            data = read(fetch(f"{base.removesuffix('/')}{path.format(**values)}"))
            assert problems_by(data, content, description) == [], path
            fetched += 1
        assert fetched == len(records()) + 1
        with pytest.raises(urllib.error.HTTPError, match="404"):
            fetch(urljoin(root, f"{API}/policies/nobody.json"))


def requests(
    description: Mapping[str, Any], index: Mapping[str, Any]
) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Each path with every value of its parameters that the list of files names."""
    for path, item in description["paths"].items():
        if path == f"/{INDEX}":
            yield path, {}
        for entry in index["resources"]:
            if entry["resource"] == item["get"]["operationId"]:
                yield path, entry


def fetch(address: str) -> bytes:
    with urllib.request.urlopen(address) as answer:
        assert answer.headers["Content-Type"] == "application/json"
        content: bytes = answer.read()
        return content


def problems_by(
    data: object, schema: Mapping[str, str], description: Mapping[str, Any]
) -> list[str]:
    document = DRAFT202012.create_resource(description)
    registry: Registry[Any] = Registry().with_resource("openapi", document)
    pointer = {"$ref": f"openapi{schema['$ref']}"}
    validator = Draft202012Validator(pointer, registry=registry, format_checker=FormatChecker())
    return [error.message for error in validator.iter_errors(data)]
