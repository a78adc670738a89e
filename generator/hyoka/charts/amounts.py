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
    Mark,
    Slot,
    axis,
    axis_lines,
    bar,
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
    title: str, given: Sequence[Amount], unit: str, language: Language, *, tabled: bool = False
) -> str:
    """A bar for each year, from 0; every year from the first recorded to the last has its place.

    Empty when fewer than two years have a number: there is nothing to compare then. `tabled`: a
    table below has every amount.
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
    told = [_amount_told(year, known, partial, unit, language) for year in (min(known), max(known))]
    caption = Caption(
        title,
        language.word("formats.list").join(_told(years, known, partial, unit, language)),
        language.word("charts.tabled", first=told[0], last=told[1]) if tabled else "",
    )
    return svg("chart", (WIDTH, HEIGHT), caption, parts)


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
            yield _amount_told(year, known, partial, unit, language)


def _amount_told(
    year: FiscalYear,
    known: Mapping[FiscalYear, Decimal],
    partial: Container[FiscalYear],
    unit: str,
    language: Language,
) -> str:
    said = "charts.part_point" if year in partial else "charts.point"
    value = language.quantity(known[year], unit)
    return language.word(said, year=language.year(year), value=value)


_Bars = Sequence[tuple[Slot, Decimal, bool]]


def _bars(bars: _Bars, drawing: Drawing) -> Iterator[Mark]:
    wide = tenth(min(drawing.slot_width * Decimal("0.6"), _WIDEST))
    ground = drawing.scale.y(Decimal(0))
    for slot, value, partial in bars:
        left, y = tenth(drawing.x(slot.number) - wide / 2), drawing.scale.y(value)
        kind = "chart-bar chart-bar-part" if partial else "chart-bar"
        yield bar(kind, left, min(y, ground), wide, abs(y - ground))


def _labels(bars: _Bars, drawing: Drawing, language: Language) -> Iterator[Mark]:
    """The newest amount, the oldest and the others, where there is room."""
    for slot, value, _ in (bars[-1], bars[0], *bars[1:-1]):
        text = language.number(value)
        x, y = drawing.inside(drawing.x(slot.number), text), drawing.scale.y(value)
        baseline = min(y - 5 if value >= 0 else y + 14, Decimal(HEIGHT - BOTTOM - 2))
        if drawing.takes(Box.around(x, baseline, text)):
            yield text_at("chart-value", x, baseline, text)
