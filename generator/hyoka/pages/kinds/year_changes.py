"""What changed from the year before to a fiscal year."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from hyoka import tables
from hyoka.evaluation import EvaluatedSite, YearChanges
from hyoka.pages.kinds.year import document_ids, page_below
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import Breadcrumb, PageSpec, documents_of, with_neighbours
from hyoka.pages.summary import PageContent, SummaryWriter
from hyoka.tables import PageContext
from hyoka.urls import url_of, year_changes_path
from hyoka.wording import Language


def _subjects(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[YearChanges]]:
    def breadcrumb(changed: YearChanges) -> Breadcrumb:
        path = year_changes_path(changed.fiscal_year)
        return Breadcrumb(language.year(changed.fiscal_year), url_of(path))

    for changed, beside in with_neighbours([*evaluation.changes.values()], breadcrumb):
        path, year = year_changes_path(changed.fiscal_year), changed.now
        page = page_below(evaluation, language, year, "year_changes", path, changed, "policies/")
        documents = documents_of(evaluation, _document_ids, changed)
        yield replace(page, beside=beside, find_documents=documents)


def _document_ids(changed: YearChanges) -> list[str]:
    return [*document_ids(changed.now), *document_ids(changed.then)]


def _tables(page: PageSpec[YearChanges], context: PageContext) -> Mapping[str, object]:
    return tables.year_changes(page.record, context)


def _content(changed: YearChanges, writer: SummaryWriter) -> PageContent:
    year, last = (writer.language.year(it.fiscal_year) for it in (changed.now, changed.then))
    name = writer.municipality.name
    sentence = writer.sentence("year_changes", name=name, year=year, last=last)
    return PageContent((sentence,), (changed.fiscal_year,))


KINDS = (PageKind("year_changes", 115, _subjects, _tables, _content, script="list"),)
