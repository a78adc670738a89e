"""Tables as people read them: Japanese headings, words in place of codes."""

import datetime
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from hyoka.opendata.column import Cell, DataColumn, DataType
from hyoka.opendata.files.once import Once
from hyoka.opendata.table import DataTable
from hyoka.opendata.words import choices, heads, meaning
from hyoka.wording import Language

ShownCell = str | int | Decimal | datetime.date | None
"""What stands in a cell; `None`: it is blank."""
Row = Sequence[ShownCell]

_Words = Mapping[Any, str]
"""What stands in place of a cell."""

DIGITS = 15
"""How many digits of a number a spreadsheet keeps; one with more is written as text."""
FIRST_YEAR = 1900
"""The days of spreadsheets begin with it."""
MAX_LENGTH = 32_767
"""How many characters of a text a cell of a spreadsheet holds."""
MAX_ROWS = 1_048_576
"""How many rows a sheet has, with that of the headings; there are no more on it."""
LONGEST_NAME = 31
"""How many characters the name of a sheet can have."""
WIDEST = 60
"""Nothing is shown wider, in letters."""
_NARROWEST = 8
_BUTTON = 4
"""What the sign of a filter takes of a heading, in letters."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The first cell of a column, and how the others look."""

    title: str
    width: int
    """In letters; a Japanese one counts as two."""
    wraps: bool = False
    """Whether texts that are wider go on in the next line."""

    def lines(self, cell: ShownCell) -> int:
        """How many lines a cell takes."""
        if self.wraps and isinstance(cell, str):
            return -(-_width(cell) // self.width)
        return 1


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A table that is laid out alike in every workbook."""

    name: str
    headings: tuple[Heading, ...]
    rows: Sequence[Row]
    year: int | None = None
    """The place of the column that tells of which fiscal year a row is, if there is one."""

    def of_year(self, year: int) -> "TableSheet":
        """What holds in a fiscal year: its rows, and those of no year."""
        if self.year is None:
            return self
        place = self.year
        return replace(self, rows=[row for row in self.rows if row[place] in {year, None}])


def sheet_name(table: str, language: Language) -> str:
    """What the sheet of a table is called."""
    return language.word(f"datasets.{table}.title")[:LONGEST_NAME]


def sheets(tables: Sequence[DataTable], language: Language) -> tuple[TableSheet, ...]:
    """A sheet a table."""
    named = _named(tables, language)
    return tuple(_sheet(table, named.get(table.name, {}), language) for table in tables)


def _named(tables: Sequence[DataTable], language: Language) -> Mapping[str, Mapping[str, _Words]]:
    """By table and column: the names of sheets and headings, where CSV has those of files."""
    columns = (column for table in tables for column in table.columns)
    titles = {name: title for column in columns for name, title, _ in heads(column, language)}
    return {
        "columns": {
            "table": {table.name: sheet_name(table.name, language) for table in tables},
            "column_unit": {
                name: language.word("workbook.unit_in_column", title=title)
                for name, title in titles.items()
            },
        },
        "codes": {"column": titles},
    }


def _sheet(table: DataTable, named: Mapping[str, _Words], language: Language) -> TableSheet:
    headings, columns = zip(*_columns(table, named, language), strict=True)
    place = table.names.index("fiscal_year") if "fiscal_year" in table.names else None
    rows = tuple(zip(*columns, strict=True))
    return TableSheet(sheet_name(table.name, language), headings, rows, place)


def _columns(
    table: DataTable, named: Mapping[str, _Words], language: Language
) -> Iterator[tuple[Heading, Sequence[ShownCell]]]:
    """Each column's heading, and the cells below it."""
    for column in table.columns:
        for name, title, _ in heads(column, language):
            if name == column.name:
                shown = _shown(column, table.below(name), named.get(name, {}), language)
            else:
                reasons = _reasons(table.below(name), language)
                shown = _in_words(table.below(name), reasons)
            yield _heading(title, shown, wraps=column.kind is DataType.TEXT), shown


def _shown(
    column: DataColumn[Any], cells: Sequence[Cell], named: _Words, language: Language
) -> Sequence[ShownCell]:
    """The cells of a column, as they are read."""
    if column.kind in {DataType.NUMBER, DataType.INTEGER}:
        # One of so few characters has no more digits.
        return [cell if len(str(cell)) <= DIGITS else _fitting(cell) for cell in cells]
    if column.kind is DataType.DATE:
        return [_fitting(cell) for cell in cells]
    if column.kind is DataType.TRUTH:
        truths = {True: language.word("yes_or_no.yes"), False: language.word("yes_or_no.no")}
        return _in_words(cells, truths)
    absent = {column.absent: _told(column.absent, language)} if column.absent else {}
    return _in_words(cells, {**named, **choices(column, language), **absent})


def _in_words(cells: Sequence[Cell], words: _Words) -> Sequence[ShownCell]:
    return list(map(words.get, cells, cells))


def _reasons(cells: Iterable[Cell], language: Language) -> _Words:
    """Each reason that occurs, in words."""
    return {code: _told(str(code), language) for code in set(cells) - {None}}


def _told(code: str, language: Language) -> str:
    return meaning(code, language).removesuffix("。")


def _fitting(cell: Cell) -> ShownCell:
    """As text what a spreadsheet cannot hold as a number or a date, all else as it is."""
    match cell:
        case Decimal() if len(cell.as_tuple().digits) > DIGITS:
            return f"{cell:f}"
        case int() if abs(cell) >= 10**DIGITS:
            return str(cell)
        case datetime.date() if cell.year < FIRST_YEAR:
            return cell.isoformat()
        case _:
            return cell


def _heading(title: str, cells: Iterable[ShownCell], *, wraps: bool) -> Heading:
    widths = (_width(_digits(cell)[:WIDEST]) for cell in set(cells))
    widest = max((_NARROWEST, _width(title) + _BUTTON, *widths))
    return Heading(title, min(widest, WIDEST), wraps and widest > WIDEST)


def _digits(cell: ShownCell) -> str:
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def _width(text: str) -> int:
    """What a text takes with a little room, in letters."""
    if text.isascii():
        return len(text) + 1
    return 1 + sum(map(_WIDTHS.__getitem__, text))


_WIDTHS = Once[str, int](lambda sign: 2 if unicodedata.east_asian_width(sign) in "WFA" else 1)
"""What each character takes, in letters."""
