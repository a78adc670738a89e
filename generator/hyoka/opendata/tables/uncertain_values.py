"""Values that were placed by judgement when they were transcribed."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedSite
from hyoka.model import ProjectYear, Uncertain
from hyoka.opendata import column
from hyoka.opendata.owner import OF_OWNER, OWNER_KEY, owner
from hyoka.opendata.sheets import EvaluatedSheet, every_sheet
from hyoka.opendata.table import Comparison, Dataset
from hyoka.units import PERCENT
from hyoka.wording import Language


@dataclass(frozen=True)
class _Uncertain:
    """A value that was placed by judgement when it was transcribed."""

    sheet: EvaluatedSheet
    it: Uncertain


def _uncertain(evaluation: EvaluatedSite, _: Language) -> Iterator[_Uncertain]:
    for sheet in every_sheet(evaluation):
        assert not isinstance(sheet.record, ProjectYear)  # noqa: S101 - for the type checker
        yield from (_Uncertain(sheet, it) for it in sheet.record.uncertain)


TABLE = Dataset(
    name="uncertain_values",
    position=210,
    rows=_uncertain,
    columns=(
        *owner(lambda row: row.sheet.whose),
        *column.fiscal_year(lambda row: row.sheet.fiscal_year),
        column.identifier("place", lambda row: row.it.place),
        column.integer("certainty", lambda row: row.it.certainty, PERCENT),
        column.text("note", lambda row: row.it.note),
        column.page(lambda row: row.sheet.whose.page),
    ),
    key=(*OWNER_KEY, "fiscal_year", "place"),
    foreign_keys=OF_OWNER,
    compared=Comparison(named_by=("owner_name", "fiscal_year")),
)
