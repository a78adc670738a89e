"""The plans with their chapters and measures."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedMeasure, EvaluatedSite
from hyoka.model import Plan, PlanPart
from hyoka.opendata import column
from hyoka.opendata.column import NOT_APPLICABLE, NOT_RECORDED
from hyoka.opendata.owner import OF_DOCUMENT
from hyoka.opendata.table import Comparison, Dataset
from hyoka.urls import measure_path, plan_path, url_of
from hyoka.wording import Language


@dataclass(frozen=True)
class _Node:
    """A plan, or a chapter or measure of it."""

    plan: Plan
    measure: EvaluatedMeasure | None = None

    @property
    def level(self) -> str:
        if self.measure is None:
            return "plan"
        return ("chapter", "measure", "submeasure")[min(self.measure.part.level, 2)]

    @property
    def above(self) -> tuple[PlanPart, ...]:
        """What a chapter or measure lies in, the chapter first."""
        return self.measure.part.above if self.measure else ()

    @property
    def page(self) -> str | None:
        if self.measure is None:
            return url_of(plan_path(self.plan))
        return url_of(measure_path(self.measure.part)) if self.measure.recorded else None


def _nodes(evaluation: EvaluatedSite, _: Language) -> Iterator[_Node]:
    for plan in evaluation.plans:
        yield _Node(plan.plan)
        yield from (_Node(plan.plan, measure) for measure in plan.measures)


TABLE = Dataset(
    name="plans",
    position=110,
    rows=_nodes,
    columns=(
        column.identifier("plan_id", lambda row: row.plan.id),
        column.code("level", lambda row: row.level, "plan_levels"),
        column.identifier(
            "measure_id", lambda row: row.measure and row.measure.part.id, NOT_APPLICABLE
        ),
        column.identifier(
            "chapter_id", lambda row: row.above[0].id if row.above else None, NOT_APPLICABLE
        ),
        column.identifier(
            "parent_id", lambda row: row.above[-1].id if row.above else None, NOT_APPLICABLE
        ),
        column.integer(
            "number",
            lambda row: row.measure and row.measure.part.described.number,
            "番",
            NOT_APPLICABLE,
        ),
        column.text("name", lambda row: row.measure.part.name if row.measure else row.plan.name),
        column.text(
            "division",
            lambda row: row.measure and row.measure.part.described.division,
            NOT_RECORDED,
        ),
        column.year("first_year", lambda row: row.plan.first_year),
        column.year("last_year", lambda row: row.plan.last_year),
        column.identifier("document_id", lambda row: row.plan.document, NOT_RECORDED),
        column.page(lambda row: row.page, NOT_APPLICABLE),
    ),
    key=("plan_id", "measure_id"),
    foreign_keys=(OF_DOCUMENT,),
    compared=Comparison(named_by=("name",), page_otherwise="plans/{plan_id}/"),
)
