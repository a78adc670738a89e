"""What a column of open data is, and its kinds, each in a word.

One fact a row, one value a cell. A number, year, date or truth that is not there is blank, and the
column after it, `<name>_missing`, then says why by a code; of the two just one is filled. A text
that is not there is the code itself.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from hyoka.evaluation.figures import FIGURES, Figure, Reason
from hyoka.units import FiscalYear, Missing
from hyoka.wording import Language

Cell = str | int | bool | Decimal | datetime.date | None
"""What is written: never a binary number; `None`: blank."""

NOT_RECORDED = "not_recorded"
NOT_APPLICABLE = "not_applicable"
"""It could not be recorded there: the project of an indicator that a policy has."""
ABSENT = (NOT_RECORDED, NOT_APPLICABLE)

MISSING = "_missing"
"""What the name of a column ends with that says why the one before it is blank."""


class DataType(StrEnum):
    """What a column holds."""

    TEXT = "text"
    ID = "id"
    CODE = "code"
    """One of its `choices`."""
    NUMBER = "number"
    INTEGER = "integer"
    YEAR = "year"
    """A fiscal year by its number: 2018."""
    ERA = "era"
    """A fiscal year as it is written in Japan: 平成30年度."""
    DATE = "date"
    TRUTH = "truth"


_TEXTS = frozenset({DataType.TEXT, DataType.ID, DataType.CODE, DataType.ERA})

Row_contra = TypeVar("Row_contra", contravariant=True)
Row = TypeVar("Row")


class Getter(Protocol[Row_contra]):
    """Takes a column's value out of what a row is made of."""

    def __call__(self, row: Row_contra, /) -> object:
        """A value, a figure, or the reason why there is none; `None`: `absent`."""


@dataclass(frozen=True, slots=True)
class DataColumn(Generic[Row]):
    """A column, and the value that it takes out of what a row is made of."""

    name: str
    kind: DataType
    get: Getter[Row]
    unit: str = ""
    """The unit of its numbers, or the name of the column that tells it."""
    figure: str = ""
    """The key of `FIGURES` that it is computed by; empty: it is recorded, or told by a rule."""
    computed: bool = False
    """Whether it is made of other columns."""
    absent: str = ""
    """The code of a value that is not there; empty: it is always there."""
    choices: str = ""
    """Where the words of its codes stand in the language: `statuses`."""
    exact: bool = False
    """Whether a computed number is a sum or a difference, which nobody rounds."""

    # What a difference tells of it.

    repeats: bool = False
    """Whether it only repeats what another table, another row or the row's name says."""
    accompanies: bool = False
    """Whether it is told with a change of a number of its row, though it stayed the same."""
    only_with: str = ""
    """The column without whose value it says nothing; empty: it says something by itself."""
    told_truths: tuple[bool, ...] = ()
    """Which of its truths is told of a new row: without it, other values would be misread."""

    @property
    def is_text(self) -> bool:
        """Whether a value that is not there is told in the column itself."""
        return self.kind in _TEXTS

    @property
    def names(self) -> tuple[str, ...]:
        """Its own name, and that of the column which tells why it is blank."""
        if self.is_text or not self.absent:
            return (self.name,)
        return (self.name, f"{self.name}{MISSING}")

    def cells(self, row: Row, language: Language) -> tuple[Cell, ...]:
        """The cells below its `names`."""
        return tuple(cell for (cell,) in self.below([row], language))

    def below(self, rows: Sequence[Row], language: Language) -> tuple[Sequence[Cell], ...]:
        """As many cells below each of its `names` as there are `rows`."""
        if self.is_text:
            return ([self._text(value, language) for value in map(self.get, rows)],)
        cells: list[Cell] = []
        codes: list[Cell] = []
        for value in map(self.get, rows):
            told, code = _split(value, self.absent)
            cells.append(_cell(told))
            codes.append(code)
        return (cells, codes) if self.absent else (cells,)

    def _text(self, value: object, language: Language) -> str | None:
        """One line, or the code of why there is none."""
        if value is None:
            return self.absent or None
        if type(value) is str:
            return _line(value)
        value, code = _split(value, self.absent)
        text = _text(value, self.kind, language)
        return code if text is None else text


def _split(value: object, absent: str) -> tuple[object, str | None]:
    """What is there, or the code of why it is not."""
    if value is None:
        return None, absent or None
    if type(value) in _AS_THEY_ARE:
        return value, None
    match value:
        case Missing():
            return None, value.value
        case Reason():
            return None, reason_code(value)
        case Figure():
            told = value.reason
            return value.shown, reason_code(told) if told and value.value is None else None
        case _:
            return value, None


_AS_THEY_ARE = {bool, int, Decimal, datetime.date, FiscalYear}
"""The types of most values, which need not be told from figures and reasons."""


def reason_code(reason: Reason) -> str:
    """`target_no_target`, `actual_pending`, `target_zero`, `lower_is_better`: why, as one word."""
    why = reason.kind.value if reason.kind else reason.code
    return f"{reason.input}_{why}" if reason.input else why


def _text(value: object, kind: DataType, language: Language) -> str | None:
    """One line; `None` where there is nothing."""
    if value is None:
        return None
    if kind is DataType.ERA and isinstance(value, FiscalYear):
        return language.short_year(value)
    return _line(str(value))


def _line(text: str) -> str:
    """Without white space for looks or a line break."""
    return " ".join(text.split())


def _cell(value: object) -> Cell:
    if isinstance(value, FiscalYear):
        return value.year
    assert value is None or isinstance(value, int | Decimal | datetime.date)  # noqa: S101 - see ColumnType
    return value


# The kinds of column, each in a word.


def text(name: str, get: Getter[Row], absent: str = "") -> DataColumn[Row]:
    """A line of text."""
    return DataColumn(name, DataType.TEXT, get, absent=absent)


def identifier(name: str, get: Getter[Row], absent: str = "") -> DataColumn[Row]:
    """An id, a path or an address."""
    return DataColumn(name, DataType.ID, get, absent=absent)


def code(
    name: str, get: Getter[Row], choices: str, absent: str = "", *, computed: bool = False
) -> DataColumn[Row]:
    """One of a few words whose meanings stand at `choices` in the language."""
    return DataColumn(name, DataType.CODE, get, absent=absent, choices=choices, computed=computed)


def number(name: str, get: Getter[Row], unit: str, absent: str = NOT_RECORDED) -> DataColumn[Row]:
    """A recorded number; `unit`: itself, or the name of the column that tells it."""
    return DataColumn(name, DataType.NUMBER, get, unit=unit, absent=absent)


def integer(
    name: str, get: Getter[Row], unit: str, absent: str = "", *, computed: bool = False
) -> DataColumn[Row]:
    """A count, a place, an amount of decimals."""
    return DataColumn(name, DataType.INTEGER, get, unit=unit, absent=absent, computed=computed)


def year(name: str, get: Getter[Row], absent: str = "") -> DataColumn[Row]:
    """A fiscal year by its number."""
    return DataColumn(name, DataType.YEAR, get, absent=absent)


def fiscal_year(
    get: Getter[Row], absent: str = "", written: Getter[Row] | None = None
) -> tuple[DataColumn[Row], ...]:
    """The fiscal year that the row is of, by its number, and as it is written in Japan.

    `written`: the text of the latter, where the year may be another than a fiscal one.
    """
    era = DataColumn("japanese_year", DataType.ERA, written or get, absent=absent, repeats=True)
    return year("fiscal_year", get, absent), era


def page(get: Getter[Row], absent: str = "") -> DataColumn[Row]:
    """The page that shows a row's fact: its address from the site's root."""
    return repeating(identifier("page", get, absent))


def date(name: str, get: Getter[Row], absent: str = NOT_RECORDED) -> DataColumn[Row]:
    """A day, as 2019-07-26."""
    return DataColumn(name, DataType.DATE, get, absent=absent)


def boolean(
    name: str, get: Getter[Row], absent: str = "", *, computed: bool = False
) -> DataColumn[Row]:
    """True or false."""
    return DataColumn(name, DataType.TRUTH, get, absent=absent, computed=computed)


def figure(
    name: str, get: Getter[Row], unit: str, of: str = "", *, exact: bool = False
) -> DataColumn[Row]:
    """A computed number, as the pages print it; `of`: its key in `FIGURES`, or `sum`.

    `exact`: it is a sum or a difference, which nobody rounds.
    """
    key = of or name
    assert key in FIGURES or key == "sum", key  # noqa: S101 - a bug, seen at import
    return replace(number(name, get, unit, NOT_APPLICABLE), figure=key, computed=True, exact=exact)


# What a difference tells of a column, where it is not a value like any other.


def repeating(column: DataColumn[Row]) -> DataColumn[Row]:
    """It only repeats what another table, another row or the row's name says."""
    return replace(column, repeats=True)


def accompanying(column: DataColumn[Row]) -> DataColumn[Row]:
    """It is told with a change of a number of its row, though it stayed the same."""
    return replace(column, accompanies=True)


def belonging(column: DataColumn[Row], to: str) -> DataColumn[Row]:
    """It says nothing without a value in the column `to`."""
    return replace(column, only_with=to)


def telling(column: DataColumn[Row], truths: tuple[bool, ...]) -> DataColumn[Row]:
    """A new row is told with it where it is one of the `truths`."""
    return replace(column, told_truths=truths)
