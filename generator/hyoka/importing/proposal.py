"""A mapping to begin with, guessed from a table's headings; each guess is there to be confirmed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from hyoka.authoring.yaml_writer import scalar
from hyoka.content.placeholders import placeholder
from hyoka.importing.cells import Table, compact, letters
from hyoka.importing.fields import is_list, name_key
from hyoka.model import Project
from hyoka.model.fields import StrictModel, noun_of
from hyoka.model.import_mapping import ImportColumn, ImportConstant, RepeatedColumns
from hyoka.wording import Language

_BRACKETS = re.compile(r"\([^()]*\)|[+=]|^[①-⑳\d.]+")
"""What a heading has beside its words: 事業費計 (A)."""
_ROWS = 12
"""Headings stand in one of so many first rows."""
_NEAR = 0.6
"""How alike a heading and a field's name are at least, for the one to be proposed for the other."""
_EXACT = 1.0
_NARROWEST = 3
"""So many columns make a group, at least."""
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class _Field:
    """A field that a column could be."""

    place: str
    title: str


@dataclass(frozen=True, slots=True)
class Group:
    """Equal headings that follow one another."""

    first: int
    width: int
    count: int


def proposed(table: Table, encoding: str, language: Language) -> str:
    """The text of a mapping for a table with a project a row, read in that code."""
    row = heading_row(table)
    headings = {column: table.heading(row, column) for column in table.columns}
    group = repeated(headings)
    inside = range(group.first, group.first + group.width * group.count) if group else range(0)
    fields = tuple(_fields(Project, ""))
    lines = [f"# {language.word('import.begun.head')}"]
    if not table.name:
        lines += [f"encoding: {encoding}"]
    else:
        lines += ["sheets:", f"  - {scalar(table.name)[0]}"]
    lines += ["heading_rows:", f"  - {row}", "records:", "  - kind: project"]
    lines += [f"    # {language.word('import.begun.id')}", f"    id: {_id(headings, inside)}"]
    lines += ["    constants:", f"      # {language.word('import.begun.document')}"]
    lines += ["      - field: years/{year}/document"]
    lines += [f"        value: {_to_come(ImportConstant, 'value')}", "    columns:"]
    single = ((column, text) for column, text in headings.items() if column not in inside)
    of_project = [it for it in fields if not it.place.startswith("years/")]
    lines += _columns(single, fields if group is None else of_project, "      ", language)
    if group is not None:
        lines += _repeated(group, headings, fields, language)
    return "\n".join([*lines, ""])


def _to_come(noun: type[StrictModel], key: str) -> str:
    """What stands in a field of the mapping that nobody but the municipality can fill in."""
    return placeholder(str(noun.model_fields[key].title))


def heading_row(table: Table) -> int:
    """The row with the most different texts among the first ones."""

    def texts(row: int) -> int:
        found = {cell.text for (at, _), cell in table.cells.items() if at == row and _is_text(cell)}
        return len(found)

    return max(range(1, _ROWS + 1), key=texts)


def _is_text(cell: object) -> bool:
    return isinstance(getattr(cell, "value", None), str)


def repeated(headings: dict[int, str]) -> Group | None:
    """The longest run of equal groups of columns, if there is one."""
    columns = sorted(headings)
    texts = [compact(headings[column]) for column in columns]
    best: Group | None = None
    for width in range(_NARROWEST, len(texts) // 2 + 1):
        start = 0
        while start + 2 * width <= len(texts):
            count = _count(texts, start, width)
            covered = best.width * best.count if best else 0
            if count > 1 and width * count > covered:
                best = Group(columns[start], width, count)
            start += max(width * (count - 1), 1)
    return best


def _count(texts: Sequence[str], start: int, width: int) -> int:
    """How often the texts from `start` stand there again, one group after the other."""
    first = texts[start : start + width]
    if not all(first) or len(set(first)) < width:
        return 1
    count = 1
    while texts[start + count * width : start + (count + 1) * width] == first:
        count += 1
    return count


def _fields(noun: type[StrictModel], above: str, depth: int = 1) -> Iterator[_Field]:
    """The fields that a column of a project's row could be, each with its name."""
    for key, info in noun.model_fields.items():
        inner = noun_of(noun, key)
        if inner is None:
            if key not in {"id", "fiscal_year", "publish_on"}:
                yield _Field(f"{above}{key}", str(info.title))
        elif is_list(noun, key):
            if name_key(inner) == "fiscal_year" and depth == 1:
                yield from _fields(inner, f"{above}{key}/{{year}}/", depth + 1)
        elif depth < _DEEPEST:
            yield from _fields(inner, f"{above}{key}/", depth + 1)


def _id(headings: dict[int, str], inside: range) -> str:
    """The id of a record, made of the column that most likely holds the number."""
    words = ("ID", "番号", "コード", "No")
    single = {column: text for column, text in headings.items() if column not in inside and text}
    found = (column for word in words for column, text in single.items() if word in compact(text))
    return f"jigyou-{{{letters(next(found, 1))}}}"


def _columns(
    headings: Iterator[tuple[int, str]], fields: Sequence[_Field], indent: str, language: Language
) -> Iterator[str]:
    for column, heading in headings:
        if not heading:
            continue
        yield f"{indent}- column: {letters(column)}"
        yield f"{indent}  heading: {scalar(' '.join(heading.split()))[0]}"
        field, alike = _nearest(compact(heading), fields, language)
        if field is None:
            yield f"{indent}  # {language.word('import.begun.unknown')}"
            yield f"{indent}  ignored: {_to_come(ImportColumn, 'ignored')}"
        else:
            form = "exact" if alike == _EXACT else "near"
            yield f"{indent}  # {language.word(f'import.begun.{form}', title=field.title)}"
            yield f"{indent}  field: {field.place}"


def _nearest(
    heading: str, fields: Sequence[_Field], language: Language
) -> tuple[_Field | None, float]:
    """The field that a heading most likely means, and how alike the two are."""
    bare = _BRACKETS.sub("", heading)
    usual = _usual(language)
    for place in (usual.get(heading), usual.get(bare)):
        if known := next((field for field in fields if field.place == place), None):
            return known, _EXACT if compact(known.title) == heading else _NEAR
    best = max(fields, key=lambda field: _likeness(bare, field))
    found = _likeness(bare, best)
    return (best, found) if found >= _NEAR else (None, 0.0)


def _likeness(heading: str, field: _Field) -> float:
    title = compact(field.title)
    return SequenceMatcher(None, heading, title).ratio()


def _usual(language: Language) -> Mapping[str, str]:
    """What municipalities commonly call the fields, by the heading."""
    usual = language.below("import").get("headings")
    words = usual if isinstance(usual, dict) else {}
    return {compact(text): str(place) for text, place in words.items()}


def _repeated(
    group: Group, headings: dict[int, str], fields: Sequence[_Field], language: Language
) -> Iterator[str]:
    yield "    repeated:"
    yield f"      # {language.word('import.begun.years', count=str(group.count))}"
    yield f"      - first: {letters(group.first)}"
    yield f"        width: {group.width}"
    yield "        years:"
    yield f"          - {_to_come(RepeatedColumns, 'years')}"
    yield "        columns:"
    first = ((column, headings[column]) for column in range(group.first, group.first + group.width))
    of_years = [it for it in fields if it.place.startswith("years/")]
    yield from _columns(first, of_years, "          ", language)
