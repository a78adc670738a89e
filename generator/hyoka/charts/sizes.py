"""How large something is, as a bar that is filled by the statuses of its parts."""

from collections.abc import Iterable, Iterator
from decimal import Decimal, localcontext

from hyoka.charts.drawing import WIDTH, Chart, Mark, bar, svg, tenth
from hyoka.charts.statuses import FILLED
from hyoka.evaluation.figures import Status
from hyoka.units import EXACT

_HIGH = 12
_LEAST = Decimal("0.5")
"""So wide is a status at least: what occurs is seen."""


def size_bar(parts: Iterable[tuple[Status, Decimal]], most: Decimal) -> Chart:
    """A bar beside others, of which that of `most` is as wide as the drawing.

    What is written beside it says all of it.
    """
    sizes = dict.fromkeys(Status, Decimal(0))
    with localcontext(EXACT):
        for status, size in parts:
            sizes[status] += max(size, Decimal(0))
        marks = list(_marks(sizes, most))
    return svg("chart", (WIDTH, _HIGH), None, marks)


def _marks(sizes: dict[Status, Decimal], most: Decimal) -> Iterator[Mark]:
    left = Decimal(0)
    for status, size in sizes.items():
        if size and most:
            wide = max(tenth(size / most * WIDTH), _LEAST)
            yield bar(FILLED[status], tenth(left), 0, wide, _HIGH)
            left += wide
