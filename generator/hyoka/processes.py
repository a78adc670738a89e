"""Work shared out among processes, one a processor, where the system can fork them safely.

A process that is forked has all that was made before: nothing is copied to it, and only results
come back.
"""

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TypeVar, cast

ResultT = TypeVar("ResultT")


class ProcessKilledError(Exception):
    """A process that worked for another was killed: by a person, or for want of memory."""


_tasks: Sequence[Callable[[], object]] = ()
"""Those of the present run, for the processes that are forked in it."""


@contextmanager
def without_collections() -> Iterator[None]:
    """Leave circles of garbage alone meanwhile.

    What is read and computed lives on: looked at again and again, it takes a fifth of the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def processors() -> int:
    """How many processes may work at once; 1 where none can be forked.

    A process with threads is not forked: a lock that another thread holds would never open. macOS
    forks, but its own libraries forbid it.
    """
    if not sys.platform.startswith("linux") or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))


def shared_out(tasks: Sequence[Callable[[], ResultT]]) -> Iterator[ResultT]:
    """The results of `tasks`, in their order; each must be one that can be pickled.

    Tasks are begun in their order: those that take longest come first. The first that fails ends
    it with its own error; those that have begun come to their end.

    Raises:
        ProcessKilledError: a process of them was killed.
    """
    count = min(processors(), len(tasks))
    if count < 2:  # noqa: PLR2004 - one can do it here
        yield from (task() for task in tasks)
        return
    with (
        _for_workers(tasks),
        ProcessPoolExecutor(
            count, multiprocessing.get_context("fork"), _prepare, (os.getpid(),)
        ) as pool,
    ):
        try:
            yield from cast("Iterator[ResultT]", pool.map(_run, range(len(tasks))))
        except BrokenProcessPool:
            raise ProcessKilledError from None


@contextmanager
def _for_workers(tasks: Sequence[Callable[[], object]]) -> Iterator[None]:
    """Let forked processes know the tasks, and share with them what is in memory."""
    global _tasks  # noqa: PLW0603 - what is forked has no other way to know it
    _tasks = tasks
    gc.collect()
    gc.freeze()  # a collection would touch, and so copy, all that is shared
    try:
        yield
    finally:
        gc.unfreeze()
        _tasks = ()


def _run(number: int) -> object:
    try:
        return _tasks[number]()
    finally:
        release_memory()


def release_memory() -> None:
    """Give the system what is free of this process's memory: C's library would keep it (glibc)."""
    if sys.platform.startswith("linux") and hasattr(library := ctypes.CDLL(None), "malloc_trim"):
        library.malloc_trim(0)


def _prepare(parent: int) -> None:
    """In a forked process: leave Ctrl+C to the one that forked it, and never outlive that.

    Linux kills it as soon as `parent` ends, before anybody is told of that end.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(_SIGNAL_AT_PARENTS_END, signal.SIGKILL)
    if os.getppid() != parent:  # it has ended already
        os._exit(1)


_SIGNAL_AT_PARENTS_END = 1
"""`PR_SET_PDEATHSIG` in `<sys/prctl.h>`."""
