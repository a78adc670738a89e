"""Indicators' targets on the way to the final one, and those that were given up for others."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedSite
from hyoka.model import Qualifier
from hyoka.opendata import column
from hyoka.opendata.column import NOT_APPLICABLE
from hyoka.opendata.indicators import IndicatorDefinition, definitions, qualifier
from hyoka.opendata.owner import OF_OWNER, OWNER_KEY, owner
from hyoka.opendata.table import Comparison, Dataset
from hyoka.units import FiscalYear, Value
from hyoka.wording import Language


@dataclass(frozen=True)
class _Target:
    """A target on the way to the final one, or one that was given up for another."""

    definition: IndicatorDefinition
    kind: str
    fiscal_year: FiscalYear
    written: str
    """The year as it is written in Japan: 平成30年度, 平成30年."""
    target: Value
    qualifier: Qualifier | None = None
    changed: object = None
    reason: str | None = None


def _targets(evaluation: EvaluatedSite, language: Language) -> Iterator[_Target]:
    for definition in definitions(evaluation, language):
        year = language.of(definition.it).short_year
        for interim in definition.it.interim_targets:
            of = interim.fiscal_year
            told = interim.target, interim.target_qualifier
            yield _Target(definition, "interim", of, year(of), *told)
        for change in definition.it.target_changes:
            of, before = change.fiscal_year, change.before
            why = change.date, change.reason
            yield _Target(definition, "superseded", of, year(of), before, None, *why)


TABLE = Dataset(
    name="indicator_targets",
    position=130,
    rows=_targets,
    columns=(
        *owner(lambda row: row.definition.whose),
        column.identifier("indicator_id", lambda row: row.definition.it.id),
        column.text("indicator_name", lambda row: row.definition.it.name),
        column.code("target_type", lambda row: row.kind, "target_types"),
        *column.fiscal_year(lambda row: row.fiscal_year, written=lambda row: row.written),
        column.number("target", lambda row: row.target, "unit"),
        qualifier("target_qualifier", lambda row: row.qualifier),
        column.text("unit", lambda row: row.definition.it.unit or None, NOT_APPLICABLE),
        column.date("changed", lambda row: row.changed),
        column.text("reason", lambda row: row.reason, NOT_APPLICABLE),
        column.page(lambda row: row.definition.whose.page),
    ),
    key=(*OWNER_KEY, "indicator_id", "target_type", "fiscal_year"),
    foreign_keys=OF_OWNER,
    compared=Comparison(named_by=("owner_name", "indicator_name", "japanese_year", "target_type")),
)
