"""The text of a built page, as one part of a file that holds several."""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from urllib.parse import quote, unquote, urlsplit

_VOID = frozenset({"br", "col", "hr", "wbr"})
_LOADED = frozenset({"base", "embed", "img", "input", "link", "meta", "source", "track"})
"""Elements without an end that load something, or that work by a script alone."""
_LEFT_OUT = frozenset(
    {"audio", "button", "dialog", "form", "iframe", "noscript", "object", "picture"}
    | {"script", "select", "style", "template", "textarea", "video"}
)
"""Elements that are left out with all that is in them, for the same reason."""
_NAMED = frozenset({"id", "for", "headers"})
_NAMING = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns")
_KEPT = frozenset(
    {"class", "href", "role", "scope", "colspan", "rowspan", "datetime", "lang", "dir", "open"}
    | {"hidden", "tabindex", "title", "viewbox", "xmlns", "width", "height", "x", "y", "x1", "x2"}
    | {"y1", "y2", "cx", "cy", "r", "rx", "ry", "d", "points", "dx", "dy", "text-anchor"}
    | {"transform", "focusable", "data-hint", "start", "value"}
)
"""Attributes that neither load nor run anything."""

_RELATIVE = re.compile(r"\.\.?(/|$)")
"""How the site writes a way from one of its pages to another."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page is put in the file."""

    url: str
    """Its address in the site."""
    name: str
    """What its part is called: `p3`; every id in it begins so."""
    others: Mapping[str, str]
    """The parts of all pages in the file, by their addresses in the site."""
    root: str
    """The address of the public site, with its final `/`; empty: not known."""


def article(page: str, place: Place) -> str:
    """The HTML of the page's `<article>`, without scripts, forms and pictures.

    A link leads to the other page's part of the file, else to the public site, else nowhere.
    """
    reader = _Article(place)
    reader.feed(page)
    reader.close()
    return "".join(reader.parts)


def ways_up(page: str, url: str) -> tuple[str, ...]:
    """The addresses in the site of the pages that a page's breadcrumbs name."""
    reader = _Breadcrumbs()
    reader.feed(page)
    reader.close()
    ways = (href for href in reader.ways if _RELATIVE.match(href))
    return tuple(dict.fromkeys(_inside(url, href)[0] for href in ways))


class _Article(HTMLParser):
    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.parts: list[str] = []
        self.inside = False
        self.left_out = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "article":
            self.inside = True
        elif not self.inside or tag in _LOADED:
            return
        if tag in _LEFT_OUT:
            self.left_out += 1
        if not self.left_out:
            told = "".join(f' {name}="{escape(value)}"' for name, value in self._kept(attrs))
            self.parts.append(f"<{tag}{told}>")

    def handle_endtag(self, tag: str) -> None:
        if not self.inside or tag in _VOID | _LOADED:
            return
        if not self.left_out:
            self.parts.append(f"</{tag}>")
        if tag in _LEFT_OUT:
            self.left_out = max(self.left_out - 1, 0)
        if tag == "article":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside and not self.left_out:
            self.parts.append(escape(data, quote=False))

    def _kept(self, attrs: Sequence[tuple[str, str | None]]) -> Iterator[tuple[str, str]]:
        for name, value in attrs:
            given = value or ""
            if name in _NAMED or name in _NAMING:
                yield name, " ".join(f"{self.place.name}-{own}" for own in given.split())
            elif name == "href":
                if way := _way_or_none(given, self.place):
                    yield name, way
            elif name in _KEPT or name.startswith("aria-"):
                yield name, given


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


def _way_or_none(href: str, place: Place) -> str:
    try:
        return _way(href, place)
    except ValueError:  # a bracket that belongs to no address
        return ""


def _way(href: str, place: Place) -> str:
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
