"""`hyoka take`: whatever somebody does to a workbook, a value is taken, or it is told why not."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from hyoka.content.content import Entry, EntryType
from hyoka.content.documents import YamlDocument, read_document
from hyoka.workbook.snapshot import SHEET
from tests.building import TOWN
from tests.yearly_workbooks import (
    CHANGED,
    JA,
    MIMAMORI,
    TYPED,
    Key,
    Typed,
    book_of,
    cells,
    changes,
    keyed,
    saved,
    take,
    told,
)
from tools.office import convert, find_office


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The town's records."""
    return Path(shutil.copytree(TOWN, tmp_path / "content"))


def by_name(name: str) -> Callable[[Workbook], Worksheet]:
    def find(book: Workbook) -> Worksheet:
        sheet = book[name]
        assert isinstance(sheet, Worksheet)
        return sheet

    return find


PROJECTS = by_name(JA.word("year_workbook.sheets.project_years"))


def sort_rows(book: Workbook) -> None:
    sheet = PROJECTS(book)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    for number, values in enumerate(reversed(rows), start=3):
        for column, value in enumerate(values, start=1):
            sheet.cell(number, column).value = value
    for row in range(3, sheet.max_row):
        sheet.row_dimensions[row].hidden = True
    sheet.auto_filter.add_filter_column(2, ["なし"])


def move_columns(book: Workbook) -> None:
    sheet = PROJECTS(book)
    columns = [[cell.value for cell in column] for column in sheet.iter_cols()]
    for number, values in enumerate(reversed(columns), start=1):
        for row, value in enumerate(values, start=1):
            sheet.cell(row, number).value = value
    for number, sheet in enumerate(keyed(book)):
        sheet.title = f"シート{number}"
        sheet.protection.sheet = False
    for each in book.worksheets:
        each.sheet_state = "visible"


def delete_much(book: Workbook) -> None:
    known = cells(book)
    PROJECTS(book).delete_cols(known[MIMAMORI, "budget"].column)
    PROJECTS(book).delete_rows(known["projects/youin.yml years/2024", "budget"].row)
    del book[JA.word("year_workbook.sheets.texts")]
    PROJECTS(book).insert_cols(1)
    PROJECTS(book).insert_cols(20)
    PROJECTS(book).insert_rows(3)


@pytest.mark.parametrize("change", [sort_rows, move_columns, delete_much])
def test_a_value_is_taken_wherever_it_stands_now(
    content: Path, change: Callable[[Workbook], object]
) -> None:
    result = take(content, book_of(TYPED, change))
    assert told(result) == []
    assert changes(content) == CHANGED


def copy_row(book: Workbook) -> None:
    sheet, cell = PROJECTS(book), cells(book)[MIMAMORI, "carried_over"]
    last = sheet.max_row + 2
    for each in sheet[cell.row]:
        sheet.cell(last, each.column or 1).value = each.value
    sheet.cell(last, cell.column).value = 310


def add_row(book: Workbook) -> None:
    sheet, cell = PROJECTS(book), cells(book)[MIMAMORI, "carried_over"]
    sheet.cell(sheet.max_row + 1, cell.column).value = 5


def copy_column(book: Workbook) -> None:
    sheet, cell = PROJECTS(book), cells(book)[MIMAMORI, "carried_over"]
    last = sheet.max_column + 1
    for row in range(1, sheet.max_row + 1):
        sheet.cell(row, last).value = sheet.cell(row, cell.column).value


def leave_notes(book: Workbook) -> None:
    cells(book)[MIMAMORI, "settlement:previous"].value = 1
    PROJECTS(book)["ZZ40"] = "要確認"
    book.create_sheet("メモ")["B2"] = "山田さんに聞く"


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (copy_row, "row_twice"),
        (add_row, "row_without_key"),
        (copy_column, "column_twice"),
    ],
)
def test_what_nobody_can_know_the_place_of_is_told(
    content: Path, change: Callable[[Workbook], object], rule: str
) -> None:
    typed: dict[Key, Typed] = {(f"{MIMAMORI}/requests", "text"): "要望はない。"}
    result = take(content, book_of(typed, change))
    assert [it.split()[0] for it in told(result)] == [rule]
    assert result.exit_code == 1
    assert "mimamori +requests: 要望はない。" in changes(content)


def test_what_stands_beside_is_told_and_not_published(content: Path) -> None:
    book = book_of(TYPED, leave_notes)
    result = take(content, book)
    assert "山田" not in result.output
    assert result.output.count("取り込みません") == 3
    assert result.exit_code == 0
    shutil.copytree(TOWN, content, dirs_exist_ok=True)
    result = take(content, book, more=("--public-workbook",))
    assert {it.split()[0] for it in told(result)} == {"left_cells", "left_sheet"}
    assert changes(content) == []


def by_somebody(book: Workbook) -> None:
    book.properties.lastModifiedBy = "山田"


def test_a_name_in_a_workbook_is_told_and_not_published(content: Path) -> None:
    book = book_of(TYPED, by_somebody)
    result = take(content, book, more=("--public-workbook",))
    assert told(result) == ["workbook_names_person "]
    assert changes(content) == []
    result = take(content, book)
    assert "（最終更新者）" in result.output
    assert changes(content) == CHANGED


POLICY = """\
fiscal_year: 2025
edition: 2026
document: hyoka-r7
self_evaluation:
  text: よくできた。
"""


# Workbooks of something else.


def with_head(name: str, value: str) -> Callable[[Workbook], object]:
    def change(book: Workbook) -> None:
        sheet = book[SHEET]
        assert isinstance(sheet, Worksheet)
        row = next(cell.row for cell in sheet["A"] if cell.value == name)
        sheet.cell(row, 2).value = value

    return change


def test_of_other_workbooks_nothing_is_taken_and_of_those_beside_them_all(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_it_was = Path.read_bytes

    def read(file: Path) -> bytes:
        if file.name == "b6.xlsx":
            raise PermissionError(13, "Permission denied", str(file))
        return as_it_was(file)

    monkeypatch.setattr(Path, "read_bytes", read)
    others = {
        "workbook_other_city": book_of({}, with_head("code", "112089")),
        "workbook_other_version": book_of({}, with_head("version", "0")),
        "workbook_of_no_year": book_of({}, with_head("year", "昔")),
        "workbook_not_ours": saved(Workbook()),
        "workbook_unreadable": b"a,b",
        "file_in_use": book_of({}),
    }
    result = take(content, *others.values(), book_of(TYPED))
    lines = [line for line in result.stderr.split("\n") if line.startswith(("エラー", " -->"))]
    places = [f" --> b{number}.xlsx" for number in range(1, 7)]
    assert lines[1::2] == places
    assert [line.split("]")[0].removeprefix("エラー[") for line in lines[::2]] == [*others]
    assert changes(content) == CHANGED


def test_a_record_that_is_no_list_of_lines_stays_as_it_is(content: Path) -> None:
    file = content / "projects/mimamori.yml"
    read = read_document(Entry("a.yml", EntryType.FILE, file.read_bytes()), "a.yml")
    assert isinstance(read, YamlDocument)
    file.write_text(json.dumps(read.data, ensure_ascii=False, default=float), encoding="utf-8")
    before = file.read_bytes()
    assert {it.split()[0] for it in told(take(content, book_of(TYPED)))} == {"record_in_braces"}
    assert file.read_bytes() == before


def test_line_ends_stay_as_they_are(content: Path) -> None:
    file = content / "projects/mimamori.yml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    lines = file.read_bytes().split(b"\n")
    assert told(take(content, book_of(TYPED))) == []
    after = file.read_bytes().split(b"\n")
    assert [(old, new) for old, new in zip(lines, after, strict=True) if old != new] == [
        (b"    carried_over: 300\r", b"    carried_over: 310\r")
    ]


def test_of_two_workbooks_that_say_different_things_neither_is_taken(content: Path) -> None:
    other: dict[Key, Typed] = {(MIMAMORI, "user_charges"): 130}
    books = [book_of({(MIMAMORI, "carried_over"): value, **other}) for value in (310, 311, 310)]
    result = take(content, *books)
    assert result.stderr.count("エラー[typed_twice]") == 1
    assert changes(content) == ["mimamori -user_charges: 128", "mimamori +user_charges: 130"]


def test_one_workbook_begins_the_year_that_another_writes_of(content: Path) -> None:
    new = MIMAMORI.replace("2024", "2025")
    text: dict[Key, Typed] = {(f"{new}/activities", "text"): "・声をかけた。"}
    begun: dict[Key, Typed] = {(new, "settlement"): 1, (new, "document"): "令和7年度 政策評価表"}
    take(content, book_of(text, year=2025), book_of(begun, year=2025))
    assert "mimamori +- 声をかけた。" in changes(content)
    sheet = "policies/mimori/2025.yml"
    said: dict[Key, Typed] = {(f"{sheet} self_evaluation", "text"): "よくできた。"}
    named: dict[Key, Typed] = {
        (sheet, "edition"): 2026,
        (sheet, "document"): "令和7年度 政策評価表",
    }
    result = take(content, book_of({**said, **named}, year=2025))
    assert result.exit_code == 0
    assert (content / sheet).read_text(encoding="utf-8") == POLICY


def test_what_is_of_no_record_any_more_is_told(content: Path) -> None:
    (content / "projects/mimamori.yml").unlink()
    result = take(content, book_of(TYPED))
    assert {it.split()[0] for it in told(result)} == {"row_of_no_record"}


def test_a_workbook_that_libreoffice_saved_is_taken_and_can_be_published(
    content: Path, tmp_path: Path
) -> None:
    office = find_office()
    if office is None:
        pytest.fail("no LibreOffice was found; `make test` installs one", pytrace=False)
    (tmp_path / "a.xlsx").write_bytes(book_of(TYPED))
    (opened,) = convert(office, [tmp_path / "a.xlsx"], "xlsx", tmp_path / "opened")
    result = take(content, opened.read_bytes(), more=("--public-workbook",))
    assert told(result) == []
    assert changes(content) == CHANGED
