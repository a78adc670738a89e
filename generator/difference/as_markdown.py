"""A difference for a pull request: Markdown that GitHub shows, whatever stands in the records."""

import re
from collections.abc import Iterator, Sequence

from generator.difference.compare import Counts, Difference, Fact, PageChange, What
from generator.difference.lines import change_in_words, fact_name, headline, page_note
from generator.language import Language

MOST = 60_000
"""Characters; GitHub takes no longer comment than 65,536."""
_LONGEST = 300
"""Characters of one value: a long text is told by its beginning."""
_SPECIAL = re.compile(r"[^\w\s\u3000-\u9fff\uff00-\uffef%.,→△−±]|_")


def as_markdown(
    difference: Difference, language: Language, root: str = "", most: int = MOST
) -> str:
    """Every page with what changed on it, as far as there is room; then how many there are more.

    `root`: the address of the site that the pages' links lead to, with its final `/`.
    """
    return changes_as_markdown(difference.counts, difference.pages, language, root, most)


def changes_as_markdown(
    counts: Counts, pages: Sequence[PageChange], language: Language, root: str, most: int
) -> str:
    """The same of the first `pages` of a difference that has `counts`."""
    blocks = [f"## {language.word('difference.heading')}\n\n{headline(counts, language)}\n"]
    size = len(blocks[0])
    for page in pages:
        block = "\n".join(_page(page, language, root)) + "\n"
        size += len(block) + 1
        if size > most:
            break
        blocks.append(block)
    if left := sum(counts.pages.values()) - (len(blocks) - 1):
        blocks.append(language.word("difference.more", count=language.number(left)) + "\n")
    return "\n".join(blocks)


def _page(page: PageChange, language: Language, root: str) -> Iterator[str]:
    title = escape(page.title)
    # A page that is new has no address yet, one that moves only its former one.
    public = "" if page.what is What.ADDED else f"{root}{page.moved_from or page.url}"
    named = f"[{title}](<{public}>)" if root and public else title
    note = page_note(page, language)
    yield f"### {named}{escape(note)}\n"
    for fact in page.facts:
        yield from _fact(fact, language)


def _fact(fact: Fact, language: Language) -> Iterator[str]:
    yield f"- {escape(fact_name(fact, language))}"
    for change in fact.changes:
        words = change_in_words(change, fact, language)
        told = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
        yield f"  - {escape(told)}"


def escape(text: str) -> str:
    """A text as one line that is neither HTML, Markdown, a mention nor a reference to GitHub."""
    line = " ".join(text.split())
    return _SPECIAL.sub(lambda sign: f"&#{ord(sign[0])};", line)
