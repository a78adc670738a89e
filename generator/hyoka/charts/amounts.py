"""Amounts of money by year as bars."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
    Reading,
    Slot,
    axis,
    axis_lines,
    bar,
    every_year,
    gap_description,
    length,
    svg,
    tenth,
    text_at,
)
from hyoka.charts.years import named_slots, slot_labels
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
    recorded = {amount.fiscal_year: amount.value for amount in given}
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
            *_bars(bars, drawing),
            *_labels(slots, bars, drawing, language),
        ]
        readings = [
            Reading(
                drawing.x(slot.number),
                _told_at(year, known, partial, recorded.get(year), unit, language),
            )
            for slot, year in zip(slots, years, strict=True)
        ]
    told = [_amount_told(year, known, partial, unit, language) for year in (min(known), max(known))]
    caption = Caption(
        title,
        language.word("formats.list").join(_told(years, known, partial, unit, language)),
        language.word("charts.tabled", first=told[0], last=told[1]) if tabled else "",
    )
    return svg("chart", (WIDTH, HEIGHT), caption, parts, readings)


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


def _told_at(  # noqa: PLR0913 - what is known of a year
    year: FiscalYear,
    known: Mapping[FiscalYear, Decimal],
    partial: Container[FiscalYear],
    recorded: Value | None,
    unit: str,
    language: Language,
) -> str:
    """The year's amount, or why there is none."""
    if year in known:
        return _amount_told(year, known, partial, unit, language)
    reason = language.word("charts.no_total") if year in partial else language.value(recorded)
    return language.word("charts.point", year=language.year(year), value=reason)


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
    wide = _wide(drawing)
    ground = drawing.scale.y(Decimal(0))
    for slot, value, partial in bars:
        left, y = tenth(drawing.x(slot.number) - wide / 2), drawing.scale.y(value)
        kind = "chart-bar chart-bar-part" if partial else "chart-bar"
        yield bar(kind, left, min(y, ground), wide, abs(y - ground))


def _labels(
    slots: Sequence[Slot], bars: _Bars, drawing: Drawing, language: Language
) -> Iterator[Mark]:
    """The years, and their amounts: all, where there is room, else of the same years both."""
    order = [*bars[-1:], *bars[:-1]]
    trial = replace(drawing, taken=[*drawing.taken])
    named = named_slots(slots, trial)
    told = [*_values(order, bars, trial, language)]
    if len(named) < len(slots) or len(told) < len(bars):
        widest = max(length(language.number(value)) for _, value, _ in bars)
        valued = {slot.number for slot, _, _ in bars}
        named = named_slots(slots, drawing, valued, widest)
        told = [*_values([bar for bar in order if bar[0] in named], bars, drawing, language)]
    yield from slot_labels(named, drawing)
    yield from told


def _values(told: _Bars, bars: _Bars, drawing: Drawing, language: Language) -> Iterator[Mark]:
    """Amounts above their bars, where there is room beside the others."""
    boxes = {slot.number: _bar_box(slot, value, drawing) for slot, value, _ in bars}
    for slot, value, _ in told:
        text, own = language.number(value), boxes[slot.number]
        half, y = length(text) / 2, drawing.scale.y(value)
        baseline = min(y - 5 if value >= 0 else y + 12, Decimal(HEIGHT - BOTTOM + 8))
        reach = int(length(text) / drawing.slot_width) + 1
        beside = range(slot.number - reach, slot.number + reach + 1)
        others = [boxes[at] for at in beside if at != slot.number and at in boxes]
        for middle in (drawing.x(slot.number), own.left + half, own.right - half):
            x = drawing.inside(tenth(middle), text)
            box = Box.around(x, baseline, text)
            if not any(box.meets(other) for other in others) and drawing.takes(box):
                yield text_at("chart-value", x, baseline, text)
                break


def _bar_box(slot: Slot, value: Decimal, drawing: Drawing) -> Box:
    half, ends = _wide(drawing) / 2, (drawing.scale.y(value), drawing.scale.y(Decimal(0)))
    x = drawing.x(slot.number)
    return Box(x - half, x + half, min(ends), max(ends))


def _wide(drawing: Drawing) -> Decimal:
    """How wide a bar is."""
    return tenth(min(drawing.slot_width * Decimal("0.6"), _WIDEST))
