"""The years below a chart's axis, and what is written of them above it."""

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from math import ceil

from hyoka.charts.drawing import HEIGHT, Box, Drawing, Mark, Place, Slot, length, tenth, text_at

_YEARS = HEIGHT - 24
"""Where they are written."""
_Writes = Callable[[Drawing, Container[int]], Sequence[Mark]]
"""_Writes the values of slots into a drawing, as far as there is room."""


def labels(
    slots: Sequence[Slot],
    texts: Sequence[str],
    valued: Container[int],
    drawing: Drawing,
    writes: _Writes,
) -> Iterator[Mark]:
    """The years and their values: all, where there is room, else of the same years both.

    `texts`: the values. `valued`: the slots that are named before others.
    """
    trial = replace(drawing, taken=[*drawing.taken])
    named = _named_slots(slots, trial)
    values = writes(trial, range(len(slots)))
    if len(named) < len(slots) or len(values) < len(texts):
        widest = max(map(length, texts), default=Decimal(0))
        named = _named_slots(slots, drawing, valued, widest)
        values = writes(drawing, {slot.number for slot in named})
    else:
        drawing.taken[:] = trial.taken
    yield from _slot_labels(named, drawing)
    yield from values


def _named_slots(
    slots: Sequence[Slot], drawing: Drawing, valued: Container[int] = (), room: Place = 0
) -> list[Slot]:
    """Those that are named below the axis, the newest first; they take their room.

    All, where there is room; else of the `valued` as many as can be, and the ends of the axis.
    `room`: how wide a text above a name may be.
    """
    years = [slot for slot in slots if slot.year] or slots
    widest = max(Decimal(room), *(length(slot.label) for slot in years)) + Decimal("2.2")
    every = ceil(widest / drawing.slot_width)
    told = [slot for slot in slots if slot.number in valued] if every > 1 else slots
    regular: list[Slot] = []
    for slot in reversed(told):
        if not regular or regular[-1].number - slot.number >= every:
            regular.append(slot)
    ends = (slots[-1], slots[0], years[0])
    wanted = dict.fromkeys((*regular[:1], *told[:1], *ends, *regular))
    return [slot for slot in wanted if drawing.takes(_label_box(slot, years[0], drawing))]


def _slot_labels(slots: Sequence[Slot], drawing: Drawing) -> Iterator[Mark]:
    """The years below the axis: all that are given, which have their room."""
    years = [slot for slot in slots if slot.year] or slots
    first = min(years, key=lambda slot: slot.number)
    for slot in slots:
        x = _label_place(slot, first, drawing)
        yield text_at("chart-year", x, _YEARS, slot.label)
        if slot.era:
            yield text_at("chart-era", x, _YEARS + 14, slot.era)


def _label_box(slot: Slot, first: Slot, drawing: Drawing) -> Box:
    return Box.around(_label_place(slot, first, drawing), Decimal(_YEARS), slot.label)


def _label_place(slot: Slot, first: Slot, drawing: Drawing) -> Decimal:
    """The middle of a slot's label; what stands before the `first` year leaves room for that."""
    x = drawing.inside(drawing.x(slot.number), slot.label)
    if slot.number >= first.number:
        return x
    beside = drawing.inside(drawing.x(first.number), first.label) - length(first.label) / 2
    half = length(slot.label) / 2
    return tenth(max(min(x, beside - half - 2), half))
