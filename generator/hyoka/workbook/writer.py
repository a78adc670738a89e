"""A workbook of a year as an .xlsx file: the same bytes whenever the records are the same."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from itertools import groupby
from operator import itemgetter
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from hyoka.progress import counted
from hyoka.units import Missing
from hyoka.wording import Language
from hyoka.workbook.fields import PROSE
from hyoka.workbook.formats import (
    COLOURS,
    FONT,
    FRACTION_FORMAT,
    Properties,
    format_of,
    head_of,
    height_of,
    width_of,
)
from hyoka.workbook.layout import (
    LISTS,
    LONGEST_TEXT,
    PREVIOUS,
    REASON,
    CellKind,
    Choice,
    Column,
    Role,
    Row,
    Workbook,
    WorkbookCell,
    WorkbookSheet,
    text_of,
)
from hyoka.workbook.snapshot import SHEET, rows_of, snapshot_of

HEAD = 1
"""The row of the headings, counted from 0; above it stand the columns' keys, which nobody sees."""
_MADE = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's days have no zone
"""When each workbook says that it was made: no hour may make one of two that are the same."""
_LONGEST_NAME = 31
"""So many letters may the name of a sheet have."""
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "・"))
"""What no name of a sheet may hold."""
_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255
"""So many letters may what is said of a cell have."""
_GUIDE_PARTS = ("private", "numbers", "choices", "rows", "left_out", "back")
_GUIDE_WIDTHS = (18, 100)
_GUIDE: Properties = {"font_name": FONT, "font_size": 11, "text_wrap": True, "valign": "top"}
_TEXT_LINES = 5
"""So many lines at least is a row high that long texts are typed into."""
_A3, _A4 = 8, 9
_PAGE_WIDTH = 180
"""So many letters of half width fit beside each other on a page."""
_LARGEST = 10**15
_FIRST_DAY, _LAST_DAY = datetime.date(1900, 3, 1), datetime.date(2200, 12, 31)
_FIRST_YEAR, _LAST_YEAR = 1868, 2200


class _Book(xlsxwriter.Workbook):
    """A workbook out of which Excel leaves the names of persons, whenever it is saved."""

    def _write_workbook_pr(self) -> None:
        # ECMA-376, 18.2.28: XlsxWriter has no method for it.
        attributes = [("filterPrivacy", 1), ("defaultThemeVersion", self.default_theme_version)]
        self._xml_empty_tag("workbookPr", attributes)


def written(workbook: Workbook, language: Language) -> bytes:
    """The file."""
    buffer = BytesIO()
    with _Book(buffer, {"in_memory": True}) as book:
        title = language.word(
            "year_workbook.title", city=workbook.city, year=language.year(workbook.year)
        )
        book.set_properties({"title": title, "created": _MADE})
        book.formats[0].set_font_name(FONT)
        _Writer(book, workbook, language).write(title)
    return buffer.getvalue()


def sheet_names(workbook: Workbook) -> dict[str, str]:
    """The names of the sheets by their keys, as Excel takes them, no two the same."""
    names: dict[str, str] = {}
    for sheet in workbook.sheets:
        name = sheet.name.translate(_FORBIDDEN).strip("'")[: _LONGEST_NAME - 2] or sheet.key
        taken = {it.casefold() for it in names.values()}
        again = (f"{name}{number}" for number in range(2, 10))
        names[sheet.key] = name if name.casefold() not in taken else next(again)
    return names


@dataclass
class _Writer:
    """Writes the sheets, each format and each list of choices once."""

    book: _Book
    workbook: Workbook
    language: Language
    formats: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)
    lists: dict[tuple[Choice, ...], str] = field(default_factory=dict)

    def write(self, title: str) -> None:
        self._guide(title)
        names = sheet_names(self.workbook)
        for sheet in self.workbook.sheets:
            page = self.book.add_worksheet(names[sheet.key])
            SheetWriter(self, page, sheet).write()
        self._write_lists()
        self._write_snapshot()

    def format(self, properties: Properties) -> Format:
        """The format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(dict(properties))
        return self.formats[key]

    def list_of(self, choices: tuple[Choice, ...]) -> str:
        """The cells in which the choices stand, to be chosen from."""
        if choices not in self.lists:
            column = len(self.lists)
            cells = xl_range_abs(0, column, len(choices) - 1, column)
            self.lists[choices] = f"='{LISTS}'!{cells}"
        return self.lists[choices]

    def _guide(self, title: str) -> None:
        """The sheet that says how the others are filled in."""
        word = self.language.word
        page = self.book.add_worksheet(word("year_workbook.guide.name"))
        page.hide_gridlines(2)
        for column, room in enumerate(_GUIDE_WIDTHS):
            page.set_column(column, column, room)
        page.write_string(0, 0, title, self.format({**_GUIDE, "bold": True, "text_wrap": False}))
        told: list[tuple[str, str, Properties]] = [
            (
                word(f"year_workbook.guide.colours.{role}"),
                word(f"year_workbook.guide.of.{role}"),
                {**_GUIDE, "bg_color": COLOURS[role], "border": 1},
            )
            for role in (Role.INPUT, Role.PREVIOUS, Role.LABEL)
        ]
        for key in _GUIDE_PARTS:
            head, text = (
                word(f"year_workbook.guide.heads.{key}"),
                word(f"year_workbook.guide.{key}"),
            )
            told.append((head, text, {**_GUIDE, "bold": True}))
        for row, (head, text, look) in enumerate(told, start=2):
            page.write_string(row, 0, head, self.format(look))
            page.write_string(row, 1, text, self.format(_GUIDE))
            page.set_row(row, height_of(zip((head, text), _GUIDE_WIDTHS, strict=True)) * 1.2)
        page.protect("", {"format_columns": True, "format_rows": True})
        _print(page, _A4, fit=True)

    def _write_lists(self) -> None:
        page = self.book.add_worksheet(LISTS)
        page.hide()
        for column, choices in enumerate(self.lists):
            for row, choice in enumerate(choices):
                page.write_string(row, column, choice.shown)
        page.protect()

    def _write_snapshot(self) -> None:
        page = self.book.add_worksheet(SHEET)
        page.very_hidden()
        for number, row in enumerate(rows_of(snapshot_of(self.workbook))):
            for column, text in enumerate(row):
                page.write_string(number, column, text)
        page.protect()


@dataclass
class SheetWriter:
    """Writes one sheet."""

    writer: _Writer
    page: Worksheet
    sheet: WorkbookSheet

    @property
    def last(self) -> int:
        """The last row, counted from 0."""
        return HEAD + len(self.sheet.rows)

    def write(self) -> None:
        """Headings, rows, what may be typed, and how it is shown and printed."""
        columns = self.sheet.columns
        for number, column in enumerate(columns):
            self._head(number, column)
            if column.role is Role.INPUT:
                self._check(number, column)
        for number, row in enumerate(counted("filling_in", self.sheet.rows), start=HEAD + 1):
            self._row(number, row)
        self.page.set_row(0, None, None, {"hidden": True})
        heads = ((self._title(column), width_of(column)) for column in columns)
        self.page.set_row(HEAD, height_of(heads, 2))
        labels = sum(column.role in {Role.ROW, Role.LABEL} for column in columns)
        self.page.freeze_panes(HEAD + 1, labels)
        self.page.autofilter(HEAD, 0, self.last, len(columns) - 1)
        allowed = ("autofilter", "sort", "format_columns", "format_rows", "format_cells")
        self.page.protect("", dict.fromkeys(allowed, True))
        fits = sum(width_of(column) for column in columns[1:]) <= _PAGE_WIDTH
        _print(self.page, _A4 if fits else _A3, fit=fits)
        self.page.repeat_rows(HEAD)
        if not fits:
            self.page.repeat_columns(0, labels - 1)

    def _head(self, number: int, column: Column) -> None:
        hidden = {"hidden": True} if column.role is Role.ROW else {}
        self.page.set_column(number, number, width_of(column), None, hidden)
        self.page.write_string(0, number, column.key)
        look = self.writer.format(head_of(column))
        self.page.write_string(HEAD, number, self._title(column), look)

    def _title(self, column: Column) -> str:
        word = self.writer.language.word
        unit = word("year_workbook.unit", unit=column.unit) if column.unit else ""
        return "\n".join(filter(None, (column.title, unit)))

    def _check(self, number: int, column: Column) -> None:
        """What Excel says of a column's cells, and what it takes in them."""
        words = self.writer.language
        rule = self._rule(column)
        title = column.title.replace("\n", " ")[:_LONGEST_TITLE]
        told = {"input_title": title, "input_message": column.help[:_LONGEST_MESSAGE]}
        if rule["validate"] != "any":
            key = "list" if rule["validate"] == "list" else column.kind.value
            error = words.word(f"year_workbook.errors.{key}")
            told |= {"error_title": title, "error_message": error}
        self.page.data_validation(HEAD + 1, number, self.last, number, {**rule, **told})
        if column.kind is CellKind.NUMBER:
            self._mark(number, column)

    def _rule(self, column: Column) -> dict[str, Any]:
        between: dict[str, Any] = {"criteria": "between"}
        if column.choices:
            return {"validate": "list", "source": self.writer.list_of(column.choices)}
        match column.kind:
            case CellKind.NUMBER:
                return {**between, "validate": "decimal", "minimum": -_LARGEST, "maximum": _LARGEST}
            case CellKind.WHOLE_NUMBER:
                return {**between, "validate": "integer", "minimum": 0, "maximum": _LARGEST}
            case CellKind.YEAR:
                limits = {"minimum": _FIRST_YEAR, "maximum": _LAST_YEAR}
                return {**between, "validate": "integer", **limits}
            case CellKind.DATE:
                return {**between, "validate": "date", "minimum": _FIRST_DAY, "maximum": _LAST_DAY}
            case _:
                return {"validate": "any"}

    def _mark(self, number: int, column: Column) -> None:
        """Show decimals that were not expected, and a number with a reason why there is none."""
        first, name = HEAD + 2, xl_col_to_name(number)
        area = (HEAD + 1, number, self.last, number)
        fraction = self.writer.format({"num_format": FRACTION_FORMAT})
        whole = f"=IF(ISNUMBER({name}{first}),INT({name}{first})<>{name}{first},FALSE)"
        rule = {"type": "formula", "criteria": whole, "format": fraction}
        self.page.conditional_format(*area, rule)
        keys = [it.key for it in self.sheet.columns]
        if f"{column.key}{REASON}" in keys:
            beside = keys.index(f"{column.key}{REASON}")
            for start, end in self._unawaited(beside):
                cells = f"${name}{start + 1}", f"${xl_col_to_name(beside)}{start + 1}"
                both = f'=AND({cells[0]}<>"",{cells[1]}<>"")'
                colour = self.writer.format({"bg_color": "#FFC7CE", "font_color": "#9C0006"})
                rule = {"type": "formula", "criteria": both, "format": colour}
                self.page.conditional_format(start, number, end, number + 1, rule)

    def _unawaited(self, reason: int) -> Iterator[tuple[int, int]]:
        """The first and last of rows that stand together and await no number, counted from 0.

        `reason`: the column of why there is none. An awaited number overtakes its reason.
        """
        rows = enumerate(self.sheet.rows, start=HEAD + 1)
        awaited = ((it.cells[reason].value == Missing.PENDING, number) for number, it in rows)
        for is_awaited, group in groupby(awaited, key=itemgetter(0)):
            numbers = [number for _, number in group]
            if not is_awaited:
                yield numbers[0], numbers[-1]

    def _row(self, number: int, row: Row) -> None:
        befores = {
            it.key: cell.value
            for it, cell in zip(self.sheet.columns, row.cells, strict=True)
            if it.role is Role.PREVIOUS
        }
        told: list[tuple[str, int]] = []
        for place, (column, cell) in enumerate(zip(self.sheet.columns, row.cells, strict=True)):
            before = befores.get(f"{column.key}{PREVIOUS}")
            look = self.writer.format(format_of(column, cell, before))
            value = shown(column, cell)
            _put(self.page, (number, place), value, look)
            if isinstance(value, str) and column.role is not Role.ROW:
                told.append((value, width_of(column)))
        prose = any(column.kind in PROSE for column in self.sheet.columns)
        self.page.set_row(number, height_of(told, _TEXT_LINES if prose else 1))


def shown(column: Column, cell: WorkbookCell) -> Decimal | datetime.date | str:
    """What a cell holds for Excel: a number, a day or a text."""
    value = cell.value
    if (chosen := column.words_of(value)) is not None:
        return chosen
    match value:
        case int() | Decimal() if _is_exact(Decimal(value)):
            return Decimal(value)
        case str() if cell.kind is CellKind.DATE:
            return datetime.date.fromisoformat(value)
        case _:
            text = text_of(value)
            return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"


def _is_exact(number: Decimal) -> bool:
    """Whether Excel keeps each digit of a number."""
    return Decimal(repr(float(number))) == number


def _put(
    page: Worksheet, place: tuple[int, int], value: Decimal | datetime.date | str, look: Format
) -> None:
    match value:
        case "":
            page.write_blank(*place, None, look)
        case Decimal():
            page.write_number(*place, float(value), look)
        case datetime.date():
            moment = datetime.datetime.combine(value, datetime.time())
            page.write_datetime(*place, moment, look)
        case _:
            page.write_string(*place, value, look)


def _print(page: Worksheet, paper: int, *, fit: bool) -> None:
    page.set_landscape()
    page.set_paper(paper)
    page.set_margins(0.4, 0.4, 0.5, 0.6)
    page.set_footer("&L&A&C&P / &N")
    if fit:
        page.fit_to_pages(1, 0)
    else:
        page.set_print_scale(70)
