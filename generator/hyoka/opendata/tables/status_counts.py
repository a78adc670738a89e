"""How many indicators and projects of a year stand how."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedSite
from hyoka.evaluation.figures import Status
from hyoka.opendata import column
from hyoka.opendata.groups import DataGroup, groups
from hyoka.opendata.owner import OF_OWNER, OWNER_KEY, owner
from hyoka.opendata.table import Comparison, Dataset
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
        column.page(lambda row: row.group.whose.page),
    ),
    key=(*OWNER_KEY, "fiscal_year", "counted_things", "status"),
    foreign_keys=OF_OWNER,
    compared=Comparison(
        named_by=("owner_name", "fiscal_year", "counted_things", "status"), counts="status_count"
    ),
)
