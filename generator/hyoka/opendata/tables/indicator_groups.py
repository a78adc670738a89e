"""Each group of an indicator in each of its years: what the sheet gives, and what is computed."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedIndicatorYear, EvaluatedSite
from hyoka.model import Indicator
from hyoka.opendata import column
from hyoka.opendata.column import NOT_APPLICABLE, NOT_RECORDED
from hyoka.opendata.indicator_figures import indicator_figures, sum_of_years
from hyoka.opendata.indicators import qualifier
from hyoka.opendata.owner import OF_OWNER, OWNER_KEY, OwnerIds, owner, whose
from hyoka.opendata.table import Comparison, Dataset
from hyoka.wording import Language


@dataclass(frozen=True)
class _GroupYear:
    """A group in one fiscal year."""

    indicator: Indicator
    """The whole."""
    name: str
    """What the whole was called in the year."""
    year: EvaluatedIndicatorYear
    whose: OwnerIds
    written: str
    """The year as it is written in Japan: 平成30年度, 平成30年."""
    basis: str
    """What its status was judged by, in words."""


def _years(evaluation: EvaluatedSite, language: Language) -> Iterator[_GroupYear]:
    for whole in evaluation.indicators:
        its = whole.indicator
        for year in (year for group in whole.groups for year in group.years):
            of = year.fiscal_year
            written = language.of(its).short_year(of)
            told = whole.by_year[of].name, year, whose(whole.owner, of), written
            yield _GroupYear(its, *told, language.movement(year))


TABLE = Dataset(
    name="indicator_groups",
    position=145,
    rows=_years,
    columns=(
        *owner(lambda row: row.whose),
        column.identifier("indicator_id", lambda row: row.indicator.id),
        column.text("indicator_name", lambda row: row.name),
        column.text("grouped_by", lambda row: row.indicator.grouped_by, NOT_RECORDED),
        column.identifier("group_id", lambda row: row.year.indicator.id),
        column.text("group_name", lambda row: row.year.indicator.name),
        *column.fiscal_year(lambda row: row.year.fiscal_year, written=lambda row: row.written),
        column.text("unit", lambda row: row.indicator.unit or None, NOT_APPLICABLE),
        column.number("year_target", lambda row: row.year.record.target, "unit"),
        column.number("target", lambda row: row.year.target, "unit"),
        qualifier("target_qualifier", lambda row: row.year.effective_target.qualifier),
        column.number("actual", lambda row: row.year.actual, "unit"),
        qualifier("actual_qualifier", lambda row: row.year.record.actual_qualifier),
        sum_of_years(lambda row: row.year),
        column.text("actual_words", lambda row: row.year.record.actual_words, NOT_RECORDED),
        column.telling(
            column.boolean("preliminary", lambda row: bool(row.year.record.preliminary)), (True,)
        ),
        column.telling(
            column.boolean("forecast", lambda row: bool(row.year.record.forecast)), (True,)
        ),
        column.integer("respondents", lambda row: row.year.record.respondents, "人", NOT_RECORDED),
        *indicator_figures(lambda row: row.year, lambda row: row.basis),
        column.text("note", lambda row: row.year.record.note, NOT_RECORDED),
        column.page(lambda row: row.whose.page),
    ),
    key=(*OWNER_KEY, "indicator_id", "group_id", "fiscal_year"),
    foreign_keys=OF_OWNER,
    compared=Comparison(named_by=("owner_name", "indicator_name", "group_name", "fiscal_year")),
)
