"""git answers alike whoever asks, and its refusals are told for what they are."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hyoka.__main__ import main
from hyoka.changes.review import Compared, ReviewLinks, comment, read
from hyoka.git import GitError, GitFolder, Why, ask_git, environment
from hyoka.history.git_log import Revisions, Unknown, in_words, read_revisions
from hyoka.history.github_links import find_repository
from hyoka.wording import load_language
from tests.building import REAL
from tests.git_histories import begin, commit, git

JA = load_language("ja")
RECORD = "content/projects/jichikai-chonaikai-oen.yml"


def hyoka(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def raised(city: Path, actual: str) -> None:
    """Another value of one record."""
    file = city / RECORD
    text = file.read_text(encoding="utf-8")
    before = text.index("actual: ")
    end = text.index("\n", before)
    file.write_text(f"{text[:before]}actual: {actual}{text[end:]}", encoding="utf-8")


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two commits of 所沢市's records, in which one stands."""
    folder = begin(tmp_path / "city")
    shutil.copytree(REAL, folder / "content")
    commit(folder, "2026-01-05")
    raised(folder, "62.1")
    commit(folder, "2026-01-06")
    monkeypatch.chdir(folder)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return folder


# Another environment, other settings.

HOSTILE = {
    **dict.fromkeys(("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR"), "/nowhere"),
    **dict.fromkeys(("GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_SHALLOW_FILE"), "/nowhere"),
    **dict.fromkeys(("GIT_GRAFT_FILE", "GIT_ALTERNATE_OBJECT_DIRECTORIES"), "/nowhere"),
    **dict.fromkeys(("GIT_LITERAL_PATHSPECS", "GIT_ICASE_PATHSPECS"), "1"),
    **dict.fromkeys(("GIT_TRACE", "GIT_TRACE2", "GIT_TRACE_SETUP"), "1"),
    **dict.fromkeys(("GIT_EXTERNAL_DIFF", "GIT_PAGER"), "false"),
    "GIT_NAMESPACE": "x",
    "GIT_CEILING_DIRECTORIES": "/",
    "GIT_DIFF_OPTS": "-u0",
    "GIT_PREFIX": "content/",
    "GIT_REPLACE_REF_BASE": "refs/heads/",
    "LANG": "ja_JP.eucJP",
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "log.follow",
    "GIT_CONFIG_VALUE_0": "true",
}
SETTINGS = """
[log]
  follow = true
  showSignature = true
  showRoot = false
  diffMerges = combined
  date = relative
  mailmap = true
  decorate = full
[diff]
  renames = false
  noprefix = true
  mnemonicPrefix = true
  relative = true
  external = false
  orderFile = /nowhere
  ignoreSubmodules = all
  renameLimit = 1
[core]
  quotePath = true
  pager = false
  fsmonitor = false-program
  commitGraph = true
  precomposeUnicode = true
[color]
  ui = always
  diff = always
[i18n]
  logOutputEncoding = euc-jp
  commitEncoding = euc-jp
[format]
  pretty = fuller
[blame]
  date = relative
[url "https://github.com/mallory/"]
  insteadOf = https://github.com/city/
[trace2]
  normalTarget = 2
"""


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Makes whoever asks somebody with other settings and another environment."""

    def become() -> None:
        settings = tmp_path / "gitconfig"
        settings.write_text(SETTINGS, encoding="utf-8")
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
        for name, value in HOSTILE.items():
            monkeypatch.setenv(name, value)

    yield become
    monkeypatch.undo()


def written(folder: Path) -> dict[str, bytes]:
    """Every page and file of the site, by its path, and where the records' links lead."""
    done = hyoka("write", folder)
    assert done.exit_code == 0, done.output
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_no_setting_and_no_variable_changes_what_is_published(
    city: Path, tmp_path: Path, hostile: Callable[[], None]
) -> None:
    git(city, "remote", "add", "origin", "https://github.com/city/hyoka.git")
    git(city, "checkout", "-q", "-b", "side", "HEAD~1")
    git(city, "mv", "content/projects/kominkan-shusai.yml", "content/projects/kominkan.yml")
    git(city, "mv", "content/projects/kominkan.yml", "content/projects/kominkan-shusai.yml")
    (city / "content/声.md").write_text("# 声\n\nご意見です。\n", encoding="utf-8")
    commit(city, "2026-01-07")
    git(city, "checkout", "-q", "main")
    git(city, "merge", "-q", "--no-ff", "side", committed="2026-01-08T09:00:00+09:00")
    plain = (written(tmp_path / "plain"), find_repository({}, city / "content", "main"))
    told = hyoka("diff", "main~1").output
    history = read_revisions(GitFolder(city / "content"))
    assert plain[1] is not None
    assert len(history.commits) == 3
    hostile()
    assert read_revisions(GitFolder(city / "content")) == history
    assert (written(tmp_path / "other"), find_repository({}, city / "content", "main")) == plain
    assert hyoka("diff", "main~1").output == told


def test_a_replaced_commit_changes_no_history(city: Path) -> None:
    history = read_revisions(GitFolder(city / "content"))
    head = git(city, "cat-file", "commit", "HEAD")
    (city / "other").write_text(head.replace("2026-01-06", "偽り"), encoding="utf-8")
    other = git(city, "hash-object", "-t", "commit", "-w", "other")
    git(city, "replace", "HEAD", other)
    (city / ".git/info/grafts").write_text(f"{git(city, 'rev-parse', 'HEAD')}\n", encoding="utf-8")
    assert read_revisions(GitFolder(city / "content")) == history


def test_what_says_where_git_lies_and_whose_folders_it_opens_is_kept() -> None:
    kept = {"PATH": "/bin", "HOME": "/home", "GIT_CONFIG_GLOBAL": "x", "GIT_CONFIG_KEY_0": "y"}
    made = environment({**kept, "GIT_DIR": "z", "GIT_TRACE": "1", "LC_ALL": "ja_JP.UTF-8"})
    assert {name: made[name] for name in kept} == kept
    assert "GIT_DIR" not in made
    assert "GIT_TRACE" not in made
    assert made["LC_ALL"] == "C"


def test_a_hook_in_another_work_tree_reads_its_own(
    city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(city, "worktree", "add", "-q", str(tmp_path / "tree"), "-b", "tree")
    monkeypatch.chdir(tmp_path / "tree")
    monkeypatch.setenv("GIT_DIR", str(city / ".git/worktrees/tree"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(city / ".git/worktrees/tree/index"))
    done = hyoka("diff", "main~1")
    assert (done.exit_code, "61.9％ → 62.1％" in done.output) == (0, True), done.output
    for command in (["check"], ["format", "--check"]):
        done = hyoka(*command)
        assert done.exit_code == 0, done.output


# What git refuses.


def shallow(city: Path) -> str:
    git(city.parent, "clone", "-q", "--depth", "1", city.as_uri(), "shallow")
    shutil.rmtree(city / ".git")
    shutil.move(city.parent / "shallow" / ".git", city / ".git")
    return "履歴の一部だけの写し"


def no_repository(city: Path) -> str:
    shutil.rmtree(city / ".git")
    return "コミットでもありません"


def bare(city: Path) -> str:
    git(city, "config", "core.bare", "true")
    return "must be run in a work tree"


def lost_object(city: Path) -> str:
    name = git(city, "rev-parse", f"HEAD~1:{RECORD}")
    (city / ".git/objects" / name[:2] / name[2:]).unlink()
    return f"missing object {name}"


def lost_tree(city: Path) -> str:
    name = git(city, "rev-parse", "HEAD~1:content/projects")
    (city / ".git/objects" / name[:2] / name[2:]).unlink()
    return name


def spoilt_commit(city: Path) -> str:
    name = git(city, "rev-parse", "HEAD~1")
    file = city / ".git/objects" / name[:2] / name[2:]
    file.chmod(0o644)
    file.write_bytes(b"")
    return "empty"


def spoilt_settings(city: Path) -> str:
    (city / ".git/config").write_text("[core\n", encoding="utf-8")
    return "bad config"


def another_format(city: Path) -> str:
    git(city, "config", "core.repositoryFormatVersion", "99")
    return "git repo version"


def unrelated(city: Path) -> str:
    git(city, "checkout", "-q", "--orphan", "alone")
    commit(city, "2026-01-09")
    git(city, "branch", "-f", "main", "main~1")
    git(city, "tag", "-f", "base", "main")
    return "共通のコミットがない"


REFUSING = [
    *(shallow, no_repository, bare, lost_object, lost_tree),
    *(spoilt_commit, spoilt_settings, another_format),
]


@pytest.mark.parametrize("refuse", REFUSING)
def test_what_git_cannot_read_is_no_fault_of_the_records(
    refuse: Callable[[Path], str], city: Path
) -> None:
    words = refuse(city)
    said_of(city, "HEAD~1", words)


def test_a_history_of_another_beginning_is_told(city: Path) -> None:
    words = unrelated(city)
    said_of(city, "base", words)


def said_of(city: Path, base: str, words: str) -> None:
    """That `diff` ends with a word, and that the comment blames nobody's records."""
    done = hyoka("diff", base)
    assert done.exit_code in {1, 2}
    assert words in done.output.splitlines()[-1]
    assert "記録にエラー" not in done.output
    assert hyoka("review", base).exit_code == 0
    review = read((city / "review.json").read_bytes())
    assert review.compared is Compared.BASE_UNREADABLE
    assert words in review.reason
    said = comment(review, JA, ReviewLinks())
    assert "比べる元の記録を git から読めない" in said
    assert "公開している記録を先に直す" not in said


def test_another_owner_s_folder_is_told_in_git_s_own_words(
    city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """git says so by itself where the folder is another's, which a test may not arrange."""
    program = tmp_path / "bin/git"
    program.parent.mkdir()
    told = "fatal: detected dubious ownership in repository at '/x'\\033[1m\\nTo add an exception"
    program.write_text(f'#!/bin/sh\nprintf "{told}" >&2\nexit 128\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    said_of(city, "HEAD~1", "detected dubious ownership in repository at '/x'")
    with pytest.raises(GitError) as refused:
        ask_git(city, "rev-parse", "HEAD")
    assert refused.value.why is Why.REFUSED
    assert refused.value.words == "detected dubious ownership in repository at '/x'\ufffd[1m"
    history = read_revisions(GitFolder(city / "content"))
    assert history == Revisions(Unknown.REFUSED, reason=refused.value.words)
    (line,) = in_words(history, JA)
    assert "detected dubious ownership" in line


@pytest.mark.usefixtures("city")
def test_without_git_a_folder_can_still_be_compared_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(REAL, tmp_path / "before")
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    done = hyoka("diff", str(tmp_path / "before"))
    assert (done.exit_code, "61.9％ → 62.1％" in done.output) == (0, True), done.output
    done = hyoka("diff", "main")
    assert done.exit_code == 2
    assert "git がない" in done.output


def test_a_folder_never_stands_in_for_a_commit_that_git_refuses(city: Path) -> None:
    shutil.copytree(REAL, city / "HEAD~1")
    words = spoilt_settings(city)
    said_of(city, "HEAD~1", words)


def test_faulty_records_and_none_are_told_as_such(city: Path) -> None:
    raised(city, "x: [")
    faulty = commit(city, "2026-01-07")
    raised(city, "62.1")
    commit(city, "2026-01-08")
    assert hyoka("review", faulty).exit_code == 0
    assert read((city / "review.json").read_bytes()).compared is Compared.BASE_BROKEN
    git(city, "rm", "-q", "-r", "--cached", "content")
    git(city, "commit", "-q", "-m", "none")
    assert hyoka("review", "HEAD").exit_code == 0
    assert read((city / "review.json").read_bytes()).compared is Compared.BASE_BROKEN
    assert "記録がありません" in hyoka("diff", "HEAD").output


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("base", "main"),
        ("base", "0" * 39),
        ("base", "z" * 40),
        ("reason", "理由"),
        ("compared", "base_unreadable"),
    ],
)
def test_a_review_says_of_git_what_it_can_alone(city: Path, key: str, value: str) -> None:
    hyoka("review", "HEAD~1")
    whole = json.loads((city / "review.json").read_bytes())
    whole["review"][key] = value
    with pytest.raises(ValueError, match=r"commit|reason"):
        read(json.dumps(whole).encode())


# What a change is made from.


def test_news_of_the_other_branch_is_no_part_of_a_change(city: Path) -> None:
    fork = git(city, "rev-parse", "HEAD")
    git(city, "checkout", "-q", "-b", "naosu")
    raised(city, "62.2")
    commit(city, "2026-01-07")
    git(city, "checkout", "-q", "main")
    new = (city / RECORD).read_text(encoding="utf-8").replace("name: ", "name: 別の", 1)
    (city / "content/projects/atarashii.yml").write_text(new, encoding="utf-8")
    commit(city, "2026-01-08")
    git(city, "checkout", "-q", "naosu")
    for arguments in (["main"], ["main", "naosu"]):
        told = json.loads(hyoka("diff", *arguments, "--format", "json").output)
        assert told["base"] == fork
        assert [page["what"] for page in told["pages"]] == ["changed"]
    assert f"コミット {fork[:7]} からの変更です。" in hyoka("diff", "main").output
    assert hyoka("review", "main").exit_code == 0
    review = read((city / "review.json").read_bytes())
    assert review.base == fork
    assert "からの変更です。" in comment(review, JA, ReviewLinks())


def test_what_is_not_committed_is_a_change(city: Path) -> None:
    raised(city, "62.2")
    assert "62.1％ → 62.2％" in hyoka("diff", "main").output
    assert "61.9％ → 62.2％" in hyoka("diff", "main~1").output


def test_the_merge_of_a_proposal_is_compared_with_the_commit_before_it(city: Path) -> None:
    git(city, "checkout", "-q", "-b", "naosu", "main~1")
    (city / "content/声.md").write_text("# 声\n\nご意見です。\n", encoding="utf-8")
    commit(city, "2026-01-07")
    git(city, "checkout", "-q", "--detach", "main")
    git(city, "merge", "-q", "--no-ff", "-m", "merge", "naosu")
    told = json.loads(hyoka("diff", "HEAD~1", "--format", "json").output)
    assert told["base"] == git(city, "rev-parse", "main")
    assert [page["url"] for page in told["pages"]] == ["声/"]


@pytest.mark.usefixtures("city")
def test_the_way_back_to_an_earlier_commit_is_told() -> None:
    assert "62.1％ → 61.9％" in hyoka("diff", "main", "main~1").output
