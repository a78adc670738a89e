"""An indicator over its years, with every figure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from generator import figures
from generator.figures import Figure, Judgement, Status
from generator.model import (
    Direction,
    Indicator,
    IndicatorYear,
    PlanPart,
    Policy,
    Project,
    name_in,
)
from generator.units import FiscalYear, Value


@dataclass(frozen=True)
class EvaluatedIndicatorYear:
    """An indicator in one fiscal year."""

    indicator: Indicator
    fiscal_year: FiscalYear
    actual: Value
    target: Value | None
    target_year: FiscalYear | None
    achievement_rate: Figure
    progress_rate: Figure
    change: Figure
    change_rate: Figure | None
    """`None` where the unit is ％: a rate of a rate would only confuse."""
    year_on_year: Figure
    year_on_year_rate: Figure | None
    judgement: Judgement
    difference: str | None
    """Why the printed achievement rate differs from the computed one, as recorded."""

    @property
    def status(self) -> Status:
        """状態, by the published rule."""
        return self.judgement.status

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

    @property
    def latest(self) -> EvaluatedIndicatorYear | None:
        """The newest recorded year."""
        return self.years[-1] if self.years else None

    @cached_property
    def by_year(self) -> Mapping[FiscalYear, EvaluatedIndicatorYear]:
        """The years by their number."""
        return {year.fiscal_year: year for year in self.years}


def evaluate_indicator(
    indicator: Indicator, rows: Mapping[FiscalYear, IndicatorYear], places: int
) -> tuple[EvaluatedIndicatorYear, ...]:
    """An indicator's years, oldest first, from what each year recorded."""
    return tuple(
        _kept_apart(_indicator_year(indicator, year, rows[year], rows.get(year.plus(-1)), places))
        for year in sorted(rows)
    )


def _indicator_year(
    indicator: Indicator,
    fiscal_year: FiscalYear,
    row: IndicatorYear,
    previous: IndicatorYear | None,
    places: int,
) -> EvaluatedIndicatorYear:
    target, target_year = _target(indicator, fiscal_year, row)
    final = target
    if indicator.target is not None and not _passed(indicator, fiscal_year):
        final = indicator.target
    direction = _direction(indicator, row)
    actual = {"actual": row.actual}
    baseline = {"baseline": indicator.baseline}
    last = {"previous_actual": previous.actual if previous else None}
    in_unit = figures.unit_of_change(indicator.unit)
    rates = in_unit == indicator.unit
    # Where lower is better, actual ÷ target would praise the worse value.
    misleads = direction is Direction.LOWER and isinstance(target, Decimal)
    lower = figures.Reason("lower_is_better") if misleads else None
    achievement_rate = figures.compute(
        figures.achievement_rate,
        actual | {"target": target},
        places=places,
        printed=row.printed.achievement_rate if row.printed else None,
        unfit=lower,
    )
    progress_rate = figures.compute(
        figures.progress_rate, actual | baseline | {"target": final}, places=places
    )
    late = _passed(indicator, fiscal_year)
    return EvaluatedIndicatorYear(
        indicator,
        fiscal_year,
        row.actual,
        target,
        target_year,
        _told_late(achievement_rate) if late else achievement_rate,
        _told_late(progress_rate) if late else progress_rate,
        figures.compute(figures.change, actual | baseline, unit=in_unit),
        figures.compute(figures.change_rate, actual | baseline, places=places) if rates else None,
        figures.compute(figures.year_on_year, actual | last, unit=in_unit),
        figures.compute(figures.year_on_year_rate, actual | last, places=places) if rates else None,
        figures.judge(
            actual=row.actual,
            target=target,
            baseline=indicator.baseline,
            previous_actual=last["previous_actual"],
            direction=direction,
            assumed=direction is not indicator.direction,
        ),
        row.printed.difference if row.printed else None,
    )


def _told_late(figure: Figure) -> Figure:
    """The same figure; it has no target because the target's year has passed, and says so."""
    if figure.reason != figures.Reason("absent", "target"):
        return figure
    return replace(figure, reason=figures.Reason("past_target"))


def _kept_apart(year: EvaluatedIndicatorYear) -> EvaluatedIndicatorYear:
    """The same year; nothing in it compares across a break of comparability."""
    year = _apart_from_last_year(year)
    indicator = year.indicator
    if indicator.comparable_with_baseline(year.fiscal_year):
        return year
    return replace(
        year,
        progress_rate=_incomparable(year.progress_rate, "baseline"),
        change=_incomparable(year.change, "baseline"),
        change_rate=year.change_rate and _incomparable(year.change_rate, "baseline"),
        judgement=_judged_again(year, "baseline", indicator.baseline),
    )


def _apart_from_last_year(year: EvaluatedIndicatorYear) -> EvaluatedIndicatorYear:
    if year.indicator.comparable(year.fiscal_year.plus(-1), year.fiscal_year):
        return year
    name = "previous_actual"
    return replace(
        year,
        year_on_year=_incomparable(year.year_on_year, name),
        year_on_year_rate=year.year_on_year_rate and _incomparable(year.year_on_year_rate, name),
        judgement=_judged_again(year, name, dict(year.year_on_year.inputs)[name]),
    )


def _incomparable(figure: Figure, name: str) -> Figure:
    """No figure, for its input `name` was measured another way; what is missing is told first."""
    if figure.value is None:
        return figure
    return replace(figure, value=None, reason=figures.Reason("not_comparable", name))


def _judged_again(year: EvaluatedIndicatorYear, name: str, value: Value | None) -> Judgement:
    """The judgement without the input `name`, whose `value` was measured another way."""
    before = year.judgement
    if before.compared_with != name:
        return before
    # Last year's actual, where the baseline is what cannot be compared; its figure has told.
    last = year.year_on_year
    reference = dict(last.inputs)["previous_actual"] if last.value is not None else None
    judgement = figures.judge(
        actual=year.actual,
        target=year.target,
        baseline=None,
        previous_actual=reference if name == "baseline" else None,
        direction=before.direction,
        assumed=before.assumed,
    )
    if judgement.reason == figures.Reason("no_reference") and isinstance(value, Decimal):
        return replace(judgement, reason=figures.Reason("not_comparable", name))
    return judgement


def _direction(indicator: Indicator, row: IndicatorYear) -> Direction | None:
    """The same in every year: from the plan's target, from a year's own where there is no other."""
    final = indicator.target if isinstance(indicator.target, Decimal) else row.target
    return figures.direction_of(indicator.direction, indicator.baseline, final)


def _passed(indicator: Indicator, fiscal_year: FiscalYear) -> bool:
    """Whether the plan's target was for a year before `fiscal_year`."""
    return indicator.target_year is not None and indicator.target_year < fiscal_year


def _target(
    indicator: Indicator, fiscal_year: FiscalYear, row: IndicatorYear
) -> tuple[Value | None, FiscalYear | None]:
    """The year's own target, else the plan's while its year has not passed."""
    if row.target is not None:
        return row.target, fiscal_year
    if _passed(indicator, fiscal_year):
        return None, None
    return indicator.target, indicator.target_year


def rows_by_indicator(
    years: Iterable[tuple[FiscalYear, tuple[IndicatorYear, ...]]],
) -> Mapping[str, Mapping[FiscalYear, IndicatorYear]]:
    """What each year recorded of each indicator: indicator id -> fiscal year -> row."""
    rows: dict[str, dict[FiscalYear, IndicatorYear]] = defaultdict(dict)
    for fiscal_year, indicators in years:
        for row in indicators:
            rows[row.id][fiscal_year] = row
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
