"""The text of a built page, as one part of a file that holds several."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from urllib.parse import quote, unquote, urlsplit

from justhtml import Element, JustHTML, Node, Text

from hyoka.wording import Language

_BEGIN, _END = '<article class="md-content__inner md-typeset">', "</article>"
"""Around the text of a page in `theme/base.html`, which writes nothing unescaped before or after.

So what lies between the first and the last is the text, whatever ends a page by hand may write.
"""
_AROUND = ("<div>", "<div>", "<main>", "<article>")
"""What is open where the text begins, and may be ended by it."""
_HTML = """
a abbr address article aside b bdi bdo blockquote br caption center cite code col colgroup data dd
del details dfn dialog div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i
ins kbd li mark menu meter nav ol p pre progress q rp rt ruby s samp search section small span
strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr
button fieldset form input label legend optgroup option output select
"""
_SVG = """
svg circle desc ellipse foreignObject g line path polygon polyline rect text title tspan
"""
_MATH = """
math merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace
msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover semantics
"""
_KNOWN = {
    "html": frozenset(_HTML.split()),
    "svg": frozenset(_SVG.split()),
    "math": frozenset(_MATH.split()),
}
"""The elements that are kept, by their namespace. Of others the text is."""
_VOID = frozenset({"br", "col", "hr", "input", "wbr"})
_SILENT = {
    "html": frozenset(
        {"audio", "canvas", "datalist", "iframe", "noembed", "noframes", "noscript", "script"}
        | {"style", "template", "title", "video"}
    ),
    "svg": frozenset({"script", "style"}),
    "math": frozenset({"annotation", "annotation-xml"}),
}
"""Elements of whose text a browser with scripts shows nothing."""
_TOLD = frozenset(
    {"applet", "base", "embed", "frame", "frameset", "iframe", "link", "meta", "object", "script"}
    | {"style"}
)
"""Elements that no page of the site brings; where one stands all the same, its reviewer sees so."""
_RUNS = re.compile("on.*|style|srcdoc|http-equiv")
"""Attributes of which the same is true."""
_NAMING = frozenset(
    {"id", "for", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns"}
)
"""Attributes that name elements of the page."""
_KEPT = frozenset(
    {"abbr", "alt", "checked", "class", "colspan", "data-hint", "datetime", "dir", "disabled"}
    | {"align"}
    | {"hidden", "label", "lang", "max", "min", "open", "placeholder", "reversed", "role"}
    | {"rowspan", "scope", "selected", "span", "start", "tabindex", "title", "type", "value"}
    | {"cx", "cy", "d", "dx", "dy", "focusable", "height", "points", "r", "rx", "ry"}
    | {"text-anchor", "transform", "viewBox", "width", "x", "x1", "x2", "xmlns", "y", "y1", "y2"}
)
"""Attributes that neither load nor run anything."""
_STATED = re.compile("aria-[a-z]+")

_RELATIVE = re.compile(r"\.\.?(/|$)")
"""How the site writes a way from one of its pages to another."""


@dataclass(frozen=True, slots=True)
class ArticlePlace:
    """Where a page is put in the file."""

    url: str
    """Its address in the site."""
    name: str
    """What its part is called: `p3`; every id in it begins so."""
    others: Mapping[str, str]
    """The parts of all pages in the file, by their addresses in the site."""
    root: str
    """The address of the public site, with its final `/`; empty: not known."""


def article(page: str, place: ArticlePlace, language: Language) -> str:
    """The page's `<article>`, well-formed, with every text that a browser shows of it.

    What loads, runs or is not known is left out, but for the text in it; a picture becomes its
    description, worded by the language's `review.preview_page`. A link leads to the other page's
    part of the file, else to the public site or to another by https, else nowhere.
    """
    root = _read(page.partition(_BEGIN)[2].rpartition(_END)[0])
    if not all(_is_of(element, _KNOWN) for element in _elements(root)):
        # Without what was around them, elements may end where they did not.
        root = _read("".join(_written(root, None, language)))
    return f"{_BEGIN}{''.join(_written(root, place, language))}{_END}"


def ways_up(page: str, url: str) -> tuple[str, ...]:
    """The addresses in the site of the pages that a page's breadcrumbs name."""
    reader = _Breadcrumbs()
    reader.feed(page)
    reader.close()
    ways = (href for href in reader.ways if _RELATIVE.match(href))
    return tuple(dict.fromkeys(_inside(url, href)[0] for href in ways))


class _Breadcrumbs(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.inside = False
        self.ways: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "nav" and given.get("class") == "breadcrumbs":
            self.inside = True
        elif self.inside and tag == "a":
            self.ways.append(given.get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "nav":
            self.inside = False


def _read(html: str) -> Node:
    """What a browser makes of the text of a page."""
    root = JustHTML("".join(_AROUND) + html, fragment=True, sanitize=False).root
    for _ in _AROUND:
        first, *others = root.children or [root]
        root.children = [*first.children, *others]
    return root


def _elements(root: Node) -> Iterator[Element]:
    rest = [root]
    while rest:
        node = rest.pop()
        rest += node.children or ()
        if isinstance(node, Element):
            yield node


def _is_of(element: Element, names: Mapping[str, frozenset[str]]) -> bool:
    return element.name in names[element.namespace or "html"]


def _written(root: Node, place: ArticlePlace | None, language: Language) -> Iterator[str]:
    """The known elements below, and the text of the others, in pieces; `place`: None, as it is."""
    rest: list[Node | Text | str] = [*reversed(root.children or ())]
    while rest:
        node = rest.pop()
        if isinstance(node, str):
            yield node
        elif isinstance(node, Text):
            yield escape(node.data or "", quote=False)
        elif isinstance(node, Element):
            yield _refused(node, language)
            if not _is_of(node, _SILENT):
                begin, end = _tags(node, place, language)
                yield begin
                rest += [end, *reversed(node.children)]


def _refused(element: Element, language: Language) -> str:
    """What its reviewer is told in place of what may not stand in a page; mostly nothing."""
    attributes = [name for name in element.attrs if _RUNS.fullmatch(name)]
    named = [element.name, *attributes] if element.name in _TOLD or attributes else []
    if not named:
        return ""
    text = language.word("review.preview_page.refused", names=" ".join(named)[:80])
    return f"<strong>{escape(text, quote=False)}</strong>"


def _tags(element: Element, place: ArticlePlace | None, language: Language) -> tuple[str, str]:
    if element.name == "img":
        return _described(element, language), ""
    if not _is_of(element, _KNOWN):
        return "", ""
    text = "".join(f' {name}="{escape(value)}"' for name, value in _attributes(element, place))
    end = "" if element.name in _VOID else f"</{element.name}>"
    return f"<{element.name}{text}>", end


def _described(picture: Element, language: Language) -> str:
    alt = (picture.attrs.get("alt") or "").strip()
    key = "picture" if alt else "picture_untold"
    return escape(language.word(f"review.preview_page.{key}", alt=alt), quote=False)


def _attributes(element: Element, place: ArticlePlace | None) -> Iterator[tuple[str, str]]:
    for name, given in element.attrs.items():
        value = given or ""
        if name in _NAMING:
            names = value.split()
            yield name, " ".join(f"{place.name}-{own}" for own in names) if place else value
        elif name == "href":
            if way := _way_or_none(value, place) if place else value:
                yield name, way
        elif name in _KEPT or _STATED.fullmatch(name):
            yield name, value


def _way_or_none(href: str, place: ArticlePlace) -> str:
    try:
        return _way(href, place)
    except ValueError:  # a bracket that belongs to no address
        return ""


def _way(href: str, place: ArticlePlace) -> str:
    """Where a link leads from the file; empty: nowhere."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return href if parts.scheme == "https" else ""
    url, fragment = _inside(place.url, href)
    if url in place.others:
        part = place.others[url]
        return f"#{part}-{fragment}" if fragment else f"#{part}"
    return f"{place.root}{quote(url)}{'#' if fragment else ''}{fragment}" if place.root else ""


def _inside(url: str, href: str) -> tuple[str, str]:
    """The address in the site to which a page's relative link leads, and the fragment."""
    parts = urlsplit(href)
    if not parts.path:
        return url, parts.fragment
    way = posixpath.normpath(posixpath.join("/", url, unquote(parts.path))).lstrip("/")
    to_page = parts.path.endswith(("/", ".."))
    return f"{way}/" if way and to_page else way, parts.fragment
