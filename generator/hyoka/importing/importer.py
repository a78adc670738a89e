"""Rows of tables into records: made where there are none, changed where there are."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hyoka.authoring.record_edit import edited, name_of, same
from hyoka.authoring.source_lines import is_block
from hyoka.authoring.yaml_writer import mapping as yaml_lines
from hyoka.content.builder import Plain
from hyoka.content.content import Content
from hyoka.content.documents import YamlDocument, parse_document, read_document
from hyoka.content.record_paths import layout_of
from hyoka.content.validation import noun_at, validated
from hyoka.importing.cells import Cell, Table
from hyoka.importing.fields import Place
from hyoka.importing.gathering import Gathered, Gatherer, Taken, Untaken, cell_problem
from hyoka.importing.placed import standing, with_values
from hyoka.model import Record
from hyoka.model.fields import StrictModel
from hyoka.problems import Problem, RecordPath
from hyoka.progress import counted
from hyoka.units import number_with_unit


@dataclass(frozen=True, slots=True)
class ImportedRecord:
    """A record as it will be."""

    path: str
    """Inside `content/`."""
    before: str | None
    """Its text; `None`: there is no such record yet."""
    after: str

    @property
    def changed(self) -> bool:
        """Whether anything is to be written."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import comes to; nothing has been written yet."""

    records: tuple[ImportedRecord, ...]
    problems: tuple[Problem, ...]
    untaken: tuple[Untaken, ...]
    taken: int
    """How many cells went into records."""
    hidden: tuple[tuple[Table, tuple[Cell, ...]], ...]
    """Of these, those of each table that whoever opens the workbook does not see."""


def imported(gatherer: Gatherer, content: Content) -> Imported:
    """The records that were gathered, each as it will be in the content."""
    maker = _Maker(gatherer, content)
    records = tuple(maker.records())
    untaken = tuple(_untaken(gatherer, maker.taken))
    problems = tuple(dict.fromkeys(gatherer.problems))
    hidden = tuple(_hidden(gatherer, maker.taken))
    return Imported(records, problems, untaken, len(maker.taken), hidden)


def _hidden(
    gatherer: Gatherer, taken: set[tuple[str, int, int]]
) -> Iterator[tuple[Table, tuple[Cell, ...]]]:
    """What went into records out of rows and columns that are hidden."""
    found: dict[str, tuple[Table, dict[tuple[int, int], Cell]]] = {}
    for gathered in gatherer.gathered.values():
        for key, (table, cell) in gathered.cells.items():
            if key in taken and not table.shows(cell):
                found.setdefault(table.path, (table, {}))[1][cell.row, cell.column] = cell
    yield from ((table, tuple(cells.values())) for table, cells in found.values())


def _untaken(gatherer: Gatherer, taken: set[tuple[str, int, int]]) -> Iterator[Untaken]:
    """What went into no record, each cell once: that one took it is not told of for another."""
    known = set(taken)
    for (path, reason), (table, left) in gatherer.untaken.items():
        spots = {(path, *spot): cell for spot, cell in left.items()}
        cells = [cell for spot, cell in spots.items() if spot not in known]
        known |= spots.keys()
        if cells:
            yield Untaken(table, tuple(cells), reason)


class _Maker:
    """Makes records of what was gathered."""

    def __init__(self, gatherer: Gatherer, content: Content) -> None:
        self.gatherer = gatherer
        self.content = content
        self.problems = gatherer.problems
        self.entries = {entry.path: entry for entry in content.entries}
        self.taken: set[tuple[str, int, int]] = set()
        """The cells of the records that were made."""

    def records(self) -> Iterator[ImportedRecord]:
        for path, gathered in counted("importing", self.gatherer.gathered.items()):
            made = self._made(path, gathered)
            if made is None:
                self.gatherer.leave(gathered)
            else:
                self.taken.update(gathered.cells)
                yield made

    def _made(self, path: str, gathered: Gathered) -> ImportedRecord | None:
        """The record at a path as it will be; none where that would be no record."""
        noun = gathered.record.kind.noun
        document = self._document(path, noun)
        if isinstance(document, tuple):
            self.problems += document
            return None
        before = document.data if document and isinstance(document.data, dict) else {}
        self._leave_other_units(gathered, before)
        data = with_values(noun, before, _placed(gathered, before))
        if not data:
            return None  # of none of its cells could anything be taken
        if document is not None and same(before, data):
            return ImportedRecord(path, document.text, document.text)
        made = self._written(path, document, data, noun)
        if not self._is_valid(path, made, data, gathered):
            return None
        return ImportedRecord(path, document.text if document else None, made.text)

    def _leave_other_units(self, gathered: Gathered, before: Mapping[str, Plain]) -> None:
        """Leave the numbers that are shown in another unit than their indicator's."""
        for place, taken in [*gathered.values.items()]:
            unit = _unit(place, gathered, before)
            found = number_with_unit(taken.cell.text) if unit else None
            if unit and found and not unicodedata.normalize("NFKC", unit).startswith(found[1]):
                self.gatherer.refuse(gathered, place, "other_unit_in_cell", found[1], unit)

    def _written(
        self,
        path: str,
        document: YamlDocument | None,
        data: dict[str, Plain],
        noun: type[StrictModel],
    ) -> YamlDocument:
        """A record's text with the data in it: that which there is, or a new one."""
        if document is not None:
            return edited(document, data, lambda keys: [*noun_at(noun, keys).model_fields])
        text = "\n".join([*yaml_lines(data, 0), ""])
        made = parse_document(text, self.content.shown_path(path))
        assert isinstance(made, YamlDocument), text  # noqa: S101 - what is written can be read
        return made

    def _document(
        self, path: str, noun: type[StrictModel]
    ) -> YamlDocument | tuple[Problem, ...] | None:
        """The record that there is; what is none is told, and stays as it is."""
        entry = self.entries.get(path)
        if entry is None:
            return None
        document = read_document(entry, self.content.shown_path(path))
        if isinstance(document, tuple):
            return document
        read = validated(document, noun, layout_of(path)[1])
        if isinstance(read, tuple):
            return read
        if not is_block(document.root):
            return (document.problem("import_record_in_braces", (), {}),)
        return document

    def _is_valid(
        self, path: str, document: YamlDocument, data: Mapping[str, Plain], gathered: Gathered
    ) -> bool:
        """Whether it is a record; what keeps it from being one is told of its cells."""
        named = layout_of(path)[1]
        read = validated(document, gathered.record.kind.noun, named)
        if isinstance(read, Record):
            return True
        for problem in read:
            taken = _of(problem.place, data, gathered.values)
            if taken is None:
                self.problems.append(problem)
            else:
                at = taken.table, taken.cell
                told = cell_problem(*at, problem.rule, problem.place, problem.values)
                self.problems.append(told)
        return False


def _unit(place: Place, gathered: Gathered, before: Mapping[str, Plain]) -> str | None:
    """The unit of the indicator of which a number stands at a place."""
    if place[-3:-2] != ("indicators",) or isinstance(gathered.values[place].value, str):
        return None
    taken = gathered.values.get(("indicators", place[-2], "unit"))
    indicators = before.get("indicators", ())
    known = indicators if isinstance(indicators, tuple) else ()
    found = (it.get("unit") for it in known if isinstance(it, dict) and name_of(it) == place[-2])
    unit = taken.value if taken else next(found, None)
    return unit if isinstance(unit, str) else None


def _placed(gathered: Gathered, before: Mapping[str, Plain]) -> dict[Place, Plain]:
    """What is to stand in a record: the cells' values, and what is usual where nothing stands."""
    noun = gathered.record.kind.noun
    placed = {place: taken.value for place, taken in gathered.values.items()}
    there = dict(standing(noun, before))
    changed = {
        place[:length]
        for place, value in placed.items()
        if gathered.renewed and not same(there.get(place), value)
        for length in range(len(place))
    }
    for place, value in gathered.usual.items():
        is_new = place in gathered.renewed and place[:-1] in changed
        if place not in placed and (is_new or place not in there):
            placed[place] = value
    placed |= dict.fromkeys(gathered.cleared & there.keys() - placed.keys())
    if "fiscal_year" in gathered.named:
        placed["fiscal_year",] = int(gathered.named["fiscal_year"])
    return placed


def _of(
    place: RecordPath, data: Mapping[str, Plain], values: Mapping[Place, Taken]
) -> Taken | None:
    """The cell that the value at a place comes from, or else one that stands beside it."""
    steps = _named(place, data)
    while True:
        inside = [taken for at, taken in values.items() if at[: len(steps)] == steps]
        if inside or not steps:
            return next(iter(inside), None)
        steps = steps[:-1]


def _named(place: RecordPath, data: Any) -> Place:  # noqa: ANN401 - plain data of any depth
    """A place with the names of items in place of their positions."""
    steps: list[str] = []
    for step in place:
        inside: Any = None
        if isinstance(data, tuple) and isinstance(step, int) and step < len(data):
            inside = data[step]
            steps.append(name_of(inside) or str(step + 1))
        else:
            if isinstance(data, dict):
                inside = data.get(str(step))
            steps.append(str(step))
        data = inside
    return tuple(steps)


def counts(imported: Imported) -> Counter[str]:
    """How many records are new, changed and the same."""
    return Counter(
        "same" if not record.changed else "new" if record.before is None else "changed"
        for record in imported.records
    )
