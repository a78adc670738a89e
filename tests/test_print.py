"""Pages on paper, and the sheets' PDFs."""

import re
import shutil
import unicodedata
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.building import REAL, TOWN, made_of
from tools.pdf import print_page, print_sheets, sheets_of

Serve = Callable[[Path], AbstractContextManager[str]]
SHEET = "policies/kizuna/2018/"
PAPER = {"upright": 703, "across": 1032}
"""The width between the margins of A4, in CSS pixels."""


def squeezed(text: str) -> str:
    """Without white space: where lines end is the paper's affair.

    Of signs that look alike, a font's file names but one: 目 may come out as the radical ⽬.
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@pytest.fixture(scope="module", params=["upright", "across"])
def pdf(
    request: pytest.FixtureRequest,
    real_site: Path,
    browser: Browser,
    serve: Serve,
    tmp_path_factory: pytest.TempPathFactory,
) -> PdfReader:
    file = tmp_path_factory.mktemp("pdf") / "sheet.pdf"
    with serve(real_site) as address:
        print_page(browser, f"{address}{SHEET}", file, landscape=request.param == "across")
    reader = PdfReader(file)
    width, height = reader.pages[0].mediabox[2:]
    assert (width > height) == (request.param == "across")
    return reader


def test_a_sheet_s_pdf_is_whole(pdf: PdfReader) -> None:
    text = squeezed("".join(page.extract_text() for page in pdf.pages))
    for section in (
        "1.ゼネラルマネージャーによる活動計画",
        "2.計画期間における目標指標",
        "3.第5次所沢市総合計画",
        "4.政策を構成する主要事業の進捗状況",
        "5.各取り組み方針における進捗状況",
        "6.平成30年度における目標の達成に向けた推進状況及び自己評価",
        "7.政策会議における評価",
        "出典",
    ):
        assert squeezed(section) in text, section
    for figure in ("84.8％", "86.9％", "68.0％", "9,929", "7,358", "65,066", "153％", "26位"):
        assert squeezed(figure) in text, figure
    assert "このサイトは所沢市の公式サイトではありません。" in text
    assert squeezed("印刷した日：") in text
    # Neither what only a screen can do, nor how a number came about.
    for left_out in ("サイト内検索", "この記録を編集", "誤りを知らせる", "現在の場所", "計算式"):
        assert left_out not in text, left_out


def test_a_pdf_s_pages_are_numbered_and_none_is_empty(pdf: PdfReader) -> None:
    every = len(pdf.pages)
    assert 3 <= every <= 8
    for number, page in enumerate(pdf.pages, start=1):
        text = squeezed(page.extract_text())
        assert f"{number}/{every}" in text
        assert len(text) > 100


def test_no_row_is_cut_and_headings_stand_on_each_page(pdf: PdfReader) -> None:
    pages = [squeezed(page.extract_text()) for page in pdf.pages]
    rows = (("9,929", "96％"), ("7,358", "64.8"), ("15,473", "100％"), ("21,573", "61.9"))
    for row in rows:
        (page,) = (text for text in pages if row[0] in text)
        assert squeezed(row[1]) in page
        assert "決算額(千円)" in page


def test_a_pdf_is_tagged_titled_and_has_an_outline(pdf: PdfReader) -> None:
    assert pdf.metadata
    assert str(pdf.metadata.title).startswith("絆を紡ぐまちづくり　平成30年度（2018年度）の実績")
    root: dict[str, Any] = dict(pdf.root_object)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "ja"
    assert len(pdf.outline) > 0


def test_nothing_is_wider_than_the_paper(town_site: Path, browser: Browser, serve: Serve) -> None:
    cut = []
    with serve(town_site) as address:
        page = browser.new_page()
        page.emulate_media(media="print")
        for one in made_of(TOWN).pages:
            page.goto(f"{address}{one.url}")
            for paper, width in PAPER.items():
                page.set_viewport_size({"width": width, "height": 900})
                cut += [(one.url, paper)] if _widest(page, paper) > width else []
        page.close()
    assert cut == []


def test_the_head_of_a_list_stands_whole_on_each_page(
    town_site: Path, browser: Browser, serve: Serve, tmp_path: Path
) -> None:
    """A browser repeats no button."""
    with serve(town_site) as address:
        page = browser.new_page()
        page.goto(f"{address}years/2024/indicators/")
        page.get_by_role("button", name="達成率").wait_for()
        page.pdf(path=tmp_path / "list.pdf", prefer_css_page_size=True)
        page.close()
    pages = PdfReader(tmp_path / "list.pdf").pages
    assert len(pages) > 3
    for paper in pages[1:-1]:
        assert squeezed("指標 状態 達成率 実績値 目標値") in squeezed(paper.extract_text())


def _widest(page: Page, paper: str) -> int:
    """How far to the right a page reaches; 0 where it has a paper of its own, across."""
    if paper == "upright" and page.evaluate("getComputedStyle(document.body).page") == "wide":
        return 0
    widest: int = page.evaluate(
        """Math.floor(Math.max(...[...document.querySelectorAll("article, article *")]
          .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest("svg"))
          .map((one) => one.getBoundingClientRect().right)))"""
    )
    return widest


def test_paper_is_white_whatever_the_screen_shows(
    real_site: Path, browser: Browser, serve: Serve
) -> None:
    with serve(real_site) as address:
        page = browser.new_page(color_scheme="dark")
        page.goto(f"{address}{SHEET}")
        assert _ground(page) != "rgb(255, 255, 255)"
        page.emulate_media(media="print", color_scheme="dark")
        assert _ground(page) == "rgb(255, 255, 255)"
        colour = "getComputedStyle(document.querySelector('article td')).color"
        assert page.evaluate(colour) == "rgb(0, 0, 0)"
        page.close()


def _ground(page: Page) -> str:
    ground: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return ground


@pytest.mark.parametrize("scripts", [True, False])
def test_an_opened_calculation_is_printed_open_and_no_other(
    real_site: Path, browser: Browser, serve: Serve, tmp_path: Path, *, scripts: bool
) -> None:
    with serve(real_site) as address:
        page = browser.new_page(java_script_enabled=scripts)
        page.goto(f"{address}{SHEET}")
        page.locator("#indicators-caption").wait_for()
        page.locator("td > details > summary").first.click()
        page.pdf(path=tmp_path / "opened.pdf", format="A4")
        page.close()
    reader = PdfReader(tmp_path / "opened.pdf")
    text = squeezed("".join(page.extract_text() for page in reader.pages))
    assert text.count("位を四捨五入") == 1


def test_an_external_source_is_printed_with_its_address(
    town_site: Path, browser: Browser, serve: Serve, tmp_path: Path
) -> None:
    with serve(town_site) as address:
        print_page(browser, f"{address}policies/mimori/2024/", tmp_path / "a.pdf")
    text = squeezed("".join(page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages))
    assert "https://kakuu.example/" in text
    assert "https://" not in text[: text.rindex("出典")]


# The command.


def test_sheets_of_a_year_or_of_all() -> None:
    pages = made_of(TOWN).pages
    assert [page.sheet for page in sheets_of(pages, "2021")] == [
        "999999_tsunagari_2021.pdf",
        "999999_kigou_2021.pdf",
    ]
    measures = [page for page in sheets_of(pages, "all") if page.kind == "measure_sheet"]
    assert "999999_komorebi-2_hiroba_2024.pdf" in {page.sheet for page in measures}


@pytest.mark.parametrize("year", ["1999", "", "平成30年度"])
def test_a_year_without_a_sheet_is_told(year: str) -> None:
    with pytest.raises(ValueError, match="years that have one: 2018"):
        sheets_of(made_of(REAL).pages, year)


def test_pdfs_are_written_whole_or_not_at_all(
    real_site: Path, browser: Browser, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    # Of the site that all tests share a copy.
    real_site = shutil.copytree(real_site, tmp_path_factory.mktemp("own") / "site")
    folder = tmp_path / "site"
    folder.symlink_to(real_site)
    sheets = sheets_of(made_of(REAL).pages, "2018")
    try:
        made = print_sheets(sheets, folder, browser)
        assert [file.name for file in made.iterdir()] == ["112089_kizuna_2018.pdf"]
        before = (made / "112089_kizuna_2018.pdf").read_bytes()
        lost = sheets_of(made_of(TOWN).pages, "2021")
        with pytest.raises(FileNotFoundError, match="policies/tsunagari/2021/"):
            print_sheets([*sheets, *lost], folder, browser)
        assert (made / "112089_kizuna_2018.pdf").read_bytes() == before
        assert [file.name for file in tmp_path.iterdir()] == ["site"]
    finally:
        for file in (real_site / "pdf").iterdir():
            file.unlink()
        (real_site / "pdf").rmdir()
