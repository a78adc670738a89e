"""A city's whole site beside Hugo's pages: built, built again after an edit, served, reviewed.

Every thing is done in turn, again and again, and its median counts: whatever slows the machine down
then slows all.
"""

import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.error import URLError

from benchmarks import yardstick
from benchmarks.records import built, demo, git, settings_of
from benchmarks.usage import ROOT, Usage, used

HUGO = "Hugo: as many pages"
_PATIENCE = 300
"""Seconds after which a page that should have come never will."""
_SAVES, _BETWEEN = 5, 3
"""How many saves there are, and the seconds between them: the index is built behind them."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a thing takes: the medians of its runs."""

    name: str
    usage: Usage


def taken(folder: Path, projects: int, runs: int) -> Iterator[Taken]:
    """What each thing takes of a fictional city's site, and Hugo of its pages."""
    city = _City(folder / "city", projects)
    yardstick.write_pages(folder / "hugo")
    things: Mapping[str, Callable[[], Usage]] = {
        HUGO: lambda: yardstick.build(folder / "hugo"),
        "`mkdocs build`": city.build,
        "`mkdocs build` after one edit": city.build_after_edit,
        "`hyoka check`": city.check,
        "`hyoka check` again": city.check_again,
        "check and `hyoka review` of one edit": city.review,
    }
    usages: dict[str, list[Usage]] = {name: [] for name in things}
    for _ in range(runs):
        for name, thing in things.items():
            usages[name].append(thing())
    for name, found in usages.items():
        yield Taken(name, _median(found))
    served = [city.serve() for _ in range(runs)]
    for name, *seconds in zip(city.SERVED, *served, strict=True):
        yield Taken(name, Usage(median(seconds), 0, 0))


def _median(usages: Sequence[Usage]) -> Usage:
    return Usage(
        median(usage.seconds for usage in usages),
        median(usage.processor for usage in usages),
        int(median(usage.peak for usage in usages)),
    )


class _City:
    """The records of a fictional city under version control, and what is done with them."""

    SERVED = (
        "`mkdocs serve`: start",
        "save → its page is right",
        "save → its year's list is right",
    )

    def __init__(self, folder: Path, projects: int) -> None:
        self.folder, self.content, self.number = folder, demo(folder, projects), 100_000
        self.settings = settings_of(folder)
        self.record = min((self.content / "projects").glob("*.yml"))
        for command in (["init", "--quiet"], ["add", "content"], ["commit", "--message=x"]):
            git(folder, *command)

    def _edit(self) -> str:
        """Another settlement of a project's newest year; as pages write it."""
        self.number += 1
        text = self.record.read_text("utf-8")
        before, found, after = text.rpartition("settlement: ")
        assert found  # noqa: S101 - the demo's projects have one
        self.record.write_text(before + found + re.sub(r"^\d+", str(self.number), after), "utf-8")
        return f"{self.number:,}"

    def build(self) -> Usage:
        for made in ("site", ".cache"):
            shutil.rmtree(self.folder / made, ignore_errors=True)
        return built(self.settings)

    def build_after_edit(self) -> Usage:
        self._edit()
        return built(self.settings)

    def check(self) -> Usage:
        shutil.rmtree(self.folder / ".cache", ignore_errors=True)
        return self.check_again()

    def check_again(self) -> Usage:
        return used("hyoka", "check", "--content", "content", folder=self.folder)

    def review(self) -> Usage:
        self._edit()
        check = self.check_again()
        review = used("hyoka", "review", "HEAD", "--content", "content", folder=self.folder)
        return Usage(
            check.seconds + review.seconds,
            check.processor + review.processor,
            max(check.peak, review.peak),
        )

    def serve(self) -> tuple[float, ...]:
        """Seconds until the site is shown, until a saved page is, and until its year's list is."""
        begun = time.perf_counter()
        with _served(self.settings) as address:
            page = f"{address}projects/{self.record.stem}/"
            _until(page, "</html>")
            start = time.perf_counter() - begun
            year = max(re.findall(r"fiscal_year: (\d+)", self.record.read_text("utf-8")))
            saves = [self._save(page, f"{address}years/{year}/projects/") for _ in range(_SAVES)]
            return start, *map(median, zip(*saves, strict=True))

    def _save(self, page: str, year: str) -> tuple[float, float]:
        """Seconds from a save until the project's page is right, and until its year's list is."""
        time.sleep(_BETWEEN)
        begun = time.perf_counter()
        number = self._edit()
        _until(page, number)
        own = time.perf_counter() - begun
        _until(year, number)
        return own, time.perf_counter() - begun


@contextmanager
def _served(settings: Path) -> Iterator[str]:
    """The address at which `mkdocs serve` shows the site."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"127.0.0.1:{port}"
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "serve",
        "--quiet",
        "-f",
        str(settings),
        "-a",
        address,
    ]
    server = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield f"http://{address}/"
    finally:
        server.terminate()
        server.wait()


def _until(address: str, text: str) -> None:
    """Wait until a page holds a text.

    Raises:
        TimeoutError: it never does.
    """
    ends = time.perf_counter() + _PATIENCE
    while time.perf_counter() < ends:
        try:
            with urllib.request.urlopen(address, timeout=_PATIENCE) as page:  # noqa: S310 - our own server
                if text in page.read().decode():
                    return
        except (URLError, ConnectionError):
            pass
        time.sleep(0.01)
    raise TimeoutError(f"{address}: {text}")
