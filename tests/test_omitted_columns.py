"""A column in which no row has a value does not stand; why is told once, below the table."""

import pytest

from hyoka.elements import Cell, Column, ColumnType, Row, RowGroup, without_omitted_columns

NO_TARGET, PENDING, ZERO = "目標値がない", "実績値が未集計", "0のため"


def _none(why: str) -> Cell:
    return Cell("―", absence=why)


def _table(*rows: tuple[str, ...]) -> tuple[tuple[Column, ...], tuple[RowGroup, ...]]:
    """Rows of a name and cells: `=7` holds a value, everything else is why there is none."""
    made = tuple(
        Row(
            (
                Cell(name, is_header=True),
                *(Cell(cell[1:]) if cell.startswith("=") else _none(cell) for cell in cells),
            )
        )
        for name, *cells in rows
    )
    columns = tuple(Column(f"欄{n}", "", ColumnType.NUMBER) for n in range(len(made[0].cells)))
    return columns, (RowGroup(made),)


@pytest.mark.parametrize(
    ("column", "told"),
    [
        ([NO_TARGET, NO_TARGET], (NO_TARGET, ())),
        ([NO_TARGET], (NO_TARGET, ())),
        ([NO_TARGET, NO_TARGET, PENDING], (NO_TARGET, (("C", PENDING),))),
        ([NO_TARGET, PENDING], (NO_TARGET, (("B", PENDING),))),
        ([NO_TARGET, PENDING, ZERO], None),
        (["", "", ""], ("", ())),
        ([NO_TARGET, "", ""], ("", (("A", NO_TARGET),))),
        ([NO_TARGET, "=7", NO_TARGET], None),
        ([NO_TARGET] * 4 + [PENDING] * 4, None),
    ],
)
def test_a_column_is_left_out_where_few_words_say_why_nothing_stands_in_it(
    column: list[str], told: tuple[str, tuple[tuple[str, str], ...]] | None
) -> None:
    rows = [(name, "=1", cell) for name, cell in zip("ABCDEFGH", column, strict=False)]
    columns, groups = _table(*rows)
    kept, parts, omitted = without_omitted_columns(columns, groups)
    assert [(one.reason, one.exceptions) for one in omitted] == ([told] if told else [])
    assert len(kept) == (2 if told else 3)
    assert all(len(row.cells) == len(kept) for group in parts for row in group.rows)


def test_a_cell_over_several_columns_reaches_over_those_that_are_left() -> None:
    columns, (group,) = _table(("A", NO_TARGET, "=1"), ("B", NO_TARGET, "=2"))
    last = Row((Cell("計", is_header=True), Cell("すべて", columns=2)))
    _, parts, _ = without_omitted_columns(columns, (RowGroup((*group.rows, last)),))
    assert [len(row.cells) for row in parts[0].rows] == [2, 2, 2]
    assert parts[0].rows[-1].cells[1].columns == 1


def test_a_column_stays_where_else_the_words_over_it_had_no_place() -> None:
    columns, (group,) = _table(("A", NO_TARGET, NO_TARGET, "=1"))
    wide = Row((Cell("B", is_header=True), Cell("対象指標", columns=2), Cell("2")))
    groups = (RowGroup((*group.rows, wide)),)
    assert without_omitted_columns(columns, groups) == (columns, groups, ())


def test_rows_below_a_cell_that_reaches_down_are_read_at_their_columns() -> None:
    columns, _ = _table(("A", "=1", NO_TARGET))
    first = Row((Cell("A", is_header=True, rows=2), Cell("甲"), _none(NO_TARGET)))
    groups = (RowGroup((first, Row((Cell("乙"), _none(PENDING))))),)
    kept, parts, omitted = without_omitted_columns(columns, groups)
    assert len(kept) == 2
    assert [len(row.cells) for row in parts[0].rows] == [2, 1]
    assert omitted[0].exceptions == (("A", PENDING),)
