"""What a survey found, drawn: items as bars, satisfaction beside importance. Nothing is judged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from hyoka.charts.drawing import (
    WIDTH,
    Axis,
    Caption,
    Mark,
    Reading,
    across,
    axis,
    bar,
    cut,
    dot,
    length,
    svg,
    tenth,
    text_at,
    upright,
)
from hyoka.units import EXACT
from hyoka.wording import Language

_ROW, _BAR, _EDGE = 34, 12, 2
"""How high an item with its name is, and its bar."""
_MOST = 60
"""So many bars are read; a table has the others, too."""
_LEFT, _RIGHT, _TOP, _SQUARE, _BELOW = 40, 14, 24, 300, 40


Ends = tuple[Decimal, Decimal]
"""The lowest and the highest that a value can be."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something that was asked about, and what was found of it."""

    name: str
    value: Decimal
    margin: Decimal | None = None
    """By how much chance alone may have moved the value; `None` where that is not known."""


def item_bars(
    title: str,
    items: Sequence[Item],
    unit: str,
    ends: Ends | None,
    language: Language,
) -> str:
    """A bar for each item, below its name, on a line from one of the `ends` to the other.

    Without ends, from 0. Empty where fewer than two have a number, or one lies beyond.
    """
    values = [item.value for item in items]
    low, high = ends or (Decimal(0), axis([Decimal(0), *values]).high if values else Decimal(0))
    fits = low < high and all(low <= value <= high for value in values)
    if not 2 <= len(items) <= _MOST or not fits:  # noqa: PLR2004 - two can be compared
        return ""
    told = [(item, _said(item, unit, language)) for item in items]
    with localcontext(EXACT):
        room = WIDTH - 2 * _EDGE - max(length(text) for _, text in told) - 6
        scale = _Scale(low, room / (high - low), tenth(room) if ends else Decimal(0))
        parts = [mark for number, one in enumerate(told) for mark in _row(number, *one, scale)]
    said = language.word("formats.list").join(f"{item.name} {text}" for item, text in told)
    caption = Caption(title, said, language.word("charts.items_tabled"))
    return svg("chart", (WIDTH, len(items) * _ROW + 4), caption, parts)


def _said(item: Item, unit: str, language: Language) -> str:
    value = language.quantity(item.value, unit)
    if item.margin is None:
        return value
    return language.word("charts.with_margin", value=value, margin=language.number(item.margin))


@dataclass(frozen=True, slots=True)
class _Scale:
    """From where bars begin, how long what is one is, and how long all that there could be is."""

    low: Decimal
    one: Decimal
    line: Decimal


def items_legend(
    unit: str,
    ends: Ends | None,
    language: Language,
    *,
    order: str = "items_recorded",
    with_margins: bool = False,
) -> str:
    """From where to where the bars of items reach, in which order they stand, what lies on them."""
    if ends is None:
        said = language.word("charts.items_from_zero")
    else:
        low, high = (language.quantity(end, unit) for end in ends)
        said = language.word("charts.items_between", lowest=low, highest=high)
    said += language.word(f"charts.{order}")
    return said + language.word("charts.items_margin") if with_margins else said


def _row(number: int, item: Item, text: str, scale: _Scale) -> Iterator[Mark]:
    """An item's name, its bar on the line of all that there could be, its margin, its value."""
    top, wide = number * _ROW, tenth((item.value - scale.low) * scale.one)
    yield text_at("chart-item", _EDGE, top + 13, cut(item.name, Decimal(WIDTH - 2 * _EDGE)))
    if scale.line:
        yield across("chart-grid", Decimal(_EDGE), _EDGE + scale.line, Decimal(top + 18 + _BAR))
    if wide:
        yield bar("chart-bar", _EDGE, top + 18, wide, _BAR)
    end = wide
    if item.margin:
        half, middle = item.margin * scale.one, Decimal(top + 18) + Decimal(_BAR) / 2
        start, end = max(tenth(wide - half), Decimal(0)), tenth(wide + half)
        yield across("gauge-mark", _EDGE + start, _EDGE + end, middle)
        for x in (start, end):
            yield upright("gauge-mark", _EDGE + x, middle - 4, middle + 4)
    yield text_at("chart-item-value", _EDGE + end + 5, top + 28, text)


def scatter(  # noqa: PLR0913 - what is drawn, and what it is called
    title: str,
    names: tuple[str, str],
    points: Sequence[tuple[Decimal, Decimal]],
    unit: str,
    language: Language,
    items: Sequence[str] = (),
) -> str:
    """Numbered points: the first of `names` to the right, the second upwards; no quarter is marked.

    Empty where there are fewer than two. `items`: what the points are, for whoever touches one.
    """
    if len(points) < 2:  # noqa: PLR2004 - two can be compared
        return ""
    with localcontext(EXACT):
        right, up = axis([x for x, _ in points]), axis([y for _, y in points])
        parts = [*_ways(right, up, names, language)]
        for number, point in enumerate(points, start=1):
            parts += _point(number, point, right, up)
    told = [(language.quantity(x, unit), language.quantity(y, unit)) for x, y in points]
    said = [
        language.word(
            "charts.scatter_point", number=language.number(number), first=first, second=second
        )
        for number, (first, second) in enumerate(told, start=1)
    ]
    between = language.word("formats.list")
    caption = Caption(title, between.join(said), language.word("charts.scatter_tabled"))
    readings = []
    for item, (x, y), (first, second) in zip(items, points, told, strict=False):
        text = between.join((f"{item} {names[0]} {first}", f"{names[1]} {second}"))
        readings.append(Reading(_x(x, right), text, _y(y, up)))
    return svg("chart", (WIDTH, _TOP + _SQUARE + _BELOW), caption, parts, readings)


def _x(value: Decimal, right: Axis) -> Decimal:
    return tenth(_LEFT + right.share(value) * (WIDTH - _LEFT - _RIGHT))


def _y(value: Decimal, up: Axis) -> Decimal:
    return tenth(_TOP + _SQUARE - up.share(value) * _SQUARE)


def _ways(right: Axis, up: Axis, names: tuple[str, str], language: Language) -> Iterator[Mark]:
    bottom = _TOP + _SQUARE
    for mark in right.marks:
        yield upright("chart-grid", _x(mark, right), _TOP, bottom)
        yield text_at("chart-year", _x(mark, right), bottom + 15, language.number(mark.normalize()))
    for mark in up.marks:
        yield across("chart-grid", _LEFT, WIDTH - _RIGHT, _y(mark, up))
        yield text_at("chart-mark", _LEFT - 6, _y(mark, up) + 4, language.number(mark.normalize()))
    yield text_at("chart-unit", 2, 12, f"↑ {names[1]}")
    yield text_at(
        "chart-unit", WIDTH - _RIGHT - length(f"→ {names[0]}"), bottom + 34, f"→ {names[0]}"
    )


def _point(number: int, point: tuple[Decimal, Decimal], right: Axis, up: Axis) -> Iterator[Mark]:
    x, y = _x(point[0], right), _y(point[1], up)
    yield dot("chart-actual", x, y)
    above = y - 8 if y > _TOP + 12 else y + 18
    yield text_at("chart-value", x, above, str(number))
