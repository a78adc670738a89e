"""How many indicators and projects of a year stand how."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedSite, ProjectGroup
from hyoka.evaluation.figures import Reason, Status
from hyoka.opendata import column
from hyoka.opendata.groups import COUNTED_AS, DataGroup, groups, sum_of
from hyoka.opendata.owner import OF_OWNER, OWNER_KEY, owner
from hyoka.opendata.table import Comparison, Dataset
from hyoka.units import Value
from hyoka.wording import Language


@dataclass(frozen=True)
class _Count:
    """How many of a group stand so."""

    group: DataGroup
    counted: str
    status: Status
    count: int
    missed: int
    of: int

    @property
    def money(self) -> Value | Reason | None:
        """What the projects that stand so come to; `None` of indicators."""
        return sum_of(self._group.money_by_status[self.status]) if self._group else None

    @property
    def money_missed(self) -> Value | Reason | None:
        """What those of them come to that missed their target."""
        return sum_of(self._group.money_missed_by_status[self.status]) if self._group else None

    @property
    def _group(self) -> ProjectGroup | None:
        return self.group.counted if self.counted in COUNTED_AS.values() else None


def _counts(evaluation: EvaluatedSite, language: Language) -> Iterator[_Count]:
    for group in groups(evaluation, language):
        for counted, statuses in group.statuses.items():
            for status in Status:
                missed = [missed for found, missed in statuses if found is status]
                yield _Count(group, counted, status, len(missed), sum(missed), len(statuses))


TABLE = Dataset(
    name="status_counts",
    position=40,
    rows=_counts,
    columns=(
        *owner(lambda row: row.group.whose),
        *column.fiscal_year(lambda row: row.group.fiscal_year),
        column.code("counted_things", lambda row: row.counted, "counted_things"),
        column.code("status", lambda row: row.status, "statuses"),
        column.integer("status_count", lambda row: row.count, "件", computed=True),
        column.integer("missed_count", lambda row: row.missed, "件", computed=True),
        column.repeating(column.integer("status_of", lambda row: row.of, "件", computed=True)),
        column.repeating(column.text("money_unit", lambda row: row.group.money_unit)),
        column.figure(
            "settlement_total", lambda row: row.money, "money_unit", of="sum", exact=True
        ),
        column.figure(
            "missed_settlement_total",
            lambda row: row.money_missed,
            "money_unit",
            of="sum",
            exact=True,
        ),
        column.page(lambda row: row.group.whose.page),
    ),
    key=(*OWNER_KEY, "fiscal_year", "counted_things", "status"),
    foreign_keys=OF_OWNER,
    compared=Comparison(
        named_by=("owner_name", "fiscal_year", "counted_things", "status"), counts="status_count"
    ),
)
