"""The groups of an indicator as small lines beside one another, all on one scale."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from hyoka.charts.drawing import (
    LEAST_RADIUS,
    RIGHT,
    WIDTH,
    Axis,
    Caption,
    Mark,
    Reading,
    Slot,
    across,
    axis,
    cut,
    dot,
    length,
    line,
    ring,
    svg,
    tenth,
    text_at,
    upright,
)
from hyoka.charts.keys import KeyEntry, key
from hyoka.charts.series import Series, point_told, series_of
from hyoka.evaluation import EvaluatedIndicator
from hyoka.model import Indicator
from hyoka.units import EXACT, FiscalYear
from hyoka.wording import Language

_COLUMNS = 2
_GAP = 14
_NAME, _ABOVE, _PLOT, _YEARS = 14, 18, 52, 28
"""How high a group's name is, the room for a value above the plot, the plot, and the years."""
_PANEL = _NAME + _ABOVE + _PLOT + _YEARS
_UNIT = 16
"""Above all: the unit."""


def groups(evaluated: EvaluatedIndicator, years: Sequence[FiscalYear], language: Language) -> str:
    """The groups of an indicator over `years`, each by itself, all from the same to the same value.

    Empty where no group has two numbers to compare. A table below has every value.
    """
    language = language.of(evaluated.indicator)
    every = [(one.indicator, series_of(one, years, language)) for one in evaluated.groups]
    if not any(len(series.drawn) > 1 for _, series in every):
        return ""
    with localcontext(EXACT):
        numbers = [number for _, series in every for number in series.numbers]
        scale = axis(numbers, ranks=evaluated.indicator.is_rank)
        sheet = _Sheet(scale, max(len(series.slots) for _, series in every), language)
        unit = cut(evaluated.indicator.unit, Decimal(WIDTH))
        marks = [text_at("chart-unit", 2, 12, unit)]
        readings: list[Reading] = []
        for number, (group, series) in enumerate(every):
            marks += _Panel(sheet, number, group, series).marks()
            readings += _Panel(sheet, number, group, series).readings()
        bottom = _UNIT - (-len(every) // _COLUMNS) * _PANEL
        legend_marks, height = key(_entries([series for _, series in every], language), bottom)
    caption = _caption(evaluated.indicator, every, language)
    return svg("chart", (WIDTH, height), caption, [*marks, *legend_marks], readings)


def groups_legend(evaluated: EvaluatedIndicator, language: Language) -> str:
    """How the groups are to be read."""
    language = language.of(evaluated.indicator)
    is_rank = evaluated.indicator.is_rank
    return language.word("group_charts.rank_legend" if is_rank else "group_charts.legend")


def _entries(every: Sequence[Series], language: Language) -> Iterator[KeyEntry]:
    """What the marks mean: those that the groups have."""
    points = [point for series in every for point, _ in series.drawn]
    drawn = {
        "baseline": any(point.baseline for point in points),
        "actual": any(not point.baseline for point in points),
        "target": any(series.targets for series in every),
        "break": any(series.breaks for series in every),
    }
    for kind, there in drawn.items():
        if there:
            yield KeyEntry(f"chart-{kind}", language.word(f"charts.legend_marks.{kind}"))


def _caption(
    indicator: Indicator, every: Sequence[tuple[Indicator, Series]], language: Language
) -> Caption:
    """The first and the last value of each group; a table has those between."""
    told = {"name": indicator.name, "by": indicator.grouped_by or "", "unit": indicator.unit}
    said = []
    for group, series in every:
        ends = dict.fromkeys(
            point_told(point, group, language)
            for point, _ in (*series.drawn[:1], *series.drawn[-1:])
        )
        values = language.word("formats.list").join(ends) or language.word("absent")
        said.append(language.word("group_charts.told", name=group.name, values=values))
    title = language.word("group_charts.chart", **told)
    return Caption(title, "".join((*said, language.word("group_charts.tabled"))))


@dataclass(frozen=True)
class _Sheet:
    """What all panels have in common."""

    scale: Axis
    slots: int
    language: Language

    @property
    def left(self) -> Decimal:
        """The room of the scale's marks, left of each row."""
        return max(length(self.told(mark)) for mark in self.scale.marks) + 8

    @property
    def width(self) -> Decimal:
        """That of a panel."""
        return tenth((WIDTH - RIGHT - self.left - _GAP * (_COLUMNS - 1)) / _COLUMNS)

    def told(self, value: Decimal) -> str:
        """A value of the scale."""
        return self.language.number(value.normalize())


@dataclass(frozen=True)
class _Panel:
    """A group's place, and what is drawn there."""

    sheet: _Sheet
    number: int
    group: Indicator
    series: Series

    @property
    def left(self) -> Decimal:
        return self.sheet.left + (self.sheet.width + _GAP) * (self.number % _COLUMNS)

    @property
    def top(self) -> int:
        """Where the plot begins."""
        return _UNIT + self.number // _COLUMNS * _PANEL + _NAME + _ABOVE

    def x(self, slot: Slot) -> Decimal:
        """The middle of a year; what all groups have lies below one another."""
        place = slot.number + self.sheet.slots - len(self.series.slots)
        return tenth(self.left + self.sheet.width * (place + Decimal("0.5")) / self.sheet.slots)

    def y(self, value: Decimal) -> Decimal:
        scale = self.sheet.scale
        share = (value - scale.low) / (scale.high - scale.low)
        return tenth(self.top + _PLOT * (share if scale.ranks else 1 - share))

    def inside(self, x: Decimal, text: str) -> Decimal:
        """`x`, moved so far that a text centred there stays within the panel."""
        half = tenth(length(text) / 2)
        return max(min(x, self.left + self.sheet.width + _GAP // 2 - half), self.left + half)

    def marks(self) -> Iterator[Mark]:
        """Everything, from the back to the front."""
        name = cut(self.group.name, self.sheet.width)
        yield text_at("chart-item-value", self.left, self.top - _ABOVE - 2, name)
        yield from self._scale()
        yield from self._years()
        for found in self.series.breaks:
            half = self.sheet.width / self.sheet.slots / 2
            x = tenth(self.x(self.series.slots[found.slot]) - half)
            yield upright("chart-break", x, self.top, self.top + _PLOT)
        yield from self._values()

    def _scale(self) -> Iterator[Mark]:
        for mark in self.sheet.scale.marks:
            y = self.y(mark)
            yield across("chart-grid", self.left, self.left + self.sheet.width, y)
            if self.number % _COLUMNS == 0 and mark in self._named:
                yield text_at("chart-mark", self.left - 6, y + 4, self.sheet.told(mark))

    @property
    def _named(self) -> tuple[Decimal, Decimal]:
        """The marks that are written: more have no room."""
        return self.sheet.scale.marks[0], self.sheet.scale.marks[-1]

    def _years(self) -> Iterator[Mark]:
        slots = self.series.slots
        for slot in dict.fromkeys((slots[0], slots[-1])):
            x = self.inside(self.x(slot), slot.label)
            yield text_at("chart-year", x, self.top + _PLOT + 16, slot.label)

    def _values(self) -> Iterator[Mark]:
        for target in self.series.targets:
            assert target.value is not None  # noqa: S101 - for the type checker; see Series
            x, y = self.x(target.slot), self.y(target.value)
            yield across("chart-target", max(x - 10, self.left), x + 10, y)
        for run in self.series.runs:
            yield line("chart-line", [(self.x(point.slot), self.y(value)) for point, value in run])
        for point, value in self.series.drawn:
            x, y = self.x(point.slot), self.y(value)
            if point.baseline:
                yield ring("chart-baseline", x, y, LEAST_RADIUS)
            else:
                yield dot("chart-actual chart-small", x, y)
        yield from self._newest()

    def readings(self) -> Iterator[Reading]:
        """Its values, for whoever puts a finger there."""
        for point, value in self.series.drawn:
            told = point_told(point, self.group, self.sheet.language)
            yield Reading(self.x(point.slot), f"{self.group.name} {told}", self.y(value))

    def _newest(self) -> Iterator[Mark]:
        """The newest value, on the side where neither the line nor its target is."""
        for point, value in self.series.drawn[-1:]:
            text, y = self.sheet.language.number(value), self.y(value)
            beside = [number for _, number in self.series.drawn[-2:-1]]
            beside += [one.value for one in self.series.targets if one.value is not None]
            is_below = any(self.y(number) < y for number in beside) and y + 14 < self.top + _PLOT
            x = self.inside(self.x(point.slot), text)
            yield text_at("chart-value", x, y + 16 if is_below else y - 7, text)
