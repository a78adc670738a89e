"""How years and days are written."""

import datetime
from functools import cached_property
from typing import Protocol

from hyoka.units import FIRST_YEAR, FiscalYear, era_of
from hyoka.wording.numbers import NumberFormatter


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
        written = self.word(
            f"formats.{form}",
            era=fiscal_year.era.name,
            era_year=self._era_year(fiscal_year.era_year),
            year=str(fiscal_year),
        )
        return f"{self._begun_in_another_era(fiscal_year)}{written}"

    def _begun_in_another_era(self, year: FiscalYear) -> str:
        """平成31年・, before 令和元年; nothing of a fiscal year, which the later one names."""
        known = era_of(datetime.date(year.year, 1, 1))
        if known is None or not self.has("formats.earlier_era"):
            return ""
        era, number = known
        if era == year.era:
            return ""
        return self.word("formats.earlier_era", era=era.name, era_year=str(number))

    def _era_year(self, number: int) -> str:
        return self.word("formats.first_year") if number == 1 else str(number)

    def date(self, date: datetime.date) -> str:
        """2019年7月26日（令和元年7月26日）; without an era before 1873-01-01."""
        day = {"year": str(date.year), "month": str(date.month), "day": str(date.day)}
        if (known := era_of(date)) is None:
            return self.word("formats.western_date", **day)
        era, number = known
        return self.word("formats.date", era=era.name, era_year=self._era_year(number), **day)
