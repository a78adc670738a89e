"""How many people lived in the municipality, year by year, where it is recorded."""

from collections.abc import Iterator

from hyoka.evaluation import EvaluatedSite
from hyoka.model import Population
from hyoka.opendata import column
from hyoka.opendata.table import Comparison, Dataset
from hyoka.wording import Language


def _populations(evaluation: EvaluatedSite, _: Language) -> Iterator[Population]:
    yield from sorted(evaluation.municipality.populations, key=lambda row: row.fiscal_year)


TABLE = Dataset(
    name="populations",
    position=225,
    rows=_populations,
    columns=(
        *column.fiscal_year(lambda row: row.fiscal_year),
        column.integer("population", lambda row: row.population, "人"),
        column.date("as_of", lambda row: row.as_of),
    ),
    key=("fiscal_year",),
    compared=Comparison(named_by=("fiscal_year",)),
)
