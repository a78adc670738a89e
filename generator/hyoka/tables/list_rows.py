"""The rows of lists 一覧, and what each has of what a list can be narrowed down by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from hyoka.evaluation import (
    ComparedIndicator,
    ComparedProject,
    EvaluatedIndicator,
    EvaluatedIndicatorYear,
    EvaluatedProject,
    EvaluatedProjectYear,
    Owner,
)
from hyoka.model import name_in
from hyoka.units import FiscalYear

NOTHING = "-"
"""The value of the choice of the rows that record nothing of a filter; no id."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a row can have: a policy, a division, a status."""

    value: str
    """As addresses and rows write it."""
    name: str
    order: int = 0
    """Its place among those of a filter that has an order of its own."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list can be narrowed down by, with the choices that occur in it."""

    name: str
    """As addresses and rows write it: `status`."""
    choices: tuple[Choice, ...]
    several: bool = False
    """Whether a row can have more than one of them."""


@dataclass(frozen=True, kw_only=True)
class _Row:
    """What a row has of the filters."""

    choices: Mapping[str, Choice]
    """By the filters' names."""
    several: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    """Of the filters of which a row can have more than one choice."""
    missed: bool = False
    """Whether its target was missed."""


@dataclass(frozen=True)
class ProjectRow(_Row):
    """A project in one year; `None`: of which no year is recorded."""

    project: EvaluatedProject
    year: EvaluatedProjectYear | None


@dataclass(frozen=True)
class IndicatorRow(_Row):
    """An indicator in one year; `None`: of which no year is recorded."""

    indicator: EvaluatedIndicator
    year: EvaluatedIndicatorYear | None

    def owner_name(self, fiscal_year: FiscalYear | None) -> str:
        """What its owner is called; in a list of a year, was called then."""
        return called(self.indicator.owner, fiscal_year)


@dataclass(frozen=True)
class ChangedRow(_Row):
    """A project or an indicator whose status changed; nothing is chosen by its target."""

    compared: ComparedIndicator | ComparedProject


AnyRow = TypeVar("AnyRow", ProjectRow, IndicatorRow, ChangedRow)


def called(named: Owner, fiscal_year: FiscalYear | None) -> str:
    """In a list of a year, what it was called then."""
    return name_in(named, fiscal_year) if fiscal_year else named.name
