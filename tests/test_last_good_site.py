"""Whatever becomes of a build, the last good site stays, whole and at its place."""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from hyoka.__main__ import main
from tests.building import ROOT, configure, run
from tests.commands import run_here
from tests.rule_cases import copy_base

RENAMES = 4
"""Of a build: the search index comes to its place, the old site goes, the new one comes, and what
was the old one is no whole site any more."""
HOOK = "def on_post_build(config):\n    "


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with records and their site."""
    folder = tmp_path_factory.mktemp("first")
    copy_base(folder / "content")
    configure(folder / "content", folder)
    built = build_here(folder)
    assert built.returncode == 0, built.stderr
    return folder


@pytest.fixture
def changed(first: Path, tmp_path: Path) -> Path:
    """The same, with a record that has changed since."""
    folder = Path(shutil.copytree(first, tmp_path / "made"))
    configure(folder / "content", folder)
    record = folder / "content" / "municipality.yml"
    record.write_text(record.read_text("utf-8").replace("name: ", "name: 新"), encoding="utf-8")
    return folder


def digest(site: Path) -> str:
    files = sorted(file for file in site.rglob("*") if file.is_file())
    whole = b"".join(str(f.relative_to(site)).encode() + f.read_bytes() for f in files)
    return hashlib.sha256(whole).hexdigest()


def build_here(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return run_here("mkdocs", "build", "--strict", "-f", str(folder / "mkdocs.yml"), *more)


def put_in_order(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a command of any kind does first."""
    monkeypatch.chdir(folder)
    CliRunner().invoke(main, ["check"])


def assert_kept(first: Path, folder: Path) -> None:
    assert digest(folder / "site") == digest(first / "site")
    beside = {entry.name for entry in folder.iterdir()} - {"hook.py", "__pycache__", ".cache"}
    assert beside == {"content", "mkdocs.yml", "site"}


@pytest.mark.parametrize("rename", range(1, RENAMES + 1))
def test_a_build_that_is_killed_at_a_step(
    rename: int, first: Path, changed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crash = ("tests.crash", "os.rename", str(rename))
    done = run(*crash, "mkdocs", "build", "--strict", "-f", str(changed / "mkdocs.yml"))
    assert done.returncode == -signal.SIGKILL, done.stderr
    put_in_order(changed, monkeypatch)
    is_new = "新見本市" in (changed / "site/index.html").read_text("utf-8")
    assert is_new == (rename == RENAMES)
    if is_new:
        assert (changed / "site/pagefind/pagefind.js").is_file()
        shutil.rmtree(changed / "site")
        shutil.copytree(first / "site", changed / "site")
    assert_kept(first, changed)


def test_a_build_that_is_killed_at_any_moment(
    first: Path, changed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for wait in (2 + random.Random(1).random(), 4 + random.Random(2).random()):  # noqa: S311
        with subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(changed / "mkdocs.yml")],
            env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        ) as process:
            time.sleep(wait)
            process.kill()
        put_in_order(changed, monkeypatch)
        name = (changed / "site/index.html").read_text("utf-8")
        if "新見本市" not in name:
            assert_kept(first, changed)


@pytest.fixture
def ended(changed: Path, request: pytest.FixtureRequest) -> Path:
    (changed / "hook.py").write_text(HOOK + request.param, encoding="utf-8")
    with (changed / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("hooks: [hook.py]\n")
    return changed


@pytest.mark.parametrize(
    ("ended", "told"),
    [
        ("import logging; logging.getLogger('mkdocs').warning('odd')", "strict mode"),
        (
            "raise OSError(28, 'No space left on device', 'zu.png')",
            "zu.png を読み書きできません（No space",
        ),
        (
            "raise PermissionError(13, 'Permission denied', 'zu.png')",
            "zu.png を読み書きできません（Perm",
        ),
        ("raise KeyboardInterrupt", "Aborted!"),
    ],
    indirect=["ended"],
)
def test_a_build_that_fails(ended: Path, told: str, first: Path) -> None:
    (ended / "site/.htaccess").write_text("mine", encoding="utf-8")
    done = build_here(ended)
    assert done.returncode == 1
    assert told in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    (ended / "site/.htaccess").unlink()
    assert_kept(first, ended)


def test_a_full_disk_is_one_line(first: Path, changed: Path) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", 'ulimit -f 16; exec "$0" -m mkdocs build -f mkdocs.yml', sys.executable],
        cwd=changed,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    told = (done.stdout + done.stderr).splitlines()
    assert len([line for line in told if "前のサイトは、そのまま残っています。" in line]) == 1
    assert "Traceback" not in done.stderr
    assert_kept(first, changed)


def test_two_builds_at_once_both_end_well(changed: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(changed / "mkdocs.yml")]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    both = [subprocess.Popen(command, cwd=ROOT, env=environment) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    assert {entry.name for entry in changed.iterdir()} - {".cache"} == {
        "content",
        "mkdocs.yml",
        "site",
    }
    assert "新見本市" in (changed / "site/index.html").read_text("utf-8")
    assert (changed / "site/pagefind/pagefind.js").is_file()


def test_what_is_no_folder_is_told(changed: Path) -> None:
    (changed / "file").write_text("mine", encoding="utf-8")
    done = build_here(changed, "-d", str(changed / "file"))
    assert done.returncode == 1
    assert f"{changed / 'file'} にサイトを作れません" in done.stdout
    assert (changed / "file").read_text(encoding="utf-8") == "mine"
