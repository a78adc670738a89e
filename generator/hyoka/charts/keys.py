"""What the marks of a drawing mean: a row below it, in the marks' own looks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from hyoka.charts.drawing import (
    RADIUS,
    WIDTH,
    Mark,
    Place,
    across,
    bar,
    dot,
    length,
    ring,
    text_at,
    upright,
)

_SAMPLE, _BETWEEN, _ROW = 18, 12, 17
"""How wide a mark with its room is, the room between two, and how high a row is."""


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A kind of marks, and what it means."""

    kind: str
    word: str

    @property
    def width(self) -> Decimal:
        """All that it takes."""
        return _SAMPLE + length(self.word)


def key(entries: Iterable[KeyEntry], top: int) -> tuple[list[Mark], int]:
    """The entries in as many rows as they need, and where these end."""
    marks: list[Mark] = []
    left, baseline = Decimal(2), top + 11
    for entry in entries:
        if left > 2 and left + entry.width > WIDTH:  # noqa: PLR2004 - where a row begins
            left, baseline = Decimal(2), baseline + _ROW
        marks += [
            *_sample(entry.kind, left, baseline - 4),
            text_at("chart-key", left + _SAMPLE, baseline, entry.word),
        ]
        left += entry.width + _BETWEEN
    return marks, baseline + 5 if marks else top


def _sample(kind: str, left: Decimal, y: int) -> Iterator[Mark]:
    """A mark as it stands in the drawing."""
    middle: Place = left + 7
    match kind:
        case "chart-baseline":
            yield ring(kind, middle, y, RADIUS)
        case "chart-actual":
            yield across("chart-line", left, left + 14, y)
            yield dot(kind, middle, y)
        case "chart-break":
            yield upright(kind, middle, y - 6, y + 5)
        case "chart-change":
            yield change_sign(middle, y + 4)
        case "chart-target":
            yield across(kind, left, left + 14, y)
        case _:
            yield bar(kind, left + 2, y - 5, 10, 10)


def change_sign(x: Place, tip: Place) -> Mark:
    """That a target was changed: a sign that points down at `tip`."""
    return Mark("chart-change", f"M{x} {tip}l-5 -8h10z")
