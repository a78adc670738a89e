"""Columns in which no row has a value: a table is shown without them, and says so once."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from hyoka.elements.inline import Inline, Link
from hyoka.elements.table import Cell, Column, Row, RowGroup

BLANK = "―"
"""What a cell holds of which nothing is known, not even why."""
_MOST_EXCEPTIONS = 3
"""As many rows are named that have another reason than the rest; with more, the column stays."""


@dataclass(frozen=True, slots=True)
class OmittedColumn:
    """A column without any value, and why there is none."""

    column: Column
    reason: str
    """Empty where nobody said."""
    exceptions: tuple[tuple[str, str], ...]
    """The rows, by their names, that have another reason."""


_Placed = tuple[tuple[int, Cell], ...]
"""The cells that begin in a row, each with its column."""


def without_omitted_columns(
    columns: tuple[Column, ...], groups: tuple[RowGroup, ...]
) -> tuple[tuple[Column, ...], tuple[RowGroup, ...], tuple[OmittedColumn, ...]]:
    """The columns and rows without those columns in which no row has a value; and these.

    The first column names the rows and stays.
    """
    placed = [_placed(group.rows, len(columns)) for group in groups]
    rows = [row for group in placed for row in group]
    found = {n: _omitted(columns[n], n, rows) for n in range(1, len(columns))}
    omitted = {n: one for n, one in found.items() if one is not None}
    for row in rows:
        for n in _needed(row, omitted):
            del omitted[n]
    if not omitted:
        return columns, groups, ()
    return (
        tuple(column for n, column in enumerate(columns) if n not in omitted),
        tuple(_group_without(*one, omitted) for one in zip(groups, placed, strict=True)),
        tuple(omitted.values()),
    )


def _placed(rows: Iterable[Row], width: int) -> list[_Placed]:
    """The cells of each row at their columns: those that reach down from above take theirs."""
    taken = [0] * width
    found = []
    for row in rows:
        cells, free = iter(row.cells), 0
        placed = []
        while free < width:
            if taken[free]:
                taken[free] -= 1
                free += 1
            elif (cell := next(cells, None)) is not None:
                placed.append((free, cell))
                taken[free : free + cell.columns] = [cell.rows - 1] * cell.columns
                free += cell.columns
            else:
                break
        found.append(tuple(placed))
    return found


def _omitted(column: Column, at: int, rows: Sequence[_Placed]) -> OmittedColumn | None:
    """What is told instead of a column; `None` where a row has a value, or too many reasons."""
    reasons: list[tuple[str, str]] = []
    for name, cell in _cells_of(at, rows):
        reason = _absence(cell)
        if reason is None:
            return None
        reasons.append((name, reason))
    if not reasons:
        return None
    ((most, count),) = Counter(reason for _, reason in reasons).most_common(1)
    others = tuple((name, reason) for name, reason in reasons if reason not in {most, ""})
    if len(others) > min(_MOST_EXCEPTIONS, count):
        return None
    return OmittedColumn(column, most, others)


def _cells_of(column: int, rows: Iterable[_Placed]) -> Iterator[tuple[str, Cell]]:
    """The cells of a column alone, each with what its row is called."""
    name = ""
    for row in rows:
        for at, cell in row:
            name = _plain(cell.content) if at == 0 else name
            if at == column and cell.columns == 1:
                yield name, cell


def _absence(cell: Cell) -> str | None:
    """Why a cell holds no value; `None` where it holds one."""
    return cell.absence or ("" if cell.content in {BLANK, (BLANK,)} else None)


def _plain(content: Inline) -> str:
    """The words with which a phrase begins."""
    match content:
        case str():
            return content
        case (first, *_):
            return _plain(first)
        case Link():
            return _plain(content.content)
    return ""


def _needed(row: _Placed, omitted: Collection[int]) -> Iterator[int]:
    """The columns without which a cell that reaches over several had no place for its words."""
    for at, cell in row:
        its = range(at, at + cell.columns)
        if cell.columns > 1 and cell.content and all(n in omitted for n in its):
            yield from its


def _group_without(
    group: RowGroup, placed: Sequence[_Placed], omitted: Collection[int]
) -> RowGroup:
    rows = zip(group.rows, placed, strict=True)
    return replace(
        group, rows=tuple(replace(row, cells=tuple(_kept(its, omitted))) for row, its in rows)
    )


def _kept(row: _Placed, omitted: Collection[int]) -> Iterator[Cell]:
    for at, cell in row:
        width = sum(n not in omitted for n in range(at, at + cell.columns))
        if width:
            yield cell if width == cell.columns else replace(cell, columns=width)
