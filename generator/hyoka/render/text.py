"""Phrases and tables as plain text: what the search finds, a block of text each."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from markupsafe import Markup

from hyoka.elements import (
    Bar,
    Calculated,
    Inline,
    LineBreak,
    Link,
    ListedInline,
    StatusMark,
    Styled,
    Table,
)


def inline(content: Inline) -> str:
    """A phrase in a line."""
    return _PRINTERS.get(type(content), str)(content)


_PRINTERS: Mapping[type[Any], Callable[[Any], str]] = {
    Markup: lambda markup: markup.striptags(),
    tuple: lambda parts: "".join(map(inline, parts)),
    LineBreak: lambda _: " ",
    Link: lambda link: inline(link.content),
    Styled: lambda styled: inline(styled.content),
    StatusMark: lambda mark: f"{mark.symbol} {mark.word}",
    Bar: lambda _: "",
    ListedInline: lambda listed: " ".join(map(inline, listed.items)),
    Calculated: lambda calculated: inline(calculated.content),
}


def blocks(content: Inline) -> Iterator[str]:
    """A phrase in blocks: the items of a list stand by themselves."""
    if isinstance(content, ListedInline):
        yield from map(inline, content.items)
    else:
        yield inline(content)


def table(table: Table) -> Iterator[str]:
    """The texts of a table: caption, heads of columns, cells, what is said of all of them."""
    if table.is_searchable:
        every = (block for text in _texts(table) for block in blocks(text))
        yield from filter(None, (" ".join(block.split()) for block in every))


def _texts(table: Table) -> Iterator[Inline]:
    yield table.caption
    for column in table.columns:
        yield f"{column.title} （{column.unit}）" if column.unit else column.title
    for group in table.groups:
        yield group.title
        for row in group.rows:
            yield from (cell.content for cell in row.cells)
    yield table.common
    yield table.omitted
