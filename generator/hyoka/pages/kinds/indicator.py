"""An indicator 指標 of a policy, a chapter or measure, with all its years.

A project's indicators have no pages: they are many, and the project's page tells all of them.
"""

from collections.abc import Iterator, Mapping
from functools import partial

from hyoka import tables
from hyoka.content.record_paths import path_of
from hyoka.evaluation import EvaluatedIndicator, EvaluatedMeasure, EvaluatedPolicy, EvaluatedSite
from hyoka.model import Policy, Project
from hyoka.pages.inputs import shown_with
from hyoka.pages.kinds.measure import breadcrumbs_above
from hyoka.pages.kinds.policy import breadcrumbs_below
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import Breadcrumb, PageSpec, documents_of, tag_names
from hyoka.pages.standings import Standing, StandingWriter
from hyoka.pages.summary import PageContent, SummaryWriter
from hyoka.tables import PageContext
from hyoka.urls import indicator_path, measure_path
from hyoka.wording import Language

_Owner = EvaluatedPolicy | EvaluatedMeasure


def _subjects(
    evaluation: EvaluatedSite, language: Language
) -> Iterator[PageSpec[EvaluatedIndicator]]:
    owners: tuple[_Owner, ...] = (*evaluation.policies, *evaluation.measures)
    for owner in owners:
        for indicator in owner.indicators:
            yield _page(owner, indicator, evaluation, language)


def _page(
    owner: _Owner, indicator: EvaluatedIndicator, evaluation: EvaluatedSite, language: Language
) -> PageSpec[EvaluatedIndicator]:
    its = indicator.owner
    assert not isinstance(its, Project)  # noqa: S101 - for the type checker
    record, described = (its, its) if isinstance(its, Policy) else (its.plan, its.described)
    return PageSpec(
        indicator_path(its, indicator.indicator.id),
        indicator.indicator.name,
        indicator,
        _breadcrumbs(owner, evaluation, language),
        record_path=path_of(record),
        shown=shown_with(()),
        policy=its.name if record is its else None,
        tags=tag_names(evaluation.municipality, described),
        find_documents=documents_of(evaluation, partial(_document_ids, owner), indicator),
    )


def _breadcrumbs(
    owner: _Owner, evaluation: EvaluatedSite, language: Language
) -> tuple[Breadcrumb, ...]:
    if isinstance(owner, EvaluatedPolicy):
        return breadcrumbs_below(owner.policy, language)
    above = (owner.part.name, measure_path(owner.part))
    return breadcrumbs_above(owner.part, evaluation, language, above)


def _document_ids(owner: _Owner, indicator: EvaluatedIndicator) -> Iterator[str | None]:
    """Those of the sheets with a value of it, and of its plan."""
    sheets = (year.sheet for year in owner.years if year.fiscal_year in indicator.by_year)
    yield from (sheet.document for sheet in sheets if sheet)
    yield (owner.plan if isinstance(owner, EvaluatedPolicy) else owner.part.plan).document


def _tables(page: PageSpec[EvaluatedIndicator], context: PageContext) -> Mapping[str, object]:
    indicator = page.record
    owner = indicator.owner
    return {
        **tables.of_indicators([indicator], context),
        "indicator_groups": tables.of_groups([indicator], context),
        "target_groups": tables.target_groups([indicator], context),
        **tables.of_indicator_page(indicator, page.record_path, context),
        **tables.recommended(owner, owner.name, context),
    }


def _content(indicator: EvaluatedIndicator, writer: SummaryWriter) -> PageContent:
    years = (year.fiscal_year for year in indicator.years)
    return writer.of_indicators([indicator], years)


def _standings(indicator: EvaluatedIndicator, writer: StandingWriter) -> Iterator[Standing]:
    yield writer.indicator(indicator)


KINDS = (PageKind("indicator", 172, _subjects, _tables, _content, _standings, script="charts"),)
