"""Pages about policies: each with all its years, its evaluation sheets, its years side by side."""

from collections.abc import Iterator

from hyoka.addresses import policy_comparison_path, policy_path, sheet_path, url_of
from hyoka.evaluation import EvaluatedPolicy, Evaluation, PolicyYear
from hyoka.language import Language
from hyoka.model import Policy
from hyoka.pages.subject import (
    Crumb,
    Subject,
    crumbs_along,
    documents_of,
    in_turn,
    list_of,
)
from hyoka.records import path_of


def policies(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
    """Each policy with all its years."""
    for policy in evaluation.policies:
        ids = _document_ids(policy)
        yield Subject(
            policy_path(policy.policy),
            policy.policy.name,
            policy,
            crumbs_along(language, list_of(language, "policies")),
            record=path_of(policy.policy),
            policy=policy.policy.name,
            documents=documents_of(evaluation, ids),
        )


def policy_comparisons(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
    """The years of a policy side by side, where there are several."""
    for policy in evaluation.policies:
        if len(policy.years) > 1:
            name = policy.policy.name
            ids = _document_ids(policy)
            yield Subject(
                policy_comparison_path(policy.policy),
                language.word("titles.policy_compare", name=name),
                policy,
                _below(policy.policy, language),
                record=f"policies/{policy.policy.id}/",
                policy=name,
                documents=documents_of(evaluation, ids),
            )


def sheets(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
    """Each evaluation sheet of a policy."""
    for policy in evaluation.policies:

        def crumb(year: PolicyYear) -> Crumb:
            path = sheet_path(year.policy, year.fiscal_year)
            return Crumb(language.year(year.fiscal_year), url_of(path))

        for year, beside in in_turn(policy.sheets, crumb):
            assert year.sheet is not None  # noqa: S101 - for the type checker
            yield Subject(
                sheet_path(policy.policy, year.fiscal_year),
                language.word(
                    "titles.planned_sheet" if year.planned else "titles.sheet",
                    name=year.name,
                    year=language.year(year.fiscal_year),
                    edition=language.short_year(year.sheet.edition),
                ),
                year,
                _below(policy.policy, language),
                record=path_of(year.sheet),
                fiscal_year=year.fiscal_year,
                policy=policy.policy.name,
                documents=documents_of(evaluation, [year.sheet.document]),
                sheet=f"{policy.policy.id}_{year.fiscal_year}",
                beside=beside,
            )


def _document_ids(policy: EvaluatedPolicy) -> list[str]:
    """Those of its sheets, and of the projects' years that are counted with it."""
    ids = [year.sheet.document for year in policy.years if year.sheet]
    counted = (
        project for year in policy.years for group in year.groups for project in group.projects
    )
    return [*ids, *(project.record.document for project in counted)]


def _below(policy: Policy, language: Language) -> tuple[Crumb, ...]:
    above = (policy.name, policy_path(policy))
    return crumbs_along(language, list_of(language, "policies"), above)


def sheet_documents(evaluation: Evaluation) -> Iterator[str]:
    """The ids of the documents of all evaluation sheets of policies."""
    for policy in evaluation.policies:
        yield from (year.sheet.document for year in policy.sheets if year.sheet)
