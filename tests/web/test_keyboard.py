"""The site by keyboard alone."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

POLICY = "policies/tsunagari/"
PAGES = ["", POLICY, "policies/tsunagari/2024/", "policies/", "projects/rousui/", "404.html"]

MARK = """() => {
    const selector = "a[href], button, summary, input, select, [tabindex='0']";
    const seen = [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility());
    const controls = seen.filter((e) => !e.closest("svg"));
    controls.forEach((control, at) => (control.dataset.at = at));
    return controls.length;
}"""
"""Number every control that can be seen.

A part of a chart is for pointers alone: the list below it has the same links.
"""

DRAWN_ONLY = """() => {
    const ways = (of) => [...document.querySelectorAll(of)].map((it) => it.getAttribute("href"));
    const listed = new Set(ways("ul.tally a, nav.toc a, .contents a"));
    return ways("svg a").filter((way) => !listed.has(way));
}"""
"""Where a chart leads, and no list does: neither one of statuses nor the page's contents."""

FOCUSED = """() => {
    const focused = document.activeElement;
    if (focused === document.body) return null;
    const seen = [...focused.getClientRects()].map((box) => {
        const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
        const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
        const hit = right > left && bottom > top &&
            document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return Boolean(hit) && (focused.contains(hit) || hit.contains(focused) &&
            focused.getClientRects().length > 1);
    });
    const { outlineStyle, outlineWidth } = getComputedStyle(focused);
    return {
        at: Number(focused.dataset.at ?? -1),
        what: focused.outerHTML.slice(0, 120),
        seen: seen.some(Boolean),
        outlined: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
    };
}"""
"""What has the focus: whether it lies in the window, under nothing, and is outlined."""


def phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 700})


def walk(page: Page) -> Iterator[Any]:
    """Every stop of the Tab key, once around the page."""
    stops: set[int] = set()
    while True:
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or stop["at"] in stops:
            return
        if stop["at"] >= 0:
            stops.add(stop["at"])
        yield stop


@pytest.mark.parametrize("width", [390, 1366])
@pytest.mark.parametrize("url", PAGES)
def test_the_focus_goes_everywhere_and_is_always_seen(
    page: Page, address: str, url: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(f"{address}{url}")
    expect(page.locator(".finder-button")).to_be_visible()
    controls = page.evaluate(MARK)
    stops = list(walk(page))
    assert [stop for stop in stops if not (stop["seen"] and stop["outlined"])] == []
    reached = [stop["at"] for stop in stops if stop["at"] >= 0]
    assert sorted(reached) == list(range(controls))
    assert page.evaluate(DRAWN_ONLY) == []
    assert controls > 5


def test_the_first_stop_leads_to_the_text(page: Page, address: str) -> None:
    page.goto(f"{address}{POLICY}")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="本文へ移動")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    expect(skip).not_to_be_in_viewport(ratio=0.5)


# The menu of a phone.


def summary(page: Page) -> Locator:
    return page.locator(".menu summary")


def is_said_to_be_open(page: Page) -> bool:
    """What a screen reader is told."""
    devtools = page.context.new_cdp_session(page)
    root = devtools.send("DOM.getDocument")["root"]["nodeId"]
    found = devtools.send("DOM.querySelector", {"nodeId": root, "selector": ".menu summary"})
    (node, *_) = devtools.send("Accessibility.getPartialAXTree", {"nodeId": found["nodeId"]})[
        "nodes"
    ]
    assert node["name"]["value"] == "メニュー"
    (expanded,) = [p["value"]["value"] for p in node["properties"] if p["name"] == "expanded"]
    return bool(expanded)


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_menu_opens_and_closes(page: Page, address: str, key: str) -> None:
    phone(page)
    page.goto(f"{address}{POLICY}")
    here = page.locator(".menu").get_by_role("link", name="重点課題")
    summary(page).focus()
    assert not is_said_to_be_open(page)
    page.keyboard.press(key)
    expect(here).to_be_visible()
    assert is_said_to_be_open(page)
    page.keyboard.press(key)
    expect(here).to_be_hidden()


def test_the_focus_enters_the_menu_and_returns(page: Page, address: str) -> None:
    phone(page)
    page.goto(f"{address}{POLICY}")
    summary(page).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    menu = page.locator(".menu")
    expect(menu.get_by_role("link", name="入口")).to_be_focused()
    page.keyboard.press("Tab")
    here = menu.get_by_role("link", name="重点課題")
    expect(here).to_be_focused()
    expect(here).to_have_attribute("aria-current", "true")
    page.keyboard.press("Escape")
    expect(here).to_be_hidden()
    expect(summary(page)).to_be_focused()


def test_the_menu_closes_when_the_focus_leaves_it(page: Page, address: str) -> None:
    phone(page)
    page.goto(f"{address}{POLICY}")
    summary(page).focus()
    page.keyboard.press("Enter")
    menu = page.locator(".menu")
    for _ in menu.get_by_role("link").all():
        page.keyboard.press("Tab")
    expect(menu.get_by_role("link").last).to_be_focused()
    page.keyboard.press("Tab")
    expect(menu.get_by_role("link").last).to_be_hidden()
    assert page.evaluate(FOCUSED)["seen"]


def test_the_menu_works_in_the_window_of_a_page_at_400_percent(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto(f"{address}{POLICY}")
    page.evaluate(MARK)
    summary(page).focus()
    page.keyboard.press("Enter")
    for _ in page.locator(".menu").get_by_role("link").all():
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        assert stop["seen"], stop


def test_without_a_script_everything_can_be_reached(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 700})
    page = context.new_page()
    page.goto(f"{address}{POLICY}")
    expect(page.locator(".palette")).to_be_hidden()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".menu").get_by_role("link", name="計画と施策").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("計画")
    page.set_viewport_size({"width": 1366, "height": 700})
    page.get_by_role("navigation", name="主なページ").get_by_role("link", name="年度").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("年度")
    context.close()


# What else is worked by keyboard.


def test_the_colours_are_changed_and_kept(page: Page, address: str) -> None:
    def palette() -> str | None:
        return page.locator("body").get_attribute("data-md-color-scheme")

    page.goto(address)
    dark = page.get_by_role("button", name="暗い配色に切り替える")
    light = page.get_by_role("button", name="明るい配色に切り替える")
    dark.focus()
    assert palette() == "default"
    page.keyboard.press("Enter")
    expect(light).to_be_focused()
    assert palette() == "slate"
    page.goto(f"{address}{POLICY}")
    expect(light).to_be_visible()
    assert palette() == "slate"
    light.focus()
    page.keyboard.press("Space")
    expect(dark).to_be_focused()
    assert palette() == "default"
    page.emulate_media(color_scheme="dark")
    expect(light).to_be_visible()
    assert palette() == "slate"


def test_a_calculation_opens_and_closes(page: Page, address: str) -> None:
    page.goto(f"{address}{POLICY}")
    calculation = page.locator("details.calculation").first
    calculation.locator("summary").focus()
    page.keyboard.press("Enter")
    receipt = calculation.get_by_role("group")
    expect(receipt).to_be_visible()
    page.keyboard.press("Space")
    expect(receipt).to_be_hidden()
    page.keyboard.press("Enter")
    expect(receipt).to_be_visible()
    page.keyboard.press("Tab")
    expect(receipt.get_by_role("button", name="閉じる")).to_be_focused()
    page.keyboard.press("Escape")
    expect(receipt).to_be_hidden()
    expect(calculation.locator("summary")).to_be_focused()


SCROLLED = """async (table) => {
  while (table.scrollLeft === 0) await new Promise(requestAnimationFrame);
}"""
"""Playwright's own way to wait would evaluate a text, which the pages' policy may refuse."""


def test_a_wide_table_is_scrolled(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 640, "height": 700})
    page.goto(f"{address}years/2024/")
    tables = page.get_by_role("main").get_by_role("region")
    (wide, *_) = [
        table for table in tables.all() if table.evaluate("e => e.scrollWidth > e.clientWidth + 40")
    ]
    wide.focus()
    page.keyboard.press("ArrowRight")
    wide.evaluate(SCROLLED)


def test_a_search_from_the_button_to_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}policies/")
    page.locator("header").get_by_role("button", name="検索").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="サイト内検索")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("人と人がつながるまちづくり")
    expect(dialog.get_by_role("status")).to_contain_text("見つかりました")
    page.keyboard.press("Escape")
    expect(page.locator("header").get_by_role("button", name="検索")).to_be_focused()
    page.keyboard.press("Enter")
    result = dialog.get_by_role("list", name="検索結果").get_by_role("link").first
    expect(result).to_be_visible()
    dialog.get_by_role("searchbox").focus()
    page.keyboard.press("ArrowDown")
    expect(result).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("main")).to_contain_text("人と人がつながるまちづくり")
