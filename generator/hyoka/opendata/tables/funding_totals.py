"""What each source of funding gave to the amounts of a year, of all projects together."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedSite, FundedAmount, FundingSource, funded_amounts
from hyoka.opendata import column
from hyoka.opendata.groups import sum_of
from hyoka.opendata.table import Comparison, Dataset
from hyoka.units import FiscalYear
from hyoka.urls import url_of, year_money_path, year_path
from hyoka.wording import Language


@dataclass(frozen=True)
class _Given:
    """What a source gave to an amount of a year."""

    fiscal_year: FiscalYear
    funded: FundedAmount
    given: FundingSource
    name: str
    page: str
    money_unit: str


def _given(evaluation: EvaluatedSite, language: Language) -> Iterator[_Given]:
    unit = evaluation.municipality.money_unit.value
    for year in evaluation.years:
        number = year.fiscal_year
        page = url_of(year_money_path(number) if year.tells_money else year_path(number))
        for funded in funded_amounts(year.every_project):
            for given in funded.sources:
                name = given.name or language.label(given.source)
                yield _Given(number, funded, given, name, page, unit)


TABLE = Dataset(
    name="funding_totals",
    position=35,
    rows=_given,
    columns=(
        *column.fiscal_year(lambda row: row.fiscal_year),
        column.code("funding_of", lambda row: row.funded.amount, "funded_amounts"),
        column.code("funding_source", lambda row: row.given.source, "funding_sources"),
        column.text("funding_source_name", lambda row: row.name),
        column.repeating(column.text("money_unit", lambda row: row.money_unit)),
        column.figure(
            "funding_total", lambda row: sum_of(row.given.total), "money_unit", of="sum", exact=True
        ),
        column.integer("funded_projects", lambda row: row.funded.projects, "事業", computed=True),
        column.integer("funding_amounts", lambda row: row.given.total.of, "件", computed=True),
        column.integer("counted_amounts", lambda row: row.given.total.counted, "件", computed=True),
        column.page(lambda row: row.page),
    ),
    key=("fiscal_year", "funding_of", "funding_source", "funding_source_name"),
    compared=Comparison(named_by=("fiscal_year", "funding_of", "funding_source_name")),
)
