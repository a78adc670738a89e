"""Blocks of HTML in a page's Markdown, which are published as they stand there.

To read their thousands of tags is most of the time that a conversion takes.
"""

import re
from collections.abc import Sequence
from functools import cache

from markdown.util import BLOCK_LEVEL_ELEMENTS

_START = re.compile(
    rf"^(?:(`{{3,}}|~{{3,}})[^\n]*\n.*?^\1[ ]*$|<({'|'.join(BLOCK_LEVEL_ELEMENTS)})\b[^>]*>)",
    re.MULTILINE | re.DOTALL,
)
"""Fenced code, in which nothing is HTML, or the tag that begins a block."""
_PLACE = '<div data-block="{}"></div>'
_PLACES = re.compile(_PLACE.format(r"(\d+)"))


def split_blocks(markdown: str) -> tuple[str, tuple[str, ...]]:
    """The Markdown with a place for each block that is HTML, and those blocks in their order.

    A block goes from the start of a line to the end of one; what is never closed is none.
    """
    parts, blocks, taken, position = list[str](), list[str](), 0, 0
    while found := _START.search(markdown, position):
        end = _end_of(markdown, found.start(), found[2]) if found[2] else None
        if end is not None:
            parts += [markdown[taken : found.start()], _PLACE.format(len(blocks))]
            blocks.append(markdown[found.start() : end])
            taken = end
        position = end or found.end()
    return "".join([*parts, markdown[taken:]]), tuple(blocks)


def _end_of(markdown: str, start: int, name: str) -> int | None:
    """Where the element that begins at `start` ends, if a line ends there, too."""
    depth = 0
    for tag in _tags(name).finditer(markdown, start):
        depth += -1 if tag[0].startswith("</") else 1
        if not depth:
            return tag.end() if markdown[tag.end() : tag.end() + 1] in {"", "\n"} else None
    return None


@cache
def _tags(name: str) -> re.Pattern[str]:
    return re.compile(rf"<{name}\b|</{name}>")


def with_blocks(html: str, blocks: Sequence[str]) -> str:
    """What the Markdown of `split_blocks` was converted to, with the blocks in their places."""
    return _PLACES.sub(lambda place: blocks[int(place[1])], html)
