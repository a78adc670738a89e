"""The municipality, who publishes the data on which terms, and how rates are rounded."""

from collections.abc import Iterator

from hyoka.evaluation import EvaluatedSite
from hyoka.model import Municipality
from hyoka.opendata import column
from hyoka.opendata.column import NOT_RECORDED
from hyoka.opendata.table import FORMAT, Comparison, Dataset
from hyoka.wording import Language


def _municipality(evaluation: EvaluatedSite, _: Language) -> Iterator[Municipality]:
    yield evaluation.municipality


TABLE = Dataset(
    name="municipality",
    position=230,
    rows=_municipality,
    columns=(
        column.text("publisher", lambda row: row.publisher.name),
        column.boolean("official", lambda row: row.publisher.official),
        column.text("licence_name", lambda row: row.licence and row.licence.name, NOT_RECORDED),
        column.identifier("licence_url", lambda row: row.licence and row.licence.url, NOT_RECORDED),
        column.text("rights", lambda row: row.rights, NOT_RECORDED),
        column.text("not_stated_sign", lambda row: row.not_stated_sign, NOT_RECORDED),
        column.text("money_unit", lambda row: row.money_unit.value),
        column.code(
            "declared_method",
            lambda row: row.achievement_method,
            "achievement_methods",
            NOT_RECORDED,
        ),
        column.integer("policy_rate_places", lambda row: row.decimals.policy_rate, "桁"),
        column.integer("project_rate_places", lambda row: row.decimals.project_rate, "桁"),
        column.integer("share_places", lambda row: row.decimals.share, "桁"),
        column.integer("money_rate_places", lambda row: row.decimals.money_rate, "桁"),
        column.integer("unit_cost_places", lambda row: row.decimals.unit_cost, "桁"),
        column.integer(
            "cost_per_resident_places", lambda row: row.decimals.cost_per_resident, "桁"
        ),
        column.code("cost_per_resident_of", lambda row: row.cost_per_resident_of, "cost_bases"),
        column.identifier("format_version", lambda _: FORMAT),
    ),
    key=(),
    compared=Comparison(),
)
