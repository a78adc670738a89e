"""Work that is shared out among processes: results, errors, and an end with whoever began it."""

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from hyoka.processes import processors, shared_out, without_collections
from tests.building import ROOT

T = TypeVar("T")


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A program in a process without threads, as commands are; pytest-xdist's has some."""
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


BEGIN = """
import os, sys, time
from hyoka.processes import processors, shared_out
"""


def test_results_come_in_the_order_of_the_tasks() -> None:
    program = """
tasks = [lambda n=n: (time.sleep(0.2 / (n + 1)), n * n)[1] for n in range(9)]
print(list(shared_out(tasks)))
"""
    assert run(BEGIN + program).stdout == f"{[n * n for n in range(9)]}\n"


def test_every_processor_works() -> None:
    program = """
tasks = [lambda: (time.sleep(0.5), os.getpid())[1] for _ in range(2 * processors())]
made = set(shared_out(tasks))
print(processors(), len(made), len(made - {os.getpid()}))
"""
    count, made, others = map(int, run(BEGIN + program).stdout.split())
    assert made == count
    assert others == (count if count > 1 else 0)
    if sys.platform.startswith("linux"):
        assert count == len(os.sched_getaffinity(0))


def test_a_process_that_is_killed_is_an_error() -> None:
    program = """
import signal
from hyoka.processes import ProcessKilledError
begun_by = os.getpid()
def killed():
    if os.getpid() != begun_by:
        os.kill(os.getpid(), signal.SIGKILL)
    raise ProcessKilledError  # where none can be forked
try:
    list(shared_out([killed, killed]))
except ProcessKilledError:
    print("told")
"""
    assert run(BEGIN + program).stdout == "told\n"


def test_an_error_of_a_task_is_its_own() -> None:
    program = """
def fails():
    raise FileNotFoundError(2, "gone", "a.csv")
try:
    list(shared_out([lambda: 1, fails, lambda: 3]))
except FileNotFoundError as error:
    print(error.filename, error.strerror)
"""
    assert run(BEGIN + program).stdout == "a.csv gone\n"


def test_none_outlives_whoever_began(tmp_path: Path) -> None:
    program = """
folder = sys.argv[1]
def work():
    open(f"{folder}/{os.getpid()}", "w").close()
    time.sleep(120)
list(shared_out([work] * 2 * processors()))
"""
    begun = subprocess.Popen([sys.executable, "-c", BEGIN + program, str(tmp_path)], cwd=ROOT)
    workers = [int(file.name) for file in until(lambda: list(tmp_path.iterdir()))]
    begun.send_signal(signal.SIGKILL)
    begun.wait()
    assert until(lambda: not any(map(is_alive, workers)))


def until(condition: Callable[[], T]) -> T:
    """What is true in the end."""
    for _ in range(600):
        if found := condition():
            return found
        time.sleep(0.05)
    raise TimeoutError


def is_alive(process: int) -> bool:
    stat = Path(f"/proc/{process}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_process_with_threads_works_alone() -> None:
    done = threading.Event()
    waiting = threading.Thread(target=done.wait)
    waiting.start()
    try:
        assert processors() == 1
        assert list(shared_out([os.getpid] * 3)) == [os.getpid()] * 3
    finally:
        done.set()
        waiting.join()


def test_no_task_is_no_result() -> None:
    assert list(shared_out([])) == []


def test_garbage_is_collected_again_whatever_happens() -> None:
    found = [gc.isenabled()]
    with without_collections():
        with without_collections():
            found.append(gc.isenabled())
        found.append(gc.isenabled())
    with pytest.raises(ValueError, match="a"):
        _failing()
    assert [*found, gc.isenabled()] == [True, False, False, True]


@without_collections()
def _failing() -> None:
    raise ValueError("a")
