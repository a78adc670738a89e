"""Tables as CSV (RFC 4180), in UTF-8: one for programs, and one that Excel opens by a click.

The two hold the same. The one for Excel begins with a byte order mark, without which Excel reads
Japanese as another encoding; and a text that Excel would take for a formula, or show otherwise, as
a number or a date, has a `'` before it.
"""

import csv
import datetime
import io
from decimal import Decimal

from hyoka.model.spreadsheets import is_converted, is_formula
from hyoka.opendata.column import Cell
from hyoka.opendata.table import DataTable

MARK = b"\xef\xbb\xbf"
"""UTF-8's byte order mark."""


def plain(table: DataTable) -> bytes:
    """The table in UTF-8, exactly as it is recorded and computed."""
    return _written(table, guarded=False)


def for_excel(table: DataTable) -> bytes:
    """The same with a byte order mark, and no text that is another value to a spreadsheet."""
    return MARK + _written(table, guarded=True)


def _written(table: DataTable, *, guarded: bool) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.names)
    for row in table.rows:
        writer.writerow([written(cell, guarded=guarded) for cell in row])
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
