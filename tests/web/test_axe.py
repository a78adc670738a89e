"""axe-core over every kind of page, on every screen, in both palettes."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.building import TOWN
from tests.web.page_kinds import one_of_each_kind
from tools.node import CHECKS, is_installed

Serve = Callable[[Path], AbstractContextManager[str]]

AXE = CHECKS / "node_modules" / "axe-core" / "axe.min.js"

LOOK = """async (options) => {
    const { violations, testEngine } = await axe.run(document, options);
    return [testEngine.version, violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => [id, target.join(" "), failureSummary]))];
}"""
ALL: dict[str, Any] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},
}
"""Every rule of WCAG 2.2 AA and of good practice; that of the targets' size is off unless asked."""
OF_COLOURS: dict[str, Any] = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
"""Those that can differ between the palettes, which change nothing but colours."""

OPENED = """async () => {
    document.querySelectorAll("main details:not(.download)").forEach((each) => (each.open = true));
    document.querySelectorAll("article > :nth-child(n+60)").forEach((each) => each.remove());
    await new Promise((then) => setTimeout(then, 100)); // they are told that they are open
    document.querySelectorAll(":popover-open").forEach(({ style }) => {
        style.position = "absolute";
        style.inset = `${document.documentElement.scrollHeight}px 0 auto`;
    });
    scrollTo(0, 0); // it was scrolled to one of them, and the bar of the site lay on a neighbour
}"""
"""Receipts open, the one that is shown below the page: it covers on purpose what lies behind it.
Of a page of hundreds of like sections (every field), the first stand for all."""

WIDE = ("home", "policy", "year", "project")
"""Kinds that have, together, all that stands on wide screens alone: its colours in the dark are
those of every page's frame."""


@pytest.fixture(scope="module")
def address(town_site: Path, serve: Serve) -> Iterator[str]:
    with serve(town_site) as address:
        yield address


@pytest.fixture(
    params=[
        *((width, "light") for width in (320, 1366)),  # no phone is narrower, and none has more
        *((width, "dark") for width in (390, 1366)),  # colours alone, and none is of 320 px only
    ],
    ids=lambda of: f"{of[0]}-{of[1]}",
)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    assert is_installed(CHECKS), "axe-core is missing; `make test` installs it"
    width: int
    scheme: Literal["light", "dark"]
    width, scheme = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, locale="ja"
    )
    context.add_init_script(path=AXE)
    yield context.new_page()
    context.close()


def is_dark(page: Page) -> bool:
    return bool(page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches"))


def violations(page: Page) -> list[Any]:
    version, found = page.evaluate(LOOK, OF_COLOURS if is_dark(page) else ALL)
    assert version
    return [(page.url, *each) for each in found]


def test_no_kind_of_page_breaks_a_rule(page: Page, address: str) -> None:
    broken = []
    kinds = one_of_each_kind(TOWN)
    is_wide_and_dark = is_dark(page) and page.evaluate("innerWidth > 1000")
    for url in [kinds[kind] for kind in (WIDE if is_wide_and_dark else kinds)]:
        page.goto(f"{address}{url}")
        page.evaluate(OPENED)
        broken += violations(page)
    assert broken == []


def test_neither_do_the_menu_and_the_search(page: Page, address: str) -> None:
    page.goto(address)
    menu = page.locator(".menu summary")
    broken = []
    if menu.is_visible():
        menu.click()
        broken += violations(page)
    page.goto(f"{address}?q={quote('市民')}")
    expect(page.get_by_role("dialog").get_by_role("listitem").first).to_be_visible()
    broken += violations(page)
    page.goto(f"{address}?q={quote('宇宙港')}")
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text("見つかりませんでした")
    broken += violations(page)
    assert broken == []


def test_a_broken_rule_would_be_found(page: Page, address: str) -> None:
    page.goto(address)
    # Ones that the pages' policy lets in.
    page.evaluate("""() => {
        const picture = document.createElement("img");
        picture.src = "assets/images/favicon.png";
        const text = document.createElement("p");
        text.textContent = "薄い字";
        text.style.color = "#777";
        text.style.background = "#888";
        document.querySelector("main").append(picture, text);
    }""")
    found = {rule for _, rule, *_ in violations(page)}
    assert (
        found == {"color-contrast"} if is_dark(page) else found >= {"color-contrast", "image-alt"}
    )
