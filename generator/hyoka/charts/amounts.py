"""Amounts of money by year as bars."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import groupby

from hyoka.charts.drawing import (
    BOTTOM,
    HEIGHT,
    WIDTH,
    Box,
    Caption,
    Drawing,
    Slot,
    axis,
    axis_lines,
    every_year,
    gap_description,
    slot_labels,
    svg,
    tenth,
    text_at,
)
from hyoka.units import EXACT, FiscalYear, Value
from hyoka.wording import Language

_WIDEST = Decimal(36)


@dataclass(frozen=True, slots=True)
class Amount:
    """What is drawn of a year."""

    fiscal_year: FiscalYear
    value: Value | None
    """Without a number the year has no bar: missing is not zero. `None`: nothing is recorded."""
    partial: bool = False
    """Whether something is missing in the sum."""


def amounts(
    identifier: str, title: str, given: Sequence[Amount], unit: str, language: Language
) -> str:
    """A bar for each year, from 0; every year from the first recorded to the last has its place.

    Empty when fewer than two years have a number: there is nothing to compare then.
    """
    known = {a.fiscal_year: a.value for a in given if isinstance(a.value, Decimal)}
    if len(known) < 2:  # noqa: PLR2004 - two can be compared
        return ""
    years = every_year(a.fiscal_year for a in given if a.value is not None or a.partial)
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
    text = language.word("formats.list").join(_told(years, known, partial, unit, language))
    return svg("chart", (WIDTH, HEIGHT), Caption(f"amounts-{identifier}", title, text), parts)


def _told(
    years: Sequence[FiscalYear],
    known: Mapping[FiscalYear, Decimal],
    partial: Container[FiscalYear],
    unit: str,
    language: Language,
) -> Iterator[str]:
    """The amounts and the gaps between them, from left to right."""
    for has_amount, run in groupby(years, known.__contains__):
        of_run = list(run)
        if not has_amount:
            yield gap_description(language.year(of_run[0]), language.year(of_run[-1]), language)
            continue
        for year in of_run:
            said = "charts.part_point" if year in partial else "charts.point"
            value = language.quantity(known[year], unit)
            yield language.word(said, year=language.year(year), value=value)


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
