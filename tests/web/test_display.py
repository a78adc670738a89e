"""Pages as their readers set them: large text, wide spacing, less motion, own colours, paper."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.building import TOWN
from tests.web.page_kinds import one_of_each_kind

POLICY = "policies/tsunagari/"

CUT_OFF = """() => {
    const hides = (style) => /hidden|clip/.test(style.overflowX + style.overflowY);
    const isForListeners = (style) => style.clipPath !== "none";
    return [...document.querySelectorAll("body *")]
        .filter((e) => e.checkVisibility() && e.textContent.trim() && !e.closest("svg"))
        .map((e) => [e, getComputedStyle(e)])
        .filter(([, style]) => hides(style) && !isForListeners(style))
        .filter(([e]) => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)
        .map(([e]) => e.outerHTML.slice(0, 120));
}"""
"""What holds more text than it shows, and cannot be scrolled."""

COVERED = """() => [...document.querySelectorAll(".md-header__inner > *, .md-tabs li")]
    .filter((e) => e.checkVisibility())
    .map((e) => [e, e.getBoundingClientRect()])
    .flatMap(([a, one], at, all) => all.slice(at + 1)
        .filter(([, other]) => one.left < other.right - 1 && other.left < one.right - 1 &&
            one.top < other.bottom - 1 && other.top < one.bottom - 1)
        .map(([b]) => [a.className || a.innerText, b.className || b.innerText]))"""
"""What of the bar and the row at the top lies on one another."""

SPACED = """
* { letter-spacing: .12em !important; line-height: 1.5 !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }
"""
"""What a reader may set without loss (WCAG 1.4.12)."""


def add_style(page: Page, style: str) -> None:
    """As a reader's own style sheet; the pages' policy refuses one in the page itself."""
    page.evaluate(
        """(style) => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(style);
            document.adoptedStyleSheets.push(sheet);
        }""",
        style,
    )


def losses(page: Page) -> list[Any]:
    """What a reader of the page misses in its present state."""
    wide: bool = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    lost = [*page.evaluate(CUT_OFF), *page.evaluate(COVERED), *(["sideways"] if wide else [])]
    return [(page.url, loss) for loss in lost]


def losses_everywhere(page: Page, address: str, prepare: Callable[[], object]) -> list[Any]:
    found = []
    for url in one_of_each_kind(TOWN).values():
        page.goto(f"{address}{url}")
        prepare()
        found += losses(page)
    return found


@pytest.mark.parametrize("width", [390, 1366])
def test_nothing_is_lost_in_text_of_200_percent(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    double = """async () => {
        document.documentElement.style.fontSize = "250%"; // the style sheets say 125 %
        for (const _ of "123") await new Promise(requestAnimationFrame); // tables that scroll now
    }"""
    assert losses_everywhere(page, address, lambda: page.evaluate(double)) == []


def test_nothing_is_lost_at_400_percent(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 256})  # a window of 1280 × 1024, magnified
    assert losses_everywhere(page, address, lambda: None) == []


DRAGGED = """() => {
  const isForListeners = (e) => getComputedStyle(e).clipPath !== "none";
  return [...document.querySelectorAll("main .table:not(.narrowed *)")]
    .filter((place) => place.checkVisibility())
    .flatMap((place) => [place, ...place.querySelectorAll("th, td")])
    .filter((e) => e.checkVisibility({ contentVisibilityAuto: true }))
    .filter((e) => ![e, e.closest("thead")].some((it) => it && isForListeners(it)))
    .filter((e) => {
        const { left, right } = e.getBoundingClientRect();
        const isWide = e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0;
        return isWide || left < 0 || right > innerWidth;
    })
    .map((e) => e.outerHTML.slice(0, 120));
}"""
"""The tables and cells of which a part lies beside the window. Rows of open data, as they stand in
the file, may: all of their columns are shown on purpose."""


@pytest.mark.parametrize("has_scripts", [True, False])
@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_no_table_is_dragged(
    browser: Browser, address: str, width: int, *, has_scripts: bool
) -> None:
    size: ViewportSize = {"width": width, "height": 844}
    context = browser.new_context(viewport=size, java_script_enabled=has_scripts)
    page = context.new_page()
    found, seen = [], 0
    for url in one_of_each_kind(TOWN).values():
        page.goto(f"{address}{url}")
        add_style(page, "tr { content-visibility: visible !important }")  # also below the window
        seen += page.locator("table.cards").count()
        found += [(url, each) for each in page.evaluate(DRAGGED)]
    context.close()
    assert found == []
    assert seen > 50


FIRST_LINES = """row => [...row.cells].slice(1, 4).map((cell) => {
    const range = document.createRange();
    range.selectNodeContents(cell); // without its column's name, which the style sets above it
    return Math.round(range.getClientRects()[0].top);
})"""
"""Where the values of a card begin."""


@pytest.mark.parametrize("url", ["money/", "years/", "divisions/"])
def test_numbers_of_a_card_stand_in_line(page: Page, address: str, url: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}{url}")
    row = page.locator("table.cards tbody tr").first
    expect(row.locator("td").first).to_have_attribute("data-label", re.compile("."))
    assert len(set(row.evaluate(FIRST_LINES))) == 1


ROLES = ("table", "row", "cell", "gridcell", "columnheader", "rowheader")


def told_roles(page: Page) -> Counter[str]:
    """How many of each part of tables a screen reader finds."""
    devtools = page.context.new_cdp_session(page)
    for table in page.locator("main table").all():
        table.scroll_into_view_if_needed()
    nodes = devtools.send("Accessibility.getFullAXTree")["nodes"]
    roles = Counter(node["role"]["value"] for node in nodes if not node["ignored"])
    return Counter({role: count for role, count in roles.items() if role in ROLES})


@pytest.mark.parametrize("url", ["projects/rousui/", "policies/tsunagari/2024/"])
def test_cards_are_a_table_to_a_screen_reader(page: Page, address: str, url: str) -> None:
    page.goto(f"{address}{url}")
    on_a_desk = told_roles(page)
    assert on_a_desk["row"] > 20
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}{url}")
    assert page.locator("tr:visible .opens button").count() > 0
    page.locator(".opens button").evaluate_all(
        "buttons => buttons.forEach(button => { button.click(); button.closest('td').remove(); })"
    )
    assert told_roles(page) == on_a_desk


@pytest.mark.parametrize("width", [390, 1366])
def test_nothing_is_lost_in_wide_spacing(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert losses_everywhere(page, address, lambda: add_style(page, SPACED)) == []


def test_what_is_lost_would_be_found(page: Page, address: str) -> None:
    page.goto(address)
    assert losses(page) == []
    add_style(page, ".md-typeset h1 { height: 5px; overflow: hidden }")
    assert len(losses(page)) == 1


def test_nothing_moves_for_whoever_asks_for_less_motion(page: Page, address: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{address}{POLICY}")
    moving = """() => [...document.querySelectorAll("*")].filter((e) => {
        const style = getComputedStyle(e);
        return style.scrollBehavior !== "auto" || style.animationName !== "none" ||
            style.transitionProperty !== "none" && style.transitionDuration !== "0s";
    }).map((e) => e.outerHTML.slice(0, 80))"""
    assert page.evaluate(moving) == []


def test_signs_charts_and_focus_stay_visible_in_the_reader_s_colours(
    page: Page, address: str
) -> None:
    page.emulate_media(forced_colors="active", color_scheme="dark")
    page.goto(f"{address}{POLICY}")
    ground = page.evaluate(
        "() => { document.body.style.color = 'Canvas'; const found = "
        "getComputedStyle(document.body).color; document.body.style.color = ''; return found; }"
    )
    drawn = """() => [...document.querySelectorAll("main svg *")]
        .filter((e) => e instanceof SVGGeometryElement && e.checkVisibility())
        .map((e) => getComputedStyle(e)).map(({ fill, stroke }) => [fill, stroke])"""
    shapes = page.evaluate(drawn)
    assert len(shapes) > 10
    assert [shape for shape in shapes if not {*shape} - {"none", ground}] == []
    signs = page.locator("main .status")
    assert {text.strip()[0] for text in signs.all_text_contents()} <= set("◎○＝▼？?=―")
    assert ground not in signs.evaluate_all("(all) => all.map((e) => getComputedStyle(e).color)")
    page.keyboard.press("Tab")
    style, colour = page.evaluate(
        "(({ outlineStyle, outlineColor }) => [outlineStyle, outlineColor])"
        "(getComputedStyle(document.activeElement))"
    )
    assert (style, colour == ground) == ("solid", False)


def test_paper_shows_no_navigation_and_whole_tables(page: Page, address: str) -> None:
    page.goto(f"{address}{POLICY}")
    page.emulate_media(media="print")
    for control in (".skip", ".md-header", ".md-tabs", ".menu", ".toc", ".finder"):
        expect(page.locator(control)).to_be_hidden()
    clipped = "(all) => all.filter((e) => getComputedStyle(e).overflowX !== 'visible').length"
    assert page.locator("main .table").count() > 3
    assert page.locator("main .table").evaluate_all(clipped) == 0
    expect(page.get_by_role("heading", level=1)).to_be_visible()
