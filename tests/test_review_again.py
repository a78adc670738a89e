"""A review takes of one side what is the same on the other, and tells what two strangers tell."""

import random
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from hyoka import site
from hyoka.changes.compared_sources import compare_sources
from hyoka.changes.difference import Difference, as_json
from hyoka.changes.difference.unchanged import differing, same
from hyoka.changes.review import compared, published_side
from hyoka.content import content_from_memory
from hyoka.model import FormerName
from hyoka.problems import errors_in
from hyoka.units import FiscalYear, today
from hyoka.wording import load_language
from tests.building import TOWN
from tests.git_histories import begin, commit
from tests.rule_cases import BASE, copy_base
from tests.test_incremental import EDITS, Files, files_of

JA = load_language("ja")


def examined(files: Files, last: site.Checked | None = None) -> site.Checked:
    return site.examine(content_from_memory(files), today(), last=last)


def difference(past: site.Checked, present: site.Checked, *, shared: bool) -> Difference:
    before = published_side("past", past, JA, today())
    after = published_side("present", present, JA, today(), before if shared else None)
    return compared(before, after, JA, "")


def compare_edits(files: Files, seed: int, edits: int) -> int:
    """How many of so many edits could be compared, each with what it was made from."""
    chance = random.Random(seed)  # noqa: S311 - whoever guesses it may
    good = 0
    for _ in range(edits):
        before = dict(files)
        chance.choice(EDITS)(files, chance)
        present, stranger = examined(files), examined(before)
        past = examined(before, present)
        assert past.problems == stranger.problems
        if errors_in(present.problems):
            files = before
            continue
        for older, newer in ((past, present), (present, past)):
            told = difference(older, newer, shared=True)
            apart = difference(
                stranger if older is past else present,
                present if older is past else stranger,
                shared=False,
            )
            assert as_json(told) == as_json(apart)
            assert told == apart
            good += bool(told.pages)
    return good


@pytest.mark.parametrize("seed", range(2))
def test_what_is_shared_changes_nothing_that_is_told(seed: int) -> None:
    assert compare_edits(files_of(BASE), seed, 12) > 2


def test_so_it_is_of_a_whole_town() -> None:
    assert compare_edits(files_of(TOWN), 3, 3) > 0


@dataclass(frozen=True)
class Row:
    name: str
    parts: tuple[object, ...]


RECORD = FormerName(name="a", until=FiscalYear(2018))
LIKE = RECORD.model_copy()


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        (Row("a", (RECORD, Decimal("1.0"))), Row("a", (RECORD, Decimal("1.0"))), True),
        (Row("a", (RECORD,)), Row("b", (RECORD,)), False),
        (Row("a", (RECORD,)), Row("a", (LIKE,)), False),  # it would have to be looked through
        (Row("a", (RECORD,)), Row("a", (RECORD, RECORD)), False),
        (Decimal("61.2"), Decimal("61.20"), False),
        (1, True, False),
        (FiscalYear(2018), FiscalYear(2018), True),
        ({"a": 1, "b": 2}, {"a": 1, "b": 2}, True),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, False),
        ({"a": Decimal(1)}, {"a": Decimal("1.0")}, False),
        ([1], (1,), False),
        (None, None, True),
        ({1}, {1}, False),
    ],
)
def test_only_what_is_the_same_is(one: object, other: object, are_same: bool) -> None:  # noqa: FBT001
    assert same(one, other, {}) is are_same


@pytest.mark.parametrize(
    ("old", "new", "left"),
    [
        ("abc", "abc", ("", "")),
        ("abc", "axc", ("b", "x")),
        ("abc", "abxc", ("", "x")),
        ("abcc", "abc", ("c", "")),
        ("", "a", ("", "a")),
        ("aba", "aa", ("b", "")),
    ],
)
def test_what_is_left_is_what_differs(old: str, new: str, left: tuple[str, str]) -> None:
    found = differing(list(old), list(new), {})
    assert tuple("".join(rows) for rows in found) == left


def test_problems_bear_the_name_of_their_own_folder(tmp_path: Path) -> None:
    """Two folders with the same records; in one of them a file more."""
    city = begin(tmp_path / "city")
    content = copy_base(city / "content")
    commit(city, "2026-01-01")
    other = copy_base(tmp_path / "records")
    (other / "zu.png").write_bytes(b"")
    told = compare_sources(str(other), None, content, JA, today())
    assert [page.url for page in told.pages] == ["zu.png"]
