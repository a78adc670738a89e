"""What charts share: the room that texts take, a vertical axis, a row of years."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from html import escape
from typing import TypeAlias

from hyoka.units import FiscalYear
from hyoka.wording import Language

WIDTH, HEIGHT = 360, 224
LEFT, RIGHT, TOP, BOTTOM = 44, 14, 26, 44
"""Room for the axis labels (at least) and for the label of the highest value, in the drawing's
units."""

NARROW, WIDE, HIGH = 7, 12, 12
"""How much room a character takes in the theme's type, at most."""
RADIUS, LEAST_RADIUS = Decimal(4), Decimal("2.5")
_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))


def tenth(value: Decimal) -> Decimal:
    """A place in the drawing: finer than a tenth nobody sees."""
    return value.quantize(_TENTH)


_TENTH = Decimal("0.1")
_WHOLE = re.compile(r"\.0(?!\d)")
"""What a place has without need."""


@lru_cache(maxsize=1 << 13)
def length(text: str) -> Decimal:
    """How long a text is, at most."""
    if text.isascii():
        return Decimal(NARROW * len(text))
    wide = sum(unicodedata.east_asian_width(c) in "WFA" for c in text)
    return Decimal(WIDE * wide + NARROW * (len(text) - wide))


def cut(text: str, room: Decimal) -> str:
    """The text, or as much of it as there is room for, with …."""
    if length(text) <= room:
        return text
    # No more can have room: a text of any length is cut in the same time.
    text = text[: int(room / NARROW)]
    while length(text) > room - WIDE:
        text = text[:-1]
    return f"{text}…"


Place: TypeAlias = Decimal | int


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing of a drawing."""

    kind: str
    """Its class, by which the theme gives it its look."""
    path: str = ""
    """Where it runs, as the data of a path: those of a kind make one."""
    tag: str = ""
    """Of what is no path: its element …"""
    place: str = ""
    """… its attributes …"""
    text: str = ""
    """… and its text."""
    url: str = ""
    """Where a pointer that is put on it leads."""


def text_at(kind: str, x: Place, y: Place, text: str) -> Mark:
    """A text of a class, which says how it is aligned with `x`."""
    return Mark(kind, tag="text", place=f'x="{x}" y="{y}"', text=text)


def across(kind: str, left: Place, right: Place, y: Place) -> Mark:
    """A line from side to side."""
    return Mark(kind, f"M{left} {y}H{right}")


def upright(kind: str, x: Place, top: Place, bottom: Place) -> Mark:
    """A line from top to bottom."""
    return Mark(kind, f"M{x} {top}V{bottom}")


def dot(kind: str, x: Place, y: Place) -> Mark:
    """A filled point: a line of no length, whose round ends the theme makes as wide as it is."""
    return Mark(kind, f"M{x} {y}h0")


def ring(kind: str, x: Place, y: Place, radius: Place) -> Mark:
    """A circle."""
    return Mark(kind, tag="circle", place=f'cx="{x}" cy="{y}" r="{radius}"')


def round_path(kind: str, x: Place, y: Place, radius: int) -> Mark:
    """A circle that is a path, as all else that is drawn where there are paths alone."""
    arc = f"a{radius} {radius} 0 1 0 "
    return Mark(kind, f"M{x - radius} {y}{arc}{2 * radius} 0{arc}-{2 * radius} 0")


def line(kind: str, places: Iterable[tuple[Place, Place]]) -> Mark:
    """A line through places."""
    return Mark(kind, f"M{' '.join(f'{x} {y}' for x, y in places)}")


def bar(kind: str, left: Place, top: Place, width: Place, height: Place) -> Mark:
    """A filled rectangle."""
    return Mark(kind, f"M{left} {top}h{width}v{height}h-{width}z")


@dataclass(frozen=True, slots=True)
class Caption:
    """What a drawing says to those who do not see it."""

    title: str
    description: str
    """The values that are drawn."""
    brief: str = ""
    """What the drawing says instead of them where a table on the page has them all."""


class Chart(str):
    """A whole drawing as SVG, with what it says in words; false where there is nothing to draw."""

    caption: Caption
    size: tuple[int, int]
    """Its width and height."""
    drawn: str
    """The marks alone."""
    __slots__ = ("caption", "drawn", "size")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the drawing says at a place, for whoever puts a finger there."""

    x: Place
    text: str
    y: Place | None = None
    """Where the place is a point; else it is the whole height."""

    @property
    def written(self) -> str:
        """As the drawing carries it."""
        place = f"{self.x}" if self.y is None else f"{self.x},{self.y}"
        return f"{_WHOLE.sub('', place)} {self.text.replace('|', '｜')}"


def svg(
    kind: str,
    size: tuple[int, int],
    caption: Caption | None,
    marks: Iterable[Mark],
    readings: Iterable[Reading] = (),
) -> Chart:
    """A whole drawing of `size`, its width and height.

    Marks of a kind are drawn together, where the first of them is. Without a `caption`, what
    stands beside the drawing says all of it. `readings`: from left to right.
    """
    width, height = size
    kinds = _by_kind(marks)
    drawn = "".join(_linked(url, _of_a_kind(of, same)) for (of, url), same in kinds.items())
    told = 'aria-hidden="true"'
    # No image holds links: who does not point at them has them in the list beside the drawing.
    if caption and not any(url for _, url in kinds):
        brief = min(filter(None, (caption.description, caption.brief)), key=len)
        told = f'role="img" aria-label="{escape(f"{caption.title} {brief}")}"'
    if said := "|".join(reading.written for reading in readings):
        told += f' data-readings="{escape(said)}"'
    chart = Chart(f'<svg class="{kind}" viewBox="0 0 {width} {height}" {told}>{drawn}</svg>')
    chart.caption, chart.size, chart.drawn = caption or Caption("", ""), size, drawn
    return chart


def _by_kind(marks: Iterable[Mark]) -> dict[tuple[str, str], list[Mark]]:
    """Marks by their class and where they lead, each kind where its first is."""
    kinds: dict[tuple[str, str], list[Mark]] = {}
    for mark in marks:
        kinds.setdefault((mark.kind, mark.url), []).append(mark)
    return kinds


def joined_paths(marks: Iterable[Mark]) -> tuple[tuple[str, str], ...]:
    """The class and the data of each path, of marks that are paths."""
    return tuple((kind, _data(same)) for (kind, _), same in _by_kind(marks).items())


def _data(marks: Iterable[Mark]) -> str:
    return _WHOLE.sub("", "".join(mark.path for mark in marks))


def _linked(url: str, drawn: str) -> str:
    return f'<a href="{escape(url)}" tabindex="-1">{drawn}</a>' if url else drawn


def _of_a_kind(kind: str, marks: Sequence[Mark]) -> str:
    if marks[0].path:
        return f'<path class="{kind}" d="{_data(marks)}"/>'
    if len(marks) == 1:
        return _element(marks[0], f' class="{kind}"')
    return f'<g class="{kind}">{"".join(map(_element, marks))}</g>'


def _element(mark: Mark, kind: str = "") -> str:
    place = _WHOLE.sub("", mark.place)
    if mark.text:
        return f"<{mark.tag}{kind} {place}>{escape(mark.text)}</{mark.tag}>"
    return f"<{mark.tag}{kind} {place}/>"


@dataclass(frozen=True, slots=True)
class Axis:
    """A vertical axis from `low` to `high`, marked at each `step`."""

    low: Decimal
    high: Decimal
    step: Decimal
    ranks: bool = False
    """Whether it counts ranks, of which the first is at the top."""

    @property
    def marks(self) -> list[Decimal]:
        """The values that are marked."""
        if self.ranks:
            below = replace(self, low=Decimal(0), ranks=False).marks
            return [self.low, *(mark for mark in below if mark > self.low)]
        count = int((self.high - self.low) / self.step)
        return [self.low + self.step * number for number in range(count + 1)]

    def share(self, value: Decimal) -> Decimal:
        """How far up `value` lies: from 0 at the bottom to 1."""
        share = (value - self.low) / (self.high - self.low)
        return 1 - share if self.ranks else share

    def y(self, value: Decimal) -> Decimal:
        """Where `value` lies, from the drawing's top."""
        return tenth(HEIGHT - BOTTOM - self.share(value) * (HEIGHT - TOP - BOTTOM))


def axis(values: Sequence[Decimal], *, ranks: bool = False) -> Axis:
    """A readable axis of two to five marks around `values`, which are not none.

    Of `ranks`, it begins with the first.
    """
    if ranks:
        found = axis([Decimal(0), *values])
        step = max(found.step.to_integral_value(rounding="ROUND_CEILING"), Decimal(1))
        return Axis(Decimal(1), max(found.high, Decimal(2)), step, ranks=True)
    low, high = min(values), max(values)
    spread = high - low or abs(high) or Decimal(1)
    rough = spread / 3
    magnitude = Decimal(1).scaleb(rough.adjusted())
    step = next(step * magnitude for step in _STEPS if step * magnitude >= rough)
    if all(value == value.to_integral_value() for value in values):
        step = max(step, Decimal(1))  # what is counted has no half
    floor = (low / step).to_integral_value(rounding="ROUND_FLOOR") * step
    ceiling = (high / step).to_integral_value(rounding="ROUND_CEILING") * step
    if floor == ceiling:
        ceiling += step
    return Axis(floor, ceiling, step)


@dataclass(frozen=True, slots=True)
class Box:
    """The room that a text takes."""

    left: Decimal
    right: Decimal
    top: Decimal
    bottom: Decimal

    @classmethod
    def around(cls, x: Decimal, baseline: Decimal, text: str) -> "Box":
        """The room of a text that is centred at `x`."""
        half = length(text) / 2
        return cls(x - half, x + half, baseline - HIGH + 2, baseline + 2)

    def meets(self, other: "Box") -> bool:
        """Whether the two overlap, or all but touch."""
        return (
            self.left < other.right + 2
            and other.left < self.right + 2
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Slot:
    """A place on the horizontal axis: a year, or what stands before the years."""

    number: int
    """Counted from 0."""
    label: str
    year: FiscalYear | None = None

    @classmethod
    def of(cls, number: int, year: FiscalYear) -> "Slot":
        """A year's slot."""
        return cls(number, str(year), year)

    @property
    def era(self) -> str:
        """The year once more, as the sheets count: H30."""
        return f"{self.year.era.letter}{self.year.era_year}" if self.year else ""


def every_year(years: Iterable[FiscalYear]) -> list[FiscalYear]:
    """Every fiscal year from the first of `years` to the last, so that each has its place."""
    known = sorted(years)
    return [known[0].plus(n) for n in range(known[-1].year - known[0].year + 1)] if known else []


def gap_description(first: str, last: str, language: Language, *, of: str = "gap") -> str:
    """That the years from `first` to `last`, which are given by their names, have no number.

    `of`: the word that tells it; where sums are drawn, it is the sum that a year does not have.
    """
    if first == last:
        return language.word(f"charts.{of}", year=first)
    return language.word(f"charts.{of}_of_years", first=first, last=last)


@dataclass(frozen=True)
class Drawing:
    """A chart on its way: its measures, and the room that its texts have taken."""

    scale: Axis
    slots: int
    left: Decimal
    unit: str = ""
    taken: list[Box] = field(default_factory=list)

    @classmethod
    def of(cls, scale: Axis, slots: int, language: Language, unit: str = "") -> "Drawing":
        """A chart that has room for its axis's marks."""
        widest = max(length(_marked(mark, language)) for mark in scale.marks)
        return cls(scale, slots, max(Decimal(LEFT), widest + 8), unit)

    @cached_property
    def slot_width(self) -> Decimal:
        """What a year has for itself."""
        return (WIDTH - RIGHT - self.left) / self.slots

    @cached_property
    def radius(self) -> Decimal:
        """How large a year's point is: small enough for its neighbours, never too small to see."""
        return RADIUS if self.slot_width / 2 >= RADIUS else LEAST_RADIUS

    def x(self, slot: int) -> Decimal:
        """The middle of a slot."""
        return tenth(self.left + self.slot_width * (slot + Decimal("0.5")))

    def start(self, slot: int) -> Decimal:
        """Where a slot begins."""
        return tenth(self.left + self.slot_width * slot)

    def end(self, slot: int) -> Decimal:
        """Where it ends."""
        return self.start(slot + 1)

    def inside(self, x: Decimal, text: str) -> Decimal:
        """`x`, moved so far that a text centred there is not cut off."""
        half = tenth(length(text) / 2)
        return max(min(x, WIDTH - half), self.left + half)

    def takes(self, box: Box) -> bool:
        """Whether there is room for a text; then it is taken."""
        free = not any(box.meets(other) for other in self.taken)
        if free:
            self.taken.append(box)
        return free


def _marked(value: Decimal, language: Language) -> str:
    return language.number(value.normalize())


def axis_lines(drawing: Drawing, unit: str, language: Language) -> Iterator[Mark]:
    """The axis's lines with their values, and its unit."""
    left, right = drawing.left, WIDTH - RIGHT
    for mark in drawing.scale.marks:
        y = drawing.scale.y(mark)
        yield across("chart-grid", left, right, y)
        text = _marked(mark, language)
        end = left - 6
        drawing.takes(Box(end - length(text), end, y + 6 - HIGH, y + 6))
        yield text_at("chart-mark", end, y + 4, text)
    shown = cut(unit, Decimal(WIDTH - 4))
    drawing.takes(Box.around(2 + length(shown) / 2, Decimal(12), shown))
    yield text_at("chart-unit", 2, 12, shown)
