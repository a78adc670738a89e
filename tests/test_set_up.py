"""Machines that lack something, or have something odd: a command works, or says what to do."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.building import ROOT
from tools import browser, node, office
from tools.programs import ApiFile, ask

NEEDED = ("sh", "env", "cat", "dirname", "mkdir", "rm", "cp", "make", "awk", "uname")
"""What every machine has on which there is a `make`."""

# Of the real programs, two that are wanting something.
OLD_PYTHON = 'case $1 in --version) echo "Python 3.9.18" ;; *) exit 1 ;; esac'
NO_VENV = 'case $1 in -c) exit 0 ;; *) echo "ensurepip is not available" >&2; exit 1 ;; esac'
NO_INDEX = """case "$*" in
  "-c "*) ;;
  "-m venv "*) mkdir -p .uv/bin; cp "$0" .uv/bin/python ;;
  *) echo "ERROR: No matching distribution found" >&2; exit 1 ;;
esac"""


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A checkout on a machine without Python, git and uv; its folder has an odd name."""
    checkout = tmp_path / "評価 & co" / "it's"
    (checkout / "tools").mkdir(parents=True)
    for name in ("Makefile", "pyproject.toml", "uv.lock", "tools/set-up.sh"):
        shutil.copy2(ROOT / name, checkout / name)
    (tmp_path / "bin").mkdir()
    for name in NEEDED:
        (tmp_path / "bin" / name).symlink_to(str(shutil.which(name)))
    return checkout


def program(machine: Path, name: str, text: str) -> Path:
    made = machine.parent.parent / "bin" / name
    made.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    made.chmod(0o755)
    return made


def make(machine: Path, *command: str, **environment: str) -> str:
    """What `make` says where nothing is set but `environment`."""
    path = str(machine.parent.parent / "bin")
    done = subprocess.run(
        [str(shutil.which("make")), *command],
        cwd=machine,
        env={"PATH": path, "HOME": "/nonexistent"} | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2, done.stdout
    assert "Traceback" not in done.stdout
    return done.stdout


@pytest.mark.parametrize("target", ["site", "serve", "pdf", "check"])
def test_without_python_one_is_asked_for(machine: Path, target: str) -> None:
    program(machine, "git", "exit 0")
    assert "hyoka: Python 3.11 or newer is needed" in make(machine, target)


def test_an_old_python_is_named(machine: Path) -> None:
    program(machine, "python3", OLD_PYTHON)
    assert "is needed; here is: Python 3.9.18" in make(machine, "site")


def test_a_newer_python_beside_an_old_one_is_taken(machine: Path) -> None:
    program(machine, "python3", OLD_PYTHON)
    program(machine, "python3.14", NO_VENV)
    assert "hyoka: python3.14 cannot make a virtual environment." in make(machine, "site")


def test_a_python_may_lie_in_a_folder_with_spaces(machine: Path) -> None:
    named = program(machine, "python3", NO_VENV).rename(machine / "python 3")
    said = make(machine, "site", f"PYTHON={named.parent}/python 3".replace("'", "'\\''"))
    assert "cannot make a virtual environment." in said


def test_without_venv_its_package_is_named(machine: Path) -> None:
    program(machine, "python3", NO_VENV)
    assert "apt-get install python3-venv" in make(machine, "site")


def test_without_a_network_the_proxy_is_named(machine: Path) -> None:
    program(machine, "python3", NO_INDEX)
    said = make(machine, "site")
    assert "hyoka: uv 0.13.9 could not be fetched from the package index." in said
    assert "Behind a proxy, set HTTPS_PROXY" in said


@pytest.mark.parametrize("target", ["test", "fuzz", "bench"])
def test_without_git_it_is_asked_for_where_it_is_needed(machine: Path, target: str) -> None:
    program(machine, "python3", NO_INDEX)
    assert "hyoka: git is needed" in make(machine, target)
    assert "git" not in make(machine, "site")


def test_what_is_meant_for_another_python_does_not_reach_ours(machine: Path) -> None:
    seen = machine / "seen"
    program(machine, "uv", f'case $1 in --version) echo uv 0.13.9 ;; *) env >"{seen}" ;; esac')
    program(machine, "git", "exit 0")
    odd = dict.fromkeys(("PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "VIRTUAL_ENV"), "/odd")
    more = {"PIP_USER": "1", "UV_PROJECT_ENVIRONMENT": "/odd", "LC_ALL": "xx_YY", "PYTHONUTF8": "0"}
    make(machine, "check", HOME="/dev/null", **odd, **more)
    set_to = dict(line.split("=", 1) for line in seen.read_text("utf-8").splitlines())
    assert "/odd" not in set_to.values()
    assert set_to["PIP_USER"] == "0"
    assert (set_to["LC_ALL"].partition(".")[2], set_to["PYTHONUTF8"]) == ("UTF-8", "1")
    assert set_to["UV_CACHE_DIR"] == f"{machine}/.uv/cache"  # as nothing may be written to HOME


@pytest.mark.parametrize(
    "odd",
    [
        {"PYTHONHOME": "/odd", "PYTHONPATH": "/odd"},
        {"LC_ALL": "C", "PYTHONUTF8": "0"},
        {"LC_ALL": "xx_YY", "PYTHONIOENCODING": ""},
        {"PYTHONSAFEPATH": "1", "PYTHONOPTIMIZE": "2"},
    ],
    ids=["another-python", "ascii", "no-locale", "safe-and-optimized"],
)
def test_what_is_set_up_is_found_whatever_is_set(odd: dict[str, str], machine: Path) -> None:
    """The program of a `.venv` is run, as it is, and set-up is not asked again."""
    (machine / ".venv" / "bin").mkdir(parents=True)
    python = machine / ".venv" / "bin" / "python"
    python.symlink_to(sys.executable)
    hyoka = machine / ".venv" / "bin" / "hyoka"
    hyoka.write_text(
        f"#!/bin/sh\nexec '{sys.executable}' -c \"print('評価', __debug__)\"\n", "utf-8"
    )
    hyoka.chmod(0o755)
    stamp = machine / ".venv" / "set-up"
    stamp.write_text(f"{machine.resolve()}\n", encoding="utf-8")
    command = [str(shutil.which("make")), "check"]
    path = str(machine.parent.parent / "bin")
    done = subprocess.run(
        command, cwd=machine, env={"PATH": path} | odd, capture_output=True, check=False
    )
    assert (done.stdout.decode(), done.stderr.decode()) == ("評価 True\n", "")


# Programs that the tests need.


@pytest.mark.parametrize("text", ["", "exit 127", "echo x >&2; exit 1", "kill -9 $$"])
def test_a_program_that_does_not_run_is_no_program(text: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_bytes(f"#!/bin/sh\n{text}\n".encode() if text else b"\x7fELF\0")
    assert ask(broken).failure  # it may not be run
    broken.chmod(0o755)
    assert ask(broken).failure
    assert ask(tmp_path / "none").failure


@pytest.mark.parametrize("name", ["CHROMIUM", "SOFFICE"])
def test_a_named_program_that_does_not_run_is_told_in_one_line(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken").write_bytes(b"\x7fELF\0")
    monkeypatch.setenv(name, str(tmp_path / "broken"))
    with pytest.raises(SystemExit, match="hyoka: the tests need"):
        (browser.main if name == "CHROMIUM" else office.main)()


@pytest.mark.parametrize("against", ["", "named", "there", "may not", "unknown"])
def test_the_lighter_browser_is_installed_where_nothing_is_against_it(
    against: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []
    monkeypatch.delenv("CHROMIUM", raising=False)
    if against == "named":
        monkeypatch.setenv("CHROMIUM", "/mine")
    known = ApiFile("" if against == "unknown" else "Package: chromium-headless-shell")
    monkeypatch.setattr(shutil, "which", lambda name: name if against == "there" else None)
    monkeypatch.setattr(browser, "can_install", lambda: against != "may not")
    monkeypatch.setattr(browser, "ask", lambda *_: known)
    monkeypatch.setattr(browser, "apt_install", lambda *packages: asked.append(packages))
    browser.install_shell()
    assert asked == ([] if against else [("chromium-headless-shell",)])


def test_node_without_its_library_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "node"
    lacking = "error while loading shared libraries: libatomic.so.1: cannot open"
    broken.write_text(f"#!/bin/sh\necho '{lacking}' >&2\nexit 127\n", encoding="utf-8")
    broken.chmod(0o755)
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(node, "NODE", broken)
    monkeypatch.setattr(node, "apt_install", lambda *packages: asked.append(packages))
    with pytest.raises(SystemExit, match=lacking):
        node.need_node()
    assert asked == [("libatomic1", "libstdc++6")]


@pytest.mark.parametrize("may", [True, False])
def test_npm_keeps_what_it_fetched_where_it_may(
    may: bool,  # noqa: FBT001 - what is tried
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[dict[str, str]] = []

    def run(*_: object, env: dict[str, str], **__: object) -> subprocess.CompletedProcess[str]:
        told.append(env)
        return subprocess.CompletedProcess([], 1)

    monkeypatch.setenv("HOME", str(tmp_path / "none"))
    monkeypatch.setattr(os, "access", lambda path, _: may and path == tmp_path)
    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(SystemExit, match="could not be installed"):
        node.install(tmp_path)
    kept = {name: value for name, value in told[0].items() if name == "npm_config_cache"}
    assert kept == ({} if may else {"npm_config_cache": str(ROOT / ".uv" / "npm")})


def test_playwright_runs_by_the_node_that_runs_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLAYWRIGHT_NODEJS_PATH", raising=False)
    browser.find_browser()
    assert os.environ["PLAYWRIGHT_NODEJS_PATH"] == str(node.NODE)
