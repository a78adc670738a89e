"""The file with the pages of a proposal: it shows every text that a browser shows of the pages."""

import random
import re
from collections.abc import Sequence
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from hyoka.changes.difference import ChangeType, Counts, PageChange
from hyoka.changes.review import Compared, Review
from hyoka.changes.review.preview import preview
from hyoka.wording import load_language

PAGE = (
    "<!DOCTYPE html><html><head><title>x</title></head><body><div><div><main>"
    '<article class="md-content__inner md-typeset">{}</article></main></div></div></body></html>'
)
AWKWARD = [
    "語</article>語</main></body>語",
    "</section></article><article>語</article><article>語",
    "<button>語<p>語</div>語",
    "<div><button>語</div>語",
    "<form><p>語<form>語</form>語</form>語",
    "<select><option>語<option>語</select>語",
    "<object data=x>語</object><object>語",
    "<picture><source><img alt=x>語",
    "<textarea><b>語</textarea>語",
    "<xmp><p>語</xmp>語",
    "<plaintext>語<p>語",
    "<title>語</title>語",
    "<iframe>語</iframe><noframes>語</noframes><noembed>語</noembed>語",
    "<script>'語'</script>語<style>語</style>語",
    "<template>語</template>語",
    "<noscript>語</noscript>語",
    "<!-- 語 --!>語<!--> 語 <![CDATA[語]]>語<?x 語?>語",
    "<table>語<tr>語<td>語</table>語<td>語</td>",
    "<a href=x>語<table><tr><td><a href=y>語</table>語",
    "<svg><title>語</title><text>語</text><foreignObject><p>語</p></foreignObject></svg>語",
    "<svg><p>語</p>語<svg><style>語</style></svg>語",
    "<math></article></div>語<math></div></div>語",
    "<math><mi>語</mi><mtext><b>語</b></mtext></math>語<math><p>語",
    "<h1>語<div>語<h2>語<object><h3>語</h3>語</object>語</h2>語</div>語</h1>語",
    "<marquee>語<li>語</marquee><li>語",
    "<dialog>語</dialog><dialog open>語</dialog><details>語</details>語",
    "<p hidden>語</p>語<frameset>語<body>語<head>語",
    "<my-element>語</my-element><center>語<font>語<nobr>語<nobr>語",
    "<p title='<plaintext>'>語<b class='</p>'>語",
]
"""A page by hand may hold any HTML. Each 語 becomes a word of its own."""


def mixed(seed: int) -> str:
    """Pieces of the above in any order."""
    pieces = [piece for case in AWKWARD for piece in re.findall(r"<[^<>]*>|[^<>]+", case)]
    return "".join(random.Random(seed).choices(pieces, k=12))  # noqa: S311 - no secret


def numbered(case: str) -> str:
    numbers = count(1)
    return re.sub("語", lambda _: f"語{next(numbers)}。", case)


def words(text: str) -> set[str]:
    return set(re.findall(r"語\d+", text))


CASES = [numbered(case) for case in (*AWKWARD, *map(mixed, range(400)))]


def written(site: Path, cases: Sequence[str]) -> str:
    """The file of a site whose pages hold the cases."""
    (site / "index.html").write_text(PAGE.format(""), encoding="utf-8")
    pages = tuple(PageChange(f"about/{n}/", str(n), ChangeType.CHANGED) for n in range(len(cases)))
    for page, case in zip(pages, cases, strict=True):
        (site / page.url).mkdir(parents=True)
        (site / page.url / "index.html").write_text(PAGE.format(case), encoding="utf-8")
    counted = Counts(0, 0, {ChangeType.CHANGED: len(pages)})
    return preview(Review(Compared.YES, (), {}, counted, pages), site, load_language("ja"))


@pytest.fixture(scope="module")
def seen(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Page:
    folder = tmp_path_factory.mktemp("seen")
    (folder / "preview.html").write_text(written(folder, CASES), encoding="utf-8")
    page = browser.new_page()
    page.goto((folder / "preview.html").as_uri())
    return page


def test_no_page_of_the_file_ends_or_swallows_another(seen: Page) -> None:
    parts = seen.evaluate("[...document.querySelectorAll('main > .part')].map(part => part.id)")
    assert parts == [f"p{number}" for number in range(1, len(CASES) + 1)]
    assert seen.evaluate("document.querySelectorAll('main > :not(.part, #contents)').length") == 0
    assert (
        seen.evaluate("document.querySelectorAll('.part > :not(.part__note, article)').length") == 0
    )


SHOWN = """root => {
    const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const range = root.ownerDocument.createRange();
    const texts = [];
    while (walker.nextNode()) {
        range.selectNodeContents(walker.currentNode);
        const isValue = "value" in walker.currentNode.parentElement;
        if (isValue || range.getClientRects().length) texts.push(walker.currentNode.data);
    }
    return texts.join("\\n");
}"""
"""The text that has a place on the screen: innerText has what lies unseen in an option, too."""


@pytest.mark.parametrize(
    "told",
    [
        ("<script src='../d.txt'></script>", "script"),
        ("<iframe srcdoc='x'></iframe>", "iframe srcdoc"),
        ("<object data='d.pdf'>語</object>", "object"),
        ("<p onclick='x()'>語</p>", "p onclick"),
        ("<svg><text style='fill: red'>語</text></svg>", "text style"),
        ("<base href='https://x.example/'><my-element onload=x>語</my-element>", "my-element"),
    ],
)
def test_what_a_page_may_not_hold_is_shown_as_such(told: tuple[str, str], tmp_path: Path) -> None:
    case, names = told
    assert f"（{names}" in written(tmp_path, [case])


def test_of_what_a_page_may_hold_nothing_is_told(tmp_path: Path) -> None:
    assert "ページに書けないもの" not in written(
        tmp_path, ["<p>語</p><img alt=x><details>語</details>"]
    )


def test_what_a_browser_shows_of_a_page_the_file_shows_too(seen: Page, browser: Browser) -> None:
    told = seen.evaluate(f"[...document.querySelectorAll('.part')].map({SHOWN})")
    public = browser.new_page()
    shown = public.evaluate(
        f"""cases => {{
            const frame = document.body.appendChild(document.createElement("iframe"));
            return cases.map(text => {{
                frame.contentDocument.open();
                frame.contentDocument.write(text);
                frame.contentDocument.close();
                return ({SHOWN})(frame.contentDocument.body);
            }});
        }}""",
        [PAGE.format(case) for case in CASES],
    )
    public.close()
    missed = {
        case: words(page) - words(part) for case, page, part in zip(CASES, shown, told, strict=True)
    }
    assert {case: lost for case, lost in missed.items() if lost} == {}
    assert sum(len(words(page)) for page in shown) > 2 * len(CASES)
