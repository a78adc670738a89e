"""The published files keep the government's 30 rules of machine readability, and bad ones do not.

Every check is tried on a bad file too: one that finds nothing proves nothing.
"""

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from openpyxl import Workbook as NewWorkbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from hyoka.opendata.table import FORMAT
from tests.building import ROOT
from tests.published_files import CONTENTS, published
from tests.readability_files import OF_CSV, OF_WORKBOOKS, CsvFile, Workbook
from tests.readability_tables import OF_TABLES, Column, Grid

every_content = pytest.mark.parametrize("content", CONTENTS)


# What is published.


@every_content
@pytest.mark.parametrize("rule", OF_TABLES)
def test_tables(rule: str, content: str) -> None:
    grids = published(content).grids
    assert grids
    assert [problem for grid in grids for problem in OF_TABLES[rule](grid)] == []


OF_CODES = {"L2-05", "L3-02", "L3-03"}
"""The rules of codes; the workbooks have words in their place."""
OF_SHEETS = [rule for rule in OF_TABLES if rule not in OF_CODES]


@every_content
@pytest.mark.parametrize("rule", OF_SHEETS)
def test_sheets(rule: str, content: str) -> None:
    sheets = published(content).sheets
    assert [problem for sheet in sheets for problem in OF_TABLES[rule](sheet)] == []


@every_content
@pytest.mark.parametrize("rule", OF_CSV)
def test_csv(rule: str, content: str) -> None:
    files = published(content).csv
    assert files
    assert [problem for file in files for problem in OF_CSV[rule](file)] == []


@every_content
@pytest.mark.parametrize("rule", OF_WORKBOOKS)
def test_workbooks(rule: str, content: str) -> None:
    books = published(content).workbooks
    assert [problem for book in books for problem in OF_WORKBOOKS[rule](book)] == []


@every_content
def test_l1_01_the_files_are_of_forms_that_programs_read(content: str) -> None:
    forms = {name.rpartition(".")[2] for name in published(content).names}
    assert forms <= {"csv", "xlsx", "json", "jsonld"}
    assert {"csv", "json", "xlsx"} <= forms


def test_l3_07_every_municipality_s_tables_have_the_same_columns() -> None:
    heads = [{grid.name[7:]: grid.head for grid in published(of).grids} for of in CONTENTS]
    assert heads[0] == heads[1]


@every_content
def test_l3_07_every_year_s_workbook_has_the_same_sheets_and_columns(content: str) -> None:
    heads = [
        {title: rows[0] for title, rows in book.contents.items()}
        for book in published(content).workbooks
    ]
    assert all(head == heads[0] for head in heads)


def test_l3_07_changes_of_the_format_are_written_down() -> None:
    changes = (ROOT / "DATA-CHANGELOG.md").read_text(encoding="utf-8")
    assert f"\n## {FORMAT}\n" in changes


@every_content
def test_l3_08_the_package_tells_of_encoding_source_terms_and_version(content: str) -> None:
    package = published(content).package
    assert package["version"] == FORMAT
    assert package["sources"]
    assert package.get("licenses") or package.get("rights")
    for resource in package["resources"]:
        assert resource["encoding"] == "utf-8"
        assert resource["title"]
        assert resource["description"]


@every_content
def test_l3_08_names_are_alphanumeric(content: str) -> None:
    heads = [name for grid in published(content).grids for name in grid.head]
    assert [name for name in heads if not re.fullmatch(r"[a-z][a-z0-9_]+", name)] == []


@every_content
def test_l3_08_the_files_for_excel_alone_begin_with_a_byte_order_mark(content: str) -> None:
    for file in published(content).csv:
        assert file.data.startswith(b"\xef\xbb\xbf") is file.name.endswith("_excel.csv"), file.name


# What the document says.


def test_the_document_names_every_rule_and_every_test() -> None:
    text = (ROOT / "docs" / "machine-readability.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (L\d-\d\d) \|.*\| (.*) \|$", text, flags=re.MULTILINE)
    levels = ((1, 15), (2, 6), (3, 9))
    assert [rule for rule, _ in rows] == [
        f"L{level}-{number:02}" for level, count in levels for number in range(1, count + 1)
    ]
    named = {(rule, test) for rule, tests in rows for test in re.findall(r"`(test_.*?)`", tests)}
    assert named == {
        *((rule, f"test_tables[{rule}]") for rule in OF_TABLES),
        *((rule, f"test_sheets[{rule}]") for rule in OF_SHEETS),
        *((rule, f"test_csv[{rule}]") for rule in OF_CSV),
        *((rule, f"test_workbooks[{rule}]") for rule in OF_WORKBOOKS),
        *((f"L{test[6]}-{test[8:10]}", test) for test in globals() if test.startswith("test_l")),
    }


# What is refused.

CODE, NAME = Column("municipality_code", "id"), Column("municipality_name")
RATE = Column("rate", "number", "％", "rate_missing")
WHY = Column("rate_missing", "code", codes=frozenset({"pending"}))
YEAR = Column("fiscal_year", "year")
STATUS = Column("status", "code", codes=frozenset({"attained", "other"}))
WORDS = Column("reason")


def grid(*columns: Column, rows: tuple[tuple[str, ...], ...]) -> Grid:
    """A small table of 架空市."""
    names = (CODE.name, NAME.name, *(column.name for column in columns))
    filled = (("999999", "架空市", *row) for row in rows)
    return Grid("t", (names, *filled), (CODE, NAME, *columns))


GOOD = grid(
    *(YEAR, STATUS, RATE, WHY, WORDS),
    rows=(
        ("2018", "attained", "0.0", "", "市民1,000人に、聞いた。"),
        ("2019", "other", "", "pending", "not_recorded"),
    ),
)

BAD_TABLES: Mapping[str, tuple[Grid, ...]] = {
    "L1-02": (replace(GOOD, rows=GOOD.rows + GOOD.rows),),
    "L1-03": (
        replace(GOOD, rows=(*GOOD.rows, ("",) * 7)),
        grid(Column(""), rows=(("",),)),
    ),
    "L1-04": (replace(GOOD, rows=(*GOOD.rows, ("注：速報値",))),),
    "L1-05": (
        grid(Column("a"), rows=()),
        grid(replace(RATE, title=""), rows=()),
        grid(replace(RATE, about=""), rows=()),
    ),
    "L1-06": tuple(
        grid(WORDS, rows=((cell,),))
        for cell in (" 前", "後　", "氏　　名", "1行目\n2行目", "タブ\t", "行\u2028行")
    ),
    "L1-07": (
        grid(Column("project_id", "id"), rows=(("kominkan,toshokan",),)),
        grid(STATUS, rows=(("attained other",),)),
        grid(RATE, rows=(("12、15",),)),
    ),
    "L1-08": (
        grid(replace(RATE, title="①の率"), rows=()),
        grid(replace(RATE, about="㎡あたりです。"), rows=()),
        grid(Column("japanese_year", "era"), rows=(("㍻30年度",),)),
        grid(WORDS, rows=(("外字\ue000",),)),
    ),
    "L1-09": (
        grid(RATE, rows=(("",),)),
        grid(RATE, WHY, rows=(("", ""),)),
        grid(RATE, WHY, rows=(("0", "pending"),)),
    ),
    "L2-01": (
        *(grid(RATE, rows=((cell,),)) for cell in ("96%", "△12", "65.0※", "６５", "1e3", "-")),
        grid(WORDS, rows=(("9,929",),)),
    ),
    "L2-02": (
        grid(WORDS, rows=(("",),)),
        grid(WORDS, rows=(("同上",),)),
    ),
    "L2-03": (grid(RATE, RATE, rows=()),),
    "L2-04": (grid(STATUS, rows=(("attained",), ("Attained",))),),
    "L2-05": (grid(STATUS, rows=(("other（天候のため）",),)),),
    "L3-01": (
        replace(GOOD, rows=(("政策評価", *("",) * 6), *GOOD.rows)),
        replace(GOOD, rows=GOOD.rows[1:]),
        replace(GOOD, rows=()),
    ),
    "L3-02": (grid(STATUS, rows=(("missed",),)),),
    "L3-03": (grid(RATE, WHY, rows=(("", "x"),)),),
    "L3-04": (
        grid(replace(RATE, unit=""), rows=()),
        grid(replace(RATE, unit="unit"), Column("unit"), rows=(("65.0", "not_recorded"),)),
    ),
    "L3-05": (
        grid(YEAR, rows=(("30",),)),
        grid(Column("published", "date"), rows=(("2019/7/26",),)),
        grid(Column("published", "date"), rows=(("2019-02-30",),)),
        grid(Column("japanese_year", "era"), rows=(("平成30年度",),)),
    ),
    "L3-06": (
        Grid("t", (("rate", "rank"), ("65.0", "1")), (RATE, RATE)),
        replace(GOOD, rows=(GOOD.rows[0], ("99999", *GOOD.rows[1][1:]))),
    ),
    "L3-09": (grid(Column("rate_2018", "number", "％"), rows=()),),
}


def test_the_good_table_is_one() -> None:
    assert [problem for check in OF_TABLES.values() for problem in check(GOOD)] == []


@pytest.mark.parametrize("rule", OF_TABLES)
def test_bad_tables_are_refused(rule: str) -> None:
    for bad in BAD_TABLES[rule]:
        assert list(OF_TABLES[rule](bad)), bad


BAD_CSV = {
    "L1-14": '"name","text"\r\n"a","1行目\n2行目"\r\n',
    "L1-15": "name,text\r\na,市民1,000人\r\n",
}


@pytest.mark.parametrize("rule", OF_CSV)
def test_bad_csv_is_refused(rule: str) -> None:
    good = CsvFile("t", '\ufeffname,text\r\na,"市民1,000人"\r\n'.encode())
    assert list(OF_CSV[rule](good)) == []
    assert list(OF_CSV[rule](CsvFile("t", BAD_CSV[rule].encode())))


def _with_comment(sheet: Worksheet) -> None:
    sheet["A2"].comment = Comment("速報値", "市")


def _with_bold_cell(sheet: Worksheet) -> None:
    sheet["B3"].font = Font(bold=True)


def _with_hidden_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True


def _with_formula(sheet: Worksheet) -> None:
    sheet["B2"] = "=1+2"


BAD_WORKBOOKS: Mapping[str, Callable[[Worksheet], None]] = {
    "L1-10": _with_comment,
    "L1-11": _with_bold_cell,
    "L1-12": lambda sheet: sheet.merge_cells("A1:B1"),
    "L1-13": _with_hidden_row,
    "L2-06": _with_formula,
}


def _workbook(change: Callable[[Worksheet], None]) -> Workbook:
    book = NewWorkbook()
    sheet = book.worksheets[0]
    for row in (("name", "rate"), ("公民館", 65.0), ("図書館", 70.5)):
        sheet.append(row)
    sheet["A1"].font = Font(bold=True)
    change(sheet)
    data = io.BytesIO()
    book.save(data)
    return Workbook("t.xlsx", data.getvalue())


@pytest.mark.parametrize("rule", OF_WORKBOOKS)
def test_bad_workbooks_are_refused(rule: str) -> None:
    assert list(OF_WORKBOOKS[rule](_workbook(lambda _: None))) == []
    assert list(OF_WORKBOOKS[rule](_workbook(BAD_WORKBOOKS[rule])))
