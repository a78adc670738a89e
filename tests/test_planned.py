"""A year that holds nothing but plans: what counts as one, and that none takes it for results."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator import site
from generator.model import ProjectYear, only_planned
from generator.records import read_records
from generator.rules import document_too_early
from tests.small_city import write_city

PROJECT = """name: 見守り事業
policy: kosodate
indicators:
  - {id: kensu, name: 件数, unit: 件, direction: higher, target: 60, target_year: 2020}
years:
"""
DONE = """  - {fiscal_year: 2016, document: r1, settlement: 480}
  - {fiscal_year: 2017, document: r1, settlement: 490}
  - fiscal_year: 2018
    document: r1
    settlement: 500
    indicators: [{id: kensu, actual: 46}]
"""
PLANNED = """  - {fiscal_year: 2019, document: r1, initial_budget: 510, settlement: pending}
  - fiscal_year: 2020
    document: r1
    budget: 520
    indicators: [{id: kensu, actual: pending, target: 60}]
"""
SHEETS = {
    f"policies__kosodate__{year}": f"fiscal_year: {year}\nedition: 2019\ndocument: r1\n"
    for year in (2016, 2017, 2018)
}
"""All of one document and one edition."""


@pytest.mark.parametrize(
    ("fields", "planned"),
    [
        ({}, False),
        ({"initial_budget": 500}, True),
        ({"budget": 500, "settlement": "pending"}, True),
        ({"indicators": [{"id": "a", "actual": "pending", "target": 5}]}, True),
        ({"budget": 500, "settlement": 480}, False),
        ({"budget": 500, "settlement": "undisclosed"}, False),
        ({"budget": 500, "indicators": [{"id": "a", "actual": 4}]}, False),
        ({"budget": 500, "self_evaluation": {"text": "よく進んだ。"}}, False),
    ],
)
def test_what_is_planned(fields: dict[str, object], *, planned: bool) -> None:
    # From JSON, as records give lists.
    year = ProjectYear.model_validate({"fiscal_year": 2020, "document": "r1", **_frozen(fields)})
    assert only_planned(year) is planned


def _frozen(fields: dict[str, object]) -> dict[str, object]:
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()
    }


def _too_early(folder: Path, project: str, sheets: Mapping[str, str]) -> list[str]:
    content = write_city(folder, projects__mimamori=project, **sheets)
    records = read_records(content).records
    return [finding.values["year"] for finding in document_too_early(records)]


@pytest.mark.parametrize("sheets", [{}, SHEETS], ids=["no-sheets", "sheets-of-three-years"])
def test_a_document_tells_of_years_before_it_and_plans_those_after_it(
    tmp_path: Path, sheets: Mapping[str, str]
) -> None:
    assert _too_early(tmp_path, f"{PROJECT}{DONE}{PLANNED}", sheets) == []


@pytest.mark.parametrize("sheets", [{}, SHEETS], ids=["no-sheets", "sheets-of-three-years"])
def test_a_settlement_or_an_actual_of_its_own_year_is_too_early(
    tmp_path: Path, sheets: Mapping[str, str]
) -> None:
    later = "  - {fiscal_year: 2019, document: r1, budget: 510, settlement: 505}\n"
    later += "  - {fiscal_year: 2020, document: r1, indicators: [{id: kensu, actual: 3}]}\n"
    assert _too_early(tmp_path, f"{PROJECT}{DONE}{later}", sheets) == ["2019", "2020"]


HEAD = "fiscal_year: {year}\nedition: 2019\ndocument: r1\nindicators: "
RESULT = f"{HEAD.format(year=2018)}[{{id: manzoku, actual: 55}}]\n"
TO_COME = f"{HEAD.format(year=2019)}[{{id: manzoku, actual: pending}}]\n"


def _pages(folder: Path, **records: str) -> Mapping[str, str]:
    content = write_city(folder, **records)
    return {page.url: page.markdown for page in site.build(content, files=False).pages}


def test_what_is_newest_stays_with_the_last_year_that_has_results(tmp_path: Path) -> None:
    pages = _pages(
        tmp_path,
        projects__mimamori=f"{PROJECT}{DONE}{PLANNED}",
        policies__kosodate__2018=RESULT,
        policies__kosodate__2019=TO_COME,
    )
    assert "## 平成30年度（2018年度）の状況" in pages[""]
    assert "令和元年度（2019年度）（予定）" in pages[""]
    assert "## 平成30年度（2018年度）の状況" in pages["policies/kosodate/"]
    assert "# 令和2年度（2020年度）の予定 {#top}" in pages["years/2020/"]
    assert "実績と決算はこれからです。" in pages["years/2020/"]
    assert "2019年度）の予定（" in pages["policies/kosodate/2019/"]
    assert "<td>平成30年度（2018年度）</td>" in pages["projects/"]
    assert "（予定）" not in pages["projects/"].split("</details>")[-1]


def test_where_there_are_only_planned_years_the_first_is_told_as_such(tmp_path: Path) -> None:
    pages = _pages(
        tmp_path, projects__mimamori=f"{PROJECT}{PLANNED}", policies__kosodate__2019=TO_COME
    )
    assert "## 令和元年度（2019年度）（予定）の状況" in pages[""]
    assert "## 令和元年度（2019年度）（予定）の状況" in pages["policies/kosodate/"]


def test_baseline_and_target_are_shown_before_there_is_any_year(tmp_path: Path) -> None:
    pages = _pages(tmp_path)
    for url in ("policies/kosodate/", "indicators/"):
        shown = pages[url].replace('<span class="unit">％</span>', "％")
        assert "50.1％" in shown
        assert "60.2％" in shown
        assert "令和2年度（2020年度）" in shown
        assert "これから" in shown
