"""Values that were placed by judgement when they were transcribed."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedSite
from hyoka.model import ProjectYear, Uncertain
from hyoka.opendata import column
from hyoka.opendata.column import NOT_APPLICABLE
from hyoka.opendata.owner import OF_OWNER, OWNER_KEY, OwnerIds, of_plan, owner, whose
from hyoka.opendata.sheets import every_sheet
from hyoka.opendata.table import Comparison, Dataset
from hyoka.units import PERCENT, FiscalYear
from hyoka.wording import Language


@dataclass(frozen=True)
class _Uncertain:
    """A value that was placed by judgement when it was transcribed."""

    whose: OwnerIds
    it: Uncertain
    fiscal_year: FiscalYear | None = None
    """Of a sheet's value; a plan's or a policy's is of none."""


def _uncertain(evaluation: EvaluatedSite, _: Language) -> Iterator[_Uncertain]:
    for plan in evaluation.plans:
        yield from (_Uncertain(of_plan(plan.plan), it) for it in plan.plan.uncertain)
    for policy in evaluation.policies:
        yield from (_Uncertain(whose(policy.policy), it) for it in policy.policy.uncertain)
    for sheet in every_sheet(evaluation):
        assert not isinstance(sheet.record, ProjectYear)  # noqa: S101 - for the type checker
        for it in sheet.record.uncertain:
            yield _Uncertain(sheet.whose, it, sheet.fiscal_year)


TABLE = Dataset(
    name="uncertain_values",
    position=210,
    rows=_uncertain,
    columns=(
        *owner(lambda row: row.whose),
        *column.fiscal_year(lambda row: row.fiscal_year, NOT_APPLICABLE),
        column.identifier("place", lambda row: row.it.place),
        column.integer("certainty", lambda row: row.it.certainty, PERCENT),
        column.text("note", lambda row: row.it.note),
        column.page(lambda row: row.whose.page),
    ),
    key=(*OWNER_KEY, "fiscal_year", "place"),
    foreign_keys=OF_OWNER,
    compared=Comparison(named_by=("owner_name", "fiscal_year")),
)
