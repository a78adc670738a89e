"""An indicator's trend, small enough for a card: it shows which way things go, and no numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import pairwise

from hyoka.charts.drawing import Caption, Slot, svg, tenth
from hyoka.charts.series import Series, described, series_of
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
    with localcontext(EXACT):
        numbers = [*series.numbers, *series.ends]
        frame = _Frame(min(numbers), max(numbers), max(len(series.slots) - 1, 1))
        parts = list(_parts(series, frame))
    title = language.word("charts.trend", name=indicator.name, unit=indicator.unit)
    identifier = f"spark-{evaluated.owner.id}-{indicator.id}"
    caption = Caption(identifier, title, described(series, indicator, language))
    return svg("spark", (WIDTH, HEIGHT), caption, parts)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where values and years lie: the drawing has no axis, so its whole height is used."""

    low: Decimal
    high: Decimal
    last: int
    """The last slot."""

    def x(self, slot: Slot) -> Decimal:
        return tenth(_EDGE + Decimal(slot.number) * (WIDTH - 2 * _EDGE) / self.last)

    def y(self, value: Decimal) -> Decimal:
        spread = self.high - self.low
        share = (value - self.low) / spread if spread else Decimal("0.5")
        return tenth(HEIGHT - _EDGE - share * (HEIGHT - 2 * _EDGE))


def _parts(series: Series, frame: _Frame) -> Iterator[str]:
    for end in series.ends:
        yield _line("chart-target", Decimal(_EDGE), Decimal(WIDTH - _EDGE), frame.y(end))
    for target in series.targets:
        assert target.value is not None  # noqa: S101 - for the type checker; see Series
        x = frame.x(target.slot)
        left, right = max(x - 10, Decimal(0)), min(x + 10, Decimal(WIDTH))
        yield _line("chart-target", left, right, frame.y(target.value))
    yield from _gaps(series, frame)
    for run in series.runs:
        places = " ".join(f"{frame.x(point.slot)},{frame.y(value)}" for point, value in run)
        yield f'<polyline class="chart-line" points="{places}"/>'
    for point, value in series.drawn:
        kind = "chart-baseline" if point.baseline else "chart-actual"
        yield f'<circle class="{kind}" cx="{frame.x(point.slot)}" cy="{frame.y(value)}" r="3"/>'


def _gaps(series: Series, frame: _Frame) -> Iterator[str]:
    """Dots across the years without a value: without them a card of two points shows no way.

    Across a break of comparability nothing is drawn.
    """
    for (before, old), (after, new) in pairwise(series.drawn):
        if after.slot.number - before.slot.number > 1 and before.side == after.side:
            x1, x2 = frame.x(before.slot), frame.x(after.slot)
            ends = f'x1="{x1}" y1="{frame.y(old)}" x2="{x2}" y2="{frame.y(new)}"'
            yield f'<line class="spark-gap" {ends}/>'


def _line(kind: str, left: Decimal, right: Decimal, y: Decimal) -> str:
    return f'<line class="{kind}" x1="{left}" x2="{right}" y1="{y}" y2="{y}"/>'
