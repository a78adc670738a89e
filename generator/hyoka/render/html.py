"""Phrases and tables as HTML: with captions, scopes, units, and calculations that open."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from markupsafe import Markup

from hyoka.elements import (
    Calculated,
    Cell,
    CellType,
    Column,
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
from hyoka.render.escape import escape, escape_text

_TAGS: Mapping[TextStyle, tuple[str, str]] = {
    TextStyle.NOTE: ('<span class="note">', "</span>"),
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
    return f'<span class="status status-{mark.status}">{sign} {escape(mark.word)}</span>'


def _listed(listed: ListedInline) -> str:
    return f"<ul>{''.join(f'<li>{inline(item)}</li>' for item in listed.items)}</ul>"


def _calculated(calculated: Calculated) -> str:
    """What opens needs no script."""
    calculation = calculated.calculation
    lines = "<br>".join(map(escape, calculation.lines))
    if calculation.sources:
        links = " ".join(
            f'<a href="{address(line.url)}">{escape(line.text)}</a>' for line in calculation.sources
        )
        title = escape(calculation.sources_title)
        lines += f'<span data-search="off"><br>{title}：{links}</span>'
    summary = inline(calculated.content)
    return f'<details class="calculation"><summary>{summary}</summary><p>{lines}</p></details>'


_PRINTERS: Mapping[type[Any], Callable[[Any], str]] = {
    str: escape_text,
    Markup: str,
    tuple: _tuple,
    LineBreak: lambda _: "<br>",
    Link: _link,
    Styled: _styled,
    StatusMark: _status,
    ListedInline: _listed,
    Calculated: _calculated,
}


def _cell(cell: Cell) -> str:
    content = inline(cell.content)
    spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    if cell.rows > 1:
        spans += f' rowspan="{cell.rows}"'
    if cell.is_header:
        return f'<th scope="row"{spans}>{content}</th>'
    sort = "" if cell.sort_key is None else f' data-sort="{cell.sort_key}"'
    return f"<td{_CELL_CLASSES[cell.type]}{spans}{sort}>{content}</td>"


def _row(row: Row) -> str:
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in row.attributes)
    total = ' class="total"' if row.is_total else ""
    total += f' id="{row.id}"' if row.id else ""
    return f"<tr{total}{attributes}>{''.join([_cell(cell) for cell in row.cells])}</tr>\n"


def _group(group: RowGroup, width: int) -> str:
    title = ""
    if group.title:
        heading = f'<th scope="rowgroup" colspan="{width}"><span>{inline(group.title)}</span></th>'
        title = f'<tr class="group">{heading}</tr>\n'
    return f"<tbody>\n{title}{''.join(map(_row, group.rows))}</tbody>\n"


def _head(columns: Iterable[Column]) -> str:
    cells = []
    for column in columns:
        unit = f' <span class="unit">（{escape(column.unit)}）</span>' if column.unit else ""
        sorts = " sorts" if column.is_sortable else ""
        name = f"{escape(column.title)}{unit}"
        cells.append(f'<th scope="col" class="{column.type}{sorts}">{name}</th>\n')
    return f"<thead><tr>\n{''.join(cells)}</tr></thead>\n"


def table(table: Table) -> str:
    """A table in a region of its own that scrolls, and the ways from it below."""
    name = escape(table.id)
    region = f'role="region" aria-labelledby="{name}-caption" tabindex="0"'
    groups = "".join(_group(group, len(table.columns)) for group in table.groups)
    return (
        f'<div class="table" {region} data-hint="{escape(table.hint)}">\n'
        f'<table class="data">\n'
        f'<caption id="{name}-caption"><span>{escape(table.caption)}</span></caption>\n'
        f"{_head(table.columns)}{groups}</table>\n</div>{_below(table)}"
    )


def _below(table: Table) -> str:
    """The ways to its numbers as data, and to where its formulas are explained."""
    below = ""
    if table.data:
        label = f"{inline(table.data.content)}（{escape(table.caption)}）"
        link = f'<a href="{address(table.data.url)}" aria-label="{label}">'
        link += f"{inline(table.data.content)}</a>"
        below += f'\n<p class="to-data on-screen" data-search="off">{link}</p>'
    if table.formulas:
        title, links = escape(table.formulas_title), " ".join(map(inline, table.formulas))
        below += f'\n<p class="formulas on-screen" data-search="off">{title}：{links}</p>'
    return below
