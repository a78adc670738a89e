"""Evaluation sheets, and whatever else is evaluated: what tables about them have in common."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from hyoka.evaluation import EvaluatedSite, MeasureYear, PolicyYear
from hyoka.model import (
    ChosenAction,
    Evaluation,
    EvaluationStep,
    MeasureSheet,
    NextAction,
    PlacedEvaluation,
    ProjectYear,
    Sheet,
    Tagged,
    evaluations_of,
)
from hyoka.opendata.column import (
    NOT_APPLICABLE,
    NOT_RECORDED,
    DataColumn,
    Row,
    code,
    identifier,
    text,
)
from hyoka.opendata.owner import (
    OwnerIds,
    whose,
)
from hyoka.units import FiscalYear
from hyoka.urls import measure_sheet_path, plan_path, sheet_path, url_of


@dataclass(frozen=True)
class EvaluatedSheet:
    """A sheet of a policy or a measure, or what is recorded of a project's year."""

    record: Sheet | MeasureSheet | ProjectYear
    whose: OwnerIds
    next_actions: tuple[NextAction, ...]
    steps: tuple[EvaluationStep, ...]

    @property
    def fiscal_year(self) -> FiscalYear:
        """The year that is evaluated."""
        return self.record.fiscal_year

    @property
    def next_action(self) -> NextAction | None:
        """The next action that was decided on."""
        chosen = self.record.next_action
        return self.named(chosen) if chosen else None

    def named(self, chosen: ChosenAction) -> NextAction:
        """The declared action that was chosen."""
        return next(action for action in self.next_actions if action.id == chosen.id)

    @cached_property
    def evaluations(self) -> tuple["OfEvaluation", ...]:
        """Its evaluations, in the order in which they follow."""
        names = {step.id: step.name for step in self.steps}
        placed = evaluations_of(self.record, self.steps)
        return tuple(OfEvaluation(self, it, names.get(it.step or "")) for it in placed)


@dataclass(frozen=True)
class OfEvaluation:
    """An evaluation, and whose sheet it stands on."""

    sheet: EvaluatedSheet
    placed: PlacedEvaluation
    step_name: str | None

    @property
    def evaluation(self) -> Evaluation:
        """What was concluded."""
        return self.placed.evaluation


def of_step(get: Callable[[Row], OfEvaluation | None]) -> tuple[DataColumn[Row], ...]:
    """The columns that tell of which of the municipality's own steps an evaluation is."""

    def told(row: Row, what: str) -> str | None:
        of = get(row)
        if of is None or of.placed.step is None:
            return None
        return of.placed.step if what == "id" else of.step_name

    return (
        identifier("step_id", lambda row: told(row, "id"), NOT_APPLICABLE),
        text("step_name", lambda row: told(row, "name"), NOT_APPLICABLE),
    )


def expected(get: Callable[[Row], ChosenAction | None]) -> tuple[DataColumn[Row], ...]:
    """The columns that tell what a next action is to do to the outcome and the cost."""

    def told(row: Row, what: str) -> str | None:
        chosen = get(row)
        return getattr(chosen, what) if chosen else None

    return (
        code(
            "next_action_outcome",
            lambda row: told(row, "outcome"),
            "expected_outcomes",
            NOT_RECORDED,
        ),
        code("next_action_cost", lambda row: told(row, "cost"), "expected_costs", NOT_RECORDED),
    )


def every_sheet(evaluation: EvaluatedSite) -> Iterator[EvaluatedSheet]:
    """The policies' sheets, then the measures'."""
    declared = (evaluation.municipality.next_actions, evaluation.municipality.evaluation_steps)
    for policy in evaluation.policies:
        for of_policy in policy.sheets:
            assert of_policy.sheet is not None  # noqa: S101 - for the type checker
            yield EvaluatedSheet(of_policy.sheet, _of_policy(of_policy), *declared)
    for measure in evaluation.measures:
        for of_measure in measure.sheets:
            assert of_measure.sheet is not None  # noqa: S101 - for the type checker
            yield EvaluatedSheet(of_measure.sheet, _of_measure(of_measure), *declared)


def _of_policy(year: PolicyYear) -> OwnerIds:
    page = url_of(sheet_path(year.policy, year.fiscal_year))
    return whose(year.policy, year.fiscal_year, page)


def _of_measure(year: MeasureYear) -> OwnerIds:
    page = url_of(measure_sheet_path(year.part, year.fiscal_year))
    return whose(year.part, year.fiscal_year, page)


def every_evaluated(evaluation: EvaluatedSite) -> Iterator[EvaluatedSheet]:
    """All sheets, then the projects' years: whatever can have an evaluation."""
    yield from every_sheet(evaluation)
    declared = (evaluation.municipality.next_actions, evaluation.municipality.evaluation_steps)
    for project in evaluation.projects:
        for of_year in project.years:
            of = whose(project.project, of_year.fiscal_year)
            yield EvaluatedSheet(of_year.record, of, *declared)


def every_described(evaluation: EvaluatedSite) -> Iterator[tuple[OwnerIds, Tagged]]:
    """Every policy, chapter, measure and project, and whose a fact of it is."""
    for policy in evaluation.policies:
        yield whose(policy.policy), policy.policy
    for measure in evaluation.measures:
        part = measure.part
        page = "" if measure.recorded else url_of(plan_path(part.plan))
        yield whose(part, page=page), part.described
    for project in evaluation.projects:
        yield whose(project.project), project.project
