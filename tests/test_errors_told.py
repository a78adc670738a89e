"""The ways to tell of an error: in a page, and in a number of an opened receipt."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from generator import site
from tests.building import PUBLISHED, TOWN, build

Serve = Callable[[Path], AbstractContextManager[str]]
SHEET = "policies/tsunagari/2024/"
NEW_ISSUE = "https://github.com/city/hyoka/issues/new"
GITHUB_TAKES = 8000
"""Bytes of an address, about."""


def asked(link: str) -> tuple[str, str]:
    address, _, query = link.partition("?")
    assert address == NEW_ISSUE
    assert len(link) < GITHUB_TAKES
    values = parse_qs(query, strict_parsing=True)
    return values["title"][0], values["body"][0]


def test_every_page_opens_a_prefilled_report(published_site: Path) -> None:
    for made in site.build(TOWN, files=False).pages:
        text = (published_site / made.url / "index.html").read_text(encoding="utf-8")
        (link,) = re.findall(r'href="(https://github\.com/city/hyoka/issues/new\?[^"]*)"', text)
        title, body = asked(unescape(link))
        name = " ".join(made.title.split())
        assert title == f"誤りの報告：{name}"
        assert body.startswith(f"ページ：{name}\nアドレス：{PUBLISHED}{made.url}\n")
        assert "誤っているところ：" in body
        assert "正しい内容が載っている資料" in body


def test_without_a_repository_the_publisher_is_named(tmp_path: Path) -> None:
    alone = tmp_path / "alone"
    alone.mkdir()
    content = tmp_path / "content"
    content.symlink_to(TOWN)  # outside any repository of git
    made = build(content, alone, GITHUB_REPOSITORY="", GIT_DIR=str(tmp_path / "none"))
    text = (made / SHEET / "index.html").read_text(encoding="utf-8")
    assert "issues/new" not in text
    assert "最終更新" not in text
    assert "変更の履歴" not in text
    assert '<a href="https://kakuu.example/">このページの誤りを発行者に知らせる</a>' in text


def opened(receipt: Locator) -> Locator:
    receipt.locator("summary").click()
    link = receipt.get_by_role("link", name="この数字についての誤りを知らせる")
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
    link = opened(table.locator("details.receipt").first)
    title, body = asked(str(link.get_attribute("href")))
    assert title.startswith("誤りの報告：人と人がつながるまちづくり 令和6年度（2024年度）の実績")
    assert body.splitlines()[1:6] == [
        f"アドレス：{PUBLISHED}{SHEET}",
        "表：「人と人がつながるまちづくり」の令和6年度（2024年度）の目標指標",
        "行：地域活動への関心度 ／ ％",
        "列：達成率",
        "表示されている値：84.8％",
    ]
    assert body.endswith("正しい内容が載っている資料（名前やアドレス）：\n")


def test_a_row_below_a_joined_cell_still_names_its_project(sheet: Page) -> None:
    table = sheet.locator("table", has=sheet.locator("#projects-caption"))
    below = table.locator("tbody tr:not(:has(th))").first
    link = opened(below.locator("details.receipt").first)
    _, body = asked(str(link.get_attribute("href")))
    row = next(line for line in body.splitlines() if line.startswith("行："))
    assert row == "行：公民館主催事業 ／ 講座の参加者数 ／ 人"
    assert "列：達成率" in body


def test_an_opened_number_outside_a_table_is_named_too(
    published_site: Path, browser: Browser, serve: Serve
) -> None:
    with serve(published_site) as address:
        page = browser.new_page()
        page.goto(f"{address}policies/tsunagari/")
        link = opened(page.locator(".truth details.receipt").first)
        _, body = asked(str(link.get_attribute("href")))
        page.close()
    assert "行：地域活動への関心度\n" in body
    assert "表示されている値：84.8％\n" in body


def test_no_number_makes_an_address_too_long(
    published_site: Path, browser: Browser, serve: Serve
) -> None:
    with serve(published_site) as address:
        page = browser.new_page()
        for made in site.build(TOWN, files=False).pages:
            if "<" in made.title:
                page.goto(f"{address}{made.url}")
                page.evaluate(
                    "document.querySelectorAll('details.receipt').forEach((one) => one.open = true)"
                )
                every = page.locator("details.receipt").count()
                expect(page.locator("details.receipt > a.report")).to_have_count(every)
                for link in page.locator("a.report").all():
                    asked(str(link.get_attribute("href")))
        page.close()


def test_a_receipt_opened_twice_has_one_way(sheet: Page) -> None:
    receipt = sheet.locator("details.receipt").first
    for _ in range(3):
        receipt.locator("summary").click()
    expect(receipt.locator("a.report")).to_have_count(1)
    assert urlsplit(str(receipt.locator("a.report").get_attribute("href"))).netloc == "github.com"
