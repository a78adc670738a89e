"""A difference for a pull request: Markdown that GitHub shows, whatever stands in the records."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from urllib.parse import quote

from hyoka.changes.difference.changes import ChangeType, Difference, Overview, PageChange, RowChange
from hyoka.changes.difference.lines import (
    changes_in_words,
    fact_name,
    omitted_count,
    others_in_words,
    overview_in_words,
    page_note,
    restatement,
)
from hyoka.wording import Language

MOST = 60_000
"""Characters; GitHub takes no longer comment than 65,536."""
_SHARES = 4
"""One page takes no more than this part of the room: it hides none that follows."""
_LONGEST = 300
"""Characters of one value: a long text is told by its beginning."""
_NO_SPACE = "\u200b"
_SPECIAL = re.compile(rf"[^\w\s\u3000-\u9fff\uff00-\uffef%.,→△−±{_NO_SPACE}]|_")
_FOUND = re.compile(r"[@#:]|\bwww(?=\.)|\bGH-(?=\d)|[0-9a-f]{6}(?=[0-9a-f])", re.IGNORECASE)
"""After what a mention, a reference or a link is broken: `@city`, `#1`, `https://`, a commit."""


def as_markdown(
    difference: Difference, language: Language, root: str = "", most: int = MOST
) -> str:
    """Every page with what changed on it, as far as there is room; then how many more there are.

    `root`: the address of the site that the pages' links lead to, with its final `/`.
    """
    return changes_as_markdown(difference.overview, difference.pages, language, root, most)


def changes_as_markdown(
    overview: Overview, pages: Sequence[PageChange], language: Language, root: str, most: int
) -> str:
    """The same of the first `pages` of a difference."""
    found = escape(overview_in_words(overview, language))
    blocks = [f"## {language.word('difference.heading')}\n\n{found}\n"]
    if others := others_in_words(overview, language):
        blocks[0] += f"\n{escape(others)}\n"
    if asked := restatement(pages, language):
        blocks[0] += f"\n> {asked}\n"
    size = len(blocks[0])
    for page in pages:
        lines = list(_page(page, language, root))
        shown = _fitting(lines, min(most - size, most // _SHARES))
        if not shown:
            break
        cut = [] if len(shown) == len(lines) else ["- …"]
        blocks.append("\n".join([*shown, *cut, ""]))
        size += len(blocks[-1]) + 1
    if left := overview.counts.all - (len(blocks) - 1):
        blocks.append(language.word("difference.more", count=language.number(left)) + "\n")
    return "\n".join(blocks)


def _fitting(lines: Sequence[str], room: int) -> Sequence[str]:
    """The first lines, as many as there is room for."""
    sizes = accumulate(len(line) + 1 for line in lines)
    return lines[: sum(size <= room for size in sizes)]


def _page(page: PageChange, language: Language, root: str) -> Iterator[str]:
    title = escape(page.title)
    # A page that is new has no address yet, one that moves only its former one.
    public = None if page.what is ChangeType.ADDED else quote(page.moved_from or page.url)
    named = title if not root or public is None else f"[{title}](<{root}{public}>)"
    note = page_note(page, language)
    yield f"### {named}{escape(note)}\n"
    for fact in page.facts:
        yield from _fact(fact, language)
    if page.omitted_count:
        yield f"- {omitted_count(page, language)}"


def _fact(fact: RowChange, language: Language) -> Iterator[str]:
    yield f"- {escape(fact_name(fact, language))}"
    for words in changes_in_words(fact, language):
        told = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
        yield f"  - {escape(told)}"


def escape(text: str) -> str:
    """A text as one line that is to GitHub neither HTML nor Markdown, a mention, reference or link.

    GitHub looks for those three in what is rendered, so an entity would not do: each is broken by a
    space without width.
    """
    line = " ".join(text.split())
    broken = _FOUND.sub(lambda found: f"{found[0]}{_NO_SPACE}", line)
    escaped = _SPECIAL.sub(lambda sign: f"&#{ord(sign[0])};", broken)
    return escaped.replace(_NO_SPACE, "&#8203;")
