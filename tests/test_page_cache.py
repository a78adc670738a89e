"""A build that finds what an earlier one kept makes the same site, byte by byte."""

import shutil
from pathlib import Path

import pytest

from hyoka.files.cache import FOLDER, OFF, SETTING
from tests.building import build
from tests.rule_cases import copy_base

pytestmark = pytest.mark.usefixtures("cached")


def read(site: Path) -> dict[str, bytes]:
    files = (file for file in site.rglob("*") if file.is_file())
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in files}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small town's records, from which a site was made."""
    folder = tmp_path_factory.mktemp("cached")
    content = copy_base(folder / "content")
    project = content / "projects" / "matsuri.yml"
    for number in range(3):
        shutil.copy(project, project.with_stem(f"matsuri-{number}"))
    with (content / "municipality.yml").open("a", encoding="utf-8") as file:
        file.write("rights: 市に著作権がある。\n")  # so that there are files to take away
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(SETTING)
        build(content, folder)
    return folder


def made_from_nothing(content: Path, folder: Path, settings: str = "") -> dict[str, bytes]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SETTING, OFF)
        return read(build(content, folder, settings))


def kept(town: Path, kind: str = "pages") -> dict[str, int]:
    """Which pages or files are kept, and when each was."""
    return {file.name: file.stat().st_mtime_ns for file in (town / FOLDER / kind).iterdir()}


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_after_an_edit_of_a_project(town: Path, tmp_path: Path) -> None:
    before, files = kept(town), kept(town, "files")
    projects = len(list((town / "content" / "projects").iterdir()))
    edit(town / "content" / "projects" / "matsuri.yml", "settlement: ", "settlement: 1")
    after = read(build(town / "content", town))
    assert after == made_from_nothing(town / "content", tmp_path)
    assert len(kept(town).items() & before.items()) >= projects - 1
    assert len(kept(town)) <= len(before)  # what is of no use any more is gone
    assert kept(town, "files").items() & files.items()
    assert len(kept(town, "files")) == len(files)


def test_after_a_change_of_the_settings(town: Path, tmp_path: Path) -> None:
    settings = "site_author: 市\nsite_url: https://other.example/\n"
    after = read(build(town / "content", town, settings))
    assert after == made_from_nothing(town / "content", tmp_path, settings)


def test_after_a_page_by_hand_and_another_name_of_the_town(town: Path, tmp_path: Path) -> None:
    (town / "content" / "annai.md").write_text(
        "# 案内\n\n[事業](projects/index.md)\n", encoding="utf-8"
    )
    edit(town / "content" / "municipality.yml", "name: ", "name: 新")
    after = read(build(town / "content", town))
    assert after == made_from_nothing(town / "content", tmp_path)


def test_what_was_changed_in_the_folder_is_not_read(town: Path, tmp_path: Path) -> None:
    build(town / "content", town)
    kinds = (town / FOLDER / kind for kind in ("files", "pages"))
    for number, file in enumerate(sorted(file for kind in kinds for file in kind.iterdir())):
        file.write_bytes((b"", b"{}\n<p>", file.read_bytes().replace(b"<p>", b"<b>"))[number % 3])
    assert read(build(town / "content", town)) == made_from_nothing(town / "content", tmp_path)
