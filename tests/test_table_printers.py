"""The three forms of a table say the same: as HTML, as Markdown, as plain text."""

import re
from collections.abc import Iterator
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from markdown import Markdown

from hyoka.elements import (
    BREAK,
    Calculated,
    Calculation,
    Cell,
    CellType,
    Column,
    ColumnType,
    Link,
    Row,
    RowGroup,
    SourceLine,
    Table,
    note,
    without_omitted_columns,
)
from hyoka.pages import Page
from hyoka.render import MarkdownPrinter, html, text
from hyoka.search import SearchPage
from hyoka.search.page import sections
from tests.building import TOWN, made_of


class _Cells(HTMLParser):
    """The texts of a table's cells, without what they open to and the marks of footnotes."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - its signature
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")
        if tag == "br":
            self.handle_data(" ")
        else:
            self._open.append(tag)
        if tag == "li":
            self.handle_data(" ・")

    def handle_endtag(self, tag: str) -> None:
        while self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        opened = "details" in self._open and "summary" not in self._open
        if "sup" not in self._open and not opened and {"td", "th"} & set(self._open):
            self.rows[-1][-1] += data


def _cells(source: str) -> list[list[str]]:
    """Each row's texts, without those of cells that only fill a place."""
    reader = _Cells()
    reader.feed(source)
    rows = [[" ".join(cell.split()) for cell in row] for row in reader.rows]
    return [found for row in rows if (found := [cell for cell in row if cell])]


def _printed(table: Table) -> str:
    """The HTML that a pipe table becomes."""
    markdown = Markdown(extensions=["tables", "footnotes", "attr_list"])
    return str(markdown.convert(MarkdownPrinter().table(table)))


@pytest.fixture(scope="module")
def pages() -> tuple[Page, ...]:
    return made_of(TOWN, files=True).pages


def _tables(pages: tuple[Page, ...]) -> Iterator[tuple[str, Table]]:
    every = ((page.path, table) for page in pages for table in page.make_text().tables)
    return ((path, table) for path, table in every if table.columns)


def test_a_pipe_table_has_the_texts_of_all_cells(pages: tuple[Page, ...]) -> None:
    seen = 0
    for path, table in _tables(pages):
        assert _cells(_printed(table)) == _cells(html.table(table)), (path, table.caption)
        seen += 1
    assert seen > 300


def test_the_search_is_told_the_texts_that_a_table_shows(pages: tuple[Page, ...]) -> None:
    for path, table in _tables(pages):
        # What opens from a number is no part of it.
        shown_alone = re.sub("</summary>.*?</details>", "</summary></details>", html.table(table))
        read = sections(_page(shown_alone))
        shown = [block for section in read for block in section.blocks]
        told = list(text.table(table)) if table.is_searchable else shown
        assert told == shown, (path, table.caption)


def test_what_a_table_leaves_out_is_told_in_every_form(pages: tuple[Page, ...]) -> None:
    tables = [table for _, table in _tables(pages)]
    assert all(not without_omitted_columns(it.columns, it.groups)[2] for it in tables)
    told = [table for table in tables if table.omitted]
    assert len(told) > 50
    for table in told:
        assert html.table(table).count(f'<p class="common">{table.omitted}</p>') == 1
        assert " ".join(table.omitted.split()) in set(text.table(table))
        assert table.omitted in str(MarkdownPrinter().table(table))


def _page(source: str, *tables: tuple[str, ...]) -> SearchPage:
    return SearchPage("u/", "題", "評価表", None, None, None, f"<h1>題</h1>{source}", tables)


def test_the_texts_of_a_table_stand_in_its_place() -> None:
    source = '<p>前</p>\n<div data-table="0"></div>\n<p>後</p>'
    (section,) = sections(_page(source, ("表題", "実績値")))
    assert section.blocks == ["前", "表題", "実績値", "後"]


@pytest.mark.parametrize("number", ["1", "-1", "²", "x", ""])
def test_a_table_that_is_none_of_the_page_has_no_texts(number: str) -> None:
    read = sections(_page(f'<p>前</p><div data-table="{number}"></div>', ("表題",)))
    assert [block for section in read for block in section.blocks] == ["前"]


NUMBER = Cell(
    Calculated(
        "84.8％",
        Calculation(
            ("55.1 ÷ 65.0 × 100 ＝ 84.76…％",),
            (SourceLine("実績値", "https://github.com/a#L3"),),
            "記録を見る",
            ("achievement_rate",),
        ),
    ),
    CellType.NUMBER,
)
TABLE = Table(
    "t",
    "題 <b>|",
    (Column("名", type=ColumnType.TEXT), Column("数", "千円", ColumnType.NUMBER), Column("率")),
    (
        RowGroup(
            (
                Row((Cell(Link("甲|*", "a b(c)/"), is_header=True, rows=2), Cell("1"), NUMBER)),
                Row((Cell("2", CellType.NUMBER, sort_key=Decimal(2)), NUMBER)),
            )
        ),
        RowGroup(
            (Row((Cell("計", is_header=True), Cell(("3", BREAK, note("外")), columns=2))),),
            "群",
        ),
    ),
    data=Link("データ", "data/?a=1&b=2"),
)


def test_a_table_as_markdown() -> None:
    assert MarkdownPrinter().table(TABLE) == (
        "**題 &#60;b&#62;&#124;**\n"
        "\n"
        "| 名 | 数 （千円） | 率 |\n"
        "| :-- | --: | :-- |\n"
        "| [甲&#124;&#42;](a%20b%28c%29/) | 1 | 84.8％[^1] |\n"
        "|  | 2 | 84.8％[^1] |\n"
        "| **群** |  |  |\n"
        "| 計 | 3<br>外 |  |\n"
        "\n"
        "[^1]: 55.1 ÷ 65.0 × 100 ＝ 84.76…％\n"
        "\n"
        "[データ](data/?a=1&b=2)\n"
    )


def test_a_table_as_html() -> None:
    opens = (
        "<details><summary>84.8％</summary>"
        "55.1 ÷ 65.0 × 100 ＝ 84.76…％"
        '<span data-search="off"><br>記録を見る：'
        '<a href="https://github.com/a#L3">実績値</a></span></details>'
    )
    assert html.table(TABLE) == (
        '<div class="table" role="region" aria-labelledby="t-caption" tabindex="0">\n'
        '<table class="data numbers">\n'
        '<caption id="t-caption"><span>題 &#60;b&#62;|</span></caption>\n'
        "<thead><tr>\n"
        '<th scope="col" class="text">名</th>\n'
        '<th scope="col">数 <span class="unit">（千円）</span></th>\n'
        '<th scope="col" class="text">率</th>\n'
        "</tr></thead>\n"
        "<tbody>\n"
        '<tr><th scope="row" rowspan="2"><a href="a b(c)/">甲|*</a></th>'
        f'<td class="text">1</td><td>{opens}</td></tr>\n'
        f'<tr><td data-sort="2">2</td><td>{opens}</td></tr>\n'
        "</tbody>\n"
        "<tbody>\n"
        '<tr class="group"><th scope="rowgroup" colspan="3"><span>群</span></th></tr>\n'
        '<tr><th scope="row">計</th>'
        '<td class="text" colspan="2">3<br><small>外</small></td></tr>\n'
        "</tbody>\n"
        "</table>\n"
        "</div>\n"
        '<p class="to-data" data-search="off">'
        '<a id="t-data" aria-labelledby="t-data t-caption" href="data/?a=1&#38;b=2">データ</a></p>'
    )


def test_a_table_of_few_numbers_names_each() -> None:
    rows = (Row((Cell("甲", is_header=True), Cell("乙"), Cell("2", CellType.NUMBER))),)
    columns = (Column("名"), Column("文"), Column("数", type=ColumnType.NUMBER))
    printed = html.table(Table("t", "題", columns, (RowGroup(rows),)))
    assert '<table class="data">' in printed
    assert '<th scope="col" class="number">数</th>' in printed
    assert '<td>乙</td><td class="number">2</td>' in printed


def test_a_table_keeps_the_references_that_html_needs() -> None:
    text_of = "&#42; <b> \" ' & * | # _ \n\t"
    table = Table("t", text_of, (Column("名"),), (RowGroup((Row((Cell(text_of),)),)),))
    shown = "&#38;#42; &#60;b&#62; &#34; &#39; &#38; * | # _ &#10;&#9;"
    assert html.table(table).count(f">{shown}<") == 2


def test_a_table_as_text() -> None:
    assert list(text.table(TABLE)) == [
        "題 <b>|",
        "名",
        "数 （千円）",
        "率",
        "甲|*",
        "1",
        "84.8％",
        "2",
        "84.8％",
        "群",
        "計",
        "3 外",
    ]
