"""A year that holds nothing but plans: what counts as one, and that none takes it for results."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from hyoka import site
from hyoka.checks.years import document_too_early
from hyoka.content import read_folder
from hyoka.content.records import read_records
from hyoka.model import ProjectYear, only_planned
from tests.small_city import POLICY, write_city

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
        ({"planned_cost": 500}, True),
        ({"budget": 500, "settlement_forecast": 480}, True),
        ({"settlement_forecast": 480, "variance_reason": "入札による。"}, False),
        ({"indicators": [{"id": "a", "actual": "pending", "target": 5}]}, True),
        ({"budget": 500, "settlement": 480}, False),
        ({"budget": 500, "settlement": "undisclosed"}, False),
        ({"budget": 500, "indicators": [{"id": "a", "actual": 4}]}, False),
        ({"planned_cost": 5, "indicators": [{"id": "a", "actual": 4, "forecast": True}]}, True),
        ({"planned_cost": 5, "indicators": [{"id": "a", "actual": "not_stated"}]}, True),
        ({"indicators": [{"id": "a", "actual": 4, "forecast": True}]}, False),
        ({"indicators": [{"id": "a", "actual": "not_stated"}]}, False),
        ({"planned_activities": ["家を訪ねる。"]}, True),
        ({"planned_activities": ["家を訪ねる。"], "activities": ["訪ねた。"]}, False),
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
    records = read_records(read_folder(content)).records
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
    return {page.url: page.markdown for page in site.build(read_folder(content), files=False).pages}


def test_what_is_newest_stays_with_the_last_year_that_has_results(tmp_path: Path) -> None:
    group = "  - {id: korei, name: 高齢者, unit: 人, kind: target_group}\nyears:\n"
    forecast = "[{id: korei, actual: 1234, forecast: true}, {id: kensu, "
    pages = _pages(
        tmp_path,
        projects__mimamori=PROJECT.replace("years:\n", group)
        + DONE
        + PLANNED.replace("[{id: kensu, ", forecast),
        policies__kosodate__2018=RESULT,
        policies__kosodate__2019=TO_COME,
    )
    assert re.search(r"1,234(<[^>]*>)*見込", pages["projects/mimamori/"])
    assert "## 平成30年度（2018年度）" in pages[""]
    assert "令和元年度（2019年度）（予定）" in pages[""]
    assert "## 平成30年度（2018年度）の結果" in pages["policies/kosodate/"]
    assert "# 令和2年度（2020年度）の予定 {#top}" in pages["years/2020/"]
    assert "実績と決算はこれからです。" in pages["years/2020/"]
    assert "2019年度）の予定（" in pages["policies/kosodate/2019/"]
    assert "<td>平成30年度（2018年度）</td>" in pages["projects/"]
    assert "（予定）" not in pages["projects/"].split("</details>")[-1]
    planned = pages["projects/mimamori/"].split("の予算</span></caption>")
    assert len(planned) == 3
    assert ">決算額</th>" not in "".join(it.split("</table>")[0] for it in planned[1:])


def test_a_target_group_is_not_told_as_an_indicator_without_an_actual_yet(tmp_path: Path) -> None:
    group = "  - {id: jidou, name: 児童数, unit: 人, kind: target_group, baseline: 900}\n"
    home = _pages(tmp_path, policies__kosodate__policy=f"{POLICY}{group}")[""]
    assert "満足度" in home
    assert "児童数" not in home


def test_where_there_are_only_planned_years_the_first_is_told_as_such(tmp_path: Path) -> None:
    pages = _pages(
        tmp_path, projects__mimamori=f"{PROJECT}{PLANNED}", policies__kosodate__2019=TO_COME
    )
    assert "## 令和元年度（2019年度）（予定）の状況" in pages[""]
    assert "## 令和元年度（2019年度）（予定）の状況" in pages["policies/kosodate/"]
    for url in ("", "policies/kosodate/"):
        latest = pages[url].partition("（予定）の状況 {#")[2].split("\n## ")[0]
        assert "実績と決算はこれからです" in latest
        assert "状態" not in latest
        assert "決算額の合計" not in latest


@pytest.mark.parametrize(
    "url", ["years/2019/", "policies/kosodate/2019/", "years/2019/compare/", "years/2020/"]
)
def test_of_what_is_only_planned_nothing_is_counted(tmp_path: Path, url: str) -> None:
    other = POLICY.replace("name: 子育て\nnumber: 1", "name: 防災\nnumber: 2")
    page = _pages(
        tmp_path,
        projects__mimamori=f"{PROJECT}{DONE}{PLANNED}",
        policies__bousai__policy=other,
        policies__kosodate__2018=RESULT,
        policies__kosodate__2019=TO_COME,
        policies__bousai__2019=TO_COME,
    )[url]
    assert "これから" in page
    assert "未集計" not in re.sub(r"<details.*?</details>", "", page, flags=re.DOTALL)
    assert "narrowed" not in page
    assert "?status=" not in page
    assert "description" in page
    description = next(line for line in page.splitlines() if line.startswith("description"))
    assert "件（" not in description
    assert "これから" in description or url.endswith("compare/")


def test_the_year_of_a_plan_says_beside_its_indicators_that_they_are_to_come(
    tmp_path: Path,
) -> None:
    page = _pages(tmp_path, policies__kosodate__2018=RESULT, policies__kosodate__2019=TO_COME)
    assert "実績はこれからです" in page["policies/kosodate/2019/"]
    since = "令和元年度（2019年度）の実績はこれからです。"
    assert since in page["policies/kosodate/"]
    assert since in page[""]


def test_a_pending_actual_of_an_evaluated_year_is_not_yet_counted_up(tmp_path: Path) -> None:
    of_year = f"{TO_COME}self_evaluation: {{text: よく進んだ。}}\n"
    page = _pages(tmp_path, policies__kosodate__2019=of_year)["policies/kosodate/2019/"]
    assert "未集計" in page
    assert "これから" not in page


def test_what_has_no_year_yet_is_shown_with_what_is_known(tmp_path: Path) -> None:
    pages = _pages(tmp_path, projects__mimamori=PROJECT.removesuffix("years:\n"))
    begun = "策定時 50.1％、計画の目標（令和2年度） 60.2％、実績はこれからです"
    assert begun in pages[""]
    assert "評価表は未登録です。指標の実績はこれからです。" in pages["policies/kosodate/"]
    assert "この事業の年度ごとの記録は、まだありません。" in pages["projects/mimamori/"]
    rows = pages["projects/"].split("<tbody>")[1].split("</tbody>")[0]
    assert "まだ記録がありません" in rows
    assert "記載なし" not in rows


def test_an_indicator_that_its_owners_sheets_leave_out_is_not_told_as_to_come(
    tmp_path: Path,
) -> None:
    other = """  - {id: kansei, name: 完成, unit: 件, direction: higher, baseline: 1, target: 3}
"""
    pages = _pages(
        tmp_path, policies__kosodate__policy=f"{POLICY}{other}", policies__kosodate__2018=RESULT
    )
    assert "策定時 1件、計画の目標 3件、実績の記録はありません" in pages[""]
    assert "これから" not in pages[""]


def test_baseline_and_target_are_shown_before_there_is_any_year(tmp_path: Path) -> None:
    pages = _pages(tmp_path)
    for url in ("policies/kosodate/", "indicators/"):
        shown = pages[url].replace('<span class="unit">％</span>', "％")
        assert "50.1％" in shown
        assert "60.2％" in shown
        assert "計画の目標（令和2年度）" in shown
        assert "これから" in shown
