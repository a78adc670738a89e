"""The pages about open data: what they list, what they lead to, and the recipes that they show."""

import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import duckdb
import pytest

from hyoka import site
from hyoka.content import read_folder
from hyoka.opendata.files import Form
from hyoka.opendata.table import FORMAT, DataTable
from hyoka.opendata.tables import DATASETS
from hyoka.wording import load_language
from tests.building import PUBLISHED, REAL, ROOT, TOWN, made_of

Serve = Callable[[Path], AbstractContextManager[str]]

WITHOUT_DATA = {"about/accessibility.md", "about/completeness.md", "about/fields.md"}
"""Pages whose tables hold no number of a record."""


@pytest.fixture(scope="module")
def town() -> site.Site:
    return site.build(read_folder(TOWN), root=PUBLISHED)


@pytest.fixture(scope="module")
def data_page(town: site.Site) -> str:
    return markdown_of(town, "data/index.md")


@pytest.fixture(scope="module")
def tables(town: site.Site) -> dict[str, DataTable]:
    return {file.table.name: file.table for file in town.files if file.table}


def markdown_of(town: site.Site, path: str) -> str:
    return next(unescape(page.markdown) for page in town.pages if page.path == path)


# What the pages list.


def test_the_page_lists_every_table_with_its_files_and_their_sizes(
    town: site.Site, data_page: str, tables: dict[str, DataTable]
) -> None:
    language = load_language("ja")
    assert len(tables) == len(DATASETS) + 2
    for name in tables:
        part = data_page.split(f'<li id="{name}">')[1].split("</ul>", maxsplit=1)[0]
        assert f'<a href="{name}/">' in part
        for file in (f for f in town.files if f.table and f.table.name == name):
            assert f'<a href="{file.name}"' in part
            assert language.size(len(file.content)) in part


def test_the_page_lists_what_is_no_table(town: site.Site, data_page: str) -> None:
    whole = [f for f in town.files if f.table is None and f.path.count("/") < 3]
    assert "data/datapackage.json" in [file.path for file in whole]
    linked = re.findall(r'<a href="([^"]+)" download>', data_page)
    assert {file.path.rpartition("/")[2] for file in whole} <= {Path(it).name for it in linked}


def test_every_column_and_code_of_a_table_is_explained(
    town: site.Site, tables: dict[str, DataTable]
) -> None:
    for name, table in tables.items():
        page = markdown_of(town, f"data/{name}.md")
        assert re.findall(r'<tr id="column-(\w+)"', page) == list(table.names)


def test_how_to_cite_names_the_site_and_its_address(data_page: str) -> None:
    cited = f"「架空市 政策評価」（架空市 わたぐも課）{PUBLISHED}data/（○年○月○日に利用）"
    assert f"出典：{cited}" in data_page
    assert f"{cited}を加工して作成" in data_page


def test_the_versions_are_those_of_the_changelog(data_page: str) -> None:
    changelog = (ROOT / "DATA-CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## (\d+\.\d+)", changelog, re.MULTILINE)
    listed = data_page.split('id="versions"')[1]
    assert re.findall(r"<dt>([\d.]+)</dt>", listed) == versions
    assert versions[0] == FORMAT


@pytest.mark.parametrize(
    ("count", "size"),
    [(0, "0 KB"), (1, "1 KB"), (1001, "2 KB"), (999_000, "999 KB"), (999_001, "1.0 MB")],
)
def test_a_size_is_rounded_up(count: int, size: str) -> None:
    assert load_language("ja").size(count) == size


def test_the_real_site_states_the_rights_where_there_is_no_licence() -> None:
    page = markdown_of(made_of(REAL, files=True), "data/index.md")
    assert "権利は所沢市にあります" in page
    assert "112089_indicators.csv" in page
    assert "（このページのアドレス）" in page


def test_without_terms_the_page_says_what_is_to_be_done(tmp_path: Path) -> None:
    content = shutil.copytree(TOWN, tmp_path / "content")
    file = content / "municipality.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"licence:\n(  .*\n)+|rights: .*\n", "", text), encoding="utf-8")
    made = site.build(read_folder(content))
    assert "`licence`" in markdown_of(made, "data/index.md")
    assert [page.path for page in made.pages if page.path.startswith("data/")] == ["data/index.md"]
    assert not [page.path for page in made.pages if "to-data" in page.markdown]


def test_the_preview_says_that_it_makes_no_files() -> None:
    made = made_of(TOWN)
    page = markdown_of(made, "data/index.md")
    assert "mkdocs serve" in page
    assert ".csv" not in page.split("## ほかの市と比べる")[0]
    assert markdown_of(made, "data/indicators.md").count('<tr id="column-') > 50


# What leads to them.


def test_every_table_of_numbers_leads_to_its_data(town: site.Site) -> None:
    for page in town.pages:
        if page.path not in WITHOUT_DATA and page.kind not in {"data", "dataset"}:
            shown = page.markdown.count('<div class="table"')
            assert shown == page.markdown.count('class="to-data'), page.path


def test_the_way_to_a_table_asks_for_rows_that_are_there(
    town: site.Site, tables: dict[str, DataTable]
) -> None:
    """Where the page's own table has rows."""
    body = r'<tbody>((?:(?!<table).)*?)</table>\n</div>\n(?:<p class="common">[^<]*</p>\n)?'
    shown = re.compile(body + r'<p class="to-data[^>]*><a [^>]*href="([^"]+)"', re.DOTALL)
    ways = set()
    for page in town.pages:
        found = shown.findall(page.markdown)
        ways |= {unescape(way).replace("../", "") for rows, way in found if "<tr" in rows}
    assert len(ways) > 100
    for way in sorted(ways):
        address = urlsplit(way)
        table = tables[address.path.removeprefix("data/").strip("/")]
        asked = [(table.names.index(name), value) for name, value in parse_qsl(address.query)]
        assert any(all(str(row[at]) == value for at, value in asked) for row in table.rows), way


def test_no_way_uses_a_name_that_opens_the_search(tables: dict[str, DataTable]) -> None:
    names = {name for table in tables.values() for name in table.names}
    assert not names & {"q", "year", "policy"}


# The recipes.

NEEDED = ("attained", "fiscal_year", "municipality_code", "municipality_name", "owner_type")


@pytest.fixture(scope="module")
def cities(town: site.Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town's table of indicators, and that of a city whose code begins with 0."""
    folder = tmp_path_factory.mktemp("cities")
    first = next(file.content for file in town.files if file.name == "999999_indicators.csv")
    (folder / "1.csv").write_bytes(first)
    second = first.decode().replace("\r\n999999,架空市,", "\r\n011002,雪架空市,")
    (folder / "2.csv").write_text(second, encoding="utf-8", newline="")
    return folder


@pytest.fixture(scope="module")
def expected(tables: dict[str, DataTable]) -> list[tuple[str, str, int, int, int, float | None]]:
    """What the recipes compute, in another way."""
    table = tables["indicators"]
    groups: dict[int, list[bool | None]] = defaultdict(list)
    for cells in table.rows:
        row = dict(zip(table.names, cells, strict=True))
        if row["owner_type"] == "policy":
            assert row["attained"] is None or isinstance(row["attained"], bool)
            groups[int(str(row["fiscal_year"]))].append(row["attained"])
    found = []
    for code, name in (("011002", "雪架空市"), ("999999", "架空市")):
        for year, attained in sorted(groups.items()):
            known = [it for it in attained if it is not None]
            share = round(100 * sum(known) / len(known), 1) if known else None
            found.append((code, name, year, len(attained), len(attained) - len(known), share))
    return found


def recipe(page: str, program: str) -> str:
    block = page.split(f'aria-labelledby="recipe-{program}"')[1]
    return block.split("<code>")[1].split("</code>")[0]


def of(code: str, *files: str) -> str:
    """The recipe with the addresses of these files in place of its own."""
    ways: Iterator[str] = iter(files)
    return re.sub(r"https://[^\"']+\.csv", lambda _: next(ways), code)


def numbers(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """The rows with the year as a number, as a program may give it as text."""
    return [(code, name, int(str(year)), *rest) for code, name, year, *rest in rows]


def test_the_python_recipe_compares_two_cities(
    data_page: str, cities: Path, expected: list[tuple[object, ...]], serve: Serve
) -> None:
    with serve(cities) as address:
        code = of(recipe(data_page, "python"), f"{address}1.csv", f"{address}2.csv")
        names: dict[str, Any] = {}
        exec(code, names)  # noqa: S102 - the recipe itself is tested
    flat = names["shares"].reset_index().astype(object)
    rows = flat.where(flat.notna(), None).to_numpy().tolist()
    assert numbers([tuple(row) for row in rows]) == expected


def test_the_duckdb_recipe_compares_two_cities(
    data_page: str, cities: Path, expected: list[tuple[object, ...]]
) -> None:
    """From files: to read addresses DuckDB fetches an extension from its makers' server."""
    code = of(recipe(data_page, "duckdb"), str(cities / "1.csv"), str(cities / "2.csv"))
    found = duckdb.sql(code)
    assert found is not None
    assert numbers(found.fetchall()) == expected


@pytest.mark.parametrize("program", ["excel", "python", "r", "duckdb"])
def test_a_recipe_reads_this_city_and_another_by_columns_that_there_are(
    data_page: str, tables: dict[str, DataTable], program: str
) -> None:
    """Neither Excel nor R can be run here."""
    code = recipe(data_page, program)
    first, second = re.findall(r"https://[^\"']+\.csv", code)
    assert first == f"{PUBLISHED}data/999999_indicators.csv"
    assert second == "https://city-b.example/hyoka/data/990002_indicators.csv"
    assert set(NEEDED) <= set(re.findall(r"\w+", code)) & set(tables["indicators"].names)


def test_every_form_of_file_has_words() -> None:
    language = load_language("ja")
    assert all(
        language.word(f"forms.{form}.{what}") for form in Form for what in ("title", "about")
    )
