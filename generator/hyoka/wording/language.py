"""A language as a whole: its notation, and all that is said in it."""

from collections.abc import Mapping
from functools import cache

from hyoka.content.builder import Plain
from hyoka.model import EVALUATIONS, Headings, LevelNames, Municipality
from hyoka.wording import amounts, explanations, sentences
from hyoka.wording.notation import Formatter
from hyoka.wording.problem_words import ProblemWords
from hyoka.wording.words import usual_levels, words_of


class Language(Formatter, ProblemWords):
    """One language: how one thing is written, and what is said of several together."""

    sentence = sentences.sentence
    movement = sentences.movement
    before = sentences.before
    project_movement = sentences.project_movement
    begun = sentences.begun
    missed_of = sentences.missed_of
    no_actual_since = sentences.no_actual_since

    said_amount = amounts.said_amount
    rounded_amount = amounts.rounded_amount
    signed_amount = amounts.signed_amount

    absence = explanations.absence
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
    no_status_because = explanations.no_status_because
    status_explanation = explanations.status_explanation


@cache
def load_language(
    code: str,
    headings: Headings | None = None,
    levels: LevelNames | None = None,
    others: tuple[tuple[str, str | None], ...] = (),
) -> Language:
    """The language `ja`, …; with a municipality's own words for what its sheets have.

    `headings`: those for the evaluations. `levels`: those for chapters, measures, policies.
    `others`: other words by their paths, as far as it has its own.

    Raises:
        FileNotFoundError: there is no such language.
        ValueError: a file of it cannot be read.
        TypeError: a file does not hold words by their keys.
    """
    own = words_of(code)
    given: dict[str, Plain] = {}
    if levels:
        given["levels"] = {**level_words(levels)}
    if headings:
        given |= _headed(own, headings)
    for path, word in others:
        group, _, key = path.rpartition(".")
        if word and group:
            given[group] = {**_group({**own, **given}, group), key: _written(word)}
        elif word:
            given[key] = _written(word)
    return Language(code, {**own, **given})


def language_of(municipality: Municipality, code: str) -> Language:
    """The language, with the municipality's own words for what its sheets have."""
    return load_language(
        code,
        municipality.headings,
        level_names(municipality),
        (
            ("site.title", municipality.site_title),
            ("not_stated_sign", municipality.not_stated_sign),
            ("labels.prefectural", _PREFECTURAL.get(_of_it("code", municipality)[:2])),
        ),
    )


def level_names(municipality: Municipality) -> LevelNames | None:
    """What it calls its levels; a survey of residents after what it is itself: 県民意識調査."""
    names, usual = municipality.level_names, usual_levels()["survey"]
    kind = _of_it("name", municipality)[-1:]
    if (names and names.survey) or kind not in _KINDS:
        return names
    return (names or LevelNames()).model_copy(update={"survey": kind + usual.removeprefix("市")})


def _of_it(field: str, municipality: Municipality) -> str:
    """What is recorded of it in a field that must be there; empty where it cannot be read."""
    return str(vars(municipality).get(field, ""))


def level_words(levels: LevelNames) -> Mapping[str, str]:
    """The words for the levels, those that a municipality has its own for among them."""
    usual = usual_levels()
    given = {name: _written(word) for name, word in levels if isinstance(word, str)}
    below = [_written(name) for name in levels.submeasures]
    given |= {f"submeasure_{level}": name for level, name in enumerate(below, 2)}
    chapter, measure = (given.get(name, usual[name]) for name in ("chapter", "measure"))
    given["submeasure"] = usual["submeasure"].replace(usual["measure"], measure)
    numbered = {f"{name}_number": f"{word}{{number}}" for name, word in given.items()}
    every = (chapter, measure, *below)
    together = {
        "part": "・".join(every),
        "parts": "と".join(("、".join(every[:-1]), every[-1])),
        "submeasures": "・".join(below) or given["submeasure"],
        "measure_unit": given.get("measure", usual["measure_unit"]),
    }
    return {**usual, **given, **numbered, **together}


def _group(words: Mapping[str, Plain], name: str) -> Mapping[str, Plain]:
    group = words.get(name)
    return group if isinstance(group, dict) else {}


def _headed(words: Mapping[str, Plain], headings: Headings) -> Mapping[str, Plain]:
    """The parts of the words that name the evaluations, in a municipality's own words."""
    own = {name: getattr(headings, name) for name in EVALUATIONS}
    given: dict[str, Plain] = {name: _written(word) for name, word in own.items() if word}
    parts = {name: words.get(name) for name in _NAMING_EVALUATIONS}
    return {n: {**part, **given} if isinstance(part, dict) else given for n, part in parts.items()}


_KINDS = ("都", "道", "府", "県", "区", "町", "村")
"""How the names of municipalities end that are no cities 市."""
_PREFECTURAL = {"01": "道支出金", "13": "都支出金", "26": "府支出金", "27": "府支出金"}
"""What comes from a prefecture that is no 県, by the prefecture of a municipality's code."""
_NAMING_EVALUATIONS = ("evaluations", "labels", "text_sections")


def _written(text: str) -> str:
    """A text as a word: its braces are no `{names}`."""
    return text.replace("{", "{{").replace("}", "}}")
