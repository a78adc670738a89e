"""Figures into accessible SVG: classes, a title and a description; no colour, no script.

The theme gives the classes their colours, for light, dark and print. A table with the same numbers
always stands beside a chart.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from html import escape

from generator.evaluation import EvaluatedIndicator
from generator.language import Language
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

    A year without a value leaves a gap. Empty when there is no number to draw.
    """
    points, targets = _series(evaluated, years, language)
    numbers = [p.value for p in (*points, *targets) if p.value is not None]
    if not numbers:
        return ""
    unit = evaluated.indicator.unit
    identifier = f"chart-{evaluated.owner.id}-{evaluated.indicator.id}"
    title = escape(_title(evaluated, language))
    description = escape(_described(points, targets, unit, language))
    frame = f'class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
    with localcontext(EXACT):
        scale = axis(numbers)
        drawing = _Drawing(scale, len(points), _room_for_marks(scale, language))
        parts = [
            f'<svg {frame} aria-labelledby="{identifier}-title {identifier}-desc">',
            f'<title id="{identifier}-title">{title}</title>',
            f'<desc id="{identifier}-desc">{description}</desc>',
            *_axis_lines(drawing, unit, language),
            *_year_labels(points, drawing),
            *_target_marks(targets, drawing, language),
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
    baseline = evaluated.indicator.baseline
    start = language.word("charts.baseline")
    points = [_Point(0, start, _known(baseline), start)]
    targets: list[_Point] = []
    for slot, fiscal_year in enumerate(years, start=1):
        label, name = str(fiscal_year), language.year(fiscal_year)
        era = f"{fiscal_year.era.letter}{fiscal_year.era_year}"
        year = evaluated.by_year.get(fiscal_year)
        points.append(_Point(slot, label, _known(year.actual) if year else None, name, era))
        if year is not None and year.target_year == fiscal_year:
            targets.append(_Point(slot, label, _known(year.target), name))
        elif year is None and evaluated.indicator.target_year == fiscal_year:
            targets.append(_Point(slot, label, _known(evaluated.indicator.target), name))
    return points, [target for target in targets if target.value is not None]


def _known(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def _described(
    points: Sequence[_Point], targets: Sequence[_Point], unit: str, language: Language
) -> str:
    said = [
        language.word("charts.point", year=p.name, value=f"{language.number(p.value)}{unit}")
        for p in points
        if p.value is not None
    ]
    said += [
        language.word("charts.target_point", year=p.name, value=f"{language.number(p.value)}{unit}")
        for p in targets
        if p.value is not None
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
        yield _text("chart-mark", left - 6, y + 4, _mark(mark, language))
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


def _line(points: Sequence[_Point], drawing: _Drawing) -> Iterator[str]:
    """One line for each run of years without a gap; the baseline belongs to the first run."""
    run: list[str] = []
    for point in points:
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
        x, y = drawing.inside(drawing.x(point), text), drawing.scale.y(point.value)
        below, above = y + 18, y - 9
        for baseline in (below, above) if below < HEIGHT - BOTTOM else (above,):
            if drawing.takes(_Box.around(x, baseline, text)):
                yield _text("chart-value", x, baseline, text)
                break
