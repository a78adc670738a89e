"""An indicator over its years, with every figure."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Protocol, TypeVar

from hyoka import figures
from hyoka.evaluation.target import (
    HeldTarget,
    changed_targets,
    direction_of,
    final_target,
    held_target,
    passed,
)
from hyoka.figures import Figure, Judgement, Reason, Status
from hyoka.model import (
    AchievementMethod,
    Direction,
    Indicator,
    IndicatorYear,
    Kind,
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
from hyoka.units import FiscalYear, Value, is_percent

Inputs = dict[str, Value | None]
"""Recorded values by the names that they have in a formula."""


class _Year(Protocol):
    """A year of something."""

    @property
    def planned(self) -> bool:
        """Whether it holds nothing but plans."""


_AnyYear = TypeVar("_AnyYear", bound=_Year)


def newest_known(years: Sequence[_AnyYear]) -> _AnyYear | None:
    """The newest of `years`, oldest first, that is not only planned; else the first."""
    known = [year for year in years if not year.planned]
    return known[-1] if known else next(iter(years), None)


@dataclass(frozen=True)
class EvaluatedIndicatorYear:
    """An indicator in one fiscal year."""

    indicator: Indicator
    fiscal_year: FiscalYear
    record: IndicatorYear
    held: HeldTarget
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
    """Whether the year holds nothing but plans: then the actual is still to come."""

    @property
    def actual(self) -> Value:
        """実績値."""
        return self.record.actual

    @property
    def measured(self) -> bool:
        """Whether there is an actual: a number, or words."""
        return isinstance(self.actual, Decimal) or self.record.actual_words is not None

    @property
    def target(self) -> Value | None:
        """目標値; `None` also where the target is a range."""
        return self.held.value

    @property
    def target_year(self) -> FiscalYear | None:
        """The year that the target is for."""
        return self.held.fiscal_year

    @property
    def difference(self) -> str | None:
        """Why the printed achievement rate differs from the computed one, as recorded."""
        return self.record.printed.difference if self.record.printed else None

    @property
    def status(self) -> Status:
        """状態, by the published rule."""
        return self.judgement.status

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
        """Each change of the plan's target, oldest first, with the target that it brought."""
        return changed_targets(self.indicator)

    @cached_property
    def by_year(self) -> Mapping[FiscalYear, EvaluatedIndicatorYear]:
        """The years by their number."""
        return {year.fiscal_year: year for year in self.years}


@dataclass(frozen=True, slots=True)
class Manner:
    """How the municipality computes and prints a table's figures."""

    places: int
    """Decimals of its rates."""
    margin_places: int = 1
    """Decimals of the margins of what a survey told."""
    method: AchievementMethod | None = None
    """Of the achievement rate where lower is better; an indicator may have its own."""


def manner_of(municipality: Municipality, places: int) -> Manner:
    """The manner of a table whose rates have so many decimals."""
    return Manner(places, municipality.decimals.share, municipality.achievement_method)


def evaluate_indicators(  # noqa: PLR0913 - what they are evaluated by
    owner: Policy | Project | PlanPart,
    indicators: Iterable[Indicator],
    years: Sequence[Sheet | MeasureSheet | ProjectYear],
    planned: frozenset[FiscalYear],
    manner: Manner,
    *,
    over: bool = False,
) -> tuple[EvaluatedIndicator, ...]:
    """An owner's indicators over their years, from what each year recorded.

    `planned`: the years that hold nothing but plans. `over`: whether other records tell of years
    after the owner's plan.
    """
    rows = _by_indicator(years)
    told = tuple(sorted({year.fiscal_year for year in years} - planned))
    return tuple(
        EvaluatedIndicator(
            indicator,
            owner,
            evaluate_indicator(indicator, rows[indicator.id], manner, planned),
            told,
            over,
        )
        for indicator in indicators
    )


def evaluate_indicator(
    indicator: Indicator,
    rows: Mapping[FiscalYear, IndicatorYear],
    manner: Manner,
    planned: Collection[FiscalYear] = (),
) -> tuple[EvaluatedIndicatorYear, ...]:
    """An indicator's years, oldest first, from what each year recorded.

    `planned`: the years of its owner that hold nothing but plans.
    """
    direction = direction_of(indicator, rows)
    cases = (
        _Case(
            indicator, direction, year, rows[year], rows.get(year.plus(-1)), manner, year in planned
        )
        for year in sorted(rows)
    )
    return tuple(_evaluated(case) for case in cases)


@dataclass(frozen=True)
class _Case:
    """An indicator's year, with all that its figures are made of."""

    indicator: Indicator
    direction: Direction | None
    """The wanted one, the same in every year."""
    fiscal_year: FiscalYear
    row: IndicatorYear
    previous: IndicatorYear | None
    """The row of the year before."""
    manner: Manner
    planned: bool
    """Whether the year holds nothing but plans."""

    @cached_property
    def held(self) -> HeldTarget:
        return held_target(self.indicator, self.fiscal_year, self.row)

    @property
    def actual(self) -> dict[str, Value | None]:
        return {"actual": self.row.actual}

    @property
    def baseline(self) -> dict[str, Value | None]:
        return {"baseline": self.indicator.baseline}

    @property
    def last(self) -> dict[str, Value | None]:
        return {"previous_actual": self.previous.actual if self.previous else None}

    @property
    def previous_is_baseline(self) -> bool:
        """Whether the year before has no actual but the baseline."""
        start, number = self.indicator.baseline_year, self.indicator.baseline
        if self.previous is not None or not isinstance(number, Decimal):
            return False
        return start == self.fiscal_year.plus(-1)

    @property
    def after_baseline(self) -> bool:
        """Whether the year can be compared with the baseline: it is not before it, nor the same.

        In the baseline's own year another number was measured at another time.
        """
        start = self.indicator.baseline_year
        if start == self.fiscal_year:
            return self.row.actual != self.indicator.baseline
        return start is None or start < self.fiscal_year

    @cached_property
    def unfit(self) -> Mapping[str, Reason]:
        """Why `baseline` or `previous_actual` is not compared with, whether recorded or not."""
        indicator, year = self.indicator, self.fiscal_year
        found = {} if self.after_baseline else {"baseline": "not_after_baseline"}
        if not indicator.comparable_with_baseline(year):
            found["baseline"] = "not_comparable"
        if not indicator.comparable(year.plus(-1), year):
            found["previous_actual"] = "not_comparable"
        return {name: Reason(code, name) for name, code in found.items()}

    @property
    def in_unit(self) -> str:
        """The unit of a difference."""
        return figures.unit_of_change(self.indicator.unit)

    @property
    def is_share(self) -> bool:
        """Whether the indicator is in ％."""
        return is_percent(self.indicator.unit)


def _evaluated(case: _Case) -> EvaluatedIndicatorYear:
    since, lately = case.actual | case.baseline, case.actual | case.last
    places = case.manner.places

    def difference(function: Callable[..., Decimal | Reason], of: Inputs) -> Figure:
        return _compared(case, figures.compute(function, of, unit=case.in_unit))

    def rate(function: Callable[..., Decimal | Reason], of: Inputs) -> Figure | None:
        if case.is_share:
            return None
        return _compared(case, figures.compute(function, of, places=places))

    return EvaluatedIndicatorYear(
        case.indicator,
        case.fiscal_year,
        case.row,
        case.held,
        _compared(case, _told(case, _achievement_rate(case))),
        _compared(case, _told(case, _progress_rate(case))),
        difference(figures.change, since),
        rate(figures.change_rate, since),
        _change_margin(case),
        difference(figures.year_on_year, lately),
        rate(figures.year_on_year_rate, lately),
        _year_on_year_margin(case),
        _judgement(case),
        case.planned,
    )


def _achievement_rate(case: _Case) -> Figure:
    inputs = case.actual | {"target": case.held.value}
    places, printed = case.manner.places, case.row.printed
    by_sheet = printed.achievement_rate if printed else None
    method = case.indicator.achievement_method or case.manner.method
    if case.direction is not Direction.LOWER or not isinstance(case.held.value, Decimal):
        function = figures.achievement_rate
    elif method is None:
        # Where lower is better, actual ÷ target would praise the worse value.
        unfit = Reason("lower_is_better")
        function = figures.achievement_rate
        return figures.compute(function, inputs, places=places, printed=by_sheet, unfit=unfit)
    else:
        function = _METHODS[method]
        inputs |= case.baseline if method is AchievementMethod.FROM_BASELINE else {}
    return figures.compute(function, inputs, places=places, printed=by_sheet)


_METHODS: Mapping[AchievementMethod, Callable[..., Decimal | Reason]] = {
    known.achievement_method: known.function
    for known in figures.FIGURES.values()
    if known.achievement_method is not None
}


def _progress_rate(case: _Case) -> Figure:
    final = final_target(case.indicator, case.fiscal_year, case.held)
    inputs = case.actual | case.baseline | {"target": final}
    backwards = _leads_back(case, final)
    unfit = Reason("target_behind_baseline", "target") if backwards else None
    return figures.compute(figures.progress_rate, inputs, places=case.manner.places, unfit=unfit)


def _leads_back(case: _Case, target: Value | None) -> bool:
    """Whether the target lies on the unwanted side of the baseline: a way there is no progress."""
    baseline = case.indicator.baseline
    if not isinstance(target, Decimal) or not isinstance(baseline, Decimal):
        return False
    if case.direction is Direction.HIGHER:
        return target < baseline
    return case.direction is Direction.LOWER and target > baseline


def _told(case: _Case, figure: Figure) -> Figure:
    """The same figure; where it only lacks a target because there can be none, it says so."""
    if figure.reason != Reason("absent", "target"):
        return figure
    if case.indicator.range is not None:
        return replace(figure, reason=Reason("range"))
    if passed(case.indicator, case.fiscal_year):
        return replace(figure, reason=Reason("past_target"))
    return figure


def _compared(case: _Case, figure: Figure) -> Figure:
    """The same figure; none where an input is unfit. What is absent tells first."""
    if case.previous_is_baseline and figure.reason == Reason("absent", "previous_actual"):
        return replace(figure, reason=Reason("previous_is_baseline"))
    unfit = next((case.unfit[name] for name, _ in figure.inputs if name in case.unfit), None)
    if figure.value is None or unfit is None:
        return figure
    return replace(figure, value=None, reason=unfit)


def _change_margin(case: _Case) -> Figure | None:
    asked = case.row.respondents, case.indicator.baseline_respondents
    return _margin(case, figures.change_margin, case.baseline, "baseline_respondents", *asked)


def _year_on_year_margin(case: _Case) -> Figure | None:
    asked = case.row.respondents, case.previous.respondents if case.previous else None
    return _margin(case, figures.year_on_year_margin, case.last, "previous_respondents", *asked)


def _margin(  # noqa: PLR0913 - the two surveys that a margin is made of
    case: _Case,
    function: Callable[..., Decimal | Reason],
    reference: Inputs,
    counted: str,
    respondents: int | None,
    reference_respondents: int | None,
) -> Figure | None:
    """The margin of a change between two surveys; `None` where one of them is not known."""
    if not case.is_share or respondents is None or reference_respondents is None:
        return None
    if case.unfit.keys() & reference.keys():
        return None
    asked = {"respondents": Decimal(respondents), counted: Decimal(reference_respondents)}
    places = case.manner.margin_places
    figure = figures.compute(
        function, case.actual | asked | reference, unit=case.in_unit, places=places
    )
    return None if figure.value is None else figure


def _judgement(case: _Case) -> Judgement:
    inferred = case.direction is not case.indicator.direction
    if case.indicator.kind is Kind.OUTPUT:
        # More leaflets are no success, and fewer no failure: what was done is told, not judged.
        output = Reason("output")
        return Judgement(
            Status.NOT_JUDGED, None, case.direction, direction_inferred=inferred, reason=output
        )
    references = case.baseline | case.last
    judgement = figures.judge(
        actual=case.row.actual,
        target=case.held.range or case.held.value,
        direction=case.direction,
        direction_inferred=inferred,
        wanted=case.indicator.range,
        **{name: None if name in case.unfit else value for name, value in references.items()},
    )
    if case.row.actual_words is not None and judgement.reason is not None:
        return replace(judgement, reason=Reason("in_words"))
    numbers = [name for name, value in references.items() if isinstance(value, Decimal)]
    unfit = next((case.unfit[name] for name in numbers if name in case.unfit), None)
    if judgement.reason == Reason("no_reference") and unfit is not None:
        return replace(judgement, reason=unfit)
    return judgement


def _by_indicator(
    years: Iterable[Sheet | MeasureSheet | ProjectYear],
) -> Mapping[str, Mapping[FiscalYear, IndicatorYear]]:
    """What each year recorded of each indicator: indicator id -> fiscal year -> row."""
    rows: dict[str, dict[FiscalYear, IndicatorYear]] = defaultdict(dict)
    for year in years:
        for row in year.indicators:
            rows[row.id][year.fiscal_year] = row
    return rows


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
    return sum(indicator.judgement.attained is False for indicator in indicators)
