"""Consoles, disks and folders that are not as usual: words, and never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hyoka.files.atomic_write import create_folder, replace_file, replace_files
from tests.building import ROOT
from tests.rule_cases import BASE

CHECK = f'exec "$0" -m hyoka check --content {BASE}'
"""A command to `sh`; `$0` is Python."""


def shell(command: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["/bin/sh", "-c", command, sys.executable],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("encoding", "printed"),
    [
        ("cp1252", b"\\u554f\\u984c\\u306f"),
        ("cp932", "問題はありません".encode("cp932")),
        ("latin-1:strict", b"\\u554f\\u984c\\u306f"),
    ],
)
def test_a_console_of_another_encoding(encoding: str, printed: bytes) -> None:
    done = shell(CHECK, PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(printed)


def test_json_is_utf_8_on_any_console(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    done = shell('exec "$0" -m hyoka check --format json', cwd=tmp_path, PYTHONIOENCODING="cp932")
    assert done.returncode == 1
    assert "municipality.yml" in str(json.loads(done.stdout.decode("utf-8")))


@pytest.mark.parametrize(
    "command",
    [
        *(f"{CHECK}{more} >/dev/full" for more in ("", " --format json")),
        *(f'exec "$0" -m hyoka {what} >/dev/full' for what in ("--help", "new --help")),
    ],
)
def test_an_output_that_is_full(command: str) -> None:
    done = shell(command)
    assert done.returncode == 1
    assert done.stderr.decode().count("\n") == 1
    assert "を読み書きできません" in done.stderr.decode()


@pytest.mark.parametrize("command", [f"{CHECK} >&-", f"{CHECK} <&-"])
def test_an_output_or_input_that_is_closed(command: str) -> None:
    done = shell(command)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_current_folder_that_was_removed(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    done = shell('rmdir "$PWD"; exec "$0" -m hyoka schema schemas', cwd=tmp_path / "gone")
    assert done.returncode != 0
    assert b"Traceback" not in done.stderr


def test_a_file_is_replaced_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = tmp_path / "record.yml"
    record.write_text("name: 市", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        replace_file(record, "name: 町")
    with pytest.raises(OSError, match="No space"):
        replace_files({tmp_path / "new.json": "{}", record: "name: 町"})
    assert record.read_text(encoding="utf-8") == "name: 市"
    assert list(tmp_path.iterdir()) == [record]


def test_a_link_to_a_record_stays_one(tmp_path: Path) -> None:
    (tmp_path / "record.yml").write_text("old", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "record.yml")
    replace_file(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "record.yml").read_text(encoding="utf-8") == "new"


def test_a_device_is_written_to_and_not_replaced() -> None:
    replace_file(Path(os.devnull), "nothing")
    assert Path(os.devnull).is_char_device()
    with pytest.raises(OSError, match="No space"):
        replace_file(Path("/dev/full"), "nothing")
    assert Path("/dev/full").is_char_device()


def test_a_folder_is_created_whole_or_not_at_all(tmp_path: Path) -> None:
    long = "x" * 300  # no file system takes such a name
    with pytest.raises(OSError, match="too long"):
        create_folder(tmp_path / "new" / "parents" / "pages", [("a", b"1"), (long, b"2")])
    assert not list(tmp_path.iterdir())


def test_the_folder_that_one_stands_in_is_filled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert create_folder(Path(), [("a/b", b"1")]) == 1
    assert [path.name for path in Path.cwd().iterdir()] == ["a"]
