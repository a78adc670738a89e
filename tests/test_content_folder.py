"""What stands in the folder of the records: odd names, and files that cannot be read."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import CliRunner

from hyoka.__main__ import main
from hyoka.content import read_folder
from hyoka.content.documents import read_document
from hyoka.content.folder import read_file
from hyoka.content.records import locate, read_records
from hyoka.files.file_names import broken_by
from hyoka.problems import MAX_ERRORS, Finding, Problem, limit_errors_per_file
from hyoka.report import report
from hyoka.site import check
from hyoka.wording import load_language

BASE = Path(__file__).parent / "rules" / "base"
JAPANESE = load_language("ja")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Good records, to be changed."""
    folder = tmp_path / "content"
    shutil.copytree(BASE, folder)
    return folder


def _told(content: Path) -> list[tuple[str, str]]:
    problems = check(read_folder(content))[1]
    assert report(problems, JAPANESE).encode()
    return [(problem.rule, problem.path) for problem in problems]


@pytest.mark.parametrize(
    "name", ["a\nb", "a\x1b[2Jb", " ", "あ", "a b", "a*", "{name}", "%s", "Ａ"]
)
def test_a_file_with_any_name_is_told(name: str, content: Path) -> None:
    shutil.copy(content / "projects/matsuri.yml", content / f"projects/{name}.yml")
    assert _told(content) == [("file_name", f"content/projects/{name}.yml")]


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="its names are always Unicode")
@pytest.mark.parametrize("place", ["projects/%s.yml", "%s.yml", "policies/%s/policy.yml"])
def test_a_name_that_is_not_unicode_is_told(place: str, content: Path) -> None:
    file = content / os.fsdecode(place.encode() % b"\x8f\x8a\x91\xf2")
    file.parent.mkdir(exist_ok=True)
    shutil.copy(content / "projects/matsuri.yml", file)
    done = CliRunner().invoke(main, ["check", "--content", str(content)])
    assert done.exit_code == 1
    assert "\N{REPLACEMENT CHARACTER}" in done.output


def _refuse(*_: object) -> NoReturn:
    raise PermissionError(13, "Permission denied")


def test_a_file_that_may_not_be_read_is_told(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "read_bytes", _refuse)
    assert {rule for rule, _ in _told(content)} == {"unreadable"}


def test_a_folder_that_may_not_be_listed_is_told(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def scan(folder: Path) -> Iterator[os.DirEntry[str]]:
        return _refuse() if folder.name == "surveys" else scandir(folder)

    monkeypatch.setattr(os, "scandir", scan)
    assert _told(content) == [("unreadable", "content/surveys")]


def test_a_file_that_has_just_gone_is_told(content: Path) -> None:
    file = content / "projects/matsuri.yml"
    file.unlink()
    assert read_document(read_file(file), "a.yml") == (Problem("a.yml", 1, 1, "unreadable"),)
    read = read_folder(content)
    (problem,) = locate(
        read, read_records(read), [Finding("projects/matsuri.yml", ("name",), "text")]
    )
    assert (problem.path, problem.line) == ("content/projects/matsuri.yml", 1)


def test_a_device_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.yml").mkdir()
    for file in (tmp_path / "a.yml", Path(os.devnull)):
        assert read_document(read_file(file), "a.yml") == (Problem("a.yml", 1, 1, "unreadable"),)


def test_an_empty_folder_and_a_file_in_its_place_hold_no_municipality(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    assert _told(tmp_path / "content") == [("no_municipality", "content/municipality.yml")]
    (tmp_path / "content").rmdir()
    (tmp_path / "content").write_text("name: a\n", encoding="utf-8")
    assert _told(tmp_path / "content") == [("no_municipality", "content/municipality.yml")]


def test_the_folder_one_stands_in_has_its_name(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(content)
    Path("projects/matsuri.yml").write_text("", encoding="utf-8")
    assert _told(Path()) == [("empty", "content/projects/matsuri.yml")]


def test_a_linked_folder_without_records_is_told_too(content: Path) -> None:
    """MkDocs would publish what lies there."""
    (content.parent / "pictures").mkdir()
    (content / "pictures").symlink_to(content.parent / "pictures")
    assert _told(content) == [("link", "content/pictures")]


def test_of_a_file_with_too_many_errors_the_first_are_told(content: Path) -> None:
    for name, errors in (("a", MAX_ERRORS), ("b", MAX_ERRORS + 1)):
        keys = "".join(f"k{number}: 1\n" for number in range(errors))
        (content / f"projects/{name}.yml").write_text(f"name: x\n{keys}", encoding="utf-8")
    found = _told(content)
    assert found.count(("unknown_key", "content/projects/a.yml")) == MAX_ERRORS
    assert found.count(("unknown_key", "content/projects/b.yml")) == MAX_ERRORS
    assert [one for one in found if one[0] == "too_many"] == [
        ("too_many", "content/projects/b.yml")
    ]


def test_too_many_errors_hide_no_warning() -> None:
    errors = [Problem("a.yml", line, 1, "blank") for line in range(200)]
    warning = Problem("a.yml", 300, 1, "check_digit")
    assert warning in limit_errors_per_file([*errors, warning])
    assert list(limit_errors_per_file([warning])) == [warning]


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("files/~$a.docx", "program_file"),
        ("files/~$a.md", "program_file"),
        ("files/a.xlsx.bak", "program_file"),
        ("files/DESKTOP.INI", "program_file"),
        ("files/con", "windows_name"),
        ("files/Com1.2019.pdf", "windows_name"),
        ("files/lpt³ .pdf", "windows_name"),
        ("conin$/a.pdf", "windows_name"),
        ("files/a./b/c.pdf", "name_edge"),
        ("files/a..pdf", "name_edge"),
        ("files/a.pdf ", "name_edge"),
        ("files/\u3000a.pdf", "name_edge"),
        ("files/a.\u00a0", "name_edge"),
        ("files/か\u3099/a.pdf", "decomposed_name"),
        ("files/e\u0301.pdf", "decomposed_name"),
        (f"files/{'あ' * 84}.pdf", "name_too_long"),
        (f"{'a' * 120}/{'b' * 120}", "name_too_long"),
        (f"{'𠮷' * 60}/{'𠮷' * 60}", "name_too_long"),
    ],
)
def test_a_name_that_no_file_should_have_is_known(path: str, rule: str) -> None:
    found = broken_by(path)
    assert found is not None
    assert found[0] == rule


@pytest.mark.parametrize(
    "path",
    [
        *(
            "files/総括表.xlsx",
            "files/console.pdf",
            "files/com10.pdf",
            "files/com.pdf",
            "files/~a.pdf",
        ),
        *(
            "files/v1.2.pdf",
            "a b/c d.pdf",
            "files/総括表 のコピー.xlsx",
            "files/がいよう.pdf",
            "auxiliary",
        ),
        *("files/bak.pdf", "files/nul-x.pdf", f"files/{'あ' * 83}.pdf", f"{'a' * 120}/{'b' * 119}"),
    ],
)
def test_a_usual_name_is_none_of_them(path: str) -> None:
    assert broken_by(path) is None
