"""The list of all indicators, each in its latest year that has an actual."""

from collections.abc import Iterator, Mapping

from hyoka import tables
from hyoka.evaluation import EvaluatedSite
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import PageSpec, index_page
from hyoka.tables import PageContext
from hyoka.tables.filters import Listing, list_indicators
from hyoka.tables.list_rows import IndicatorRow
from hyoka.wording import Language

_List = Listing[IndicatorRow]


def _subjects(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[_List]]:
    yield index_page(
        evaluation,
        language,
        "indicators",
        "projects/",
        record=list_indicators(evaluation, language),
    )


def _tables(page: PageSpec[_List], context: PageContext) -> Mapping[str, object]:
    name = context.evaluation.municipality.name
    caption = context.word("indicators.caption", name=name)
    return {"indicators": tables.indicator_list(page.record, caption, context)}


KINDS = (PageKind("indicators", 170, _subjects, _tables, script="list"),)
