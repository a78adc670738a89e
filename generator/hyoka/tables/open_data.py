"""What there is to take away, as pages tell it: files, tables, their columns and codes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from hyoka.model import Municipality
from hyoka.opendata.column import ABSENT
from hyoka.opendata.data_dictionary import Code, DescribedColumn, codes, described
from hyoka.opendata.files import DATA, Download, Form, file_name, has_terms
from hyoka.opendata.files.csv_files import written
from hyoka.opendata.table import FORMAT, DataTable
from hyoka.opendata.tables import empty_tables
from hyoka.units import FiscalYear
from hyoka.urls import url_of
from hyoka.wording import Language

RECIPES = ("excel", "python", "r", "duckdb")
"""The programs for which a page shows how to compare cities."""
_OWN = "https://city-a.example/hyoka/data/990001_"
"""How the addresses of the first city's files begin in the recipes."""
_DEEPEST = 2
"""Folders that a listed file lies in: `api/v1/index.json` lists what lies deeper."""
_EXAMPLE = 40
"""Characters of a value that stands as an example."""


@dataclass(frozen=True)
class OpenData:
    """What there is to take away, as the pages tell it."""

    files: tuple[Download, ...]
    """None where nobody has said on which terms, nor while records are being written."""
    municipality: Municipality
    language: Language
    root: str
    """The site's address with its final `/`; empty: unknown."""

    format = FORMAT
    RECIPES = RECIPES

    @property
    def offered(self) -> bool:
        """Whether it is said on which terms the data may be used."""
        return has_terms(self.municipality)

    @property
    def address(self) -> str:
        """Where the page lies that lists everything."""
        return f"{self.root}{url_of(f'{DATA}/index.md')}" if self.root else ""

    @cached_property
    def tables(self) -> Mapping[str, DataTable]:
        """Every table by its name, in the list's order; without rows where there is no file."""
        told = {file.table.name: file.table for file in self.files if file.table}
        return told or {t.name: t for t in empty_tables(self.municipality, self.language)}

    @cached_property
    def _files_by_table(self) -> Mapping[str, Sequence[Download]]:
        found: dict[str, list[Download]] = {}
        for file in self.files:
            if file.table:
                found.setdefault(file.table.name, []).append(file)
        return found

    def of(self, table: str) -> Sequence[Download]:
        """The files that hold a table."""
        return self._files_by_table.get(table, ())

    def plain(self, table: str) -> Download | None:
        """The file of a table that programs read."""
        return next((file for file in self.of(table) if file.form is Form.CSV), None)

    @cached_property
    def whole(self) -> Mapping[Form, Sequence[Download]]:
        """By its form, what holds more than one table; of very many those that list the others."""
        found: dict[Form, list[Download]] = {}
        for file in self.files:
            if not file.table and file.path.count("/") <= _DEEPEST:
                found.setdefault(file.form, []).append(file)
        return found

    def note(self, file: Download) -> str:
        """What a file is that no table names, and how large."""
        name = file.name.partition(".")[0].removeprefix(file_name(self.municipality, ""))
        if name.isdecimal():
            what = self.language.year(FiscalYear(int(name)))
        else:
            note = f"file_notes.{name}"
            what = self.language.word(note) if self.language.has(note) else ""
        told = (what, self.language.size(file.size))
        return self.language.word("formats.list").join(word for word in told if word)

    def columns(self, table: str) -> list[DescribedColumn]:
        """The columns of a table's files."""
        return list(described(self.tables[table], self.language))

    def codes(self, table: str) -> list[tuple[DescribedColumn, list[Code]]]:
        """What the codes in a table's columns stand for, by column."""
        found: dict[str, list[Code]] = {column.name: [] for column in self.columns(table)}
        for code in codes(self.tables[table], self.language):
            found[code.column].append(code)
        return [(told, found[told.name]) for told in self.columns(table) if found[told.name]]

    def example(self, table: str, column: str) -> str:
        """The first value that a column holds; nothing where it holds none."""
        cells = self.tables[table].below(column)
        value = next((written(cell) for cell in cells if cell not in {None, *ABSENT}), "")
        return value if len(value) <= _EXAMPLE else f"{value[:_EXAMPLE]}…"

    def recipe(self, program: str) -> str:
        """How `program` reads the tables of several cities: of this one and of fictional ones."""
        recipe = self.language.text(f"recipes/{program}.txt")
        own = f"{self.root}{DATA}/{file_name(self.municipality, '')}"
        return recipe.replace(_OWN, own) if self.root else recipe
