"""A difference for a person at a terminal."""

from hyoka.changes.difference.changes import Difference, PageChange
from hyoka.changes.difference.lines import (
    changes_in_words,
    fact_name,
    others_in_words,
    overview_in_words,
    page_note,
    restatement,
)
from hyoka.terminal import sanitize
from hyoka.wording import Language


def as_text(difference: Difference, language: Language) -> str:
    """Every page with what changed on it."""
    pages = (_page(page, language) for page in difference.pages)
    others = sanitize(others_in_words(difference.overview, language))
    asked = restatement(difference.pages, language)
    found = overview_in_words(difference.overview, language)
    return "\n\n".join(filter(None, [*pages, others, asked, found]))


def _page(page: PageChange, language: Language) -> str:
    lines = [f"{page.title} /{page.url} {page_note(page, language)}".rstrip()]
    for fact in page.facts:
        lines.append(f"  {fact_name(fact, language)}")
        lines += [f"    {words}" for words in changes_in_words(fact, language)]
    return "\n".join(map(sanitize, lines))
