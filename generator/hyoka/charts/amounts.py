"""Amounts of money by year as bars."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cached_property
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
from hyoka.charts.years import labels
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
    told = _Told({amount.fiscal_year: amount for amount in given}, unit, language)
    if len(told.known) < 2:  # noqa: PLR2004 - two can be compared
        return ""
    years = every_year(a.fiscal_year for a in given if a.value is not None or a.partial)
    with localcontext(EXACT):
        scale = axis([Decimal(0), *told.known.values()])
        drawing = Drawing.of(scale, len(years), language)
        slots = [Slot.of(number, fiscal_year) for number, fiscal_year in enumerate(years)]
        bars = [
            (slot, told.known[year], told.amounts[year].partial)
            for slot, year in zip(slots, years, strict=True)
            if year in told.known
        ]
        parts = [
            *axis_lines(drawing, unit, language),
            *_bars(bars, drawing),
            *_labels(slots, bars, drawing, language),
        ]
        readings = [
            Reading(drawing.x(slot.number), told.at(year))
            for slot, year in zip(slots, years, strict=True)
        ]
    return svg("chart", (WIDTH, HEIGHT), told.caption(title, years, tabled=tabled), parts, readings)


@dataclass(frozen=True)
class _Told:
    """What is drawn, in words."""

    amounts: Mapping[FiscalYear, Amount]
    unit: str
    language: Language

    @cached_property
    def known(self) -> Mapping[FiscalYear, Decimal]:
        """The years that have a number."""
        every = ((year, amount.value) for year, amount in self.amounts.items())
        return {year: value for year, value in every if isinstance(value, Decimal)}

    def caption(self, title: str, years: Sequence[FiscalYear], *, tabled: bool) -> Caption:
        """All of it; where a table has every amount, the first and the last."""
        word = self.language.word
        first, last = (self._amount(year) for year in (min(self.known), max(self.known)))
        brief = word("charts.tabled", first=first, last=last) if tabled else ""
        return Caption(title, word("formats.list").join(self._in_order(years)), brief)

    def _in_order(self, years: Sequence[FiscalYear]) -> Iterator[str]:
        """The amounts and the gaps between them, from left to right."""
        for has_amount, run in groupby(years, self.known.__contains__):
            of_run = list(run)
            if has_amount:
                yield from map(self._amount, of_run)
            else:
                first, last = (self.language.year(year) for year in (of_run[0], of_run[-1]))
                yield gap_description(first, last, self.language)

    def at(self, year: FiscalYear) -> str:
        """The year's amount, or why there is none."""
        if year in self.known:
            return self._amount(year)
        amount = self.amounts.get(year, Amount(year, None))
        language = self.language
        reason = (
            language.word("charts.no_total") if amount.partial else language.value(amount.value)
        )
        return language.word("charts.point", year=language.year(year), value=reason)

    def _amount(self, year: FiscalYear) -> str:
        said = "charts.part_point" if self.amounts[year].partial else "charts.point"
        value = self.language.quantity(self.known[year], self.unit)
        return self.language.word(said, year=self.language.year(year), value=value)


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
    """The years, and their amounts, the newest first: as what has no room is left out."""
    texts = [(slot, value, language.number(value)) for slot, value, _ in (*bars[-1:], *bars[:-1])]
    boxes = {slot.number: _bar_box(slot, value, drawing) for slot, value, _ in bars}

    def writes(drawing: Drawing, shown: Container[int]) -> list[Mark]:
        return [*_values([one for one in texts if one[0].number in shown], boxes, drawing)]

    return labels(slots, [text for *_, text in texts], boxes, drawing, writes)


def _values(
    texts: Sequence[tuple[Slot, Decimal, str]], boxes: Mapping[int, Box], drawing: Drawing
) -> Iterator[Mark]:
    """Amounts above their bars, where there is room beside the others."""
    for slot, value, text in texts:
        own, half, y = boxes[slot.number], length(text) / 2, drawing.scale.y(value)
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
