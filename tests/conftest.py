"""What the tests share: the browser, a server for a built folder, and the two sites."""

import functools
import http.server
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.building import PUBLISHED, REPOSITORY, ROOT, TOWN, build
from tools.browser import find_browser

Serve = Callable[[Path], AbstractContextManager[str]]

_QUIET = (
    *("--disable-background-networking", "--disable-component-update", "--disable-gpu"),
    *("--disable-sync", "--no-first-run"),
)
_ROOTS = ("--no-sandbox",)
"""Chromium refuses to start as root with its sandbox."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="take the present output as expected")
    parser.addoption("--fuzz", type=int, metavar="N", help="try N changed folders of each kind")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium. Without one the tests fail: skipped tests would look like passed ones."""
    executable = find_browser()
    if executable is None:
        pytest.fail("no Chromium was found; `make test` installs one", pytrace=False)
    arguments = [*_QUIET, *(_ROOTS if _is_root() else ())]
    expect.set_options(timeout=30_000)  # as long as actions wait; no test is about speed
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=arguments)
        yield chromium
        chromium.close()


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


@pytest.fixture(scope="session")
def serve() -> Serve:
    """`with serve(folder) as address:` serves a built folder; the address ends with `/`."""
    return _serve


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # connections stay open, as with any host of static sites

    def log_message(self, *_: object) -> None:
        """Say nothing: pytest's own output is to be read."""


class _Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128

    def handle_error(self, *_: object) -> None:
        """Say nothing of a browser that went away before its answer came."""


@contextmanager
def _serve(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Handler, directory=str(folder))
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the repository's own records."""
    return build(ROOT / "content", tmp_path_factory.mktemp("real"), **REPOSITORY)


@pytest.fixture(scope="session")
def town_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the fictional town."""
    return build(TOWN, tmp_path_factory.mktemp("town"), **REPOSITORY)


@pytest.fixture(scope="session")
def published_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the fictional town as it is published at `PUBLISHED`, with PDFs of 2024."""
    published = {"SITE_URL": PUBLISHED, "HYOKA_PDF": "2024"}
    return build(TOWN, tmp_path_factory.mktemp("published"), **REPOSITORY, **published)
