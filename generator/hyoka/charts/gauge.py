"""The two truths of an indicator's latest year as two bars.

The first shows how large the actual is beside the target, the second how far it has come on the way
from the baseline to the target, or how far it has gone back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext

from hyoka.charts.drawing import (
    Caption,
    Mark,
    across,
    cut,
    length,
    ring,
    svg,
    tenth,
    text_at,
    upright,
)
from hyoka.charts.drawing import bar as filled
from hyoka.evaluation import EvaluatedIndicator, EvaluatedIndicatorYear, final_target, passed
from hyoka.evaluation.figures import HUNDRED, Figure
from hyoka.units import EXACT
from hyoka.wording import Language

WIDTH = 320
_EDGE = 10
"""Room for the arrows."""
_RATE_HEIGHT, _WAY_HEIGHT = 44, 62


@dataclass(frozen=True, slots=True)
class _Scale:
    """A horizontal scale in ％; beyond its ends a bar is cut, and an arrow says that it goes on."""

    low: Decimal
    high: Decimal

    def x(self, rate: Decimal) -> Decimal:
        """Where a rate lies, or is cut."""
        share = (min(max(rate, self.low), self.high) - self.low) / (self.high - self.low)
        return tenth(_EDGE + share * (WIDTH - 2 * _EDGE))

    def bar(self, rate: Decimal, kind: str, top: int, high: int) -> Iterator[Mark]:
        """A bar from 0 to a rate."""
        start, end = self.x(Decimal(0)), self.x(rate)
        if end != start:
            yield filled(kind, min(start, end), top, abs(end - start), high)
        if not self.low <= rate <= self.high:
            tip, middle = end + (8 if rate > 0 else -8), top + high // 2
            yield Mark(kind, f"M{end} {middle - 8} {tip} {middle} {end} {middle + 8}z")

    def mark(self, rate: Decimal, top: int, bottom: int) -> Mark:
        """A line across."""
        return upright("gauge-mark", self.x(rate), top, bottom)


_RATE = _Scale(Decimal(0), Decimal(200))
_WAY = _Scale(Decimal(-60), Decimal(160))


def rate_gauge(evaluated: EvaluatedIndicator, language: Language) -> str:
    """The latest year's achievement rate from 0 to the target; empty where there is none."""
    year = evaluated.latest
    if year is None or year.achievement_rate.value is None:
        return ""
    figure = year.achievement_rate
    with localcontext(EXACT):
        start, full = _RATE.x(Decimal(0)), _RATE.x(HUNDRED)
        parts = [
            filled("gauge-room", start, 20, full - start, 16),
            *_RATE.bar(year.achievement_rate.value, "gauge-rate", 20, 16),
            _RATE.mark(HUNDRED, 14, 42),
            text_at("gauge-word", full, 10, language.word("charts.full", aim=language.aim(year))),
        ]
    form = "rate_gauge" if year.cumulative is None else "cumulative_gauge"
    text = language.word(f"charts.{form}", aim=language.aim(year), rate=language.figure(figure))
    return svg("gauge", (WIDTH, _RATE_HEIGHT), _caption(figure, text, language), parts)


def way_gauge(evaluated: EvaluatedIndicator, language: Language) -> str:
    """The latest year's place on the way from the baseline to the target; empty without a way."""
    year = evaluated.latest
    if year is None or year.progress_rate.value is None:
        return ""
    rate = year.progress_rate.value
    with localcontext(EXACT):
        start, end = _WAY.x(Decimal(0)), _WAY.x(HUNDRED)
        parts = [
            across("gauge-way", start, end, 30),
            *_WAY.bar(rate, "gauge-forward" if rate > 0 else "gauge-back", 26, 8),
            _WAY.mark(Decimal(0), 18, 42),
            _WAY.mark(HUNDRED, 18, 42),
            *_ends(year, language),
            *_place(year, rate, language),
        ]
    text = language.word(
        "charts.way_gauge",
        baseline=language.baseline(year.indicator),
        aim=_aim(year, language),
        target=_target(year, language),
        year=language.of(year.indicator).year(year.fiscal_year),
        actual=language.actual(year),
        rate=language.figure(year.progress_rate),
    )
    caption = _caption(year.progress_rate, text, language)
    return svg("gauge", (WIDTH, _WAY_HEIGHT), caption, parts)


def _caption(figure: Figure, told: str, language: Language) -> Caption:
    return Caption(f"{language.label(figure.name)} {language.figure(figure)}", told)


def _target(year: EvaluatedIndicatorYear, language: Language) -> str:
    """The target at the end of the way, the plan's final one."""
    final = final_target(year.indicator, year.fiscal_year, year.effective_target)
    return language.ranked(final.value, year.indicator.unit, None, final.qualifier)


def _aim(year: EvaluatedIndicatorYear, language: Language) -> str:
    """Which target the way leads to: the plan's, or the year's where that has none."""
    indicator = year.indicator
    by_plan = indicator.target is not None and not passed(indicator, year.fiscal_year)
    return language.final_aim(indicator) if by_plan else language.aim(year)


def _ends(year: EvaluatedIndicatorYear, language: Language) -> Iterator[Mark]:
    """Where the way begins and where it ends, each on its side, so that they cannot meet."""
    baseline = language.baseline(year.indicator)
    start = language.word("charts.baseline_value", value=baseline)
    value = _target(year, language)
    aim, final = _aim(year, language), language.final_aim(year.indicator)
    aims = (aim, language.word("aims.final")) if aim == final else (aim,)
    ends = [*(language.word("charts.target", aim=aim, value=value) for aim in aims), value]
    room = Decimal(WIDTH // 2 - 6)
    # The value has to be seen; the text beside the drawing says of which year it is.
    end = next((text for text in ends if length(text) <= room), value)
    yield text_at("gauge-end", room, 12, cut(start, room))
    yield text_at("gauge-start", WIDTH - room, 12, cut(end, room))


def _place(year: EvaluatedIndicatorYear, rate: Decimal, language: Language) -> Iterator[Mark]:
    """The actual's mark, and below it its year and value."""
    x = _WAY.x(rate)
    if _WAY.low <= rate <= _WAY.high:  # beyond, the bar's arrow says that it goes on
        yield ring("gauge-place", x, 30, 5)
    phrase = f"{language.of(year.indicator).short_year(year.fiscal_year)} {language.actual(year)}"
    text = cut(phrase, Decimal(WIDTH))
    half = tenth(length(text) / 2)
    yield text_at("gauge-word", max(min(x, WIDTH - half), half), 56, text)
