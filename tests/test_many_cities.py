"""The open data of fifty cities, put together by the statements of `docs/many-cities.md`."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from benchmarks.cities import (
    INDICATORS,
    NATIONAL,
    PARQUET_VIEWS,
    answer,
    code_of,
    fictional_city,
    to_parquet,
    write_csv,
)
from hyoka.evaluation import EvaluatedSite, EvaluatedYear
from hyoka.evaluation.figures import Status
from hyoka.units import EXACT, FiscalYear, rounded

COUNT = 50


def test_one_query_makes_a_table_of_all_cities(tmp_path: Path) -> None:
    cities = [
        fictional_city(number, projects=number % 5, years=2, policies=1)
        for number in range(1, COUNT + 1)
    ]
    for city in cities:
        write_csv(city, tmp_path / city.municipality.code / "data")
    national = answer(tmp_path, NATIONAL)
    assert national == _expected(cities)
    assert {row[1] for row in national} == {code_of(number) for number in range(1, COUNT + 1)}
    indicators = answer(tmp_path, INDICATORS)
    assert indicators == _indicators(cities)
    _make_older(tmp_path / code_of(7) / "data" / f"{code_of(7)}_totals.csv")
    assert answer(tmp_path, NATIONAL) == national
    to_parquet(tmp_path)
    assert answer(tmp_path, NATIONAL, PARQUET_VIEWS) == national
    assert answer(tmp_path, INDICATORS, PARQUET_VIEWS) == indicators


def _make_older(file: Path) -> None:
    """As if the file were of a format that has its first columns in another order, and no name."""
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8"))))
    place = rows[0].index("owner_name")
    with file.open("w", encoding="utf-8", newline="") as older:
        csv.writer(older).writerows([row[1::-1] + row[2:place] + row[place + 1 :] for row in rows])


def _indicators(cities: Sequence[EvaluatedSite]) -> list[tuple[object, ...]]:
    found = defaultdict(list)
    for city in cities:
        for year in (year for indicator in city.indicators for year in indicator.years):
            missed = year.judgement.target_met is False
            found[year.fiscal_year.year, year.status].append((missed, city.municipality.code))
    return [
        (*key, len(each), sum(missed for missed, _ in each), len({code for _, code in each}))
        for key, each in sorted(found.items())
    ]


def _expected(cities: Sequence[EvaluatedSite]) -> list[tuple[object, ...]]:
    years = sorted({year.fiscal_year for city in cities for year in city.years})
    return [row for fiscal_year in years for row in _rows(fiscal_year, cities)]


def _rows(fiscal_year: FiscalYear, cities: Sequence[EvaluatedSite]) -> Iterator[tuple[object, ...]]:
    """A year of the national table, from the figures of the cities."""
    years = {city.municipality.code: city.years_by_number[fiscal_year] for city in cities}
    costs = {code: _cost([year]) for code, year in years.items()}
    ranked = [cost for cost in costs.values() if cost is not None]
    together = list(years.values())
    for city in sorted(cities, key=lambda city: city.municipality.code):
        code = city.municipality.code
        year, cost = years[code], costs[code]
        yield (
            fiscal_year.year,
            code,
            city.municipality.name,
            *(year.project_statuses[status] for status in Status),
            year.money.total.of,
            year.money.total.counted,
            cost,
            None if cost is None else sum(other > cost for other in ranked) + 1,
            len(ranked),
            sum(year.project_statuses[Status.ACHIEVED] for year in together),
            sum(year.money.total.of for year in together),
            _cost(together),
        )


def _cost(years: Sequence[EvaluatedYear]) -> int | None:
    """What a project cost, in whole yen; the cities count in 千円."""
    counted = sum(year.money.total.counted for year in years)
    total = sum((year.money.total.value or Decimal(0) for year in years), Decimal(0))
    return int(rounded(EXACT.divide(total * 1000, Decimal(counted)), 0)) if counted else None
