"""Amounts of money by year as bars."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from generator.charts.drawing import (
    BOTTOM,
    HEIGHT,
    WIDTH,
    Box,
    Caption,
    Drawing,
    Slot,
    axis,
    axis_lines,
    slot_labels,
    svg,
    tenth,
    text_at,
)
from generator.language import Language
from generator.units import EXACT, FiscalYear, Value

_WIDEST = Decimal(36)


@dataclass(frozen=True, slots=True)
class Amount:
    """What is drawn of a year."""

    fiscal_year: FiscalYear
    value: Value | None
    """Without a number the year has no bar: missing is not zero."""
    partial: bool = False
    """Whether something is missing in the sum."""


def amounts(
    identifier: str, title: str, given: Sequence[Amount], unit: str, language: Language
) -> str:
    """A bar for each year, from 0; every year from the first to the last has its place.

    Empty when fewer than two years have a number: there is nothing to compare then.
    """
    known = {a.fiscal_year: a.value for a in given if isinstance(a.value, Decimal)}
    if len(known) < 2:  # noqa: PLR2004 - two can be compared
        return ""
    first, last = min(known), max(known)
    years = [first.plus(n) for n in range(last.year - first.year + 1)]
    partial = {amount.fiscal_year for amount in given if amount.partial}
    with localcontext(EXACT):
        scale = axis([Decimal(0), *known.values()])
        drawing = Drawing.of(scale, len(years), language)
        slots = [Slot.of(number, fiscal_year) for number, fiscal_year in enumerate(years)]
        bars = [
            (slot, known[year], year in partial)
            for slot, year in zip(slots, years, strict=True)
            if year in known
        ]
        parts = [
            *axis_lines(drawing, unit, language),
            *slot_labels(slots, drawing),
            *_bars(bars, drawing),
            *_labels(bars, drawing, language),
        ]
    told = language.word("formats.list").join(
        language.word(
            "charts.part_point" if year in partial else "charts.point",
            year=language.year(year),
            value=language.quantity(value, unit),
        )
        for year, value in sorted(known.items())
    )
    return svg("chart", (WIDTH, HEIGHT), Caption(f"amounts-{identifier}", title, told), parts)


_Bars = Sequence[tuple[Slot, Decimal, bool]]


def _bars(bars: _Bars, drawing: Drawing) -> Iterator[str]:
    wide = tenth(min(drawing.slot_width * Decimal("0.6"), _WIDEST))
    ground = drawing.scale.y(Decimal(0))
    for slot, value, partial in bars:
        left, y = tenth(drawing.x(slot.number) - wide / 2), drawing.scale.y(value)
        kind = "chart-bar chart-bar-part" if partial else "chart-bar"
        place = f'x="{left}" y="{min(y, ground)}" width="{wide}" height="{abs(y - ground)}"'
        yield f'<rect class="{kind}" {place}/>'


def _labels(bars: _Bars, drawing: Drawing, language: Language) -> Iterator[str]:
    """The newest amount, the oldest and the others, where there is room."""
    for slot, value, _ in (bars[-1], bars[0], *bars[1:-1]):
        text = language.number(value)
        x, y = drawing.inside(drawing.x(slot.number), text), drawing.scale.y(value)
        baseline = min(y - 5 if value >= 0 else y + 14, Decimal(HEIGHT - BOTTOM - 2))
        if drawing.takes(Box.around(x, baseline, text)):
            yield text_at("chart-value", x, baseline, text)
