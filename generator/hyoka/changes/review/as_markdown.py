"""A review as the one comment of a pull request."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.changes.difference import MOST, Overview, changes_as_markdown, escape
from hyoka.changes.review.summary import Compared, ProblemSummary, Review
from hyoka.report import counted
from hyoka.wording import Language

MARKER = "<!-- hyoka review -->"
"""The comment's first line, by which the next one finds it."""


@dataclass(frozen=True, slots=True)
class ReviewLinks:
    """What else a reviewer may open; an empty address: not known."""

    site: str = ""
    """The public site, with its final `/`."""
    preview: str = ""
    """The file with the changed pages."""
    run: str = ""
    """The run of the workflow, with every problem and every change in its summary."""
    commit: str = ""
    """The commit that was checked."""
    commit_url: str = ""
    warning: str = ""
    """Why what is told may have been told by another program than this: a word of `review`."""


def comment(review: Review | None, language: Language, around: ReviewLinks) -> str:
    """The comment, with the marker on its first line; every text of the review is escaped.

    Without a review it says that the check has not come to its end.
    """
    if review is None:
        return "\n".join([MARKER, *_unfinished(language, around)])
    warned = (f"> {language.word(f'review.{around.warning}')}\n",) if around.warning else ()
    told = (*_checked(review, language, around), *_ways(review, language, around))
    head = "\n".join([MARKER, *warned, *told])
    if review.compared is not Compared.YES:
        why = language.word(f"review.{review.compared}", reason=escape(review.reason))
        return f"{head}\n{why}\n"
    room = MOST - len(head)
    found = Overview(review.changes, review.base, review.others)
    changes = changes_as_markdown(found, review.pages, language, around.site, room)
    return f"{head}\n{changes}"


def _unfinished(language: Language, around: ReviewLinks) -> Iterator[str]:
    yield f"## {language.word('review.heading')}\n"
    yield from _commit(language, around, "unfinished")
    yield f"[{language.word('review.how_far')}](<{around.run}>)\n"


def _commit(language: Language, around: ReviewLinks, word: str) -> Iterator[str]:
    """Of which commit it is told, as GitHub's own event has it."""
    if around.commit:
        commit = f"[{around.commit[:7]}](<{around.commit_url}>)"
        yield f"{language.word(f'review.{word}', commit=commit)}\n"


def _checked(review: Review, language: Language, around: ReviewLinks) -> Iterator[str]:
    yield f"## {language.word('review.heading')}\n"
    yield from _commit(language, around, "of_commit")
    if not any(review.severities.values()):
        yield f"{language.word('review.clean')}\n"
        return
    yield f"{counted(review.severities, language)}\n"
    for problem in review.problems:
        yield f"- {_problem(problem, language)}"
    if left := sum(review.severities.values()) - len(review.problems):
        yield f"- {language.word('review.more', count=language.number(left))}"
    yield ""


def _problem(problem: ProblemSummary, language: Language) -> str:
    word, place = language.severity(problem.severity), f"{problem.path}:{problem.line}"
    hint = language.word("report.hint", hint=problem.hint)
    return f"**{word}** {escape(place)} {escape(problem.message)} {escape(hint)}"


def _ways(review: Review, language: Language, around: ReviewLinks) -> Iterator[str]:
    """The links that lead on."""
    if around.preview and review.compared is Compared.YES:
        yield f"[{language.word('review.preview')}](<{around.preview}>)\n"
    if around.run:
        yield f"[{language.word('review.run')}](<{around.run}>)\n"
