"""Texts with the words of other cells in them: `jigyou-{事務事業ID}`, `years/{year-1}/budget`."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from hyoka.importing.cells import Cell, Table, compact
from hyoka.model.import_mapping import FROM_YEAR
from hyoka.units import FiscalYear

EACH_YEAR = "{year}"
"""Stands in the place of a constant for each fiscal year that a record is told of."""
PART = "{part}"
"""Stands in a place for the number of each of the values that one cell holds."""
_REFERENCE = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value stands: a column, and in a form with a record a sheet the row too."""

    column: int
    row: int | None = None

    def cell(self, table: Table, row: int) -> Cell | None:
        """The cell of a table's row."""
        return table.at(self.row or row, self.column)


@dataclass(frozen=True, slots=True)
class Naming:
    """A cell whose words name something: a record, an indicator, a year."""

    source: Source
    choices: Mapping[str, str]
    """What stands for a word in records, by the word: ア is a."""
    first: int | None
    """The first row of which an empty cell's words may be; none: they are of no other row."""

    def cell(self, table: Table, row: int) -> Cell | None:
        """The cell for a row: of merged cells, the first counts for each row."""
        found = self.source.cell(table, row)
        if found is not None or self.source.row is not None:
            return found
        column = self.source.column
        if (first_row := table.first_of_merged(row, column)) is not None:
            return table.at(first_row, column)
        return None if self.first is None else table.above(row, column, self.first)

    def word(self, cell: Cell) -> str:
        """What the cell's words are in records."""
        return self.choices.get(compact(cell.text), cell.text)


@dataclass(frozen=True, slots=True)
class Template:
    """A text with the words of other cells in it."""

    texts: tuple[str, ...]
    """What stands before, between and behind the cells."""
    sources: tuple[Naming, ...] = ()

    def filled(self, table: Table, row: int) -> str | None:
        """The text for a row; none where one of the cells is empty."""
        text = self.texts[0]
        for source, after in zip(self.sources, self.texts[1:], strict=True):
            cell = source.cell(table, row)
            if cell is None:
                return None
            text += source.word(cell) + after
        return text

    @property
    def sample(self) -> str:
        """The text with some word in place of each cell's."""
        return "1".join(self.texts)


def template(
    written: str, source: Callable[[str], Naming | None], year: Callable[[str], str]
) -> Template:
    """The template that is written.

    Args:
        written: its text.
        source: the cell that a name in braces means; none where it means none.
        year: the fiscal year that `year` or `year-1` means.
    """
    texts, sources, end = [""], [], 0
    for match in _REFERENCE.finditer(written):
        texts[-1] += written[end : match.start()]
        end = match.end()
        if match[0] == PART:
            texts[-1] += PART
        elif FROM_YEAR.fullmatch(match[1]):
            texts[-1] += year(match[1])
        elif found := source(match[1]):
            sources.append(found)
            texts.append("")
    texts[-1] += written[end:]
    return Template(tuple(texts), tuple(sources))


def years_of(written: str, year: FiscalYear) -> Iterator[FiscalYear]:
    """The fiscal years that a text names in braces, where the mapping's is `year`."""
    for name in _REFERENCE.findall(written):
        if FROM_YEAR.fullmatch(name):
            with suppress(ValueError):  # it is told where it stands
                yield year_of(name, year)


def year_of(name: str, year: FiscalYear) -> FiscalYear:
    """The fiscal year that `year` or `year-1` means, where the mapping's is `year`.

    Raises:
        ValueError: no record can be of that year.
    """
    return FiscalYear.parse(str(year.year + int(name.removeprefix("year") or 0)))
