"""The sheets of an Excel workbook (.xlsx, .xlsm) as tables; its macros are never looked at."""

import datetime
import re
import zipfile
import zlib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from html import unescape
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any, cast
from warnings import catch_warnings, simplefilter

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.escape import unescape as without_escapes

from hyoka.importing.cells import Cell, Table, UnreadableFileError, Value, place_of
from hyoka.progress import told
from hyoka.units import era_of

if TYPE_CHECKING:
    from openpyxl.cell import Cell as ExcelCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet
    from openpyxl.worksheet.worksheet import Worksheet

MAX_BYTES = 50_000_000
"""No larger file is read."""
_MAX_UNPACKED = 200_000_000
"""So much XML a workbook may hold, unpacked: a few kilobytes can claim to be terabytes."""
_MAX_CELLS = 2_000_000
"""So many cells with something in them a sheet may have."""
_MAX_LOOKED_AT = 30_000_000
"""At so many places of a sheet it is looked whether there is a cell."""
_MAX_MERGED = 100_000
_KILOBYTE = 1000
_XML = (".xml", ".rels")
_HEAD = 10_000
"""Declarations stand before all else."""
_DECLARATION = re.compile(rb"<!DOCTYPE|<!ENTITY|\A(?:\xff\xfe|\xfe\xff)|\A<\x00|\A\x00<")
"""Entities, by which a short text claims to be gigabytes, or a code in which they could hide."""
_DIGITS = 15
"""So many digits Excel keeps of a number; what a float has beyond is noise."""
_NEVER_COMPUTED = re.compile(
    rb"<(?:\w+:)?c\b([^<>]*)>\s*<(?:\w+:)?f\b[^<>]*(?:/>|>([^<]*)</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
"""A cell with a formula and no value: its attributes, the formula."""
_NAMESPACE = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ADDRESS = re.compile(rb'\br="([A-Z]+[0-9]+)"')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^<>]*?\bref="([A-Z]+[0-9]+):([A-Z]+[0-9]+)"')
_ROW, _COLUMNS = re.compile(rb"<(?:\w+:)?row\b[^<>]*>"), re.compile(rb"<(?:\w+:)?col\b[^<>]*>")
_NUMBER_OF_ROW = re.compile(rb'\sr="([0-9]{1,7})"')
_FIRST, _LAST = re.compile(rb'\smin="([0-9]{1,5})"'), re.compile(rb'\smax="([0-9]{1,5})"')
_HIDDEN = re.compile(rb'\shidden="(?:1|true)"')
_MOST_COLUMNS = 16_384
_MOST = 10**_DIGITS * 10
"""From here on, and where it is none, what a file calls a number is taken for a text."""
_ZEROS = re.compile("0{2,}")
"""The format of a number that is shown with zeros before it: 0086."""
_PLACES = re.compile(r"[^.;]*\.(0+)")
"""The decimals that a format shows in any case."""
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_INVISIBLE = re.compile(r"\[[^\]]*\]|_.|\*.")
"""Colours and conditions, room for a sign, what fills a cell."""
_AROUND = re.compile(r'((?:"[^"]*"|\\.|[^0#?"\\])*)[0#?][0#?,.]*((?:"[^"]*"|\\.|[^0#?"\\E])*)')
_ERA_YEAR = re.compile("g{1,3}e{1,2}", re.IGNORECASE)
"""An era and the year in it, of a day."""
_SIGNS = re.compile(r"[A-Za-z0#?@]")
"""The signs of a format that stand for something of the value."""
_ERA_PARTS = re.compile(r'"(?P<words>[^"]*)"|\\(?P<sign>.)|(?P<era>g+)|(?P<year>e+)', re.IGNORECASE)
"""What is not shown as it is written in such a format."""
_DAYS = 2_958_466
"""The days from 1900 to 9999, as Excel counts them."""
_LETTERS = re.compile(r"[^\W\d_A-Za-z]+")
"""The words among the signs of a format."""
_QUOTED = re.compile(r'"[^"]*"|\\.')


def read_workbook(data: bytes) -> tuple[Table, ...]:
    """Its sheets, in the workbook's order; those that are hidden too.

    Raises:
        UnreadableFileError: it is no workbook, protected by a password, or too large.
    """
    _check(data)
    try:
        with catch_warnings():
            simplefilter("ignore")  # such as that a style is missing
            tables = tuple(_tables(data))
    except UnreadableFileError:
        raise
    except Exception as error:
        # Whatever a damaged file makes a reader of XML stumble on.
        raise UnreadableFileError("workbook_unreadable") from error
    if not tables:
        raise UnreadableFileError("workbook_unreadable")
    return tables


def _tables(data: bytes) -> Iterator[Table]:
    reader = ExcelReader(_Told(data), read_only=True, data_only=True, keep_links=False)
    reader.read()
    parts = {sheet.name: relation.target for sheet, relation in reader.parser.find_sheets()}
    for sheet in reader.wb.worksheets:
        yield _table(sheet, reader.archive.read(parts[sheet.title]))


class _Told(BytesIO):
    """A file's bytes; whoever waits is told how much of them has been read."""

    def read(self, size: int | None = -1) -> bytes:
        """The next bytes."""
        told("reading_workbook", self.tell() // _KILOBYTE, len(self.getbuffer()) // _KILOBYTE)
        return super().read(size)


def _check(data: bytes) -> None:
    """See to it that it is a workbook, none too large, and that its XML declares nothing."""
    if len(data) > MAX_BYTES:
        raise _too_large()
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFileError("workbook_old_or_protected")
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            parts = [part for part in packed.infolist() if part.filename.endswith(_XML)]
            if sum(part.file_size for part in parts) > _MAX_UNPACKED:
                raise _too_large()
            heads = (packed.open(part).read(_HEAD) for part in parts)
            declared = any(_DECLARATION.search(head) for head in heads)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise UnreadableFileError("workbook_unreadable") from error
    if declared:
        raise UnreadableFileError("workbook_unreadable")


def _table(sheet: "Worksheet", source: bytes) -> Table:
    # The size that a file states for a sheet can be wrong: whatever lies beyond would be lost.
    cast("ReadOnlyWorksheet", sheet).reset_dimensions()
    cells = {(cell.row, cell.column): cell for cell in _cells(sheet)}
    if _NAMESPACE not in source[:_HEAD]:
        raise UnreadableFileError("workbook_unreadable")  # in another dialect of the format
    for cell in _without_value(source):
        cells.setdefault((cell.row, cell.column), cell)
    merged = tuple(islice(_merged(source), _MAX_MERGED + 1))
    if len(merged) > _MAX_MERGED:
        raise _too_large()
    return Table(
        sheet.title,
        cells,
        merged,
        is_hidden=sheet.sheet_state != "visible",
        hidden_rows=frozenset(_hidden_rows(source)),
        hidden_columns=frozenset(_hidden_columns(source)),
    )


def _hidden_rows(source: bytes) -> Iterator[int]:
    """The rows that are hidden, by hand or by a filter."""
    for match in _ROW.finditer(source):
        number = _NUMBER_OF_ROW.search(match[0])
        if number and _HIDDEN.search(match[0]):
            yield int(number[1])


def _hidden_columns(source: bytes) -> Iterator[int]:
    """The columns that are hidden, each once: a file has them in order."""
    seen = 0
    for match in _COLUMNS.finditer(source):
        first, last = _FIRST.search(match[0]), _LAST.search(match[0])
        if first and last and _HIDDEN.search(match[0]):
            until = min(int(last[1]), _MOST_COLUMNS)
            yield from range(max(int(first[1]), seen + 1), until + 1)
            seen = max(seen, until)


def _cells(sheet: "Worksheet") -> Iterator[Cell]:
    looked_at, found = 0, 0
    for row in sheet.iter_rows():
        looked_at += 1 + len(row)
        for cell in row:
            value = "" if cell.value is None else _value(cell)
            if value != "":
                found += 1
                yield Cell(int(cell.row or 0), int(cell.column or 0), value, _fault(cell))
        if looked_at > _MAX_LOOKED_AT or found > _MAX_CELLS:
            raise _too_large()


def _fault(cell: "ExcelCell | MergedCell") -> str:
    if isinstance(cell.value, int | float) and _is_scaled(cell.number_format):
        return "scaled_number"
    return "cell_error" if cell.data_type == "e" else ""


def _too_large() -> UnreadableFileError:
    return UnreadableFileError("workbook_too_large", limit=str(MAX_BYTES // 1_000_000))


def _merged(source: bytes) -> Iterator[tuple[int, int, int, int]]:
    """The merged cells of a sheet: all but the first are empty."""
    for match in _MERGED.finditer(source):
        first, last = place_of(match[1].decode()), place_of((match[2] or b"").decode())
        if first and last:
            yield (*first, *last)


def _without_value(source: bytes) -> Iterator[Cell]:
    """The cells of a sheet whose formulas were never computed: there is no value to take."""
    for match in _NEVER_COMPUTED.finditer(source):
        address = _ADDRESS.search(match[1])
        place = place_of(address[1].decode()) if address else None
        if place and b't="str"' not in match[1]:  # a text is computed, though it be empty
            yield Cell(*place, f"={unescape((match[2] or b'').decode())}", "formula_without_value")


def _value(cell: "ExcelCell | MergedCell") -> Value:
    found: object = cell.value
    if isinstance(found, bool):
        return found
    if isinstance(found, int | float):
        number_format = cell.number_format
        if (era_format := _era_format(number_format)) and 1 <= found < _DAYS:
            return _as_era_year(found, era_format, cell)
        return _number(found, number_format)
    if isinstance(found, datetime.datetime):
        whole_day = found.time() == datetime.time()
        return found.date() if whole_day else found.isoformat(" ", "minutes")
    text = without_escapes(str(found))  # Excel writes a carriage return as _x000D_
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _number(found: float, number_format: str) -> Decimal | str:
    """A number as it is shown: 47.9% and 12千円 are texts, 0086 has its zeros."""
    if not abs(found) < _MOST:
        return str(found)
    number = Decimal(f"{Decimal(f'{found:.{_DIGITS}g}'):f}")
    if _ZEROS.fullmatch(number_format):
        return f"{number:f}".zfill(len(number_format))
    if "%" in _QUOTED.sub("", number_format):
        return f"{_shown(number * 100, number_format):f}%"
    shown = _shown(number, number_format)
    before, after = _words(number_format)
    return f"{before}{shown:f}{after}" if before or after else shown


@cache
def _era_format(number_format: str) -> str:
    """A format that shows no more of a day than its year, in its era: `ggge"年度"`; empty: none."""
    shown = _INVISIBLE.sub("", number_format.split(";", maxsplit=1)[0])
    signs = "".join(_SIGNS.findall(_QUOTED.sub("", shown)))
    return shown if _ERA_YEAR.fullmatch(signs) else ""


def _as_era_year(found: float, era_format: str, cell: Any) -> str:  # noqa: ANN401 - of either kind
    """The year of a day as such a format shows it: 令和6年度, R6."""
    known = era_of(from_excel(int(found), cell.parent.parent.epoch).date())
    assert known is not None  # noqa: S101 - Excel's days begin in 1900
    era, number = known

    def shown(part: re.Match[str]) -> str:
        if part["era"]:
            return era.letter if len(part["era"]) == 1 else era.name
        return str(number) if part["year"] else part["words"] or part["sign"] or ""

    return _ERA_PARTS.sub(shown, era_format)


def _shown(number: Decimal, number_format: str) -> Decimal:
    """A number with the zeros at its end that its format shows: 65.0. Nothing is rounded."""
    shown = _PLACES.match(_QUOTED.sub("", number_format))
    number = Decimal(f"{number.normalize():f}")
    places = max(len(shown[1]) if shown else 0, -int(number.as_tuple().exponent), 0)
    return number.quantize(Decimal(1).scaleb(-places))


@cache
def _words(number_format: str) -> tuple[str, str]:
    """What a format shows before and behind a number: `#,##0"千円"`, `"令和"0"年度"`."""
    first = _INVISIBLE.sub("", number_format.split(";", maxsplit=1)[0])
    match = _AROUND.fullmatch(first)
    if match is None:
        return "", ""
    before, after = ("".join(_LETTERS.findall(part)) for part in (match[1], match[2]))
    return before, after


@cache
def _is_scaled(number_format: str) -> bool:
    """Whether a format shows a thousandth of what a cell holds: `#,##0,`."""
    return bool(_SCALED.search(_QUOTED.sub("", number_format)))
