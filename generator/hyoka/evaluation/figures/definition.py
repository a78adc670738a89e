"""What a figure is, and how one is registered in FIGURES: with its formula, beside its function."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from hyoka.model import AchievementMethod
from hyoka.units import EXACT, PERCENT, FiscalYear, Missing, Value, rounded

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a figure could not be computed."""

    code: str
    """`absent`: `input` is not recorded. `missing`: it has no value, for the cause `kind`.
    `zero`: it is 0 and would divide. `negative`: it is below 0, a share of it would mislead.
    `target_behind_baseline`: the target lies on the unwanted side of the baseline.
    `equal`: target and baseline are equal. `previous_is_baseline`: what last year had is the
    baseline. `no_reference`:
    there is neither a baseline nor last year's actual. `no_direction`: nothing tells which way is
    better. `neither`: neither way is, as declared. `output`: it tells what was done.
    `lower_is_better`: no method is declared for it. `above_baseline`: the target is above the
    baseline though lower is better. `past_target`: the target was for an earlier year.
    `range`: the target is a range, and nothing is a share of a range. `not_a_share`: `input` is
    not from 0 to 100 ％. `no_spread`: `input` is 0 or 100 ％, where the formula would say that
    chance plays no part. `other_set`: the projects of two years are chosen by
    different rules. `in_words`: the actual is told in words. `measured_otherwise`: `input`
    was measured another way. `not_after_baseline`: the year is the
    baseline's or before it. `other_projects`: a project has a value in one of two years alone.
    `none_compared`: no project has a value in both years.
    `cumulative`: the target counts the sum of the years, which a year or the baseline is not.
    `cumulative_gap`: an actual of the sum is not known. `cumulative_before`: the year is before the
    sum's first. `rank`: no rate is made of ranks. `other_rank_among`: `input` is a rank
    among another number. `unknown_rank_among`: among how many one of the two ranks is, is not
    stated. `forecast`: the actual is a forecast. `cumulative_forecast`: an earlier one of the sum
    is. `previous_forecast`: last year's actual is a forecast. `target_rule`: the
    target is set beside the baseline, in no number.
    `bounded`: `input`, or the actual, is only known to be above or below a number."""
    input: str = ""
    kind: Missing | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A computed number with everything that explains it. Never an input to be recorded."""

    name: str
    """Its label's and its column's name, whichever way it is computed."""
    method: str
    """A key of `FIGURES`: how it is computed; its name where there is but one way."""
    inputs: tuple[tuple[str, Value | None], ...]
    unit: str
    places: int | None
    """Decimals it is printed with; `None`: a difference or sum of recorded numbers, exact."""
    value: Decimal | None
    """Unrounded. `None` for the `reason`."""
    reason: Reason | None = None
    printed: Decimal | None = None
    """The official sheet's own figure."""
    addends: tuple[tuple[FiscalYear, Decimal], ...] = ()
    """What its input `cumulative` is the sum of, oldest first."""
    about: frozenset[str] = frozenset()
    """Which of its inputs are only about so much 約; then so is it."""
    forecast: bool = False
    """Whether an actual that it is made of is no more than a forecast 見込; then so is it."""

    @property
    def shown(self) -> Decimal | None:
        """The value as it is printed: rounded half up to `places`."""
        if self.value is None or self.places is None:
            return self.value
        return rounded(self.value, self.places)

    @property
    def agrees(self) -> bool | None:
        """Whether it equals the printed figure; `None` when nothing is printed.

        A printed figure does not agree with one that could not be computed.
        """
        return None if self.printed is None else self.shown == self.printed


class Sign(StrEnum):
    """What stands before a figure's number, besides the minus of one below zero."""

    NONE = "none"
    DIFFERENCE = "difference"
    """+, − or ±0: how much more or less it became."""
    RANK = "rank"
    """How many ranks up or down: of ranks, less is better, and + would say the contrary."""
    MARGIN = "margin"
    """±: how far off it may be to either side."""


@dataclass(frozen=True, slots=True)
class Definition:
    """How a figure is computed."""

    name: str
    figure: str
    """What it computes: its own name, or that of the figure of which it is one method."""
    formula: str
    function: Callable[..., Decimal | Reason]
    sign: Sign = Sign.NONE
    achievement_method: AchievementMethod | None = None
    """The declared method that it is, of the achievement rate where lower is better."""


FIGURES: dict[str, Definition] = {}
"""In the order of the method page."""

_Function = TypeVar("_Function", bound=Callable[..., Decimal | Reason])


def figure(
    formula: str,
    *,
    sign: Sign = Sign.NONE,
    of: str = "",
    achievement_method: AchievementMethod | None = None,
) -> Callable[[_Function], _Function]:
    """Register a function as a figure, under its own name; or as a method `of` another figure."""

    def register(function: _Function) -> _Function:
        name = function.__name__
        FIGURES[name] = Definition(name, of or name, formula, function, sign, achievement_method)
        return function

    return register


def compute(  # noqa: PLR0913 - what a figure is made of
    function: Callable[..., Decimal | Reason],
    inputs: Mapping[str, Value | None],
    *,
    unit: str = PERCENT,
    places: int | None = None,
    printed: Decimal | None = None,
    unfit: Reason | None = None,
) -> Figure:
    """The figure that `function` makes of recorded values; a reason where one is missing.

    `unfit` says why there is none though every value is there.
    """
    definition = FIGURES[function.__name__]
    numbers: dict[str, Decimal] = {}
    reason: Reason | None = None
    for key, value in inputs.items():
        if isinstance(value, Decimal):
            numbers[key] = value
        else:
            reason = reason or without(key, value)
    outcome = reason or unfit or function(**numbers)
    value = outcome if isinstance(outcome, Decimal) else None
    cause = outcome if isinstance(outcome, Reason) else None
    return Figure(
        definition.figure,
        definition.name,
        tuple(inputs.items()),
        unit,
        places,
        value,
        cause,
        printed,
    )


def without(name: str, value: Missing | None) -> Reason:
    """The reason that a figure lacks its input `name`."""
    return Reason("absent", name) if value is None else Reason("missing", name, value)


def percentage(part: Decimal, whole: Decimal, when_zero: Reason) -> Decimal | Reason:
    """A part of a whole in ％; `when_zero`: why there is none of a whole of 0."""
    # Multiplied before it is divided: 1 ÷ 3 × 100 must not lose a digit on the way.
    return when_zero if whole == 0 else EXACT.divide(EXACT.multiply(part, HUNDRED), whole)
