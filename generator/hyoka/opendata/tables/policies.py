"""The policies."""

from collections.abc import Iterator

from hyoka.evaluation import EvaluatedSite
from hyoka.model import Policy
from hyoka.opendata import column
from hyoka.opendata.column import NOT_RECORDED
from hyoka.opendata.table import Comparison, Dataset
from hyoka.urls import policy_path, url_of
from hyoka.wording import Language


def _policies(evaluation: EvaluatedSite, _: Language) -> Iterator[Policy]:
    yield from (policy.policy for policy in evaluation.policies)


TABLE = Dataset(
    name="policies",
    position=90,
    rows=_policies,
    columns=(
        column.identifier("policy_id", lambda row: row.id),
        column.integer("number", lambda row: row.number, "番"),
        column.text("policy_name", lambda row: row.name),
        column.identifier("plan_id", lambda row: row.plan),
        column.text("division", lambda row: row.division, NOT_RECORDED),
        column.page(lambda row: url_of(policy_path(row))),
    ),
    key=("policy_id",),
    compared=Comparison(named_by=("policy_name",)),
)
