"""How a status changed from the year before, of the indicators and projects that are compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from hyoka.evaluation import ComparedIndicator, ComparedProject, EvaluatedSite
from hyoka.opendata import column
from hyoka.opendata.column import NOT_APPLICABLE
from hyoka.opendata.owner import OF_OWNER, OWNER_KEY, OwnerIds, owner, whose
from hyoka.opendata.table import Comparison, Dataset
from hyoka.units import FiscalYear
from hyoka.urls import url_of, year_changes_path
from hyoka.wording import Language


@dataclass(frozen=True)
class _Change:
    """What is compared, in a year."""

    fiscal_year: FiscalYear
    one: ComparedIndicator | ComparedProject

    @cached_property
    def whose(self) -> OwnerIds:
        page = url_of(year_changes_path(self.fiscal_year))
        if isinstance(self.one, ComparedProject):
            return whose(self.one.now.project, self.fiscal_year, page)
        return whose(self.one.indicator.owner, self.fiscal_year, page)

    @property
    def indicator(self) -> str | None:
        return None if isinstance(self.one, ComparedProject) else self.one.indicator.indicator.id


def _changes(evaluation: EvaluatedSite, _: Language) -> Iterator[_Change]:
    for fiscal_year, changed in evaluation.changes.items():
        for its in changed.by_noun.values():
            yield from (_Change(fiscal_year, one) for one in its.compared)


TABLE = Dataset(
    name="status_changes",
    position=45,
    rows=_changes,
    columns=(
        *owner(lambda row: row.whose),
        column.identifier("indicator_id", lambda row: row.indicator, NOT_APPLICABLE),
        *column.fiscal_year(lambda row: row.fiscal_year),
        column.repeating(
            column.code(
                "previous_status", lambda row: row.one.then.status, "statuses", computed=True
            )
        ),
        column.repeating(
            column.code("status", lambda row: row.one.now.status, "statuses", computed=True)
        ),
        column.code("status_change", lambda row: row.one.change, "status_changes", computed=True),
        column.page(lambda row: row.whose.page),
    ),
    key=(*OWNER_KEY, "indicator_id", "fiscal_year"),
    foreign_keys=OF_OWNER,
    compared=Comparison(named_by=("owner_name", "indicator_id", "fiscal_year")),
)
