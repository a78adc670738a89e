"""An indicator's trend, small enough for a card: it shows which way things go, and no numbers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import pairwise

from hyoka.charts.drawing import (
    Mark,
    Slot,
    across,
    dot,
    joined_paths,
    line,
    ring,
    round_path,
    svg,
    tenth,
)
from hyoka.charts.series import Series, captioned, series_of
from hyoka.evaluation import EvaluatedIndicator
from hyoka.units import EXACT, FiscalYear
from hyoka.wording import Language

WIDTH, HEIGHT = 120, 40
_EDGE = 5


def spark(evaluated: EvaluatedIndicator, years: Sequence[FiscalYear], language: Language) -> str:
    """An indicator's baseline, actuals and targets over `years` and all between them.

    Empty without a number.
    """
    series = series_of(evaluated, years, language)
    if not series.numbers:
        return ""
    indicator = evaluated.indicator
    parts = _marks(series, ring, ranks=indicator.is_rank)
    return svg("spark", (WIDTH, HEIGHT), captioned(series, indicator, language), parts)


def spark_paths(
    evaluated: EvaluatedIndicator, years: Sequence[FiscalYear], language: Language
) -> tuple[tuple[str, str], ...]:
    """The same as paths alone, the class and the data of each: for who draws it elsewhere."""
    series = series_of(evaluated, years, language)
    if not series.numbers:
        return ()
    return joined_paths(_marks(series, round_path, ranks=evaluated.indicator.is_rank))


_Ring = Callable[[str, Decimal, Decimal, int], Mark]


def _marks(series: Series, ring_of: _Ring, *, ranks: bool) -> list[Mark]:
    with localcontext(EXACT):
        numbers = [*series.numbers, *series.levels]
        last = max(len(series.slots) - 1, 1)
        frame = _Frame(min(numbers), max(numbers), last, ranks=ranks)
        return list(_parts(series, frame, ring_of))


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where values and years lie: the drawing has no axis, so its whole height is used."""

    low: Decimal
    high: Decimal
    last: int
    """The last slot."""
    ranks: bool = False
    """Whether values are ranks, of which the first lies highest."""

    def x(self, slot: Slot) -> Decimal:
        return tenth(_EDGE + Decimal(slot.number) * (WIDTH - 2 * _EDGE) / self.last)

    def y(self, value: Decimal) -> Decimal:
        spread = self.high - self.low
        share = (value - self.low) / spread if spread else Decimal("0.5")
        share = 1 - share if self.ranks else share
        return tenth(HEIGHT - _EDGE - share * (HEIGHT - 2 * _EDGE))


def _parts(series: Series, frame: _Frame, ring_of: _Ring) -> Iterator[Mark]:
    for level in series.levels:
        yield across("chart-target", _EDGE, WIDTH - _EDGE, frame.y(level))
    for target in series.targets:
        assert target.value is not None  # noqa: S101 - for the type checker; see Series
        x = frame.x(target.slot)
        left, right = max(x - 10, Decimal(0)), min(x + 10, Decimal(WIDTH))
        yield across("chart-target", left, right, frame.y(target.value))
    yield from _gaps(series, frame)
    for run in series.runs:
        yield line("chart-line", ((frame.x(point.slot), frame.y(value)) for point, value in run))
    for point, value in series.drawn:
        x, y = frame.x(point.slot), frame.y(value)
        yield ring_of("chart-baseline", x, y, 3) if point.baseline else dot("chart-actual", x, y)


def _gaps(series: Series, frame: _Frame) -> Iterator[Mark]:
    """Dots across the years without a value: without them a card of two points shows no way.

    Across a break of comparability nothing is drawn.
    """
    for (before, old), (after, new) in pairwise(series.drawn):
        if after.slot.number - before.slot.number > 1 and before.joins(after):
            ends = (before.slot, old), (after.slot, new)
            yield line("spark-gap", ((frame.x(slot), frame.y(value)) for slot, value in ends))
