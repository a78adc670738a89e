"""Sheets as the bytes of an `.xlsx` file (Office Open XML): its parts as XML, packed into one.

No library writes them: what many cells of a column hold is written once here, and a city's
workbooks take a fraction of the time. Texts stand in one list that all sheets share; a cell has a
text's place in it, so that no text can be a formula. Neither the hour nor the machine changes a
byte but by its zlib.

Source: ECMA-376, part 1, chapters 18 (SpreadsheetML) and 22.9.2.19 (`ST_Xstring`); part 2.
"""

import datetime
import io
import re
import zipfile
from collections.abc import Hashable, Iterable, Iterator, Sequence
from decimal import Decimal
from html import escape
from itertools import count, groupby
from typing import TypeVar

from hyoka.opendata.files.once import Once
from hyoka.opendata.files.worksheet import MAX_LENGTH, MAX_ROWS, Heading, ShownCell, TableSheet

_Key = TypeVar("_Key", bound=Hashable)

_MADE = (1980, 1, 1, 0, 0, 0)
"""When the file says it was made: the first day that a zip file knows, not that of the build."""
_UNIX = 3
"""The system that a zip file says it is from, wherever it is made."""
_LEVEL = 5
"""Of deflate: the usual one, 6, takes half as long again for 4 % fewer bytes."""
_ROW = "\0"
"""Stands for the number of the row until it is known; no XML has it."""
_LINE = 18.75
_TALLEST = 409
"""The height of a line, and what a row can have at most; in points."""
_ROOM = 0.625
"""What a column is wider than its letters, in letters of the font."""
_BEFORE_FIRST_DAY = datetime.date(1899, 12, 31).toordinal()
_DAYS_TO_LEAP = 59
"""Spreadsheets count a 29 February 1900, which never was, after so many days."""

_PLAIN, _HEADING, _WRAPPED, _DATE, _NUMBER = range(5)
"""The looks of cells, by their places in the part `styles`; the last is that of the first number's,
those of numbers with other decimals follow."""


def written(sheets: Sequence[TableSheet], title: str, author: str) -> bytes:
    """A workbook of `sheets`."""
    shared = _Shared()
    parts = {
        f"xl/worksheets/sheet{place}.xml": _sheet(sheet, shared, is_first=place == 1)
        for place, sheet in enumerate(sheets, start=1)
    }
    return _packed(
        {
            "[Content_Types].xml": _content_types(parts),
            "_rels/.rels": _relationships(_OF_PACKAGE),
            "xl/_rels/workbook.xml.rels": _relationships(
                [
                    *(("worksheet", part.removeprefix("xl/")) for part in parts),
                    ("styles", "styles.xml"),
                    ("sharedStrings", "sharedStrings.xml"),
                ]
            ),
            "xl/workbook.xml": _workbook(sheets),
            **parts,
            "xl/sharedStrings.xml": _texts(shared.texts),
            "xl/styles.xml": _styles(shared.decimals),
            "docProps/core.xml": _properties(title, author),
            "docProps/app.xml": _APPLICATION,
        }
    )


class _Ordered(dict[_Key, int]):
    """The place of each key, in the order in which they were first asked for."""

    def __missing__(self, key: _Key) -> int:
        self[key] = len(self)
        return self[key]


class _Shared:
    """What the sheets of a workbook have in common."""

    def __init__(self) -> None:
        self.texts = _Ordered[str]()
        self.decimals = _Ordered[int]()
        """How many decimals numbers have."""
        self.numbers = Once[str, str](self._number)
        """What a cell holds, by the number's digits."""

    def _number(self, digits: str) -> str:
        text = f"{Decimal(digits):f}"
        places = self.decimals[len(text.partition(".")[2])]
        if "." in text:  # the look of the cell has the zeros at the end
            text = text.rstrip("0").rstrip(".")
        return f' s="{_NUMBER + places}"><v>{text}</v></c>'


# A sheet.


def _sheet(sheet: TableSheet, shared: _Shared, *, is_first: bool) -> str:
    selected = ' tabSelected="1"' if is_first else ""
    head = (
        _opened(place) + _closed(heading.title, _HEADING, shared)
        for place, heading in enumerate(sheet.headings)
    )
    rows = "".join([_row(1, head), *_rows(sheet, shared)])
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><dimension ref="{_range(sheet)}"/>'
        f'<sheetViews><sheetView{selected} workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        '<selection pane="bottomLeft"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="{_LINE}"/>'
        f"<cols>{''.join(_widths(sheet.headings))}</cols>"
        f'<sheetData>{rows}</sheetData><autoFilter ref="{_range(sheet)}"/>'
        '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
        # Codes are texts on purpose.
        '<ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/>'
        "</ignoredErrors></worksheet>"
    )


def _range(sheet: TableSheet, fixed: str = "") -> str:
    """All cells of a sheet; `fixed`: what stands before each part of an address."""
    last = _letters(len(sheet.headings) - 1)
    rows = min(len(sheet.rows) + 1, MAX_ROWS)
    return f"{fixed}A{fixed}1:{fixed}{last}{fixed}{rows}"


def _letters(place: int) -> str:
    """What a column is called: `A`, …, `Z`, `AA`, …."""
    before, letter = divmod(place, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + letter)


def _widths(headings: Iterable[Heading]) -> Iterator[str]:
    places = enumerate(headings, start=1)
    for (width, wraps), alike in groupby(places, lambda it: (it[1].width, it[1].wraps)):
        first, *_, last = [place for place, _ in alike] * 2
        look = f' style="{_WRAPPED}"' if wraps else ""
        yield f'<col min="{first}" max="{last}" width="{width + _ROOM}"{look} customWidth="1"/>'


def _rows(sheet: TableSheet, shared: _Shared) -> Iterator[str]:
    """The rows below the head."""
    rows = sheet.rows[: MAX_ROWS - 1]
    columns = [
        _column(place, heading, cells, shared)
        for place, (heading, cells) in enumerate(
            zip(sheet.headings, zip(*rows, strict=True), strict=False)
        )
    ]
    heights = _heights(sheet.headings, rows)
    return map(_row, count(2), zip(*columns, strict=True), heights)


def _row(number: int, cells: Iterable[str], height: str = "") -> str:
    return f'<row r="{_ROW}"{height}>{"".join(cells)}</row>'.replace(_ROW, str(number))


def _heights(headings: Sequence[Heading], rows: Sequence[Sequence[ShownCell]]) -> Iterable[str]:
    """The room of texts that take several lines: not every program finds out by itself."""
    wrapping = [(place, heading) for place, heading in enumerate(headings) if heading.wraps]
    if not wrapping:
        return [""] * len(rows)
    lines = (max(heading.lines(row[place]) for place, heading in wrapping) for row in rows)
    height = Once[int, str](_height)
    return [height[count] for count in lines]


def _height(lines: int) -> str:
    return f' ht="{min(lines * _LINE, _TALLEST)}" customHeight="1"' if lines > 1 else ""


# A cell.


def _column(
    place: int, heading: Heading, cells: Sequence[ShownCell], shared: _Shared
) -> Iterable[str]:
    """What is written of each cell of a column, where the number of its row is known."""
    opened = _opened(place)
    look = _WRAPPED if heading.wraps else _PLAIN
    alike = Once[ShownCell, str](
        lambda cell: "" if cell is None else opened + _closed(cell, look, shared)
    )
    if Decimal not in set(map(type, cells)):
        return map(alike.__getitem__, cells)
    numbers = Once[str, str](lambda digits: opened + shared.numbers[digits])
    return [numbers[str(cell)] if isinstance(cell, Decimal) else alike[cell] for cell in cells]


def _opened(place: int) -> str:
    """How a cell of the column begins."""
    return f'<c r="{_letters(place)}{_ROW}"'


def _closed(cell: ShownCell, look: int, shared: _Shared) -> str:
    """What a cell holds; `look`: that of its text."""
    match cell:
        case str():
            style = f' s="{look}"' if look else ""
            return f'{style} t="s"><v>{shared.texts[cell]}</v></c>'
        case datetime.date():
            return f' s="{_DATE}"><v>{_day(cell)}</v></c>'
        case None:
            return "/>"
        case _:
            return shared.numbers[str(cell)]


def _day(date: datetime.date) -> int:
    """The day by its number."""
    day = date.toordinal() - _BEFORE_FIRST_DAY
    return day + 1 if day > _DAYS_TO_LEAP else day


# What sheets share.


def _texts(texts: Iterable[str]) -> str:
    items = "".join(map(_text, texts))
    return f'{_XML}<sst xmlns="{_MAIN}">{items}</sst>'


def _text(text: str) -> str:
    """As much of a text as a cell can hold; what XML cannot by its number."""
    if len(text) * 2 > MAX_LENGTH:  # it is counted in UTF-16
        text = text.encode("utf-16-le")[: MAX_LENGTH * 2].decode("utf-16-le", "ignore")
    space = ' xml:space="preserve"' if text != text.strip() else ""
    told = _UNREADABLE.sub(_by_number, _ESCAPE.sub("_x005F_", text))
    return f"<si><t{space}>{escape(told, quote=False)}</t></si>"


_NO_XML = r"\x00-\x08\x0b-\x1f\ufffe\uffff"
_UNREADABLE = re.compile(f"[{_NO_XML}]")
_ESCAPE = re.compile(f"_(?=x[0-9A-Fa-f]{{4}}[_{_NO_XML}])")
"""What begins as the number of a character does, and is none; a number begins with `_`, too."""


def _by_number(found: re.Match[str]) -> str:
    return f"_x{ord(found[0]):04X}_"


def _styles(decimals: Iterable[int]) -> str:
    """The looks of cells: plain, heading, wrapped, date, then numbers by their decimals."""
    numbers = [f"0.{'0' * places}" if places else "0" for places in decimals]
    codes = dict(enumerate(["yyyy-mm-dd", *numbers], start=_FIRST_FORMAT))
    looks = [
        _look(),
        _look(font=1),
        _look(alignment=' wrapText="1"'),
        *(_look(form=form, alignment=' horizontal="right" indent="1"') for form in codes),
    ]
    forms = "".join(
        f'<numFmt numFmtId="{form}" formatCode="{code}"/>' for form, code in codes.items()
    )
    return (
        f'{_XML}<styleSheet xmlns="{_MAIN}"><numFmts count="{len(codes)}">{forms}</numFmts>'
        f'<fonts count="2">{_FONT.format(bold="")}{_FONT.format(bold="<b/>")}</fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0">'
        '<alignment vertical="top"/></xf></cellStyleXfs>'
        f'<cellXfs count="{len(looks)}">{"".join(looks)}</cellXfs><cellStyles count="1">'
        '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


_FIRST_FORMAT = 164
"""The numbers below are those of formats that every program knows."""
_FONT = '<font>{bold}<sz val="11"/><name val="游ゴシック"/><family val="2"/></font>'


def _look(form: int = 0, font: int = 0, alignment: str = "") -> str:
    return (
        f'<xf numFmtId="{form}" fontId="{font}" fillId="0" borderId="0" xfId="0"'
        ' applyNumberFormat="1" applyFont="1" applyAlignment="1">'
        f'<alignment vertical="top"{alignment}/></xf>'
    )


# The file.


def _workbook(sheets: Sequence[TableSheet]) -> str:
    """Which sheets there are; the filter of each is a hidden name of its own, too."""
    names = [escape(sheet.name) for sheet in sheets]
    quoted = [escape(sheet.name.replace("'", "''"), quote=False) for sheet in sheets]
    places = "".join(
        f'<sheet name="{name}" sheetId="{place}" r:id="rId{place}"/>'
        for place, name in enumerate(names, start=1)
    )
    filters = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{place}" hidden="1">'
        f"'{name}'!{_range(sheet, '$')}</definedName>"
        for place, (name, sheet) in enumerate(zip(quoted, sheets, strict=True))
    )
    return (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_LINK}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{places}</sheets><definedNames>{filters}</definedNames></workbook>"
    )


def _properties(title: str, author: str) -> str:
    name = escape(author, quote=False)
    made = f'xsi:type="dcterms:W3CDTF">{datetime.datetime(*_MADE).isoformat()}Z'  # noqa: DTZ001 - of UTC
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title, quote=False)}</dc:title><dc:creator>{name}</dc:creator>"
        f"<cp:lastModifiedBy>{name}</cp:lastModifiedBy><dcterms:created {made}</dcterms:created>"
        f"<dcterms:modified {made}</dcterms:modified></cp:coreProperties>"
    )


def _content_types(sheets: Iterable[str]) -> str:
    ours = "application/vnd.openxmlformats-officedocument"
    package = "application/vnd.openxmlformats-package"
    types = {
        "xl/workbook.xml": f"{ours}.spreadsheetml.sheet.main+xml",
        **dict.fromkeys(sheets, f"{ours}.spreadsheetml.worksheet+xml"),
        "xl/sharedStrings.xml": f"{ours}.spreadsheetml.sharedStrings+xml",
        "xl/styles.xml": f"{ours}.spreadsheetml.styles+xml",
        "docProps/core.xml": f"{package}.core-properties+xml",
        "docProps/app.xml": f"{ours}.extended-properties+xml",
    }
    parts = "".join(
        f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in types.items()
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{package}.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def _relationships(targets: Iterable[tuple[str, str]]) -> str:
    """`targets`: what each is, and where it lies."""
    links = "".join(
        f'<Relationship Id="rId{place}" Type="{kind if ":" in kind else f"{_LINK}/{kind}"}"'
        f' Target="{target}"/>'
        for place, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OF_PACKAGE = (
    ("officeDocument", "xl/workbook.xml"),
    (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    ("extended-properties", "docProps/app.xml"),
)
_APPLICATION = (
    f'{_XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"><Application>Microsoft Excel</Application></Properties>'
)
"""As whose file it is to be read: programs trust those of programs that they know."""


def _packed(parts: dict[str, str]) -> bytes:
    """The parts, by their names, as a zip file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, xml in parts.items():
            part = zipfile.ZipInfo(name, _MADE)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = _UNIX
            packed.writestr(part, xml, compresslevel=_LEVEL)
    return file.getvalue()
