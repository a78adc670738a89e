"""The records as JSON for programs: one file for every page that shows records.

The page `policies/kizuna/2018/` has its file at `api/v1/policies/kizuna/2018.json`: an object with
one property a table, each a list of the table's rows that belong there. A row is what the table's
CSV file has on a line: a property a column, in the same words. A number has the digits of the CSV
file (`65.0`). A blank is `null`, and only there stands the `_missing` that tells why.
"""

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from hyoka.opendata.column import ABSENT, MISSING, Cell
from hyoka.opendata.files.csv_files import written
from hyoka.opendata.files.file import Download, Form
from hyoka.opendata.files.once import Once
from hyoka.opendata.files.resources import API, EVERYWHERE, RESOURCES, Resource
from hyoka.opendata.table import DataTable

INDEX = "index.json"
"""The list of all files."""

Values = Mapping[str, Cell]
"""The columns of a file's address, and what they are."""


@dataclass(frozen=True, slots=True)
class ApiFile:
    """A file: which, and of which tables it has rows."""

    resource: Resource
    values: Values
    places: Mapping[str, Sequence[int]]
    """Those of its rows, by table."""
    rows: "_Rows" = field(repr=False)
    """Of all tables."""

    @property
    def path(self) -> str:
        """Below `API`."""
        return self.resource.path.format(**self.values)

    @property
    def download(self) -> Download:
        """The file itself."""
        own = dict.fromkeys(part.table for part in self.resource.parts)
        holds = tuple(table for table in own if self.places[table])
        return Download(f"{API}/{self.path}", Form.JSON, self._content, holds=holds)

    def _content(self) -> bytes:
        return _document(self.rows.written(self.places))


def page_file(url: str) -> str:
    """Where the JSON file of a page lies, if it has one; `url`: the page's."""
    return f"{API}/{url.removesuffix('/')}.json"


def answers(tables: Iterable[DataTable]) -> Iterator[ApiFile]:
    """Every file of every kind, each kind in the order of its table."""
    rows = _Rows({table.name: table for table in tables})
    for resource in RESOURCES:
        for values in _files_of(resource, rows):
            yield ApiFile(resource, values, rows.of(resource, values), rows)


def index(every: Iterable[ApiFile], tables: Iterable[DataTable]) -> Download:
    """The list of all files."""
    return Download(f"{API}/{INDEX}", Form.JSON, partial(_index, every, tables))


def _index(every: Iterable[ApiFile], tables: Iterable[DataTable]) -> bytes:
    municipality = next(table for table in tables if table.name == EVERYWHERE.table)
    found = [
        json.dumps(
            {"resource": answer.resource.name, "path": answer.path, **answer.values},
            ensure_ascii=False,
            separators=(",", ":"),
        ).encode()
        for answer in every
    ]
    lists = {EVERYWHERE.table: list(_objects(municipality)), "resources": found}
    return _document(lists)


def _files_of(resource: Resource, rows: "_Rows") -> Iterator[Values]:
    """What tells the files of a kind apart; what has no page has no file."""
    table = rows.tables[resource.of]
    pages = table.below("page") if "page" in table.names else None
    for key, places in rows.groups(resource.of, resource.key).items():
        paged = pages is None or pages[places[0]] not in ABSENT
        if paged and not set(key) & {None, *ABSENT}:
            yield dict(zip(resource.key, key, strict=True))


_Groups = Mapping[tuple[Cell, ...], Sequence[int]]
"""The places of a table's rows by what they have in some columns."""


@dataclass(frozen=True)
class _Rows:
    """The rows of all tables, each written and each grouping made once."""

    tables: Mapping[str, DataTable]
    _written: dict[str, Sequence[bytes]] = field(default_factory=dict)
    _grouped: dict[tuple[str, tuple[str, ...]], _Groups] = field(default_factory=dict)

    def of(self, resource: Resource, values: Values) -> Mapping[str, Sequence[int]]:
        """The places of a file's rows, by table."""
        given = {**values, "page": f"{resource.path.format(**values).removesuffix('.json')}/"}
        places: dict[str, Sequence[int]] = {}
        for part in (EVERYWHERE, *resource.parts):
            by = resource.key if part.by is None else part.by
            if part.through:
                wanted = self._cells(part.through, by, places[part.through])
            else:
                wanted = [tuple(given[name] for name in by)]
            found = self.groups(part.table, by)
            known = places.get(part.table, ())
            more = (place for key in wanted for place in found.get(key, ()))
            places[part.table] = [*dict.fromkeys((*known, *more))]
        return places

    def written(self, places: Mapping[str, Sequence[int]]) -> Mapping[str, Sequence[bytes]]:
        """The rows at some places, by table, each as JSON."""
        return {table: [self._json(table)[place] for place in at] for table, at in places.items()}

    def groups(self, table: str, by: tuple[str, ...]) -> _Groups:
        """Where the rows of a table stand, by what they have in the columns `by`."""
        if (table, by) not in self._grouped:
            groups: dict[tuple[Cell, ...], list[int]] = {}
            for place, key in enumerate(_picked(self.tables[table], by)):
                groups.setdefault(key, []).append(place)
            self._grouped[table, by] = groups
        return self._grouped[table, by]

    def _cells(
        self, table: str, names: tuple[str, ...], places: Sequence[int]
    ) -> list[tuple[Cell, ...]]:
        """What some rows have in some columns, each once."""
        picked = _picked(self.tables[table], names, places)
        return list(dict.fromkeys(picked))

    def _json(self, table: str) -> Sequence[bytes]:
        if table not in self._written:
            self._written[table] = list(_objects(self.tables[table]))
        return self._written[table]


def _picked(
    table: DataTable, names: tuple[str, ...], places: Sequence[int] | None = None
) -> Iterator[tuple[Cell, ...]]:
    columns = [table.below(name) for name in names]
    every = range(table.row_count) if places is None else places
    return (tuple([column[place] for column in columns]) for place in every)


def _document(lists: Mapping[str, Sequence[bytes]]) -> bytes:
    """An object of lists, a row a line."""
    members = (b'"%b":[\n%b]' % (name.encode(), _lines(rows)) for name, rows in lists.items())
    return b"{%b}\n" % b",\n".join(members)


def _lines(rows: Sequence[bytes]) -> bytes:
    return b",\n".join(rows) + b"\n" if rows else b""


def _objects(table: DataTable) -> Iterator[bytes]:
    """Each row as JSON: the json module would write a `Decimal` only through a binary number.

    A `_missing` without a code is left out: it would be a third of the bytes.
    """
    members = [_members(name, table.below(name)) for name in table.names]
    for row in zip(*members, strict=True):
        yield f"{{{','.join(filter(None, row))}}}".encode()


def _members(name: str, cells: Sequence[Cell]) -> Iterable[str]:
    """Each cell of a column below its name; empty where it is left out."""
    begun = f"{_string(name)}:"
    alike = Once[Cell, str](lambda cell: begun + _json(cell))
    if name.endswith(MISSING):
        alike[None] = ""
    if {str, type(None)}.issuperset(map(type, cells)):
        return map(alike.__getitem__, cells)
    return [alike[None] if cell is None else begun + _json(cell) for cell in cells]


_string = json.JSONEncoder(ensure_ascii=False).encode


def _json(cell: Cell) -> str:
    match cell:
        case str():
            return _string(cell)
        case None:
            return "null"
        case datetime.date():
            return _string(written(cell))
        case _:
            return written(cell)
