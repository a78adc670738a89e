"""The week's findings as the text of one standing issue."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from hyoka.changes.difference import escape
from hyoka.maintenance.links import DeadLink
from hyoka.maintenance.overdue import OverdueSheet, UnansweredRecommendation
from hyoka.wording import Language

MARKER = "<!-- hyoka weekly -->"
"""The issue's first line, by which the next week finds it."""
_MOST = 11_000
"""Characters of each of the five lists; GitHub takes no longer text than 65,536."""

_LONGEST = 500
"""Characters of an address; a page by hand may name any."""


@dataclass(frozen=True, slots=True)
class MaintenanceReport:
    """What was found."""

    sheets: tuple[OverdueSheet, ...]
    pending: tuple[OverdueSheet, ...]
    forecasts: tuple[OverdueSheet, ...]
    unanswered: tuple[UnansweredRecommendation, ...]
    links: tuple[DeadLink, ...] | None
    """None: nobody asked."""
    day: datetime.date

    @property
    def is_clean(self) -> bool:
        """Whether there is nothing to do."""
        late = self.sheets or self.pending or self.forecasts or self.unanswered
        return not (late or self.links)


def as_markdown(upkeep: MaintenanceReport, language: Language, root: str = "") -> str:
    """The text, with the marker on its first line; every text of a record is escaped.

    `root`: the address of the public site, with its final `/`, where it is known.
    """
    lines = [MARKER, language.word("weekly.about", day=language.date(upkeep.day)), ""]
    lists = {
        "sheets": [_late(late, language, root) for late in upkeep.sheets],
        "pending": [_late(late, language, root) for late in upkeep.pending],
        "forecasts": [_late(late, language, root) for late in upkeep.forecasts],
        "unanswered": [_unanswered(told, language, root) for told in upkeep.unanswered],
    }
    if upkeep.links is not None:
        lists["links"] = [_dead(dead, language) for dead in upkeep.links]
    for name, items in lists.items():
        lines += _list(name, items, language)
    return "\n".join(lines)


def _list(name: str, items: Sequence[str], language: Language) -> Iterator[str]:
    yield f"## {language.word(f'weekly.{name}.heading')}\n"
    if not items:
        yield f"{language.word(f'weekly.{name}.none')}\n"
        return
    yield f"{language.word(f'weekly.{name}.about', count=language.number(len(items)))}\n"
    sizes = accumulate(len(item) for item in items)
    shown = sum(size <= _MOST for size in sizes)
    yield from (f"- {item}" for item in items[:shown])
    if left := len(items) - shown:
        yield f"- {language.word('weekly.more', count=language.number(left))}"
    yield ""


def _late(late: OverdueSheet, language: Language, root: str) -> str:
    return f"{_linked(late.name, late.url, root)} {language.year(late.fiscal_year)}"


def _unanswered(told: UnansweredRecommendation, language: Language, root: str) -> str:
    return f"{_linked(told.title, told.url, root)} {language.date(told.date)}"


def _linked(name: str, url: str, root: str) -> str:
    return f"[{escape(name)}](<{root}{url}>)" if root else escape(name)


def _dead(dead: DeadLink, language: Language) -> str:
    reason = language.word(f"weekly.reasons.{dead.reason}", status=str(dead.status))
    url = dead.link.url if len(dead.link.url) <= _LONGEST else f"{dead.link.url[:_LONGEST]}…"
    return f"{escape(dead.link.name)} {escape(url)} {reason}"
