"""The two sets of records that are compared, as they are published on a day."""

import datetime
from dataclasses import replace

from hyoka.changes.difference import Difference, Side, compare, side, with_others
from hyoka.evaluation import evaluate
from hyoka.evaluation.embargo import published
from hyoka.pages.inputs import inputs_of
from hyoka.problems import Problem, errors_in
from hyoka.site import Checked
from hyoka.wording import Language


class SideError(Exception):
    """One of the two cannot be read; the text says why, in the language that was asked for."""


class UnknownSideError(SideError):
    """There is no such commit, and no such folder."""


class UnreadableSideError(SideError):
    """git cannot say what is in the commit, or which commit it is."""


class FaultySideError(SideError):
    """The records have errors, or there are none."""

    def __init__(self, words: str, errors: tuple[Problem, ...] = ()) -> None:
        """Keep the errors."""
        super().__init__(words)
        self.errors = errors


def published_side(
    name: str, checked: Checked, language: Language, day: datetime.date, last: Side | None = None
) -> Side:
    """What is published on a day of the records that are called `name`, evaluated.

    `last`: the other side, of which what is the same still is taken.

    Raises:
        FaultySideError: they have an error.
    """
    if errors := errors_in(checked.problems):
        raise FaultySideError(language.word("difference.broken", name=name), errors)
    kept = last.shown.evaluation if last else None
    records = published(checked.records, day)
    evaluation = evaluate(records, kept, day)
    read = (file.entry for file in checked.reading.files.values())
    return side(evaluation, language, inputs_of(read, records, evaluation), checked.static)


def compared(before: Side, after: Side, language: Language, base: str) -> Difference:
    """What differs between the two; `base`: the commit of the first, empty where it is none."""
    found = with_others(compare(before, after, language), before, after)
    return replace(found, base=base)
