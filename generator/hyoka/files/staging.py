"""A folder that is made anew beside the one that stands, and takes its place when it is whole.

Beside a folder `site` there are while it is made, and after a process that was killed:

- `.site.lock`, held by whoever makes it;
- `.site.building`, which is never taken for whole;
- `.site.previous`, the last good one, in the moment in which the new one takes its place.

Two renames exchange them, for no system but Linux can do it in one. Whoever works on the folder
next finds by these names what a killed process has left, and puts it in order: a missing `site` is
the previous one. Nothing is flushed to the disk: a site can be made again of its records.
"""

import errno
import os
import shutil
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path

from hyoka.files.file_lock import FileLock

SITE = Path("site")
"""Where the site lies, seen from the folder of `mkdocs.yml`, unless a setting says otherwise."""
PATIENCE = 60.0
"""How long, in seconds, one waits for another process that makes the same folder."""
_AT_ONCE = 8
"""So many files are removed at a time."""
_INTERVAL = 0.1
"""Seconds between two attempts."""


class BusyError(Exception):
    """Another process makes the folder; its text is the number of that process."""


class StagedFolder:
    """A folder to be published whole or not at all: `open`, fill `building`, `publish`, `close`."""

    def __init__(self, target: Path) -> None:
        """`target`: where the folder will lie; a link is followed."""
        self.target = Path(os.path.realpath(target))
        self.building = self._beside("building")
        self._previous = self._beside("previous")
        self._lock = FileLock(self._beside("lock"))
        self._new_parents: list[Path] = []

    def _beside(self, suffix: str) -> Path:
        return self.target.parent / f".{self.target.name}.{suffix}"

    def open(self, wait: Callable[[str], None], patience: float = PATIENCE) -> None:
        """Lock the folder, put in order what a killed process left, begin an empty `building`.

        `wait` is told the number of the process that is waited for, `patience` seconds at most.

        Raises:
            BusyError: another process still makes the folder.
            OSError: it cannot be made or exchanged there.
        """
        if self.target.is_mount():
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(self.target))
        if self.target.exists() and not self.target.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(self.target))
        try:
            self._new_parents = [f for f in self.target.parents if not f.exists()]
            self.target.parent.mkdir(parents=True, exist_ok=True)
            self._acquire(wait, patience)
            self._tidy()
            self.building.mkdir()
            if self.target.exists():
                shutil.copymode(self.target, self.building)
        except OSError:
            self.close()
            raise

    def _acquire(self, wait: Callable[[str], None], patience: float) -> None:
        if self._lock.acquire():
            return
        wait(self._lock.holder())
        end = time.monotonic() + patience
        while not self._lock.acquire():
            if time.monotonic() > end:
                raise BusyError(self._lock.holder())
            time.sleep(_INTERVAL)

    def publish(self) -> None:
        """Put what was built in the folder's place.

        Raises:
            OSError: it cannot be moved; the folder is what it was.
        """
        self._new_parents = []
        if self.target.exists():
            self.target.rename(self._previous)
        try:
            self.building.rename(self.target)
        except OSError:
            self._tidy()
            raise
        self._tidy()

    def _tidy(self) -> None:
        """Leave the last good folder at its place, and nothing beside it."""
        _remove(self.building)
        if not self._previous.exists():
            return
        if not self.target.exists():
            self._previous.rename(self.target)
            return
        for entry in self._previous.iterdir():
            # MkDocs makes no hidden file, and leaves those of others alone: `.git`, `.htaccess`.
            if entry.name.startswith(".") and not os.path.lexists(self.target / entry.name):
                entry.rename(self.target / entry.name)
        # Half removed, it must never be taken for whole.
        self._previous.rename(self.building)
        _remove(self.building)

    def close(self) -> None:
        """Remove what was built and not published, and unlock the folder."""
        if self._lock.is_held:
            _remove(self.building)
            self._lock.release()
        for folder in self._new_parents:
            with suppress(OSError):  # somebody has put something there
                folder.rmdir()
        self._new_parents = []

    def restore(self) -> None:
        """Put in order what a killed process left, unless another one is at work or it cannot."""
        left = (self.building, self._previous, self._lock.file)
        with suppress(OSError):
            if any(map(os.path.lexists, left)) and self._lock.acquire():
                try:
                    self._tidy()
                finally:
                    self._lock.release()


def _remove(folder: Path) -> None:
    """Remove a folder, as far as that can be.

    Each file and folder takes a disk some milliseconds, in which it can remove others as well.
    """
    found = list(os.walk(folder))
    files = (os.path.join(name, file) for name, _, files in found for file in files)  # noqa: PTH118 - of thousands
    by_depth: dict[int, list[str]] = defaultdict(list)
    for name, _, _ in found:
        by_depth[name.count(os.sep)].append(name)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(partial(_try, os.unlink), files))
        for _, folders in sorted(by_depth.items(), reverse=True):
            list(pool.map(partial(_try, os.rmdir), folders))
    shutil.rmtree(folder, ignore_errors=True)  # links to folders, and what must be made writable


def _try(remove: Callable[[str], None], path: str) -> None:
    with suppress(OSError):
        remove(path)
