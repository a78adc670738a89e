"""What readers come for is three taps from the home page at most, on a phone; typing is apart."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.building import REAL, TOWN, made_of
from tests.web.conftest import Serve
from tests.web.reader import Reader
from tests.web.tasks import MOST_TAPS, TASKS, first_screen


@pytest.mark.parametrize("letter", TASKS)
def test_what_readers_come_for_is_three_taps_away(phone: Page, address: str, letter: str) -> None:
    reader = Reader(phone, address)
    reader.begin()
    TASKS[letter](reader, made_of(TOWN).evaluation)
    assert 0 < reader.taps <= MOST_TAPS


@pytest.mark.parametrize("content", [TOWN, REAL], ids=["town", "real"])
def test_the_first_screen_says_what_this_is_and_what_it_came_to(
    content: Path, town_site: Path, real_site: Path, phone: Page, serve: Serve
) -> None:
    with serve(town_site if content == TOWN else real_site) as address:
        reader = Reader(phone, address)
        reader.begin()
        first_screen(reader, made_of(content).evaluation)
