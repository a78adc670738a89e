"""Every kind of page, as it looks on a phone and on a desk, in light and in dark.

`make screenshots` runs this module. It builds the site of the repository's records and that of the
fictional town of the tests, and writes `screenshots/` with `index.html`, a sheet to look them over.
It also takes `docs/policy.png`, the picture in README.md, anew.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, FloatRect, Locator, Page, sync_playwright

from hyoka import pages, site
from hyoka.content import read_folder
from tests.building import REAL, ROOT, TOWN, build
from tools.browser import launch, need_browser
from tools.serving import serve

FOLDER = ROOT / "screenshots"
PICTURE = ROOT / "docs" / "policy.png"
CONTENTS: Mapping[str, Path] = {"real": REAL, "town": TOWN}
"""The sites' records, by the folders that their screenshots stand in."""

PHONE, DESK = 390, 1366
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_HEIGHT = 900
_TALLEST = 16_000
"""Chromium paints no picture that is taller than 16,384 pixels."""


def _as_it_is(_: Page) -> None:
    """Nothing to do first."""


def _search(page: Page) -> None:
    page.locator("[data-finder=open]").click()
    page.locator("#finder-query").fill("つながり")
    page.locator(".finder__result").first.wait_for()


def _open_menu(page: Page) -> None:
    # Each is hidden where the menu stands open anyway, on a wide screen.
    page.locator("header label[for=__drawer], .menu > summary").first.click()
    page.locator("nav .md-nav__link:visible, .menu a:visible").first.wait_for()


def _open_calculation(page: Page) -> None:
    page.locator("td > details > summary").first.click()


@dataclass(frozen=True)
class Shot:
    """A page in a state, to be taken at each of its widths."""

    name: str
    url: str
    """From the site's root."""
    act: Callable[[Page], None] = _as_it_is
    widths: tuple[int, ...] = (PHONE, DESK)
    whole: bool = True
    """Whether all of the page is taken, or what the window shows."""


def shots(built: Iterable[pages.Page]) -> Iterator[Shot]:
    """What is taken of a site that has these pages: one page a kind, the one with the most on it.

    Of the texts about the site, which are all of one kind, each is taken.
    """
    fullest: dict[str, pages.Page] = {}
    for page in built:
        name = (
            page.path.removesuffix(".md").replace("/", "-") if page.kind == "about" else page.kind
        )
        if name not in fullest or len(page.markdown) > len(fullest[name].markdown):
            fullest[name] = page
    for name, page in fullest.items():
        yield Shot(name, page.url)
    yield Shot("not-found", "404.html")
    yield Shot("search", "", _search, whole=False)
    yield Shot("menu", "", _open_menu, widths=(PHONE,), whole=False)
    yield Shot("calculation", fullest["sheet"].url, _open_calculation)


@dataclass(frozen=True)
class Taken:
    """A picture that was taken."""

    shot: Shot
    file: str
    """Inside `screenshots/`."""
    about: str


def main() -> None:
    """Take every screenshot, or end with a hint where there is no browser."""
    executable = need_browser()
    shutil.rmtree(FOLDER, ignore_errors=True)
    taken: list[Taken] = []
    with ExitStack() as stack:
        browser = launch(stack.enter_context(sync_playwright()), executable)
        for name, content in CONTENTS.items():
            print(f"building: {name}", flush=True)
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            address = stack.enter_context(serve(build(content, folder)))
            taken += _take_all(
                browser,
                name,
                address,
                list(shots(site.build(read_folder(content), files=False).pages)),
            )
            if name == "real":
                _take_picture(browser, address)
        browser.close()
    (FOLDER / "index.html").write_text(_sheet(taken), encoding="utf-8")
    print(f"{len(taken)} screenshots; to look them over: {FOLDER / 'index.html'}")


def _take_all(browser: Browser, name: str, address: str, wanted: list[Shot]) -> Iterator[Taken]:
    for width in (PHONE, DESK):
        for scheme in SCHEMES:
            about = f"{width}-{scheme}"
            context = browser.new_context(
                viewport={"width": width, "height": _HEIGHT}, locale="ja", color_scheme=scheme
            )
            page = context.new_page()
            for shot in (shot for shot in wanted if width in shot.widths):
                print(f"\r{name} {about} {shot.name:<24}", end="", flush=True)
                file = f"{name}/{shot.name}-{about}.png"
                _take(page, address, shot, FOLDER / file)
                yield Taken(shot, file, about)
            context.close()
    print()


def _take(page: Page, address: str, shot: Shot, file: Path) -> None:
    page.goto(address + shot.url)
    page.evaluate("document.fonts.ready")
    shot.act(page)
    if not shot.whole:
        page.screenshot(path=file, animations="disabled")
        return
    page.evaluate("scrollTo(0, 0)")
    page_size = "[document.documentElement.clientWidth, document.documentElement.scrollHeight]"
    width, height = page.evaluate(page_size)
    part = FloatRect(x=0, y=0, width=width, height=min(height, _TALLEST))
    page.screenshot(path=file, animations="disabled", full_page=True, clip=part)


def _take_picture(browser: Browser, address: str) -> None:
    """README's: the first indicator of the repository's policy, with its table."""
    context = browser.new_context(viewport={"width": DESK, "height": _HEIGHT}, locale="ja")
    page = context.new_page()
    page.goto(f"{address}policies/kizuna/")
    heading = _box(page.locator("h3[id^=indicator-]").first)
    table = _box(page.locator("h3[id^=indicator-] ~ .table").first)
    # Closely below the table stands a link.
    top, bottom = heading["y"] - _MARGIN, table["y"] + table["height"] + 1
    part = FloatRect(
        x=heading["x"] - _MARGIN,
        y=top,
        width=heading["width"] + 2 * _MARGIN,
        height=bottom - top,
    )
    page.screenshot(path=PICTURE, animations="disabled", full_page=True, clip=part)
    context.close()


_MARGIN = 16


def _box(element: Locator) -> FloatRect:
    found = element.bounding_box()
    assert found is not None  # noqa: S101 - it is waited for, and seen
    return found


def _sheet(taken: Iterable[Taken]) -> str:
    """The page that shows them all, a row a page."""
    rows: dict[str, list[Taken]] = {}
    for picture in taken:
        site_name = picture.file.partition("/")[0]
        rows.setdefault(f"{site_name}: {picture.shot.name}", []).append(picture)
    body = "".join(
        f"<h2>{escape(name)} <code>/{escape(pictures[0].shot.url)}</code></h2><div>"
        + "".join(
            f'<a href="{escape(p.file)}"><img src="{escape(p.file)}" alt="" loading="lazy">'
            f"{escape(p.about)}</a>"
            for p in pictures
        )
        + "</div>\n"
        for name, pictures in rows.items()
    )
    return f"{_HEAD}{body}"


_HEAD = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Screenshots</title>
<style>
body { font: 16px sans-serif; margin: 1rem; }
div { align-items: start; display: flex; flex-wrap: wrap; gap: 1rem; }
a { display: grid; }
img { border: 1px solid gray; height: 30rem; object-fit: cover; object-position: top; }
</style>
<h1>Screenshots</h1>
"""

if __name__ == "__main__":
    main()
