"""How years and days are written."""

import datetime
from functools import cached_property
from typing import Protocol

from hyoka.units import FIRST_YEAR, FiscalYear
from hyoka.wording.numbers import NumberFormatter

_ERA_DAYS = (
    (datetime.date(2019, 5, 1), "令和", 2019),
    (datetime.date(1989, 1, 8), "平成", 1989),
    (datetime.date(1926, 12, 25), "昭和", 1926),
    (datetime.date(1912, 7, 30), "大正", 1912),
    # Before 明治6年 another calendar was in use, whose days were others.
    (datetime.date(1873, 1, 1), "明治", 1868),
)
"""The first day of each era and the calendar year that is its year 1; newest first."""


class _YearOf(Protocol):
    """A year of something."""

    @property
    def fiscal_year(self) -> FiscalYear:
        """Which."""

    @property
    def planned(self) -> bool:
        """Whether it holds nothing but plans."""


class YearFormatter(NumberFormatter):
    """Years and days, beside numbers."""

    def year(self, fiscal_year: FiscalYear) -> str:
        """平成30年度（2018年度）."""
        return self._year("fiscal_year", fiscal_year)

    def year_of(self, year: _YearOf) -> str:
        """The fiscal year of a year of something, marked where it is only planned."""
        form = "formats.planned_year" if year.planned else "formats.whole_year"
        return self.word(form, year=self.year(year.fiscal_year))

    def short_year(self, fiscal_year: FiscalYear) -> str:
        """平成30年度."""
        return self._year("fiscal_year_short", fiscal_year)

    def _year(self, form: str, fiscal_year: FiscalYear) -> str:
        key = (form, fiscal_year.year)
        if key not in self._years:
            self._years[key] = self._written_year(form, fiscal_year)
        return self._years[key]

    @cached_property
    def _years(self) -> dict[tuple[str, int], str]:
        """The years that were written: a site names few of them, each thousands of times."""
        return {}

    def _written_year(self, form: str, fiscal_year: FiscalYear) -> str:
        if fiscal_year.year < FIRST_YEAR:  # the one before the first that a record can name
            return self.word("formats.western_year", year=str(fiscal_year))
        return self.word(
            f"formats.{form}",
            era=fiscal_year.era.name,
            era_year=self._era_year(fiscal_year.era_year),
            year=str(fiscal_year),
        )

    def _era_year(self, number: int) -> str:
        return self.word("formats.first_year") if number == 1 else str(number)

    def date(self, date: datetime.date) -> str:
        """2019年7月26日（令和元年7月26日）; without an era before 1873-01-01."""
        day = {"year": str(date.year), "month": str(date.month), "day": str(date.day)}
        for first_day, era, first in _ERA_DAYS:
            if date >= first_day:
                era_year = self._era_year(date.year - first + 1)
                return self.word("formats.date", era=era, era_year=era_year, **day)
        return self.word("formats.western_date", **day)
