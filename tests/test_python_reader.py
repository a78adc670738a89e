"""The reader in Python alone, for a Python that libyaml's is not built for: it reads the same."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hyoka.content import documents, yaml_reader
from hyoka.content.documents import YamlDocument, parse_document
from hyoka.content.yaml_reader import MAX_DEPTH, PythonReader
from hyoka.problems import Problem
from tests.building import REAL, TOWN
from tests.rule_cases import Case, read_cases, rule_names


def _by_python(text: str) -> YamlDocument | tuple[Problem, ...]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_reader, "READER", PythonReader)
        return parse_document(text, "a.yml")


@pytest.mark.parametrize("folder", [TOWN, REAL], ids=["town", "real"])
def test_both_readers_read_the_same_values_at_the_same_places(folder: Path) -> None:
    for file in sorted(folder.rglob("*.yml")):
        text = file.read_text(encoding="utf-8")
        first, second = parse_document(text, "a.yml"), _by_python(text)
        assert isinstance(first, YamlDocument)
        assert isinstance(second, YamlDocument)
        assert repr(first.data) == repr(second.data), file
        places = list(first.source.positions.keys())
        assert places == list(second.source.positions.keys())
        for place in places:
            assert first.locate(place) == second.locate(place), (file, place)
            assert first.locate(place, at_key=True) == second.locate(place, at_key=True)


@pytest.mark.parametrize(
    "text",
    [
        "a:\n  -\nb: 1\nb: 2\n",
        "a: &x 1\n",
        "a: あ #2\n",
        "a: あ\n  い\n",
        "<<: {a: 1}\n",
        "a: {あ}\n",
    ],
)
def test_both_readers_tell_wrong_values_alike(text: str) -> None:
    told = parse_document(text, "a.yml")
    assert isinstance(told, tuple)
    assert _by_python(text) == told


@pytest.mark.parametrize("text", ["[" * 5000, "- " * 5000, "{a: " * 5000])
def test_no_depth_ends_the_process(text: str) -> None:
    found = _by_python(text)
    assert isinstance(found, tuple)
    assert found[0].rule == "too_deep"
    assert found[0].values == {"limit": str(MAX_DEPTH)}


@given(st.text(st.sampled_from("a:-'\"[]{},#&*!|>%@`?\\ \n\tあ1."), max_size=16))
@settings(deadline=None, derandomize=True, max_examples=300)
def test_any_text_is_data_or_told(text: str) -> None:
    found = _by_python(text)
    if isinstance(found, tuple):
        assert all(problem.line >= 1 and problem.column >= 1 for problem in found)


ODD = (
    "%YAML 3.0\n---\na: 1\n",
    'a: "\\q"\n',
    "a: !!x 1\nb: @c\n",
    "- a\nb: 1\n",
    "a:\n\t- b\n",
    "a: 1\n---\nb: 2\n",
    "a: {b: 1:3, c: [2, 3:4]}\nd: e: f\n",
    "a: {b: 'c:d', e: }\n",
    "years:\n  - {actual: 1:3}\n  - -\nx: y: z\n",
)
"""Texts that the two readers' own words are different for."""


@pytest.mark.parametrize("rule", rule_names())
def test_both_readers_tell_every_bad_record_alike(rule: str) -> None:
    texts = [text for case in read_cases(rule) for text in _records(case)]
    for text in texts:
        assert _told(text, PythonReader) == _told(text, yaml_reader.READER), text


@pytest.mark.parametrize("text", ODD)
def test_both_readers_tell_odd_texts_alike(text: str) -> None:
    assert _told(text, PythonReader) == _told(text, yaml_reader.READER)


def _records(case: Case) -> Iterator[str]:
    yield from (text for path, text in case.files.items() if path.endswith(".yml"))


def _told(text: str, reader: type) -> list[Problem]:
    """All but the reader's own words, which are quoted where no rule of ours says more."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_reader, "READER", reader)
        problems = documents.examine_text(text, "a.yml").problems
    return [replace(p, values={**p.values, "reason": ""}) for p in problems]
