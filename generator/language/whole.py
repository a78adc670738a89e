"""A language as a whole: its notation, and all that is said in it."""

from functools import cache

from generator.language import messages, receipts, sentences
from generator.language.notation import Notation
from generator.language.words import words_of


class Language(Notation):
    """One language: how one thing is written, and what is said of several together."""

    sentence = sentences.sentence
    movement = sentences.movement
    project_movement = sentences.project_movement
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
    grounds = receipts.grounds

    message = messages.message
    hint = messages.hint
    meanings = messages.meanings
    place = messages.place


@cache
def load_language(code: str) -> Language:
    """The language `ja`, …

    Raises:
        FileNotFoundError: there is no such language.
        ValueError: a file of it cannot be read.
        TypeError: a file does not hold words by their keys.
    """
    return Language(code, words_of(code))
