"""Each project, whatever the year."""

from collections.abc import Iterator

from hyoka.evaluation import EvaluatedProject, EvaluatedSite
from hyoka.opendata import column
from hyoka.opendata.column import NOT_RECORDED
from hyoka.opendata.owner import OF_PART, OF_POLICY
from hyoka.opendata.table import Comparison, Dataset
from hyoka.urls import project_path, url_of
from hyoka.wording import Language


def _definitions(evaluation: EvaluatedSite, _: Language) -> Iterator[EvaluatedProject]:
    yield from evaluation.projects


def _page(project: EvaluatedProject) -> str:
    return url_of(project_path(project.project))


TABLE = Dataset(
    name="project_definitions",
    position=150,
    rows=_definitions,
    columns=(
        column.identifier("project_id", lambda row: row.project.id),
        column.text("project_number", lambda row: row.project.number, NOT_RECORDED),
        column.text("project_name", lambda row: row.project.name),
        column.identifier("policy_id", lambda row: row.project.policy, NOT_RECORDED),
        column.identifier(
            "plan_id", lambda row: row.project.measure and row.project.measure.plan, NOT_RECORDED
        ),
        column.identifier(
            "measure_id", lambda row: row.project.measure and row.project.measure.id, NOT_RECORDED
        ),
        column.text("division", lambda row: row.division, NOT_RECORDED),
        column.text(
            "joint_divisions",
            lambda row: "、".join(row.project.joint_divisions) or None,
            NOT_RECORDED,
        ),
        column.text("target_group", lambda row: row.project.target_group, NOT_RECORDED),
        column.text("legal_basis", lambda row: row.project.legal_basis, NOT_RECORDED),
        column.text("implementation", lambda row: row.project.implementation, NOT_RECORDED),
        column.year("started", lambda row: row.project.started, NOT_RECORDED),
        column.year("ended", lambda row: row.project.ended, NOT_RECORDED),
        column.text("project_period", lambda row: row.project.period, NOT_RECORDED),
        column.page(_page),
    ),
    key=("project_id",),
    foreign_keys=(OF_POLICY, OF_PART),
    compared=Comparison(named_by=("project_name",)),
)
