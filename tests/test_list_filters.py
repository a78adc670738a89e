"""Lists are narrowed down, sorted and counted on the page; comparisons choose their columns."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from hyoka import site
from hyoka.content import read_folder
from hyoka.evaluation import EvaluatedSite
from hyoka.model import PlanPart, Policy, Project
from hyoka.tables.filters import Listing, list_indicators, list_projects
from hyoka.tables.list_rows import NOTHING
from hyoka.tables.lists import carried_over
from hyoka.tables.year_changes import list_changes
from hyoka.units import EXACT, FiscalYear, rounded
from hyoka.wording import load_language
from tests.building import REAL, TOWN, made_of
from tests.rule_cases import copy_base

Serve = Callable[[Path], AbstractContextManager[str]]

JA = load_language("ja")
PROJECTS = "years/2024/projects/"
INDICATORS = "years/2024/indicators/"
COMPARED = "indicators/compare/"


@pytest.fixture(scope="module")
def town() -> EvaluatedSite:
    return made_of(TOWN).evaluation


# The rows.


def test_a_division_that_is_called_as_nothing_is_one_all_the_same(tmp_path: Path) -> None:
    content = copy_base(tmp_path / "content")
    for name in ("-", "--"):
        (content / "projects" / f"p{len(name)}.yml").write_text(f'name: x\ndivision: "{name}"\n')
    rows = list_projects(site.build(read_folder(content), files=False).evaluation, JA).rows
    found = {row.choices["division"].name: row.choices["division"].value for row in rows}
    assert (found["-"], found["--"]) == ("--", "---")
    assert NOTHING not in (found["-"], found["--"])


def test_a_list_of_a_year_has_what_the_year_counts(town: EvaluatedSite) -> None:
    for year in town.years:
        projects = list_projects(town, JA, year.fiscal_year)
        assert len(projects.rows) == len(year.projects)
        assert sum(row.missed for row in projects.rows) == sum(year.projects_missed.values())
        whose = [
            row.choices["of"].value for row in list_indicators(town, JA, year.fiscal_year).rows
        ]
        assert whose.count("policy") == sum(year.indicator_statuses.values())
        assert whose.count("measure") == sum(year.measure_statuses.values())


def test_the_rows_of_a_list_are_made_once_and_when_they_are_asked_for(town: EvaluatedSite) -> None:
    made, like = list_projects(town, JA), list_projects(town, JA)
    assert "rows" not in vars(made)
    assert made == like
    assert made.rows is made.rows
    assert made != list_projects(town, JA, town.years[0].fiscal_year)
    assert made != made.rows


def test_the_list_of_all_years_has_everything_once_in_its_latest_year(town: EvaluatedSite) -> None:
    rows = list_projects(town, JA).rows
    assert [row.project for row in rows] == list(town.projects)
    assert all(row.year is None or row.year is row.project.years[-1] for row in rows)


def test_an_indicator_is_listed_with_its_latest_actual_and_the_status_of_that_year(
    town: EvaluatedSite,
) -> None:
    rows = [row for row in list_indicators(town, JA).rows if row.year is not None]
    earlier = [row for row in rows if row.indicator.years_since]
    assert earlier
    for row in rows:
        assert row.year is not None
        assert row.year is row.indicator.latest
        assert row.choices["fiscal-year"].value == str(row.year.fiscal_year)
        assert row.choices["status"].value == row.year.status
    assert all(row.year is not None and row.year.measured for row in earlier)


def test_a_division_is_that_of_the_year(town: EvaluatedSite) -> None:
    def division(year: FiscalYear | None, project: str) -> str:
        rows = list_projects(town, JA, year).rows
        return next(r.choices["division"].name for r in rows if r.project.project.id == project)

    told = {
        (year.fiscal_year, project.project.id): year.record.division
        for project in town.projects
        for year in project.years
        if year.record.division and year.record.division != project.project.division
    }
    assert told
    for (year, project), name in told.items():
        assert division(year, project) == name


def test_only_filters_that_tell_rows_apart_are_offered(town: EvaluatedSite) -> None:
    for year in (None, *(year.fiscal_year for year in town.years)):
        for listing in (list_projects(town, JA, year), list_indicators(town, JA, year)):
            for found in listing.filters:
                values = [choice.value for choice in found.choices]
                assert len(values) > 1
                given = [
                    row.several[found.name] if found.several else (row.choices[found.name],)
                    for row in listing.rows
                ]
                assert set(values) == {choice.value for chosen in given for choice in chosen}
                assert NOTHING not in values[:-1]
            assert ("fiscal-year" in {f.name for f in listing.filters}) <= (year is None)


def test_projects_are_narrowed_down_by_each_of_their_tags_and_goals(town: EvaluatedSite) -> None:
    listing = list_projects(town, JA)
    found = {one.name: [choice.name for choice in one.choices] for one in listing.filters}
    assert found["tag-id"] == ["高齢者 <A|B>", "地域のつながり", "記載なし"]
    assert found["sdg"] == [
        "SDGs 3 すべての人に健康と福祉を",
        "SDGs 11 住み続けられるまちづくりを",
        "SDGs 17 パートナーシップで目標を達成しよう",
        "記載なし",
    ]
    (row,) = [row for row in listing.rows if row.project.project.id == "mimamori"]
    assert [choice.value for choice in row.several["tag-id"]] == ["kourei", "tsunagari"]


def test_indicators_are_narrowed_down_by_the_tags_of_what_they_are_of(town: EvaluatedSite) -> None:
    listing = list_indicators(town, JA)
    assert {"tag-id", "sdg"} <= {one.name for one in listing.filters}
    kinds = set()
    for row in listing.rows:
        owner = row.indicator.owner
        tagged = owner.described if isinstance(owner, PlanPart) else owner
        assert {one.value for one in row.several["tag-id"]} == set(tagged.tags or [NOTHING])
        kinds |= {(type(owner), bool(tagged.tags))}
    assert {(Policy, True), (Policy, False), (Project, True), (Project, False)} <= kinds


def test_projects_are_narrowed_down_by_a_municipality_s_own_classes(town: EvaluatedSite) -> None:
    (found,) = [one for one in list_projects(town, JA).filters if one.name == "class-jimu"]
    assert [choice.name for choice in found.choices] == [
        "法定受託事務",
        "自治事務 *任意*",
        "記載なし",
    ]
    (page,) = [page for page in made_of(TOWN).pages if page.path == "projects/index.md"]
    assert '<label for="filter-class-jimu">事務の区分 &#60;A&#124;B&#62;</label>' in page.markdown
    assert 'data-class-jimu="法定受託事務"' in page.markdown


def test_a_list_asks_its_table_of_open_data_for_the_rows_that_it_shows() -> None:
    made = made_of(TOWN, files=True)
    files = {file.name: file.content for file in made.files}
    asked = set()
    for year in made.evaluation.years[1:]:
        of = year.fiscal_year
        listings: dict[str, Listing[Any]] = {
            "projects": list_projects(made.evaluation, JA, of),
            "indicators": list_indicators(made.evaluation, JA, of),
            "status_changes": list_changes(made.evaluation, JA, made.evaluation.changes[of]),
        }
        for dataset, listing in listings.items():
            file = io.StringIO(files[f"999999_{dataset}.csv"].decode(), newline="")
            data = [row for row in csv.DictReader(file) if row["fiscal_year"] == str(of)]
            # What stayed as it was is no change, and stands in the data alone.
            data = [row for row in data if row.get("status_change") != "same"]
            for name, rows, query in _questions(listing, dataset):
                fits = [row for row in data if query.items() <= row.items()]
                assert len(fits) == len(rows), (of, dataset, query)
                asked.add((dataset, name))
    assert {("projects", "division"), ("indicators", "part"), ("status_changes", "change")} <= asked
    assert {dataset for dataset, name in asked if name == "missed"} == {"projects", "indicators"}


def _questions(
    listing: Listing[Any], dataset: str
) -> Iterator[tuple[str, list[Any], dict[str, str]]]:
    """Each choice of a list: its filter, the rows that have it, what its data is asked for."""
    for found in listing.filters:
        carried = carried_over(listing, dataset, found.name)
        for choice in found.choices if carried else ():
            if choice.value == NOTHING:
                continue
            rows = [row for row in listing.rows if row.choices[found.name].value == choice.value]
            names = carried["data-columns"].split(" ")
            query = dict(zip(names, choice.value.split("/", len(names) - 1), strict=True))
            if when := carried.get("data-when"):
                kind, wanted = when.split("=")
                rows = [row for row in rows if row.choices[kind].value == wanted]
                query["owner_type"] = wanted
            yield found.name, rows, query
    if listing.missed:
        carried = carried_over(listing, dataset, "missed")
        query = {carried["data-columns"]: carried["data-is"]}
        yield "missed", [row for row in listing.rows if row.missed], query


# Links that narrow a list down.


class Rows:
    """What the rows of a built list say of themselves, with what it can be narrowed down by."""

    def __init__(self, html: str) -> None:
        form = re.search(r'<form class="filters".*?</form>', html, re.DOTALL)
        self.offered = set(re.findall(r' name="([^"]+)"', form[0])) if form else set()
        self.several = set(re.findall(r' name="([^"]+)" data-several', form[0])) if form else set()
        below = html[form.end() :] if form else html
        body = below.split("<tbody>")[1].split("</tbody>", 1)[0]
        self.rows = [
            dict(re.findall(r' data-([a-z-]+)="([^"]*)"', unescape(attributes)))
            for attributes in re.findall(r"<tr([^>]*)>", body)
        ]

    def that_have(self, wanted: dict[str, str]) -> int:
        asked = {name: value for name, value in wanted.items() if name in self.offered}
        return sum(all(self._has(row, *one) for one in asked.items()) for row in self.rows)

    def _has(self, row: dict[str, str], name: str, value: str) -> bool:
        told = row.get(name, "")
        return value in told.split(" ") if name in self.several else value == told


def narrowing_links(folder: Path) -> Iterator[tuple[str, str, int]]:
    """Every link that narrows a list down: the page, where it leads, the number that it shows.

    One to chosen columns of a comparison narrows none down.
    """
    for file in sorted(folder.rglob("index.html")):
        url = f"{file.parent.relative_to(folder).as_posix()}/".removeprefix("./")
        for href, text in re.findall(
            r'<a href="((?!https?:)[^"]*\?[^"]*)">(.*?)</a>', file.read_text(), re.DOTALL
        ):
            number = re.findall(r"\d+", re.sub(r"<[^>]+>|,", "", text))
            if number and "?show=" not in href:
                yield url, unescape(href), int(number[-1])


@pytest.mark.parametrize("built", ["town_site", "real_site"])
def test_a_count_leads_to_as_many_rows(built: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(built)
    links = list(narrowing_links(folder))
    assert len(links) > 3
    for url, href, count in links:
        there = urlsplit(urljoin(f"https://here.test/{url}", href))
        assert there.netloc == "here.test", href
        rows = Rows((folder / there.path.lstrip("/") / "index.html").read_text(encoding="utf-8"))
        assert rows.that_have(dict(parse_qsl(there.query))) == count, (url, href)


# In the browser.


@pytest.fixture
def page(town_site: Path, browser: Browser, serve: Serve) -> Iterator[Page]:
    """A page of the town's site, whose addresses are relative to its root."""
    with serve(town_site) as address:
        context = browser.new_context(
            base_url=address, locale="ja", viewport={"width": 1366, "height": 800}
        )
        yield context.new_page()
        context.close()


def names(page: Page) -> list[str]:
    return page.locator("tbody tr:visible th").all_inner_texts()


def query(page: Page) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(page.url).query))


def test_a_list_is_narrowed_down_and_says_so(page: Page) -> None:
    page.goto(PROJECTS)
    expect(page.get_by_role("status").filter(has_text="15事業すべてが対象です")).to_be_visible()
    page.get_by_label("状態").select_option(label="悪化")
    expect(page.locator("tbody tr:visible")).to_have_count(3)
    expect(page.locator("form.filters [role=status]")).to_have_text(
        "15事業のうち3事業があてはまります"
    )
    assert query(page) == {"status": "worsened"}
    page.locator("form.filters").get_by_label("重点課題").select_option(
        label="水と見守りで安心なまちづくり"
    )
    assert names(page) == ["水道管の漏水さがし事業"]
    page.get_by_label("名前の一部").fill("ない言葉")
    expect(page.locator("tbody tr:visible")).to_have_count(0)
    expect(page.locator("form.filters [role=status]")).to_contain_text("あてはまるものはありません")
    page.get_by_role("button", name="条件を消す").click()
    expect(page.locator("tbody tr:visible")).to_have_count(15)
    assert query(page) == {}


def test_the_missed_ones_are_found_by_the_address(page: Page) -> None:
    page.goto(f"{PROJECTS}?missed=1&sort=-2")
    expect(page.get_by_label("目標に届いていないものだけ")).to_be_checked()
    assert names(page) == [
        "まちかど案内所事業",
        "水害避難訓練事業",
        "食品ロス「もったいない」減量事業",  # its settlement is not known yet
    ]


def test_an_address_of_choices_that_there_are_not_shows_the_whole_list(page: Page) -> None:
    page.goto(f"{PROJECTS}?status=nonsense&sort=77&division=%3Cx%3E&missed=no")
    expect(page.locator("tbody tr:visible")).to_have_count(15)


def test_the_settlements_of_the_rows_that_are_left_are_summed_up(
    page: Page, town: EvaluatedSite
) -> None:
    group = town.years_by_number[FiscalYear(2024)].every_project
    page.goto(PROJECTS)
    told = page.locator("p.sum")
    money, alike = group.money, group.money_alike
    expect(told).to_have_text(
        f"決算額の合計 {JA.quantity(money.total.value, '千円')}：{JA.counted(money.total)}。"
        f"前年度にも決算額のある{alike.count}事業では、前年度から"
        f"{JA.figure(alike.change)}（{JA.figure(alike.change_rate)}）。"
    )
    for status, of in group.money_by_status.items():
        if of.of:
            page.get_by_label("状態").select_option(value=str(status))
            expect(told).to_contain_text(
                f"決算額の合計 {JA.quantity(of.value, '千円')}：{JA.counted(of)}。"
            )
    page.goto(f"{PROJECTS}?missed=1")
    expect(told).to_contain_text(f"決算額の合計 {JA.quantity(group.money_missed.value, '千円')}：")
    page.get_by_label("名前の一部").fill("ない言葉")
    expect(told).to_have_text("合計できる決算額がありません")
    page.goto("projects/")
    expect(told).to_contain_text("合計していません")
    page.get_by_label("値の年度").select_option(value="2024")
    expect(told).to_contain_text(f"決算額の合計 {JA.quantity(money.total.value, '千円')}：")


def test_a_sum_has_each_digit_and_its_rate_is_rounded_as_on_the_pages(page: Page) -> None:
    page.goto(PROJECTS)
    spent = ["9007199254740993.05", "-0.3", "1000"]
    moved = ["9007199254740993.04", "0.3", "-5"]
    page.evaluate(
        """([spent, moved]) => document.querySelectorAll("tbody tr").forEach((row, n) => {
          const { place, changes } = document.querySelector("p.sum").dataset;
          [[place, spent], [changes, moved]].forEach(([at, texts]) => {
            const { dataset } = row.cells[at];
            if (texts[n]) { dataset.sort = texts[n]; } else { delete dataset.sort; }
          });
        })""",
        [spent, moved],
    )
    page.get_by_label("状態").select_option(value="")
    page.get_by_label("名前の一部").fill(" ")
    sum_, change = (sum(map(Decimal, texts), Decimal(0)) for texts in (spent, moved))
    rate = rounded(EXACT.divide(EXACT.multiply(change, Decimal(100)), abs(sum_ - change)), 1)
    expect(page.locator("p.sum")).to_have_text(
        f"決算額の合計 {sum_:,f}千円：15事業中3事業の合計（決算額のわからない12事業を除く）。"
        f"前年度にも決算額のある3事業では、前年度から+{change:,f}千円（+{rate:,f}％）。"
    )


def test_names_are_found_whatever_their_width(page: Page) -> None:
    page.goto(PROJECTS)
    page.get_by_label("名前の一部").fill("自治会･町内会")  # half-width; the record has its own
    expect(page.locator("tbody tr:visible")).to_have_count(1)
    assert query(page) == {"name": "自治会･町内会"}


@pytest.mark.parametrize("typed", ["6～18歳", "6~18", "－2.7", "-2.7", "–2.7"])
def test_names_are_found_whichever_keyboard_typed_a_sign(page: Page, typed: str) -> None:
    page.goto(PROJECTS)
    row = page.locator("tbody tr").nth(3)
    row.locator("a").first.evaluate("(link) => (link.textContent = '6〜18歳の居場所 −2.7ー')")
    page.get_by_label("名前の一部").fill(typed)
    expect(page.locator("tbody tr:visible")).to_have_count(1)
    expect(row).to_be_visible()
    page.get_by_label("名前の一部").fill("−2.7-")
    expect(page.locator("tbody tr:visible")).to_have_count(0)


def test_rows_are_sorted_with_missing_values_last(page: Page) -> None:
    page.goto(PROJECTS)
    head = page.get_by_role("columnheader", name="決算額 （千円）")
    first = names(page)

    def shown() -> list[str]:
        return page.locator("tbody tr:visible td:nth-child(3)").all_inner_texts()

    def numbers() -> list[float]:
        return [float(text.replace(",", "")) for text in shown()[:-1]]

    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    assert numbers() == sorted(numbers(), reverse=True)
    assert shown()[-1] == "未集計"
    assert query(page) == {"sort": "-2"}
    head.get_by_role("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert numbers() == sorted(numbers())
    assert shown()[-1] == "未集計"
    head.get_by_role("button").press(" ")
    expect(page.locator("th[aria-sort]")).to_have_count(0)
    assert names(page) == first


def test_going_back_finds_the_list_as_it_was_left(page: Page) -> None:
    page.goto(f"{INDICATORS}?of=project")
    page.get_by_label("状態").select_option(label="悪化")
    left = names(page)
    page.locator("tbody tr:visible th a").first.click()
    page.wait_for_url("**/projects/**")
    page.go_back()
    page.wait_for_url("**of=project&status=worsened")
    expect(page.get_by_label("状態")).to_have_value("worsened")
    expect(page.get_by_label("指標の種別")).to_have_value("project")
    assert names(page) == left


def test_a_list_works_with_the_keyboard_alone(page: Page) -> None:
    page.goto(PROJECTS)
    form = page.locator("form.filters")
    form.get_by_label("名前の一部").focus()
    for name in (
        *("重点課題", "章・施策・基本事業", "所管課", "事務の区分 <A|B>", "タグ", "SDGs", "状態"),
    ):
        page.keyboard.press("Tab")
        expect(form.get_by_label(name, exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press(" ")
    expect(page.locator("tbody tr:visible")).to_have_count(3)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="条件を消す")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr:visible")).to_have_count(15)


@pytest.mark.parametrize("tag", ["kourei", "tsunagari"])
def test_a_thing_with_several_tags_is_found_by_each(page: Page, tag: str) -> None:
    page.goto(f"{PROJECTS}?tag-id={tag}&sdg=11")
    expect(page.locator("tbody tr:visible")).to_have_count(1)
    page.goto(f"{PROJECTS}?tag-id={tag}&sdg=17")
    expect(page.locator("tbody tr:visible")).to_have_count(0)


def test_without_a_script_the_whole_list_is_there_and_no_form(
    town_site: Path, browser: Browser, serve: Serve
) -> None:
    with serve(town_site) as address:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{address}{PROJECTS}?missed=1")
        expect(page.locator("form.filters")).to_be_hidden()
        expect(page.locator("tbody tr:visible")).to_have_count(15)
        page.goto(f"{address}years/2024/compare/")
        expect(page.locator("form.columns")).to_be_hidden()
        expect(page.locator("thead th:visible")).to_have_count(6)
        page.goto(f"{address}{COMPARED}")
        expect(page.locator("thead th:visible")).to_have_count(3)
        context.close()


def test_of_a_long_list_the_first_rows_are_shown_and_more_when_asked(page: Page) -> None:
    def longer(route: Route) -> None:
        html = route.fetch().text()
        before, body, after = re.split(r"<tbody>|</tbody>", html, maxsplit=2)
        route.fulfill(body=f"{before}<tbody>{body * 30}</tbody>{after}", content_type="text/html")

    page.route(f"**/{PROJECTS}", longer)
    page.goto(PROJECTS)
    expect(page.locator("tbody tr:visible")).to_have_count(200)
    expect(page.locator("form.filters [role=status]")).to_contain_text(
        "はじめの200事業を表示しています"
    )
    page.get_by_role("button", name="さらに表示").click()
    expect(page.locator("tbody tr:visible")).to_have_count(400)
    expect(page.locator("tbody tr:visible th a").nth(200)).to_be_focused()
    page.get_by_role("button", name="さらに表示").click()
    expect(page.locator("tbody tr:visible")).to_have_count(15 * 30)
    expect(page.get_by_role("button", name="さらに表示")).to_be_hidden()


def test_no_list_is_narrowed_down_by_a_name_that_opens_the_search(page: Page) -> None:
    script = Path("theme/assets/javascripts/search.js").read_text(encoding="utf-8")
    (names,) = re.findall(r"const FILTERS = \[(.*?)\]", script)
    opening = {"q", *re.findall(r'"(\w+)"', names)}
    assert {"year", "policy"} < opening
    forms = re.compile(r'<form class="filters".*?</form>', re.DOTALL)
    told = "".join(form for page in made_of(TOWN).pages for form in forms.findall(page.markdown))
    offered = set(re.findall(r' name="([^"]+)"', told))
    assert {"policy-id", "tag-id"} < offered
    assert not offered & opening
    page.goto(f"{INDICATORS}?of=policy&status=worsened&policy-id=tsunagari&tag-id=tsunagari")
    expect(page.locator("form.filters")).to_be_visible()
    expect(page.locator("dialog.finder")).to_be_hidden()


# Comparisons.


def test_columns_of_a_comparison_are_chosen(page: Page) -> None:
    page.goto("policies/tsunagari/compare/")
    heads = page.locator("thead th:visible")
    expect(heads).to_have_text(["項目", "令和6年度（2024年度）", "令和5年度（2023年度）"])
    page.get_by_label("2つ目").select_option(label="令和3年度（2021年度）")
    page.get_by_label("1つ目").select_option(label="令和3年度（2021年度）")
    expect(heads).to_have_text(["項目", "令和6年度（2024年度）", "令和3年度（2021年度）"])
    assert page.url.endswith("?show=2021,2024")
    expect(page.locator("form.columns [role=status]")).to_contain_text("4列のうち2列を並べています")
    wide = page.locator("tbody tr").evaluate_all(
        """rows => rows.map(row => [...row.cells].filter(cell => !cell.hidden)
             .reduce((count, cell) => count + cell.colSpan, 0))"""
    )
    assert set(wide) == {3}
    page.reload()
    expect(heads).to_have_count(3)
    page.get_by_role("button", name="すべて並べる").click()
    expect(heads).to_have_count(5)
    assert page.url.endswith("?show=all")


def test_a_comparison_of_columns_that_there_are_not_shows_the_first_two(page: Page) -> None:
    page.goto("years/2024/compare/?show=nonsense")
    expect(page.locator("thead th:visible")).to_have_count(3)
    page.goto("years/2024/compare/?show=tsunagari,mimori,anzen")
    expect(page.locator("thead th:visible")).to_have_count(4)


def test_indicators_stand_side_by_side_with_their_charts(page: Page) -> None:
    page.goto("policies/tsunagari/")
    page.get_by_role("link", name="ほかの指標と比べる").nth(1).click()
    heads = page.locator("thead th:visible")
    expect(heads).to_have_count(3)
    first = page.get_by_label("1つ目")
    expect(first).to_have_value("policies/tsunagari/iji")
    page.get_by_label("2つ目").select_option("policies/tsunagari/kanshin")
    assert page.url.endswith("?show=policies/tsunagari/iji,policies/tsunagari/kanshin")
    charts = page.locator(".compared-charts img")
    expect(charts).to_have_count(2)
    for chart in charts.all():
        chart.scroll_into_view_if_needed()
        page.wait_for_function("it => it.naturalWidth > 0", arg=chart.element_handle())
    page.reload()
    expect(heads).to_have_count(3)
    expect(page.locator("tbody")).to_contain_text("実績値 55.1％、")


@pytest.mark.parametrize("url", ["policies/tsunagari/compare/", "years/2024/compare/", COMPARED])
@pytest.mark.parametrize("width", [320, 390])
def test_two_columns_need_no_dragging_and_what_differs_is_marked(
    page: Page, url: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(url)
    expect(page.locator("table.two")).to_be_visible()
    table = page.locator(".table").first
    assert table.evaluate("it => it.scrollWidth - it.clientWidth") <= 0
    expect(page.locator("thead th:visible")).to_have_count(3)
    tops = page.locator("tbody tr:not(.group)").evaluate_all(
        """rows => rows.map(row => new Set([...row.cells].filter(cell => !cell.hidden)
             .map(cell => Math.round(cell.getBoundingClientRect().top))).size)"""
    )
    assert set(tops) == {1}
    rows = page.locator("tbody tr:not(.group)").evaluate_all(
        """rows => rows.map(row => [
             new Set([...row.cells].slice(1).filter(cell => !cell.hidden)
               .map(cell => (cell.querySelector("summary") ?? cell).textContent)).size > 1,
             row.cells[0].innerText.startsWith("≠")])"""
    )
    assert any(differs for differs, _ in rows)
    assert all(differs == marked for differs, marked in rows)
    page.get_by_label("違う行だけを表示する").check()
    unlike = sum(differs for differs, _ in rows)
    expect(page.locator("tbody tr:not(.group):visible")).to_have_count(unlike)


def test_nothing_is_compared_where_there_is_one_thing_alone() -> None:
    paths = {page.path for page in made_of(REAL).pages}
    assert "policies/kodomo/compare.md" not in paths
    assert "years/2018/compare.md" not in paths


# Wide tables.


def test_a_table_says_that_it_scrolls_and_keeps_its_first_column(page: Page) -> None:
    page.set_viewport_size({"width": 640, "height": 800})
    page.goto(PROJECTS)
    expect(page.locator(".table.wide")).to_be_visible()
    found = page.locator(".table").evaluate(
        """async (table) => {
          table.scrollLeft = 300;
          await new Promise(requestAnimationFrame);
          const name = table.querySelector("tbody th").getBoundingClientRect();
          return {
            hint: getComputedStyle(table, "::before").content,
            left: name.left - table.getBoundingClientRect().left,
            share: name.width / innerWidth,
          };
        }"""
    )
    assert "表は横にスクロールできます" in found["hint"]
    assert found["left"] == pytest.approx(0, abs=1)
    assert found["share"] <= 0.4


def test_a_table_that_does_not_scroll_says_nothing(page: Page) -> None:
    page.set_viewport_size({"width": 1366, "height": 800})
    page.goto("surveys/")
    hint = page.locator(".table").first.evaluate(
        "table => getComputedStyle(table, '::before').content"
    )
    assert hint == "none"


# On a phone.


@pytest.fixture
def phone(page: Page) -> Page:
    page.set_viewport_size({"width": 390, "height": 844})
    return page


def test_a_phone_shows_a_list_s_row_short_until_it_is_opened(phone: Page) -> None:
    phone.goto(PROJECTS)
    row = phone.locator("tbody tr").nth(2)
    change = row.locator("td", has_text="+509千円")
    expect(row.locator(".status-cell")).to_be_visible()
    expect(row.locator("td", has_text="7,911")).to_be_visible()
    expect(change).to_be_hidden()
    button = row.get_by_role("button", name="ほかの項目")
    button.focus()
    phone.keyboard.press("Enter")
    expect(change).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    told = change.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert told == '"決算額の増減" / ""'
    row.locator(".status-cell").click()
    expect(change).to_be_hidden()


def test_a_phone_shows_eight_rows_at_least(phone: Page) -> None:
    phone.goto("projects/")
    expect(phone.locator("tbody tr:visible").last).to_have_attribute("role", "row")
    phone.evaluate("scrollTo({ top: 1500, behavior: 'instant' })")
    head = phone.locator("thead").bounding_box()
    assert head
    assert head["y"] == pytest.approx(108, abs=12)
    heights = phone.locator("tbody tr").evaluate_all(
        "rows => rows.map(row => row.getBoundingClientRect().height)"
    )
    assert sorted(heights)[len(heights) // 2] <= (844 - head["y"] - head["height"]) / 8


def test_the_form_of_a_phone_stays_in_reach_and_sorts(phone: Page) -> None:
    phone.goto(PROJECTS)
    expect(phone.get_by_label("状態")).to_be_hidden()
    phone.mouse.wheel(0, 900)
    button = phone.get_by_role("button", name="絞り込み・並べ替え")
    expect(button).to_be_in_viewport(ratio=1)
    button.click()
    phone.get_by_label("並べ替え").select_option(label="決算額の大きい順")
    expect(phone.locator("tbody th").first).to_have_text("自治会･町内会応援事業")
    assert query(phone) == {"sort": "-2"}
    phone.get_by_label("状態").select_option(label="悪化")
    expect(phone.locator("tbody tr:visible")).to_have_count(3)
    button.click()
    expect(phone.get_by_label("状態")).to_be_hidden()
    expect(phone.locator("form.filters [role=status]")).to_contain_text("3事業があてはまります")


# The sitemap.


def test_every_page_is_on_the_sitemap() -> None:
    for content in (TOWN, REAL):
        pages = site.build(read_folder(content), files=False).pages
        (sitemap,) = [page for page in pages if page.path == "about/sitemap.md"]
        links = re.findall(r'<a href="([^"]+)">', sitemap.markdown.split('id="about"')[1])
        here = "https://here.test/about/sitemap/"
        found = {urlsplit(urljoin(here, unescape(link))).path.lstrip("/") for link in links}
        assert {page.url for page in pages} - found == set()
