"""What the rows of tables say of each record, with the cells that they say it in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from hyoka.content.builder import Plain
from hyoka.importing.bound import BoundColumn, BoundRecord, Layout, Steps
from hyoka.importing.cells import Cell, Table, bare
from hyoka.importing.fields import FieldType, Place, as_id, field_type, is_field, named
from hyoka.importing.templates import PART, Template
from hyoka.importing.values import CellError, converted, parts_of
from hyoka.model import Municipality
from hyoka.model.fields import id_problem
from hyoka.model.import_mapping import ImportColumn, ImportMapping
from hyoka.problems import Problem, RecordPath
from hyoka.units import Missing

NOT_STATED_SIGN = "－"
"""What a sheet prints where it states nothing, if the municipality names no other sign."""


_AS_IT_IS = ImportColumn(heading="constant", field="constant")
"""How a constant is read."""
_Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Untaken:
    """Cells that went into no record, for one reason."""

    table: Table
    cells: tuple[Cell, ...]
    reason: str
    """A word of `import.untaken`, or what the mapping says."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A value and the cell that it comes from."""

    value: Plain
    table: Table
    cell: Cell


@dataclass
class Gathered:
    """What all rows say of one record."""

    record: BoundRecord
    named: dict[str, str]
    values: dict[Place, Taken] = field(default_factory=dict)
    usual: dict[Place, Plain] = field(default_factory=dict)
    """What the mapping says of all such records: it stands where nothing else does."""
    renewed: set[Place] = field(default_factory=set)
    """Of these, what is written anew where a value beside it changes."""
    cleared: set[Place] = field(default_factory=set)
    """Where nothing is to stand any more, now that something else does."""
    cells: dict[tuple[str, int, int], tuple[Table, Cell]] = field(default_factory=dict)
    """All cells that were taken into it."""
    parts: set[Place] = field(default_factory=set)
    """The parts of the record that something is said of."""

    def take(self, table: Table, cell: Cell) -> None:
        """Count a cell as taken."""
        self.cells[table.path, cell.row, cell.column] = (table, cell)

    def say(self, place: Place) -> None:
        """Note that something is said of a place and of all that it is a part of."""
        self.parts.update(place[:length] for length in range(len(place)))


class Gatherer:
    """Gathers what tables say of records, by a mapping."""

    def __init__(self, mapping: ImportMapping, municipality: Municipality) -> None:
        """How tables are read.

        Args:
            mapping: which cell is which field.
            municipality: how its records write money, and a value that is not stated.
        """
        self.mapping = mapping
        self.municipality = municipality
        self.problems: list[Problem] = []
        self.gathered: dict[str, Gathered] = {}
        self.untaken: dict[tuple[str, str], tuple[Table, dict[_Spot, Cell]]] = {}
        self.signs = {bare(sign.cell): sign.value for sign in mapping.signs}

    def table(self, table: Table, layout: Layout) -> None:
        """Take a table, over which the mapping was laid."""
        seen: set[_Spot] = set()
        for row in layout.rows:
            if row not in layout.skipped:
                for record in layout.records:
                    seen.update(self._row(table, row, record))
        for gathered in self.gathered.values():
            seen.update((row, column) for path, row, column in gathered.cells if path == table.path)
        for spot, cell in table.cells.items():
            if spot not in seen:
                self._leave(table, cell, layout.skipped.get(cell.row) or layout.reason(*spot))

    def leave_all(self, table: Table, reason: str) -> None:
        """Take nothing of a sheet that the mapping does not read."""
        for cell in table.cells.values():
            self._leave(table, cell, reason)

    def leave(self, gathered: Gathered) -> None:
        """Take nothing of what was gathered for a record that cannot be made."""
        for table, cell in gathered.cells.values():
            self._leave(table, cell, "record_refused")

    def refuse(self, gathered: Gathered, place: Place, rule: str, shown: str, unit: str) -> None:
        """Leave a value that was gathered, and tell why."""
        taken = gathered.values.pop(place)
        # Of the same cell another value may have been left before.
        gathered.cells.pop((taken.table.path, taken.cell.row, taken.cell.column), None)
        self._fault(taken.table, taken.cell, rule, place, shown=shown, unit=unit)

    def _leave(self, table: Table, cell: Cell, reason: str) -> None:
        _, cells = self.untaken.setdefault((table.path, reason), (table, {}))
        cells[cell.row, cell.column] = cell

    def _fault(
        self, table: Table, cell: Cell, rule: str, at: RecordPath = (), **values: str
    ) -> None:
        self._leave(table, cell, "refused")
        self.problems.append(cell_problem(table, cell, rule, at, values))

    def _row(self, table: Table, row: int, record: BoundRecord) -> Iterator[_Spot]:
        """Take a row into a record; the places of its cells that have been seen to."""
        values = []
        for bound in record.columns:
            if cell := bound.source.cell(table, row):
                yield cell.row, cell.column
                if bound.field:
                    values.append((bound, cell))
                else:
                    self._leave(table, cell, str(bound.column.ignored))
        if values:
            path = self._path(table, row, record, values[0][1])
            if path:
                self._take_row(table, row, path, values)
            else:
                for cell in (*(cell for _, cell in values), *_naming(table, row, record)):
                    self._leave(table, cell, "row_without_record")
                    yield cell.row, cell.column

    def _path(self, table: Table, row: int, record: BoundRecord, first: Cell) -> str | None:
        """The path of the record that a row is of; none where it cannot be told."""
        if lacking := record.cell_without_id(table, row):
            key, source = lacking
            blank = Cell(source.source.row or row, source.source.column, "")
            at = source.cell(table, row) or blank
            self._fault(table, at, "import_row_without_id", key=key, got=at.text)
            return None
        path, known = record.kind.path, {}
        for key, template in record.path:
            value = as_id(template.filled(table, row) or "")
            if key != "fiscal_year" and (rule := id_problem(value)):
                where = next((it.cell(table, row) for it in template.sources), None)
                self._fault(table, where or first, rule, (key,), got=value)
                return None
            path = path.replace(f"<{key}>", value)
            known[key] = value
        self.gathered.setdefault(path, Gathered(record, known))
        return path

    def _take_row(
        self, table: Table, row: int, path: str, cells: Sequence[tuple[BoundColumn, Cell]]
    ) -> None:
        gathered = self.gathered[path]
        for cell in _naming(table, row, gathered.record):
            gathered.take(table, cell)
        for bound, cell in cells:
            if not self._is_told(table, row, bound, gathered.record):
                self._leave(table, cell, "only_with")
            else:
                self._take(table, row, gathered, bound, cell)
        self._take_blanks(table, row, gathered)
        self._take_constants(table, row, gathered)

    def _take(
        self, table: Table, row: int, gathered: Gathered, bound: BoundColumn, cell: Cell
    ) -> None:
        place = self._place(table, row, gathered, bound.field)
        if place is None:
            self._leave(table, cell, "no_place")
        elif bare(cell.text) in map(bare, bound.column.empty):
            self._leave(table, cell, "sign")
        elif PART in place:
            for number, part in enumerate(parts_of(cell.text, bound.column.split), 1):
                at = tuple(str(number) if step == PART else step for step in place)
                self._take_at(table, gathered, bound, replace(cell, value=part), at)
        else:
            self._take_at(table, gathered, bound, cell, place)

    def _take_at(
        self, table: Table, gathered: Gathered, bound: BoundColumn, cell: Cell, place: Place
    ) -> None:
        taken_as = field_type(gathered.record.kind.noun, place)
        try:
            found = self._values(cell, bound, place, taken_as)
        except CellError as error:
            values = {"got": _short(cell.text), **error.values}
            self._fault(table, cell, error.rule, place, **values)
            return
        if not found:
            self._leave(table, cell, "sign")
            return
        for at, value in found.items():
            self._put(gathered, at, Taken(value, table, cell), is_list=taken_as.kind == "list")
        self._put_beside(gathered, bound.column, place, is_number=not isinstance(found[place], str))

    def _put_beside(
        self, gathered: Gathered, column: ImportColumn, place: Place, *, is_number: bool
    ) -> None:
        """Write what the mapping says beside a value, and remove what belonged to another."""
        for it in column.beside:
            if is_number or not it.only_number:
                gathered.usual.setdefault((*place[:-1], it.field), it.value)
        words = f"{place[-1]}_words"
        stale = (
            *column.clears,
            *([words] if is_field(gathered.record.kind.noun, place, words) else ()),
        )
        gathered.cleared.update((*place[:-1], key) for key in stale)

    def _place(self, table: Table, row: int, gathered: Gathered, steps: Steps) -> Place | None:
        """Where a row's value belongs; none where a cell that tells it is empty or no year."""
        written = [step.filled(table, row) for step in steps]
        if None in written:
            return None
        naming = list(_cells_of(table, row, steps))
        try:
            place = named(gathered.record.kind.noun, tuple(step or "" for step in written))
        except ValueError:
            for cell in naming:
                self._fault(table, cell, "no_year_in_cell", got=_short(cell.text))
            return None
        for cell in naming:
            gathered.take(table, cell)
        return place

    def _values(
        self, cell: Cell, bound: BoundColumn, place: Place, taken_as: FieldType
    ) -> dict[Place, Plain]:
        """What a cell says, by the place; nothing where it is a sign for that."""
        text = bare(cell.text)
        if text in self.signs and not any(bare(it.cell) == text for it in bound.column.choices):
            return self._missing(cell, place, self.signs[text], taken_as)
        money_unit = self.municipality.money_unit.value
        try:
            return {place: converted(cell, bound.column, taken_as, money_unit)}
        except CellError as error:
            if bound.column.words and error.rule == "no_number_in_cell":
                words = (*place[:-1], f"{place[-1]}_words")
                return {place: Missing.NOT_QUANTIFIABLE.value, words: cell.text}
            raise

    def _missing(
        self, cell: Cell, place: Place, missing: Missing | None, taken_as: FieldType
    ) -> dict[Place, Plain]:
        if missing is None or not taken_as.takes_missing:
            return {}
        found: dict[Place, Plain] = {place: missing.value}
        usual = self.municipality.not_stated_sign or NOT_STATED_SIGN
        if missing is Missing.NOT_STATED and cell.text != usual and place[-1] == "actual":
            found[*place[:-1], f"{place[-1]}_words"] = cell.text
        return found

    def _put(
        self, gathered: Gathered, place: Place, taken: Taken, *, is_list: bool = False
    ) -> None:
        known = gathered.values.get(place)
        gathered.say(place)
        if known is None:
            gathered.values[place] = taken
        elif known.value != taken.value:
            if is_list and known.table is taken.table and known.cell.row == taken.cell.row:
                joined = (*_items(known.value), *_items(taken.value))
                gathered.values[place] = replace(known, value=tuple(dict.fromkeys(joined)))
            else:
                self._fault_of_two(place, known, taken)
                return
        gathered.take(taken.table, taken.cell)

    def _fault_of_two(self, place: Place, known: Taken, taken: Taken) -> None:
        table, cell = taken.table, taken.cell
        there = known.table.name if known.table.file == table.file else known.table.path
        other = f"{there}!{known.cell.address}" if there else known.cell.address
        values = {"got": _short(str(taken.value)), "known": _short(str(known.value))}
        self._fault(table, cell, "import_two_values", place, other=other, **values)

    def _is_told(self, table: Table, row: int, bound: BoundColumn, record: BoundRecord) -> bool:
        """Whether the cell has a value that a column's own belongs to, if there is one to ask."""
        if bound.only_with is None:
            return True
        cell = bound.only_with.cell(table, row)
        if cell is None:
            return False
        text = bare(cell.text)
        return text not in self.signs and text not in record.empty.get(bound.only_with, ())

    def _take_blanks(self, table: Table, row: int, gathered: Gathered) -> None:
        """The reasons that the mapping gives for empty cells."""
        for bound in gathered.record.columns:
            if bound.column.blank is None or bound.source.cell(table, row):
                continue
            if self._is_told(table, row, bound, gathered.record):
                place = self._place(table, row, gathered, bound.field)
                if place is not None:
                    gathered.say(place)
                    gathered.usual.setdefault(place, bound.column.blank.value)

    def _take_constants(self, table: Table, row: int, gathered: Gathered) -> None:
        """The constants of the record, and of those of its parts that something is said of."""
        for constant in gathered.record.constants:
            place = self._place(table, row, gathered, constant.field)
            value = constant.value
            if place is None:
                continue
            if constant.when_changed:
                gathered.renewed.add(place)
            if isinstance(value, Template) and value.sources:
                self._take_text(table, row, gathered, value, place)
            elif place[:-1] in gathered.parts and place not in gathered.usual:
                gathered.usual[place] = (
                    self._read(gathered, place, Cell(row, 1, value.texts[0]))
                    if isinstance(value, Template)
                    else value
                )

    def _take_text(
        self, table: Table, row: int, gathered: Gathered, text: Template, place: Place
    ) -> None:
        """Take a text that is made of cells; none where one of them is empty."""
        written = text.filled(table, row)
        if written is None:
            return
        first, *others = _cells_of(table, row, [text])
        try:
            value = self._read(gathered, place, replace(first, value=written))
        except CellError as error:
            self._fault(table, first, error.rule, place, got=_short(written), **error.values)
            return
        self._put(gathered, place, Taken(value, table, first))
        for cell in others:
            gathered.take(table, cell)

    def _read(self, gathered: Gathered, place: Place, text: Cell) -> Plain:
        taken_as = field_type(gathered.record.kind.noun, place)
        return converted(text, _AS_IT_IS, taken_as, self.municipality.money_unit.value)


def _items(value: Plain) -> tuple[Plain, ...]:
    return value if isinstance(value, tuple) else (value,)


def _cells_of(table: Table, row: int, templates: Iterable[Template]) -> Iterator[Cell]:
    """The cells whose words stand in texts."""
    for template in templates:
        for source in template.sources:
            if cell := source.cell(table, row):
                yield cell


def _naming(table: Table, row: int, record: BoundRecord) -> Iterator[Cell]:
    """The cells that tell which record a row is of."""
    return _cells_of(table, row, (template for _, template in record.path))


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"  # noqa: PLR2004 - fits a line


def cell_problem(
    table: Table, cell: Cell, rule: str, place: RecordPath, values: Mapping[str, str]
) -> Problem:
    """A problem with what a cell holds."""
    path = f"{table.path}!{cell.address}"
    first = cell.text.split("\n")[0]
    return Problem(path, 0, 1, rule, place, values, first, max(len(first), 1))
