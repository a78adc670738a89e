"""Phrases and tables as Markdown that a person reads: pipe tables, calculations as footnotes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from markupsafe import Markup

from hyoka.elements import (
    Bar,
    Calculated,
    Calculation,
    ColumnType,
    Inline,
    LineBreak,
    Link,
    ListedInline,
    Row,
    StatusMark,
    Styled,
    Table,
    TextStyle,
)
from hyoka.render.escape import escape

_MARKS: Mapping[TextStyle, tuple[str, str]] = {
    TextStyle.NOTE: ("", ""),
    TextStyle.STRONG: ("**", "**"),
    TextStyle.CODE: ("<code>", "</code>"),
    TextStyle.CODE_BLOCK: ("<code>", "</code>"),
    TextStyle.UNIT: ("", ""),
    TextStyle.DELETED: ("<del>", "</del>"),
    TextStyle.INSERTED: ("<ins>", "</ins>"),
    TextStyle.DIFFERS: ("**", "**"),
}


@dataclass(frozen=True)
class Footnotes:
    """The calculations of a page, each told once however often it occurs."""

    numbers: dict[Calculation, int] = field(default_factory=dict)
    told: set[Calculation] = field(default_factory=set)

    def mark(self, calculation: Calculation) -> str:
        """What stands behind a value."""
        return f"[^{self.numbers.setdefault(calculation, len(self.numbers) + 1)}]"

    def text(self, calculation: Calculation) -> str:
        """A footnote in a line; empty where it stands further up."""
        if calculation in self.told:
            return ""
        self.told.add(calculation)
        text = "<br>".join(escape(line) for line in calculation.told())
        return f"[^{self.numbers[calculation]}]: {text}"


@dataclass(frozen=True)
class MarkdownInline:
    """Phrases as Markdown; what opens to its calculation becomes a mark of `footnotes`."""

    footnotes: Footnotes

    def __call__(self, content: Inline) -> str:
        """A phrase."""
        return self._printers.get(type(content), escape)(content)

    @cached_property
    def _printers(self) -> Mapping[type[Any], Callable[[Any], str]]:
        return {
            str: escape,
            Markup: str,
            tuple: self._parts,
            LineBreak: lambda _: "<br>",
            Link: self._link,
            Styled: self._styled,
            StatusMark: self._status,
            Bar: lambda _: "",
            ListedInline: self._listed,
            Calculated: self._calculated,
        }

    def _parts(self, parts: tuple[Inline, ...]) -> str:
        return "".join([self(part) for part in parts])

    def _link(self, link: Link) -> str:
        return f"[{self(link.content)}]({_address(link.url)})"

    def _styled(self, styled: Styled) -> str:
        before, after = _MARKS[styled.style]
        return f"{before}{self(styled.content)}{after}"

    def _status(self, mark: StatusMark) -> str:
        return f"{escape(mark.symbol)} {escape(mark.word)}"

    def _listed(self, listed: ListedInline) -> str:
        return "<br>".join(f"・{self(item)}" for item in listed.items)

    def _calculated(self, calculated: Calculated) -> str:
        mark = self.footnotes.mark(calculated.calculation) if calculated.calculation.told() else ""
        return f"{self(calculated.content)}{mark}"


def _address(url: str) -> str:
    """An address as Markdown takes it: without what could end it."""
    return url.replace("(", "%28").replace(")", "%29").replace(" ", "%20")


def table(table: Table, inline: MarkdownInline) -> str:
    """A pipe table under its caption, with its calculations below.

    A cell that spans rows or columns is followed by empty ones.
    """
    if not table.columns:
        return ""
    head = [
        f"{escape(one.title)} （{escape(one.unit)}）" if one.unit else escape(one.title)
        for one in table.columns
    ]
    sides = ["--:" if one.type is ColumnType.NUMBER else ":--" for one in table.columns]
    lines = [f"**{escape(table.caption)}**", "", _line(head), _line(sides)]
    notes: dict[Calculation, None] = {}
    for group in table.groups:
        if group.title:
            lines.append(_line([f"**{inline(group.title)}**", *[""] * (len(head) - 1)]))
        lines += map(_line, _grid(group.rows, len(head), inline))
        notes |= dict.fromkeys(_calculations(group.rows))
    told = list(filter(None, map(inline.footnotes.text, notes)))
    return "\n".join([*lines, "", *told, *([""] if told else []), *_below(table, inline)])


def _calculations(rows: tuple[Row, ...]) -> Iterator[Calculation]:
    for row in rows:
        for cell in row.cells:
            yield from filter(Calculation.told, _calculations_in(cell.content))


def _calculations_in(content: Inline) -> Iterator[Calculation]:
    if isinstance(content, Calculated):
        yield content.calculation
    elif isinstance(content, tuple):
        for part in content:
            yield from _calculations_in(part)


def _below(table: Table, inline: MarkdownInline) -> Iterator[str]:
    if table.omitted:
        yield escape(table.omitted)
        yield ""
    if table.formulas:
        yield f"{escape(table.formulas_title)}：{' '.join(map(inline, table.formulas))}"
        yield ""
    if table.data:
        yield inline(table.data)
        yield ""


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _grid(rows: tuple[Row, ...], width: int, inline: MarkdownInline) -> Iterator[list[str]]:
    """The cells of each row at their columns, those that others span empty."""
    spanned: dict[int, int] = {}
    for row in rows:
        line, place = [""] * width, 0
        for cell in row.cells:
            while spanned.get(place, 0):
                spanned[place] -= 1
                place += 1
            line[place] = inline(cell.content)
            for column in range(place, place + cell.columns):
                spanned[column] = cell.rows - 1
            place += cell.columns
        for column in range(place, width):
            spanned[column] = max(spanned.get(column, 0) - 1, 0)
        yield line
