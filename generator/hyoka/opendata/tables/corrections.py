"""The corrections of what was published, in words."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from hyoka.content.record_paths import file_of
from hyoka.evaluation import CorrectedValue, EvaluatedSite
from hyoka.model import ListedMeasureSheet
from hyoka.opendata import column
from hyoka.opendata.column import NOT_APPLICABLE
from hyoka.opendata.table import Comparison, Dataset
from hyoka.units import FiscalYear
from hyoka.urls import corrected_path, url_of
from hyoka.wording import Language


@dataclass(frozen=True)
class _Correction:
    """A correction in words."""

    value: CorrectedValue
    record_name: str
    way: str
    before: str
    after: str


def _corrections(evaluation: EvaluatedSite, language: Language) -> Iterator[_Correction]:
    for value in evaluation.corrections:
        yield _Correction(
            value,
            language.corrected_record(value),
            language.corrected_value_path(value),
            _told(value.correction.before, language),
            _told(value.after, language),
        )


def _place(value: CorrectedValue) -> str:
    """Where it stands in its file: of a sheet in a list, below the year."""
    place, record = value.correction.place, value.record
    if isinstance(record, ListedMeasureSheet):
        return f"years/{record.fiscal_year}/{place}"
    return place


def _told(value: object, language: Language) -> str:
    """A value that may be of any kind: numbers, years and dates as in the other tables."""
    match value:
        case FiscalYear():
            return str(value.year)
        case Decimal():
            return f"{value:f}"
        case datetime.date() | int():
            return str(value)
        case _:
            return language.recorded(value)


TABLE = Dataset(
    name="corrections",
    position=180,
    rows=_corrections,
    columns=(
        column.identifier("record", lambda row: file_of(row.value.record)),
        column.text("record_name", lambda row: row.record_name),
        column.date("corrected", lambda row: row.value.correction.date, ""),
        column.identifier("place", lambda row: _place(row.value)),
        column.text("place_name", lambda row: row.way),
        column.text("before", lambda row: row.before),
        column.text("after", lambda row: row.after),
        column.text("unit", lambda row: row.value.unit or None, NOT_APPLICABLE),
        column.text("reason", lambda row: row.value.correction.reason),
        column.page(lambda row: url_of(corrected_path(row.value.record))),
    ),
    key=("record", "corrected", "place"),
    compared=Comparison(named_by=("record_name", "place_name")),
)
