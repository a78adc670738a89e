"""CODEOWNERS: whom GitHub asks to review a change of a record."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.__main__ import main
from tests.building import ROOT, TOWN
from tests.histories import begin, commit

TEAMS = """teams:
  - handle: "@town/kikaku"
  - division: 市民課
    handle: "@town/shimin"
  - division: 市民課
    handle: "@hanako"
"""


def with_teams(content: Path, teams: str) -> Path:
    """The town's records, whose `teams` are others."""
    file = content / "municipality.yml"
    text, count = re.subn(r"^teams:\n( .*\n)+", teams, file.read_text("utf-8"), flags=re.MULTILINE)
    assert count == 1
    file.write_text(text, encoding="utf-8")
    return content


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The town's records in a repository, below a folder; two projects are 市民課's."""
    folder = begin(tmp_path / "repository")
    content = with_teams(shutil.copytree(TOWN, folder / "machi" / "content"), TEAMS)
    (content / "projects" / "ima.yml").write_text("name: 今の課\ndivision: 市民課\n", "utf-8")
    (content / "projects" / "moto.yml").write_text(
        "name: 年度の課\nyears:\n  - {fiscal_year: 2024, document: hyoka-r7, division: 市民課}\n",
        encoding="utf-8",
    )
    commit(folder, "2026-01-05")
    return content


def hyoka(content: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["codeowners", "--content", str(content), *arguments])


def test_each_record_has_its_division_s_teams(content: Path) -> None:
    done = hyoka(content)
    assert done.exit_code == 0, done.output
    file = content.parents[1] / ".github" / "CODEOWNERS"
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# Made by")
    assert lines[1] == "/machi/content/ @town/kikaku"
    assert "/machi/content/projects/ima.yml @town/shimin @hanako" in lines
    assert "/machi/content/projects/moto.yml @town/shimin @hanako" in lines
    assert lines[2:] == sorted(lines[2:])


def test_it_is_told_whether_it_is_fresh_and_what_is_not(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert hyoka(content, "--check").exit_code == 1
    hyoka(content)
    assert hyoka(content, "--check").exit_code == 0
    (content / "projects" / "ima.yml").unlink()
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    stale = hyoka(content, "--check", "--format", "github")
    assert stale.exit_code == 1
    assert "最新のものではありません" in stale.output
    gone = "-/machi/content/projects/ima.yml @town/shimin @hanako"
    assert [line for line in stale.output.splitlines() if line.startswith(("-", "+"))] == [gone]
    (command,) = [line for line in stale.output.splitlines() if line.startswith("::")]
    assert command.startswith("::error file=.github/CODEOWNERS::")
    assert f"%0A{gone}" in command
    assert gone in (tmp_path / "summary.md").read_text(encoding="utf-8")


def test_a_file_of_somebody_else_stays(content: Path) -> None:
    file = content.parents[1] / ".github" / "CODEOWNERS"
    file.parent.mkdir()
    file.write_text("* @mine\n")
    done = hyoka(content)
    assert done.exit_code == 1
    assert "書き換えません" in done.output
    assert file.read_text() == "* @mine\n"


def test_without_teams_there_is_none(tmp_path: Path) -> None:
    content = with_teams(shutil.copytree(TOWN, tmp_path / "content"), "")
    done = hyoka(content)
    assert done.exit_code == 0
    assert "作りません" in done.output
    assert not (tmp_path / ".github").exists()


def test_without_teams_one_s_own_stays_and_ours_goes(content: Path) -> None:
    hyoka(content)
    file = content.parents[1] / ".github" / "CODEOWNERS"
    with_teams(content, "")
    assert "消してください" in hyoka(content, "--check").output
    file.write_text("* @mine\n")
    assert hyoka(content, "--check").exit_code == 0


def test_a_handle_is_no_other_text(content: Path) -> None:
    file = content / "municipality.yml"
    text = file.read_text(encoding="utf-8").replace("@hanako", "@hanako\\n* @mallory")
    file.write_text(text, encoding="utf-8")
    done = hyoka(content)
    assert done.exit_code == 1
    assert not (content.parents[1] / ".github").exists()


def test_this_repository_s_own_is_fresh() -> None:
    assert hyoka(ROOT / "content", "--check").exit_code == 0
