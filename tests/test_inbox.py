"""A workbook in inbox/: the workflow's own commands take it into the records of its branch.

What a workbook's cells are read as is tried elsewhere; here a program in place of `hyoka take` says
what it would have taken.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.building import ROOT
from tests.git_histories import git
from tests.shared_folders import make_once
from tests.workflow_clone import RECORD, Desk, Outcome, desk, repository

WORKBOOK = "inbox/市民部 -x$(id).xlsx"
TAKES = f"""#!/bin/sh
echo "$@" >>asked
sed -i s/21573/21600/ {RECORD.as_posix()}
echo name: あ >content/projects/atarashii.yml
"""
REFUSES = """#!/bin/sh
echo "::error file=inbox/a.xlsx::指標!F12"
exit 1
"""
BOT = "github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>"


@dataclass(frozen=True)
class City:
    """A repository on GitHub, and a clone of it for each job."""

    remote: Path
    folder: Path
    branch: str = "inbox-$(id)-市民部"

    def clone(self, name: str, takes: str = TAKES) -> Desk:
        """A clone of `main`, with a program in place of `hyoka`."""
        made = desk(self.folder / name, self.remote.with_name("city"))
        git(made.folder, "remote", "add", "origin", self.remote.as_uri())
        program = made.folder / ".venv" / "bin"
        program.unlink()
        program.mkdir()
        (program / "python").symlink_to(ROOT / ".venv" / "bin" / "python")
        (program / "hyoka").write_text(takes, encoding="utf-8")
        (program / "hyoka").chmod(0o755)
        return made

    def upload(self, at: Desk, *paths: str) -> str:
        """Commit files to the branch, as GitHub's page does, and push; the commit's name."""
        git(at.folder, "switch", "-q", "-C", self.branch)
        for path in paths:
            (at.folder / path).write_bytes(b"PK\0\1\2")
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
    pushed = city.upload(reader, WORKBOOK, "inbox/b.xlsx")
    taken = reader.run("inbox.yml", "take", GITHUB_EVENT_NAME="push")
    assert taken.failed == [], taken.printed
    asked = (reader.folder / "asked").read_text(encoding="utf-8")
    assert asked == f"take --public-workbook --format github inbox/b.xlsx {WORKBOOK}\n"
    done = city.commit(taken, pushed)
    assert done.failed == [], done.printed
    assert city.at_branch("log", "--format=%an <%ae>", "-1") == BOT
    assert city.at_branch("log", "--format=%P", "-1") == pushed
    assert city.changed() == [
        "A\tcontent/projects/atarashii.yml",
        f"M\t{RECORD.as_posix()}",
        "D\tinbox/b.xlsx",
        f"D\t{WORKBOOK}",
    ]
    assert "settlement: 21600" in git(city.remote, "show", f"{city.branch}:{RECORD.as_posix()}")


def test_where_a_cell_cannot_be_taken_nothing_is_and_the_workbook_stays(city: City) -> None:
    reader = city.clone("reader", REFUSES)
    pushed = city.upload(reader, WORKBOOK)
    taken = reader.run("inbox.yml", "take", GITHUB_EVENT_NAME="push")
    assert taken.failed == ["make take FORMAT=github"]
    assert "::error file=inbox/a.xlsx::指標!F12" in taken.printed
    assert not (taken.artifacts / "taken").exists()
    assert city.at_branch("rev-parse") == pushed


def test_of_a_proposal_it_is_only_tried_and_no_workbook_may_be_merged(city: City) -> None:
    reader = city.clone("reader")
    pushed = city.upload(reader, WORKBOOK)
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
    pushed = city.upload(reader, WORKBOOK)
    taken = reader.run("inbox.yml", "take", GITHUB_EVENT_NAME="push")
    git(reader.folder, "checkout", "-q", "--force", pushed)
    later = city.upload(reader, "inbox/later.xlsx")
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
    pushed = city.upload(reader, WORKBOOK)
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
