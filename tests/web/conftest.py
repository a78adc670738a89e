"""What the tests of pages in the browser share: the town's site, a desk's window, a phone's."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.web.reader import open_phone

Serve = Callable[[Path], AbstractContextManager[str]]


@pytest.fixture(scope="module")
def address(town_site: Path, serve: Serve) -> Iterator[str]:
    with serve(town_site) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1366, "height": 800}, color_scheme="light", locale="ja"
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    page = open_phone(browser)
    yield page
    page.context.close()
