"""Every evaluation sheet as a PDF beside the pages, in `site/pdf/`: `make pdf YEAR=2018`.

The site is built with the links to them; Chromium prints its pages as anybody can print them, with
the same style. Until the last one is printed, the site that stood there before still does.
"""

import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from hyoka import site
from hyoka.content import read_folder
from hyoka.pages import Page
from hyoka.problems import BadRecords
from hyoka.urls import PDF
from tools.browser import find_browser, has_japanese_letters, launch
from tools.serving import serve

ALL = "all"
_ROOT = Path(__file__).parent.parent
_NO_BROWSER = """hyoka: the PDFs are printed by Chromium, and none was found that runs.
  Debian: sudo apt-get install chromium fonts-noto-cjk
  Elsewhere: install Chrome or Chromium, or name yours: CHROMIUM=/path/to/chrome make pdf"""
_NO_FONT = """hyoka: the PDFs need a font with Japanese letters.
  Debian, Ubuntu: sudo apt-get install fontconfig fonts-noto-cjk"""


def sheets_of(pages: Sequence[Page], year: str) -> list[Page]:
    """The pages of the sheets of a fiscal year, or of all.

    Raises:
        ValueError: there is none; it says of which years there are.
    """
    sheets = [page for page in pages if page.sheet]
    found = [page for page in sheets if year in {ALL, str(page.fiscal_year)}]
    if not found:
        years = ", ".join(sorted({str(page.fiscal_year) for page in sheets})) or "none"
        raise ValueError(f"hyoka: there is no sheet of {year}; years that have one: {years}")
    return found


def print_sheets(sheets: Sequence[Page], site_folder: Path, browser: Browser) -> Path:
    """The folder of the PDFs of `sheets`, `pdf/` in the site's folder; none is written by halves.

    Raises:
        FileNotFoundError: the site has not such a page.
    """
    with (
        tempfile.TemporaryDirectory(dir=site_folder, prefix=".pdf-") as temporary,
        serve(site_folder) as address,
    ):
        made = Path(temporary) / PDF
        made.mkdir()
        for number, sheet in enumerate(sheets, start=1):
            print(f"{number} / {len(sheets)}  {sheet.sheet}", flush=True)
            if not (site_folder / sheet.url / "index.html").is_file():
                raise FileNotFoundError(sheet.url)
            print_page(browser, f"{address}{sheet.url}", made / sheet.sheet)
        target = site_folder / PDF
        shutil.rmtree(target, ignore_errors=True)
        return Path(shutil.move(made, target))


def print_page(browser: Browser, address: str, file: Path, *, landscape: bool = False) -> None:
    """The page at `address` as a PDF: tagged, with its headings as outline, pages numbered."""
    page = browser.new_page(locale="ja-JP")
    page.goto(address, wait_until="load")
    page.pdf(
        path=file,
        format="A4",
        landscape=landscape,
        # Upright is the style's own; across, the margins are, too.
        prefer_css_page_size=not landscape,
        print_background=True,
        tagged=True,
        outline=True,
    )
    page.close()


@contextmanager
def launched() -> Iterator[Browser]:
    """Chromium.

    Raises:
        FileNotFoundError: there is none.
    """
    executable = find_browser()
    if executable is None:
        raise FileNotFoundError(_NO_BROWSER)
    with sync_playwright() as playwright:
        browser = launch(playwright, executable)
        yield browser
        browser.close()


def build_with_sheets(sheets: Sequence[Page], year: str, config_file: Path) -> Path:
    """The folder of the PDFs in the site that MkDocs makes by `config_file`.

    Until the last one is printed, the site that stood there still does.

    Raises:
        Abort: the site could not be built.
        FileNotFoundError: there is no Chromium, or the site has not such a page.
    """
    os.environ["HYOKA_PDF"] = year
    with launched() as browser:
        config = load_config(str(config_file), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
            print_sheets(sheets, Path(config.site_dir), browser)
        finally:
            config.plugins.on_shutdown()
    return Path(config.site_dir, PDF)


def main(year: str = ALL) -> None:
    """Build the site with links to the PDFs, and print them; or end with what is in the way."""
    log = logging.getLogger("mkdocs")
    log.setLevel(logging.INFO)
    log.addHandler(logging.StreamHandler())
    try:
        sheets = sheets_of(site.build(read_folder(_ROOT / "content"), files=False).pages, year)
        if not has_japanese_letters():
            sys.exit(_NO_FONT)
        folder = build_with_sheets(sheets, year, _ROOT / "mkdocs.yml")
    except BadRecords:
        sys.exit("hyoka: the records have errors; `make check` tells them")
    except KeyboardInterrupt:
        sys.exit("hyoka: ended before the PDFs were printed; the site is what it was")
    except MkDocsException as error:
        sys.exit(f"hyoka: the site could not be built: {error}")
    except (OSError, PlaywrightError, ValueError) as error:
        sys.exit(f"hyoka: {error}" if not str(error).startswith("hyoka:") else str(error))
    print(f"{len(sheets)} PDFs in {folder}")


if __name__ == "__main__":
    main(*sys.argv[1:2])
