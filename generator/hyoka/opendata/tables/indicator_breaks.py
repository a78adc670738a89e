"""The years from which an indicator is measured another way."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedSite
from hyoka.model import Break
from hyoka.opendata import column
from hyoka.opendata.indicators import IndicatorDefinition, definitions
from hyoka.opendata.owner import OF_OWNER, OWNER_KEY, owner
from hyoka.opendata.table import Comparison, Dataset
from hyoka.wording import Language


@dataclass(frozen=True)
class _Break:
    definition: IndicatorDefinition
    it: Break
    written: str
    """The year as it is written in Japan: 平成30年度, 平成30年."""


def _breaks(evaluation: EvaluatedSite, language: Language) -> Iterator[_Break]:
    for definition in definitions(evaluation, language):
        year = language.of(definition.it).short_year
        yield from (_Break(definition, it, year(it.fiscal_year)) for it in definition.it.breaks)


TABLE = Dataset(
    name="indicator_breaks",
    position=140,
    rows=_breaks,
    columns=(
        *owner(lambda row: row.definition.whose),
        column.identifier("indicator_id", lambda row: row.definition.it.id),
        column.text("indicator_name", lambda row: row.definition.it.name),
        *column.fiscal_year(lambda row: row.it.fiscal_year, written=lambda row: row.written),
        column.text("reason", lambda row: row.it.reason),
        column.page(lambda row: row.definition.whose.page),
    ),
    key=(*OWNER_KEY, "indicator_id", "fiscal_year"),
    foreign_keys=OF_OWNER,
    compared=Comparison(named_by=("owner_name", "indicator_name", "japanese_year")),
)
