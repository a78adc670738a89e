"""What the rows of tables say of each record, with the cells that they say it in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from hyoka.content.builder import Plain
from hyoka.importing.cells import Cell, Table, bare
from hyoka.importing.fields import FieldType, Place, field_type
from hyoka.importing.layout import PART, BoundColumn, BoundRecord, Layout, Template
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


@dataclass(frozen=True, slots=True)
class Untaken:
    """Cells that went into no record, for one reason."""

    table: Table
    cells: tuple[Cell, ...]
    reason: str
    """A word of `import.untaken`, or what the mapping says."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A value and the cell that it comes from; a constant comes from none."""

    value: Plain
    table: Table
    cell: Cell | None


@dataclass
class Gathered:
    """What all rows say of one record."""

    record: BoundRecord
    named: dict[str, str]
    values: dict[Place, Taken] = field(default_factory=dict)


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
        self.untaken: dict[tuple[str, str], tuple[Table, list[Cell]]] = {}
        self.signs = {bare(sign.cell): sign.value for sign in mapping.signs}

    def table(self, table: Table, layout: Layout) -> None:
        """Take a table, over which the mapping was laid."""
        used: set[tuple[int, int]] = set()
        for row in layout.rows:
            for record in layout.records:
                used |= self._row(table, row, record)
        for place, cell in table.cells.items():
            if place not in used and cell.row not in layout.headings:
                self._leave(table, cell, "no_column")

    def leave_all(self, table: Table) -> None:
        """Take nothing of a sheet that the mapping does not read."""
        for cell in table.cells.values():
            self._leave(table, cell, "no_sheet")

    def leave(self, gathered: Gathered) -> None:
        """Take nothing of what was gathered for a record that cannot be made."""
        for taken in gathered.values.values():
            if taken.cell is not None:
                self._leave(taken.table, taken.cell, "record_refused")

    def _leave(self, table: Table, cell: Cell, reason: str) -> None:
        _, cells = self.untaken.setdefault((table.path, reason), (table, []))
        cells.append(cell)

    def _fault(
        self, table: Table, cell: Cell, rule: str, at: RecordPath = (), **values: str
    ) -> None:
        self.problems.append(cell_problem(table, cell, rule, at, values))

    def _row(self, table: Table, row: int, record: BoundRecord) -> set[tuple[int, int]]:
        """Take a row into a record; the places of its cells that have been seen to."""
        cells = [
            (bound, cell)
            for bound in record.columns
            if (cell := bound.source.cell(table, row)) is not None
        ]
        used = {(cell.row, cell.column) for _, cell in cells}
        named = {key: template.filled(table, row) for key, template in record.path}
        used |= {
            (cell.row, cell.column)
            for _, template in record.path
            for source in template.sources
            if (cell := source.cell(table, row))
        }
        values = [(bound, cell) for bound, cell in cells if bound.field is not None]
        for bound, cell in cells:
            if bound.field is None:
                self._leave(table, cell, str(bound.column.ignored))
        if values:
            path = self._path(table, row, record, named, values[0][1])
            if path:
                self._take_row(table, row, path, values)
            else:
                for _, cell in values:
                    self._leave(table, cell, "row_without_record")
        return used

    def _path(
        self,
        table: Table,
        row: int,
        record: BoundRecord,
        named: Mapping[str, str | None],
        first: Cell,
    ) -> str | None:
        """The path of the record that a row is of; none where it cannot be told."""
        if lacking := record.cell_without_id(table, row):
            key, source = lacking
            at = source.cell(table, row) or Cell(source.row or row, source.column, "")
            self._fault(table, at, "import_row_without_id", key=key, got=at.text)
            return None
        path = record.kind.path
        for key, template in record.path:
            value = named[key] or ""
            if key != "fiscal_year" and (rule := id_problem(value)):
                where = next((it.cell(table, row) for it in template.sources), None)
                self._fault(table, where or first, rule, (key,), got=value)
                return None
            path = path.replace(f"<{key}>", value)
        known = {key: value or "" for key, value in named.items()}
        self.gathered.setdefault(path, Gathered(record, known))
        return path

    def _take_row(
        self, table: Table, row: int, path: str, cells: Sequence[tuple[BoundColumn, Cell]]
    ) -> None:
        gathered = self.gathered[path]
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
        place = self._place(table, row, bound)
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
        for at, value in found.items():
            self._put(table, gathered, at, value, cell)

    def _place(self, table: Table, row: int, bound: BoundColumn) -> Place | None:
        written = bound.field.filled(table, row) if bound.field else None
        return tuple(written.split("/")) if written else None

    def _values(
        self, cell: Cell, bound: BoundColumn, place: Place, taken_as: FieldType
    ) -> dict[Place, Plain]:
        """What a cell says, by the place; nothing where it is a sign for that."""
        beside: dict[Place, Plain] = {
            (*place[:-1], it.field): it.value for it in bound.column.beside if not it.only_number
        }
        text = bare(cell.text)
        if text in self.signs and not any(bare(it.cell) == text for it in bound.column.choices):
            missing = self._missing(cell, place, self.signs[text], taken_as)
            return missing and {**missing, **beside}
        words = (*place[:-1], f"{place[-1]}_words")
        try:
            value = converted(cell, bound.column, taken_as, self.municipality.money_unit.value)
        except CellError as error:
            if bound.column.words and error.rule == "no_number_in_cell":
                return {place: Missing.NOT_QUANTIFIABLE.value, words: cell.text, **beside}
            raise
        with_number: dict[Place, Plain] = {
            (*place[:-1], it.field): it.value for it in bound.column.beside if it.only_number
        }
        return {place: value, **beside, **with_number}

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
        self, table: Table, gathered: Gathered, place: Place, value: Plain, cell: Cell | None
    ) -> None:
        known = gathered.values.get(place)
        if known is not None and known.value != value and cell is not None:
            there = known.table.name if known.table.file == table.file else known.table.path
            other = f"{there}!{known.cell.address}" if known.cell else ""
            values = {"got": _short(cell.text), "other": other, "known": _short(str(known.value))}
            self._fault(table, cell, "import_two_values", place, **values)
        elif known is None:
            gathered.values[place] = Taken(value, table, cell)

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
            place = self._place(table, row, bound)
            if place is not None and self._is_told(table, row, bound, gathered.record):
                self._put(table, gathered, place, bound.column.blank.value, None)

    def _take_constants(self, table: Table, row: int, gathered: Gathered) -> None:
        """The constants of the record, and of those of its parts that the row says something of."""
        for constant in gathered.record.constants:
            written = constant.field.filled(table, row)
            place = tuple((written or "").split("/"))
            above = place[:-1]
            if written and any(it[: len(above)] == above for it in gathered.values):
                value: Plain
                if isinstance(constant.value, Template):
                    value = self._text(table, row, gathered, constant.value, place)
                else:
                    value = constant.value
                if value is not None:
                    self._put(table, gathered, place, value, None)

    def _text(
        self, table: Table, row: int, gathered: Gathered, constant: Template, place: Place
    ) -> Plain:
        """A constant text as its field takes it; none where a cell that it names is empty."""
        text = constant.filled(table, row)
        if text is None:
            return None
        first = constant.sources[0].cell(table, row) if constant.sources else None
        cell = replace(first, value=text) if first else Cell(row, 1, text)
        taken_as = field_type(gathered.record.kind.noun, place)
        try:
            return converted(cell, _AS_IT_IS, taken_as, self.municipality.money_unit.value)
        except CellError as error:
            self._fault(table, cell, error.rule, place, got=_short(text), **error.values)
            return None


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"  # noqa: PLR2004 - fits a line


def cell_problem(
    table: Table, cell: Cell, rule: str, place: RecordPath, values: Mapping[str, str]
) -> Problem:
    """A problem with what a cell holds."""
    path = f"{table.path}!{cell.address}"
    first = cell.text.split("\n")[0]
    return Problem(path, 0, 1, rule, place, values, first, max(len(first), 1))
