"""Records of an older format, turned into the present one: the steps, and what they do to a text.

A step changes the keys and values that it is about, where they stand; all other characters stay as
they are: comments, quotation marks, digits, line ends. That a file then holds what the step says,
and nothing else, is proved anew for each before a byte is written.
"""

import difflib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from hyoka.content.builder import Plain
from hyoka.content.content import Content, Entry
from hyoka.content.documents import YamlDocument, parse_document, read_document
from hyoka.content.positions import Span
from hyoka.content.record_format import KEY, declared_format, newer_format
from hyoka.content.record_paths import MUNICIPALITY, layout_of
from hyoka.content.records import record_files
from hyoka.content.text import line_end
from hyoka.content.validation import validated
from hyoka.model import RECORD_FORMAT, RENAMED_KEYS, Municipality, noun_of
from hyoka.model.fields import StrictModel
from hyoka.problems import Problem, RecordPath


@dataclass(frozen=True, slots=True)
class Edit:
    """A text in place of another one on its line."""

    span: Span
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """How records become those of the next format."""

    to: int
    """From the one before it."""
    words: str
    """What it does: a word of the language below `migrate.steps`."""
    edits: Callable[[YamlDocument, type[StrictModel]], Iterator[Edit]]
    """What it changes in a file that holds the noun."""
    result: Callable[[Plain, type[StrictModel]], Plain]
    """What the file holds then."""


def _names(noun: type[StrictModel], since: int) -> Mapping[str, str]:
    """The keys of a noun that are called otherwise since a format, each with its new name."""
    return {it.before: it.after for it in RENAMED_KEYS if it.noun is noun and it.since == since}


def _renaming_edits(since: int, document: YamlDocument, noun: type[StrictModel]) -> Iterator[Edit]:
    """A new name for each renamed key; none where the new one stands beside it."""
    for place, name in _renamed_places(document.data, noun, (), since):
        yield Edit(document.locate(place, at_key=True), str(place[-1]), name)


def _renamed_places(
    data: Plain, noun: type[StrictModel], place: RecordPath, since: int
) -> Iterator[tuple[RecordPath, str]]:
    if isinstance(data, tuple):
        for number, item in enumerate(data):
            yield from _renamed_places(item, noun, (*place, number), since)
    if not isinstance(data, dict):
        return
    names = _names(noun, since)
    for key, value in data.items():
        if (name := names.get(key)) and name not in data:
            yield (*place, key), name
        if inside := noun_of(noun, key):
            yield from _renamed_places(value, inside, (*place, key), since)


def _renaming_result(since: int, data: Plain, noun: type[StrictModel]) -> Plain:
    if isinstance(data, tuple):
        return tuple(_renaming_result(since, item, noun) for item in data)
    if not isinstance(data, dict):
        return data
    names = {key: name for key, name in _names(noun, since).items() if name not in data}
    return {
        names.get(key, key): _renaming_result(since, value, inside)
        if (inside := noun_of(noun, key))
        else value
        for key, value in data.items()
    }


STEPS: Sequence[Step] = (
    Step(2, "renamed", partial(_renaming_edits, 2), partial(_renaming_result, 2)),
)
"""All of them, from the oldest to the newest; each is taken by every file, one after the other."""


@dataclass(frozen=True, slots=True)
class MigratedFile:
    """A file of records that is written anew."""

    path: str
    """Inside the content."""
    before: str
    after: str
    changes: Mapping[tuple[str, str], int]
    """How often what was written in place of what."""

    def diff(self, shown: str) -> str:
        """What changes, as a unified diff; `shown`: its path as a reader knows it."""
        sides = (self.before.split("\n"), self.after.split("\n"))
        return "\n".join(difflib.unified_diff(*sides, shown, shown, lineterm=""))


@dataclass(frozen=True, slots=True)
class Migration:
    """What it takes to turn records into the present format."""

    declared: int
    """The format that they are in."""
    steps: Sequence[Step]
    files: Sequence[MigratedFile]
    """Those that change, the municipality's last: it is what says that all are turned, so one that
    is broken off before can be done again."""


class UnsafeMigrationError(ValueError):
    """A file that would hold something else than was meant; the text is its path."""


def migration(content: Content) -> Migration | tuple[Problem, ...]:
    """How the records become those of the present format, or what keeps them from being read.

    Raises:
        UnsafeMigrationError: one cannot be turned without changing more than that.
    """
    files = list(record_files(content))
    documents = {file.path: read_document(file, content.shown_path(file.path)) for file in files}
    municipality = documents.get(MUNICIPALITY)
    if municipality is None:
        return (Problem(content.shown_path(MUNICIPALITY), 1, 1, "no_municipality"),)
    if isinstance(municipality, YamlDocument) and (newer := newer_format(municipality)):
        return (newer,)
    if problems := [p for read in documents.values() if isinstance(read, tuple) for p in read]:
        return tuple(sorted(problems))
    assert isinstance(municipality, YamlDocument)  # noqa: S101 - for the type checker
    declared = declared_format(municipality)
    if declared is None:
        read = validated(municipality, Municipality, {})
        return read if isinstance(read, tuple) else ()
    steps = tuple(step for step in STEPS if step.to > declared)
    last = sorted(files, key=lambda file: file.path == MUNICIPALITY) if steps else ()
    made = (_migrated(file, content.shown_path(file.path), steps) for file in last)
    return Migration(declared, steps, tuple(file for file in made if file))


def in_present_format(content: Content) -> Content:
    """The content with its records in the present format; as it is where that cannot be done."""
    try:
        found = migration(content)
    except UnsafeMigrationError:
        return content
    if isinstance(found, tuple):
        return content
    after = {file.path: file.after.encode() for file in found.files}
    entries = (
        replace(entry, data=after[entry.path], size=len(after[entry.path]))
        if entry.path in after
        else entry
        for entry in content.entries
    )
    return replace(content, entries=tuple(entries))


def _migrated(file: Entry, shown: str, steps: Sequence[Step]) -> MigratedFile | None:
    """A file after the steps; none where they change nothing in it."""
    layout, _ = layout_of(file.path)
    if layout is None:
        return None
    before = (file.data or b"").decode("utf-8")
    text = before.removeprefix(_MARK)
    mark = before[: len(before) - len(text)]
    changes = Counter[tuple[str, str]]()
    for step in steps:
        document = _parsed(text, shown)
        edits = list(step.edits(document, layout.noun))
        text = _proved(_edited(text, edits), shown, step.result(document.data, layout.noun))
        changes.update((edit.before, edit.after) for edit in edits)
    if layout.noun is Municipality:
        text = _with_format(text, _parsed(text, shown))
        changes[KEY, str(RECORD_FORMAT)] += 1
    after = mark + text
    return MigratedFile(file.path, before, after, changes) if after != before else None


_MARK = "\ufeff"
"""The byte order mark, which stands in no line."""


def _parsed(text: str, shown: str) -> YamlDocument:
    document = parse_document(text, shown)
    if isinstance(document, tuple):
        raise UnsafeMigrationError(shown)
    return document


def _proved(text: str, shown: str, meant: Plain) -> str:
    """The text, which holds what was meant."""
    if repr(_parsed(text, shown).data) != repr(meant):
        raise UnsafeMigrationError(shown)
    return text


def _lines(text: str) -> list[str]:
    """The lines of a text with their ends, as a document counts them."""
    end = "\n" if "\n" in text else "\r"
    return [line + end for line in text.split(end)[:-1]] + [text.rsplit(end, maxsplit=1)[-1]]


def _edited(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits, of which none touches another."""
    lines = _lines(text)
    for edit in sorted(edits, key=lambda edit: (edit.span.line, edit.span.column), reverse=True):
        number = edit.span.line - 1
        start = edit.span.column - 1
        line = lines[number]
        written = line[start : start + edit.span.length]
        # A key may stand in quotation marks, which stay.
        now = written.replace(edit.before, edit.after) if edit.before in written else edit.after
        lines[number] = line[:start] + now + line[start + edit.span.length :]
    return "".join(lines)


def _with_format(text: str, document: YamlDocument) -> str:
    """A municipality's text with the present format in it."""
    data = document.data
    assert isinstance(data, dict)  # noqa: S101 - for the type checker: its format was read
    present = str(RECORD_FORMAT)
    if KEY in data:
        made = _edited(text, [Edit(document.locate((KEY,)), str(data[KEY]), present)])
        return _proved(made, document.path, {**data, KEY: RECORD_FORMAT})
    lines = _lines(text)
    first = document.root.start_mark
    lines.insert(first.line, f"{' ' * first.column}{KEY}: {present}{line_end(text)}")
    return _proved("".join(lines), document.path, {KEY: RECORD_FORMAT, **data})
