"""Where each project belongs by the municipality's classifications."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedSite
from hyoka.model import Project, ProjectClass
from hyoka.opendata import column
from hyoka.opendata.owner import OF_PROJECT
from hyoka.opendata.table import Comparison, Dataset
from hyoka.urls import project_path, url_of
from hyoka.wording import Language


@dataclass(frozen=True)
class _Class:
    """A class of a project, and what its classification is called."""

    project: Project
    given: ProjectClass
    name: str


def _classes(evaluation: EvaluatedSite, _: Language) -> Iterator[_Class]:
    names = {one.id: one.name for one in evaluation.municipality.classifications}
    for project in evaluation.projects:
        for given in project.project.classes:
            yield _Class(project.project, given, names[given.classification])


TABLE = Dataset(
    name="project_classes",
    position=155,
    rows=_classes,
    columns=(
        column.identifier("project_id", lambda row: row.project.id),
        column.repeating(column.text("project_name", lambda row: row.project.name)),
        column.identifier("classification_id", lambda row: row.given.classification),
        column.text("classification_name", lambda row: row.name),
        column.text("class_value", lambda row: row.given.value),
        column.page(lambda row: url_of(project_path(row.project))),
    ),
    key=("project_id", "classification_id"),
    foreign_keys=(OF_PROJECT,),
    compared=Comparison(named_by=("project_name", "classification_name")),
)
