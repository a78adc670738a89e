"""HTML as a browser reads it: a tree, walked through without calling itself."""

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from justhtml import Element, Node, Text

VOID = frozenset({"br", "col", "hr", "img", "input", "wbr"})
"""Of the elements that are ever written, those that have no end tag."""
TEXT = "#text"
"""What a text is called in the tree, among the names of elements."""


def parse(html: str) -> "Node":
    """What a browser makes of a part of a page's body; nothing is left out."""
    # It takes as long to import as all that another command needs.
    from justhtml import JustHTML  # noqa: PLC0415

    return JustHTML(html, fragment=True, sanitize=False).root


def walk(root: "Node") -> "Iterator[Node | Text]":
    """All that is below, in the order of the page."""
    rest: list[Node | Text] = [*reversed(root.children or ())]
    while rest:
        node = rest.pop()
        yield node
        rest += reversed(node.children or ())


def elements(root: "Node") -> "Iterator[Element]":
    """Every element below."""
    from justhtml import Element  # noqa: PLC0415 - as above

    return (node for node in walk(root) if isinstance(node, Element))


def start_tag(name: str, attributes: Iterator[tuple[str, str]]) -> str:
    """A start tag in which no value can end its attribute."""
    text = "".join(f' {key}="{escape(value)}"' for key, value in attributes)
    return f"<{name}{text}>"


def end_tag(name: str) -> str:
    """What ends the element; empty where nothing does."""
    return "" if name in VOID else f"</{name}>"
