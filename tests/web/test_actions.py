"""What can be done with a page: its link copied, itself printed, its data and lists saved."""

import csv
import io
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.building import TOWN, made_of
from tests.web.page_kinds import one_of_each_kind

LIST = "years/2024/projects/"


def test_every_kind_of_page_has_its_actions_at_its_top(page: Page, address: str) -> None:
    kinds = one_of_each_kind(TOWN)
    for url in (url for kind, url in kinds.items() if kind != "lost"):
        page.goto(f"{address}{url}")
        actions = page.get_by_role("list", name="このページの操作")
        expect(actions).to_have_count(1)
        expect(actions.get_by_role("button", name="印刷／PDF")).to_be_in_viewport()
        assert actions.get_by_text("ダウンロード").count() == 1, url


def test_the_page_s_data_are_led_to_once_each(town_site: Path, page: Page, address: str) -> None:
    url = "policies/tsunagari/2024/"
    page.goto(f"{address}{url}")
    menu = page.locator(".download")
    menu.locator("summary").click()
    ways = [str(link.get_attribute("href")) for link in menu.get_by_role("link").all()]
    assert len(ways) == len(set(ways))
    assert "../../../data/indicators/?policy_id=tsunagari&fiscal_year=2024" in ways
    for way in ways:
        path = urljoin(f"/{url}", way).partition("?")[0].lstrip("/")
        assert (town_site / path).exists(), way
    page.keyboard.press("Escape")
    expect(menu.locator("ul")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


def test_without_a_script_there_are_links_and_no_dead_button(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{address}policies/tsunagari/2024/")
    actions = page.get_by_role("list", name="このページの操作")
    expect(actions.get_by_role("button")).to_have_count(0)
    actions.locator("summary").click()
    expect(actions.get_by_role("link", name="すべてのデータと説明")).to_be_visible()
    page.close()


def saved(page: Page) -> tuple[str, list[list[str]]]:
    """The name and the rows of what a list saves."""
    with page.expect_download() as download:
        page.locator("form.filters").get_by_role("button", name="CSVで保存").click()
    text = Path(download.value.path()).read_bytes().decode("utf-8")
    assert text.startswith("\ufeff")
    assert text.count("\r\n") == text.count("\n") > 0
    return download.value.suggested_filename, [*csv.reader(io.StringIO(text[1:], newline=""))]


@pytest.mark.parametrize("question", ["", "?status=worsened", "?sort=-2", "?missed=1&sort=0"])
def test_a_list_is_saved_as_it_is_narrowed_down_and_sorted(
    page: Page, address: str, question: str
) -> None:
    page.goto(f"{address}{LIST}{question}")
    expect(page.locator("form.filters [data-save]")).to_be_visible()
    shown = page.locator("table.data tbody tr:visible th").all_inner_texts()
    name, (head, *rows) = saved(page)
    assert [row[0] for row in rows] == [" ".join(one.split()) for one in shown]
    assert len({len(row) for row in [head, *rows]}) == 1
    assert all(row[-1].startswith(f"{address}projects/") for row in rows)
    assert f"この{len(rows)}事業を" in page.locator("form.filters [data-save]").inner_text()
    assert name.startswith("令和6年度2024年度の事業")
    assert ("悪化" in name) == (question == "?status=worsened")


OTHERWISE = ['=1+"2"', "＋1", "1-dec", "3月", "1-1 t 3:00", "50％", "true", "h30-4-1"]
"""Texts that a spreadsheet takes for something else."""


def test_what_a_list_saves_is_no_formula_and_its_numbers_are_whole(
    page: Page, address: str
) -> None:
    page.goto(f"{address}{LIST}")
    page.locator("table.data tbody th a").evaluate_all(
        "(every, texts) => every.forEach((one, at) => (one.textContent = texts[at] ?? '=1'))",
        OTHERWISE,
    )
    page.locator("table.data thead th").first.evaluate("(one) => (one.textContent = '＠SUM(1)')")
    _, (head, *rows) = saved(page)
    assert len(rows) > len(OTHERWISE)
    assert {row[0] for row in rows} == {f"'{text}" for text in (*OTHERWISE, "=1")}
    assert head[0] == "'＠SUM(1)"
    settlements = {row[head.index("決算額 （千円）")] for row in rows}
    known = {
        str(year.record.settlement)
        for project in made_of(TOWN).evaluation.projects
        for year in project.years
    }
    assert {one for one in settlements if one[:1].isdigit()} <= known
    assert len(settlements) > 5


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("projects/?status=worsened", "状態が「worsened」"),
        ("projects/?missed=1", "目標に届いていないかが「true」"),
        ("projects/?division=市民部 交通課", "所管課が「市民部 交通課」"),
        (
            "indicators/?of=measure&part=komorebi-2/sonae",
            "何のものかが「measure」、計画の識別子が「komorebi-2」、章・施策・基本事業の識別子が「sonae」",
        ),
        ("changes/?change=worsened", "状態の変化が「worsened」"),
    ],
)
def test_the_data_of_a_list_keep_its_question(
    page: Page, address: str, question: str, asked: str
) -> None:
    page.goto(f"{address}years/2024/{question}")
    form = page.locator("form.filters")
    expect(form).to_be_visible()
    name = form.get_attribute("data-list")
    shown = page.locator(f"#{name}-caption").locator("xpath=..").locator("tbody tr:visible").count()
    page.locator(f"#{name}-data").click()
    status = page.locator(".narrowed [role=status]")
    expect(status).to_contain_text(f"{shown}行があてはまります（年度が「2024」、{asked}）")


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("?status=worsened", ""),
        ("?status=worsened&division=-&tag-id=kourei&name=x", "所管課、タグ、名前の一部"),
    ],
)
def test_what_the_data_cannot_be_asked_is_said(
    page: Page, address: str, question: str, left: str
) -> None:
    page.goto(f"{address}{LIST}{question}")
    expect(page.locator("form.filters")).to_be_visible()
    said = f"（データでは、次の条件では絞り込まれません：{left}）" if left else ""
    expect(page.locator("p.to-data")).to_have_text(f"このデータ{said}")


def test_a_phone_saves_a_list_in_two_taps(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{address}{LIST}?status=worsened")
    page.locator(".download summary").click()
    with page.expect_download() as download:
        page.locator(".download").get_by_role("button", name="CSVで保存").click()
    rows = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len({len(row) for row in csv.reader(rows)}) == 1
    assert len(rows) == 4
    page.close()
