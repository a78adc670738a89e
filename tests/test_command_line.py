"""The shell's door: what is typed, what is printed, and the exit code."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hyoka.__main__ import main
from tests.building import REAL, ROOT, TOWN
from tests.git_histories import begin
from tests.rule_cases import copy_base


def hyoka(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_records_without_a_problem() -> None:
    done = hyoka("check", "--content", TOWN)
    files = len(list(TOWN.rglob("*.yml")))
    assert (done.exit_code, done.output) == (0, f"問題はありません（記録{files}件）。\n")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Records with one warning."""
    folder = copy_base(tmp_path / "content")
    file = folder / "municipality.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("012025", "012052"), encoding="utf-8")
    return folder


def _add_errors(content: Path, count: int) -> None:
    keys = "".join(f"bikou_{number}: 1\n" for number in range(count))
    (content / "projects/hanabi.yml").write_text(f"name: 花火大会\n{keys}", encoding="utf-8")


def test_warnings_are_printed_and_do_not_fail(content: Path) -> None:
    done = hyoka("check", "--content", content)
    assert done.exit_code == 0
    assert done.stdout.startswith("警告[check_digit] code: ")
    assert done.stdout.endswith("\n警告が1件あります。\n")
    assert hyoka("write", content.parent / "pages", "--content", content).exit_code == 0


def test_errors_fail_and_come_first(content: Path) -> None:
    _add_errors(content, 2)
    done = hyoka("check", "--content", content)
    assert done.exit_code == 1
    assert done.stdout.startswith("エラー[unknown_key]")
    assert done.stdout.index("警告[") > done.stdout.rindex("エラー[")
    assert "エラーが2件、警告が1件あります。サイトは作りません。" in done.stdout
    assert hyoka("write", content.parent / "pages", "--content", content).exit_code == 1


def test_a_report_in_english(content: Path) -> None:
    done = hyoka("check", "--language", "en", "--content", content)
    assert done.stdout.startswith("warning[check_digit] code: The check digit of the code “012052”")
    assert done.stdout.endswith("\nFound warnings: 1.\n")


def test_json_is_one_object_on_standard_output(content: Path) -> None:
    _add_errors(content, 1)
    done = hyoka("check", "--format", "json", "--content", content)
    assert done.exit_code == 1
    read = json.loads(done.stdout)
    assert read["counts"] == {"error": 1, "warning": 1, "notice": 0}
    assert read["files"] == 8
    assert json.loads(hyoka("check", "--format", "json", "--content", TOWN).stdout) == {
        "problems": [],
        "counts": {"error": 0, "warning": 0, "notice": 0},
        "files": len(list(TOWN.rglob("*.yml"))),
    }


def test_github_gets_annotations_and_a_summary(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _add_errors(content, 12)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    done = hyoka("check", "--format", "github", "--content", content)
    assert done.exit_code == 1
    assert done.stdout.count("\n::error ") + done.stdout.startswith("::error ") == 10
    assert "::warning" not in done.stdout
    assert done.stdout.count("```text\n") == 13
    file = content.parent / "summary.md"
    file.write_text("# 前の手順\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    done = hyoka("check", "--format", "github", "--content", content)
    assert "```" not in done.stdout
    whole = file.read_text(encoding="utf-8")
    assert whole.startswith("# 前の手順\n## 記録の確認\n")
    assert whole.count("```text\n") == 13


@pytest.mark.parametrize("stands", ["", "市"])
def test_github_is_told_where_a_file_lies_from_the_root(
    stands: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = begin(tmp_path / "repository")
    _add_errors(copy_base(root / "市" / "content"), 1)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    monkeypatch.chdir(root / stands)
    content = Path("content" if stands else "市/content")
    done = hyoka("check", "--format", "github", "--content", content)
    assert done.stdout.startswith("::error file=市/content/projects/hanabi.yml,line=2,")
    assert "--> content/projects/hanabi.yml:2:1" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--format", "xml"),
        ("check", "--language", "fr"),
        ("chekc",),
        ("check", "--content", "nowhere"),
        ("write",),
        ("weekly", "--today", "soon"),
    ],
)
def test_misuse_is_told_apart_from_bad_records(arguments: tuple[str, ...]) -> None:
    assert hyoka(*arguments).exit_code == 2


def test_a_misspelt_command_is_told_with_the_one_that_may_be_meant() -> None:
    assert "Did you mean 'check'?" in hyoka("chekc").output


def test_every_command_is_found_and_in_the_help() -> None:
    """None is imported before it is asked for, so each is named beside its module."""
    family = re.compile(r'^@main\.(?:command|group)\("([a-z]+)"\)', re.MULTILINE)
    modules = (ROOT / "generator/hyoka/cli").glob("*.py")
    written = sorted(name for file in modules for name in family.findall(file.read_text("utf-8")))
    told = hyoka("--help").output
    assert written == re.findall(r"^  ([a-z]+)  ", told.split("Commands:")[1], re.MULTILINE)
    assert [name for name in written if hyoka(name, "--help").exit_code] == []


def test_what_needs_no_records_does_not_wait_for_what_reads_them() -> None:
    asked = "import sys, hyoka.__main__; print('pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_pages_are_written_into_an_empty_folder(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    done = hyoka("write", folder, "--content", REAL)
    assert done.exit_code == 0, done.output
    written = len(list(folder.rglob("*.md")))
    assert f"{written}ページと" in done.output
    assert (folder / "data" / "112089_indicators.csv").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["pages"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    done = hyoka("write", tmp_path / "file" / "pages", "--content", REAL)
    assert done.exit_code == 1
    assert "何も書いていません" in done.output
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
