"""`mkdocs serve`: a change is seen at the next save, a broken record takes nothing away."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.building import TOWN, configure

PATIENCE = 30
"""Seconds until a change must be seen."""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TOWN, tmp_path / "content"))


@pytest.fixture
def address(content: Path) -> Iterator[str]:
    config = configure(content, content.parent)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["serve", "--livereload", "-f", str(config), "--dev-addr", f"127.0.0.1:{port}"]
    with (content.parent / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", *command],
            env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
            stdout=subprocess.DEVNULL,
            stderr=log,
        )
        yield f"http://127.0.0.1:{port}/"
        server.terminate()
        server.wait(PATIENCE)


def eventually(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.2)
    return False


def test_a_save_is_shown_and_a_broken_record_is_told(content: Path, address: str) -> None:
    record = content / "municipality.yml"
    good = record.read_text(encoding="utf-8")
    name = next(line for line in good.splitlines() if line.startswith("name: "))

    def shows(text: str) -> bool:
        try:
            with urllib.request.urlopen(f"{address}about/", timeout=PATIENCE) as answer:
                return text in answer.read().decode()
        except (urllib.error.URLError, ConnectionError):
            return False

    assert eventually(lambda: shows("政策評価"))
    record.write_text(good.replace(name, "name: 新架空市"), encoding="utf-8")
    assert eventually(lambda: shows("新架空市 政策評価"))

    record.write_text(good.replace(name, "nama: 架空市"), encoding="utf-8")
    log = content.parent / "log"
    assert eventually(lambda: "「name」の書き誤り" in log.read_text(encoding="utf-8"))
    assert shows("新架空市 政策評価")

    record.write_text(good.replace(name, "name: 直った市"), encoding="utf-8")
    assert eventually(lambda: shows("直った市 政策評価"))
    # The index is built behind the reader's back.
    assert eventually(lambda: answers(f"{address}pagefind/pagefind.js"))


def test_only_what_is_served_lets_mkdocs_script_in(address: str, town_site: Path) -> None:
    assert eventually(lambda: answers(address))
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        served = answer.read().decode()
    assert "<script>" in served  # it reloads the page after a save
    assert "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval';" in served
    assert "unsafe-inline" not in (town_site / "index.html").read_text(encoding="utf-8")


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
            return bool(answer.status == 200)
    except urllib.error.URLError:
        return False
