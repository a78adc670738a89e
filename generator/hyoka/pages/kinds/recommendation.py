"""A recommendation 指摘 with the responses 対応 to it."""

from collections.abc import Iterator, Mapping

from hyoka import tables
from hyoka.content.record_paths import path_of
from hyoka.evaluation import EvaluatedRecommendation, EvaluatedSite
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import PageSpec, breadcrumbs_along, documents_of, list_of
from hyoka.pages.summary import PageContent, SummaryWriter
from hyoka.tables import PageContext
from hyoka.urls import recommendation_path
from hyoka.wording import Language


def _subjects(
    evaluation: EvaluatedSite, language: Language
) -> Iterator[PageSpec[EvaluatedRecommendation]]:
    for it in evaluation.recommendations:
        path = path_of(it.recommendation)
        yield PageSpec(
            recommendation_path(it.recommendation),
            it.recommendation.title,
            it,
            breadcrumbs_along(language, list_of(language, "recommendations")),
            record_path=path,
            shown=frozenset({path}),
            fiscal_year=it.recommendation.fiscal_year,
            find_documents=documents_of(evaluation, document_ids, it),
        )


def document_ids(it: EvaluatedRecommendation) -> Iterator[str]:
    """Its own, and those of the responses to it."""
    yield it.recommendation.document
    yield from filter(None, (response.document for response in it.recommendation.responses))


def _tables(page: PageSpec[EvaluatedRecommendation], context: PageContext) -> Mapping[str, object]:
    told = page.record.recommendation
    return tables.of_corrections(told, page.title, page.record_path, context)


def _content(it: EvaluatedRecommendation, writer: SummaryWriter) -> PageContent:
    told = it.recommendation
    sentence = writer.sentence(
        "recommendation",
        name=told.by.name,
        title=told.title,
        date=writer.language.date(told.date),
        status=writer.language.word(f"recommendation_statuses.{it.status}"),
    )
    return PageContent([sentence])


KINDS = (PageKind("recommendation", 194, _subjects, _tables, _content),)
