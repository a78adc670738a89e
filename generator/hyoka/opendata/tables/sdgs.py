"""To which of the Sustainable Development Goals (SDGs) something is said to contribute."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedSite
from hyoka.opendata import column
from hyoka.opendata.owner import OF_OWNER, OWNER_KEY, OwnerIds, owner
from hyoka.opendata.sheets import every_described
from hyoka.opendata.table import Comparison, Dataset
from hyoka.wording import Language


@dataclass(frozen=True)
class _Goal:
    """A goal of a policy, a chapter or measure, or a project."""

    whose: OwnerIds
    number: int
    name: str


def _goals(evaluation: EvaluatedSite, language: Language) -> Iterator[_Goal]:
    for whose, described in every_described(evaluation):
        for number in described.sdgs:
            yield _Goal(whose, number, language.word(f"sdgs.goal_{number}"))


TABLE = Dataset(
    name="sdgs",
    position=158,
    rows=_goals,
    columns=(
        *owner(lambda row: row.whose),
        column.integer("sdg", lambda row: row.number, "番"),
        column.text("sdg_name", lambda row: row.name),
        column.page(lambda row: row.whose.page),
    ),
    key=(*OWNER_KEY, "sdg"),
    foreign_keys=OF_OWNER,
    compared=Comparison(named_by=("owner_name", "sdg_name")),
)
