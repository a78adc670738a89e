"""An end for what takes too long or too much memory."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import resource

BYTES = 500 * 2**20
"""Of memory, besides what the process of the tests has."""


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Ends what takes too long or too much memory with an error; on Windows nothing is measured.

    `seconds`: of the processor's time, so that what else runs on the machine does not count.
    """
    if sys.platform == "win32":
        yield
        return

    def too_long(*_: object) -> None:
        raise TimeoutError(f"it takes more than {seconds} s")

    used = 0
    if Path("/proc/self/statm").exists():
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    before = signal.signal(signal.SIGPROF, too_long)
    if used:
        resource.setrlimit(resource.RLIMIT_AS, (used + BYTES, hard))
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
        signal.signal(signal.SIGPROF, before)
