"""Divisions, tags and goals: what is told together, by year, and where names of them lead."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from hyoka.evaluation import (
    EvaluatedProject,
    EvaluatedSite,
    Gathered,
    divisions_of,
    goals_of,
    tags_of,
)
from hyoka.opendata.column import NOT_RECORDED
from hyoka.opendata.tables import recorded_tables
from hyoka.tables.filters import list_gathered_indicators
from hyoka.tables.year_changes import list_changes
from hyoka.units import FiscalYear
from hyoka.urls import division_id, gathered_path
from hyoka.wording import load_language
from tests.building import TOWN, made_of
from tests.csv_database import evaluated
from tests.small_city import write_city

_WAY = re.compile(r"(?:divisions|tags|sdgs)/[a-z0-9-]+(?=/)")


@pytest.fixture(scope="module")
def town() -> EvaluatedSite:
    return evaluated(TOWN)


def _division(town: EvaluatedSite, name: str) -> Gathered:
    return next(one for one in divisions_of(town) if one.key.value == name)


def _years(of: Gathered, project: str) -> set[FiscalYear]:
    return {
        year.fiscal_year
        for year in of.years
        if project in {it.project.id for it in year.every_project.members}
    }


def test_a_year_stands_with_the_division_that_its_record_names(town: EvaluatedSite) -> None:
    now, then = (_division(town, name) for name in ("福祉部 見守り支援課", "福祉部 高齢福祉課"))
    recorded = set(town.projects_by_id["mimamori"].recorded)
    assert _years(then, "mimamori") == {FiscalYear(2022)}
    assert _years(now, "mimamori") == recorded - {FiscalYear(2022)}
    assert [it.project.id for it in now.projects] == ["mimamori"]
    assert not then.projects
    assert [it.project.id for it in then.former] == ["mimamori"]


def test_a_division_has_the_sheets_that_name_it(town: EvaluatedSite) -> None:
    planning, parks = (_division(town, name) for name in ("都市計画課", "公園課"))
    assert [measure.part.id for measure in planning.measures] == ["hiroba"]
    assert [year.fiscal_year for year in planning.years] == [FiscalYear(2023)]
    assert not [year for year in parks.years if year.measures], "both sheets name another"


def _named_in_the_newest_year_alone(town: EvaluatedSite) -> EvaluatedSite:
    """The town, with a project of which no other record names a division."""
    project = town.projects_by_id["mimamori"].project
    *others, newest = sorted(project.years, key=lambda year: year.fiscal_year)
    unnamed = tuple(year.model_copy(update={"division": None}) for year in others)
    newest = newest.model_copy(update={"division": "福祉部 高齢福祉課"})
    changed = project.model_copy(update={"division": None, "years": (*unnamed, newest)})
    evaluated = EvaluatedProject(changed, town.municipality)
    kept = (it for it in town.projects if it.project is not project)
    return replace(town, projects=(evaluated, *kept))


@pytest.mark.parametrize("make", [lambda town: town, _named_in_the_newest_year_alone])
def test_the_money_of_a_division_is_the_sum_of_its_rows_of_the_data(
    town: EvaluatedSite, make: Callable[[EvaluatedSite], EvaluatedSite]
) -> None:
    town = make(town)
    tables = {table.name: table for table in recorded_tables(town, load_language("ja"))}
    of = tables["projects"]
    told: dict[tuple[object, object], Decimal] = defaultdict(Decimal)
    columns = (of.below(name) for name in ("division", "fiscal_year", "settlement"))
    for division, year, settlement in zip(*columns, strict=True):
        if isinstance(settlement, Decimal):
            told[division, year] += settlement
    made = {
        (division.key.value, year.fiscal_year.year): year.money.total.value
        for division in divisions_of(town)
        for year in division.years
        if year.money.total.value is not None
    }
    assert made
    assert made == {key: value for key, value in told.items() if key[0] != NOT_RECORDED}


def test_every_name_of_a_division_leads_to_its_page() -> None:
    pages = made_of(TOWN).pages
    made = {page.url.rstrip("/") for page in pages}
    ways = {way for page in pages for way in _WAY.findall(page.markdown)}
    town = evaluated(TOWN)
    keys = [one.key for one in (*divisions_of(town), *tags_of(town), *goals_of(town))]
    assert {gathered_path(key).removesuffix(".md") for key in keys} <= ways
    assert {way for way in ways if way not in made and not way.startswith("tags/index")} == set()
    for page in (page for page in pages if page.kind == "project"):
        named = town.projects_by_id[page.path[len("projects/") : -len(".md")]].division
        assert named is None or f"divisions/{division_id(named)}/" in page.markdown


@pytest.mark.parametrize("name", ["../..", "a/b", "CON", "<script>", "課" * 300, " ", "index"])
def test_an_address_of_a_division_is_safe_whatever_its_name(name: str) -> None:
    assert re.fullmatch("[0-9a-f]{10}", division_id(name))
    assert division_id(name) != division_id(f"{name} ")


def test_a_tag_has_what_bears_it_and_nothing_else(town: EvaluatedSite) -> None:
    for tag in tags_of(town):
        assert all(tag.key.value in it.policy.tags for it in tag.policies)
        assert all(tag.key.value in it.part.described.tags for it in tag.measures)
        bearing = {it.project.id for it in town.projects if tag.key.value in it.project.tags}
        assert {it.project.id for it in tag.projects} == bearing
    assert {goal.key.value for goal in goals_of(town)} == {"3", "11", "17"}


MOVED = """name: 第1次計画
first_year: 2016
last_year: 2020
chapters:
  - id: c1
    number: 1
    name: 子ども
    measures:
      - id: m1
        number: 1
        name: 子育て
        indicators:
          - {id: basho, name: 遊び場, unit: か所, direction: higher, baseline: 5, target: 9}
"""


def test_what_another_division_has_now_is_told_there_alone(tmp_path: Path) -> None:
    sheets = {
        f"measures__keikaku__m1__{year}": f"fiscal_year: {year}\nedition: 2019\ndocument: r1\n"
        f"division: {division}\nindicators: [{{id: basho, actual: {actual}}}]\n"
        for year, division, actual in ((2017, "遊び場課", 3), (2018, "子ども課", 9))
    }
    others = f"name: 祭り\nyears:\n{''.join(map(_of_another, (2017, 2018)))}"
    site = evaluated(write_city(tmp_path, plans__keikaku=MOVED, projects__matsuri=others, **sheets))
    told = {}
    for division in divisions_of(site):
        assert division.changes is not None or division.key.value == "子ども課"
        changed = division.changes.measures.compared if division.changes else ()
        rows = list_gathered_indicators(division, load_language("ja")).rows
        told[division.key.value] = (len(changed), len(rows))
    assert told == {"遊び場課": (0, 0), "子ども課": (0, 1)}
    (of_year,) = site.changes.values()
    (row,) = list_changes(site, load_language("ja"), of_year).rows
    assert row.choices["division"].name == "子ども課"


def _of_another(year: int) -> str:
    """A project's year."""
    return f"  - fiscal_year: {year}\n    document: r1\n    settlement: 5\n    division: 遊び場課\n"


def test_where_nothing_is_compared_with_a_target_nothing_is_said_of_missing_it(
    tmp_path: Path,
) -> None:
    indicator = "{id: a, name: 件数, unit: 件, kind: outcome, direction: higher, baseline: 1}"
    judged = f"name: 祭り\nindicators: [{indicator}]\nyears:\n{_of_another(2018)}"
    content = write_city(
        tmp_path,
        projects__matsuri=f"{judged}    indicators: [{{id: a, actual: 3, target: 2}}]\n",
        projects__koen=f"name: 公園\nyears:\n{_of_another(2018)}".replace("遊び場課", "公園課"),
    )
    page = next(it for it in made_of(content).pages if it.path == "divisions/index.md")
    rows = re.findall("<tr>.*?</tr>", page.markdown.split("<tbody>")[1])
    told = [re.findall("<t[hd][^>]*>(.*?)</t[hd]>", re.sub("</?a[^>]*>", "", row)) for row in rows]
    assert [row[:5] for row in told] == [
        ["公園課", "1", "0", "―", "5"],
        ["遊び場課", "1", "1", "0", "5"],
    ]
