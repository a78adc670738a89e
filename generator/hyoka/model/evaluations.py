"""The evaluations of a sheet or of a project's year, in the order in which they follow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hyoka.model.measure import MeasureSheet
from hyoka.model.policy import Sheet
from hyoka.model.project import ProjectYear
from hyoka.model.rating import EVALUATION_FIELDS, Evaluation, EvaluationStep, StepEvaluation


@dataclass(frozen=True, slots=True)
class PlacedEvaluation:
    """An evaluation, and where it stands in what is evaluated."""

    place: tuple[str | int, ...]
    evaluation: Evaluation

    @property
    def field(self) -> str:
        """`self_evaluation`, …, or `evaluations`: those of the municipality's own steps."""
        return str(self.place[0])

    @property
    def step(self) -> str | None:
        """The id of the municipality's own step that it is of."""
        return self.evaluation.step if isinstance(self.evaluation, StepEvaluation) else None

    @property
    def written_place(self) -> str:
        """The place as it is written in a record: `evaluations/kacho`."""
        return "/".join(filter(None, (self.field, self.step)))


def evaluations_of(
    evaluated: Sheet | MeasureSheet | ProjectYear, steps: Sequence[EvaluationStep] = ()
) -> Iterator[PlacedEvaluation]:
    """Every evaluation, in the order of their fields.

    `steps`: of the municipality, in the order in which theirs follow; without it they follow as
    they are written.
    """
    order = {step.id: number for number, step in enumerate(steps)}
    for field in EVALUATION_FIELDS:
        found: Evaluation | tuple[StepEvaluation, ...] | None = getattr(evaluated, field)
        if isinstance(found, tuple):
            own = (PlacedEvaluation((field, n), it) for n, it in enumerate(found))
            yield from sorted(own, key=lambda placed: order.get(placed.step or "", 0))
        elif found:
            yield PlacedEvaluation((field,), found)
