"""The list of all plans 計画, where there are any."""

from collections.abc import Iterator, Mapping

from hyoka import tables
from hyoka.evaluation import EvaluatedSite
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import PageSpec, index_page
from hyoka.tables import PageContext
from hyoka.wording import Language


def _subjects(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[EvaluatedSite]]:
    if evaluation.plans:
        yield index_page(evaluation, language, "plans", "plans/", evaluation)


def _tables(page: PageSpec[EvaluatedSite], context: PageContext) -> Mapping[str, object]:
    return {"plans": tables.plans(page.record, context)}


KINDS = (PageKind("plans", 60, _subjects, _tables),)
