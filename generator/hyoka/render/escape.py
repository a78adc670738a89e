"""Texts that neither Markdown nor HTML takes for anything else; paragraphs; blank lines."""

import re
from functools import lru_cache

from markupsafe import Markup

_SPECIAL = re.compile(r"[&<>\"'\\`*_\[\]{}|~^#\n\t]")
"""What Markdown or HTML could read as its own."""
_LIST_MARK = re.compile(r"[+:-]|\d+[.)](?=\s|\Z)")
"""What Markdown reads as its own where a text begins with it."""


def escape(value: object) -> Markup:
    """A value as text that neither Markdown nor HTML takes for anything else.

    Numeric character references mean the same in both, so one escape serves headings, paragraphs,
    cells and attributes.
    """
    return value if isinstance(value, Markup) else escape_text(str(value))


@lru_cache(maxsize=1 << 13)
def escape_text(text: str) -> Markup:
    """The same of a plain text. Most are words, years and numbers that stand in many places."""
    mark = _LIST_MARK.match(text)
    start, rest = (_references(mark), text[mark.end() :]) if mark else ("", text)
    return Markup(start + _SPECIAL.sub(_references, rest))  # noqa: S704 - made safe right here


def _references(match: re.Match[str]) -> str:
    return "".join(c if c.isalnum() else f"&#{ord(c)};" for c in match[0])


def paragraphs(text: str) -> list[str]:
    """A prose field's paragraphs."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def collapse_blank_lines(markdown: str) -> str:
    """Templates leave blank lines behind; one between blocks is enough."""
    return re.sub(r"\n{3,}", "\n\n", markdown).strip() + "\n"
