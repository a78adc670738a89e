"""What the tests of pages in the browser share: the town's site, and a window on a desk."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

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
