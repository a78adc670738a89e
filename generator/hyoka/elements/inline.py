"""Phrases: what stands in a cell or in a line of a list, before it is printed in any form."""

from collections.abc import Container
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias, Union


class LineBreak:
    """What follows begins a new line."""

    __slots__ = ()


BREAK = LineBreak()


class TextStyle(StrEnum):
    """What marks a phrase."""

    NOTE = "note"
    """A smaller remark."""
    STRONG = "strong"
    CODE = "code"
    CODE_BLOCK = "code_block"
    """Code of several lines."""
    UNIT = "unit"
    """The unit behind a number."""
    DELETED = "deleted"
    INSERTED = "inserted"
    DIFFERS = "differs"
    """A mark that a computed value is not the published one."""


@dataclass(frozen=True, slots=True)
class Styled:
    """A phrase with a style."""

    content: "Inline"
    style: TextStyle


@dataclass(frozen=True, slots=True)
class Link:
    """A phrase that leads somewhere."""

    content: "Inline"
    url: str
    """Relative to the page, or a whole address."""
    relation: str = ""
    """`prev` or `next` where it leads to the page before or after."""
    is_note: bool = False
    is_file: bool = False
    """Whether it leads to a file to be saved."""


@dataclass(frozen=True, slots=True)
class StatusMark:
    """A status with its sign."""

    status: str
    """Its name: `improved`."""
    symbol: str
    word: str


@dataclass(frozen=True, slots=True)
class Bar:
    """How large the number beside it is among others; who does not see it has that number."""

    percent: Decimal
    """Of the largest."""
    status: str = ""
    """The status of what it is about, which stands in the same row."""


@dataclass(frozen=True, slots=True)
class ListedInline:
    """Phrases as a bullet list within a cell."""

    items: tuple["Inline", ...]


Inline: TypeAlias = Union[
    str, LineBreak, Styled, Link, StatusMark, Bar, ListedInline, "Calculated", tuple["Inline", ...]
]
"""A phrase; a tuple is its parts one after another, without anything between them."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Where a recorded value of a calculation stands."""

    text: str
    """What stands there: 「実績値」."""
    url: str


@dataclass(frozen=True, slots=True)
class Calculation:
    """How a value came about, in compact form: what readers see when they open it."""

    lines: tuple[str, ...]
    """The formula with its numbers, the value before rounding; then what else there is to say, a
    line each."""
    sources: tuple[SourceLine, ...] = ()
    sources_title: str = ""
    """What the links to the records are called together."""
    formulas: tuple[str, ...] = ()
    """The headings of the method page that explain it: `achievement-rate`."""
    common: str = ""
    """What values of a formula mostly have in common, so that a table can say it once for all: how
    they were rounded, which stands behind the first line (小数第2位を四捨五入); without a line, why
    there is no value."""
    figure: str = field(default="", compare=False)
    """What its value is among those of its row, for its address: `achievement-rate`; where a row
    has it of several years, with the year: `2024.progress-rate`."""
    row: str = field(default="", compare=False)
    """Outside of a table, the address of what it is about, which may be a row of a table that has
    the same value: `indicator-interest_2024`."""

    def told(self, alike: Container[tuple[str, str]] = ()) -> tuple[str, ...]:
        """All its lines; without what is `common` where that is one of `alike` with the formula."""
        if not self.common or (self.formulas[0], self.common) in alike:
            return self.lines
        if not self.lines:
            return (self.common,)
        return f"{self.lines[0]}（{self.common}）", *self.lines[1:]


@dataclass(frozen=True, slots=True)
class Calculated:
    """A computed phrase that opens to its calculation, where that has something to tell."""

    content: Inline
    calculation: Calculation


def note(*content: Inline) -> Styled:
    """A smaller remark."""
    return Styled(content if len(content) > 1 else content[0], TextStyle.NOTE)


def strong(*content: Inline) -> Styled:
    """A phrase that matters."""
    return Styled(content if len(content) > 1 else content[0], TextStyle.STRONG)


def code(text: str) -> Styled:
    """A name as programs write it."""
    return Styled(text, TextStyle.CODE)


def joined(parts: tuple[Inline, ...], between: Inline = BREAK) -> Inline:
    """The parts with `between` between each two: by default a line each."""
    lines: list[Inline] = []
    for part in parts:
        lines += [between, part] if lines else [part]
    return tuple(lines)
