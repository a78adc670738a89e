"""What a program takes, from its start to its end: time, the processor's time, memory."""

import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
_ENVIRONMENT = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
_LOOKS = 0.05
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What a program and the processes that it began took."""

    seconds: float
    """On the clock."""
    processor: float
    """Seconds of all processors together."""
    peak: int
    """The most memory that all processes had at once, in bytes; what two share counts once."""


def used(*command: str, folder: Path = ROOT) -> Usage:
    """What a command took.

    Raises:
        RuntimeError: it failed; it has said why.
    """
    program = Path(sys.executable).with_name(command[0])
    begun = time.perf_counter()
    process = subprocess.Popen(
        [str(program), *command[1:]],
        cwd=folder,
        env=_ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    memory = _Memory(process.pid)
    memory.start()
    _, status, resources = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    memory.end()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(" ".join(command))
    return Usage(seconds, resources.ru_utime + resources.ru_stime, memory.peak)


class _Memory(threading.Thread):
    """Looks again and again how much memory the processes of a session have."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._session = session
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.wait(_LOOKS):
            self.peak = max(self.peak, sum(map(_share, _processes(self._session))))

    def end(self) -> None:
        self._ended.set()
        self.join()


def _processes(session: int) -> list[Path]:
    """The folders in `/proc` of a session's processes."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(folder.name)) == session:
                found.append(folder)
        except ProcessLookupError:
            continue
    return found


def _share(process: Path) -> int:
    """The memory of a process, in bytes: of what it shares with others, its part (PSS)."""
    try:
        lines = (process / "smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0  # it has ended
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
