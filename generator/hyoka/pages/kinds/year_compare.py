"""The policies of a fiscal year side by side, where there are several."""

from collections.abc import Iterator, Mapping

from hyoka import tables
from hyoka.evaluation import EvaluatedSite, EvaluatedYear
from hyoka.pages.kinds.year import content_of_year, page_below
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import PageSpec
from hyoka.tables import PageContext
from hyoka.urls import year_comparison_path
from hyoka.wording import Language


def _subjects(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[EvaluatedYear]]:
    for year in evaluation.years:
        if len(year.compared) > 1:
            path = year_comparison_path(year.fiscal_year)
            yield page_below(evaluation, language, year, "year_compare", path, year, "policies/")


def _tables(page: PageSpec[EvaluatedYear], context: PageContext) -> Mapping[str, object]:
    return {"compare": tables.compare_policies(page.record, context)}


KINDS = (PageKind("year_compare", 140, _subjects, _tables, content_of_year, script="compare"),)
