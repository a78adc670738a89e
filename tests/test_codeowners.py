"""CODEOWNERS: whom GitHub asks to review a change of a record."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hyoka.__main__ import main
from hyoka.authoring.codeowners import END, HEAD
from tests.building import ROOT, TOWN
from tests.git_histories import begin, commit

pytestmark = pytest.mark.usefixtures("each_text_is_read_once")
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
    assert lines[-1] == END
    assert lines[2:-1] == sorted(lines[2:-1])


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


@pytest.fixture
def file(content: Path) -> Path:
    """CODEOWNERS as it is made."""
    assert hyoka(content).exit_code == 0
    return content.parents[1] / ".github" / "CODEOWNERS"


OWN = "# 事務局の決まり\n/.github/ @it\n\n/generator/ @it # プログラム\n"


@pytest.mark.parametrize("place", ["above", "below"])
def test_lines_by_hand_stay_where_they_stand(content: Path, file: Path, place: str) -> None:
    made = file.read_text(encoding="utf-8")
    written = OWN + made if place == "above" else made + OWN
    file.write_text(written, encoding="utf-8")
    assert hyoka(content, "--check").exit_code == 0
    (content / "projects" / "ima.yml").unlink()
    stale = hyoka(content, "--check")
    assert stale.exit_code == 1
    gone = "/machi/content/projects/ima.yml @town/shimin @hanako"
    assert [line for line in stale.output.splitlines() if line.startswith("-")] == [f"-{gone}"]
    assert hyoka(content).exit_code == 0
    assert file.read_text(encoding="utf-8") == written.replace(f"{gone}\n", "")


@pytest.mark.parametrize("marked", [True, False])
def test_lines_by_hand_among_the_made_ones_come_after_them(
    content: Path, file: Path, *, marked: bool
) -> None:
    """Also in a file of an earlier version, whose made part had no end."""
    made = file.read_text(encoding="utf-8")
    first, second, *others = made.splitlines(keepends=True)
    others = others if marked else others[:-1]
    file.write_text("".join([first, OWN, second, *others]), encoding="utf-8")
    assert hyoka(content, "--check").exit_code == 1
    assert hyoka(content).exit_code == 0
    assert file.read_text(encoding="utf-8") == made + OWN
    assert hyoka(content, "--check").exit_code == 0


def test_a_file_by_hand_is_taken_over_where_the_marks_stand(content: Path, file: Path) -> None:
    file.write_text("* @it\n/machi/content/plans/ @kikaku\n", encoding="utf-8")
    told = hyoka(content).output.splitlines()
    assert told[-2:] == [HEAD, END]
    file.write_text(f"* @it\n{HEAD}\n{END}\n/machi/content/plans/ @kikaku\n", encoding="utf-8")
    assert hyoka(content).exit_code == 0
    lines = file.read_text(encoding="utf-8").splitlines()
    assert (lines[0], lines[-1]) == ("* @it", "/machi/content/plans/ @kikaku")
    assert "/machi/content/projects/ima.yml @town/shimin @hanako" in lines


OVERRIDING = {
    "* @it": "3件",
    "*.yml @it": "3件",
    "/machi/ @it": "3件",
    "machi/content/** @it": "3件",
    "/machi/content/projects/ @it": "3件",
    "projects/*.yml": None,
    "/machi/content/projects/ima.yml @it": "1件",
    "**/ima.yml @it": "1件",
    "/machi/content/projects/* @it": "3件",
    "/machi/content/* @it": None,
    "/machi/* @it": None,
    "/.github/ @it": None,
    "/content/ @it": None,
    "/machi/content/index.md @it": None,
    "# * @it": None,
    "!/machi/ @it": None,
    "! @it": None,
    "\\ @it": None,
}
"""Lines below the made ones, and how many records' lines each is used in place of."""


@pytest.mark.parametrize(("line", "count"), OVERRIDING.items())
def test_a_line_that_is_used_in_place_of_made_ones_is_told(
    content: Path, file: Path, line: str, count: str | None
) -> None:
    (content / "projects" / "ato.yml").write_text("name: 後\ndivision: 市民課\n", "utf-8")
    hyoka(content)
    made = file.read_text(encoding="utf-8")
    file.write_text(f"{made}{line}\n", encoding="utf-8")
    done = hyoka(content, "--check", "--format", "github")
    assert done.exit_code == 0, done.output
    told = [text for text in done.output.splitlines() if text.startswith("::")]
    if count is None:
        assert told == []
    else:
        number = len(made.splitlines()) + 1
        start = f"::warning file=.github/CODEOWNERS,line={number}::CODEOWNERS の{number}行目"
        assert [text.startswith(start) for text in told] == [True]
        assert f"記録{count}では" in told[0]
    file.write_text(f"{line}\n{made}", encoding="utf-8")
    above = hyoka(content, "--check", "--format", "github").output
    assert ("上にある" in above) is (count is not None and line.startswith(IN_FOLDER)), above


IN_FOLDER = ("/machi/content/", "machi/content/")
"""How lines begin that are about records alone: above the made ones they are in vain."""


def test_a_line_for_all_that_has_no_division_is_told(content: Path, file: Path) -> None:
    (content / "projects" / "ima.yml").unlink()
    (content / "projects" / "moto.yml").unlink()
    hyoka(content)
    with file.open("a", encoding="utf-8") as end:
        end.write("* @it\n")
    assert "担当の課が決まっていないファイルでは" in hyoka(content).output


def test_a_file_in_another_encoding_stays(content: Path, file: Path) -> None:
    written = file.read_bytes() + "# 事務局\n".encode("cp932")
    file.write_bytes(written)
    done = hyoka(content)
    assert (done.exit_code, file.read_bytes()) == (1, written)
    assert "UTF-8" in done.output


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
