"""What is told of a proposed change: so much that a reviewer reads it, and no more."""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from itertools import accumulate

from hyoka.changes.difference import CellChange, Counts, Difference, PageChange, RowChange
from hyoka.problems import Problem, Severity
from hyoka.static_pages.reader import is_name
from hyoka.wording import Language

MAX_PROBLEMS = 10
MAX_FACTS = 400_000
"""Bytes of JSON that tell pages with what changed on them; GitHub's comment has room for fewer."""
_SHARES = 8
"""One page takes no more than this part of the room."""
_MAX_CHANGES = 20
"""Of one row or text."""
_MAX_OTHERS = 20
MAX_LENGTH = 300
"""Characters of one text: a long one is told by its beginning."""
NOT_TOLD = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
"""The categories of characters that nobody sees: some turn the direction of what stands beside."""


class Compared(StrEnum):
    """Whether it is known what changes on the site."""

    YES = "yes"
    BROKEN = "broken"
    """The proposed records have errors."""
    BASE_BROKEN = "base_broken"
    """The present records have errors, or there are none."""
    BASE_UNREADABLE = "base_unreadable"
    """git cannot say what the present records are, of whatever quality they may be."""


@dataclass(frozen=True, slots=True)
class ProblemSummary:
    """A problem, as far as a comment tells it."""

    severity: Severity
    path: str
    line: int
    message: str
    hint: str
    """How to mend it."""


@dataclass(frozen=True, slots=True)
class Review:
    """A proposed change in short."""

    compared: Compared
    problems: tuple[ProblemSummary, ...] = ()
    """The ten most important ones."""
    severities: Mapping[Severity, int] = field(default_factory=dict)
    """How many problems there are of each severity."""
    changes: Counts = field(default_factory=Counts)
    pages: tuple[PageChange, ...] = ()
    """Those of the site that change, as far as there is room."""
    pull_request: int = 0
    """The number of the one that was checked; 0: none."""
    branch: str = ""
    """The one that it leads to."""
    base: str = ""
    """The full name of the commit that it is compared with; empty: a folder, or nothing."""
    others: tuple[PageChange, ...] = ()
    """The first of the pages that show what changed besides."""
    reason: str = ""
    """Why the present records cannot be read, where they cannot; often git's own words."""


def is_address(url: str) -> bool:
    """Whether it can be the address of a page or file in the site, and of nothing elsewhere."""
    names = url.removesuffix("/").split("/") if url else ()
    return is_name(url) and _short(url) == url and not {"", ".", ".."}.intersection(names)


def make_review(
    problems: Sequence[Problem],
    difference: Difference | None,
    language: Language,
    most: int = MAX_FACTS,
    *,
    unreadable: str = "",
) -> Review:
    """What is told of `problems`, sorted by importance, and of what differs, where it is known.

    `unreadable`: why it is not known, where git cannot say what the present records are.
    """
    severities = dict(Counter(problem.severity for problem in problems))
    first = tuple(_summarize_problem(problem, language) for problem in problems[:MAX_PROBLEMS])
    if difference is None and unreadable and Severity.ERROR not in severities:
        return Review(Compared.BASE_UNREADABLE, first, severities, reason=_short(unreadable))
    if difference is None:
        broken = Compared.BROKEN if Severity.ERROR in severities else Compared.BASE_BROKEN
        return Review(broken, first, severities)
    pages = tuple(_pages(difference.pages, most))
    counts, others = difference.counts, difference.overview.others[:_MAX_OTHERS]
    return Review(
        Compared.YES,
        first,
        severities,
        counts,
        pages,
        base=difference.base,
        others=tuple(_pages(others, MAX_FACTS)),
    )


def _summarize_problem(problem: Problem, language: Language) -> ProblemSummary:
    message = language.message(problem)
    hint = language.hint(problem)
    return ProblemSummary(
        problem.severity, _short(problem.path), problem.line, _short(message), _short(hint)
    )


def _pages(pages: Sequence[PageChange], most: int) -> Iterator[PageChange]:
    """Every page in short, and no more of them than there is room for."""
    left = most
    for page in pages:
        if not (is_address(page.url) and is_address(page.moved_from)):
            continue
        short = _page(page, min(left, most // _SHARES))
        left -= _size(short)
        if left < 0:
            return
        yield short


def _page(page: PageChange, most: int) -> PageChange:
    """A page with as many facts as there is room for, so that it hides none that follows."""
    short = replace(page, title=_short(page.title), facts=())
    facts = tuple(map(_fact, page.facts))
    sizes = accumulate(map(_size, facts), initial=_size(short))
    fitting = max(sum(size <= most for size in sizes) - 1, 0)
    return replace(short, facts=facts[:fitting], omitted_count=len(facts) - fitting)


def _size(of: PageChange | RowChange) -> int:
    return len(json.dumps(asdict(of), ensure_ascii=False).encode())


def _fact(fact: RowChange) -> RowChange:
    changes = tuple(map(_change, fact.changes[:_MAX_CHANGES]))
    omitted_count = len(fact.changes) - len(changes)
    return replace(fact, name=_short(fact.name), changes=changes, omitted_count=omitted_count)


def _change(change: CellChange) -> CellChange:
    before, after = _short(change.before), _short(change.after)
    return replace(change, column=_short(change.column), before=before, after=after)


def _short(text: str) -> str:
    line = "".join(c for c in " ".join(text.split()) if unicodedata.category(c) not in NOT_TOLD)
    return line if len(line) <= MAX_LENGTH else f"{line[: MAX_LENGTH - 1]}…"
