"""The shell's door: what is typed, what is printed, and the exit code."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.__main__ import main
from generator.records import read_records
from tests.building import TOWN


def hyoka(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_records_without_a_problem() -> None:
    done = hyoka("check", "--content", TOWN)
    assert (done.exit_code, done.output) == (0, "問題はありません（記録42件）。\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("chekc",),
        ("check", "--content", "nowhere"),
        ("write",),
        ("demo", "folder", "--policies", "0"),
        ("demo", "folder", "--projects", "-1"),
        ("demo", "folder", "--years", "many"),
    ],
)
def test_misuse_is_told_apart_from_bad_records(arguments: tuple[str, ...]) -> None:
    assert hyoka(*arguments).exit_code == 2


def test_a_demo_is_whole_and_fictional(tmp_path: Path) -> None:
    done = hyoka("demo", tmp_path / "demo", "--policies", "2", "--projects", "3", "--years", "2")
    assert done.exit_code == 0, done.output
    records = read_records(tmp_path / "demo" / "content").records
    assert records is not None
    assert (len(records.policies), len(records.projects)) == (2, 3)
    assert "架空" in str(records.municipality.notice)


def test_pages_are_written_into_an_empty_folder(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    done = hyoka("write", folder, "--content", TOWN)
    assert done.exit_code == 0, done.output
    written = len(list(folder.rglob("*.md")))
    assert f"{written}ページを" in done.output
    assert [path.name for path in tmp_path.iterdir()] == ["pages"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    done = hyoka("write", tmp_path / "file" / "pages", "--content", TOWN)
    assert done.exit_code == 1
    assert "何も書いていません" in done.output
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
