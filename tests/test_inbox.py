"""A workbook in inbox/: the workflow's own commands take it into the records of its branch."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from openpyxl import Workbook

from hyoka.workbook.writer import written
from tests.building import REAL
from tests.git_histories import git
from tests.malicious.outputs import commands
from tests.shared_folders import make_once
from tests.workflow_clone import RECORD, Desk, Outcome, desk, repository
from tests.yearly_workbooks import JA, Typed, changed, filled_in, laid_out

WORKBOOK = "inbox/市民部 -x$(id).xlsx"
BOT = "github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>"


@cache
def made() -> bytes:
    return written(laid_out(REAL, 2018), JA)


def book(settlement: Typed, editor: str | None = None) -> bytes:
    """A workbook of the real records, in which somebody has typed another settlement."""

    def save(of: Workbook) -> None:
        of.properties.lastModifiedBy = editor

    row = f"projects/{RECORD.name} years/2018"
    return changed(made(), filled_in({(row, "settlement"): settlement}), save)


@dataclass(frozen=True)
class City:
    """A repository on GitHub, and a clone of it for each job."""

    remote: Path
    folder: Path
    branch: str = "inbox-$(id)-市民部"

    def clone(self, name: str) -> Desk:
        """A clone of `main`."""
        made = desk(self.folder / name, self.remote.with_name("city"))
        git(made.folder, "remote", "add", "origin", self.remote.as_uri())
        return made

    def upload(self, at: Desk, files: Mapping[str, bytes]) -> str:
        """Commit files to the branch, as GitHub's page does, and push; the commit's name."""
        git(at.folder, "switch", "-q", "-C", self.branch)
        for path, content in files.items():
            (at.folder / path).write_bytes(content)
            git(at.folder, "add", "--force", "--", path)
        git(at.folder, "commit", "-q", "-m", "x")
        git(at.folder, "push", "-q", "origin", f"HEAD:refs/heads/{self.branch}")
        return git(at.folder, "rev-parse", "HEAD")

    def commit(self, taken: Outcome, pushed: str) -> Outcome:
        """What the second job does with what the first one left."""
        given = {
            "TAKEN": str(taken.artifacts / "taken" / "taken.patch"),
            "GITHUB_SHA": pushed,
            "GITHUB_REF_NAME": self.branch,
        }
        return self.clone("writer").run("inbox.yml", "commit", **given)

    def changed(self) -> list[str]:
        """What the branch's last commit did to which files."""
        plain = ("-c", "core.quotepath=false")
        done = git(self.remote, *plain, "log", "--name-status", "--format=", "-1", self.branch)
        return done.splitlines()

    def at_branch(self, *command: str) -> str:
        return git(self.remote, *command, f"refs/heads/{self.branch}")


@pytest.fixture
def city(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> City:
    made = make_once(tmp_path_factory, "committed", repository)
    shutil.copytree(made, tmp_path / "city", symlinks=True)
    git(tmp_path, "clone", "-q", "--bare", "city", "remote.git")
    return City(tmp_path / "remote.git", tmp_path)


def test_a_workbook_becomes_records_and_goes(city: City) -> None:
    reader = city.clone("reader")
    pushed = city.upload(reader, {WORKBOOK: book(21600), "inbox/b.xlsx": made()})
    taken = reader.run("inbox.yml", "take", GITHUB_EVENT_NAME="push")
    assert taken.failed == [], taken.printed
    done = city.commit(taken, pushed)
    assert done.failed == [], done.printed
    assert city.at_branch("log", "--format=%an <%ae>", "-1") == BOT
    assert city.at_branch("log", "--format=%P", "-1") == pushed
    assert city.changed() == [f"M\t{RECORD.as_posix()}", "D\tinbox/b.xlsx", f"D\t{WORKBOOK}"]
    lines = city.at_branch("show", "--format=", "-U0").splitlines()
    assert [line for line in lines if line[:2] in {"+ ", "- "}] == [
        "-    settlement: 21573",
        "+    settlement: 21600",
    ]


@pytest.mark.parametrize(
    ("wrong", "cell", "rule"),
    [
        (book("約1200"), "事業!", "no_number_typed"),
        (book(21600, "山田"), "", "workbook_names_person"),
    ],
)
def test_where_something_cannot_be_taken_nothing_is_and_the_workbook_stays(
    city: City, wrong: bytes, cell: str, rule: str
) -> None:
    reader = city.clone("reader")
    pushed = city.upload(reader, {"inbox/a.xlsx": wrong, "inbox/b.xlsx": book(21600)})
    taken = reader.run("inbox.yml", "take", GITHUB_EVENT_NAME="push")
    assert taken.failed == ["make take FORMAT=github"]
    (told,) = commands(taken.printed)
    assert told.startswith(f"::error file=inbox/a.xlsx::{cell}")
    assert f"[{rule}]" in told
    assert f"[{rule}]" in taken.summary
    assert "どの記録も書き換えていません" in taken.printed
    assert "山田" not in taken.printed + taken.summary
    assert git(reader.folder, "status", "--porcelain") == ""
    assert not (taken.artifacts / "taken").exists()
    assert city.at_branch("rev-parse") == pushed


def test_of_a_proposal_it_is_only_tried_and_no_workbook_may_be_merged(city: City) -> None:
    reader = city.clone("reader")
    pushed = city.upload(reader, {WORKBOOK: book(21600)})
    taken = reader.run("inbox.yml", "take", GITHUB_EVENT_NAME="pull_request")
    assert taken.failed == ["make untaken FORMAT=github"]
    assert (
        "::error file=inbox/README.md::inbox/ に、まだ取り込まれていないブックが" in taken.printed
    )
    assert not (taken.artifacts / "taken").exists()
    assert city.at_branch("rev-parse") == pushed
    git(reader.folder, "rm", "-q", "--", WORKBOOK)
    taken = reader.run("inbox.yml", "take", GITHUB_EVENT_NAME="pull_request")
    assert taken.failed == [], taken.printed
    assert "取り込むブックはありません" in taken.printed


def test_a_branch_that_went_on_meanwhile_is_left_as_it_is(city: City) -> None:
    reader = city.clone("reader")
    pushed = city.upload(reader, {WORKBOOK: book(21600)})
    taken = reader.run("inbox.yml", "take", GITHUB_EVENT_NAME="push")
    git(reader.folder, "checkout", "-q", "--force", pushed)
    later = city.upload(reader, {"inbox/later.xlsx": made()})
    done = city.commit(taken, pushed)
    assert done.failed == ["make receive"]
    assert "同じブランチに別の変更が入りました" in done.printed
    assert city.at_branch("rev-parse") == later


def test_nothing_of_a_branch_is_run_where_something_may_write(city: City) -> None:
    """A Makefile, a tool and a patch of the branch that would: the code of `main` takes records."""
    reader = city.clone("reader")
    for path in ("tools/inbox.sh", "Makefile"):
        text = (reader.folder / path).read_text(encoding="utf-8")
        (reader.folder / path).write_text(f"{text}\ntouch ran\n", encoding="utf-8")
    git(reader.folder, "commit", "-q", "-a", "-m", "x")
    pushed = city.upload(reader, {WORKBOOK: book(21600)})
    patch = reader.folder.parent / "artifacts-take" / "taken" / "taken.patch"
    patch.parent.mkdir(parents=True)
    for path in ("Makefile", "tools/inbox.sh", str(RECORD)):
        file = reader.folder / path
        file.write_text(f"{file.read_text(encoding='utf-8')}# x\n", encoding="utf-8")
    patch.write_text(f"{git(reader.folder, 'diff')}\n", encoding="utf-8")
    done = city.commit(Outcome(artifacts=patch.parent.parent), pushed)
    assert done.failed == [], done.printed
    assert list(city.folder.rglob("ran")) == []
    assert city.changed() == [f"M\t{RECORD.as_posix()}", f"D\t{WORKBOOK}"]
