"""A lock that the operating system holds for a process, and lets go of however the process ends."""

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

_WITHOUT_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP})
"""What file systems say that know no locks: nobody is kept from work on these."""
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)

if sys.platform == "win32":
    import msvcrt

    _BEYOND = 1 << 30
    """The byte that is locked, in bytes: what stands before it others may read."""

    def _lock(handle: int) -> bool:
        os.lseek(handle, _BEYOND, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            if error.errno not in _WITHOUT_LOCKS:
                raise
        return True


_held: set[int] = set()
"""The locks of this process, by the handles of their files."""


def _let_go() -> None:
    """In a process that was forked: it holds no lock of whoever forked it, and may live longer."""
    for handle in _held:
        os.close(handle)
    _held.clear()


if sys.platform != "win32":
    os.register_at_fork(after_in_child=_let_go)


class FileLock:
    """An exclusive lock by a file, which exists as long as the lock is held.

    A process that is killed leaves the file behind, but not the lock.
    """

    def __init__(self, file: Path) -> None:
        """Nothing is locked yet."""
        self.file = file
        self._handle: int | None = None

    @property
    def is_held(self) -> bool:
        """Whether this object holds the lock."""
        return self._handle is not None

    def acquire(self) -> bool:
        """Whether the lock could be taken at once.

        Raises:
            OSError: the file cannot be written.
        """
        while self._handle is None:
            handle = os.open(self.file, _FLAGS, 0o666)
            if not _lock(handle):
                os.close(handle)
                return False
            if self._is_current(handle):
                self._handle = handle
                _held.add(handle)
            else:  # whoever held it has removed the file in between
                os.close(handle)
        os.ftruncate(self._handle, 0)
        os.lseek(self._handle, 0, os.SEEK_SET)
        os.write(self._handle, str(os.getpid()).encode())
        return True

    def _is_current(self, handle: int) -> bool:
        if sys.platform == "win32":
            return True  # no open file can be removed there
        try:
            return os.path.samestat(os.fstat(handle), self.file.stat())
        except FileNotFoundError:
            return False

    def holder(self) -> str:
        """The number of the process that holds the lock; empty where it cannot be told."""
        try:
            return self.file.read_text("ascii")
        except (OSError, UnicodeDecodeError):
            return ""

    def release(self) -> None:
        """Let go of the lock, and remove its file."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        _held.discard(handle)
        if sys.platform == "win32":
            os.close(handle)
            with suppress(OSError):  # the next one has it open already
                self.file.unlink()
        else:
            self.file.unlink(missing_ok=True)
            os.close(handle)
