"""The years of a policy side by side, where there are several."""

from collections.abc import Iterator, Mapping

from hyoka import tables
from hyoka.evaluation import EvaluatedPolicy, EvaluatedSite
from hyoka.pages.inputs import shown_with
from hyoka.pages.kinds import policy as policy_page
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import PageSpec, documents_of
from hyoka.tables import PageContext
from hyoka.urls import policy_comparison_path
from hyoka.wording import Language


def _subjects(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[EvaluatedPolicy]]:
    for policy in evaluation.policies:
        if len(policy.years) > 1:
            name = policy.policy.name
            yield PageSpec(
                policy_comparison_path(policy.policy),
                language.word("titles.policy_compare", name=name),
                policy,
                policy_page.breadcrumbs_below(policy.policy, language),
                record_path=f"policies/{policy.policy.id}/",
                shown=shown_with(it.project for it in policy.projects),
                policy=name,
                find_documents=documents_of(evaluation, policy_page.document_ids, policy),
            )


def _tables(page: PageSpec[EvaluatedPolicy], context: PageContext) -> Mapping[str, object]:
    return {"compare": tables.compare_years(page.record, context)}


KINDS = (
    PageKind("policy_compare", 40, _subjects, _tables, policy_page.content_of, script="compare"),
)
