"""The groups that an indicator is given by, whatever the year."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedSite
from hyoka.model import IndicatorGroup
from hyoka.opendata import column
from hyoka.opendata.column import NOT_APPLICABLE, NOT_RECORDED
from hyoka.opendata.indicators import IndicatorDefinition, definitions, qualifier
from hyoka.opendata.owner import OF_OWNER, OWNER_KEY, owner
from hyoka.opendata.table import Comparison, Dataset
from hyoka.wording import Language


@dataclass(frozen=True)
class _Group:
    definition: IndicatorDefinition
    it: IndicatorGroup


def _groups(evaluation: EvaluatedSite, language: Language) -> Iterator[_Group]:
    for definition in definitions(evaluation, language):
        yield from (_Group(definition, it) for it in definition.it.groups)


TABLE = Dataset(
    name="indicator_group_definitions",
    position=144,
    rows=_groups,
    columns=(
        *owner(lambda row: row.definition.whose),
        column.identifier("indicator_id", lambda row: row.definition.it.id),
        column.text("indicator_name", lambda row: row.definition.it.name),
        column.text("grouped_by", lambda row: row.definition.it.grouped_by, NOT_RECORDED),
        column.identifier("group_id", lambda row: row.it.id),
        column.text("group_name", lambda row: row.it.name),
        column.number("baseline", lambda row: row.it.baseline, "unit"),
        qualifier("baseline_qualifier", lambda row: row.it.baseline_qualifier),
        column.integer(
            "baseline_respondents", lambda row: row.it.baseline_respondents, "人", NOT_RECORDED
        ),
        column.number("target", lambda row: row.it.target, "unit"),
        qualifier("target_qualifier", lambda row: row.it.target_qualifier),
        column.text("unit", lambda row: row.definition.it.unit or None, NOT_APPLICABLE),
        column.page(lambda row: row.definition.whose.page),
    ),
    key=(*OWNER_KEY, "indicator_id", "group_id"),
    foreign_keys=OF_OWNER,
    compared=Comparison(named_by=("owner_name", "indicator_name", "group_name")),
)
