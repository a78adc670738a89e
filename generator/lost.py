"""Links and pictures of pages by hand that lead to no page or file of the site.

MkDocs would stop at them, when the site is made.
"""

import posixpath
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from generator.file_names import composed
from generator.folder import shown_path
from generator.handwritten import EXTENSIONS, PAGE, misnamed, published, read_page
from generator.problems import Problem
from generator.taken import NAMES


def find(
    content: Path, made: frozenset[str], to_come: frozenset[str] = frozenset()
) -> Iterator[Problem]:
    """Every link by a relative path in a page's Markdown that leads nowhere.

    `made`: the paths of the pages that are made of the records; `to_come`: those of the pages whose
    records are held back until a day.
    """
    by_hand = published(content)
    there = made.union(by_hand, misnamed(content))  # these are told, and stop the site
    for path in (path for path in by_hand if path.endswith(PAGE)):
        text = read_page(content, path)
        if isinstance(text, str):
            yield from _lost(content, path, text, there, to_come)


def _lost(
    content: Path, path: str, text: str, there: Collection[str], to_come: Collection[str]
) -> Iterator[Problem]:
    for url in _links(text):
        way = _way(url)
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), way))
        if way and target not in there and target.split("/")[0] not in NAMES:
            number, at = _place(text, url)
            line = text.split("\n")[number - 1]
            values = {"url": url, "target": target}
            shown = shown_path(content, path)
            length = len(url) if at > 1 else 1
            rule = "link_held_back" if target in to_come else "lost_link"
            rule = "decomposed_link" if composed(target) in there else rule
            yield Problem(shown, number, at, rule, (), values, line, length)


def _way(url: str) -> str:
    """The relative path to a file; empty: it leads elsewhere, or inside the page."""
    try:
        parts = urlsplit(url)
    except ValueError:  # no address at all: MkDocs leaves it, too
        return ""
    if parts.scheme or parts.netloc or url.startswith(("/", "\\")):
        return ""
    return unquote(parts.path)


def _place(text: str, url: str) -> tuple[int, int]:
    """The line and column at which an address stands first; the page's begin where it is not so."""
    found = re.search(rf"\({re.escape(url)}(?=[)\s])", text)
    if not found:
        return 1, 1
    before = text[: found.start() + 1]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


class _Collector(Treeprocessor):
    """Takes down the addresses in what Markdown itself has made, as MkDocs asks them."""

    def __init__(self, markdown: Markdown) -> None:
        super().__init__(markdown)
        self.found: dict[str, None] = {}

    def run(self, root: Element) -> None:
        for element in root.iter():
            url = element.get({"a": "href", "img": "src"}.get(str(element.tag), ""))
            if url:
                self.found[url] = None


_MOST = {"[": 500, "<": 2000}
"""The time that Markdown takes grows with the square of these: a page with more is MkDocs's."""


def _links(text: str) -> Iterator[str]:
    if any(text.count(sign) > most for sign, most in _MOST.items()):
        return
    reader = Markdown(extensions=EXTENSIONS)
    collector = _Collector(reader)
    reader.treeprocessors.register(collector, "links", 0)
    with suppress(RecursionError):  # too deep for MkDocs, too, which tells
        reader.convert(text)
    yield from (url for url in collector.found if "\x02" not in url)  # an e-mail address
