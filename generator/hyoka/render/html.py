"""Phrases and tables as HTML: with captions, scopes, units, and calculations that open."""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from hyoka.elements import (
    Bar,
    Calculated,
    Calculation,
    Cell,
    CellType,
    Column,
    ColumnType,
    Inline,
    LineBreak,
    Link,
    ListedInline,
    Row,
    RowGroup,
    StatusMark,
    Styled,
    Table,
    TextStyle,
)
from hyoka.render.addresses import Addresses, attributes, joined
from hyoka.render.escape import escape, escape_text

_TAGS: Mapping[TextStyle, tuple[str, str]] = {
    TextStyle.NOTE: ("<small>", "</small>"),
    TextStyle.STRONG: ("<strong>", "</strong>"),
    TextStyle.CODE: ("<code>", "</code>"),
    TextStyle.CODE_BLOCK: ("<pre><code>", "</code></pre>"),
    TextStyle.UNIT: ('<span class="unit">', "</span>"),
    TextStyle.DELETED: ("<del>", "</del>"),
    TextStyle.INSERTED: ("<ins>", "</ins>"),
    TextStyle.DIFFERS: ('<span class="differs">', "</span>"),
}
_CELL_CLASSES: Mapping[CellType, str] = {
    CellType.TEXT: "",
    CellType.NUMBER: ' class="number"',
    CellType.WORDS: ' class="words"',
    CellType.NONE: ' class="none"',
    CellType.NO_TEXT: ' class="none text"',
    CellType.STATUS: ' class="status-cell"',
}
_OF_NUMBERS: Mapping[CellType, str] = {
    **_CELL_CLASSES,
    CellType.TEXT: ' class="text"',
    CellType.NUMBER: "",
}
"""The same in a table most of whose cells are numbers: it says so once."""
_REFERENCE = re.compile(r"&#(\d{2,3});")
_FOR_HTML = frozenset("&<>\"'\n\t")
"""What only a character reference writes in HTML, or may write otherwise than Markdown reads it."""


def inline(content: Inline) -> str:
    """A phrase as HTML."""
    return _PRINTERS.get(type(content), escape)(content)


def address(url: str) -> str:
    """An address as an attribute's value."""
    return "#".join(map(escape, url.split("#")))


def _tuple(parts: tuple[Inline, ...]) -> str:
    return "".join([_PRINTERS.get(type(part), escape)(part) for part in parts])


def _link(link: Link) -> str:
    kind = ' class="note"' if link.is_note else f' rel="{link.relation}"' if link.relation else ""
    saves = " download" if link.is_file else ""
    return f'<a{kind} href="{address(link.url)}"{saves}>{inline(link.content)}</a>'


def _styled(styled: Styled) -> str:
    before, after = _TAGS[styled.style]
    return f"{before}{inline(styled.content)}{after}"


def _status(mark: StatusMark) -> str:
    sign = f'<span aria-hidden="true">{escape(mark.symbol)}</span>'
    return f'<span class="status {mark.status}">{sign} {escape(mark.word)}</span>'


def _bar(bar: Bar) -> str:
    kind = f"bar {bar.status}" if bar.status else "bar"
    return f'<svg class="{kind}" aria-hidden="true"><rect width="{bar.percent}%"/></svg>'


def _listed(listed: ListedInline) -> str:
    return f"<ul>{''.join(f'<li>{inline(item)}</li>' for item in listed.items)}</ul>"


def _calculated(calculated: Calculated) -> str:
    """What opens needs no script."""
    calculation = calculated.calculation
    told, summary = _opened(calculation), inline(calculated.content)
    place = f' data-row="{joined(calculation.row)}"' if calculation.row else ""
    place += attributes(calculation)
    return (
        f'<details class="calculation"{place}><summary>{summary}</summary><p>{told}</p></details>'
    )


def _opened(calculation: Calculation, alike: Container[tuple[str, str]] = ()) -> str:
    lines = "<br>".join(map(escape, calculation.told(alike)))
    if calculation.sources:
        links = " ".join(
            f'<a href="{address(line.url)}">{escape(line.text)}</a>' for line in calculation.sources
        )
        title = escape(calculation.sources_title)
        lines += f'<span data-search="off">{"<br>" if lines else ""}{title}：{links}</span>'
    return lines


_PRINTERS: Mapping[type[Any], Callable[[Any], str]] = {
    str: escape_text,
    Markup: str,
    tuple: _tuple,
    LineBreak: lambda _: "<br>",
    Link: _link,
    Styled: _styled,
    StatusMark: _status,
    Bar: _bar,
    ListedInline: _listed,
    Calculated: _calculated,
}


@dataclass(frozen=True, slots=True)
class _Cells:
    """How the cells of a table are printed."""

    classes: Mapping[CellType, str]
    alike: Container[tuple[str, str]]
    addresses: Addresses

    def cell(self, cell: Cell) -> str:
        spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
        if cell.rows > 1:
            spans += f' rowspan="{cell.rows}"'
        if cell.is_header:
            return f'<th scope="row"{spans}>{inline(cell.content)}</th>'
        sort = "" if cell.sort_key is None else f' data-sort="{cell.sort_key}"'
        return f"<td{self.classes[cell.type]}{spans}{sort}>{self._content(cell)}</td>"

    def _content(self, cell: Cell) -> str:
        """The theme knows what opens in a cell by its place."""
        content = cell.content
        if not isinstance(content, Calculated):
            return inline(content)
        told = _opened(content.calculation, self.alike)
        if not told:
            return inline(content.content)
        summary = f"<summary>{inline(content.content)}</summary>"
        return f"<details{self.addresses.cell(cell, content.calculation)}>{summary}{told}</details>"

    def row(self, row: Row) -> str:
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in row.attributes)
        total = ' class="total"' if row.is_total else ""
        name = self.addresses.row(row)
        total += f' id="{name}"' if name else ""
        return f"<tr{total}{attributes}>{''.join(map(self.cell, row.cells))}</tr>\n"

    def group(self, group: RowGroup, width: int) -> str:
        title = ""
        if group.title:
            name = f"<span>{inline(group.title)}</span>"
            heading = f'<th scope="rowgroup" colspan="{width}">{name}</th>'
            title = f'<tr class="group">{heading}</tr>\n'
        return f"<tbody>\n{title}{''.join(map(self.row, group.rows))}</tbody>\n"


def _head(columns: Iterable[Column], addresses: Addresses, *, of_numbers: bool) -> str:
    cells = []
    for column, figure in zip(columns, addresses.by_column, strict=True):
        unit = f' <span class="unit">（{escape(column.unit)}）</span>' if column.unit else ""
        marks = (" sorts" if column.is_sortable else "") + (" share" if column.is_share else "")
        is_told = of_numbers and column.type is ColumnType.NUMBER and not marks
        named = "" if is_told else f' class="{column.type}{marks}"'
        cells.append(f'<th scope="col"{named}{figure}>{escape(column.title)}{unit}</th>\n')
    return f"<thead><tr>\n{''.join(cells)}</tr></thead>\n"


def table(table: Table) -> str:
    """A table in a region of its own that scrolls, and the ways from it below.

    Markdown never reads it: what has a meaning there alone stands as it is.
    """
    name = escape(table.id)
    region = f'role="region" aria-labelledby="{name}-caption" tabindex="0"'
    of_numbers = _is_of_numbers(table)
    addresses = Addresses.of(table)
    cells = _Cells(_OF_NUMBERS if of_numbers else _CELL_CLASSES, table.alike, addresses)
    groups = "".join([cells.group(group, len(table.columns)) for group in table.groups])
    printed = (
        f'<div class="table" {region}>\n'
        f'<table class="{_classes(table, of_numbers=of_numbers)}">\n'
        f'<caption id="{name}-caption"><span>{escape(table.caption)}</span></caption>\n'
        f"{_head(table.columns, addresses, of_numbers=of_numbers)}{groups}"
        f"</table>\n</div>{_below(table)}"
    )
    return _REFERENCE.sub(_as_html, printed)


def _classes(table: Table, *, of_numbers: bool) -> str:
    """How the theme lays it out: where a phone has no room for it, each row is a card."""
    numbers = " numbers" if of_numbers else ""
    cards = "" if table.fits_a_phone else " cards"
    leading = f" first-{table.leading}" if cards and table.leading else ""
    return f"data{numbers}{cards}{leading}"


def _is_of_numbers(table: Table) -> bool:
    """Whether more of its cells are numbers than are of any other type."""
    rows = (row for group in table.groups for row in group.rows)
    types = Counter(cell.type for row in rows for cell in row.cells if not cell.is_header)
    return types[CellType.NUMBER] > types.total() / 2


def _as_html(reference: re.Match[str]) -> str:
    character = chr(int(reference[1]))
    return reference[0] if character in _FOR_HTML else character


def _below(table: Table) -> str:
    """What is said of all its values; the ways to its numbers as data and to its formulas."""
    told = filter(None, (table.common, table.omitted))
    below = "".join(f'\n<p class="common">{escape(one)}</p>' for one in told)
    if table.data:
        name = escape(table.id)
        link = f'<a id="{name}-data" aria-labelledby="{name}-data {name}-caption"'
        link += f' href="{address(table.data.url)}">{inline(table.data.content)}</a>'
        below += f'\n<p class="to-data" data-search="off">{link}</p>'
    if table.formulas:
        title, links = escape(table.formulas_title), " ".join(map(inline, table.formulas))
        below += f'\n<p class="formulas" data-search="off">{title}：{links}</p>'
    return below
