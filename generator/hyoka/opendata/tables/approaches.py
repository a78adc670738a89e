"""The approaches of the policies."""

from collections.abc import Iterator

from hyoka.evaluation import EvaluatedSite
from hyoka.model import Approach, Policy
from hyoka.opendata import column
from hyoka.opendata.owner import OF_POLICY
from hyoka.opendata.table import Comparison, Dataset
from hyoka.urls import policy_path, url_of
from hyoka.wording import Language


def _approaches(evaluation: EvaluatedSite, _: Language) -> Iterator[tuple[Policy, Approach]]:
    for policy in evaluation.policies:
        yield from ((policy.policy, approach) for approach in policy.policy.approaches)


TABLE = Dataset(
    name="approaches",
    position=100,
    rows=_approaches,
    columns=(
        column.identifier("policy_id", lambda row: row[0].id),
        column.identifier("approach_id", lambda row: row[1].id),
        column.integer("number", lambda row: row[1].number, "番"),
        column.text("approach_name", lambda row: row[1].name),
        column.page(lambda row: url_of(policy_path(row[0]))),
    ),
    key=("policy_id", "approach_id"),
    foreign_keys=(OF_POLICY,),
    compared=Comparison(named_by=("approach_name",)),
)
