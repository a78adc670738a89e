"""A page by hand as HTML: rendered once, judged, and written of what is allowed alone.

What is published is what was judged: MkDocs renders no page by hand a second time, whatever
extensions of Markdown its settings name.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from html.entities import html5
from typing import TYPE_CHECKING, Any

from markdown import Markdown
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension, slugify_unicode

from hyoka.content.sanitizing import code_of, control_in
from hyoka.model.radicals import letters, radicals_in
from hyoka.problems import Problem
from hyoka.static_pages.html_allowlist import (
    ADDRESS,
    ELEMENTS,
    SILENT,
    Refusal,
    address,
    is_own_id,
    refusals,
)
from hyoka.static_pages.html_tags import HtmlLink, JudgedHtml
from hyoka.static_pages.html_tree import TEXT, elements, end_tag, parse, start_tag, walk
from hyoka.static_pages.markdown_places import Mark, Places
from hyoka.static_pages.reader import StaticPage

if TYPE_CHECKING:
    from justhtml import Node, Text

OWN = "section-"
"""What the anchor of a heading begins with whose text is a name of the site's own parts."""


def anchor(text: str, separator: str) -> str:
    """The id of a heading, made of its text alone: Japanese letters stay as they are."""
    slug = slugify_unicode(unicodedata.normalize("NFC", text), separator)
    return f"{OWN}{slug}" if not slug or is_own_id(slug) else slug


def extensions() -> list[Any]:
    """Those of MkDocs, but for a style in cells; `[TOC]` is a text, for every page has its own."""
    return [
        AttrListExtension(),
        FencedCodeExtension(),
        TableExtension(use_align_attribute=True),
        TocExtension(slugify=anchor, marker=""),
    ]


@dataclass(frozen=True)
class PageHtml:
    """A page by hand, rendered."""

    page: StaticPage
    root: "Node | None"
    """What a browser makes of it; none where something is refused."""
    toc: tuple[Any, ...]
    """The headings as Python-Markdown tells them, nested."""
    refused: tuple[tuple[Refusal, Mark], ...]
    links: tuple[HtmlLink, ...]
    without_text: tuple[Mark, ...]
    """The pictures without a text."""

    @property
    def text(self) -> str:
        """What was written, with its head."""
        return self.page.text

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The ids in it, to which links may lead."""
        found = elements(self.root) if self.root else ()
        return frozenset(filter(None, (each.attrs.get("id") for each in found)))

    @cached_property
    def heading(self) -> str:
        """The text of the first heading of the first level; empty without one."""
        found = elements(self.root) if self.root else ()
        first = next((each for each in found if each.name == "h1"), None)
        return " ".join("".join(_texts(first)).split()) if first else ""

    @cached_property
    def places(self) -> Places:
        """Where things stand in its text; asked for where there is a problem alone."""
        return Places(self.text)

    def problems(self, shown: str) -> Iterator[Problem]:
        """All that is wrong with its HTML; `shown`: the path as readers know it."""
        for refusal, mark in self.refused:
            yield self.problem(shown, mark, refusal.rule, refusal.values)
        for mark in self.without_text:
            yield self.problem(shown, mark, "picture_without_text")
        yield from self._radicals(shown)

    def _radicals(self, shown: str) -> Iterator[Problem]:
        """Signs that are no kanji: of a line all at once, and those that references bring."""
        for number, line in enumerate(self.text.split("\n"), 1):
            if signs := radicals_in(line):
                column, values = line.index(next(iter(signs))) + 1, {"letters": letters(signs)}
                yield Problem(shown, number, column, "radical", (), values, line, 1)
        for sign, kanji in radicals_in("".join(_texts(self.root)) if self.root else "").items():
            if sign not in self.text:
                values = {"letters": letters({sign: kanji})}
                yield self.problem(shown, _reference(sign, 0), "radical", values)

    def problem(self, shown: str, mark: Mark, rule: str, values: Mapping[str, str] = {}) -> Problem:
        """A problem with what stands at `mark`."""
        line, column, length = self.places.find(mark)
        excerpt = self.text.split("\n")[line - 1]
        return Problem(shown, line, column, rule, (), values, excerpt, length)

    def html(self, lead: Callable[[str], str]) -> str:
        """Its HTML, of listed elements and attributes alone; `lead`: where an address leads."""
        return "".join(_written(self.root, lead)) if self.root else ""


def render(page: StaticPage, shown: str) -> PageHtml | Problem:
    """The page as HTML, or what keeps it from being rendered; `shown` names it.

    It holds no more than `markdown_limits` lets pass: Markdown could take for ever otherwise.
    """
    markdown = Markdown(extensions=extensions())
    try:
        html = markdown.convert(page.body)
    except RecursionError:
        return Problem(shown, 1, 1, "nested_too_deep")
    judged = JudgedHtml(html)
    refused, root = judged.refused, None
    if not refused:
        # What is never closed could make a browser, and this one, copy it into all that follows.
        root = parse(html)
        refused = [*_missed(root), *_turned(root)]
    toc = tuple(getattr(markdown, "toc_tokens", ()))
    links, without_text = tuple(judged.links), tuple(judged.without_text)
    return PageHtml(page, None if refused else root, toc, tuple(refused), links, without_text)


def _missed(root: "Node") -> Iterator[tuple[Refusal, Mark]]:
    """What a browser finds in it that nobody does who reads one tag after the other."""
    for node in walk(root):
        if node.name != TEXT:
            given = _given(node)
            for refusal in refusals(_name(node), given):
                yield refusal, Mark()


def _turned(root: "Node") -> Iterator[tuple[Refusal, Mark]]:
    """Signs that may not stand in a text, and that references such as `&#x202e;` bring into it."""
    seen = Counter[str]()
    for node in walk(root):
        texts = [str(node.data or "")] if node.name == TEXT else [v for _, v in _given(node)]
        for found in filter(None, map(control_in, texts)):
            yield Refusal("control_character", code_of(found)), _reference(found[0], seen[found[0]])
            seen[found[0]] += 1


def _reference(sign: str, nth: int) -> Mark:
    """Where the sign is named by a reference."""
    number = ord(sign)
    names = sorted((name for name, named in html5.items() if named == sign), key=len, reverse=True)
    forms = (f"&#0*{number}(?![0-9]);?", f"&#[xX]0*(?i:{number:x})(?![0-9a-fA-F]);?")
    return Mark("|".join([*forms, *(f"&{re.escape(name)}" for name in names)]), nth)


def _name(node: "Node | Text") -> str:
    """An element's name; one of SVG or MathML has none that is listed."""
    return node.name if (node.namespace or "html") == "html" else f"{node.namespace}:{node.name}"


def _given(node: "Node | Text") -> list[tuple[str, str]]:
    """An element's attributes."""
    attributes = getattr(node, "attrs", None) or {}
    return [(key, value or "") for key, value in attributes.items()]


def _texts(root: "Node") -> Iterator[str]:
    return (str(node.data or "") for node in walk(root) if node.name == TEXT)


def _written(root: "Node", lead: Callable[[str], str]) -> Iterator[str]:
    """The listed elements below, and the text of the others, in pieces."""
    rest: list[Node | Text | str] = [*reversed(root.children or ())]
    while rest:
        node = rest.pop()
        if isinstance(node, str):
            yield node
        elif node.name == TEXT:
            yield escape(str(node.data or ""), quote=False)
        elif _name(node) in ELEMENTS:
            yield start_tag(node.name, _attributes(node, lead))
            # A reader of HTML takes away the first line's end.
            yield "\n" if node.name == "pre" else ""
            rest += [end_tag(node.name), *reversed(node.children or ())]
        elif _name(node) not in SILENT:
            rest += reversed(node.children or ())


def _attributes(element: "Node | Text", lead: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    for key, value in _given(element):
        if not any(refusals(element.name, [(key, value)])):
            yield key, lead(address(value)) if ADDRESS.get(element.name) == key else value
