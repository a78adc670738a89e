"""What is known of a new record: the lines of its fields."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from hyoka.authoring.field_reference import in_yaml
from hyoka.model import Document, MeasureSheet, Policy, ProjectYear, Sheet, Survey
from hyoka.units import FiscalYear

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


def is_about(document: Document, name: str | None) -> bool:
    """Whether the document holds the sheet of what is named so, as far as its subject says."""
    return document.subject is None or (name is not None and name in document.subject)
