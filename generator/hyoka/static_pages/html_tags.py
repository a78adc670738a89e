"""HTML read one tag after the other: what of it is refused, which addresses it holds, and where."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from hyoka.problems import MAX_ERRORS
from hyoka.static_pages.html_allowlist import (
    ADDRESS,
    ELEMENTS,
    Refusal,
    address,
    refusals,
)
from hyoka.static_pages.html_tree import VOID
from hyoka.static_pages.markdown_places import Mark, listed_attribute, tag, url

DEEPEST = 32
"""No element lies in more others."""
_COMMENT_END, _TAG_END = re.compile("--!?>"), re.compile(">")
_LONGEST_SHOWN = 1000
_MAY_STAY_OPEN = frozenset(
    {"colgroup", "dd", "dt", "li", "p", "rp", "rt", "tbody", "td", "tfoot", "th", "thead", "tr"}
)
"""Elements whose end HTML leaves to whoever reads it."""
_ENDS_PARAGRAPH = frozenset(
    {"address", "blockquote", "details", "div", "dl", "figcaption", "figure", "h1", "h2", "h3"}
    | {"h4", "h5", "h6", "hr", "ol", "p", "pre", "section", "table", "ul"}
)
_LIKE = tuple(frozenset(names.split()) for names in ("dd dt", "rp rt", "td th", "li"))
_ENDS_LIKE = {name: names for names in _LIKE for name in names}
"""The open elements that the beginning of another one ends."""


@dataclass(frozen=True, slots=True)
class HtmlLink:
    """An address of a link or a picture; it may be a refused one."""

    url: str
    """As browsers read it."""
    mark: Mark
    is_picture: bool


class JudgedHtml(HTMLParser):
    """What was found in a page's HTML."""

    def __init__(self, html: str) -> None:
        """Reads it all."""
        super().__init__()
        self.refused: list[tuple[Refusal, Mark]] = []
        self.links: list[HtmlLink] = []
        self.without_text: list[Mark] = []
        """The pictures without a text."""
        self._html = html
        self._starts = [0, *(found.end() for found in re.finditer("\n", html))]
        self._open: list[tuple[str, Mark]] = []
        self._ids: set[str] = set()
        self._unlisted: set[str] = set()
        self._seen = Counter[str]()
        self.feed(html)
        self.close()
        self._end(0)

    def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        """Judge it, and take down where it leads."""
        # Of an attribute that is written twice, browsers take the first.
        given = {key: value or "" for key, value in reversed(attrs)}
        written = self.get_starttag_text() or ""
        nth = self._nth(written)
        for refusal in refusals(name, given.items()):
            self._refuse(refusal, self._mark(refusal, written, nth))
        self._take_id(given.get("id"), written, nth)
        self._take_address(name, given)
        if name == "img" and not given.get("alt", "").strip():
            source = given.get("src", "")
            of_markdown = url(source, max(self._seen[f"address {source}"] - 1, 0))
            mark = Mark(tag(written).form, nth, otherwise=of_markdown)
            self.without_text += [mark] if len(self.without_text) < MAX_ERRORS else []
        self._begin(name, tag(written, nth))

    def handle_startendtag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        """As any other beginning: to browsers, `<div/>` ends nothing."""
        self.handle_starttag(name, attrs)

    def handle_endtag(self, name: str) -> None:
        """Browsers take no notice of one that ends nothing; whoever wrote it meant something."""
        if name in VOID or name in self._unlisted:
            return
        names = [each for each, _ in self._open]
        if name in names:
            self._end(len(names) - names[::-1].index(name))
            self._open.pop()
        elif name != "p":  # which Markdown writes after what ends a paragraph for browsers
            line, column = self.getpos()
            start = self._starts[line - 1] + column
            written = self._html[start : self._html.find(">", start) + 1]
            self._refuse(Refusal("html_end_tag", {"name": name}), tag(written, self._nth(written)))

    def handle_comment(self, data: str) -> None:  # noqa: ARG002 - as Python's reader calls it
        """What Python takes for one, such as `</ b>`: nobody sees it, but in the page's source."""
        self._refuse_comment()

    def parse_comment(self, i: int, report: int = 1) -> int:  # noqa: ARG002 - the same
        """A comment, to its end or that of the page."""
        return self._unseen(i, _COMMENT_END)

    def parse_html_declaration(self, i: int) -> int:
        """Anything else after `<!`: to browsers a comment, whatever it says, to the first `>`."""
        return self._unseen(i, _TAG_END)

    def parse_pi(self, i: int) -> int:
        """Anything after `<?`: the same."""
        return self._unseen(i, _TAG_END)

    def _unseen(self, start: int, end: re.Pattern[str]) -> int:
        """Refuse it, and go on behind it: so alike whatever Python's own reader makes of it."""
        self._refuse_comment()
        found = end.search(self.rawdata, start + len("<!"))
        return found.end() if found else len(self.rawdata)

    def _refuse_comment(self) -> None:
        """Told by its first line, as it is written."""
        line, column = self.getpos()
        start = self._starts[line - 1] + column
        first = re.split("[>\n]", self._html[start : start + _LONGEST_SHOWN], maxsplit=1)[0]
        written = first.rstrip("-]")
        self._refuse(Refusal("html_comment", {}), tag(written, self._nth(written)))

    def _nth(self, key: str) -> int:
        """How many of the same were seen before."""
        self._seen[key] += 1
        return self._seen[key] - 1

    def _mark(self, refusal: Refusal, written: str, nth: int) -> Mark:
        """Where to look for what is refused, which Markdown may have made."""
        if not refusal.attribute:
            return tag(written, nth)
        name, address = refusal.attribute, refusal.written
        listed = listed_attribute(name, self._nth(f"attribute {name}"))
        given = url(address, self._nth(f"address {address}")) if address else listed
        return Mark(tag(written).form, nth, name, replace(given, otherwise=listed))

    def _take_id(self, name: str | None, written: str, nth: int) -> None:
        if name is None:
            return
        if name in self._ids:
            refusal = Refusal("same_anchor", {"id": name[:40]}, "id")
            self._refuse(refusal, self._mark(refusal, written, nth))
        self._ids.add(name)

    def _take_address(self, name: str, given: dict[str, str]) -> None:
        written = given.get(ADDRESS.get(name, "href" if name == "area" else ""))
        if written is not None:
            nth = self._nth(f"address {written}")
            self.links.append(HtmlLink(address(written), url(written, nth), name == "img"))

    def _begin(self, name: str, mark: Mark) -> None:
        if name not in ELEMENTS:
            self._unlisted.add(name)
        if name in VOID or name not in ELEMENTS:
            return
        ended = _ENDS_LIKE.get(name, {"p"} if name in _ENDS_PARAGRAPH else set())
        if self._open and self._open[-1][0] in ended:
            self._open.pop()
        if len(self._open) == DEEPEST:
            self._refuse(Refusal("html_too_deep", {"limit": str(DEEPEST)}), mark)
        if len(self._open) <= DEEPEST:  # beyond, nothing is told that follows of it
            self._open.append((name, mark))

    def _end(self, kept: int) -> None:
        """All that is open beyond the first `kept` ends here."""
        for name, mark in self._open[kept:]:
            if name not in _MAY_STAY_OPEN:
                self._refuse(Refusal("html_unclosed", {"name": name}), mark)
        del self._open[kept:]

    def _refuse(self, refusal: Refusal, mark: Mark) -> None:
        if len(self.refused) <= MAX_ERRORS and len(self._open) <= DEEPEST:
            self.refused.append((refusal, mark))
