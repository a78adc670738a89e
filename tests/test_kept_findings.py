"""What checks found is found again by the next server as it was, and nothing of another content."""

import datetime
from pathlib import Path

import pytest

from hyoka import site
from hyoka.checks import CheckFindings
from hyoka.content import Content, read_folder
from hyoka.files.cache import FOLDER
from hyoka.mkdocs_plugin.kept_findings import keep_findings, kept_findings
from tests.rule_cases import copy_base

pytestmark = pytest.mark.usefixtures("cached")
DAY = datetime.date(2026, 4, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Records of which a check finds something."""
    content = copy_base(tmp_path / "content")
    project = content / "projects" / "matsuri.yml"
    text = project.read_text("utf-8")
    assert "settlement: " in text
    project.write_text(text.replace("settlement: ", "settlement: -1", 1), encoding="utf-8")
    return content


def found_in(content: Content) -> CheckFindings:
    found = site.examine(content, DAY).found
    assert found is not None
    return found


def test_it_is_what_it_was(folder: Path) -> None:
    content = read_folder(folder)
    found = found_in(content)
    assert kept_findings(folder, content, found.records, DAY) is None
    keep_findings(folder, content, found)
    assert [*found.findings]
    assert kept_findings(folder, content, found.records, DAY) == found


def test_nothing_is_known_of_another_content_or_day(folder: Path) -> None:
    content = read_folder(folder)
    found = found_in(content)
    keep_findings(folder, content, found)
    later = DAY + datetime.timedelta(days=1)
    assert kept_findings(folder, content, found.records, later) is None
    with (folder / "projects" / "matsuri.yml").open("a", encoding="utf-8") as record:
        record.write("# a remark\n")
    assert kept_findings(folder, read_folder(folder), found.records, DAY) is None


def test_what_was_changed_on_the_disk_is_not_read(folder: Path) -> None:
    content = read_folder(folder)
    found = found_in(content)
    keep_findings(folder, content, found)
    (kept,) = (folder.parent / FOLDER / "findings").iterdir()
    kept.write_bytes(kept.read_bytes() + b" ")
    assert kept_findings(folder, content, found.records, DAY) is None


def test_a_site_is_told_of_what_was_found_before(folder: Path) -> None:
    content = read_folder(folder)
    found = found_in(content)
    problems = site.examine(content, DAY).problems
    assert problems
    assert site.examine(content, DAY, kept=lambda _: found).problems == problems
    nothing = CheckFindings(found.records, DAY, dict.fromkeys(found.by_check, ()))
    assert site.examine(content, DAY, kept=lambda _: nothing).problems != problems
