"""A fiscal year 年度: its policies, measures, indicators, and the survey."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from hyoka import tables
from hyoka.evaluation import EvaluatedSite, EvaluatedYear
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import (
    Breadcrumb,
    PageSpec,
    breadcrumbs_along,
    documents_of,
    list_of,
    with_neighbours,
)
from hyoka.pages.summary import PageContent, SummaryWriter, measured
from hyoka.tables import PageContext
from hyoka.urls import url_of, year_path
from hyoka.wording import Language

RecordT = TypeVar("RecordT")


def _subjects(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[EvaluatedYear]]:
    def breadcrumb(year: EvaluatedYear) -> Breadcrumb:
        return Breadcrumb(language.year(year.fiscal_year), url_of(year_path(year.fiscal_year)))

    for year, beside in with_neighbours(evaluation.years, breadcrumb):
        yield PageSpec(
            year_path(year.fiscal_year),
            _title(year, language),
            year,
            breadcrumbs_along(language, list_of(language, "years")),
            record_path="policies/",
            fiscal_year=year.fiscal_year,
            find_documents=documents_of(evaluation, document_ids, year),
            beside=beside,
        )


def _title(year: EvaluatedYear, language: Language) -> str:
    title = "titles.planned_year" if year.planned else "titles.year"
    return language.word(title, year=language.year(year.fiscal_year))


def document_ids(year: EvaluatedYear) -> list[str]:
    """The ids of the documents that a year's values were taken from."""
    ids = [policy.sheet.document for policy in year.policies if policy.sheet]
    ids += [measure.sheet.document for measure in year.measures if measure.sheet]
    ids += year.every_project.documents
    ids += [year.survey.survey.document] if year.survey else []
    return ids


def page_below(  # noqa: PLR0913 - what a page about a part of a year is made of
    evaluation: EvaluatedSite,
    language: Language,
    year: EvaluatedYear,
    title: str,
    path: str,
    record: RecordT,
    record_path: str,
) -> PageSpec[RecordT]:
    """A page below a year's."""
    written = language.year(year.fiscal_year)
    above = (_title(year, language), year_path(year.fiscal_year))
    return PageSpec(
        path,
        language.word(f"titles.{title}", year=written),
        record,
        breadcrumbs_along(language, list_of(language, "years"), above),
        record_path=record_path,
        fiscal_year=year.fiscal_year,
        find_documents=documents_of(evaluation, document_ids, year),
    )


def _tables(page: PageSpec[EvaluatedYear], context: PageContext) -> Mapping[str, object]:
    year = page.record
    survey = year.survey
    return {
        "statuses": tables.status_counts(year, context),
        "policies": tables.policies_of_year(year, context),
        "indicators": tables.indicators_of_year(year, context),
        "measures": tables.measures_of_year(year, context),
        "survey": survey
        and survey.survey.question
        and tables.survey_results(survey.survey, survey.results, context),
    }


def content_of_year(year: EvaluatedYear, writer: SummaryWriter) -> PageContent:
    """What a year's statuses and settlements come to."""
    # A city has thousands of projects; their own pages tell theirs.
    indicators = (one for policy in year.policies for one in policy.indicators)
    return PageContent(_sentences(year, writer), (year.fiscal_year,), measured(indicators))


def _sentences(year: EvaluatedYear, writer: SummaryWriter) -> Iterator[str]:
    of_year, name = writer.language.year(year.fiscal_year), writer.municipality.name
    if year.planned:
        yield writer.sentence("planned_year", name=name, year=of_year)
        return
    yield writer.sentence("year", name=name, year=of_year)
    yield from writer.counted("indicators", year.indicator_statuses)
    yield from writer.counted("measures", year.measure_statuses)
    yield from writer.counted("projects", year.project_statuses)
    yield from writer.money(year.money, writer.language.word("totals.sets.all"))


KINDS = (PageKind("year", 110, _subjects, _tables, content_of_year),)
