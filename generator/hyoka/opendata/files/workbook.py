"""Workbooks for spreadsheets (Office Open XML): one of all years, and one a fiscal year.

A table a sheet, its headings in the first row. Nothing is merged, hidden or computed in them.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial

from hyoka.evaluation import EvaluatedSite
from hyoka.model import Municipality
from hyoka.opendata.files.spreadsheetml import written
from hyoka.opendata.files.workbook_readme import notes
from hyoka.opendata.files.worksheet import TableSheet, sheets
from hyoka.opendata.table import DataTable
from hyoka.units import FiscalYear
from hyoka.wording import Language


def workbooks(
    tables: Sequence[DataTable], evaluation: EvaluatedSite, language: Language, root: str = ""
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Each workbook by its name: `all`, `2018` …, with what makes it.

    `root`: the site's address, if it is known.
    """
    laid_out = cache(partial(sheets, tables, language))

    def workbook(year: FiscalYear | None) -> bytes:
        return _workbook(tables, laid_out(), evaluation.municipality, year, language, root)

    for year in (None, *(year.fiscal_year for year in evaluation.years)):
        yield str(year or "all"), partial(workbook, year)


def _workbook(  # noqa: PLR0913 - what a workbook is made of
    tables: Sequence[DataTable],
    laid_out: Sequence[TableSheet],
    municipality: Municipality,
    year: FiscalYear | None,
    language: Language,
    root: str,
) -> bytes:
    """The workbook of a fiscal year, or of all."""
    first = notes(tables, municipality, year, language, root)
    title = language.word("downloads.title", name=municipality.name)
    author = municipality.publisher.name
    if year is None:
        return written((first, *laid_out), title, author)
    of_year = (sheet.of_year(year.year) for sheet in laid_out)
    return written((first, *of_year), f"{title} {language.year(year)}", author)
