"""The records as they will be with what workbooks say, and what keeps them from being so."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from hyoka import site
from hyoka.authoring.record_edit import edited, same
from hyoka.authoring.yaml_writer import mapping as yaml_lines
from hyoka.content import Content
from hyoka.content.builder import Plain
from hyoka.content.content import Entry, EntryType
from hyoka.content.documents import YamlDocument, parse_document, read_document
from hyoka.content.record_paths import layout_of
from hyoka.content.text import as_before
from hyoka.content.validation import noun_at, validated
from hyoka.model.fields import StrictModel
from hyoka.problems import IN_WORKBOOK, Problem, Severity
from hyoka.workbook.layout import Place
from hyoka.workbook.merge import CellAt, Change
from hyoka.workbook.placing import named_place, with_changes
from hyoka.workbook.taking import Taking

_LEFT_OFF = {"target_left_off": "target"}
"""What a row lacks, by the rules that are told at the row's own id."""


@dataclass(frozen=True, slots=True)
class TakenRecord:
    """A record as it will be."""

    path: str
    """Inside `content/`."""
    name: str
    """Of the project; empty where the record has no name of its own."""
    data: bytes
    values: int
    """How many values of it change."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What workbooks come to; nothing has been written yet."""

    records: tuple[TakenRecord, ...]
    refused: tuple[TakenRecord, ...]
    """Those that stay as they are, for with the changes they would be wrong."""
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]


@dataclass(frozen=True)
class Made:
    """A record with the changes in it."""

    entry: Entry
    """Its file as it will be."""
    document: YamlDocument
    noun: type[StrictModel]
    before: Plain
    """What its file held before."""
    cells: Mapping[Place, CellAt]
    """Every cell in which a value of the record is asked."""
    changes: Mapping[Place, Change]

    def invalid(self) -> tuple[Problem, ...]:
        """What keeps it from being a record, each at the cell that it comes from."""
        read = validated(self.document, self.noun, layout_of(self.entry.path)[1])
        return tuple(map(self.at_cell, read)) if isinstance(read, tuple) else ()

    def at_cell(self, problem: Problem) -> Problem:
        """A problem with the record at the cell that it comes from, where one can be told."""
        place = named_place(problem.place, self.document.data)
        lacking = self.cells.get((*place, problem.values.get("key", "")))
        if problem.rule == "missing_field" and lacking:
            return lacking.problem("cell_needed")
        left_off = (*place[:-1], _LEFT_OFF.get(problem.rule, ""))
        at = self.cells.get(place) or self.cells.get(left_off) or self._near(place)
        if at is None:
            return problem
        rule = "cell_alone" if problem.rule == "missing_field" else problem.rule
        return at.problem(rule, **problem.values, **{IN_WORKBOOK: ""})

    def _near(self, place: Place) -> CellAt | None:
        """The first changed cell of the nearest holder of a place that has any."""
        while place:
            for at, change in self.changes.items():
                if at[: len(place)] == place:
                    return change.at
            place = place[:-1]
        return None

    def told(self) -> TakenRecord:
        """What it comes to."""
        data = self.document.data
        name = str(data.get("name", "")) if isinstance(data, dict) else ""
        return TakenRecord(self.entry.path, name, self.entry.data or b"", len(self.changes))


def taken(content: Content, before: site.Checked, taking: Taking) -> Taken:
    """The records as they will be; those that would be wrong stay as they are.

    Args:
        content: the records as they are.
        before: what was found of them.
        taking: what is to be put into them.
    """
    problems = [*taking.problems]
    made = _gathered(content, taking, problems)
    gathered = {**made}
    for path, record in gathered.items():
        if invalid := record.invalid():
            told = {it.path for it in problems}
            problems += [it for it in invalid if it.rule != "cell_needed" or it.path not in told]
            del made[path]
    problems += _checked(content, before, made)
    notices = [
        it
        for record in made.values()
        for change in record.changes.values()
        for it in change.notices
    ]
    return Taken(
        tuple(record.told() for record in made.values()),
        tuple(record.told() for path, record in gathered.items() if path not in made),
        tuple(problems),
        (*taking.notices, *notices),
    )


def _gathered(content: Content, taking: Taking, problems: list[Problem]) -> dict[str, Made]:
    """The records with their changes; of which no single lines can be changed, that is told."""
    entries = {entry.path: entry for entry in content.entries}
    made: dict[str, Made] = {}
    for path, changes in taking.changes.items():
        try:
            found = _made(content, entries.get(path), path, changes, taking)
        except ValueError:
            told = (it.at.problem("record_in_braces", path=path) for it in changes.values())
            problems.extend(told)
        else:
            made |= {path: found} if found else {}
    return made


def _made(
    content: Content,
    entry: Entry | None,
    path: str,
    changes: Mapping[Place, Change],
    taking: Taking,
) -> Made | None:
    """The record with the changes; none where it has them already."""
    layout = layout_of(path)[0]
    assert layout is not None, path  # noqa: S101 - rows are made of records' paths
    noun, shown = layout.noun, content.shown_path(path)
    document = read_document(entry, shown) if entry is not None else None
    assert not isinstance(document, tuple), path  # noqa: S101 - it was read before
    held = document.data if document and isinstance(document.data, dict) else _named(path)
    data = with_changes(noun, held, {place: it.value for place, it in changes.items()})
    if same(held, data):
        return None
    if document is not None:
        written = edited(document, data, lambda keys: [*noun_at(noun, keys).model_fields])
    else:
        parsed = parse_document("\n".join([*yaml_lines(data, 0), ""]), shown)
        assert isinstance(parsed, YamlDocument), path  # noqa: S101 - what is written can be read
        written = parsed
    text = as_before((entry.data if entry else None) or b"", written.text)
    new = Entry(path, EntryType.FILE, text, len(text))
    return Made(new, written, noun, held, taking.cells.get(path, {}), changes)


def _named(path: str) -> dict[str, Plain]:
    """What a new record has of its path: of all that its name says, only its year stands in it."""
    year = layout_of(path)[1].get("fiscal_year")
    return {"fiscal_year": int(year)} if year else {}


def _checked(content: Content, before: site.Checked, made: dict[str, Made]) -> list[Problem]:
    """What the checks find that they did not find before; what has an error goes out of `made`."""
    problems: list[Problem] = []
    by_path = {content.shown_path(path): path for path in made}
    known = {_key(it, made.get(by_path.get(it.path, "")), old=True) for it in before.problems}
    while made:
        checked = site.examine(_with(content, made), last=before)
        found = [
            (by_path.get(it.path, ""), it)
            for it in checked.problems
            if _key(it, made.get(by_path.get(it.path, ""))) not in known
        ]
        told = [(path, made[path].at_cell(it) if path in made else it) for path, it in found]
        wrong = {path for path, it in told if it.severity is Severity.ERROR} & made.keys()
        problems += [it for path, it in told if not wrong or path in wrong]
        for path in wrong:
            del made[path]
        if not wrong:
            break
    return problems


def _key(problem: Problem, made: Made | None, *, old: bool = False) -> tuple[str, str, Place]:
    """What a problem is known by, wherever its lines stand now."""
    data = None if made is None else made.before if old else made.document.data
    place = named_place(problem.place, data) if made else tuple(map(str, problem.place))
    return problem.path, problem.rule, place


def _with(content: Content, made: Mapping[str, Made]) -> Content:
    """The content with these records in it."""
    entries = {entry.path: entry for entry in content.entries}
    entries |= {path: record.entry for path, record in made.items()}
    return replace(content, entries=tuple(entries[path] for path in sorted(entries)))
