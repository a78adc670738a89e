"""What the tests share: the browser, a server for a built folder, and the two sites."""

import gc
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from hyoka.content.documents import examine_document
from hyoka.files.cache import OFF, SETTING
from hyoka.wording import words
from tests.building import PUBLISHED, REAL, REPOSITORY, ROOT, TOWN, build
from tests.git_histories import CAME, TOUCHED, TOUCHED_ON, begin, commit
from tests.shared_folders import make_once
from tools import serving
from tools.browser import find_browser, launch

Serve = Callable[[Path], AbstractContextManager[str]]


MAX_LENGTH = (
    "test_axe.py",
    "test_scripts.py",
    "test_difference_every_value.py",
    "test_text_escaping.py",
    "test_site.py",
    "test_wheel.py",
    "test_fuzz.py",
    "test_pull_request.py",
    "test_print.py",
    "test_embargo.py",
    "test_largest_records.py",
    "test_many_cities.py",
    "test_datapackage.py",
    "test_display.py",
    "test_last_good_site.py",
    "test_office.py",
    "test_serve.py",
)
"""The files with tests of many seconds, that with the longest first."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="take the present output as expected")
    parser.addoption("--fuzz", type=int, metavar="N", help="try N changed folders of each kind")
    parser.addoption("--fuzz-seed", type=int, metavar="S", help="the folders of that seed, again")


def _no_word(path: str) -> str:
    """A word that is nowhere: a site is built all the same, with its path; a test fails."""
    raise KeyError(path)


def pytest_configure(config: pytest.Config) -> None:
    # What a test makes is made now: a test of the cache takes this back by `cached`.
    os.environ[SETTING] = OFF
    _configure_fuzzing(config)


def _configure_fuzzing(config: pytest.Config) -> None:
    """The seed of the folders that are tried: by chance for a long search, else always the same."""
    pytest.MonkeyPatch().setattr(words, "no_word", _no_word)
    if config.option.fuzz_seed is None:  # the workers are told
        config.option.fuzz_seed = secrets.randbelow(10**9) if config.option.fuzz else 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest tests: at the end no worker is to wait for another one's."""
    place = {name: place for place, name in enumerate(MAX_LENGTH)}
    items.sort(key=lambda item: place.get(item.path.name, len(place)))


def pytest_collection_finish() -> None:
    """What was collected stays to the end: garbage is not looked for among it again and again."""
    gc.collect()
    gc.freeze()


def pytest_report_header(config: pytest.Config) -> str | None:
    """The seed, with which the same folders can be tried again."""
    again = f"--fuzz {config.option.fuzz} --fuzz-seed {config.option.fuzz_seed}"
    return f"fuzz: {again}" if config.option.fuzz else None


@pytest.fixture
def cached(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was made once may be found again, as it is where nobody says otherwise."""
    monkeypatch.delenv(SETTING)


@pytest.fixture(scope="session")
def refused() -> list[str]:
    """What the pages' Content-Security-Policy refused, as the browser's console tells it."""
    return []


@pytest.fixture(autouse=True)
def nothing_is_refused(refused: list[str]) -> Iterator[None]:
    """Fails a test on whose pages the policy had to refuse anything, unless it looked into that."""
    yield
    told = refused.copy()
    refused.clear()
    assert told == []


def _listen(browser: Browser, refused: list[str]) -> None:
    """Note what is refused in every window that `browser` opens from now on."""
    new_context, new_page = browser.new_context, browser.new_page

    def listened(context: BrowserContext) -> BrowserContext:
        context.on("console", lambda told: refused.extend(_refusals(told.text)))
        return context

    def page_of(**like: Any) -> Page:  # noqa: ANN401 - whatever Playwright takes
        page = new_page(**like)
        listened(page.context)
        return page

    browser.new_context = lambda **like: listened(new_context(**like))  # type: ignore[method-assign]
    browser.new_page = page_of  # type: ignore[method-assign]


def _refusals(told: str) -> list[str]:
    return [told] if "Content Security Policy" in told else []


@pytest.fixture(scope="session")
def browser(refused: list[str]) -> Iterator[Browser]:
    """A real Chromium. Without one the tests fail: skipped tests would look like passed ones."""
    executable = find_browser()
    if executable is None:
        pytest.fail("no Chromium was found; `make test` installs one", pytrace=False)
    expect.set_options(timeout=30_000)  # as long as actions wait; no test is about speed
    with sync_playwright() as playwright:
        chromium = launch(playwright, executable)
        _listen(chromium, refused)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def serve() -> Serve:
    """`with serve(folder) as address:` serves a built folder; the address ends with `/`."""
    return serving.serve


_examined = cache(examine_document)


@pytest.fixture
def each_text_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests of one change after the other, in which nearly all records stay as they are."""
    monkeypatch.setattr("hyoka.content.records.examine_document", _examined)


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of 所沢市's records."""
    return make_once(tmp_path_factory, "real", lambda folder: build(REAL, folder, **REPOSITORY))


@pytest.fixture(scope="session")
def town_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the fictional town."""
    return make_once(tmp_path_factory, "town", lambda folder: build(TOWN, folder, **REPOSITORY))


@pytest.fixture(scope="session")
def published_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the fictional town as it is published at `PUBLISHED`, with PDFs of 2024.

    Its records have a history of their own: that of this repository is none of the tests' business.
    """
    return make_once(tmp_path_factory, "published", _publish)


def _publish(folder: Path) -> Path:
    content = Path(shutil.copytree(TOWN, begin(folder / "town") / "content"))
    forms = Path(".github", "ISSUE_TEMPLATE")
    shutil.copytree(ROOT / forms, folder / "town" / forms)
    commit(folder / "town", CAME)
    with (content / TOUCHED).open("a", encoding="utf-8") as record:
        record.write("# 確かめた。\n")
    commit(folder / "town", TOUCHED_ON)
    published = {"SITE_URL": PUBLISHED, "HYOKA_PDF": "2024"}
    return build(content, folder, **REPOSITORY, **published)
