"""What charts draw of an indicator: its baseline, its actuals, its targets, its breaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.charts.drawing import Slot
from generator.evaluation import EvaluatedIndicator, interim_target
from generator.language import Language
from generator.model import Indicator
from generator.units import FiscalYear


@dataclass(frozen=True, slots=True)
class Point:
    """A value in its slot; the baseline has the first."""

    slot: Slot
    value: Decimal | None
    name: str
    """The year in full, for those who do not see where the point lies."""
    said: str = "charts.point"
    """The word that tells it to those who do not see it."""
    preliminary: bool = False
    side: int = 0
    """How many breaks of comparability lie before it: only points of one side are compared."""


@dataclass(frozen=True, slots=True)
class BreakMark:
    """A break of comparability between two slots."""

    slot: int
    """The first slot behind it."""
    fiscal_year: FiscalYear


@dataclass(frozen=True, slots=True)
class Series:
    """Everything of an indicator that has a place in a chart."""

    points: tuple[Point, ...]
    """The baseline, then a point for each year."""
    targets: tuple[Point, ...]
    """Those that there are."""
    breaks: tuple[BreakMark, ...]
    ends: tuple[Decimal, ...]
    """The ends of the wanted range, those that there are; the highest first."""

    @property
    def numbers(self) -> list[Decimal]:
        """The values that are drawn, but for the range's."""
        return [p.value for p in (*self.points, *self.targets) if p.value is not None]

    @property
    def drawn(self) -> list[tuple[Point, Decimal]]:
        """The points that have a value, with it."""
        return [(point, point.value) for point in self.points if point.value is not None]

    @property
    def runs(self) -> list[list[tuple[Point, Decimal]]]:
        """The points that a line may join: without a gap or a break between them."""
        found: list[list[tuple[Point, Decimal]]] = [[]]
        side = self.points[0].side
        for point in self.points:
            if point.value is None or point.side != side:
                found.append([])
                side = point.side
            if point.value is not None:
                found[-1].append((point, point.value))
        return [run for run in found if len(run) > 1]


def series_of(
    evaluated: EvaluatedIndicator, years: Sequence[FiscalYear], language: Language
) -> Series:
    """An indicator over `years`, after its baseline."""
    indicator = evaluated.indicator
    start = language.word("charts.baseline")
    points = [
        Point(Slot(0, start), known(indicator.baseline), start, side=_baseline_side(indicator)),
        *(
            _point(evaluated, Slot.of(number, fiscal_year), fiscal_year, language)
            for number, fiscal_year in enumerate(years, start=1)
        ),
    ]
    targets = [
        _target(evaluated, Slot.of(number, fiscal_year), fiscal_year, language)
        for number, fiscal_year in enumerate(years, start=1)
    ]
    wanted = indicator.range
    ends = (wanted.highest, wanted.lowest) if wanted else ()
    return Series(
        tuple(points),
        tuple(target for target in targets if target.value is not None),
        tuple(_breaks(evaluated, years)),
        tuple(end for end in ends if end is not None),
    )


def _point(
    evaluated: EvaluatedIndicator, slot: Slot, fiscal_year: FiscalYear, language: Language
) -> Point:
    year = evaluated.by_year.get(fiscal_year)
    early = year is not None and year.record.preliminary is True
    return Point(
        slot,
        known(year.actual) if year else None,
        language.year(fiscal_year),
        "charts.preliminary_point" if early else "charts.point",
        early,
        _side(evaluated.indicator, fiscal_year),
    )


def _target(
    evaluated: EvaluatedIndicator, slot: Slot, fiscal_year: FiscalYear, language: Language
) -> Point:
    value, interim = _target_for(evaluated, fiscal_year)
    said = "charts.interim_point" if interim else "charts.target_point"
    return Point(slot, known(value), language.year(fiscal_year), said)


def _target_for(evaluated: EvaluatedIndicator, fiscal_year: FiscalYear) -> tuple[object, bool]:
    """The target that is for this very year, and whether it is an interim one."""
    year, indicator = evaluated.by_year.get(fiscal_year), evaluated.indicator
    if year is not None:
        value = year.target if year.target_year == fiscal_year else None
        return value, year.held.interim
    interim = interim_target(indicator, fiscal_year)
    if interim is not None:
        return interim, True
    return indicator.target if indicator.target_year == fiscal_year else None, False


def _breaks(evaluated: EvaluatedIndicator, years: Sequence[FiscalYear]) -> list[BreakMark]:
    """The breaks that have something drawn, or the baseline, before them."""
    indicator = evaluated.indicator
    found = []
    for fiscal_year in sorted(break_.fiscal_year for break_ in indicator.breaks):
        slot = next((n for n, year in enumerate(years, start=1) if year >= fiscal_year), None)
        begins_with_it = slot == 1 and (
            known(indicator.baseline) is None
            or _baseline_side(indicator) >= _side(indicator, fiscal_year)
        )
        if slot is not None and not begins_with_it:
            found.append(BreakMark(slot, fiscal_year))
    return found


def _side(indicator: Indicator, fiscal_year: FiscalYear) -> int:
    return sum(break_.fiscal_year <= fiscal_year for break_ in indicator.breaks)


def _baseline_side(indicator: Indicator) -> int:
    """Without its year, a baseline was measured before any break."""
    return _side(indicator, indicator.baseline_year) if indicator.baseline_year else 0


def known(value: object) -> Decimal | None:
    """A value that can be drawn."""
    return value if isinstance(value, Decimal) else None


def described(series: Series, indicator: Indicator, language: Language) -> str:
    """What a chart shows, for those who do not see it."""
    said = [
        language.word(p.said, year=p.name, value=f"{language.number(p.value)}{indicator.unit}")
        for p in (*series.points, *series.targets)
        if p.value is not None
    ]
    if indicator.range is not None:
        wanted = language.range(indicator.range, indicator.unit)
        said.append(language.word("charts.range", range=wanted))
    said += [
        language.word("charts.break_point", year=language.year(found.fiscal_year))
        for found in series.breaks
    ]
    return language.word("formats.list").join(said)
