"""A chart as a file of its own, for a report or another site: with its title and where it is from.

It has its looks in itself, for no theme is beside it: as attributes, which no policy of a host
keeps from being applied and which office programs read.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from hyoka.charts.drawing import WIDTH, Chart, cut, length

LIGHT = {
    "text": "#1a1a1a",
    "note": "#4d4d4d",
    "ground": "#ffffff",
    "grid": "#d9d9d9",
    "actual": "#0017c1",
    "bar": "#7096f8",
    "target": "#8b3200",
    "good": "#115a36",
    "bad": "#a90000",
    "field": "#767676",
}
"""The colours of the theme's light scheme."""

_OVER = f'paint-order="stroke" stroke="{LIGHT["ground"]}" stroke-width="3"'
"""Of a label that is read over whatever line runs behind it."""
_TARGET_TEXT = f'fill="{LIGHT["target"]}"'
_LINE = f'fill="none" stroke="{LIGHT["actual"]}"'
_ROUND = f'stroke="{LIGHT["actual"]}" stroke-linecap="round"'
_NAME = 'font-weight="700"'
_EMPTY = f'fill="none" stroke="{LIGHT["field"]}"'
_MIDDLE = 'text-anchor="middle"'
LOOKS = {
    "chart-unit": "",
    "chart-key": "",
    "chart-item": "",
    "chart-item-value": _NAME,
    "chart-mark": 'text-anchor="end"',
    "chart-year": _MIDDLE,
    "chart-era": f'{_MIDDLE} font-size="10"',
    "chart-value": f"{_MIDDLE} {_NAME} {_OVER}",
    "on-chart-bar chart-value": f'{_MIDDLE} {_NAME} fill="#000000"',
    **dict.fromkeys(
        [f"on-gauge-{kind} chart-value" for kind in ("forward", "same", "back")],
        f'{_MIDDLE} {_NAME} fill="{LIGHT["ground"]}"',
    ),
    "chart-target-label": f'text-anchor="end" {_TARGET_TEXT} {_OVER}',
    "chart-change-label": f"{_MIDDLE} {_TARGET_TEXT} {_OVER}",
    "chart-break-label": f'{_MIDDLE} fill="{LIGHT["note"]}" {_OVER}',
    "chart-grid": f'fill="none" stroke="{LIGHT["grid"]}"',
    "chart-line": f'{_LINE} stroke-width="2"',
    "chart-actual": f'{_ROUND} stroke-width="8"',
    "chart-actual chart-small": f'{_ROUND} stroke-width="5"',
    "chart-baseline": f'fill="{LIGHT["ground"]}" stroke="{LIGHT["actual"]}" stroke-width="2"',
    "chart-target": (
        f'fill="none" stroke="{LIGHT["target"]}" stroke-width="2" stroke-dasharray="4 2"'
    ),
    "chart-change": _TARGET_TEXT,
    "chart-break": (
        f'stroke="{LIGHT["note"]}" stroke-width="2" stroke-dasharray="1 3" stroke-linecap="round"'
    ),
    "gauge-forward": f'fill="{LIGHT["good"]}"',
    "gauge-same": f'fill="{LIGHT["field"]}"',
    "gauge-back": f'fill="{LIGHT["bad"]}"',
    "gauge-room": _EMPTY,
    "gauge-mark": f'stroke="{LIGHT["text"]}" stroke-width="2"',
    "chart-bar": f'fill="{LIGHT["bar"]}" stroke="{LIGHT["actual"]}"',
    "chart-bar-part gauge-room": f'{_EMPTY} stroke-dasharray="3 2"',
    "chart-bar chart-bar-part": (
        f'fill="none" stroke="{LIGHT["actual"]}" stroke-width="2" stroke-dasharray="3 2"'
    ),
}
"""What each kind of marks looks like."""

_CLASS = re.compile(r' class="([^"]*)"')
_LINK = re.compile(r"</?a\b[^>]*>")
_BEFORE, _AFTER = "chart-", ".svg"
"""What stands around the name of a chart in that of its file."""
_EDGE = 12
_TITLE, _SMALL = 19, 15
"""How high a line of the title is, and one of what is said below."""
_LINES = 8
"""So many lines of a text are read; where there are more, the last of them says so."""
_WORD = re.compile(r"[!-~]+ ?|.")


def file_of(name: str) -> str:
    """What the file of a chart is called, beside its page."""
    return f"{_BEFORE}{name}{_AFTER}"


def is_file_of_chart(name: str) -> bool:
    """Whether a chart's file may be called so."""
    return name.startswith(_BEFORE) and name.endswith(_AFTER)


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart of a page, to be taken away."""

    name: str
    """What it is called on its page: `indicator-kanshin`."""
    chart: Chart
    note: str
    """How it is to be read."""
    source: tuple[str, ...]
    """Where it is from and on which terms, a line each."""

    @property
    def file(self) -> str:
        """The name of its file."""
        return file_of(self.name)

    @property
    def content(self) -> bytes:
        """The whole file."""
        chart, caption = self.chart, self.chart.caption
        width, height = chart.size
        title = list(_wrapped(caption.title, Decimal(WIDTH) * 12 // 14))
        below = [line for text in (self.note, *self.source) for line in _wrapped(text, None)]
        top = _EDGE + _TITLE * len(title) + 4
        whole = top + height + 4 + _SMALL * len(below) + _EDGE
        parts = (
            _lines(title, _EDGE + 14, _TITLE, f'font-size="14" {_NAME}'),
            f'<g transform="translate({_EDGE} {top})">{_with_looks(chart.drawn)}</g>',
            _lines(below, top + height + 15, _SMALL, f'font-size="10" fill="{LIGHT["note"]}"'),
        )
        box = width + 2 * _EDGE, whole
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{2 * box[0]}" height="{2 * box[1]}"'
            f' viewBox="0 0 {box[0]} {box[1]}" role="img" font-family="sans-serif"'
            f' font-size="12" fill="{LIGHT["text"]}">'
            f"<title>{escape(caption.title)}</title><desc>{escape(caption.description)}</desc>"
            f'<rect width="100%" height="100%" fill="{LIGHT["ground"]}"/>{"".join(parts)}</svg>\n'
        ).encode()


def _with_looks(drawn: str) -> str:
    """The marks without the theme's classes and without links, for they are no page's."""
    return _CLASS.sub(lambda found: f" {LOOKS[found[1]]}".rstrip(), _LINK.sub("", drawn))


def _lines(lines: Iterable[str], first: int, high: int, look: str) -> str:
    written = "".join(
        f'<text x="{_EDGE}" y="{first + high * number}">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
    return f"<g {look}>{written}</g>"


def _wrapped(text: str, room: Decimal | None) -> Iterator[str]:
    """A text in lines that have room: of what is written small, as much more as it is smaller."""
    room = room or Decimal(WIDTH) * 12 // 10
    text = " ".join(text.split())
    line, taken, read, lines = "", Decimal(0), 0, 1
    for word in _WORD.findall(text):
        for part in (word,) if length(word) <= room else word:
            if taken + length(part) > room:
                yield line.rstrip()
                line, taken, lines = "", Decimal(0), lines + 1
                if lines == _LINES:
                    yield cut(text[read:], room)
                    return
            line, taken, read = line + part, taken + length(part), read + len(part)
    if line:
        yield line.rstrip()
