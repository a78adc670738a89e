"""Workbooks for spreadsheets (Office Open XML): one of all years, and one a fiscal year.

A table a sheet, its headings in the first row. Nothing is merged, hidden or computed in them.
"""

from collections.abc import Iterator, Sequence

from hyoka.evaluation import EvaluatedSite
from hyoka.opendata.files.spreadsheetml import written
from hyoka.opendata.files.workbook_readme import notes
from hyoka.opendata.files.worksheet import sheets
from hyoka.opendata.table import DataTable
from hyoka.wording import Language


def workbooks(
    tables: Sequence[DataTable], evaluation: EvaluatedSite, language: Language, root: str = ""
) -> Iterator[tuple[str, bytes]]:
    """Each workbook by its name: `all`, `2018` …; `root`: the site's address, if it is known."""
    every = sheets(tables, language)
    municipality = evaluation.municipality
    first = notes(tables, municipality, None, language, root)
    title = language.word("downloads.title", name=municipality.name)
    author = municipality.publisher.name
    yield "all", written((first, *every), title, author)
    for fiscal_year in (year.fiscal_year for year in evaluation.years):
        first = notes(tables, municipality, fiscal_year, language, root)
        of_year = (sheet.of_year(fiscal_year.year) for sheet in every)
        titled = f"{title} {language.year(fiscal_year)}"
        yield str(fiscal_year), written((first, *of_year), titled, author)
