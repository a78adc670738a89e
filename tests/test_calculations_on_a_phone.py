"""A calculation on a phone: what opens can be read."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from playwright.sync_api import Browser

Serve = Callable[[Path], AbstractContextManager[str]]

COVERED = """(lines) => lines.filter((line) => {
  const { left, bottom } = line.getBoundingClientRect();
  return document.elementFromPoint(left + 2, bottom - 2) !== line;
}).map((line) => line.textContent)"""


def test_the_row_s_name_does_not_lie_over_an_open_calculation(
    town_site: Path, serve: Serve, browser: Browser
) -> None:
    with serve(town_site) as address:
        context = browser.new_context(viewport={"width": 390, "height": 900}, locale="ja")
        page = context.new_page()
        page.goto(f"{address}policies/tsunagari/2024/")
        page.locator("td > details > summary").first.click()
        lines = page.locator("td > details[open]")
        lines.last.scroll_into_view_if_needed()
        assert lines.count() == 1
        assert lines.evaluate_all(COVERED) == []
        context.close()
