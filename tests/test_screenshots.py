"""`make screenshots`: that nothing is left out. What it takes is looked at, not tested."""

from collections import Counter

import pytest

from hyoka import site
from hyoka.content import read_folder
from hyoka.pages import ABOUT, PAGE_KINDS
from tests.building import ROOT
from tools.screenshots import CONTENTS, DESK, PHONE, shots

STATES = {"not-found", "search", "menu", "calculation"}
"""What is no page of its own, or one that no record makes."""


def _kinds() -> set[str]:
    named = {kind.name for kind in PAGE_KINDS} - {"about"}
    return named | {f"about-{name}" for name in ABOUT} | STATES


def test_every_kind_of_page_is_taken_once_at_each_width() -> None:
    taken = list(shots(site.build(read_folder(CONTENTS["town"]), files=False).pages))
    assert {shot.name for shot in taken} == _kinds()
    assert max(Counter(shot.name for shot in taken).values()) == 1
    assert {shot.name: shot.widths for shot in taken if shot.widths != (PHONE, DESK)} == {
        "menu": (PHONE,)
    }


@pytest.mark.parametrize("name", CONTENTS)
def test_every_shot_is_of_a_page_that_there_is(name: str) -> None:
    pages = site.build(read_folder(CONTENTS[name]), files=False).pages
    urls = {page.url for page in pages} | {"404.html"}
    assert {shot.url for shot in shots(pages)} <= urls


def test_the_screenshots_are_not_committed() -> None:
    assert "/screenshots/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
