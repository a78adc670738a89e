"""The list of a fiscal year's indicators."""

from collections.abc import Iterator, Mapping

from hyoka import tables
from hyoka.evaluation import EvaluatedSite
from hyoka.pages.kinds.year import page_below
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import PageSpec
from hyoka.tables import PageContext
from hyoka.tables.filters import Listing, list_indicators
from hyoka.tables.list_rows import IndicatorRow
from hyoka.urls import year_indicators_path
from hyoka.wording import Language

_List = Listing[IndicatorRow]


def _subjects(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[_List]]:
    for year in evaluation.years:
        path = year_indicators_path(year.fiscal_year)
        rows = list_indicators(evaluation, language, year.fiscal_year)
        yield page_below(evaluation, language, year, "year_indicators", path, rows, "policies/")


def _tables(page: PageSpec[_List], context: PageContext) -> Mapping[str, object]:
    year = page.record.fiscal_year
    assert year is not None  # noqa: S101 - for the type checker: a list of a year
    caption = context.word("year_indicators.caption", year=context.language.year(year))
    return {"indicators": tables.indicator_list(page.record, caption, context)}


KINDS = (PageKind("year_indicators", 130, _subjects, _tables, script="list"),)
