"""An indicator over its years, with every figure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Protocol, TypeVar

from hyoka.evaluation.cumulative import Cumulative
from hyoka.evaluation.figures import Figure, Judgement, Status
from hyoka.evaluation.indicator_groups import is_given_by_group
from hyoka.evaluation.target import (
    EffectiveTarget,
    changed_targets,
)
from hyoka.model import (
    AchievementMethod,
    Indicator,
    IndicatorYear,
    MeasureSheet,
    Municipality,
    PlanPart,
    Policy,
    Project,
    ProjectYear,
    Sheet,
    TargetChange,
    name_in,
)
from hyoka.units import FiscalYear, Missing, Value


class _Year(Protocol):
    """A year of something."""

    @property
    def fiscal_year(self) -> FiscalYear:
        """Which year."""

    @property
    def planned(self) -> bool:
        """Whether it holds nothing but plans."""


_AnyYear = TypeVar("_AnyYear", bound=_Year)


def newest_known(years: Sequence[_AnyYear]) -> _AnyYear | None:
    """The newest of `years`, oldest first, that is not only planned; else the first."""
    known = [year for year in years if not year.planned]
    return known[-1] if known else next(iter(years), None)


def told_years(years: Iterable[_Year]) -> tuple[FiscalYear, ...]:
    """Those of which more than plans is told."""
    return tuple(year.fiscal_year for year in years if not year.planned)


def rank_among(indicator: Indicator, row: IndicatorYear) -> Value | None:
    """Among how many a year's actual is a rank; `None` where it is none."""
    return indicator.rank_among if row.rank_among is None else row.rank_among


@dataclass(frozen=True)
class EvaluatedIndicatorYear:
    """An indicator in one fiscal year."""

    indicator: Indicator
    fiscal_year: FiscalYear
    record: IndicatorYear
    effective_target: EffectiveTarget
    """The target that held in the year."""
    achievement_rate: Figure
    progress_rate: Figure
    change: Figure
    change_rate: Figure | None
    """`None` where the unit is ％: a rate of a rate would only confuse."""
    change_margin: Figure | None
    """`None` where not both numbers are known to come from surveys: nothing is claimed then."""
    year_on_year: Figure
    year_on_year_rate: Figure | None
    year_on_year_margin: Figure | None
    judgement: Judgement
    planned: bool
    """Whether the year holds nothing but plans."""
    cumulative: Cumulative | None = None
    """The sum up to the year, where the target counts that."""
    previous: IndicatorYear | None = None
    """What the year before recorded."""

    @property
    def actual(self) -> Value:
        """実績値."""
        return self.record.actual

    @property
    def to_come(self) -> bool:
        """Whether nothing is told of the actual yet: the year has plans alone, and no forecast."""
        return self.planned and self.actual is Missing.PENDING

    @property
    def rank_among(self) -> Value | None:
        """Among how many the actual is a rank 順位の母数; `None` where it is none."""
        return rank_among(self.indicator, self.record)

    @property
    def measured(self) -> bool:
        """Whether there is an actual, and no mere forecast: a number, or words."""
        if self.record.forecast:
            return False
        return isinstance(self.actual, Decimal) or self.record.is_in_words

    @property
    def is_preliminary(self) -> bool:
        """Whether what the target is compared with is preliminary 速報値: an actual, or a sum."""
        if self.indicator.cumulative_from is None or self.cumulative is None:
            return self.record.preliminary is True
        return self.cumulative.preliminary

    @property
    def target(self) -> Value | None:
        """目標値; `None` also where the target is a range."""
        return self.effective_target.value

    @property
    def has_target_by_group(self) -> bool:
        """Whether there are targets of groups for it, and none of the whole."""
        held = self.effective_target
        if self.target not in {None, Missing.NOT_STATED} or held.range or held.rule or held.words:
            return False
        last = self.indicator.target_year
        of_plan = last is None or last >= self.fiscal_year
        own = any(of_group.target is not None for of_group in self.record.by_group)
        return own or (of_plan and is_given_by_group(self.indicator, "target"))

    @property
    def target_year(self) -> FiscalYear | None:
        """The year that the target is for."""
        return self.effective_target.fiscal_year

    @property
    def difference(self) -> str | None:
        """Why the printed achievement rate differs from the computed one, as recorded."""
        return self.record.printed.difference if self.record.printed else None

    @property
    def status(self) -> Status:
        """状態, by the published rule."""
        return self.judgement.status

    @property
    def has_own_verdict(self) -> bool:
        """Whether it is judged as a group: only by a target that is a number, and its own."""
        return self.measured and isinstance(self.target, Decimal)

    @property
    def moved_lately(self) -> bool:
        """Whether the change to be told is the one since last year.

        It is where the status rests on that, or on no change and there is none since the baseline.
        """
        if self.judgement.compared_with:
            return self.judgement.compared_with == "previous_actual"
        return self.change.value is None and self.year_on_year.value is not None

    @property
    def moved(self) -> Figure:
        """The change that the status rests on: since last year, or else since the baseline."""
        return self.year_on_year if self.moved_lately else self.change

    @property
    def moved_margin(self) -> Figure | None:
        """The margin of `moved`, where it is known."""
        return self.year_on_year_margin if self.moved_lately else self.change_margin

    @property
    def name(self) -> str:
        """What the indicator was called in this year."""
        return name_in(self.indicator, self.fiscal_year)


@dataclass(frozen=True)
class EvaluatedIndicator:
    """An indicator over its years, oldest first, and whose it is."""

    indicator: Indicator
    owner: Policy | Project | PlanPart
    years: tuple[EvaluatedIndicatorYear, ...]
    told_years: tuple[FiscalYear, ...] = ()
    """The years, oldest first, of which its owner tells more than plans."""
    over: bool = False
    """Whether other records tell of years after its owner's plan."""
    groups: tuple["EvaluatedIndicator", ...] = ()
    """The groups that it is given by, each as an indicator; none of them is counted."""

    @property
    def begins(self) -> bool:
        """Whether it has no year, and its actuals may still be to come."""
        return not (self.years or self.told_years or self.over)

    @cached_property
    def latest(self) -> EvaluatedIndicatorYear | None:
        """The newest year that has an actual; where none has, the newest that is no mere plan."""
        measured = (year for year in reversed(self.years) if year.measured)
        return next(measured, newest_known(self.years))

    @cached_property
    def years_since(self) -> Mapping[FiscalYear, EvaluatedIndicatorYear | None]:
        """The years after `latest`, oldest first, which have no actual: not surveyed, pending.

        `None` for one of which its owner tells something, but nothing of the indicator.
        """
        latest = self.latest
        known = sorted({*self.told_years, *self.by_year}) if latest else ()
        return {
            year: self.by_year.get(year) for year in known if latest and year > latest.fiscal_year
        }

    @property
    def target_changes(self) -> tuple[tuple[TargetChange, Value | None], ...]:
        """Each change of the plan's target, oldest first, with the target that it changed_to."""
        return changed_targets(self.indicator)

    @cached_property
    def by_year(self) -> Mapping[FiscalYear, EvaluatedIndicatorYear]:
        """The years by their number."""
        return {year.fiscal_year: year for year in self.years}


@dataclass(frozen=True, slots=True)
class RoundingRules:
    """How the municipality computes and prints a table's figures."""

    places: int
    """Decimals of its rates."""
    margin_places: int = 1
    """Decimals of the margins of what a survey told."""
    method: AchievementMethod | None = None
    """Of the achievement rate where lower is better; an indicator may have its own."""


def rounding_rules(municipality: Municipality, places: int) -> RoundingRules:
    """The manner of a table whose rates have so many decimals."""
    return RoundingRules(places, municipality.decimals.share, municipality.achievement_method)


def in_year(
    indicators: tuple[EvaluatedIndicator, ...], fiscal_year: FiscalYear
) -> tuple[EvaluatedIndicatorYear, ...]:
    """Those indicators that record the year, in that year."""
    return tuple(
        indicator.by_year[fiscal_year]
        for indicator in indicators
        if fiscal_year in indicator.by_year
    )


def count_missed(indicators: Iterable[EvaluatedIndicatorYear]) -> int:
    """How many are known to have missed their target."""
    return sum(indicator.judgement.target_met is False for indicator in indicators)


def count_compared(indicators: Iterable[EvaluatedIndicatorYear]) -> int:
    """How many of which it is known whether they met their target."""
    return sum(indicator.judgement.target_met is not None for indicator in indicators)


def rows_by_indicator(
    years: Iterable[Sheet | MeasureSheet | ProjectYear],
) -> Mapping[str, Mapping[FiscalYear, IndicatorYear]]:
    """What each year recorded of each indicator: indicator id -> fiscal year -> row."""
    rows: dict[str, dict[FiscalYear, IndicatorYear]] = defaultdict(dict)
    for year in years:
        for row in year.indicators:
            rows[row.id][year.fiscal_year] = row
    return rows
