"""Each project, whatever the year."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedProject, EvaluatedSite
from hyoka.model import Municipality, Project, Staff, WholePlan
from hyoka.opendata import column
from hyoka.opendata.column import NOT_RECORDED
from hyoka.opendata.owner import OF_PART, OF_POLICY
from hyoka.opendata.table import Comparison, Dataset
from hyoka.urls import project_path, url_of
from hyoka.wording import Language


@dataclass(frozen=True)
class _Definition:
    """A project, and what it is to take over all its years."""

    evaluated: EvaluatedProject
    municipality: Municipality

    @property
    def project(self) -> Project:
        return self.evaluated.project

    @property
    def division(self) -> str | None:
        return self.evaluated.division

    @property
    def plan(self) -> WholePlan:
        return self.project.whole_plan or WholePlan()

    @property
    def staff(self) -> Staff:
        return self.plan.staff or Staff()


def _definitions(evaluation: EvaluatedSite, _: Language) -> Iterator[_Definition]:
    yield from (_Definition(project, evaluation.municipality) for project in evaluation.projects)


def _page(row: _Definition) -> str:
    return url_of(project_path(row.project))


TABLE = Dataset(
    name="project_definitions",
    position=150,
    rows=_definitions,
    columns=(
        column.identifier("project_id", lambda row: row.project.id),
        column.text("number", lambda row: row.project.number, NOT_RECORDED),
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
        column.text("duration", lambda row: row.project.duration, NOT_RECORDED),
        column.repeating(column.text("money_unit", lambda row: row.municipality.money_unit.value)),
        column.number("whole_planned_cost", lambda row: row.plan.planned_cost, "money_unit"),
        column.number("whole_staff_years", lambda row: row.staff.staff_years, "人工"),
        column.number("whole_staff_count", lambda row: row.staff.staff_count, "人"),
        column.number("whole_staff_hours", lambda row: row.staff.staff_hours, "時間"),
        column.number("whole_personnel_cost", lambda row: row.plan.personnel_cost, "money_unit"),
        column.figure(
            "whole_planned_total_cost",
            lambda row: row.evaluated.whole_planned_total,
            "money_unit",
            "planned_total_cost",
            exact=True,
        ),
        column.page(_page),
    ),
    key=("project_id",),
    foreign_keys=(OF_POLICY, OF_PART),
    compared=Comparison(named_by=("project_name",)),
)
