"""Folders that all workers of a test run share: whoever needs one first makes it, once."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hyoka.files.file_lock import FileLock

_INTERVAL = 0.05
"""Seconds between two looks whether another worker has finished."""


def make_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Path]) -> Path:
    """What `make` returns, a path in the new folder that it is given; no test may change it.

    `name`: of the folder, and what it is known by. Where `make` fails, each worker tries itself.
    """
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder, made = shared / name, shared / f"{name}.made"
    with _held(shared / f"{name}.lock"):
        if not made.exists():
            folder.mkdir()
            made.write_text(str(make(folder)), encoding="utf-8")
    return Path(made.read_text(encoding="utf-8"))


@contextmanager
def _held(file: Path) -> Iterator[None]:
    """Waits for the lock, and holds it."""
    lock = FileLock(file)
    while not lock.acquire():
        time.sleep(_INTERVAL)
    try:
        yield
    finally:
        lock.release()
