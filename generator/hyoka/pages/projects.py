"""Pages about projects: each with all its years."""

from collections.abc import Iterator

from hyoka.addresses import project_path
from hyoka.evaluation import Evaluation
from hyoka.language import Language
from hyoka.pages.subject import Subject, crumbs_along, documents_of, list_of
from hyoka.records import path_of


def projects(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
    """Each project with all its years."""
    names = {policy.policy.id: policy.policy.name for policy in evaluation.policies}
    for project in evaluation.projects:
        yield Subject(
            project_path(project.project),
            project.project.name,
            project,
            crumbs_along(language, list_of(language, "projects")),
            record=path_of(project.project),
            policy=names.get(project.project.policy or ""),
            documents=documents_of(evaluation, [year.record.document for year in project.years]),
        )
