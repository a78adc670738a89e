"""What a search must find, worked out from the pages' text without the search's own code."""

import gzip
import json
import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

from playwright.sync_api import Page

Texts = dict[str, list[str]]
"""A page's address -> its blocks of text, folded."""

YEARS = {
    2018: r"(平成 ?30|2018) ?年度|(?<![a-z0-9])h30(年度|(?![a-z0-9年./]))",
    2019: r"(令和 ?元|令和 ?1|平成 ?31|2019) ?年度"
    r"|(?<![a-z0-9])(r1|r元|h31)(年度|(?![a-z0-9年./]))",
}
"""How pages write two fiscal years, spelled out."""

NAMES = {
    **dict.fromkeys(["平成30年度", "Ｈ３０", "h30年度", "H30", "２０１８年度", "2018年度"], 2018),
    **dict.fromkeys(["令和元年度", "R1", "Ｒ元", "2019年度", "平成31年度", "H31年度"], 2019),
}
"""How a reader may write them."""

_SKIPPED = {"nav", "svg", "script", "style", "select", "template", "button", "noscript"}
_INLINE = {
    *("a", "abbr", "b", "cite", "code", "data", "em", "i", "kbd", "mark", "ruby", "s", "small"),
    *("span", "strong", "sub", "sup", "time", "u", "wbr"),
}
_VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class _Article(HTMLParser):
    """The text of a page's <article>, block by block."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks = [""]
        self.base: list[int] = []
        """Under a reading (ruby): the place of the text that it stands over."""
        self.at = 0
        self.open: list[tuple[str, bool]] = []
        """The open elements from the article on, and whether their text is to be read."""
        self.calculation = 0
        """How deep the number lies, of those that open, that was opened last."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.open and tag != "article":
            return
        if tag == "br":
            self.handle_data(" ")
        if tag == "rt":
            self.base.append(self.at)
        if tag not in _INLINE and tag != "br":
            self._start_block()
        if tag not in _VOID:
            given = dict(attrs)
            hidden = tag in _SKIPPED or "hidden" in given or given.get("data-search") == "off"
            self.open.append((tag, self._reads() and not hidden))
            in_cell = "td" in {name for name, _ in self.open}
            if tag == "details" and (in_cell or given.get("class") == "calculation"):
                self.calculation = len(self.open)

    def handle_endtag(self, tag: str) -> None:
        if tag not in {name for name, _ in self.open}:
            return
        while self.open and self.open.pop()[0] != tag:
            pass
        if len(self.open) < self.calculation:
            self.calculation = 0
        elif tag == "summary" and len(self.open) == self.calculation:
            self.open[-1] = (self.open[-1][0], False)
        if tag == "rt":
            self.at = self.base.pop()
        elif tag not in _INLINE:
            self._start_block()

    def handle_data(self, data: str) -> None:
        if self.open and self._reads():
            self.blocks[self.at] += data

    def _start_block(self) -> None:
        self.blocks.append("")
        self.at = len(self.blocks) - 1

    def _reads(self) -> bool:
        return not self.open or self.open[-1][1]


_INVISIBLE = re.compile("[\u00ad\u200b\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Soft hyphens, zero-width spaces and joiners, variation selectors."""


_SIGNS = {
    r"\N{HYPHEN}|[\N{FIGURE DASH}-\N{HORIZONTAL BAR}]|\N{MINUS SIGN}|[─━⁃˗➖⸺⸻]": "-",
    r"\N{WAVE DASH}|\N{TILDE OPERATOR}|\N{WAVY DASH}|[∾⁓]": "~",
    r"\N{MIDDLE DOT}|\N{BULLET}|\N{HYPHENATION POINT}|\N{BULLET OPERATOR}|\N{DOT OPERATOR}": "・",
    "[“”„‟〝〞〟]": '"',
    "[‘’‚‛]": "'",
    "[∶꞉]": ":",
    "[⁄∕]": "/",
    r"\\": "¥",
    "∥": "‖",
    "[〇◯]": "○",
    "[✕✖☓]": "×",
    "≥": "≧",
    "≤": "≦",
    "⋯": "...",
}
"""Signs that are one to who types them: a pattern -> what the search takes them for."""


def fold(text: str) -> str:
    """What of a text counts when words are compared, white space collapsed."""
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    folded = unicodedata.normalize("NFKC", folded)
    for pattern, sign in _SIGNS.items():
        folded = re.sub(pattern, sign, folded)
    return " ".join(folded.split())


def texts_of(site_dir: Path) -> Texts:
    """The text of every page of a built site but the 404 page."""
    texts = {}
    for file in site_dir.rglob("index.html"):
        article = _Article()
        article.feed(file.read_text(encoding="utf-8"))
        url = file.parent.relative_to(site_dir).as_posix()
        texts["" if url == "." else f"{url}/"] = [fold(block) for block in article.blocks]
    return texts


def holders(texts: Texts, query: str) -> set[str]:
    """The pages that hold every word of the query, or a fiscal year that the word is a name of."""
    pages = set(texts)
    for word in fold(query).split():
        year = next((year for name, year in NAMES.items() if fold(name) == word), None)
        wanted = re.compile(f"{re.escape(word)}|{YEARS[year]}" if year else re.escape(word))
        pages &= {url for url, blocks in texts.items() if any(map(wanted.search, blocks))}
    return pages


def found(page: Page, site_dir: Path, queries: list[str]) -> dict[str, set[str]]:
    """What the search of the open page finds for each query: addresses of pages."""
    ids: dict[str, list[str]] = page.evaluate(
        """async (queries) => {
            const { Finder } = await import(document.querySelector("[src*='/finder.js']").src);
            const finder = await Finder.load(document.querySelector("[data-finder=engine]"));
            const found = {};
            for (const query of queries) {
                found[query] = (await finder.find(query)).hits.map(({ id }) => id);
            }
            return found;
        }""",
        queries,
    )
    url = {file.stem: _url(file) for file in (site_dir / "pagefind" / "fragment").iterdir()}
    return {query: {url[id_] for id_ in hits} for query, hits in ids.items()}


def _url(fragment: Path) -> str:
    data = gzip.decompress(fragment.read_bytes())
    url: str = json.loads(data[data.index(b"{") :])["record"]["url"]
    return url


def missed_and_false(
    page: Page, site_dir: Path, queries: list[str], texts: Texts | None = None
) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """For each query where the search errs: the pages that it misses, and those wrongly found.

    `page` shows a page of the site in `site_dir`; `texts` is read from there when not given.
    """
    texts = texts if texts is not None else texts_of(site_dir)
    missed, false = {}, {}
    for query, pages in found(page, site_dir, queries).items():
        wanted = holders(texts, query)
        if wanted - pages:
            missed[query] = wanted - pages
        if pages - wanted:
            false[query] = pages - wanted
    return missed, false
