"""Which projects are counted in the totals and the counts."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedProjectYear, EvaluatedSite
from hyoka.opendata import column
from hyoka.opendata.groups import DataGroup, groups
from hyoka.opendata.owner import OF_OWNER, OWNER_KEY, owner
from hyoka.opendata.table import Comparison, Dataset
from hyoka.wording import Language


@dataclass(frozen=True)
class _Listed:
    """A project that is counted in a group."""

    group: DataGroup
    position: int
    project: EvaluatedProjectYear


def _listed(evaluation: EvaluatedSite, language: Language) -> Iterator[_Listed]:
    for group in groups(evaluation, language):
        for position, project in enumerate(group.counted.projects, start=1):
            yield _Listed(group, position, project)


TABLE = Dataset(
    name="listed_projects",
    position=170,
    rows=_listed,
    columns=(
        *owner(lambda row: row.group.whose, project=False),
        *column.fiscal_year(lambda row: row.group.fiscal_year),
        column.code("project_set", lambda row: row.group.counted.which, "project_sets"),
        column.repeating(column.integer("position", lambda row: row.position, "番目")),
        column.identifier("project_id", lambda row: row.project.project.id),
        column.text("project_name", lambda row: row.project.name),
        column.page(lambda row: row.group.whose.page),
    ),
    key=(*OWNER_KEY[:-1], "fiscal_year", "project_set", "project_id"),
    foreign_keys=OF_OWNER,
    compared=Comparison(
        named_by=("owner_name", "fiscal_year", "project_set"),
        numbered_by=("project_id",),
        read="project_name",
        is_list=True,
    ),
)
