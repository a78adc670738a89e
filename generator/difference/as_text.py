"""A difference for a person at a terminal."""

import unicodedata

from generator.difference.compare import Difference, PageChange
from generator.difference.lines import change_in_words, fact_name, headline, page_note
from generator.language import Language


def as_text(difference: Difference, language: Language) -> str:
    """Every page with what changed on it."""
    pages = (_page(page, language) for page in difference.pages)
    return "\n\n".join([*pages, headline(difference.counts, language)])


def _page(page: PageChange, language: Language) -> str:
    lines = [f"{page.title} /{page.url} {page_note(page, language)}".rstrip()]
    for fact in page.facts:
        lines.append(f"  {fact_name(fact, language)}")
        lines += [f"    {change_in_words(change, fact, language)}" for change in fact.changes]
    return "\n".join(map(_harmless, lines))


def _harmless(line: str) -> str:
    """A line that cannot command the terminal, nor a runner that reads it."""
    return "".join(" " if unicodedata.category(c) in {"Cc", "Cs"} else c for c in line)
