"""A language as a whole: its notation, and all that is said in it."""

from collections.abc import Mapping
from functools import cache

from hyoka.content.builder import Plain
from hyoka.language import messages, receipts, sentences
from hyoka.language.notation import Notation
from hyoka.language.words import words_of
from hyoka.model import EVALUATIONS, Headings


class Language(Notation):
    """One language: how one thing is written, and what is said of several together."""

    sentence = sentences.sentence
    movement = sentences.movement
    project_movement = sentences.project_movement
    begun = sentences.begun
    missed_of = sentences.missed_of
    no_actual_since = sentences.no_actual_since

    receipt = receipts.receipt
    calculation = receipts.calculation
    unrounded = receipts.unrounded
    rounding = receipts.rounding
    margin = receipts.margin
    addition = receipts.addition
    counted = receipts.counted
    project_set = receipts.project_set
    group = receipts.group
    named_set = receipts.named_set
    named_group = receipts.named_group
    grounds = receipts.grounds

    message = messages.message
    hint = messages.hint
    meanings = messages.meanings
    place = messages.place


@cache
def load_language(code: str, headings: Headings | None = None) -> Language:
    """The language `ja`, …; with a municipality's own words for the evaluations on its sheets.

    Raises:
        FileNotFoundError: there is no such language.
        ValueError: a file of it cannot be read.
        TypeError: a file does not hold words by their keys.
    """
    words = words_of(code)
    return Language(code, {**words, **_headed(words, headings)} if headings else words)


def _headed(words: Mapping[str, Plain], headings: Headings) -> Mapping[str, Plain]:
    """The parts of the words that name the evaluations, in a municipality's own words."""
    own = {name: getattr(headings, name) for name in EVALUATIONS}
    given = {name: _written(word) for name, word in own.items() if word}
    return {part: {**_part(words, part), **given} for part in _NAMING_EVALUATIONS}


_NAMING_EVALUATIONS = ("evaluations", "labels", "text_sections")


def _part(words: Mapping[str, Plain], name: str) -> Mapping[str, Plain]:
    part = words[name]
    assert isinstance(part, dict)  # noqa: S101 - for the type checker
    return part


def _written(text: str) -> str:
    """A text as a word: its braces are no `{names}`."""
    return text.replace("{", "{{").replace("}", "}}")
