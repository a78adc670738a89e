"""The names that policies, plans' parts, projects and indicators had before."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedSite
from hyoka.model import FormerName
from hyoka.opendata import column
from hyoka.opendata.column import NOT_APPLICABLE
from hyoka.opendata.lineage import every_lineal, indicator_id
from hyoka.opendata.owner import OF_OWNER, OWNER_KEY, OwnerIds, owner, whose
from hyoka.opendata.table import Comparison, Dataset
from hyoka.wording import Language


@dataclass(frozen=True)
class _Named:
    """A name that something had before."""

    whose: OwnerIds
    indicator: str | None
    former: FormerName
    name: str


def _former_names(evaluation: EvaluatedSite, _: Language) -> Iterator[_Named]:
    for lineal in every_lineal(evaluation):
        for former in lineal.named.former_names:
            yield _Named(
                whose(lineal.owner), indicator_id(lineal.indicator), former, lineal.named.name
            )


TABLE = Dataset(
    name="former_names",
    position=190,
    rows=_former_names,
    columns=(
        *owner(lambda row: row.whose),
        column.identifier("indicator_id", lambda row: row.indicator, NOT_APPLICABLE),
        column.text("name", lambda row: row.name),
        column.text("former_name", lambda row: row.former.name),
        column.year("until", lambda row: row.former.until),
        column.page(lambda row: row.whose.page),
    ),
    key=(*OWNER_KEY, "indicator_id", "until"),
    foreign_keys=OF_OWNER,
    compared=Comparison(named_by=("owner_name", "name")),
)
