"""What the projects cost: over all years, and in a fiscal year by policy, source and status."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from hyoka import tables
from hyoka.evaluation import EvaluatedSite, EvaluatedYear
from hyoka.pages.kinds.year import page_below
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import (
    Breadcrumb,
    PageSpec,
    documents_of,
    index_page,
    with_neighbours,
)
from hyoka.pages.summary import PageContent, SummaryWriter
from hyoka.tables import PageContext
from hyoka.urls import url_of, year_money_path
from hyoka.wording import Language


def _whole(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[EvaluatedSite]]:
    if years := tables.tells_money(evaluation):
        page = index_page(evaluation, language, "money", "projects/", evaluation)
        yield replace(page, find_documents=documents_of(evaluation, _documents, years))


def _documents(years: Iterable[EvaluatedYear]) -> Iterator[str]:
    """The ids of those that the years' settlements were taken from."""
    return (document for year in years for document in year.every_project.documents)


def _tables(page: PageSpec[EvaluatedSite], context: PageContext) -> Mapping[str, object]:
    return tables.money_of_years(page.record, context)


def _content(evaluation: EvaluatedSite, writer: SummaryWriter) -> PageContent:
    years = tuple(year.fiscal_year for year in tables.tells_money(evaluation))
    return PageContent((writer.sentence("money_of_years", name=writer.municipality.name),), years)


def _of_year(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[EvaluatedYear]]:
    def breadcrumb(year: EvaluatedYear) -> Breadcrumb:
        path = year_money_path(year.fiscal_year)
        return Breadcrumb(language.year(year.fiscal_year), url_of(path))

    for year, beside in with_neighbours(tables.tells_money(evaluation), breadcrumb):
        path = year_money_path(year.fiscal_year)
        page = page_below(evaluation, language, year, "year_money", path, year, "projects/")
        documents = documents_of(evaluation, _documents, [year])
        yield replace(page, beside=beside, find_documents=documents)


def _tables_of_year(page: PageSpec[EvaluatedYear], context: PageContext) -> Mapping[str, object]:
    return tables.money_of_year(page.record, context)


def _content_of_year(year: EvaluatedYear, writer: SummaryWriter) -> PageContent:
    return PageContent(_sentences(year, writer), (year.fiscal_year,))


def _sentences(year: EvaluatedYear, writer: SummaryWriter) -> Iterator[str]:
    written = writer.language.year(year.fiscal_year)
    yield writer.sentence("year_money", name=writer.municipality.name, year=written)
    yield from writer.money(year.money, writer.language.word("totals.sets.all"))


KINDS = (
    PageKind("money", 105, _whole, _tables, _content),
    PageKind("year_money", 117, _of_year, _tables_of_year, _content_of_year),
)
