"""A language as a whole: its notation, and all that is said in it."""

from collections.abc import Mapping
from functools import cache

from hyoka.content.builder import Plain
from hyoka.model import EVALUATIONS, Headings
from hyoka.wording import explanations, sentences
from hyoka.wording.notation import Formatter
from hyoka.wording.problem_words import ProblemWords
from hyoka.wording.words import words_of


class Language(Formatter, ProblemWords):
    """One language: how one thing is written, and what is said of several together."""

    sentence = sentences.sentence
    movement = sentences.movement
    before = sentences.before
    project_movement = sentences.project_movement
    begun = sentences.begun
    missed_of = sentences.missed_of
    no_actual_since = sentences.no_actual_since

    calculation = explanations.calculation
    rounding = explanations.rounding
    with_numbers = explanations.with_numbers
    unrounded = explanations.unrounded
    addition = explanations.addition
    counted = explanations.counted
    project_set = explanations.project_set
    group = explanations.group
    named_set = explanations.named_set
    named_group = explanations.named_group
    status_explanation = explanations.status_explanation


@cache
def load_language(
    code: str, headings: Headings | None = None, not_stated_sign: str | None = None
) -> Language:
    """The language `ja`, …; with a municipality's own words for the evaluations on its sheets.

    `not_stated_sign`: how its sheets print that they state no value.

    Raises:
        FileNotFoundError: there is no such language.
        ValueError: a file of it cannot be read.
        TypeError: a file does not hold words by their keys.
    """
    own = words_of(code)
    if headings:
        own = {**own, **_headed(own, headings)}
    if not_stated_sign:
        own = {**own, "not_stated_sign": _written(not_stated_sign)}
    return Language(code, own)


def _headed(words: Mapping[str, Plain], headings: Headings) -> Mapping[str, Plain]:
    """The parts of the words that name the evaluations, in a municipality's own words."""
    own = {name: getattr(headings, name) for name in EVALUATIONS}
    given: dict[str, Plain] = {name: _written(word) for name, word in own.items() if word}
    parts = {name: words.get(name) for name in _NAMING_EVALUATIONS}
    return {n: {**part, **given} if isinstance(part, dict) else given for n, part in parts.items()}


_NAMING_EVALUATIONS = ("evaluations", "labels", "text_sections")


def _written(text: str) -> str:
    """A text as a word: its braces are no `{names}`."""
    return text.replace("{", "{{").replace("}", "}}")
