"""What a page shows: the visible text of rendered Markdown, by section and block."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What the search is told of one page."""

    url: str
    """Relative to the site's root: `policies/kizuna/2018/`."""
    title: str
    kind: str
    """The kind of page as readers see it: 評価表."""
    fiscal_year: int | None
    """The fiscal year 年度 that the page is about, if it is about one."""
    year: str | None
    """The same as readers see it: 平成30年度（2018年度）."""
    policy: str | None
    """The name of the policy 政策 that the page belongs to."""
    html: str
    """The page's article, as the Markdown was rendered."""
    tables: tuple[tuple[str, ...], ...] = ()
    """The texts of its tables, which elements with their numbers as `data-table` stand for."""
    tags: tuple[str, ...] = ()
    """The names of the tags of what the page is about."""
    standings: tuple[Mapping[str, object], ...] = ()
    """How what it is about stands, each as JSON: a result shows it in place of pieces of tables."""


class Guide(NamedTuple):
    """A page, or a place on one, that who asks for one of some words is led to before all else."""

    words: tuple[str, ...]
    """As they are compared: see `coding.normalise`."""
    title: str
    kind: str
    """What it is, as readers see it: 用語集."""
    url: str
    """From the site's root."""
    text: str
    """What is there."""


@dataclass(slots=True)
class TextSection:
    """A heading with an id and the text under it, up to the next such heading."""

    id: str = ""
    """The heading's id; empty for what stands before the first heading, and under the `h1`."""
    heading: str = ""
    is_term: bool = False
    """Whether it defines what its heading says: `dt` and `dd`."""
    blocks: list[str] = field(default_factory=list)
    """The visible text, a paragraph, list item, cell … each, white space collapsed."""

    def texts(self) -> Iterator[str]:
        """Every block of text, the heading first."""
        if self.heading:
            yield self.heading
        yield from self.blocks


_TOKEN = re.compile(
    r"<!--.*?-->"
    r"|<(?P<raw>script|style|textarea|title)\b[^>]*>.*?</(?P=raw)\s*>"
    r"|(?P<drawing><svg\b.*?</svg\s*>)"
    r"|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>"
    r"|(?P<text>[^<]+|<)",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"([^\s=/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\S+)))?")
_CALCULATION = 'class="calculation"'
_MAY_HIDE = re.compile(r"hidden|data-search|headerlink")

_INLINE = frozenset(
    [
        *("a", "abbr", "b", "bdi", "bdo", "big", "button", "cite", "code", "data", "del", "dfn"),
        *("em", "font", "i", "ins", "kbd", "label", "mark", "meter", "output", "q", "rb", "rp"),
        *(
            "ruby",
            "s",
            "samp",
            "small",
            "span",
            "strike",
            "strong",
            "sub",
            "sup",
            "time",
            "tt",
            "u",
        ),
        *("var", "wbr"),
    ]
)
"""Elements that a phrase runs through; every other one is the edge of a block."""

_UNSEEN = frozenset(
    [
        *("audio", "canvas", "datalist", "head", "iframe", "math", "nav", "noscript", "object"),
        *("rp", "select", "svg", "template", "video"),
    ]
)
"""Elements whose text is not the page's, or is not text."""

_VOID = frozenset(
    [
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"),
        *("track", "wbr"),
    ]
)

_HEADINGS = frozenset(["dt", *(f"h{level}" for level in range(1, 7))])
"""Elements that head what follows them, where they have an id."""


class _Reader:
    """Reads a page's HTML, token by token, into sections.

    Rendered Markdown is well-formed; `html.parser`, made for worse, takes five times as long. A
    drawing, which holds no other and most of a page's tags, is passed as one.
    """

    def __init__(self, tables: tuple[tuple[str, ...], ...]) -> None:
        self.sections = [TextSection()]
        self._tables = tables
        self._block: list[str] = []
        self._readings: list[list[str]] = []
        """Ruby: what stands over the block's text. The base text runs on beneath it."""
        self._reading = False
        self._heading = ("", "")
        """Name and id of the heading, while one is open."""
        self._in_calculation = False
        """Whether a number is open whose calculation follows it: nobody asks for its digits."""
        self._unseen = ""
        """Name of the element whose text is skipped, while one is open …"""
        self._depth = 0
        """… and how many elements of that name are open."""

    def read(self, source: str) -> list[TextSection]:
        """The sections that show any text, in the order of the page."""
        for token in _TOKEN.finditer(source):
            if text := token["text"]:
                self._text(text)
            elif name := token["name"]:
                self._tag(name.lower(), token["attributes"], ends=bool(token["end"]))
            elif token["drawing"] and not self._unseen:
                self._break()
        self._break()
        return [section for section in self.sections if section.heading or section.blocks]

    def _text(self, text: str) -> None:
        if not self._unseen:
            (self._readings[-1] if self._reading else self._block).append(text)

    def _tag(self, name: str, attributes: str, *, ends: bool) -> None:
        if self._unseen:
            if name == self._unseen:
                self._depth += -1 if ends else 1
                self._unseen = self._unseen if self._depth else ""
        elif hides := self._hides(name, attributes, ends=ends):
            self._unseen, self._depth = hides, 1
            if name not in _INLINE:
                self._break()
        elif name == "br":
            self._text("\n")
        elif name == "rt":
            self._reading = not ends
            self._readings.append([])
        elif name not in _INLINE:
            self._break()
            if not ends and "data-table" in attributes:
                self.sections[-1].blocks += self._table(_given(attributes).get("data-table", ""))
            if name in _HEADINGS:
                self._heading = ("", "") if ends else (name, _given(attributes).get("id", ""))

    def _hides(self, name: str, attributes: str, *, ends: bool) -> str:
        """The name of the element of which nothing is read from this tag on; mostly none."""
        if name == "details":
            self._in_calculation = not ends and _CALCULATION in attributes
        elif name == "summary" and ends and self._in_calculation:
            return "details"
        return name if not ends and name not in _VOID and _hides(name, attributes) else ""

    def _table(self, number: str) -> tuple[str, ...]:
        return dict(enumerate(self._tables)).get(int(number), ()) if number.isdecimal() else ()

    def _break(self) -> None:
        if text := _plain(self._block):
            self._add(text)
        self.sections[-1].blocks += filter(None, map(_plain, self._readings))
        self._block, self._readings, self._reading = [], [], False

    def _add(self, text: str) -> None:
        name, id_ = self._heading
        if name == "h1" or id_:
            section = TextSection("" if name == "h1" else id_, text, is_term=name == "dt")
            self.sections.append(section)
        else:
            self.sections[-1].blocks.append(text)


def _plain(source: list[str]) -> str:
    return " ".join(html.unescape("".join(source)).split())


def _given(attributes: str) -> dict[str, str]:
    return {
        name.lower(): html.unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(attributes)
    }


def _hides(name: str, attributes: str) -> bool:
    if name in _UNSEEN:
        return True
    if not _MAY_HIDE.search(attributes):
        return False
    given = _given(attributes)
    return (
        "hidden" in given
        or given.get("data-search") == "off"
        or "headerlink" in given.get("class", "").split()
    )


def sections(page: SearchPage) -> list[TextSection]:
    """The text that a page shows: the theme shows the title where the article has no `h1`."""
    read = _Reader(page.tables).read(page.html)
    return read if "<h1" in page.html else [TextSection("", " ".join(page.title.split())), *read]
