"""Texts that neither Markdown nor HTML takes for anything else; paragraphs; blank lines."""

import re
from functools import lru_cache

from markupsafe import Markup

_SPECIAL = re.compile(r"[&<>\"'\\`*_\[\]{}|~^#\n\t]|\A[+:-]|\A\d+[.)](?=\s|\Z)")
"""What Markdown or HTML could read as its own; list marks only where a value begins with one."""


def escape(value: object) -> Markup:
    """A value as text that neither Markdown nor HTML takes for anything else.

    Numeric character references mean the same in both, so one escape serves headings, paragraphs,
    cells and attributes.
    """
    return value if isinstance(value, Markup) else _escaped(str(value))


@lru_cache(maxsize=1 << 13)
def _escaped(text: str) -> Markup:
    """Most texts of a page are words, years and numbers, which stand in many places."""
    return Markup(_SPECIAL.sub(_references, text))  # noqa: S704 - made safe right here


def _references(match: re.Match[str]) -> str:
    return "".join(c if c.isalnum() else f"&#{ord(c)};" for c in match[0])


def paragraphs(text: str) -> list[str]:
    """A prose field's paragraphs."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def collapse_blank_lines(markdown: str) -> str:
    """Templates leave blank lines behind; one between blocks is enough."""
    return re.sub(r"\n{3,}", "\n\n", markdown).strip() + "\n"
