"""What an indicator's chart says at each year: its value or why there is none, its target."""

from collections.abc import Iterator
from dataclasses import replace

from hyoka.charts.drawing import Drawing, Reading, Slot
from hyoka.charts.series import Series, point_told
from hyoka.evaluation import EvaluatedIndicator
from hyoka.wording import Language

_LONGEST = 40
"""Characters of an actual in words."""


def readings_of(
    evaluated: EvaluatedIndicator, series: Series, drawing: Drawing, language: Language
) -> Iterator[Reading]:
    """One for each place of the axis."""
    for slot in series.slots:
        parts = [*_of_slot(slot, evaluated, series, language)]
        yield Reading(drawing.x(slot.number), language.word("formats.list").join(parts))


def _of_slot(
    slot: Slot, evaluated: EvaluatedIndicator, series: Series, language: Language
) -> Iterator[str]:
    indicator = evaluated.indicator
    points = [point for point in series.points if point.slot == slot]
    for point in [point for point in points if point.recorded] or points:
        if point.value is not None:
            yield point_told(point, indicator, language)
        else:
            reason = (
                language.baseline(indicator)
                if point.baseline
                else _reason(evaluated, slot, language)
            )
            yield language.word("charts.point", year=point.name, value=reason)
    aim = language.word("charts.legend_marks.target")
    for target in series.targets:
        if target.slot == slot:
            yield point_told(replace(target, aim=aim), indicator, language)
    yield from (found.told for found in series.changes if found.slot == slot.number)
    if any(found.slot == slot.number for found in series.breaks):
        yield language.word("charts.break_here")


def _reason(evaluated: EvaluatedIndicator, slot: Slot, language: Language) -> str:
    """Why a year has no value in the drawing."""
    year = evaluated.by_year.get(slot.year) if slot.year else None
    if year is None:
        return language.word("absent")
    if year.cumulative is not None:
        return language.word("charts.no_sum")
    told = language.actual(year)
    return told if len(told) <= _LONGEST else f"{told[:_LONGEST]}…"
