"""A folder is made beside the one that stands: whatever happens, a whole one remains."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from hyoka.files import file_lock
from hyoka.files.staging import BusyError, StagedFolder
from tests.building import ROOT

OLD = {"index.html": "old", "a/b.html": "old"}
NEW = {"index.html": "new", "a/c.html": "new"}
STEPS = 30
"""More than there are: the last ones run to their end."""
PUBLISH = """
import sys
from pathlib import Path
from hyoka.files.staging import StagedFolder
from tests.crash import CHANGES, kill_before
staged = StagedFolder(Path(sys.argv[1]))
kill_before(CHANGES | {"open"}, int(sys.argv[2]))
staged.open(lambda process: None)
(staged.building / "a").mkdir()
(staged.building / "index.html").write_text("new")
(staged.building / "a/c.html").write_text("new")
staged.publish()
staged.close()
"""
HOLD = """
import sys, time
from pathlib import Path
from hyoka.files.staging import StagedFolder
StagedFolder(Path(sys.argv[1])).open(lambda process: None)
print(flush=True)
time.sleep(600)
"""


def write(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def read(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): file.read_text()
        for file in folder.rglob("*")
        if file.is_file()
    }


def never(process: str) -> None:
    pytest.fail(f"nobody works there: {process}")


def test_killed_at_any_step_a_whole_folder_remains(tmp_path: Path) -> None:
    ended = []
    for step in range(1, STEPS):
        target = write(tmp_path / str(step) / "site", OLD | {".git": "kept"})
        done = subprocess.run(
            [sys.executable, "-c", PUBLISH, str(target), str(step)], cwd=ROOT, check=False
        )
        ended.append(done.returncode)
        StagedFolder(target).restore()
        assert read(target) in (OLD | {".git": "kept"}, NEW | {".git": "kept"}), step
        assert [entry.name for entry in target.parent.iterdir()] == ["site"], step
    steps = ended.count(-signal.SIGKILL)
    assert ended == [-signal.SIGKILL] * steps + [0] * (STEPS - 1 - steps)
    assert 10 < steps < STEPS - 1


def test_killed_at_any_step_the_next_one_is_published(tmp_path: Path) -> None:
    for step in range(1, STEPS, 3):
        target = write(tmp_path / str(step) / "site", OLD)
        for killed_at in (step, STEPS):
            subprocess.run(
                [sys.executable, "-c", PUBLISH, str(target), str(killed_at)], cwd=ROOT, check=False
            )
        assert read(target) == NEW
        assert [entry.name for entry in target.parent.iterdir()] == ["site"]


def test_what_is_not_published_leaves_nothing_behind(tmp_path: Path) -> None:
    target = write(tmp_path / "site", OLD)
    for folder in (target, tmp_path / "new" / "parents" / "site"):
        staged = StagedFolder(folder)
        staged.open(never)
        (staged.building / "index.html").write_text("half")
        staged.close()
    assert read(target) == OLD
    assert [entry.name for entry in tmp_path.iterdir()] == ["site"]


def test_a_second_one_waits_and_says_for_whom(tmp_path: Path) -> None:
    target = tmp_path / "site"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(target)], cwd=ROOT, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline()
        waited: list[str] = []
        staged = StagedFolder(target)
        with pytest.raises(BusyError, match=f"^{holder.pid}$"):
            staged.open(waited.append, patience=0.3)
        assert waited == [str(holder.pid)]
        staged.restore()
        assert staged.building.is_dir()  # somebody works on it
        other = StagedFolder(tmp_path / "other")
        other.open(never)
        other.close()
        holder.kill()
    staged.open(never)  # the lock of a killed process is none
    staged.publish()
    staged.close()
    assert [entry.name for entry in tmp_path.iterdir()] == ["site"]


def test_the_lock_of_an_ended_one_is_free_at_once(tmp_path: Path) -> None:
    lock, other = (file_lock.FileLock(tmp_path / "lock") for _ in range(2))
    for first, second in ((lock, other), (other, lock)):
        assert first.acquire()
        assert not second.acquire()
        assert second.holder() == first.holder() != ""
        first.release()
    assert not list(tmp_path.iterdir())


def test_a_link_keeps_leading_to_the_folder(tmp_path: Path) -> None:
    real = write(tmp_path / "elsewhere" / "site", OLD)
    (tmp_path / "site").symlink_to(real)
    staged = StagedFolder(tmp_path / "site")
    staged.open(never)
    write(staged.building, NEW)
    staged.publish()
    staged.close()
    assert (tmp_path / "site").is_symlink()
    assert read(real) == NEW


def test_the_rights_of_a_folder_stay(tmp_path: Path) -> None:
    target = write(tmp_path / "site", OLD)
    target.chmod(0o700)
    staged = StagedFolder(target)
    staged.open(never)
    staged.publish()
    staged.close()
    assert target.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_be_moved_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = write(tmp_path / "site", OLD)
    staged = StagedFolder(target)
    staged.open(never)
    rename = Path.rename

    def refuse(self: Path, to: Path) -> Path:
        if self == staged.building:
            raise PermissionError(13, "in use", str(self))
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PermissionError):
        staged.publish()
    staged.close()
    assert read(target) == OLD
    assert [entry.name for entry in tmp_path.iterdir()] == ["site"]


def test_no_folder_can_lie_where_another_file_does(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for target in (tmp_path / "file", tmp_path / "file" / "site", Path("/")):
        with pytest.raises(OSError):  # noqa: PT011 - of whichever kind
            StagedFolder(target).open(never)
    assert read(tmp_path) == {"file": "mine"}
