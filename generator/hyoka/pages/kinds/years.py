"""The list of all fiscal years 年度, where there are any."""

from collections.abc import Iterator, Mapping

from hyoka import tables
from hyoka.evaluation import EvaluatedSite
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import PageSpec, index_page
from hyoka.tables import PageContext
from hyoka.wording import Language


def _subjects(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[EvaluatedSite]]:
    if evaluation.years:
        yield index_page(evaluation, language, "years", "policies/", evaluation)


def _tables(page: PageSpec[EvaluatedSite], context: PageContext) -> Mapping[str, object]:
    return {"years": tables.years(page.record, context)}


KINDS = (PageKind("years", 100, _subjects, _tables),)
