"""Pages that lie elsewhere now, since an id was changed: of what is on them, that is no change."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator.datasets import Cell, Table


def moved_pages(before: Mapping[str, str], after: Mapping[str, str]) -> Mapping[str, str]:
    """The new address of each page that lies elsewhere now, and its former one: by its title."""
    came = _by_title((url, name) for url, name in after.items() if url not in before)
    went = _by_title((url, name) for url, name in before.items() if url not in after)
    return {
        came[name][0]: went[name][0]
        for name in came
        if len(came[name]) == 1 and len(went.get(name, ())) == 1
    }


def _by_title(pages: Iterable[tuple[str, str]]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for url, name in pages:
        found[name].append(url)
    return found


_OF_ID = {"projects": "project_id", "policies": "policy_id"}
"""The column that holds the id of whose page lies in the folder."""


def new_names(moved: Mapping[str, str]) -> Mapping[str, Mapping[Cell, Cell]]:
    """The new cell of each former one, by the column: of the pages that moved, and of their ids."""
    found: dict[str, dict[Cell, Cell]] = defaultdict(dict)
    for url, former in moved.items():
        found["page"][former] = url
        folder, *steps = former.strip("/").split("/")
        if folder in _OF_ID and len(steps) == 1:
            found[_OF_ID[folder]][steps[0]] = url.strip("/").split("/")[-1]
    return found


def with_new_names(table: Table, renamed: Mapping[str, Mapping[Cell, Cell]]) -> Table:
    """A former table as it would be had what moved never lain elsewhere: only that is no change."""
    new = {place: renamed[name] for place, name in enumerate(table.names) if name in renamed}
    if not new:
        return table
    rows = (list(row) for row in table.rows)
    return replace(table, rows=tuple(_with_cells(row, new) for row in rows))


def _with_cells(row: list[Cell], new: Mapping[int, Mapping[Cell, Cell]]) -> tuple[Cell, ...]:
    for place, cells in new.items():
        row[place] = cells.get(row[place], row[place])
    return tuple(row)
