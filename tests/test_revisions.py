"""Since when files are there and when they last changed, by git."""

import datetime
from pathlib import Path

import pytest

from generator.revisions import Revision, Revisions, Unknown, read_revisions
from tests.histories import begin, commit, git

APRIL, MAY, JUNE = "2024-04-01", "2024-05-07", "2024-06-03"


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A repository whose records lie in `town/content/`."""
    folder = begin(tmp_path / "city")
    (folder / "town/content/projects").mkdir(parents=True)
    return folder


def record(city: Path, name: str, text: str = "name: 祭り\n") -> Path:
    file = city / "town/content" / name
    file.write_text(text, encoding="utf-8")
    return file


def read(city: Path) -> Revisions:
    return read_revisions(city / "town/content")


def life(city: Path, path: str) -> tuple[str, str] | None:
    found = read(city).of(path)
    return (found.first.isoformat(), found.last.isoformat()) if found else None


def test_a_file_has_the_days_of_its_first_and_of_its_last_commit(city: Path) -> None:
    record(city, "projects/a.yml")
    commit(city, APRIL)
    record(city, "projects/a.yml", "name: 夏祭り\n")
    changed = commit(city, MAY)
    record(city, "projects/b.yml", "name: 秋祭り\n")
    added = commit(city, JUNE)
    april, may, june = (datetime.date.fromisoformat(day) for day in (APRIL, MAY, JUNE))
    assert read(city).of("projects/a.yml") == Revision(april, may, changed)
    assert read(city).of("projects/b.yml") == Revision(june, june, added)
    assert read(city).of("projects/") == Revision(april, june, added)
    assert read(city).of("") == Revision(april, june, added)
    assert read(city).of("policies/") is None
    assert read(city).unknown is None


def test_a_day_is_that_of_japan_and_of_the_committer(city: Path) -> None:
    record(city, "projects/a.yml")
    commit(city, "2024-03-31T15:00:00+00:00")
    record(city, "projects/b.yml", "name: 秋祭り\n")
    commit(city, "2024-03-31T23:59:59+09:00")
    assert life(city, "projects/a.yml") == ("2024-04-01", "2024-04-01")
    assert life(city, "projects/b.yml") == ("2024-03-31", "2024-03-31")


def test_what_is_not_committed_is_not_known(city: Path) -> None:
    file = record(city, "projects/a.yml")
    commit(city, APRIL)
    file.write_text("name: 夏祭り\n", encoding="utf-8")
    record(city, "projects/b.yml")
    git(city, "add", "-A")
    assert life(city, "projects/a.yml") == (APRIL, APRIL)
    assert life(city, "projects/b.yml") is None


def test_a_renamed_file_keeps_its_beginning(city: Path) -> None:
    record(city, "projects/a.yml")
    commit(city, APRIL)
    git(city, "mv", "town/content/projects/a.yml", "town/content/projects/b.yml")
    renamed = commit(city, MAY)
    assert life(city, "projects/a.yml") is None
    assert life(city, "projects/b.yml") == (APRIL, MAY)
    revision = read(city).of("projects/b.yml")
    assert revision is not None
    assert revision.commit == renamed


def test_a_new_record_is_not_taken_for_the_one_that_it_resembles(city: Path) -> None:
    alike = "".join(f"line{number}: 同じ\n" for number in range(99))
    record(city, "projects/a.yml", f"name: 祭り\n{alike}")
    commit(city, APRIL)
    (city / "town/content/projects/a.yml").unlink()
    record(city, "projects/b.yml", f"name: 花火\n{alike}")
    commit(city, MAY)
    assert life(city, "projects/b.yml") == (MAY, MAY)


def test_a_removed_file_is_gone_and_its_folder_has_changed(city: Path) -> None:
    file = record(city, "projects/a.yml")
    record(city, "municipality.yml", "name: 架空市\n")
    commit(city, APRIL)
    file.unlink()
    commit(city, MAY)
    assert life(city, "projects/a.yml") is None
    assert life(city, "projects/") == (APRIL, MAY)
    record(city, "projects/a.yml")
    commit(city, JUNE)
    assert life(city, "projects/a.yml") == (JUNE, JUNE)


def test_a_merge_is_a_change_of_the_day_on_which_it_reached_the_branch(city: Path) -> None:
    record(city, "projects/a.yml")
    commit(city, APRIL)
    git(city, "checkout", "-q", "-b", "side")
    record(city, "projects/b.yml", "name: 秋祭り\n")
    commit(city, "2024-04-20")
    git(city, "checkout", "-q", "main")
    record(city, "projects/c.yml", "name: 冬祭り\n")
    commit(city, MAY)
    git(city, "merge", "-q", "--no-ff", "side", committed=f"{JUNE}T09:00:00+09:00")
    merged = git(city, "rev-parse", "HEAD")
    assert life(city, "projects/a.yml") == (APRIL, APRIL)
    assert life(city, "projects/b.yml") == (JUNE, JUNE)
    assert life(city, "projects/c.yml") == (MAY, MAY)
    whole = read(city).of("")
    assert whole is not None
    assert whole.commit == merged


def test_what_only_the_merge_itself_changed_is_a_change(city: Path) -> None:
    record(city, "projects/a.yml")
    commit(city, APRIL)
    git(city, "checkout", "-q", "-b", "side")
    record(city, "projects/b.yml", "name: 秋祭り\n")
    commit(city, MAY)
    git(city, "checkout", "-q", "main")
    git(city, "merge", "-q", "--no-ff", "--no-commit", "side")
    record(city, "projects/a.yml", "name: 夏祭り\n")
    commit(city, JUNE)
    assert life(city, "projects/a.yml") == (APRIL, JUNE)


@pytest.mark.parametrize("name", ['"夏 祭り"\t<b>\n.yml', "-rf.yml", ":(top)x.yml", "a'b\\c.yml"])
def test_a_name_may_hold_any_sign(name: str, city: Path) -> None:
    record(city, f"projects/{name}")
    commit(city, APRIL)
    record(city, f"projects/{name}", "name: 夏祭り\n")
    commit(city, MAY)
    assert life(city, f"projects/{name}") == (APRIL, MAY)


def test_a_page_by_hand_has_its_days_and_is_no_record_of_its_folder(city: Path) -> None:
    record(city, "municipality.yml", "name: 架空市\n")
    commit(city, APRIL)
    record(city, "index.md", "ようこそ\n")
    commit(city, MAY)
    assert life(city, "index.md") == (MAY, MAY)
    assert life(city, "") == (APRIL, APRIL)


def test_files_elsewhere_in_the_repository_are_not_told(city: Path) -> None:
    record(city, "municipality.yml", "name: 架空市\n")
    commit(city, APRIL)
    (city / "town/other.yml").write_text("x: y\n", encoding="utf-8")
    commit(city, MAY)
    assert set(read(city).by_path) == {"", "municipality.yml"}


def test_the_users_own_settings_change_nothing(city: Path) -> None:
    record(city, "projects/a.yml")
    commit(city, APRIL)
    git(city, "checkout", "-q", "-b", "side")
    git(city, "mv", "town/content/projects/a.yml", "town/content/projects/b.yml")
    commit(city, MAY)
    git(city, "checkout", "-q", "main")
    git(city, "merge", "-q", "--no-ff", "side", committed=f"{JUNE}T09:00:00+09:00")
    expected = read(city)
    for setting in (
        *["log.showRoot=false", "log.diffMerges=combined", "log.follow=true", "log.decorate=full"],
        *["diff.renames=false", "diff.relative=true", "diff.noprefix=true", "color.ui=always"],
        *["log.date=relative", "format.pretty=fuller", "core.quotePath=true"],
    ):
        git(city, "config", *setting.split("="))
    assert read(city) == expected
    assert life(city, "projects/b.yml") == (APRIL, JUNE)


def test_a_signature_is_not_read_as_a_change(city: Path) -> None:
    record(city, "projects/a.yml")
    written = git(city, "cat-file", "commit", commit(city, APRIL))
    head, _, message = written.partition("\n\n")
    signature = "-----BEGIN SSH SIGNATURE-----\n x\n -----END SSH SIGNATURE-----"
    signed = f"{head}\ngpgsig {signature}\n\n{message}"
    (city / "signed").write_text(signed, encoding="utf-8")
    git(city, "reset", "-q", git(city, "hash-object", "-t", "commit", "-w", "signed"))
    git(city, "config", "log.showSignature", "true")
    assert life(city, "projects/a.yml") == (APRIL, APRIL)


def test_a_shallow_clone_tells_nothing(city: Path, tmp_path: Path) -> None:
    record(city, "projects/a.yml")
    commit(city, APRIL)
    record(city, "projects/b.yml", "name: 秋祭り\n")
    commit(city, MAY)
    git(tmp_path, "clone", "-q", "--depth", "1", city.as_uri(), "shallow")
    assert read(tmp_path / "shallow") == Revisions(Unknown.SHALLOW)
    git(tmp_path, "clone", "-q", city.as_uri(), "whole")
    assert read(tmp_path / "whole") == read(city)


def test_a_folder_that_is_not_tracked_tells_nothing(city: Path) -> None:
    record(city, "projects/a.yml")
    assert read(city) == Revisions(Unknown.UNTRACKED)  # a repository without a commit
    (city / ".gitignore").write_text("town/\n", encoding="utf-8")
    commit(city, APRIL)
    assert read(city) == Revisions(Unknown.UNTRACKED)


def test_a_folder_without_a_repository_tells_nothing(tmp_path: Path) -> None:
    assert read_revisions(tmp_path) == Revisions(Unknown.NO_REPOSITORY)
    assert read_revisions(tmp_path / "nowhere") == Revisions(Unknown.NO_REPOSITORY)


def test_a_machine_without_git_tells_nothing(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record(city, "projects/a.yml")
    commit(city, APRIL)
    monkeypatch.setenv("PATH", str(city))
    assert read(city) == Revisions(Unknown.NO_GIT)
