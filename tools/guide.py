"""The pictures in the guide for staff, taken anew: `make guide`.

All are of the fictional town of the tests, and of what this project itself shows: pages, the file
with the changed pages, the words of a comment and of an error, a workbook. GitHub's own screens
are not taken. The guide says which pictures there are and how large; what each shows stands in
`SHOTS`.
"""

import base64
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from pathlib import Path

from markdown import Markdown
from playwright.sync_api import Browser, Page, sync_playwright

from hyoka import site
from hyoka.authoring.selection import Selection
from hyoka.changes.difference import compare
from hyoka.changes.review import Review, ReviewLinks, comment, make_review
from hyoka.changes.review.preview import preview
from hyoka.content import read_folder
from hyoka.problems import Problem
from hyoka.units import FiscalYear
from hyoka.wording import load_language
from hyoka.workbook.sheets import workbook_of
from hyoka.workbook.writer import written
from tests.building import PUBLISHED, REPOSITORY, ROOT, TOWN, build, side_of
from tests.guide_examples import copy_town, examples, mistake
from tools.browser import launch, need_browser
from tools.office import find_office
from tools.serving import serve
from tools.sheet import as_html, show

FOLDER = ROOT / "theme" / "assets" / "images" / "staff"
GUIDE = "about/staff/"
_SCALE = 2
"""Of a picture's own pixels to a CSS pixel."""
_QUALITY = 26
"""Of 100: letters are still sharp, for there are two pixels for one."""
_JAPANESE = load_language("ja")


@dataclass(frozen=True)
class Picture:
    """A picture as the guide names it: its size in CSS pixels."""

    name: str
    width: int
    height: int


@dataclass(frozen=True)
class Proposed:
    """The guide's first change, and what comes of it."""

    address: str
    """Where the site with the change is served."""
    site: Path
    review: Review
    problem: Problem
    """What `hyoka check` finds in the guide's mistake."""
    line: str
    """The record's line that holds it."""
    workbooks: Mapping[str, str]
    """By a picture's name, a workbook in which somebody has typed, as HTML."""


def pictures(guide: str) -> Iterator[Picture]:
    """The pictures that the guide's page names."""
    reader = _Images()
    reader.feed(guide)
    for image in reader.found:
        name = Path(image["src"] or "").stem
        yield Picture(name, int(image["width"] or 0), int(image["height"] or 0))


class _Images(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.found.append(dict(attrs))


def _record(page: Page, proposed: Proposed) -> None:
    page.goto(f"{proposed.address}projects/chonaikai/")
    _frame(page, "この記録を編集")


def _next_sheet(page: Page, proposed: Proposed) -> None:
    page.goto(f"{proposed.address}policies/anzen/")
    _frame(page, "次の年度の評価表を書く")


def _frame(page: Page, name: str) -> None:
    way = page.get_by_role("link", name=name)
    way.evaluate("way => { way.style.outline = '3px solid var(--hyoka-bad)'; }")
    way.evaluate("way => { way.style.outlineOffset = '4px'; }")
    way.evaluate("way => way.scrollIntoView({ block: 'center' })")


def _comment(page: Page, proposed: Proposed) -> None:
    around = ReviewLinks(site=PUBLISHED, preview=PUBLISHED, run=PUBLISHED)
    text = comment(proposed.review, _JAPANESE, around)
    page.set_content(f"{_STYLE}{Markdown(tab_length=2).convert(text)}")


def _comment_values(page: Page, proposed: Proposed) -> None:
    _comment(page, proposed)
    page.locator("h3").last.evaluate("title => title.scrollIntoView()")


def _preview(page: Page, proposed: Proposed) -> None:
    page.set_content(preview(proposed.review, proposed.site, _JAPANESE, PUBLISHED))


def _error(page: Page, proposed: Proposed) -> None:
    problem = proposed.problem
    title = f"{_JAPANESE.severity(problem.severity)}[{problem.rule}] "
    title += _JAPANESE.place(problem.place)
    hint = _JAPANESE.word("report.hint", hint=_JAPANESE.hint(problem))
    page.set_content(
        f"{_STYLE}<p>{escape(problem.path)}</p>"
        f"<pre>{problem.line}  {escape(proposed.line.strip())}</pre>"
        f"<div><b>{escape(title)}</b>"
        f"<p>{escape(_JAPANESE.message(problem))}<br>{escape(hint)}</p></div>"
    )


def _workbook(name: str) -> Callable[[Page, Proposed], None]:
    """How a picture of a sheet is taken."""

    def shot(page: Page, proposed: Proposed) -> None:
        typed = _TYPED[name]
        show(page, proposed.workbooks[name], typed.sheet, typed.headings, typed.rows)

    return shot


@dataclass(frozen=True)
class _Typed:
    """Of a policy's workbook, a sheet with some of its columns, and what is typed into it."""

    policy: str
    sheet: str
    headings: tuple[str, ...]
    values: Mapping[str, str | int]
    rows: int


_TYPED: Mapping[str, _Typed] = {
    "workbook-money": _Typed(
        "anzen",
        "事業",
        ("事業名", "決算額令和6年度（千円）", "決算額（千円）", "決算額がない理由"),
        {"J3": 260, "K4": "未集計"},
        rows=2,
    ),
    "workbook": _Typed(
        "anzen",
        "指標",
        ("指標名", "単位", "実績値令和6年度", "実績値", "実績値がない理由"),
        {"G3": 95, "H4": "未集計"},
        rows=4,
    ),
    "workbook-texts": _Typed(
        "tsunagari",
        "評価",
        ("事業など", "評価", "記入日", "評価令和6年度", "評価"),
        {"D3": "2026-06-20", "F3": "会議は5地区になった。若い世代の参加が、まだ少ない。"},
        rows=2,
    ),
}
"""What each picture of a workbook shows, by its name."""


SHOTS: Mapping[str, Callable[[Page, Proposed], None]] = {
    "record": _record,
    "next-sheet": _next_sheet,
    "comment": _comment,
    "comment-values": _comment_values,
    "preview": _preview,
    "error": _error,
    **{name: _workbook(name) for name in _TYPED},
}
"""What each picture shows, by its name."""

_STYLE = """<!doctype html><html lang="ja"><meta charset="utf-8"><style>
body { color: #1a1a1a; font: 14px/1.5 sans-serif; margin: 12px; overflow-wrap: anywhere; }
h2 { border-bottom: 1px solid #b3b3b3; font-size: 18px; margin: 8px 0; }
h3 { font-size: 15px; margin: 12px 0 4px; }
p { margin: 4px 0; }
ul { margin: 0; padding-inline-start: 18px; }
pre { background: #f2f2f2; margin: 8px 0; padding: 8px; }
div { border: 1px solid #ce0000; border-inline-start-width: 6px; padding: 8px; }
</style>"""


def main() -> None:
    """Take every picture, or end with a hint where a program is missing."""
    executable, office = need_browser(), find_office()
    if office is None:
        sys.exit("hyoka: no LibreOffice was found; `.venv/bin/python -m tools.office` installs one")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        content, problem, line = _propose(folder)
        made = build(content, folder, **REPOSITORY)
        address = stack.enter_context(serve(made))
        workbooks = {name: _filled_in(office, content, typed) for name, typed in _TYPED.items()}
        proposed = Proposed(address, made, _review(content), problem, line, workbooks)
        browser = launch(stack.enter_context(sync_playwright()), executable)
        for picture in pictures((made / GUIDE / "index.html").read_text(encoding="utf-8")):
            taken = _take(browser, picture, proposed)
            (FOLDER / f"{picture.name}.webp").write_bytes(taken)
            print(f"{picture.name}: {len(taken):,} bytes")
        browser.close()


def _filled_in(office: Path, content: Path, typed: _Typed) -> str:
    records = site.check(read_folder(content))[0]
    selected = Selection(policies=(typed.policy,))
    made = workbook_of(records, FiscalYear(2025), _JAPANESE, selected)
    return as_html(office, written(made, _JAPANESE), typed.sheet, typed.values)


def _propose(folder: Path) -> tuple[Path, Problem, str]:
    """The records with the guide's first change, and the problem of its mistake with its line."""
    content = copy_town(folder)
    forms = Path(".github", "ISSUE_TEMPLATE")
    shutil.copytree(ROOT / forms, folder / forms)
    next(examples()).lay(content)
    wrong = Path(shutil.copytree(content, folder / "wrong" / content.name))
    mistake().lay(wrong)
    (problem,) = site.check(read_folder(wrong))[1]
    return content, problem, problem.excerpt


def _review(content: Path) -> Review:
    before, after = (side_of(folder, _JAPANESE) for folder in (TOWN, content))
    return make_review((), compare(before, after, _JAPANESE), _JAPANESE)


def _take(browser: Browser, picture: Picture, proposed: Proposed) -> bytes:
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        device_scale_factor=_SCALE,
        color_scheme="light",
        locale="ja",
        reduced_motion="reduce",
    )
    page = context.new_page()
    SHOTS[picture.name](page, proposed)
    page.evaluate("document.fonts.ready")
    wire = context.new_cdp_session(page)
    # Playwright itself writes no WebP.
    size = {"width": picture.width, "height": picture.height}
    clip = {"x": 0, "y": page.evaluate("scrollY"), **size, "scale": _SCALE}
    like = {"format": "webp", "quality": _QUALITY, "clip": clip}
    taken = wire.send("Page.captureScreenshot", like)
    context.close()
    return base64.b64decode(taken["data"])


if __name__ == "__main__":
    main()
