"""Nothing that a reader could see changes untold: every value of a record, changed and left out."""

import datetime
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from hyoka import site
from hyoka.changes.difference import Side, compare, side
from hyoka.content import read_folder
from hyoka.content.builder import Plain
from hyoka.content.documents import YamlDocument, read_document
from hyoka.content.folder import read_file
from hyoka.pages.inputs import inputs_of
from hyoka.problems import errors_in
from hyoka.site import Checked
from hyoka.wording import load_language
from tests.building import TOWN
from tests.malicious.texts import flow

pytestmark = pytest.mark.usefixtures("each_text_is_read_once")
JA = load_language("ja")
FILES = (
    "municipality.yml",
    "plans/keikaku-4.yml",
    "policies/mimori/2024.yml",
    "policies/mimori/policy.yml",
    "projects/mimamori.yml",
    "recommendations/gaibu-r4-mimamori.yml",
    "surveys/2023.yml",
    "surveys/2024.yml",
)
"""Those of the town in which most of what a record can say stands."""
WHOLE = {"accessibility", "documents", "headings"}
"""What is compared as a whole, whatever is in it: a few hundred values of the municipality."""
LEFT_OUT = ("anzen", "kigou", "mirai", "tsunagari")
"""Policies that the others do without."""
Place = tuple[str | int, ...]


def inside(data: Plain) -> list[tuple[str | int, Plain]]:
    """The keys or numbers of what `data` holds, with it."""
    match data:
        case dict():
            return list(data.items())
        case tuple():
            return list(enumerate(data))
        case _:
            return []


def places(data: Plain, place: Place = ()) -> Iterator[tuple[Place, Plain]]:
    """Every key, item and value below `data`."""
    for step, value in inside(data):
        yield (*place, step), value
        yield from places(value, (*place, step))


def with_other(data: Plain, place: Place, value: Plain) -> Plain:
    """The same data with another value at a place; with none, without the place."""
    if not place:
        return value
    items = inside(data)
    new = {k: with_other(v, place[1:], value) if k == place[0] else v for k, v in items}
    kept = {k: v for k, v in new.items() if v is not None}
    return {str(k): v for k, v in kept.items()} if isinstance(data, dict) else tuple(kept.values())


def other(value: Plain) -> Plain:
    """Another value of the same kind; none for what is no single value."""
    match value:
        case bool():
            return not value
        case int() | Decimal():
            return value + 1
        case str():
            try:
                return (datetime.date.fromisoformat(value) + datetime.timedelta(days=1)).isoformat()
            except ValueError:
                return f"{value}変"
        case _:
            return None


def changed(file: Path) -> Iterator[str]:
    """The record with one value changed or left out, each kind of place once."""
    document = read_document(read_file(file), file.name)
    assert isinstance(document, YamlDocument)
    kinds: set[Place] = set()
    for place, present in places(document.data):
        if place[0] in WHOLE:
            continue
        kind = tuple("*" if isinstance(step, int) else step for step in place)
        value = other(present)
        if kind not in kinds:
            kinds.add(kind)
            yield flow(with_other(document.data, place, None))
            if value is not None:
                yield flow(with_other(document.data, place, value))


def of(checked: Checked) -> Side | None:
    """The folder's records as they are compared; none where they have an error."""
    if errors_in(checked.problems):
        return None
    evaluation, files = checked.made.evaluation, checked.reading.files.values()
    inputs = inputs_of((file.entry for file in files), checked.records, evaluation)
    return side(evaluation, JA, inputs)


def pages(content: Path) -> dict[str, str]:
    return {
        page.path: page.markdown for page in site.build(read_folder(content), files=False).pages
    }


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Some of the town's records: a few are compared many times."""
    folder = shutil.copytree(TOWN, tmp_path / "content")
    for policy in LEFT_OUT:
        shutil.rmtree(folder / "policies" / policy)
        for project in folder.glob("projects/*.yml"):
            if f"\npolicy: {policy}\n" in project.read_text(encoding="utf-8"):
                project.unlink()
    (folder / "recommendations" / "kessan-r4-kanyu.yml").unlink()  # about what is left out
    return folder


@pytest.mark.parametrize("file", FILES)
def test_what_changes_a_page_is_told(file: str, content: Path) -> None:
    record = content / file
    first, shown = site.examine(read_folder(content)), pages(content)
    before = of(first)
    assert before is not None
    compared = 0
    for new in list(changed(record)):
        record.write_text(new, encoding="utf-8")
        if after := of(site.examine(read_folder(content), last=first)):
            compared += 1
            if not compare(before, after, JA).pages:
                assert pages(content) == shown, new
    assert compared >= 4
