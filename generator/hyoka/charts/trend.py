"""An indicator over its years as a line."""

from collections.abc import Iterator, Sequence
from decimal import Decimal, localcontext

from hyoka.charts.drawing import (
    BOTTOM,
    HEIGHT,
    HIGH,
    RADIUS,
    RIGHT,
    TOP,
    WIDTH,
    Box,
    Drawing,
    Mark,
    across,
    axis,
    axis_lines,
    dot,
    length,
    line,
    ring,
    slot_labels,
    svg,
    tenth,
    text_at,
    upright,
)
from hyoka.charts.series import BreakMark, Point, Series, captioned, series_of
from hyoka.evaluation import EvaluatedIndicator
from hyoka.model import Indicator
from hyoka.units import EXACT, FiscalYear
from hyoka.wording import Language

_MAX_LABELS = 6
_TARGET = Decimal(16)
"""Half as wide as a target's mark is, where its year has room."""


def trend(
    evaluated: EvaluatedIndicator,
    years: Sequence[FiscalYear],
    language: Language,
    *,
    tabled: bool = False,
) -> str:
    """An indicator's actuals, its baseline and its targets over `years` and all between them.

    A year without a value keeps its place and leaves a gap. A wanted range is two lines from side
    to side. Empty when there is no number to draw. `tabled`: a table below has every value.
    """
    series = series_of(evaluated, years, language)
    if not series.numbers:
        return ""
    indicator = evaluated.indicator
    with localcontext(EXACT):
        scale = axis([*series.numbers, *series.levels], ranks=indicator.is_rank)
        drawing = Drawing.of(scale, len(series.slots), language, indicator.unit)
        parts = [
            *axis_lines(drawing, indicator.unit, language),
            *slot_labels(series.slots, drawing),
            *_level_lines(indicator, series, drawing, language),
            *_target_marks(series.targets, drawing, language),
            *_break_marks(series.breaks, drawing, language),
            *_lines(series, drawing),
            *_actual_marks(series, drawing),
            *_actual_labels(series, drawing, language),
        ]
    caption = captioned(series, indicator, language, tabled=tabled)
    return svg("chart", (WIDTH, HEIGHT), caption, parts)


def legend(evaluated: EvaluatedIndicator, years: Sequence[FiscalYear], language: Language) -> str:
    """What the marks of the trend mean: of those that it has."""
    language = language.of(evaluated.indicator)
    series = series_of(evaluated, years, language)
    actual = "actual" if evaluated.indicator.cumulative_from is None else "cumulative"
    drawn = {
        "baseline": any(point.baseline for point, _ in series.drawn),
        actual: any(not point.baseline for point, _ in series.drawn),
        "target": bool(series.every_target),
        "range": bool(series.ends),
    }
    marks = [language.word(f"charts.legend_marks.{mark}") for mark, there in drawn.items() if there]
    form = "charts.rank_legend" if evaluated.indicator.is_rank else "charts.legend"
    if evaluated.indicator.cumulative_from is not None:
        form = "charts.cumulative_legend"
    text = language.word(form, marks=language.word("charts.between").join(marks))
    bounded = any(point.bounded for point, _ in series.drawn)
    return f"{text}{language.word('charts.bounded_legend')}" if bounded else text


def _target_marks(targets: Sequence[Point], drawing: Drawing, language: Language) -> Iterator[Mark]:
    for target in targets:
        assert target.value is not None  # noqa: S101 - for the type checker; see _series
        x, y = drawing.x(target.slot.number), drawing.scale.y(target.value)
        half = tenth(min(_TARGET, max(drawing.slot_width / 2, drawing.radius + 2)))
        left, right = x - half, x + half
        yield across("chart-target", left, right, y)
        if len(targets) == 1:
            word = _target_word(target, drawing, language)
            # Right-aligned with the mark: in the last year a centred word would be cut off.
            right = max(right, length(word))
            box = Box.around(right - length(word) / 2, y - 6, word)
            if drawing.takes(box):
                yield text_at("chart-target-label", right, y - 6, word)


def _break_marks(
    breaks: Sequence[BreakMark], drawing: Drawing, language: Language
) -> Iterator[Mark]:
    """A line from top to bottom between two years, and what it means where there is room."""
    word = language.word("charts.break")
    for found in breaks:
        x = tenth(drawing.left + drawing.slot_width * found.slot)
        yield upright("chart-break", x, TOP, HEIGHT - BOTTOM)
        middle = drawing.inside(x, word)
        for y in range(12, HEIGHT - BOTTOM, HIGH + 2):
            if drawing.takes(Box.around(middle, Decimal(y), word)):
                yield text_at("chart-break-label", middle, y, word)
                break


def _level_lines(
    indicator: Indicator, series: Series, drawing: Drawing, language: Language
) -> Iterator[Mark]:
    """The wanted range or the target for no year: from side to side, in words where there is room.

    Of a range, its ends.
    """
    right = Decimal(WIDTH - RIGHT)
    for level in series.levels:
        yield across("chart-target", drawing.left, right, drawing.scale.y(level))
    words = [_target_word(point, drawing, language) for point in series.every_target[-1:]]
    if indicator.range is not None:
        words = [language.word("charts.range", range=language.range(indicator.range))]
    for word, level in zip(words, series.levels[:1], strict=False):
        height = drawing.scale.y(level) - 6
        if drawing.takes(Box.around(right - length(word) / 2, height, word)):
            yield text_at("chart-target-label", right, height, word)


def _target_word(target: Point, drawing: Drawing, language: Language) -> str:
    assert target.value is not None  # noqa: S101 - for the type checker; see Series
    told = language.qualified(language.number(target.value), target.qualifier, drawing.unit)
    return language.word("charts.target", aim=target.aim, value=told)


def _lines(series: Series, drawing: Drawing) -> Iterator[Mark]:
    """One line for each run of years that have a value."""
    for run in series.runs:
        places = [(drawing.x(p.slot.number), drawing.scale.y(value)) for p, value in run]
        yield line("chart-line", places)


def _actual_marks(series: Series, drawing: Drawing) -> Iterator[Mark]:
    actual = "chart-actual" if drawing.radius == RADIUS else "chart-actual chart-small"
    for point, value in series.drawn:
        x, y = drawing.x(point.slot.number), drawing.scale.y(value)
        yield ring("chart-baseline", x, y, drawing.radius) if point.baseline else dot(actual, x, y)


def _actual_labels(series: Series, drawing: Drawing, language: Language) -> Iterator[Mark]:
    """The values where there is room; all of them stand in the table beside the chart."""
    drawn = series.drawn
    between = drawn[1:-1] if len(drawn) <= _MAX_LABELS else []
    peaks = _peaks(drawn, -1 if drawing.scale.ranks else 1)
    for point, value in (*drawn[-1:], *drawn[:-1][:1], *between):
        text = language.qualified(language.number(value), point.qualifier, drawing.unit)
        if point.mark:
            text = language.word(f"{point.mark}.marked", value=text)
        x, y = drawing.inside(drawing.x(point.slot.number), text), drawing.scale.y(value)
        below, above = y + 18, y - 9
        sides = (above, below) if point.slot.number in peaks else (below, above)
        for baseline in sides if below < HEIGHT - BOTTOM else (above,):
            if drawing.takes(Box.around(x, baseline, text)):
                yield text_at("chart-value", x, baseline, text)
                break


def _peaks(drawn: Sequence[tuple[Point, Decimal]], way: int) -> set[int]:
    """The slots whose neighbours lie lower on the whole: below them the line would run.

    `way`: 1 where a greater value lies higher, else −1.
    """
    values = [way * value for _, value in drawn]
    found = set()
    for place, ((point, _), value) in enumerate(zip(drawn, values, strict=True)):
        beside = [*values[max(place - 1, 0) : place], *values[place + 1 : place + 2]]
        if beside and value * len(beside) > sum(beside):
            found.add(point.slot.number)
    return found
