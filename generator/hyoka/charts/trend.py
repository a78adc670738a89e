"""An indicator over its years as a line."""

from collections.abc import Container, Iterator, Sequence
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
    svg,
    text_at,
    upright,
)
from hyoka.charts.keys import KeyEntry, change_sign, key
from hyoka.charts.readings import readings_of
from hyoka.charts.series import BreakMark, ChangeMark, Point, Series, captioned, known, series_of
from hyoka.charts.years import labels
from hyoka.evaluation import EvaluatedIndicator
from hyoka.model import Indicator
from hyoka.units import EXACT, FiscalYear
from hyoka.wording import Language


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
    language = language.of(indicator)
    with localcontext(EXACT):
        scale = axis([*series.numbers, *series.levels], ranks=indicator.is_rank)
        drawing = Drawing.of(scale, len(series.slots), language, indicator.unit)
        lines = [*axis_lines(drawing, indicator.unit, language)]
        for found in series.changes:  # no text lies on its sign
            x = drawing.start(found.slot)
            drawing.takes(Box(x - 5, x + 5, Decimal(TOP - 6), Decimal(TOP + 2)))
        written = [*_labels(series, drawing, language)]
        drawing.taken.extend(_point_boxes(series, drawing))
        marks = [
            *lines,
            *_level_lines(indicator, series, drawing, language),
            *_target_marks(series.targets, drawing, language),
            *_break_marks(series.breaks, drawing, language),
            *_change_marks(series.changes, drawing, language),
            *_lines(series, drawing),
            *_actual_marks(series, drawing),
            *written,
        ]
        legend_marks, height = key(_entries(evaluated, series, language), HEIGHT - 2)
        readings = [*readings_of(evaluated, series, drawing, language)]
    caption = captioned(series, indicator, language, tabled=tabled)
    return svg("chart", (WIDTH, height), caption, [*marks, *legend_marks], readings)


def _entries(
    evaluated: EvaluatedIndicator, series: Series, language: Language
) -> Iterator[KeyEntry]:
    """What the marks mean: those that the chart has."""
    actual = "actual" if evaluated.indicator.cumulative_from is None else "cumulative"
    drawn = (
        ("baseline", "chart-baseline", any(point.baseline for point, _ in series.drawn)),
        (actual, "chart-actual", any(not point.baseline for point, _ in series.drawn)),
        ("target", "chart-target", bool(series.every_target)),
        ("range", "chart-target", bool(series.ends)),
        ("change", "chart-change", bool(series.changes)),
        ("break", "chart-break", bool(series.breaks)),
    )
    for word, kind, there in drawn:
        if there:
            yield KeyEntry(kind, language.word(f"charts.legend_marks.{word}"))


def legend(evaluated: EvaluatedIndicator, language: Language) -> str:
    """How the trend is to be read."""
    indicator = evaluated.indicator
    language = language.of(indicator)
    form = "charts.rank_legend" if indicator.is_rank else "charts.legend"
    if indicator.cumulative_from is not None:
        return language.word("charts.cumulative_legend")
    drawn = (
        (indicator.baseline, indicator.baseline_qualifier),
        *((year.actual, year.record.actual_qualifier) for year in evaluated.years),
    )
    bounded = any(known(value) is not None and of and of.bounds for value, of in drawn)
    return f"{language.word(form)}{language.word('charts.bounded_legend') if bounded else ''}"


def _target_marks(targets: Sequence[Point], drawing: Drawing, language: Language) -> Iterator[Mark]:
    """A line that steps from year to year, as long as each has a target of the same measure."""
    for run in _neighbours(targets):
        yield Mark("chart-target", "".join(_steps(run, drawing)))
    for target in targets if len(targets) == 1 else ():
        word = _target_word(target, drawing, language)
        # Right-aligned with the mark: in the last year a centred word would be cut off.
        right = max(drawing.end(target.slot.number), length(word))
        y = drawing.scale.y(_value(target))
        for baseline in (y - 6, y + 14):
            if drawing.takes(Box.around(right - length(word) / 2, baseline, word)):
                yield text_at("chart-target-label", right, baseline, word)
                break


def _neighbours(targets: Sequence[Point]) -> Iterator[list[Point]]:
    run: list[Point] = []
    for target in targets:
        if run and (target.slot.number, target.side) != (run[-1].slot.number + 1, run[-1].side):
            yield run
            run = []
        run.append(target)
    if run:
        yield run


def _steps(run: Sequence[Point], drawing: Drawing) -> Iterator[str]:
    """Along each year, and up or down where the next one's target is another."""
    before = None
    for target in run:
        y = drawing.scale.y(_value(target))
        if before is None:
            yield f"M{drawing.start(target.slot.number)} {y}"
        elif y != before:
            yield f"H{drawing.start(target.slot.number)}V{y}"
        before = y
    yield f"H{drawing.end(run[-1].slot.number)}"


def _value(target: Point) -> Decimal:
    assert target.value is not None  # noqa: S101 - for the type checker; see Series
    return target.value


def _break_marks(
    breaks: Sequence[BreakMark], drawing: Drawing, language: Language
) -> Iterator[Mark]:
    """A line from top to bottom between two years, and what it means where there is room."""
    for found in breaks:
        x = drawing.start(found.slot)
        yield upright("chart-break", x, TOP, HEIGHT - BOTTOM)
        yield from _beside(x, "chart-break-label", language.word("charts.break"), drawing)


def _change_marks(
    changes: Sequence[ChangeMark], drawing: Drawing, language: Language
) -> Iterator[Mark]:
    """A sign above the first year that a changed target holds for, and the same."""
    for found in changes:
        x = drawing.start(found.slot)
        yield change_sign(x, TOP + 2)
        yield from _beside(x, "chart-change-label", language.word("charts.change"), drawing)


def _beside(x: Decimal, kind: str, word: str, drawing: Drawing) -> Iterator[Mark]:
    """A word at the height where there is room."""
    middle = drawing.inside(x, word)
    for y in range(12, HEIGHT - BOTTOM, HIGH + 2):
        if drawing.takes(Box.around(middle, Decimal(y), word)):
            yield text_at(kind, middle, y, word)
            return


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
    told = language.qualified(language.number(_value(target)), target.qualifier, drawing.unit)
    return language.word("charts.target", aim=target.aim, value=told)


def _lines(series: Series, drawing: Drawing) -> Iterator[Mark]:
    """One line for each run of years that have a value."""
    for run in series.runs:
        places = [(drawing.x(p.slot.number), drawing.scale.y(value)) for p, value in run]
        yield line("chart-line", places)


def _point_boxes(series: Series, drawing: Drawing) -> Iterator[Box]:
    """Where the points lie: a word beside a line has no room there."""
    for point, value in series.drawn:
        x, y = drawing.x(point.slot.number), drawing.scale.y(value)
        yield Box(x - drawing.radius, x + drawing.radius, y - drawing.radius, y + drawing.radius)


def _actual_marks(series: Series, drawing: Drawing) -> Iterator[Mark]:
    actual = "chart-actual" if drawing.radius == RADIUS else "chart-actual chart-small"
    for point, value in series.drawn:
        x, y = drawing.x(point.slot.number), drawing.scale.y(value)
        yield ring("chart-baseline", x, y, drawing.radius) if point.baseline else dot(actual, x, y)


def _labels(series: Series, drawing: Drawing, language: Language) -> Iterator[Mark]:
    """The values and the years below them, the newest first: as what has no room is left out.

    All values stand in the table beside the chart.
    """
    peaks = _peaks(series.drawn, -1 if drawing.scale.ranks else 1)
    texts = [
        (point, value, _told(point, value, drawing.unit, language))
        for point, value in (*series.drawn[-1:], *series.drawn[:-1])
    ]

    def writes(drawing: Drawing, shown: Container[int]) -> list[Mark]:
        return [*_values([one for one in texts if one[0].slot.number in shown], peaks, drawing)]

    return labels(series.slots, [text for *_, text in texts], series.valued, drawing, writes)


def _told(point: Point, value: Decimal, unit: str, language: Language) -> str:
    text = language.qualified(language.number(value), point.qualifier, unit)
    return language.word(f"{point.mark}.marked", value=text) if point.mark else text


def _values(
    texts: Sequence[tuple[Point, Decimal, str]], peaks: Container[int], drawing: Drawing
) -> Iterator[Mark]:
    """Values, each beside its point, where there is room."""
    for point, value, text in texts:
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
