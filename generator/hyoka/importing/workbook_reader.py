"""The sheets of an Excel workbook (.xlsx, .xlsm) as tables; its macros are never looked at."""

import datetime
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as ExcelCell

from hyoka.importing.cells import Cell, Table, UnreadableFileError, Value

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MAX_BYTES = 50_000_000
"""No larger file is read."""
_MAX_UNPACKED = 600_000_000
"""So much a workbook may hold when it is unpacked: a few kilobytes can claim to be terabytes."""
_DIGITS = 15
"""So many digits Excel keeps of a number; what a float has beyond is noise."""
_FORMULA = re.compile(rb"<f[ >/]")
_ZEROS = re.compile("0{2,}")
"""The format of a number that is shown with zeros before it: 0086."""
_PLACES = re.compile(r"[^.;]*\.(0+)")
"""The decimals that a format shows in any case."""
_QUOTED = re.compile(r'"[^"]*"|\\.')


def read_workbook(data: bytes) -> tuple[Table, ...]:
    """Its sheets, in the workbook's order; those that are hidden too.

    Raises:
        UnreadableFileError: it is no workbook, protected by a password, or too large.
    """
    has_formulas = _checked(data)
    try:
        values = _load(data, values=True)
        formulas = _load(data, values=False) if has_formulas else None
        return tuple(
            _table(sheet, formulas[sheet.title] if formulas else None)
            for sheet in values.worksheets
        )
    except Exception as error:
        # Whatever a damaged file makes a reader of XML stumble on.
        raise UnreadableFileError("workbook_unreadable") from error


def _checked(data: bytes) -> bool:
    """Whether a sheet of the workbook has formulas, once it is known to be one."""
    if len(data) > MAX_BYTES:
        raise UnreadableFileError("workbook_too_large", limit=str(MAX_BYTES // 1_000_000))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFileError("workbook_old_or_protected")
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            parts = packed.infolist()
            if sum(part.file_size for part in parts) > _MAX_UNPACKED:
                raise UnreadableFileError("workbook_too_large", limit=str(MAX_BYTES // 1_000_000))
            sheets = (part for part in parts if part.filename.startswith("xl/worksheets/"))
            return any(_FORMULA.search(packed.read(part)) for part in sheets)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise UnreadableFileError("workbook_unreadable") from error


def _load(data: bytes, *, values: bool) -> "Workbook":
    # Merged cells are only known of a whole sheet; formulas are looked through row by row.
    return load_workbook(BytesIO(data), data_only=values, read_only=not values, keep_links=False)


def _table(sheet: "Worksheet", formulas: "Worksheet | None") -> Table:
    cells = {(cell.row, cell.column): cell for cell in _cells(sheet)}
    if formulas is not None:
        cells |= {(cell.row, cell.column): cell for cell in _without_value(formulas, cells)}
    merged = tuple(
        (area.min_row, area.min_col, area.max_row, area.max_col)
        for area in sheet.merged_cells.ranges
    )
    return Table(sheet.title, cells, merged)


def _cells(sheet: "Worksheet") -> Iterator[Cell]:
    for row in sheet.iter_rows():
        for cell in row:
            if not isinstance(cell, ExcelCell) or cell.value is None:
                continue  # of merged cells all but the first are empty
            value = _value(cell)
            if value != "":
                fault = "cell_error" if cell.data_type == "e" else ""
                yield Cell(cell.row, cell.column, value, fault)


def _without_value(formulas: "Worksheet", known: dict[tuple[int, int], Cell]) -> Iterator[Cell]:
    """The cells whose formulas were never computed: there is no value to take."""
    for row in formulas.iter_rows():
        for cell in row:
            if cell.data_type != "f":
                continue  # an empty cell does not know where it stands
            place = int(cell.row or 0), int(cell.column or 0)
            if place not in known:
                yield Cell(*place, str(cell.value), "formula_without_value")


def _value(cell: "ExcelCell") -> Value:
    found: object = cell.value
    if isinstance(found, bool):
        return found
    if isinstance(found, int | float):
        return _number(found, cell.number_format)
    if isinstance(found, datetime.datetime):
        whole_day = found.time() == datetime.time()
        return found.date() if whole_day else found.isoformat(" ", "minutes")
    return str(found).replace("\r\n", "\n").replace("\r", "\n").strip()


def _number(found: float, number_format: str) -> Decimal | str:
    """A number as it is shown: of a percentage a text with its sign, 0086 with its zeros."""
    number = Decimal(f"{Decimal(f'{found:.{_DIGITS}g}'):f}")
    if _ZEROS.fullmatch(number_format):
        return f"{number:f}".zfill(len(number_format))
    if "%" in _QUOTED.sub("", number_format):
        return f"{_shown(number * 100, number_format):f}%"
    return _shown(number, number_format)


def _shown(number: Decimal, number_format: str) -> Decimal:
    """A number with the zeros at its end that its format shows: 65.0. Nothing is rounded."""
    shown = _PLACES.match(_QUOTED.sub("", number_format))
    number = Decimal(f"{number.normalize():f}")
    places = max(len(shown[1]) if shown else 0, -int(number.as_tuple().exponent), 0)
    return number.quantize(Decimal(1).scaleb(-places))
