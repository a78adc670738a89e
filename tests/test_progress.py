"""Whoever waits at a terminal is told what is done and how far; nobody else is told anything."""

import io
import os
import pty
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from hyoka import progress
from hyoka.importing.workbook_reader import read_workbook
from hyoka.progress import counted, shown
from tests.rule_cases import copy_base
from tools.gathered_sheet import gathered_sheet


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def words(work: str, done: int, total: int) -> str:
    return f"{work} {done}/{total}"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Something is said at once, at each step, in 20 columns."""
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setattr(progress, "_INTERVAL", 0.0)
    monkeypatch.setattr(progress, "get_terminal_size", lambda: os.terminal_size((20, 5)))


@pytest.mark.usefixtures("impatient")
def test_one_line_is_written_anew_and_gone_at_the_end() -> None:
    terminal = Terminal()
    with shown(terminal, words):
        assert list(counted("reading", "abc")) == ["a", "b", "c"]
        assert list(counted("it", [1])) == [1]
    told = terminal.getvalue().split("\r")
    assert told == ["", *(f"reading {n}/3" for n in range(3)), "it 0/1     ", " " * 6, ""]


@pytest.mark.usefixtures("impatient")
def test_of_a_workbook_it_is_said_how_many_kilobytes_are_read() -> None:
    terminal = Terminal()
    with shown(terminal, words):
        read_workbook(gathered_sheet(20))
    told = {text.strip() for text in terminal.getvalue().split("\r")} - {""}
    assert {text.split()[0] for text in told} == {"reading_workbook"}
    assert len(told) > 1


@pytest.mark.usefixtures("impatient")
def test_the_line_fits_and_commands_nothing() -> None:
    terminal = Terminal()
    with shown(terminal, lambda *_: f"\x1b[2J{'記' * 30}"):
        list(counted("reading", "a"))
    _, told, *_ = terminal.getvalue().split("\r")
    assert told == f"\N{REPLACEMENT CHARACTER}[2J{'記' * 7}"


def test_what_is_soon_done_says_nothing() -> None:
    terminal = Terminal()
    with shown(terminal, words):
        assert list(counted("reading", "abc")) == ["a", "b", "c"]
    assert terminal.getvalue() == ""


@pytest.mark.usefixtures("impatient")
def test_nothing_is_said_in_a_pipe_in_another_thread_or_process_or_afterwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pipe, terminal = io.StringIO(), Terminal()
    with shown(pipe, words):
        list(counted("reading", "abc"))
    with shown(terminal, words):
        other = threading.Thread(target=lambda: list(counted("reading", "abc")))
        other.start()
        other.join()
        monkeypatch.setattr(progress, "getpid", lambda: 0)
        list(counted("reading", "abc"))
    list(counted("reading", "abc"))
    assert pipe.getvalue() == terminal.getvalue() == ""


@pytest.mark.usefixtures("impatient")
def test_the_line_is_gone_where_a_work_fails() -> None:
    terminal = Terminal()
    with pytest.raises(ValueError, match="a"), shown(terminal, words):
        list(map(int, counted("reading", "abc")))
    assert terminal.getvalue() == f"\rreading 0/3\r{' ' * 11}\r"


def test_a_check_says_it_on_the_terminal_alone(tmp_path: Path) -> None:
    content = copy_base(tmp_path / "content")
    asked = (
        "from hyoka import progress\nfrom hyoka.__main__ import main\n"
        "progress.PATIENCE = progress._INTERVAL = 0\n"
        f"main(['check', '--no-cache', '--content', {str(content)!r}])\n"
    )
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", asked], stdout=subprocess.PIPE, stderr=theirs, check=False
    )
    os.close(theirs)
    told = os.read(ours, 1 << 20).decode()
    os.close(ours)
    assert done.stdout.decode().startswith("問題はありません")
    assert "記録を読んでいます（0／" in told
    assert "記録を確かめています（1／" in told
    assert told.endswith(" \r")
    assert "\n" not in told
