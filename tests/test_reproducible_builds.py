"""The same records make the same bytes, whatever the machine, its settings and its day."""

import gzip
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from hyoka.search import SearchPage, build_index
from tests.building import REAL, REPOSITORY, build, run

ODD = {
    "TZ": "Pacific/Kiritimati",  # fourteen hours ahead: another day there, as a rule
    "LC_ALL": "C",
    "LANG": "tr_TR.UTF-8",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
    "PYTHONHASHSEED": "4711",
    "PYTHONOPTIMIZE": "2",
    "PYTHONDONTWRITEBYTECODE": "1",
    "USER": "yakusho",
}
"""Settings, each of which some machine has, and none of which may matter."""

LAST_FIRST = """
import os

scan, names = os.scandir, os.listdir


class Entries:
    def __init__(self, found):
        self.left = sorted(found, key=lambda entry: entry.name)

    def __iter__(self):
        return self

    def __next__(self):
        if not self.left:
            raise StopIteration
        return self.left.pop()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.left = []


os.scandir = lambda *path: Entries(scan(*path))
os.listdir = lambda *path: sorted(names(*path))[::-1]
"""
"""Folders list what they hold in another order: each file system has one of its own."""


@contextmanager
def masked(mask: int) -> Iterator[None]:
    """Whatever is written may be read by its owner alone, or as `mask` says."""
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def digests(folder: Path) -> dict[str, str]:
    """What lies in a folder."""
    return {
        file.relative_to(folder).as_posix(): sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_an_odd_machine_makes_the_same_site(tmp_path: Path) -> None:
    here = Path(shutil.copytree(REAL, tmp_path / "here" / "content"))
    expected = digests(build(here, here.parent, **REPOSITORY))
    there = tmp_path / "another place"
    (there / "python").mkdir(parents=True)
    (there / "python" / "sitecustomize.py").write_text(LAST_FIRST, encoding="utf-8")
    with masked(0o077):
        content = Path(shutil.copytree(REAL, there / "content"))
        made = build(content, there, **REPOSITORY, **ODD, PYTHONPATH=str(there / "python"))
    assert any(name.startswith("pagefind/fragment/") for name in expected)
    assert any(name.endswith(".xlsx") for name in expected)
    assert digests(made) == expected


@pytest.mark.parametrize("optimize", ["0", "2"])
def test_a_folder_without_records_is_told_without_asserts_too(
    optimize: str, tmp_path: Path
) -> None:
    """What users are told hangs on no `assert`, which `python -O` leaves out."""
    command = ("hyoka", "check", "--content", str(tmp_path))
    done = run(*command, PYTHONOPTIMIZE=optimize, PYTHONUTF8="0", LC_ALL="C")
    assert done.returncode == 1
    assert "municipality.yml" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_packed_file_names_no_system(tmp_path: Path) -> None:
    """Some Pythons name the one that they were made for, others do not."""
    page = SearchPage("a/", "評価", "概要", None, None, None, "<p>評価</p>")
    build_index([page], tmp_path)
    (fragment,) = (tmp_path / "pagefind" / "fragment").iterdir()
    head = fragment.read_bytes()[:10]
    assert head == bytes([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255])  # nor an hour
    assert "評価".encode() in gzip.decompress(fragment.read_bytes())
