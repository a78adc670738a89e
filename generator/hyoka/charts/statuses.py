"""How many things have each status, as a bar a year that is filled by their shares."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from hyoka.charts.drawing import WIDTH, Caption, Mark, bar, length, svg, tenth, text_at
from hyoka.evaluation.figures import Status
from hyoka.units import EXACT
from hyoka.wording import Language

_ROW, _TOP, _HIGH = 46, 16, 24
"""How high a year is with its name, where its bar begins, and how high that is."""
_LEAST = Decimal(3)
"""So much has a status at least: what occurs is seen."""
FILLED = {
    Status.ACHIEVED: "gauge-forward",
    Status.IMPROVED: "chart-bar",
    Status.UNCHANGED: "gauge-same",
    Status.WORSENED: "gauge-back",
    Status.UNDETERMINED: "gauge-room",
    Status.NOT_JUDGED: "chart-bar-part gauge-room",
}
"""The class of what has a status."""
_OUTLINED = {Status.UNDETERMINED, Status.NOT_JUDGED}


@dataclass(frozen=True, slots=True)
class CountedStatus:
    """How many things have a status, or what they cost; and the way to them."""

    status: Status
    count: Decimal | int
    url: str


@dataclass(frozen=True, slots=True)
class StatusBar:
    """A year's things by their status."""

    name: str
    """The year, and how many things there are."""
    parts: tuple[CountedStatus, ...]


def status_bars(title: str, bars: Sequence[StatusBar], language: Language) -> str:
    """A bar for each year, each as wide as the other: what is compared are shares.

    Each part leads to what it counts. The same counts stand beside the drawing as a list.
    """
    with localcontext(EXACT):
        marks = [mark for number, one in enumerate(bars) for mark in _row(number, one, language)]
    said = language.word("formats.list").join(one.name for one in bars)
    return svg("chart", (WIDTH, len(bars) * _ROW), Caption(title, said), marks)


def _row(number: int, told: StatusBar, language: Language) -> Iterator[Mark]:
    top = number * _ROW
    yield text_at("chart-item", 1, top + 11, told.name)
    for part, left, wide in _places(told.parts):
        yield replace(bar(FILLED[part.status], left, top + _TOP, wide, _HIGH), url=part.url)
        text = f"{language.symbol(part.status)}{language.number(part.count)}"
        if length(text) <= wide:
            place = tenth(left + wide / 2), top + _TOP + 17
            yield replace(text_at(_text_class(part.status), *place, text), url=part.url)


def _text_class(status: Status) -> str:
    """Without a light edge on what is filled: within it the sign ○ was read as ◎."""
    if status in _OUTLINED:
        return "chart-value"
    return f"on-{FILLED[status]} chart-value"


def _places(parts: Iterable[CountedStatus]) -> Iterator[tuple[CountedStatus, Decimal, Decimal]]:
    """Those that occur, each with where it begins and how wide it is."""
    there = [part for part in parts if part.count]
    every = sum((part.count for part in there), Decimal(0))
    room = WIDTH - 2 - _LEAST * len(there)
    left = Decimal(1)
    for part in there:
        wide = _LEAST + room * part.count / every
        yield part, tenth(left), tenth(wide)
        left += wide
