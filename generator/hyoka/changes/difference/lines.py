"""A difference in words: what every form of it says alike."""

from collections.abc import Iterable, Iterator

from hyoka.changes.difference.changes import (
    CellChange,
    ChangeType,
    Counts,
    Overview,
    PageChange,
    RowChange,
)
from hyoka.units import FiscalYear
from hyoka.wording import Language


def headline(counts: Counts, language: Language) -> str:
    """How much differs, in a line."""
    if not counts.all and not counts.others:
        return language.word("difference.nothing")
    values = {
        "inputs": counts.inputs,
        "figures": counts.figures,
        **{f"pages.{what}": counts.pages.get(what, 0) for what in ChangeType},
        "files": counts.files,
    }
    counted = [
        language.word(f"difference.{name}", count=language.number(count))
        for name, count in values.items()
        if count
    ]
    found = language.word("difference.found", counts=language.word("formats.list").join(counted))
    if counts.others is None:
        found += language.word("difference.others_uncounted")
    elif counts.others:
        found += language.word("difference.others", count=language.number(counts.others))
    return found


_MAX_OTHERS = 20


def others_in_words(overview: Overview, language: Language) -> str:
    """The names of the other pages that change, as many as can be read; empty: there are none."""
    if not overview.others or not overview.counts.others:
        return ""
    named = overview.others[:_MAX_OTHERS]
    titles = language.word("formats.list").join(page.title for page in named)
    text = language.word("difference.others_named", titles=titles)
    left = overview.counts.others - len(named)
    return text + language.word("difference.more", count=language.number(left)) if left else text


def overview_in_words(overview: Overview, language: Language) -> str:
    """How much differs, and from which commit on."""
    found = headline(overview.counts, language)
    if not overview.base:
        return found
    return found + language.word("difference.since", commit=overview.base[:7])


_EXPLAINING = frozenset({"corrections", "indicator_targets"})
"""The tables that tell why a published number is another now."""


def restatement(pages: Iterable[PageChange], language: Language) -> str:
    """What to ask where numbers of earlier sheets change without a word why; empty: nothing."""
    facts = [fact for page in pages for fact in page.facts]
    if any(fact.table in _EXPLAINING and fact.what is ChangeType.ADDED for fact in facts):
        return ""
    years = sorted({fact.fiscal_year for fact in facts if fact.restated and fact.fiscal_year})
    text = language.word("formats.list").join(language.year(FiscalYear(year)) for year in years)
    return language.word("difference.restated", years=text) if years else ""


def page_note(page: PageChange, language: Language) -> str:
    """What became of a page, besides the values on it."""
    if page.is_file:
        return language.word(f"difference.file.{page.what}")
    return language.word(f"difference.page.{page.what}", before=page.moved_from or "/")


def fact_name(fact: RowChange, language: Language) -> str:
    """Which table a row is of, and what it is about."""
    table = language.word(f"datasets.{fact.table}.title")
    return language.word(f"difference.fact.{fact.what}", table=table, name=fact.name)


def changes_in_words(fact: RowChange, language: Language) -> Iterator[str]:
    """Every change of a row, and how many more there are."""
    yield from (change_in_words(change, fact, language) for change in fact.changes)
    if fact.omitted_count:
        yield omitted_count(fact, language)


def omitted_count(of: RowChange | PageChange, language: Language) -> str:
    """How many more changes there are for which there was no room."""
    return language.word("difference.untold", count=language.number(of.omitted_count))


def change_in_words(change: CellChange, fact: RowChange, language: Language) -> str:
    """A value before and after: 実績値：61.9％ → 62.1％, 状態：「改善」のまま."""
    form = "change"
    if change.same:
        form = "code_same" if change.code else "same"
    elif fact.what is ChangeType.ADDED or (not change.before and change.after):
        form = "added"
    elif fact.what is ChangeType.REMOVED or not change.after:
        form = "removed"
    return language.word(
        f"difference.{form}", column=change.column, before=change.before, after=change.after
    )
