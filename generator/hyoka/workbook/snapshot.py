"""What each cell was when a workbook was made: the rows of its sheet that nobody sees.

The first rows name the workbook; then follow, under a heading, the cells that held a value.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hyoka.workbook.layout import FORMAT_VERSION, Workbook, text_of

SHEET = "_hyoka"
"""The sheet's name."""
MARK = "hyoka workbook"
"""What stands in its first cell."""
_HEADS = ("version", "code", "city", "year")
_TABLE = ("sheet", "row", "column", "value")

Key = tuple[str, str, str]
"""A sheet's, a row's and a column's."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a workbook was made of."""

    version: str
    code: str
    city: str
    year: str
    values: Mapping[Key, str]
    """Of the cells that can be filled in, those that held a value, as `text_of` tells it; all
    others were empty."""


def snapshot_of(workbook: Workbook) -> Snapshot:
    """What a workbook is made of."""
    values = {
        (sheet.key, row.key, column.key): text_of(cell.value)
        for sheet, row, column, cell in workbook.inputs()
        if cell.value is not None
    }
    return Snapshot(str(FORMAT_VERSION), workbook.code, workbook.city, str(workbook.year), values)


def rows_of(snapshot: Snapshot) -> Iterator[tuple[str, ...]]:
    """The rows of the sheet, each cell a text."""
    yield (MARK,)
    for name in _HEADS:
        yield name, str(getattr(snapshot, name))
    yield _TABLE
    for key, value in snapshot.values.items():
        yield (*key, value)


def read_snapshot(rows: Sequence[Sequence[str]]) -> Snapshot | None:
    """What the rows of the sheet say; none where they are no snapshot."""
    first, *others = rows or ((),)
    if tuple(first[:1]) != (MARK,) or len(others) <= len(_HEADS):
        return None
    heads = {row[0]: row[1] for row in others[: len(_HEADS)] if len(row) > 1}
    if not all(name in heads for name in _HEADS):
        return None
    table = others[len(_HEADS) + 1 :]
    values = {(row[0], row[1], row[2]): row[3] for row in table if len(row) >= len(_TABLE)}
    return Snapshot(heads["version"], heads["code"], heads["city"], heads["year"], values)
