"""Small drawings beside one another, all of one size, for comparison."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from hyoka.charts.drawing import RIGHT, WIDTH, Mark, across, cut, length, tenth, text_at

_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Panels:
    """How all of them lie."""

    left: Decimal
    """The room of the scale's marks, left of each row."""
    gap: int
    """Between two in a row."""
    name: int
    """How far above a plot its name is."""
    above: int
    """The room above a plot: for its name and a value."""
    plot: int
    """How high it is."""
    below: int
    """The room below it: for the years."""
    top: int = 0
    """Where the first row begins."""

    @property
    def width(self) -> Decimal:
        """That of each."""
        return tenth((WIDTH - RIGHT - self.left - self.gap * (_COLUMNS - 1)) / _COLUMNS)

    def row(self, number: int) -> int:
        """Where a row begins."""
        return self.top + number * (self.above + self.plot + self.below)

    def end(self, count: int) -> int:
        """Where so many of them end."""
        return self.row(-(-count // _COLUMNS))


@dataclass(frozen=True, slots=True)
class Panel:
    """The place of one of them."""

    all: Panels
    number: int

    @property
    def left(self) -> Decimal:
        """Where it begins."""
        return self.all.left + (self.all.width + self.all.gap) * (self.number % _COLUMNS)

    @property
    def right(self) -> Decimal:
        """Where it ends."""
        return self.left + self.all.width

    @property
    def top(self) -> int:
        """Where its plot begins."""
        return self.all.row(self.number // _COLUMNS) + self.all.above

    @property
    def bottom(self) -> int:
        """Where its plot ends."""
        return self.top + self.all.plot

    def x(self, year: int, years: int) -> Decimal:
        """The middle of one of so many years."""
        return tenth(self.left + self.all.width * (year + Decimal("0.5")) / years)

    def y(self, share: Decimal) -> Decimal:
        """Where a share of the scale lies."""
        return tenth(self.top + self.all.plot * (1 - share))

    def inside(self, x: Decimal, text: str, beyond: int = 0) -> Decimal:
        """`x`, moved so that a text centred there ends at most `beyond` right of the panel."""
        half = tenth(length(text) / 2)
        return max(min(x, self.right + beyond - half), self.left + half)

    def named(self, name: str, url: str = "") -> Mark:
        """What is drawn there is called."""
        place = self.left, self.top - self.all.name
        return replace(text_at("chart-item-value", *place, cut(name, self.all.width)), url=url)

    def level(self, kind: str, y: Decimal, text: str) -> Iterator[Mark]:
        """A line from side to side, with the value that it marks left of the row."""
        yield across(kind, self.left, self.right, y)
        if text and self.number % _COLUMNS == 0:
            yield text_at("chart-mark", self.left - 6, y + 4, text)

    def year(self, x: Decimal, label: str) -> Mark:
        """A year's name below the plot."""
        return text_at(
            "chart-year", self.inside(x, label, self.all.gap // 2), self.bottom + 16, label
        )
