"""Three ways into one: what a cell was, what the workbook says now, and what the record says now.

A value is taken where it was changed and the record still says what the workbook was made of. What
was changed on both sides is a problem with both values; what was changed on neither is nothing.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from hyoka.content.builder import Plain
from hyoka.importing.cells import Cell, Table
from hyoka.importing.values import CellError
from hyoka.problems import Problem
from hyoka.units import Missing
from hyoka.workbook.layout import CellKind, Column, WorkbookCell, text_of
from hyoka.workbook.typed import Typed, typed

_MEASURED = frozenset({CellKind.NUMBER, CellKind.REASON})
_NUMBERS = frozenset({CellKind.NUMBER, CellKind.WHOLE_NUMBER})
_LONGEST = 40
"""So many letters of a value are told."""


@dataclass(frozen=True, slots=True)
class CellAt:
    """A cell of a workbook, in its sheet."""

    table: Table
    cell: Cell
    about: tuple[str, ...] = ()
    """What it asks for: what its row is called, and its column."""

    @property
    def address(self) -> str:
        """`市民部.xlsx!事業!F12`"""
        return f"{self.table.path}!{self.cell.address}"

    def problem(self, rule: str, **values: str) -> Problem:
        """A problem with what it holds."""
        first = self.cell.text.split("\n")[0]
        told = {"got": short(self.cell.text), **values}
        return Problem(self.address, 0, 1, rule, self.about, told, first, max(len(first), 1))


@dataclass(frozen=True, slots=True)
class Asked:
    """A cell that a value of a record is asked in."""

    column: Column
    now: WorkbookCell
    """What the record says now, and where."""
    at: CellAt
    was: str
    """What the workbook was made with."""
    unit: str
    """Of its number."""


@dataclass(frozen=True, slots=True)
class Change:
    """A value to be put into a record; `None`: what it had is taken away."""

    value: Plain
    at: CellAt
    counts: bool
    """Whether it is a number, or the reason why there is none."""
    notices: tuple[Problem, ...] = ()
    """What somebody should see of how it was taken."""


_Said = tuple[Asked, Typed]


class UntakenError(ValueError):
    """What was typed cannot be taken; `problem` tells why."""

    def __init__(self, problem: Problem) -> None:
        """`problem` names the cell."""
        super().__init__(problem.rule)
        self.problem = problem


def short(text: str) -> str:
    """A value as it is told, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def change_of(asked: Sequence[Asked]) -> Change | None:
    """What a workbook changes at a place; nothing where it does not, or the record has it already.

    Args:
        asked: the cell that asks for the value; of a number also that for why there is none.

    Raises:
        UntakenError: what was typed cannot be taken.
    """
    said = _followed([(one, _said(one, asked)) for one in asked])
    same = alike if asked[0].now.kind in _NUMBERS else alike_in_words
    changed = [it for it in said if not same(text_of(it[1].value), it[0].was)]
    if not changed:
        return None
    filled = [it for it in said if it[1].value is not None]
    if len(filled) > 1:
        raise UntakenError(_problem(changed[0][0], "number_and_reason"))
    one, found = (filled or changed)[0]
    was = "".join(it.was for it in asked)
    now = "".join(text_of(it.now.value) for it in asked)
    if same(text_of(found.value), now):
        return None
    if not same(was, now):
        raise UntakenError(_problem(one, "changed_since", was=shown(was), now=shown(now)))
    counts = one.now.kind in _MEASURED
    if counts and found.value is None:
        raise UntakenError(_problem(one, "value_without_reason", was=shown(was)))
    return Change(found.value, one.at, counts, tuple(_notices(one, found, was)))


def suggested(asked: Asked) -> Change | None:
    """What a cell still says that the workbook was made with, though no record says it yet."""
    found = _said(asked) if asked.was else Typed(None)
    return None if found.value is None else Change(found.value, asked.at, counts=False)


def _said(asked: Asked, together: Sequence[Asked] = ()) -> Typed:
    """What a cell says: a number's own cell may say why there is none, too."""
    cell = asked.at.cell if asked.at.cell.value != "" else None
    try:
        return typed(cell, asked.column, asked.now.kind, asked.unit)
    except CellError as error:
        if asked.now.kind is CellKind.NUMBER:
            for other in together[1:]:
                with suppress(CellError):
                    return typed(cell, other.column, CellKind.REASON)
        raise UntakenError(_problem(asked, error.rule, **error.values)) from None


def _followed(said: list[_Said]) -> list[_Said]:
    """What a number's cells say, without what it overtakes: that the number was to follow."""
    (one, number), *beside = said
    for other, reason in beside:
        waited = reason.value == Missing.PENDING and other.was == Missing.PENDING
        if number.value is not None and (waited or number.value == reason.value):
            return [(one, number), (other, Typed(None))]
    return said


def _notices(asked: Asked, found: Typed, was: str) -> list[Problem]:
    if found.value is None:
        return [_problem(asked, "value_removed", was=shown(was))]
    value = short(text_of(found.value))
    if asked.now.kind is CellKind.NUMBER and isinstance(found.value, str):
        return [_problem(asked, "reason_read")]
    return [_problem(asked, "read_as", value=value)] if found.is_read_as else []


def _problem(asked: Asked, rule: str, **values: str) -> Problem:
    return asked.at.problem(rule, **values)


def shown(text: str) -> str:
    """A value of a record as it is told beside another one."""
    return short(text) or "―"


def alike(one: str, other: str) -> bool:
    """Whether two texts say the same, as numbers where they are any: 65.0 and 65 do."""
    try:
        return one == other or Decimal(one) == Decimal(other)
    except InvalidOperation:
        return alike_in_words(one, other)


def alike_in_words(one: str, other: str) -> bool:
    """Whether two texts are the same; at a line's end no white space is seen."""
    return _tidy(one) == _tidy(other)


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()
