"""Since when files are there and when they last changed, by git."""

import datetime
from pathlib import Path

import pytest

from hyoka.git import GitFolder
from hyoka.history.git_log import (
    Change,
    Commit,
    FileChange,
    Revision,
    Revisions,
    Unknown,
    in_words,
    read_revisions,
    subject_of,
)
from hyoka.wording import load_language
from tests.git_histories import begin, commit, git

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
    return read_revisions(GitFolder(city / "town/content"))


def life(city: Path, path: str) -> tuple[str, str] | None:
    found = read(city).of(path)
    return (str(found.first), str(found.last)) if found else None


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


def test_a_merge_without_words_is_told_in_those_of_what_it_brought(city: Path) -> None:
    def say(subject: str, name: str, day: str) -> None:
        record(city, f"projects/{name}.yml", f"name: {subject}\n")
        git(city, "add", "-A")
        git(city, "commit", "-q", "-m", subject, committed=f"{day}T12:00:00+09:00")

    def merge(branch: str, *options: str) -> None:
        git(city, "merge", "-q", "--no-ff", *options, branch, committed=f"{JUNE}T09:00:00+09:00")

    say("祭りを加えた", "a", APRIL)
    git(city, "checkout", "-q", "-b", "side")
    say("秋祭りを加えた", "b", "2024-04-20")
    (city / "readme").write_text("記録ではない\n", encoding="utf-8")
    git(city, "add", "-A")
    git(city, "commit", "-q", "-m", "説明を書いた")
    git(city, "checkout", "-q", "main")
    say("冬祭りを加えた", "c", "2024-04-25")
    git(city, "checkout", "-q", "side")
    git(city, "merge", "-q", "main", committed=f"{MAY}T09:00:00+09:00")
    say("秋祭りの名称を直した", "b", MAY)
    say("Update b.yml", "b", "2024-05-08")
    git(city, "checkout", "-q", "main")
    merge("side")
    git(city, "checkout", "-q", "-b", "other")
    say("花火を加えた", "d", MAY)
    git(city, "checkout", "-q", "main")
    merge("other", "-m", "夏の行事を加えた")
    told = [(one.subject, tuple(it.subject for it in one.brought)) for one in read(city).commits]
    assert told == [
        ("夏の行事を加えた", ()),
        ("", ("秋祭りを加えた", "秋祭りの名称を直した")),
        ("冬祭りを加えた", ()),
        ("祭りを加えた", ()),
    ]


def test_a_merge_that_changed_no_record_is_no_change(city: Path) -> None:
    record(city, "projects/a.yml")
    commit(city, APRIL)
    git(city, "checkout", "-q", "-b", "side")
    (city / "readme").write_text("記録ではない\n", encoding="utf-8")
    commit(city, MAY)
    git(city, "checkout", "-q", "main")
    git(city, "merge", "-q", "--no-ff", "side", committed=f"{JUNE}T09:00:00+09:00")
    assert [str(one.day) for one in read(city).commits] == [APRIL]


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
    assert read_revisions(GitFolder(tmp_path)) == Revisions(Unknown.NO_REPOSITORY)
    assert read_revisions(GitFolder(tmp_path / "nowhere")) == Revisions(Unknown.NO_REPOSITORY)


def test_a_machine_without_git_tells_nothing(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record(city, "projects/a.yml")
    commit(city, APRIL)
    monkeypatch.setenv("PATH", str(city))
    assert read(city) == Revisions(Unknown.NO_GIT)


def test_the_commits_tell_what_they_did_newest_first(city: Path) -> None:
    record(city, "projects/a.yml")
    record(city, "projects/b.yml", "name: 秋祭り\n")
    added = commit(city, APRIL)
    git(city, "mv", "town/content/projects/a.yml", "town/content/projects/c.yml")
    record(city, "projects/b.yml", "name: 秋の祭り\n")
    changed = commit(city, MAY)
    (city / "town/content/projects/b.yml").unlink()
    removed = commit(city, JUNE)
    april, may, june = (datetime.date.fromisoformat(day) for day in (APRIL, MAY, JUNE))
    a, b, c = (f"projects/{name}.yml" for name in "abc")
    assert read(city).commits == (
        Commit(removed, june, JUNE, (Change(FileChange.REMOVED, b, b),)),
        Commit(
            changed, may, MAY, (Change(FileChange.CHANGED, b, b), Change(FileChange.RENAMED, c, a))
        ),
        Commit(
            added, april, APRIL, (Change(FileChange.ADDED, a, a), Change(FileChange.ADDED, b, b))
        ),
    )


def test_a_message_may_be_empty_or_hold_anything(city: Path) -> None:
    messages = ["", "::error::x\n\nA\tprojects/x.yml\n\nM", "\u202eabc\u2028\x1bd\u3000加入率"]
    for number, message in enumerate(messages):
        record(city, "projects/a.yml", f"name: 祭り{number}\n")
        git(city, "add", "-A")
        options = ("--allow-empty-message", "--cleanup=verbatim", "-m", message)
        git(city, "commit", "-q", *options, committed=f"{APRIL}T12:00:00+09:00")
    subjects = [told.subject for told in read(city).commits]
    assert subjects == ["abc", "::error::x", ""]
    assert all(len(told.changes) == 1 for told in read(city).commits)
    assert life(city, "projects/a.yml") == (APRIL, APRIL)


def test_a_message_is_read_whatever_its_encoding(city: Path) -> None:
    record(city, "projects/a.yml")
    git(city, "add", "-A")
    git(city, "config", "i18n.logOutputEncoding", "euc-jp")
    git(city, "commit", "-q", "-m", "祭りを加えた")
    assert [told.subject for told in read(city).commits] == ["祭りを加えた"]
    (city / "message").write_bytes("祭りを加えた".encode("cp932"))
    git(city, "commit", "-q", "--amend", "-F", "message")  # it does not say which
    assert read(city).commits[0].subject.encode()


@pytest.mark.parametrize(
    ("message", "subject"),
    [
        ("加入率を直した\n\n転記の誤り。\n", "加入率を直した"),
        ("\n\n  加入率を　直した  \n", "加入率を 直した"),
        ("Merge pull request #12 from sato/patch-1\n\n加入率を直した\n\nx", "加入率を直した"),
        ("Merge pull request #12 from sato/patch-1", ""),
        ("Merge branch 'naosu'\n\n# Conflicts:\n#\tx.yml", ""),
        ("Merge branch 'main' of https://github.com/sato/hyoka into naosu", ""),
        ("Merge 0123456789abcdef into fedcba9876543210", ""),
        ("Merge remote-tracking branch 'origin/main'", ""),
        ("Merge the two tables of fees", "Merge the two tables of fees"),
        ("Merge pull request #1 from a/b\n\nCo-authored-by: Sato <s@city.example>", ""),
        ("Update kizuna.yml", ""),
        ("Update kizuna.yml (#12)", ""),
        ("Create 2019.yml", ""),
        ("Delete content/projects/a.yml", ""),
        ("Rename a.yml to b.yml", ""),
        ("Add files via upload", ""),
        ("Merge pull request #1 from a/b\n\nUpdate kizuna.yml", ""),
        ("Update kizuna.yml for 2019", "Update kizuna.yml for 2019"),
        ("長" * 101, "長" * 99 + "…"),
        ("長" * 100, "長" * 100),
        ("", ""),
    ],
)
def test_the_subject_is_what_the_writer_said(message: str, subject: str) -> None:
    assert subject_of(message) == subject


# Days that cannot be.

NOW = datetime.datetime(2024, 6, 3, 12, tzinfo=datetime.UTC)
LIES = [
    *("0", "1", "53999", "253402300799", "253402300800", "9999999999999"),
    *("4294967295", "4294967296", "9223372036854775807", "9223372036854775808"),
    *("99999999999999999999999", "9" * 5000, "-1", "-77", "", "abc", "0x10", "1e9", "1717329600.5"),
    str(int(NOW.timestamp()) + 86_401),
]
"""What a commit may say of its moment, in seconds since 1970."""
COMMITTERS = [
    *(f"A <a@b> {seconds} +0000" for seconds in LIES),
    *("A <a@b>", "A", "", "A <a@b> 1717329600\nmergetag x"),
]


def committed_with(city: Path, committer: str) -> str:
    """A commit of all that lies in `city` on the branch, of that committer's line."""
    git(city, "add", "-A")
    tree = git(city, "write-tree")
    parent = git(city, "rev-parse", "HEAD")
    author = "author A <a@b> 1000000000 +0000\n"
    whole = f"tree {tree}\nparent {parent}\n{author}committer {committer}\n\n花火を加えた\n"
    file = city / ".git" / "written"
    file.write_text(whole, encoding="utf-8")
    name = git(city, "hash-object", "-t", "commit", "-w", "--literally", str(file))
    git(city, "update-ref", "HEAD", name)
    return name


@pytest.mark.parametrize("committer", COMMITTERS)
def test_a_day_that_cannot_be_is_not_known(city: Path, committer: str) -> None:
    record(city, "projects/a.yml")
    commit(city, APRIL)
    record(city, "projects/b.yml", "name: 花火\n")
    name = committed_with(city, committer)
    found = read_revisions(GitFolder(city / "town/content"), NOW)
    april = datetime.date.fromisoformat(APRIL)
    assert found.of("projects/b.yml") == Revision(None, None, name)
    assert found.of("") == Revision(april, None, name)
    assert life(city, "projects/a.yml") == (APRIL, APRIL)
    assert [one.subject for one in found.commits] == ["花火を加えた", APRIL]
    (told,) = in_words(found, load_language("ja"))
    assert name[:7] in told


@pytest.mark.parametrize(
    ("seconds", "day"),
    [
        (86_400, "1970-01-02"),
        (int(NOW.timestamp()) + 86_400, "2024-06-04"),
        (1_717_329_600, "2024-06-02"),
    ],
)
def test_a_day_that_can_be_is_known(city: Path, seconds: int, day: str) -> None:
    record(city, "projects/a.yml")
    commit(city, APRIL)
    record(city, "projects/b.yml", "name: 花火\n")
    committed_with(city, f"A <a@b> {seconds} +9999")
    found = read_revisions(GitFolder(city / "town/content"), NOW)
    assert str(found.commits[0].day) == day
    assert not list(in_words(found, load_language("ja")))


def test_the_next_commit_of_a_record_has_its_day_again(city: Path) -> None:
    record(city, "projects/a.yml")
    commit(city, APRIL)
    record(city, "projects/a.yml", "name: 花火\n")
    committed_with(city, "A <a@b> 253402300800 +0000")
    record(city, "projects/a.yml", "name: 祭りと花火\n")
    commit(city, JUNE)
    assert life(city, "projects/a.yml") == (APRIL, JUNE)
