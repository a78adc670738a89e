"""What the writer of workbooks makes of any cell, read by another library and as plain XML."""

import datetime
import io
import re
import zipfile
from decimal import Decimal
from itertools import repeat
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from hyoka.opendata.files.spreadsheetml import written
from hyoka.opendata.files.worksheet import MAX_LENGTH, MAX_ROWS, Heading, ShownCell, TableSheet

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def workbook(*rows: tuple[ShownCell, ...], name: str = "試し") -> bytes:
    headings = tuple(Heading(f"列{place}", 10) for place in range(len(rows[0])))
    return written([TableSheet(name, headings, rows)], "題名", "発行者")


def opened(*rows: tuple[ShownCell, ...]) -> Worksheet:
    sheet = load_workbook(io.BytesIO(workbook(*rows))).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def part(content: bytes, name: str) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return ET.fromstring(parts.read(name))  # noqa: S314 - made by the line above


def cells(content: bytes) -> dict[str, str]:
    """What stands in each cell below the head, by its address, as the standard reads it."""
    texts = [item.findtext(f"{MAIN}t", "") for item in part(content, "xl/sharedStrings.xml")]
    found = {}
    for cell in part(content, "xl/worksheets/sheet1.xml").iter(f"{MAIN}c"):
        value = cell.findtext(f"{MAIN}v", "")
        found[cell.attrib["r"]] = (
            re.sub("_x([0-9A-F]{4})_", lambda it: chr(int(it[1], 16)), texts[int(value)])
            if cell.get("t") == "s"
            else value
        )
    return {address: value for address, value in found.items() if not re.search(r"\D1$", address)}


@pytest.mark.parametrize(
    "text",
    [
        " 前に",
        "後に\u3000",
        "二\n行\n",
        "\tタブ",
        "𠮷野家 🍊",
        "a & b < c > d \"e\" 'f'",
        "]]>",
        "<![CDATA[x]]>",
        "&amp;",
        '=HYPERLINK("https://town.example/")',
        "=cmd|' /C calc'!A0",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1+1",
        "1e3",
        "0",
        "",
    ],
)
def test_a_text_is_read_as_it_was_written(text: str) -> None:
    (cell, other) = opened((text, None))[2]
    assert (cell.value, cell.data_type) == (text, "s")
    assert other.value is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\x01", "_x0001_"),
        ("a\x0bb\x1f", "a_x000B_b_x001F_"),
        ("1\r\n2", "1_x000D_\n2"),
        ("\ufffe\uffff", "_xFFFE__xFFFF_"),
        ("_x0041_", "_x005F_x0041_"),
        ("_x0041_x0042_", "_x005F_x0041_x005F_x0042_"),
        ("_x005F_", "_x005F_x005F_"),
        ("_x0041\x1f", "_x005F_x0041_x001F_"),
        ("_x41_ _X0041_", "_x41_ _X0041_"),
    ],
)
def test_what_xml_cannot_hold_is_told_by_its_number(text: str, told: str) -> None:
    content = workbook((text,))
    assert part(content, "xl/sharedStrings.xml")[-1].findtext(f"{MAIN}t") == told
    assert cells(content) == {"A2": text}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("文" * MAX_LENGTH, "文" * MAX_LENGTH),
        ("文" * (MAX_LENGTH + 1), "文" * MAX_LENGTH),
        ("🍊" * (MAX_LENGTH // 2), "🍊" * (MAX_LENGTH // 2)),
        ("🍊" * MAX_LENGTH, "🍊" * (MAX_LENGTH // 2)),  # counted in UTF-16, and none is halved
    ],
)
def test_a_text_is_as_long_as_a_cell_can_hold(text: str, kept: str) -> None:
    assert opened((text,))["A2"].value == kept


def test_a_blank_cell_is_none_and_an_empty_text_is_one() -> None:
    assert cells(workbook(("", None, "あ"))) == {"A2": "", "C2": "あ"}


@pytest.mark.parametrize(
    ("number", "value", "form"),
    [
        ("840.269071330646", "840.269071330646", "0.000000000000"),
        ("0.000000000000001", "0.000000000000001", "0.000000000000000"),
        ("999999999999999", "999999999999999", "0"),
        ("65.0", "65", "0.0"),
        ("65.00", "65", "0.00"),
        ("65", "65", "0"),
        ("-0.50", "-0.5", "0.00"),
        ("1E+3", "1000", "0"),
        ("100", "100", "0"),
        ("0.0", "0", "0.0"),
    ],
)
def test_a_number_has_exactly_its_digits_and_shows_its_decimals(
    number: str, value: str, form: str
) -> None:
    content = workbook((Decimal(number),))
    assert cells(content) == {"A2": value}
    assert load_workbook(io.BytesIO(content)).worksheets[0]["A2"].number_format == form


def test_equal_numbers_in_a_column_show_each_its_own_decimals() -> None:
    numbers = (Decimal(65), Decimal("65.0"), "65.0", 65, None, Decimal("65.00"))
    sheet = opened(*((number,) for number in numbers))
    assert [(cell.value, cell.number_format) for (cell,) in sheet.iter_rows(min_row=2)] == [
        (65, "0"),
        (65, "0.0"),
        ("65.0", "General"),
        (65, "0"),
        (None, "General"),
        (65, "0.00"),
    ]


@pytest.mark.parametrize(
    ("date", "day"),
    [("1900-01-01", "1"), ("1900-02-28", "59"), ("1900-03-01", "61"), ("2019-07-26", "43672")],
)
def test_a_date_is_the_day_that_spreadsheets_count(date: str, day: str) -> None:
    content = workbook((datetime.date.fromisoformat(date),))
    assert cells(content) == {"A2": day}
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert str(sheet["A2"].value) == f"{date} 00:00:00"


def test_columns_go_on_after_z() -> None:
    found = list(cells(workbook(tuple(range(703)))))
    assert [found[place] for place in (0, 25, 26, 51, 52, 701, 702)] == [
        "A2",
        "Z2",
        "AA2",
        "AZ2",
        "BA2",
        "ZZ2",
        "AAA2",
    ]


def test_no_row_is_below_the_last_that_a_sheet_has() -> None:
    rows = list(repeat((1,), MAX_ROWS))
    content = written([TableSheet("試し", (Heading("列", 10),), rows)], "題名", "発行者")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml")
    assert sheet.count(b"<row ") == MAX_ROWS
    assert f'<c r="A{MAX_ROWS}"'.encode() in sheet
    assert f'<autoFilter ref="A1:A{MAX_ROWS}"/>'.encode() in sheet


def test_names_of_sheets_and_people_are_escaped() -> None:
    sheets = [TableSheet(name, (Heading("列", 10),), ()) for name in ("a & 'b' <c>", '"d"')]
    book = load_workbook(io.BytesIO(written(sheets, "<題> & 名", "R&D <課>")))
    assert book.sheetnames == ["a & 'b' <c>", '"d"']
    assert (book.properties.title, book.properties.creator) == ("<題> & 名", "R&D <課>")


def test_the_file_is_the_same_wherever_it_is_made() -> None:
    content = workbook(("あ", Decimal("1.5"), datetime.date(2019, 7, 26)))
    assert content == workbook(("あ", Decimal("1.5"), datetime.date(2019, 7, 26)))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {(it.create_system, it.date_time, it.flag_bits) for it in parts.infolist()} == {
            (3, (1980, 1, 1, 0, 0, 0), 0)
        }


PATIENT = settings(deadline=None, derandomize=True, max_examples=100)
ESCAPES = st.lists(st.sampled_from(["_", "x", "X", "0041", "005F", "00e9", "\x1f"]), max_size=8)
TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | ESCAPES.map("".join)
NUMBERS = st.decimals(-(10**9), 10**9, places=3)
DATES = st.dates(min_value=datetime.date(1900, 3, 1))
SHOWN = st.none() | TEXTS | NUMBERS | st.integers(-(10**14), 10**14) | DATES


@settings(PATIENT)
@given(st.lists(st.tuples(SHOWN, TEXTS, NUMBERS), min_size=1, max_size=8))
def test_every_cell_is_what_it_was(rows: list[tuple[ShownCell, ...]]) -> None:
    found = cells(workbook(*rows))
    expected = {
        f"{letter}{number}": cell
        for number, row in enumerate(rows, start=2)
        for letter, cell in zip("ABC", row, strict=True)
        if cell is not None
    }
    assert found.keys() == expected.keys()
    for address, cell in expected.items():
        match cell:
            case str():
                assert found[address] == cell
            case datetime.date():
                assert int(found[address]) == (cell - datetime.date(1899, 12, 30)).days
            case _:
                assert Decimal(found[address]) == cell
