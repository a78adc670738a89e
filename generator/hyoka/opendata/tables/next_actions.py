"""The next actions that each evaluation chose, with what they are to bring."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedSite
from hyoka.model import ChosenAction
from hyoka.opendata import column
from hyoka.opendata.column import NOT_RECORDED
from hyoka.opendata.owner import OF_OWNER, OWNER_KEY, owner
from hyoka.opendata.sheets import OfEvaluation, every_evaluated, expected, of_step
from hyoka.opendata.table import Comparison, Dataset
from hyoka.wording import Language


@dataclass(frozen=True)
class _Chosen:
    """A next action, and the evaluation that chose it."""

    of: OfEvaluation
    position: int
    action: ChosenAction


def _chosen(evaluation: EvaluatedSite, _: Language) -> Iterator[_Chosen]:
    for sheet in every_evaluated(evaluation):
        for of in sheet.evaluations:
            for position, action in enumerate(of.evaluation.next_actions, start=1):
                yield _Chosen(of, position, action)


TABLE = Dataset(
    name="next_actions",
    position=65,
    rows=_chosen,
    columns=(
        *owner(lambda row: row.of.sheet.whose),
        *column.fiscal_year(lambda row: row.of.sheet.fiscal_year),
        column.code("evaluation", lambda row: row.of.placed.field, "evaluations"),
        *of_step(lambda row: row.of),
        column.integer("position", lambda row: row.position, "番目"),
        column.identifier("next_action", lambda row: row.action.id),
        column.text("next_action_name", lambda row: row.of.sheet.named(row.action).name),
        *expected(lambda row: row.action),
        column.text("note", lambda row: row.action.note, NOT_RECORDED),
        column.page(lambda row: row.of.sheet.whose.page),
    ),
    key=(*OWNER_KEY, "fiscal_year", "evaluation", "step_id", "position"),
    foreign_keys=OF_OWNER,
    compared=Comparison(named_by=("owner_name", "fiscal_year", "evaluation", "step_name")),
)
