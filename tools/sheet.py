"""A sheet of a workbook on a page: LibreOffice reads the file, some of its columns are shown."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
from playwright.sync_api import Page

from tools.office import convert

_KEEP = """([name, headings, rows]) => {
  const titles = [...document.querySelectorAll("h1 em")].map((em) => em.textContent);
  const table = document.querySelectorAll("table")[titles.indexOf(name)];
  const every = [...table.rows];
  const head = every.findIndex((row) => row.textContent.includes(headings[0]));
  const texts = [...every[head].cells].map((cell) => cell.textContent.replace(/\\s/g, ""));
  let last = -1;
  const kept = headings.map((heading) => (last = texts.indexOf(heading, last + 1)));
  const made = document.createElement("table");
  for (const row of every.slice(head, head + 1 + rows)) {
    const cells = kept.map((place) => row.cells[place]);
    const line = made.insertRow();
    line.append(...cells);
  }
  made.cellSpacing = 0;
  document.body.replaceChildren(made);
}"""
_STYLE = """body { margin: 0; }
table { border-collapse: collapse; width: 100%; }
td { background-clip: padding-box; line-height: 1.4; padding: 3px 6px; }
td, td * { font-family: sans-serif !important; font-size: 13px !important; }"""


def as_html(office: Path, workbook: bytes, sheet: str, typed: Mapping[str, Any]) -> str:
    """The workbook with what somebody typed into the cells of a sheet, as LibreOffice shows it."""
    book = openpyxl.load_workbook(BytesIO(workbook))
    for cell, value in typed.items():
        book[sheet][cell] = value
    with TemporaryDirectory(prefix="hyoka-sheet-") as folder:
        file = Path(folder, "workbook.xlsx")
        book.save(file)
        (made,) = convert(office, [file], "html", Path(folder))
        return made.read_text(encoding="utf-8")


def show(page: Page, html: str, sheet: str, headings: Sequence[str], rows: int) -> None:
    """Of the workbook, the first rows of a sheet, and the columns with these headings."""
    page.set_content(html)
    page.evaluate(_KEEP, [sheet, headings, rows])
    page.add_style_tag(content=_STYLE)
