"""A reader with a phone: what they tap, and how far they scroll for it, is counted."""

import math
from dataclasses import dataclass

from playwright.sync_api import Browser, Locator, Page, expect

PHONE = {"width": 390, "height": 844}

_REACH = """(element) => {
  const bar = 64, { innerHeight: height } = window;
  const { top, bottom } = element.getBoundingClientRect();
  const inside = top >= bar && Math.min(bottom, top + height / 3) <= height;
  const before = scrollY;
  scrollBy({ top: inside ? 0 : top - height / 3, behavior: "instant" });
  return Math.abs(scrollY - before);
}"""
"""Scroll until an element's beginning is well in sight; how many pixels that was."""

_FINGER = """(element) => {
  const [{ left, right, top, bottom }] = element.getClientRects();
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const hit = document.elementFromPoint(x, y);
  const own = hit && (element.contains(hit) || hit.closest("label")?.control === element);
  return [x, y, Boolean(own)];
}"""
"""Where a finger goes for an element, and whether it meets that and nothing above it."""

_SEEN = """() => {
  const read = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const range = new Range();
    range.selectNodeContents(walker.currentNode);
    const rects = [...range.getClientRects()].filter(({ width }) => width > 0);
    const within = ({ top, bottom, left, right }) =>
      top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth;
    if (rects.length && rects.every(within) && walker.currentNode.parentElement.checkVisibility()) {
      read.push(walker.currentNode.data);
    }
  }
  return read.join("").replace(/\\s+/g, " ");
}"""
"""The text that is in the window as a whole."""


@dataclass
class Reader:
    """Begins at the home page; types on the keyboard of the phone where a field is tapped."""

    page: Page
    address: str
    taps: int = 0
    pixels: float = 0
    typed: str = ""

    def begin(self) -> None:
        """Open the home page."""
        self.page.goto(self.address)

    @property
    def screens(self) -> int:
        """How many screens were scrolled through."""
        return math.ceil(self.pixels / PHONE["height"])

    @property
    def seen(self) -> str:
        """What stands in the window."""
        return str(self.page.evaluate(_SEEN))

    def look_at(self, what: Locator) -> Locator:
        """Scroll until it is in sight; it is no wider than the screen."""
        found = what.locator("visible=true").first
        expect(found).to_be_visible()
        self.pixels += found.evaluate(_REACH)
        box = found.bounding_box()
        assert box, what
        assert box["x"] >= 0, f"to the left: {what}"
        assert box["x"] + box["width"] <= PHONE["width"], f"wider than the screen: {what}"
        return found

    def tap(self, what: Locator) -> None:
        """A tap that stays on the page."""
        x, y, own = self.look_at(what).evaluate(_FINGER)
        assert own, f"covered: {what}"
        self.taps += 1
        self.page.touchscreen.tap(x, y)

    def follow(self, link: Locator) -> None:
        """A tap that leads to another page."""
        with self.page.expect_navigation(wait_until="load"):
            self.tap(link)

    def choose(self, field: Locator, value: str) -> None:
        """Two taps: one opens the list, the other chooses from it."""
        self.taps += 2
        self.look_at(field).select_option(value)

    def search(self, words: str) -> None:
        """Tap the button of the search, and type."""
        self.tap(self.page.locator("header [data-finder=open]"))
        expect(self.page.locator("#finder-query")).to_be_focused()
        self.page.keyboard.insert_text(words)
        self.typed = words


def open_phone(browser: Browser) -> Page:
    """A window of a phone that is touched."""
    context = browser.new_context(
        viewport={"width": PHONE["width"], "height": PHONE["height"]},
        has_touch=True,
        is_mobile=True,
        locale="ja",
        permissions=["clipboard-read", "clipboard-write"],
    )
    return context.new_page()
