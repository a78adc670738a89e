"""The indicators of policies, chapters and measures side by side, year by year.

A project's are on its page, all of them: with them the table would have thousands of columns.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hyoka import tables
from hyoka.charts import file_of, spark_paths
from hyoka.evaluation import EvaluatedIndicator, EvaluatedSite
from hyoka.pages.inputs import shown_with
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import PageSpec, breadcrumbs_along, list_of
from hyoka.tables import PageContext
from hyoka.urls import INDICATOR_COMPARISON, compared_key, indicator_anchor, owner_path, url_of
from hyoka.wording import Language


@dataclass(frozen=True, slots=True)
class IndicatorColumn:
    """A column of the comparison."""

    evaluated: EvaluatedIndicator
    key: str
    """By which the address names it."""
    chart: str
    """The address of its chart from the site's root; empty: nothing is drawn of it."""


_All = tuple[EvaluatedIndicator, ...]


def _subjects(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[_All]]:
    if evaluation.compared_indicators:
        yield PageSpec(
            INDICATOR_COMPARISON,
            language.word("titles.indicator_compare"),
            evaluation.compared_indicators,
            breadcrumbs_along(language, list_of(language, "indicators")),
            record_path="policies/" if evaluation.policies else "plans/",
            shown=shown_with(()),
        )


def _column(evaluated: EvaluatedIndicator, language: Language) -> IndicatorColumn:
    drawn = spark_paths(evaluated, tuple(evaluated.by_year), language)
    beside = url_of(owner_path(evaluated.owner))
    chart = f"{beside}{file_of(indicator_anchor(evaluated))}" if drawn else ""
    return IndicatorColumn(evaluated, compared_key(evaluated), chart)


def _tables(page: PageSpec[_All], context: PageContext) -> Mapping[str, object]:
    return {
        "compare": tables.compare_indicators(page.record, context),
        "columns": [_column(it, context.language) for it in page.record],
    }


KINDS = (PageKind("indicator_compare", 171, _subjects, _tables, script="compare"),)
