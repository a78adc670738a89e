"""The list of all recommendations 指摘, where there are any."""

from collections.abc import Iterator, Mapping

from hyoka import tables
from hyoka.evaluation import EvaluatedSite
from hyoka.pages.kinds.recommendation import document_ids
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import PageSpec, index_page
from hyoka.tables import PageContext
from hyoka.wording import Language


def _subjects(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[EvaluatedSite]]:
    if every := evaluation.recommendations:
        ids = [identifier for it in every for identifier in document_ids(it)]
        things = "recommendations"
        yield index_page(evaluation, language, things, f"{things}/", evaluation, ids)


def _tables(page: PageSpec[EvaluatedSite], context: PageContext) -> Mapping[str, object]:
    return {
        "recommendations": tables.recommendations(page.record, context),
        "counts": tables.recommendation_counts(page.record, context),
    }


KINDS = (PageKind("recommendations", 192, _subjects, _tables),)
