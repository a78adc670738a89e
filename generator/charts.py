"""Figures into accessible SVG: classes, a title and a description; no colour, no script.

The theme gives the classes their colours, for light, dark and print. A table with the same numbers
always stands beside a chart.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from html import escape

from generator.evaluation import EvaluatedIndicator, interim_target
from generator.language import Language
from generator.model import Indicator
from generator.units import EXACT, FiscalYear

WIDTH, HEIGHT = 360, 224
LEFT, RIGHT, TOP, BOTTOM = 44, 14, 26, 44
"""Room for the axis labels (at least) and for the label of the highest value, in the drawing's
units."""

_NARROW, _WIDE, _HIGH = 7, 12, 12
"""How much room a character takes in the theme's type, at most."""
_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_MOST_LABELS = 6


@dataclass(frozen=True, slots=True)
class Axis:
    """A vertical axis from `low` to `high`, marked at each `step`."""

    low: Decimal
    high: Decimal
    step: Decimal

    @property
    def marks(self) -> list[Decimal]:
        """The values that are marked."""
        count = int((self.high - self.low) / self.step)
        return [self.low + self.step * number for number in range(count + 1)]

    def y(self, value: Decimal) -> Decimal:
        """Where `value` lies, from the drawing's top."""
        share = (value - self.low) / (self.high - self.low)
        return _tenth(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM))


def axis(values: Sequence[Decimal]) -> Axis:
    """A readable axis of two to five marks around `values`, which are not none."""
    low, high = min(values), max(values)
    spread = high - low or abs(high) or Decimal(1)
    rough = spread / 3
    magnitude = Decimal(1).scaleb(rough.adjusted())
    step = next(step * magnitude for step in _STEPS if step * magnitude >= rough)
    floor = (low / step).to_integral_value(rounding="ROUND_FLOOR") * step
    ceiling = (high / step).to_integral_value(rounding="ROUND_CEILING") * step
    if floor == ceiling:
        ceiling += step
    return Axis(floor, ceiling, step)


@dataclass(frozen=True, slots=True)
class _Point:
    slot: int
    """Its place among the years, counted from 0; the baseline has the first."""
    label: str
    value: Decimal | None
    name: str
    """The year in full, for those who do not see where the point lies."""
    era: str = ""
    """The year once more, as the sheets count: H30."""
    said: str = "charts.point"
    """The word that tells it to those who do not see it."""
    preliminary: bool = False
    side: int = 0
    """How many breaks of comparability lie before it: only points of one side are compared."""


@dataclass(frozen=True, slots=True)
class _Box:
    """The room that a text takes."""

    left: Decimal
    right: Decimal
    top: Decimal
    bottom: Decimal

    @classmethod
    def around(cls, x: Decimal, baseline: Decimal, text: str) -> "_Box":
        """The room of a text that is centred at `x`."""
        half = _length(text) / 2
        return cls(x - half, x + half, baseline - _HIGH + 2, baseline + 2)

    def meets(self, other: "_Box") -> bool:
        """Whether the two overlap, or all but touch."""
        return (
            self.left < other.right + 2
            and other.left < self.right + 2
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A chart on its way: its measures, and the room that its texts have taken."""

    scale: Axis
    slots: int
    left: Decimal
    taken: list[_Box] = field(default_factory=list)

    @property
    def slot_width(self) -> Decimal:
        """What a year has for itself."""
        return (WIDTH - RIGHT - self.left) / self.slots

    def x(self, point: _Point) -> Decimal:
        """The middle of a point's slot."""
        return _tenth(self.left + self.slot_width * (point.slot + Decimal("0.5")))

    def inside(self, x: Decimal, text: str) -> Decimal:
        """`x`, moved so far that a text centred there is not cut off."""
        half = _tenth(_length(text) / 2)
        return max(min(x, WIDTH - half), self.left + half)

    def takes(self, box: _Box) -> bool:
        """Whether there is room for a text; then it is taken."""
        free = not any(box.meets(other) for other in self.taken)
        if free:
            self.taken.append(box)
        return free


def trend(evaluated: EvaluatedIndicator, years: Sequence[FiscalYear], language: Language) -> str:
    """An indicator's actuals over `years`, after its baseline, and its targets.

    A year without a value leaves a gap. A wanted range is two lines from side to side. Empty when
    there is no number to draw.
    """
    points, targets = _series(evaluated, years, language)
    breaks = _breaks(evaluated, years)
    numbers = [p.value for p in (*points, *targets) if p.value is not None]
    if not numbers:
        return ""
    indicator = evaluated.indicator
    identifier = f"chart-{evaluated.owner.id}-{indicator.id}"
    title = escape(_title(evaluated, language))
    description = escape(_described(points, targets, breaks, indicator, language))
    frame = f'class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
    with localcontext(EXACT):
        scale = axis([*numbers, *_ends(indicator)])
        drawing = _Drawing(scale, len(points), _room_for_marks(scale, language))
        parts = [
            f'<svg {frame} aria-labelledby="{identifier}-title {identifier}-desc">',
            f'<title id="{identifier}-title">{title}</title>',
            f'<desc id="{identifier}-desc">{description}</desc>',
            *_axis_lines(drawing, indicator.unit, language),
            *_year_labels(points, drawing),
            *_range_lines(indicator, drawing, language),
            *_target_marks(targets, drawing, language),
            *_break_marks(breaks, drawing, language),
            *_line(points, drawing),
            *_actual_marks(points, drawing),
            *_actual_labels(points, drawing, language),
            "</svg>",
        ]
    return "".join(parts)


def _title(evaluated: EvaluatedIndicator, language: Language) -> str:
    return language.word(
        "charts.trend", name=evaluated.indicator.name, unit=evaluated.indicator.unit
    )


def _series(
    evaluated: EvaluatedIndicator, years: Sequence[FiscalYear], language: Language
) -> tuple[list[_Point], list[_Point]]:
    """The actuals, the baseline first, and the targets."""
    indicator = evaluated.indicator
    start = language.word("charts.baseline")
    baseline = _known(indicator.baseline)
    points = [_Point(0, start, baseline, start, side=_baseline_side(indicator))]
    targets: list[_Point] = []
    for slot, fiscal_year in enumerate(years, start=1):
        label, name = str(fiscal_year), language.year(fiscal_year)
        era = f"{fiscal_year.era.letter}{fiscal_year.era_year}"
        year = evaluated.by_year.get(fiscal_year)
        actual = _known(year.actual) if year else None
        early = year is not None and year.record.preliminary is True
        said = "charts.preliminary_point" if early else "charts.point"
        side = _side(indicator, fiscal_year)
        points.append(_Point(slot, label, actual, name, era, said, early, side))
        value, interim = _target_for(evaluated, fiscal_year)
        said = "charts.interim_point" if interim else "charts.target_point"
        targets.append(_Point(slot, label, _known(value), name, said=said))
    return points, [target for target in targets if target.value is not None]


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


def _ends(indicator: Indicator) -> list[Decimal]:
    """The ends of the wanted range, those that there are."""
    wanted = indicator.range
    ends = (wanted.highest, wanted.lowest) if wanted else ()
    return [end for end in ends if end is not None]


@dataclass(frozen=True, slots=True)
class _Break:
    """A break of comparability between two slots."""

    slot: int
    """The first slot behind it."""
    fiscal_year: FiscalYear


def _breaks(evaluated: EvaluatedIndicator, years: Sequence[FiscalYear]) -> list[_Break]:
    """The breaks that have something drawn, or the baseline, before them."""
    indicator = evaluated.indicator
    found = []
    for fiscal_year in sorted(break_.fiscal_year for break_ in indicator.breaks):
        slot = next((n for n, year in enumerate(years, start=1) if year >= fiscal_year), None)
        begins_with_it = slot == 1 and (
            _known(indicator.baseline) is None
            or _baseline_side(indicator) >= _side(indicator, fiscal_year)
        )
        if slot is not None and not begins_with_it:
            found.append(_Break(slot, fiscal_year))
    return found


def _side(indicator: Indicator, fiscal_year: FiscalYear) -> int:
    return sum(break_.fiscal_year <= fiscal_year for break_ in indicator.breaks)


def _baseline_side(indicator: Indicator) -> int:
    """Without its year, a baseline was measured before any break."""
    return _side(indicator, indicator.baseline_year) if indicator.baseline_year else 0


def _known(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def _described(
    points: Sequence[_Point],
    targets: Sequence[_Point],
    breaks: Sequence[_Break],
    indicator: Indicator,
    language: Language,
) -> str:
    said = [
        language.word(p.said, year=p.name, value=f"{language.number(p.value)}{indicator.unit}")
        for p in (*points, *targets)
        if p.value is not None
    ]
    if indicator.range is not None:
        wanted = language.range(indicator.range, indicator.unit)
        said.append(language.word("charts.range", range=wanted))
    said += [
        language.word("charts.break_point", year=language.year(found.fiscal_year))
        for found in breaks
    ]
    return language.word("formats.list").join(said)


def _room_for_marks(scale: Axis, language: Language) -> Decimal:
    widest = max(_length(_mark(mark, language)) for mark in scale.marks)
    return max(Decimal(LEFT), widest + 8)


def _mark(value: Decimal, language: Language) -> str:
    return language.number(value.normalize())


def _length(text: str) -> Decimal:
    wide = sum(unicodedata.east_asian_width(c) in "WFA" for c in text)
    return Decimal(_WIDE * wide + _NARROW * (len(text) - wide))


def _tenth(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"))


def _axis_lines(drawing: _Drawing, unit: str, language: Language) -> Iterator[str]:
    left, right = drawing.left, WIDTH - RIGHT
    for mark in drawing.scale.marks:
        y = drawing.scale.y(mark)
        yield f'<line class="chart-grid" x1="{left}" x2="{right}" y1="{y}" y2="{y}"/>'
        text = _mark(mark, language)
        end = left - 6
        drawing.takes(_Box(end - _length(text), end, y + 6 - _HIGH, y + 6))
        yield _text("chart-mark", end, y + 4, text)
    shown = _cut(unit, Decimal(WIDTH - 4))
    drawing.takes(_Box.around(2 + _length(shown) / 2, Decimal(12), shown))
    yield _text("chart-unit", 2, 12, shown)


def _cut(text: str, room: Decimal) -> str:
    if _length(text) <= room:
        return text
    # No more can have room: a text of any length is cut in the same time.
    text = text[: int(room / _NARROW)]
    while _length(text) > room - _WIDE:
        text = text[:-1]
    return f"{text}…"


def _text(kind: str, x: Decimal | int, y: Decimal | int, text: str) -> str:
    return f'<text class="{kind}" x="{x}" y="{y}">{escape(text)}</text>'


def _year_labels(points: Sequence[_Point], drawing: _Drawing) -> Iterator[str]:
    # With many years a label each would run together; the last and the first say most.
    every = -(-len(points) // 9)
    y = Decimal(HEIGHT - 24)
    for point in (points[-1], points[0], *points[-1 - every : 0 : -every]):
        x = drawing.inside(drawing.x(point), point.label)
        if drawing.takes(_Box.around(x, y, point.label)):
            yield _text("chart-year", x, y, point.label)
            if point.era:
                yield _text("chart-era", x, y + 14, point.era)


def _target_marks(
    targets: Sequence[_Point], drawing: _Drawing, language: Language
) -> Iterator[str]:
    for target in targets:
        assert target.value is not None  # noqa: S101 - for the type checker; see _series
        x, y = drawing.x(target), drawing.scale.y(target.value)
        left, right = x - 16, x + 16
        yield f'<line class="chart-target" x1="{left}" x2="{right}" y1="{y}" y2="{y}"/>'
        if len(targets) == 1:
            word = language.word("charts.target", value=language.number(target.value))
            # Right-aligned with the mark: in the last year a centred word would be cut off.
            right = max(right, _length(word))
            box = _Box.around(right - _length(word) / 2, y - 6, word)
            if drawing.takes(box):
                yield _text("chart-target-label", right, y - 6, word)


def _break_marks(breaks: Sequence[_Break], drawing: _Drawing, language: Language) -> Iterator[str]:
    """A line from top to bottom between two years, and what it means where there is room."""
    word = language.word("charts.break")
    for found in breaks:
        x = _tenth(drawing.left + drawing.slot_width * found.slot)
        yield f'<line class="chart-break" x1="{x}" x2="{x}" y1="{TOP}" y2="{HEIGHT - BOTTOM}"/>'
        middle = drawing.inside(x, word)
        for y in range(12, HEIGHT - BOTTOM, _HIGH + 2):
            if drawing.takes(_Box.around(middle, Decimal(y), word)):
                yield _text("chart-break-label", middle, y, word)
                break


def _range_lines(indicator: Indicator, drawing: _Drawing, language: Language) -> Iterator[str]:
    """The wanted range: its ends from side to side, and in words where there is room."""
    ends = [drawing.scale.y(end) for end in _ends(indicator)]
    right = Decimal(WIDTH - RIGHT)
    for y in ends:
        yield (f'<line class="chart-target" x1="{drawing.left}" x2="{right}" y1="{y}" y2="{y}"/>')
    if indicator.range is not None and ends:
        word = language.word("charts.range", range=language.range(indicator.range))
        if drawing.takes(_Box.around(right - _length(word) / 2, ends[0] - 6, word)):
            yield _text("chart-target-label", right, ends[0] - 6, word)


def _line(points: Sequence[_Point], drawing: _Drawing) -> Iterator[str]:
    """One line for each run of years without a gap or a break; the baseline begins the first."""
    run: list[str] = []
    side = points[0].side
    for point in points:
        if point.side != side:
            yield from _polyline(run)
            run, side = [], point.side
        if point.value is not None:
            run.append(f"{drawing.x(point)},{drawing.scale.y(point.value)}")
        else:
            yield from _polyline(run)
            run = []
    yield from _polyline(run)


def _polyline(run: Sequence[str]) -> Iterator[str]:
    if len(run) > 1:
        yield f'<polyline class="chart-line" points="{" ".join(run)}"/>'


def _actual_marks(points: Iterable[_Point], drawing: _Drawing) -> Iterator[str]:
    for point in points:
        if point.value is not None:
            x, y = drawing.x(point), drawing.scale.y(point.value)
            kind = "chart-actual" if point.slot else "chart-baseline"
            yield f'<circle class="{kind}" cx="{x}" cy="{y}" r="4"/>'


def _actual_labels(
    points: Sequence[_Point], drawing: _Drawing, language: Language
) -> Iterator[str]:
    """The values where there is room; all of them stand in the table beside the chart."""
    drawn = [point for point in points if point.value is not None]
    between = drawn[1:-1] if len(drawn) <= _MOST_LABELS else []
    for point in (*drawn[-1:], *drawn[:-1][:1], *between):
        assert point.value is not None  # noqa: S101 - for the type checker
        text = language.number(point.value)
        if point.preliminary:
            text = language.word("preliminary.marked", value=text)
        x, y = drawing.inside(drawing.x(point), text), drawing.scale.y(point.value)
        below, above = y + 18, y - 9
        for baseline in (below, above) if below < HEIGHT - BOTTOM else (above,):
            if drawing.takes(_Box.around(x, baseline, text)):
                yield _text("chart-value", x, baseline, text)
                break
