"""The reader in Python alone, for a Python that libyaml's is not built for: it reads the same."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import documents
from generator.documents import MAX_DEPTH, PythonReader, YamlDocument, parse_document
from generator.problems import Problem
from tests.building import REAL, TOWN


def _by_python(text: str) -> YamlDocument | tuple[Problem, ...]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(documents, "READER", PythonReader)
        return parse_document(text, "a.yml")


@pytest.mark.parametrize("folder", [TOWN, REAL], ids=["town", "real"])
def test_both_readers_read_the_same_values_at_the_same_places(folder: Path) -> None:
    for file in sorted(folder.rglob("*.yml")):
        text = file.read_text(encoding="utf-8")
        first, second = parse_document(text, "a.yml"), _by_python(text)
        assert isinstance(first, YamlDocument)
        assert isinstance(second, YamlDocument)
        assert repr(first.data) == repr(second.data), file
        assert first.lines == second.lines
        for place in first.lines:
            assert first.locate(place) == second.locate(place), (file, place)


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
