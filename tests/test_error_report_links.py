"""The ways to tell of an error: in a page, and in a number of an opened calculation."""

import re
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from ruamel.yaml import YAML

from tests.building import PUBLISHED, ROOT, TOWN, build, made_of

Serve = Callable[[Path], AbstractContextManager[str]]
SHEET = "policies/tsunagari/2024/"
SHEET_NAME = "人と人がつながるまちづくり 令和6年度（2024年度）の実績（令和7年度 政策評価表）"
NEW_ISSUE = "https://github.com/city/hyoka/issues/new"
FORM = ROOT / ".github" / "ISSUE_TEMPLATE" / "report.yml"
GITHUB_TAKES = 8000
"""Bytes of an address, about."""


def asked(link: str) -> dict[str, str]:
    """What a link fills in."""
    address, _, query = link.partition("?")
    assert address == NEW_ISSUE
    assert len(link) < GITHUB_TAKES
    return {name: value for name, (value,) in parse_qs(query, strict_parsing=True).items()}


def fields_of_the_form() -> set[str]:
    form = YAML(typ="safe", pure=True).load(FORM.read_text(encoding="utf-8"))
    return {part["id"] for part in form["body"] if "id" in part}


def of_a_number(link: Locator) -> dict[str, str]:
    """What the link of an opened number fills in, each in a field that the form has."""
    filled = asked(str(link.get_attribute("href")))
    assert filled.keys() == {"template", "title", "page", "place", "shown"}
    assert filled.keys() - {"template", "title"} <= fields_of_the_form()
    return filled


def test_every_page_opens_a_prefilled_report(published_site: Path) -> None:
    for made in made_of(TOWN).pages:
        text = (published_site / made.url / "index.html").read_text(encoding="utf-8")
        (link,) = re.findall(r'href="(https://github\.com/city/hyoka/issues/new\?[^"]*)"', text)
        name = " ".join(made.title.split())
        assert asked(unescape(link)) == {
            "template": FORM.name,
            "title": f"誤りの報告：{name}",
            "page": f"{name} {PUBLISHED}{made.url}",
        }
        assert "page" in fields_of_the_form()


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town's records outside any repository of git, and so without the form."""
    return Path(shutil.copytree(TOWN, tmp_path_factory.mktemp("elsewhere") / "content"))


def build_alone(content: Path, folder: Path, repository: str) -> Path:
    return build(content, folder, GITHUB_REPOSITORY=repository)


def test_without_the_form_the_issue_itself_is_begun(
    elsewhere: Path, tmp_path: Path, browser: Browser, serve: Serve
) -> None:
    made = build_alone(elsewhere, tmp_path, "city/hyoka")
    with serve(made) as address:
        page = browser.new_page()
        page.goto(f"{address}{SHEET}")
        of_page = asked(str(page.locator("a[data-report]").get_attribute("href")))
        link = opened(page.locator("td > details").first)
        filled = asked(str(link.get_attribute("href")))
        page.close()
    assert of_page.keys() == filled.keys() == {"title", "body"}
    assert of_page["title"] == filled["title"]
    head, ask = of_page["body"].split("\n\n", 1)
    assert head == f"ページ：{SHEET_NAME}\nアドレス：{SHEET}"
    assert ask.startswith("誤っているところ：")
    assert ask.endswith("正しい内容が載っている資料（名前やアドレス）：\n")
    assert filled["body"] == (
        f"{head}\n"
        "表：「人と人がつながるまちづくり」の令和6年度（2024年度）の目標指標\n"
        f"行：地域活動への関心度 ／ ％\n列：達成率\n表示されている値：84.8％\n\n{ask}"
    )


def test_without_a_repository_the_publisher_is_named(elsewhere: Path, tmp_path: Path) -> None:
    made = build_alone(elsewhere, tmp_path, "")
    text = (made / SHEET / "index.html").read_text(encoding="utf-8")
    assert "issues/new" not in text
    assert "最終更新" not in text
    assert "変更の履歴" not in text
    assert '<a href="https://kakuu.example/">このページの誤りを発行者に知らせる</a>' in text


def opened(calculation: Locator) -> Locator:
    calculation.locator("summary").click()
    link = calculation.get_by_role("link", name="この数字についての誤りを知らせる")
    expect(link).to_be_visible()
    return link


@pytest.fixture
def sheet(published_site: Path, browser: Browser, serve: Serve) -> object:
    with serve(published_site) as address:
        page = browser.new_page(viewport={"width": 1366, "height": 900})
        page.goto(f"{address}{SHEET}")
        yield page
        page.close()


def test_an_opened_number_says_where_it_stands(sheet: Page) -> None:
    expect(sheet.get_by_text("この数字についての誤りを知らせる")).to_have_count(0)
    table = sheet.locator("table", has=sheet.locator("#indicators-caption"))
    link = opened(table.locator("td > details").first)
    filled = of_a_number(link)
    assert filled["title"] == f"誤りの報告：{SHEET_NAME}"
    assert filled["page"] == f"{SHEET_NAME} {PUBLISHED}{SHEET}"
    assert filled["place"] == (
        "表：「人と人がつながるまちづくり」の令和6年度（2024年度）の目標指標、"
        "行：地域活動への関心度 ／ ％、列：達成率"
    )
    assert filled["shown"] == "84.8％"


def test_a_row_below_a_joined_cell_still_names_its_project(sheet: Page) -> None:
    table = sheet.locator("table", has=sheet.locator("#projects-caption"))
    below = table.locator("tbody tr:not(:has(th))").first
    link = opened(below.locator("td > details").first)
    _, row, column = of_a_number(link)["place"].split("、")
    assert row == "行：自治会･町内会応援事業 ／ 班の数 ／ 班"
    assert column == "列：達成率"


def test_an_opened_number_outside_a_table_is_named_too(
    published_site: Path, browser: Browser, serve: Serve
) -> None:
    with serve(published_site) as address:
        page = browser.new_page()
        page.goto(f"{address}policies/tsunagari/")
        link = opened(page.locator(".truth details.calculation").first)
        filled = of_a_number(link)
        page.close()
    assert filled["place"].startswith("行：地域活動への関心度、列：")
    assert filled["shown"] == "84.8％"


def test_no_number_makes_an_address_too_long(
    published_site: Path, browser: Browser, serve: Serve
) -> None:
    with serve(published_site) as address:
        page = browser.new_page()
        for made in made_of(TOWN).pages:
            if "<" in made.title:
                page.goto(f"{address}{made.url}")
                page.evaluate(
                    "document.querySelectorAll('details.calculation, td > details')"
                    ".forEach((one) => one.open = true)"
                )
                every = page.locator("details.calculation, td > details").count()
                expect(
                    page.locator(":is(details.calculation, td > details) a.report")
                ).to_have_count(every)
                for link in page.locator("a.report").all():
                    of_a_number(link)
        page.close()


def test_a_calculation_opened_twice_has_one_way(sheet: Page) -> None:
    calculation = sheet.locator("td > details").first
    for _ in range(3):
        calculation.locator("summary").click()
    expect(calculation.locator("a.report")).to_have_count(1)
    assert (
        urlsplit(str(calculation.locator("a.report").get_attribute("href"))).netloc == "github.com"
    )
