"""What the tables of lists share: columns that can be sorted, rows that can be filtered."""

from collections.abc import Collection, Mapping

from hyoka.elements import BREAK, Cell, CellType, Column, ColumnType, Link, note
from hyoka.evaluation import EvaluatedProjectYear
from hyoka.tables.context import PageContext
from hyoka.tables.filters import Listing
from hyoka.tables.list_rows import NOTHING, AnyRow, Choice
from hyoka.units import FiscalYear


def sortable(title: str, type_: ColumnType = ColumnType.TEXT, unit: str = "") -> Column:
    """A column that can be sorted."""
    return Column(title, unit, type_, is_sortable=True)


def latest_year_column(year: FiscalYear | None, context: PageContext) -> tuple[Column, ...]:
    """Of a list of the latest years, the column that says which; none in a list of one year."""
    return () if year else (sortable(context.word("columns.latest_year")),)


def row_attributes(listing: Listing[AnyRow], row: AnyRow) -> tuple[tuple[str, str], ...]:
    """A row's choices as the script of lists reads them."""
    chosen: tuple[tuple[str, str], ...] = tuple(
        (f"data-{one.name}", " ".join(choice.value for choice in row.several[one.name]))
        if one.several
        else (f"data-{one.name}", row.choices[one.name].value)
        for one in listing.filters
    )
    return (*chosen, ("data-missed", "1")) if row.missed else chosen


_OF_A_YEAR = {
    "projects": {
        "policy-id": "policy_id",
        "division": "division",
        "status": "status",
        "missed": "missed",
    },
    "indicators": {
        "of": "owner_type",
        "policy-id": "policy_id",
        "part": "plan_id measure_id",
        "status": "status",
        "missed": "attained",
    },
    "status_changes": {
        "what": "owner_type",
        "change": "status_change",
        "policy-id": "policy_id",
        "part": "plan_id measure_id",
    },
}
"""By table of open data: the columns that have what a list of it is narrowed down by."""
_MISSED = {"projects": "true", "indicators": "false"}
"""What the column of those that missed their target says of them."""
_WHOSE = {"policy-id": "policy", "part": "measure"}
"""Whose rows a table of many owners' has by these columns: a list has their projects', too."""


def carried_over(listing: Listing[AnyRow], dataset: str, name: str) -> Mapping[str, str]:
    """How a choice is put to the list's table of open data, as the script of lists reads it.

    Nothing where that table would show other rows by it.
    """
    told = dict(_OF_A_YEAR.get(dataset, {}))
    if told and listing.fiscal_year is None:
        told["fiscal-year"] = "fiscal_year"
    if name not in told:
        return {}
    found = {"data-columns": told[name]}
    if name == "missed":
        return {**found, "data-is": _MISSED[dataset]}
    kinds = {one.name for one in listing.filters} & {"of", "what"} & set(told)
    if kinds and name in _WHOSE:
        found["data-when"] = f"{kinds.pop()}={_WHOSE[name]}"
    return found


def choice(chosen: Choice, remark: str = "") -> Cell:
    """What a row has of a filter."""
    type_ = CellType.NO_TEXT if chosen.value == NOTHING else CellType.TEXT
    return Cell((chosen.name, BREAK, note(remark)) if remark else chosen.name, type_)


def chosen_cell(name: str, chosen: Choice, context: PageContext) -> Cell:
    """What a row has of the filter of a name; a division leads to its page."""
    if name != "division" or chosen.value == NOTHING:
        return choice(chosen)
    return Cell(Link(chosen.name, context.links.division(chosen.name)))


def told_of_projects(
    years: Collection[EvaluatedProjectYear], *, with_status: bool
) -> tuple[str, ...]:
    """What is known of any of the rows' years: the columns of which not all would be empty."""
    known = {
        "status": with_status and any(year.indicators for year in years),
        "settlement": any(year.planned or year.record.settlement is not None for year in years),
        "settlement_change": any(year.settlement_change.value is not None for year in years),
        "settlement_change_rate": any(
            year.settlement_change_rate.value is not None for year in years
        ),
        "rates": any(year.indicators for year in years),
    }
    return tuple(name for name, is_known in known.items() if is_known)


def place_of(
    name: str, years: Collection[EvaluatedProjectYear], *, with_status: bool
) -> int | None:
    """Which column of a list of projects tells it, counted from 0; `None`: none does."""
    told = told_of_projects(years, with_status=with_status)
    return told.index(name) + 1 if name in told else None
