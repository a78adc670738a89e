"""What is known of a new record: the lines of its fields."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from hyoka.authoring.field_reference import in_yaml
from hyoka.content.placeholders import placeholder
from hyoka.model import (
    EVALUATION_FIELDS,
    Document,
    EvaluationStep,
    MeasureSheet,
    Municipality,
    NextAction,
    Plan,
    Policy,
    ProjectYear,
    RatingScale,
    Records,
    Sheet,
    Survey,
    Tag,
)
from hyoka.units import FiscalYear
from hyoka.wording import Language

_OfAYear = TypeVar("_OfAYear", Sheet, MeasureSheet, Survey, ProjectYear)


@dataclass(frozen=True)
class KnownValues:
    """What is known of a new record."""

    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The lines of a field, by its key."""
    notes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What else to say about a field, by its key."""
    examples: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What stands there as a comment, by its key, where it is not what every record begins with."""


def newest(of: Iterable[_OfAYear], before: FiscalYear | None = None) -> _OfAYear | None:
    """The one of the latest year; `before`: of those of an earlier year than this."""
    known = (one for one in of if before is None or one.fiscal_year < before)
    return max(known, key=lambda one: one.fiscal_year, default=None)


def newest_plan(records: Records) -> Plan | None:
    """The plan that ends last."""
    return max(records.plans, key=lambda plan: plan.last_year, default=None)


def field_lines(**values: str | int | None) -> dict[str, Sequence[str]]:
    """A field's one line, by its key; none where the value is not known."""
    return {k: (f"{k}: {in_yaml(v)}",) for k, v in values.items() if v is not None}


def list_lines(key: str, lines: Iterable[str]) -> dict[str, Sequence[str]]:
    """A list's lines, by its key; none where the list is empty."""
    indented = [f"  {line}" for line in lines]
    return {key: (f"{key}:", *indented)} if indented else {}


def approach_lines(policy: Policy) -> Iterator[str]:
    """The approaches of a policy's sheet, each with no item yet."""
    for approach in policy.approaches:
        yield f"# {approach.name}"
        yield f"- id: {approach.id}"
        yield "  items: []"


def known_document(
    city: Municipality, edition: FiscalYear, name: str | None, language: Language
) -> tuple[str | None, tuple[str, ...]]:
    """The one document that the values must come from, and what to say about it.

    `name`: of the policy or measure whose sheet it holds, where it must hold one.
    """
    found = [document for document in city.documents if document.edition == edition]
    fitting = [document for document in found if _is_about(document, name)]
    word, year = language.word, language.short_year(edition)
    if len(fitting) == 1:
        return fitting[0].id, (word("new.document", title=fitting[0].title),)
    known = word("formats.list").join(f"{d.id}（{d.title}）" for d in found)
    form = "documents" if known else "no_document"
    return None, (word(f"new.{form}", year=year, known=known),)


_DOCUMENT = placeholder(str(ProjectYear.model_fields["document"].title))
"""What stands there where no document is known."""


def document_lines(
    known: Sequence[str], candidates: Iterable[str], language: Language
) -> list[str]:
    """The lines of a year's document in a list of years; `candidates`: what to say about it."""
    must = "" if known else language.word("new.must")
    told = (f"# {must}{line}" for line in candidates)
    return [*told, *(known or [f"# document: {_DOCUMENT}"])]


def _is_about(document: Document, name: str | None) -> bool:
    """Whether the document holds the sheet of what is named so, as far as its subject says."""
    return document.subject is None or (name is not None and name in document.subject)


def choices(city: Municipality, language: Language) -> dict[str, Sequence[str]]:
    """What tags, evaluations and what is decided after them choose from, where that is declared."""
    scales = _named(city.rating_scales, language)
    actions = _named(city.next_actions, language)
    notes: dict[str, Sequence[str]] = {}
    if scales:
        told = (language.word("new.scales", known=scales),)
        notes |= dict.fromkeys(EVALUATION_FIELDS, told)
    if steps := _named(city.evaluation_steps, language):
        told = (language.word("new.steps", known=steps),)
        notes["evaluations"] = (*told, *notes.get("evaluations", ()))
    if tags := _named(city.tags, language):
        notes["tags"] = (language.word("new.choose", known=tags),)
    if actions:
        notes["next_action"] = (language.word("new.choose", known=actions),)
    return notes


def _named(
    choices: Sequence[EvaluationStep | NextAction | RatingScale | Tag], language: Language
) -> str:
    named = (f"{choice.id}（{choice.name}）" for choice in choices)
    return language.word("formats.list").join(named)
