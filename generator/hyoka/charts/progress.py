"""How far each of several indicators has come, as small lines on one scale up to its target."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from hyoka.charts.drawing import (
    LEAST_RADIUS,
    WIDTH,
    Caption,
    Mark,
    dot,
    every_year,
    line,
    svg,
    text_at,
)
from hyoka.charts.panels import Panel, Panels
from hyoka.evaluation import EvaluatedIndicator
from hyoka.evaluation.figures import HUNDRED, Status
from hyoka.units import EXACT, PERCENT, FiscalYear, Value
from hyoka.wording import Language

_PANELS = Panels(Decimal(44), gap=16, name=19, above=30, plot=60, below=30)
LEAST, MOST = Decimal(-100), Decimal(200)
"""Beyond, a value is drawn at the edge with a sign."""


@dataclass(frozen=True, slots=True)
class _Rate:
    """How far an indicator has come in a year."""

    year: FiscalYear
    rate: Decimal
    text: str
    """As it is told."""
    target: Value | None
    """By which it is measured."""

    def joins(self, other: "_Rate") -> bool:
        """Whether a line may lead from it to the other: of another target, no rise is progress."""
        return other.year == self.year.plus(1) and other.target == self.target


_Rates = Sequence[_Rate]


def _rates_of(indicator: EvaluatedIndicator, language: Language) -> _Rates:
    """The years of which it is known how far an indicator has come, and may be said."""
    return [
        _Rate(
            year.fiscal_year,
            year.progress_rate.value,
            language.figure(year.progress_rate),
            dict(year.progress_rate.inputs)["target"],
        )
        for year in indicator.years
        if year.progress_rate.value is not None and year.status is not Status.NOT_JUDGED
    ]


def progress(
    indicators: Sequence[EvaluatedIndicator], anchors: Sequence[str], language: Language
) -> str:
    """A small line for each that has a rate; `anchors`: where each is told on the page.

    Empty where fewer than two have one. A list beside the drawing has all, with the values.
    """
    told = [(it, _rates_of(it, language), at) for it, at in zip(indicators, anchors, strict=True)]
    drawn = [one for one in told if one[1]]
    if len(drawn) < 2:  # noqa: PLR2004 - two can be compared
        return ""
    rates = [one.rate for _, known, _ in drawn for one in known]
    years = every_year(one.year for _, known, _ in drawn for one in known)
    with localcontext(EXACT):
        low, high = max(min(Decimal(0), *rates), LEAST), min(max(HUNDRED, *rates), MOST)
        sheet = _Sheet(low, high, years[0].year, len(years), language)
        marks = [
            mark
            for number, (indicator, known, anchor) in enumerate(drawn)
            for mark in _Progress(
                Panel(_PANELS, number), sheet, indicator.indicator.name, known, anchor
            ).marks()
        ]
    size = (WIDTH, _PANELS.end(len(drawn)))
    said = language.word("formats.list").join(_said(it, known, language) for it, known, _ in drawn)
    return svg("chart", size, Caption(language.word("progress_chart.title"), said), marks)


def _said(indicator: EvaluatedIndicator, known: _Rates, language: Language) -> str:
    newest, language = known[-1], language.of(indicator.indicator)
    return f"{indicator.indicator.name} {language.short_year(newest.year)} {newest.text}"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What all have in common."""

    low: Decimal
    high: Decimal
    first: int
    """The first year."""
    years: int
    language: Language

    def inside(self, rate: Decimal) -> Decimal:
        """A rate, or the edge that it lies beyond."""
        return min(max(rate, self.low), self.high)


@dataclass(frozen=True, slots=True)
class _Progress:
    """An indicator's place, and what is drawn there."""

    panel: Panel
    sheet: _Sheet
    name: str
    rates: _Rates
    anchor: str

    def x(self, year: FiscalYear) -> Decimal:
        return self.panel.x(year.year - self.sheet.first, self.sheet.years)

    def y(self, rate: Decimal) -> Decimal:
        sheet = self.sheet
        return self.panel.y((sheet.inside(rate) - sheet.low) / (sheet.high - sheet.low))

    def marks(self) -> Iterator[Mark]:
        """Everything, from the back to the front."""
        yield self.panel.named(self.name, f"#{self.anchor}")
        for mark, kind in ((Decimal(0), "chart-grid"), (HUNDRED, "chart-target")):
            told = f"{self.sheet.language.number(mark)}{PERCENT}"
            yield from self.panel.level(kind, self.y(mark), told)
        yield from self._line()
        yield from self._newest()
        yield from self._ends()

    def _line(self) -> Iterator[Mark]:
        """A line through neighbouring years, and each year's point."""
        run: list[_Rate] = []
        for told in self.rates:
            if run and not run[-1].joins(told):
                yield from self._run(run)
                run = []
            run.append(told)
        yield from self._run(run)
        small = self.panel.all.width / self.sheet.years / 2 < LEAST_RADIUS + 1
        for one in self.rates[-1:] if small else self.rates:
            yield dot("chart-actual chart-small", self.x(one.year), self.y(one.rate))

    def _run(self, run: _Rates) -> Iterator[Mark]:
        if len(run) > 1:
            yield line("chart-line", [(self.x(one.year), self.y(one.rate)) for one in run])

    def _newest(self) -> Iterator[Mark]:
        """The newest rate, with a sign where it lies beyond the edge."""
        newest = self.rates[-1]
        rate, text = newest.rate, newest.text
        if rate != self.sheet.inside(rate):
            text = f"{'▲' if rate > 0 else '▼'}{text}"
        x, y = self.panel.inside(self.x(newest.year), text), self.y(rate) - 6
        yield text_at("chart-value", x, max(y, Decimal(self.panel.top - 4)), text)

    def _ends(self) -> Iterator[Mark]:
        """The first and the last year."""
        years = self.sheet.first, self.sheet.first + self.sheet.years - 1
        for year in dict.fromkeys(years):
            yield self.panel.year(self.x(FiscalYear(year)), str(FiscalYear(year)))
