"""Workbooks for spreadsheets (Office Open XML): one of all years, and one a fiscal year.

A table a sheet, its headings in the first row. Nothing is merged, hidden or computed in them.
"""

import datetime
import gc
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from hyoka.evaluation import EvaluatedSite
from hyoka.opendata.files.workbook_readme import notes
from hyoka.opendata.files.worksheet import TableSheet, sheets
from hyoka.opendata.table import DataTable
from hyoka.wording import Language

_MADE = datetime.datetime(1980, 1, 1)  # noqa: DTZ001 - as the parts of the file are dated
"""Not the hour of the build: the same records make the same bytes."""
_LINE = 18.75
_TALLEST = 409
"""The height of a line, and what a row can have at most; in points."""
_RIGHT = {"align": "right", "indent": 1}
_LOOK = {"font_name": "游ゴシック", "font_scheme": "", "font_size": 11, "valign": "top"}
_OPTIONS = {
    "in_memory": True,  # a third faster than by way of files
    "default_format_properties": _LOOK,
    "default_column_width": 72,  # pixels; these two are what the font asks for
    "default_row_height": 25,
}


def workbooks(
    tables: Sequence[DataTable], evaluation: EvaluatedSite, language: Language, root: str = ""
) -> Iterator[tuple[str, bytes]]:
    """Each workbook by its name: `all`, `2018` …; `root`: the site's address, if it is known."""
    every = sheets(tables, language)
    municipality = evaluation.municipality
    first = notes(tables, municipality, None, language, root)
    title = language.word("downloads.title", name=municipality.name)
    author = municipality.publisher.name
    yield "all", written((first, *every), title, author)
    for fiscal_year in (year.fiscal_year for year in evaluation.years):
        first = notes(tables, municipality, fiscal_year, language, root)
        of_year = (sheet.of_year(fiscal_year.year) for sheet in every)
        titled = f"{title} {language.year(fiscal_year)}"
        yield str(fiscal_year), written((first, *of_year), titled, author)


def written(sheets: Sequence[TableSheet], title: str, author: str) -> bytes:
    """A workbook of `sheets`."""
    file = io.BytesIO()
    with _undisturbed(), Workbook(file, _OPTIONS) as workbook:
        workbook.set_properties({"title": title, "author": author, "created": _MADE})
        formats = _Formats(workbook)
        for sheet in sheets:
            _lay_out(workbook.add_worksheet(sheet.name), sheet, formats)
    return file.getvalue()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Garbage is not looked for among millions of cells in use, which takes a third of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _ByPlaces(dict[int, Format]):
    """How numbers look, by how many decimals they have."""

    def __init__(self, workbook: Workbook) -> None:
        super().__init__()
        self._workbook = workbook

    def __missing__(self, places: int) -> Format:
        decimals = f".{'0' * places}" if places > 0 else ""
        self[places] = self._workbook.add_format({**_RIGHT, "num_format": f"0{decimals}"})
        return self[places]


class _Formats:
    """How cells look, each look made once."""

    def __init__(self, workbook: Workbook) -> None:
        self.heading = workbook.add_format({"bold": True})
        self.wrapped = workbook.add_format({"text_wrap": True})
        self.date = workbook.add_format({**_RIGHT, "num_format": "yyyy-mm-dd"})
        self.numbers = _ByPlaces(workbook)


def _lay_out(place: Worksheet, sheet: TableSheet, formats: _Formats) -> None:
    """Everything of a sheet."""
    for column, heading in enumerate(sheet.headings):
        look = formats.wrapped if heading.wraps else None
        place.set_column(column, column, heading.width, look)
        place.write_string(0, column, heading.title, formats.heading)
    _fill(place, sheet, formats)
    _stretch(place, sheet)
    place.freeze_panes(1, 0)
    place.autofilter(0, 0, len(sheet.rows), len(sheet.headings) - 1)
    place.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # codes are texts on purpose


def _stretch(place: Worksheet, sheet: TableSheet) -> None:
    """Gives room to texts that take several lines: not every program finds out by itself."""
    wrapping = [(x, heading) for x, heading in enumerate(sheet.headings) if heading.wraps]
    for y, row in enumerate(sheet.rows if wrapping else (), start=1):
        lines = max(heading.lines(row[x]) for x, heading in wrapping)
        if lines > 1:
            place.set_row(y, min(lines * _LINE, _TALLEST))


def _fill(place: Worksheet, sheet: TableSheet, formats: _Formats) -> None:
    """The cells below the headings; a blank one is not written."""
    for y, row in enumerate(sheet.rows, start=1):
        for x, cell in enumerate(row):
            if isinstance(cell, str):
                if cell.startswith("<r>") and cell.endswith("</r>"):
                    # XlsxWriter takes it for its own markup, and would not escape it.
                    place.write_rich_string(y, x, "<", "r>", cell[3:])
                else:
                    place.write_string(y, x, cell)
            elif isinstance(cell, Decimal):
                places = -int(cell.as_tuple().exponent)
                place.write_number(y, x, float(cell), formats.numbers[places])
            elif isinstance(cell, int):
                place.write_number(y, x, cell, formats.numbers[0])
            elif cell is not None:
                midnight = datetime.datetime.combine(cell, datetime.time())
                place.write_datetime(y, x, midnight, formats.date)
