"""Workbooks for spreadsheets (Office Open XML): one of all years, and one a fiscal year.

A table a sheet, its headings in the first row. Nothing is merged, hidden or computed in them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from hyoka.model import Municipality
from hyoka.opendata.files.spreadsheetml import written
from hyoka.opendata.files.workbook_readme import notes
from hyoka.opendata.files.worksheet import TableSheet, sheets
from hyoka.opendata.table import DataTable
from hyoka.units import FiscalYear
from hyoka.wording import Language


@dataclass(frozen=True)
class Workbooks:
    """What the workbooks of a site are made of."""

    tables: Sequence[DataTable]
    municipality: Municipality
    language: Language
    root: str
    """The site's address, if it is known."""

    def of(self, years: Sequence[FiscalYear]) -> Iterator["Workbook"]:
        """That of all years, then one a year."""
        return (Workbook(self, year) for year in (None, *years))

    @cached_property
    def sheets(self) -> Sequence[TableSheet]:
        """Those of all years, laid out alike in every workbook."""
        return sheets(self.tables, self.language)


@dataclass(frozen=True)
class Workbook:
    """A workbook of a fiscal year, or of all."""

    all: Workbooks
    year: FiscalYear | None

    @property
    def name(self) -> str:
        """`all`, `2018` …"""
        return str(self.year or "all")

    def content(self) -> bytes:
        """The file."""
        return written(self._sheets, self._title, self._author)

    def made_of(self) -> Iterator[str]:
        """All that the file says."""
        yield from map(repr, self._sheets)
        yield from (self._title, self._author)

    @property
    def _sheets(self) -> Sequence[TableSheet]:
        of = self.all
        first = notes(of.tables, of.municipality, self.year, of.language, of.root)
        if self.year is None:
            return (first, *of.sheets)
        return (first, *(sheet.of_year(self.year.year) for sheet in of.sheets))

    @property
    def _title(self) -> str:
        title = self.all.language.word("downloads.title", name=self.all.municipality.name)
        return f"{title} {self.all.language.year(self.year)}" if self.year else title

    @property
    def _author(self) -> str:
        return self.all.municipality.publisher.name
