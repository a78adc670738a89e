"""The list of all policies 重点課題, where there are any."""

from collections.abc import Iterator, Mapping

from hyoka import tables
from hyoka.evaluation import EvaluatedSite
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import PageSpec, index_page
from hyoka.tables import PageContext
from hyoka.wording import Language


def _subjects(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[EvaluatedSite]]:
    sheets = (year.sheet for policy in evaluation.policies for year in policy.sheets)
    ids = [sheet.document for sheet in sheets if sheet]
    if evaluation.policies:
        yield index_page(evaluation, language, "policies", "policies/", evaluation, ids)


def _tables(page: PageSpec[EvaluatedSite], context: PageContext) -> Mapping[str, object]:
    return {"policies": tables.policies(page.record, context)}


KINDS = (PageKind("policies", 20, _subjects, _tables),)
