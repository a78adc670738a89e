"""What sheets print of an indicator's year beside its actual."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedIndicatorYear, EvaluatedSite
from hyoka.model import OtherValue
from hyoka.opendata import column
from hyoka.opendata.column import NOT_APPLICABLE, NOT_RECORDED
from hyoka.opendata.owner import OF_OWNER, OWNER_KEY, OwnerIds, owner, whose
from hyoka.opendata.table import Comparison, Dataset
from hyoka.wording import Language


@dataclass(frozen=True)
class _Other:
    """Another value of an indicator in one fiscal year."""

    year: EvaluatedIndicatorYear
    it: OtherValue
    whose: OwnerIds
    written: str
    """The year as it is written in Japan: 平成30年度, 平成30年."""


def _others(evaluation: EvaluatedSite, language: Language) -> Iterator[_Other]:
    for indicator in evaluation.indicators:
        for year in indicator.years:
            of = whose(indicator.owner, year.fiscal_year)
            written = language.of(indicator.indicator).short_year(year.fiscal_year)
            yield from (_Other(year, it, of, written) for it in year.record.other_values)


TABLE = Dataset(
    name="indicator_other_values",
    position=143,
    rows=_others,
    columns=(
        *owner(lambda row: row.whose),
        column.identifier("indicator_id", lambda row: row.year.indicator.id),
        column.text("indicator_name", lambda row: row.year.name),
        *column.fiscal_year(lambda row: row.year.fiscal_year, written=lambda row: row.written),
        column.text("value_name", lambda row: row.it.name),
        column.text("unit", lambda row: row.year.indicator.unit or None, NOT_APPLICABLE),
        column.number("value", lambda row: row.it.value, "unit"),
        column.text("value_words", lambda row: row.it.value_words, NOT_RECORDED),
        column.page(lambda row: row.whose.page),
    ),
    key=(*OWNER_KEY, "indicator_id", "fiscal_year", "value_name"),
    foreign_keys=OF_OWNER,
    compared=Comparison(named_by=("owner_name", "indicator_name", "fiscal_year", "value_name")),
)
