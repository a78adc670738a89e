"""What a problem of the records is called, where it is and how to mend it."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache

from hyoka.problems import CHOICES, IN_WORKBOOK, Problem, RecordPath
from hyoka.units import Missing
from hyoka.wording.words import Words


def message(language: Words, problem: Problem) -> str:
    """What is wrong."""
    return language.word(f"{_words(language, problem)}.message", **_values(language, problem))


def _words(language: Words, problem: Problem) -> str:
    """Where the words of a problem stand: of records, or of what is taken into them."""
    sections = ("problems", "import_problems", "take_problems")
    found = (f"{section}.{problem.rule}" for section in sections)
    return next((words for words in found if language.has(f"{words}.message")), problem.rule)


def hint(language: Words, problem: Problem) -> str:
    """How to mend it; with what was probably meant, where that can be guessed.

    Its lines are those of the words alone: none comes of a value.
    """
    values = {
        name: " ".join(value.split("\n")) for name, value in _values(language, problem).items()
    }
    form = next((form for form, value in _FORMS.items() if value in values), "hint")
    told = language.word(f"{_words(language, problem)}.{form}", **values)
    plain = without_yaml(told) if IN_WORKBOOK in values and _SENTENCE.search(told) else told
    return told if plain == told else f"{plain}{language.word('take.in_yaml')}"


_SENTENCE = re.compile("[^。]+。")
_OF_YAML = re.compile("[a-z_]{3,}|引用符|段落は改行で")
"""What a sentence has that tells how something is written in YAML."""


def without_yaml(text: str) -> str:
    """A text's sentences, but for those that only who writes YAML needs."""
    return "".join(it for it in _SENTENCE.findall(text) if not _OF_YAML.search(it))


_FORMS = {
    "older": "older",
    "commented": "commented",
    "byte": "byte",
    "offer_of_item": "offer_item",
    "offer_of_none": "offer_none",
    "offer_of_rank": "offer_rank",
    "offer_of_lines": "offer_second",
    "offer_of_line": "offer_line",
    "offer_of_rating": "offer_rating",
    "offer_of_title": "offer_title",
    "offer_of_unit": "typed_unit",
    "offer": "offer",
}
"""Hints that say more, by the value that they say it of."""


@cache
def called() -> Mapping[type[StrEnum], str]:
    """Where the words of a field's choices stand in a language; others mean themselves: 千円."""
    # The nouns take longer to import than a report of most problems takes.
    from hyoka import model  # noqa: PLC0415

    return {
        model.AchievementMethod: "achievement_methods",
        model.Best: "best",
        model.CostBasis: "cost_bases",
        model.ExpectedChange: "expected_changes",
        model.Direction: "directions",
        model.Kind: "kinds",
        Missing: "missing",
        model.Period: "periods",
        model.Outcome: "outcomes",
        model.RecommenderKind: "recommender_kinds",
        model.Asks: "asks",
        model.GroupKind: "group_kinds",
        model.ResponseStatus: "response_statuses",
        model.Qualifier: "qualifier_names",
        model.SheetKind: "sheet_kinds",
        model.SheetSection: "sheet_sections",
        model.SuccessionKind: "successions",
        model.TargetRule: "target_rules",
    }


def meanings(language: Words, choices: Sequence[str]) -> list[str]:
    """What the choices are called, where they do not mean themselves and the language says it."""
    found = (name for choice, name in called().items() if list(choice) == list(choices))
    name = next(found, "")
    words = language.below(name) if name in language.own else {}
    return [str(words[choice]) for choice in choices] if words else []


def place(language: Words, place: RecordPath) -> str:
    """The way to a value: indicators → 1番目 → actual."""
    return language.word("place.separator").join(
        language.word("place.nth", n=str(step + 1)) if isinstance(step, int) else step
        for step in place
    )


def _explained(language: Words, choices: Sequence[str]) -> str:
    """The choices, each with what it is called."""
    called = meanings(language, choices)
    told = (
        [
            language.word("formats.choice", choice=choice, meaning=meaning)
            for choice, meaning in zip(choices, called, strict=True)
        ]
        if called
        else choices
    )
    return CHOICES.join(told)


def _called(language: Words, choices: Sequence[str], written: str) -> str | None:
    """The choice that the language calls as it was written, or in a part of what it calls it."""
    called = zip(choices, meanings(language, choices), strict=False)
    meant = [choice for choice, word in called if written in re.split("[・（）]", word)]
    return meant[0] if len(meant) == 1 else None


def _kind_of(language: Words, written: str) -> str | None:
    """The kind of missing value that the language calls as it was written."""
    kinds = language.below("missing").items()
    return next((kind for kind, name in kinds if name == written), None)


def _values(language: Words, problem: Problem) -> dict[str, str]:
    values = dict(problem.values)
    if problem.rule == "choice":
        choices = values["expected"].split(CHOICES)
        values["expected"] = _explained(language, choices)
        if meant := _called(language, choices, values["got"]):
            values["offer"] = meant
    if problem.rule == "missing_kind" and (kind := _kind_of(language, values["got"])):
        values["offer"] = kind
    for name in _CAUSES.keys() & values.keys():
        values[name] = language.word(f"{_CAUSES[name]}.{values[name]}")
    if "unclear" in values:
        values["which"] = language.word(f"unclear_targets.{values['which']}")
    for name in {"amount_of", "figure"} & values.keys():
        values[name] = language.label(values[name])
    return values


_CAUSES = {
    "noun": "nouns",
    "kind": "value_kinds",
    "unclear": "unclear_directions",
    "qualifier": "qualifier_causes",
    "impossible_rank": "rank_causes",
    "impossible_group": "group_causes",
    "target_rule": "target_rule_causes",
    "cumulative": "cumulative_causes",
    "fault": "url_faults",
}
"""Where the words of a value stand that is one of a few."""
