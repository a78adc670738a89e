"""Pages that lie elsewhere now, since an id was changed: of what is on them, that is no change."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from hyoka.opendata.column import Cell, DataColumn
from hyoka.opendata.table import DataTable

_Key = TypeVar("_Key")


def moved_pages(before: Mapping[str, str], after: Mapping[str, str]) -> Mapping[str, str]:
    """The new address of each page that lies elsewhere now, and its former one: by its title."""
    titles = {**before, **after}
    came = (url for url in after if url not in before)
    went = (url for url in before if url not in after)
    return matched(came, went, titles.__getitem__)


def matched(
    came: Iterable[_Key], went: Iterable[_Key], likeness: Callable[[_Key], Hashable]
) -> Mapping[_Key, _Key]:
    """What went, by what came in its place: the only one on either side that is like the other."""
    there, gone = _by(likeness, came), _by(likeness, went)
    return {
        there[like][0]: gone[like][0]
        for like in there
        if len(there[like]) == len(gone.get(like, ())) == 1
    }


def _by(
    likeness: Callable[[_Key], Hashable], keys: Iterable[_Key]
) -> Mapping[Hashable, list[_Key]]:
    found: dict[Hashable, list[_Key]] = defaultdict(list)
    for key in keys:
        found[likeness(key)].append(key)
    return found


def id_in(url: str, columns: Mapping[str, str]) -> tuple[str, str] | None:
    """The column that holds the id of whose page it is, and the id; `columns`: by the folder."""
    folder, *steps = url.strip("/").split("/")
    return (columns[folder], steps[0]) if folder in columns and len(steps) == 1 else None


_OF_ID = {
    "projects": "project_id",
    "policies": "policy_id",
    "recommendations": "recommendation_id",
}
"""The column that holds the id of whose page lies in the folder."""


def new_names(moved: Mapping[str, str]) -> Mapping[str, Mapping[Cell, Cell]]:
    """The new cell of each former one, by the column: of the pages that moved, and of their ids."""
    found: dict[str, dict[Cell, Cell]] = defaultdict(dict)
    for url, former in moved.items():
        found["page"][former] = url
        if named := id_in(former, _OF_ID):
            column, identifier = named
            found[column][identifier] = url.strip("/").split("/")[-1]
    return found


def with_new_names(table: DataTable, renamed: Mapping[str, Mapping[Cell, Cell]]) -> DataTable:
    """A former table as it would be had what moved never lain elsewhere: only that is no change."""

    def cells(column: DataColumn[Any]) -> tuple[Sequence[Cell], ...]:
        return tuple(_with_new(table.below(name), renamed.get(name, {})) for name in column.names)

    return replace(table, make_cells=cells)


def _with_new(cells: Sequence[Cell], new: Mapping[Cell, Cell]) -> Sequence[Cell]:
    return [new.get(cell, cell) for cell in cells] if new else cells
