"""The groups of an indicator as small lines beside one another, all on one scale."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from hyoka.charts.drawing import (
    LEAST_RADIUS,
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
from hyoka.charts.panels import Panel, Panels
from hyoka.charts.series import Series, point_told, series_of
from hyoka.evaluation import EvaluatedIndicator
from hyoka.model import Indicator
from hyoka.units import EXACT, FiscalYear
from hyoka.wording import Language

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
        panels = sheet.panels
        drawn = [_Group(Panel(panels, number), sheet, *one) for number, one in enumerate(every)]
        unit = cut(evaluated.indicator.unit, Decimal(WIDTH))
        marks = [text_at("chart-unit", 2, 12, unit)]
        marks += [mark for group in drawn for mark in group.marks()]
        readings = [reading for group in drawn for reading in group.readings()]
        entries = _entries([series for _, series in every], language)
        legend_marks, height = key(entries, panels.end(len(every)))
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
    """What all groups have in common."""

    scale: Axis
    slots: int
    language: Language

    @property
    def panels(self) -> Panels:
        """Where they lie."""
        left = max(length(self.told(mark)) for mark in self.scale.marks) + 8
        return Panels(left, gap=14, name=20, above=32, plot=52, below=28, top=_UNIT)

    def told(self, value: Decimal) -> str:
        """A value of the scale."""
        return self.language.number(value.normalize())


@dataclass(frozen=True)
class _Group:
    """A group's place, and what is drawn there."""

    panel: Panel
    sheet: _Sheet
    group: Indicator
    series: Series

    def x(self, slot: Slot) -> Decimal:
        """The middle of a year; what all groups have lies below one another."""
        place = slot.number + self.sheet.slots - len(self.series.slots)
        return self.panel.x(place, self.sheet.slots)

    def y(self, value: Decimal) -> Decimal:
        return self.panel.y(self.sheet.scale.share(value))

    def marks(self) -> Iterator[Mark]:
        """Everything, from the back to the front."""
        yield self.panel.named(self.group.name)
        yield from self._scale()
        slots = self.series.slots
        yield from (
            self.panel.year(self.x(slot), slot.label)
            for slot in dict.fromkeys((slots[0], slots[-1]))
        )
        for found in self.series.breaks:
            half = self.panel.all.width / self.sheet.slots / 2
            x = tenth(self.x(slots[found.slot]) - half)
            yield upright("chart-break", x, self.panel.top, self.panel.bottom)
        yield from self._values()

    def _scale(self) -> Iterator[Mark]:
        """The first and the last mark with their values: more have no room."""
        marks = self.sheet.scale.marks
        for mark in marks:
            told = self.sheet.told(mark) if mark in (marks[0], marks[-1]) else ""
            yield from self.panel.level("chart-grid", self.y(mark), told)

    def _values(self) -> Iterator[Mark]:
        for target in self.series.targets:
            assert target.value is not None  # noqa: S101 - for the type checker; see Series
            x, y = self.x(target.slot), self.y(target.value)
            yield across("chart-target", max(x - 10, self.panel.left), x + 10, y)
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
            is_below = any(self.y(number) < y for number in beside) and y + 14 < self.panel.bottom
            x = self.panel.inside(self.x(point.slot), text, self.panel.all.gap // 2)
            yield text_at("chart-value", x, y + 16 if is_below else y - 7, text)
