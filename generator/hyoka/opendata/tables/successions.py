"""What took the place of what."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedSite, Related
from hyoka.opendata import column
from hyoka.opendata.column import NOT_APPLICABLE, NOT_RECORDED
from hyoka.opendata.lineage import every_lineal, indicator_id
from hyoka.opendata.owner import OF_OWNER, OWNER_KEY, OwnerIds, owner, whose
from hyoka.opendata.table import Comparison, Dataset
from hyoka.wording import Language


@dataclass(frozen=True)
class _Succession:
    """What took the place of something."""

    whose: OwnerIds
    indicator: str | None
    related: Related

    @property
    def before(self) -> OwnerIds:
        return whose(self.related.lineal.owner)


def _successions(evaluation: EvaluatedSite, _: Language) -> Iterator[_Succession]:
    for lineal in every_lineal(evaluation):
        for related in evaluation.lineage.of(lineal.owner, lineal.indicator).predecessors:
            yield _Succession(whose(lineal.owner), indicator_id(lineal.indicator), related)


TABLE = Dataset(
    name="successions",
    position=200,
    rows=_successions,
    columns=(
        *owner(lambda row: row.whose),
        column.identifier("indicator_id", lambda row: row.indicator, NOT_APPLICABLE),
        *column.fiscal_year(lambda row: row.related.succession.fiscal_year),
        column.code("succession", lambda row: row.related.succession.kind, "successions"),
        column.text("note", lambda row: row.related.succession.note, NOT_RECORDED),
        *owner(lambda row: row.before, prefix="previous_"),
        column.identifier(
            "previous_indicator_id",
            lambda row: indicator_id(row.related.lineal.indicator),
            NOT_APPLICABLE,
        ),
        column.page(lambda row: row.whose.page),
    ),
    key=(
        *OWNER_KEY,
        "indicator_id",
        "fiscal_year",
        *(f"previous_{name}" for name in OWNER_KEY),
        "previous_indicator_id",
    ),
    foreign_keys=OF_OWNER,
    compared=Comparison(named_by=("owner_name", "fiscal_year")),
)
