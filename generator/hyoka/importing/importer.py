"""Rows of tables into records: made where there are none, changed where there are."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hyoka.authoring.record_edit import edited, name_of, same
from hyoka.authoring.yaml_writer import mapping as yaml_lines
from hyoka.content.builder import Plain
from hyoka.content.content import Content
from hyoka.content.documents import YamlDocument, parse_document, read_document
from hyoka.content.record_paths import layout_of
from hyoka.content.validation import noun_at, validated
from hyoka.importing.fields import Place
from hyoka.importing.gathering import Gathered, Gatherer, Taken, Untaken, cell_problem
from hyoka.importing.placed import with_values
from hyoka.model import Record
from hyoka.model.fields import StrictModel
from hyoka.problems import Problem, RecordPath
from hyoka.progress import counted


@dataclass(frozen=True, slots=True)
class ImportedRecord:
    """A record as it will be."""

    path: str
    """Inside `content/`."""
    before: str | None
    """Its text; `None`: there is no such record yet."""
    after: str
    cells: int
    """How many cells it takes."""

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


def imported(gatherer: Gatherer, content: Content) -> Imported:
    """The records that were gathered, each as it will be in the content."""
    maker = _Maker(gatherer, content)
    records = tuple(maker.records())
    untaken = tuple(
        Untaken(table, tuple(cells), reason)
        for (_, reason), (table, cells) in gatherer.untaken.items()
    )
    taken = sum(record.cells for record in records)
    return Imported(records, tuple(gatherer.problems), untaken, taken)


class _Maker:
    """Makes records of what was gathered."""

    def __init__(self, gatherer: Gatherer, content: Content) -> None:
        self.gatherer = gatherer
        self.content = content
        self.problems = gatherer.problems
        self.entries = {entry.path: entry for entry in content.entries}

    def records(self) -> Iterator[ImportedRecord]:
        for path, gathered in counted("importing", self.gatherer.gathered.items()):
            made = self._made(path, gathered)
            if made is None:
                self.gatherer.leave(gathered)
            else:
                yield made

    def _made(self, path: str, gathered: Gathered) -> ImportedRecord | None:
        """The record at a path as it will be; none where that would be no record."""
        noun = gathered.record.kind.noun
        placed = {place: taken.value for place, taken in gathered.values.items()}
        if "fiscal_year" in gathered.named:
            placed["fiscal_year",] = int(gathered.named["fiscal_year"])
        document = self._document(path)
        if isinstance(document, tuple):
            self.problems += document
            return None
        before = document.data if document and isinstance(document.data, dict) else {}
        data = with_values(noun, before, placed)
        cells = sum(taken.cell is not None for taken in gathered.values.values())
        if document is not None and same(before, data):
            return ImportedRecord(path, document.text, document.text, cells)
        made = self._written(path, document, data, noun)
        if not self._is_valid(path, made, data, gathered):
            return None
        return ImportedRecord(path, document.text if document else None, made.text, cells)

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

    def _document(self, path: str) -> YamlDocument | tuple[Problem, ...] | None:
        entry = self.entries.get(path)
        return None if entry is None else read_document(entry, self.content.shown_path(path))

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
            cell = taken.cell if taken else None
            if taken is None or cell is None:
                self.problems.append(problem)
            else:
                told = cell_problem(taken.table, cell, problem.rule, problem.place, problem.values)
                self.problems.append(told)
        return False


def _of(
    place: RecordPath, data: Mapping[str, Plain], values: Mapping[Place, Taken]
) -> Taken | None:
    """The cell that the value at a place comes from, or else one that stands beside it."""
    steps = _named(place, data)
    while True:
        inside = [
            taken
            for at, taken in values.items()
            if at[: len(steps)] == steps and taken.cell is not None
        ]
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
