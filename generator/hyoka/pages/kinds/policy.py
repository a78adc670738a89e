"""A policy 重点課題 with all its years."""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain

from hyoka import tables
from hyoka.content.record_paths import path_of
from hyoka.evaluation import EvaluatedPolicy, EvaluatedSite
from hyoka.model import Policy
from hyoka.pages.inputs import shown_with
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import (
    Breadcrumb,
    PageSpec,
    breadcrumbs_along,
    documents_of,
    list_of,
    tag_names,
)
from hyoka.pages.standings import Standing, StandingWriter
from hyoka.pages.summary import PageContent, SummaryWriter
from hyoka.tables import PageContext
from hyoka.urls import policy_path
from hyoka.wording import Language


def _subjects(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[EvaluatedPolicy]]:
    for policy in evaluation.policies:
        yield PageSpec(
            policy_path(policy.policy),
            policy.policy.name,
            policy,
            breadcrumbs_along(language, list_of(language, "policies")),
            record_path=path_of(policy.policy),
            shown=shown_with(it.project for it in policy.projects),
            policy=policy.policy.name,
            tags=tag_names(evaluation.municipality, policy.policy),
            find_documents=documents_of(evaluation, partial(_with_surveys, evaluation), policy),
        )


def document_ids(policy: EvaluatedPolicy) -> list[str | None]:
    """Those of its sheets, of the projects' years that are counted with it, and of its plan."""
    ids = [year.sheet.document for year in policy.years if year.sheet]
    counted = (group.documents for year in policy.years for group in year.groups)
    return [*ids, *chain.from_iterable(counted), policy.plan.document]


def _with_surveys(evaluation: EvaluatedSite, policy: EvaluatedPolicy) -> Iterator[str | None]:
    """Those, and of the surveys that asked about it."""
    yield from document_ids(policy)
    yield from (one.survey.document for one in evaluation.findings_about(policy.policy))


def breadcrumbs_below(policy: Policy, language: Language) -> tuple[Breadcrumb, ...]:
    """The way to a page below a policy's."""
    above = (policy.name, policy_path(policy))
    return breadcrumbs_along(language, list_of(language, "policies"), above)


def _tables(page: PageSpec[EvaluatedPolicy], context: PageContext) -> Mapping[str, object]:
    policy = page.record
    return {
        **tables.of_indicators(policy.indicators, context),
        "indicator_groups": tables.of_groups(policy.indicators, context),
        "target_groups": tables.target_groups(policy.indicators, context),
        **tables.of_project_sets(policy, context),
        **tables.recommended(policy.policy, page.title, context),
        **tables.asked_about(policy.policy, page.title, context),
        **tables.of_corrections(policy.policy, page.title, page.record_path, context),
    }


def content_of(policy: EvaluatedPolicy, writer: SummaryWriter) -> PageContent:
    """What its latest numbers say."""
    return writer.of_indicators(policy.indicators, (year.fiscal_year for year in policy.years))


def _standings(policy: EvaluatedPolicy, writer: StandingWriter) -> Iterator[Standing]:
    return writer.group(policy)


KINDS = (
    PageKind(
        "policy",
        30,
        _subjects,
        _tables,
        content_of,
        _standings,
        script="charts",
        begins_sheets=True,
    ),
)
