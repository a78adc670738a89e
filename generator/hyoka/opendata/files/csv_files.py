"""Tables as CSV (RFC 4180), in UTF-8: one for programs, and one that Excel opens by a click.

The two hold the same. The one for Excel begins with a byte order mark, without which Excel reads
Japanese as another encoding; and a text that Excel would take for a formula, or show otherwise, as
a number or a date, has a `'` before it.
"""

import csv
import datetime
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cached_property
from hashlib import sha256

from hyoka.model.spreadsheets import is_converted, is_formula
from hyoka.opendata.column import Cell
from hyoka.opendata.files.once import Once
from hyoka.opendata.table import DataTable

MARK = b"\xef\xbb\xbf"
"""UTF-8's byte order mark."""


class CsvPair:
    """The two files of a table, each to be taken once: both are made together."""

    def __init__(self, table: DataTable) -> None:
        """`table`: what they hold."""
        self._table = table
        self._made: dict[int, bytes] = {}

    def plain(self) -> bytes:
        """The one for programs."""
        return self._take(0)

    def for_excel(self) -> bytes:
        """The one for Excel."""
        return self._take(1)

    def made_of(self) -> tuple[str, ...]:
        """All that they say, as a digest."""
        return (self._digest,)

    @cached_property
    def _digest(self) -> str:
        digest = sha256()
        for name in self._table.names:
            digest.update(repr((name, self._table.below(name))).encode())
        return digest.hexdigest()

    def _take(self, which: int) -> bytes:
        if which not in self._made:
            self._made.update(enumerate(both(self._table)))
        return self._made.pop(which)


def both(table: DataTable) -> tuple[bytes, bytes]:
    """The table in UTF-8, exactly as it is recorded and computed.

    And the same with a byte order mark, and no text that is another value to a spreadsheet.
    """
    guarded = Once[Cell, str](lambda cell: written(cell, guarded=True))
    columns: list[Sequence[Cell]] = []
    for_excel: list[Sequence[Cell]] = []
    for cells in map(table.below, table.names):
        if _TEXTS.issuperset(map(type, cells)):
            columns.append(cells)
            for_excel.append(list(map(guarded.__getitem__, cells)))
        else:
            columns.append(list(map(written, cells)))
            for_excel.append([written(cell, guarded=True) for cell in cells])
    return _file(table, columns), MARK + _file(table, for_excel)


_TEXTS = {str, type(None)}


def _file(table: DataTable, columns: Iterable[Iterable[Cell]]) -> bytes:
    """`columns`: the cells below each name; blank ones and texts are written as they are."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.names)
    writer.writerows(zip(*columns, strict=True))
    return text.getvalue().encode()


def written(cell: Cell, *, guarded: bool = False) -> str:
    """A cell as text: every digit, ISO dates, `true` and `false`, nothing for nothing."""
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case Decimal():
            return f"{cell:f}"
        case datetime.date():
            return cell.isoformat()
        case str() if guarded and (is_formula(cell) or is_converted(cell)):
            return f"'{cell}"
        case _:
            return str(cell)
