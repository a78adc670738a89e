"""The first sheet of a workbook: whose the data is, on which terms, and how it is to be read."""

from collections.abc import Iterator, Sequence

from hyoka.model import Municipality
from hyoka.opendata.files.worksheet import (
    DIGITS,
    FIRST_YEAR,
    MAX_LENGTH,
    Heading,
    Row,
    TableSheet,
    sheet_name,
)
from hyoka.opendata.table import FORMAT, DataTable
from hyoka.units import FiscalYear
from hyoka.wording import Language

_ITEM_WIDTH, _CONTENT_WIDTH = 40, 100


def notes(
    tables: Sequence[DataTable],
    municipality: Municipality,
    year: FiscalYear | None,
    language: Language,
    root: str,
) -> TableSheet:
    """What has to be known of a workbook, of one fiscal year or of all, and of its sheets."""
    headings = (
        Heading(language.word("workbook.item"), _ITEM_WIDTH, wraps=True),
        Heading(language.word("workbook.content"), _CONTENT_WIDTH, wraps=True),
    )
    rows = (*_origin(municipality, year, language, root), *_reading(language))
    return TableSheet(language.word("workbook.title"), headings, (*rows, *_about(tables, language)))


def _origin(
    municipality: Municipality, year: FiscalYear | None, language: Language, root: str
) -> Iterator[Row]:
    """Who publishes what on which terms; nothing of what is not known."""
    licence, publisher = municipality.licence, municipality.publisher.name
    title = language.word("downloads.title", name=municipality.name)
    terms = {"publisher": publisher, "title": title, "licence": licence.name if licence else ""}
    cited = "cited" if licence else "cited_without_licence"
    told = {
        "title": title,
        "years": _years(year, language),
        "municipality": municipality.name,
        "municipality_code": municipality.code,
        "publisher": publisher,
        "notice": municipality.notice,
        "licence": licence and licence.name,
        "licence_url": licence and licence.url,
        "rights": municipality.rights,
        "citation": language.word(f"workbook.{cited}", **terms),
        "address": root,
        "version": FORMAT,
    }
    for key, content in told.items():
        if content:
            yield language.word(f"workbook.items.{key}"), " ".join(content.split())


def _years(year: FiscalYear | None, language: Language) -> str:
    if year is None:
        return language.word("workbook.all_years")
    return language.word("workbook.one_year", year=language.year(year))


def _reading(language: Language) -> Iterator[Row]:
    """How the sheets are to be read."""
    limits = {"digits": str(DIGITS), "year": str(FIRST_YEAR), "longest": str(MAX_LENGTH)}
    for key in ("source", "first_row", "blank", "absent", "words", "as_text", "cut"):
        item = language.word(f"workbook.reading.{key}.item")
        yield item, language.word(f"workbook.reading.{key}.content", **limits)


def _about(tables: Sequence[DataTable], language: Language) -> Iterator[Row]:
    """What each sheet is."""
    for table in tables:
        item = language.word("workbook.sheet", name=sheet_name(table.name, language))
        yield item, language.word(f"datasets.{table.name}.about")
