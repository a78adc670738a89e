"""A city that began with a copy of another city's repository tells its own history alone."""

import datetime
import shutil
from pathlib import Path

import pytest

from hyoka import site
from hyoka.content import read_folder
from hyoka.git import GitFolder
from hyoka.history.city_history import of_city
from hyoka.history.git_log import Unknown, in_words, read_revisions
from hyoka.history.github_links import Repository
from hyoka.pages import Origin
from hyoka.pages.atom_feed import entries
from hyoka.wording import load_language
from tests.git_histories import begin, commit, git
from tests.rule_cases import copy_base

JA = load_language("ja")
CITY = Repository("city/hyoka", "main", "content/")
THEIRS, OURS = "012025", "112089"
BEFORE, BEGAN, AFTER = "2024-04-01", "2025-05-07", "2025-06-03"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The folder of records in a copy of another city's repository, of which no file changed."""
    folder = begin(tmp_path / "copy")
    content = copy_base(folder / "content")
    record(folder, "別の市の評価表を載せる", BEFORE)
    write(content, "projects/matsuri.yml", "policy:", "# 確かめた。\npolicy:")
    record(folder, "別の市の事業を直す", BEFORE)
    return content


def record(folder: Path, subject: str, when: str) -> str:
    commit(folder, when)
    git(folder, "commit", "-q", "--amend", "-m", subject, committed=f"{when}T12:00:00+09:00")
    return git(folder, "rev-parse", "HEAD")


def write(content: Path, path: str, old: str, new: str) -> None:
    file = content / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def take_over(content: Path) -> str:
    """Make the records those of another municipality; the commit that did."""
    write(content, "municipality.yml", f'"{THEIRS}"', f'"{OURS}"')
    return record(content.parent, "この市の記録を始める", BEGAN)


def built(content: Path) -> site.Site:
    return site.build(read_folder(content), origin=Origin(CITY, read_revisions(GitFolder(content))))


def page(made: site.Site) -> str:
    (text,) = (page.markdown for page in made.pages if page.path == "about/changes.md")
    return text


def test_the_history_begins_with_the_first_commit_of_the_city_s_code(copy: Path) -> None:
    began = take_over(copy)
    write(copy, "projects/matsuri.yml", "# 確かめた。", "# この市の確かめ。")
    changed = record(copy.parent, "この市の事業を直す", AFTER)
    made = built(copy)
    assert [one.name for one in made.revisions.commits] == [changed, began]
    text = page(made)
    assert "この市の事業を直す" in text
    assert "この市の記録を始める" in text
    assert "別の市" not in text
    assert "2024年" not in text


def test_no_day_of_the_other_city_is_told_anywhere(copy: Path) -> None:
    take_over(copy)
    made = built(copy)
    began = datetime.date.fromisoformat(BEGAN)
    assert made.revisions.of("projects/matsuri.yml") is None
    assert made.revisions.of("policies/machi/2018.yml") is None
    found = made.revisions.of("municipality.yml")
    assert found is not None
    assert (found.first, found.last) == (began, began)
    told = entries(made.evaluation, made.pages, made.revisions, JA)
    assert all(BEFORE not in (str(one.published), str(one.updated)) for one in told)


def test_exported_data_has_the_day_of_the_city_s_own_last_change(copy: Path) -> None:
    write(copy, "municipality.yml", "money_unit", "rights: 見本市\nmoney_unit")
    take_over(copy)
    known = read_revisions(GitFolder(copy))
    files, revisions = site.export(read_folder(copy), root="https://city.example/", revisions=known)
    whole = revisions.of("")
    assert whole is not None
    assert str(whole.last) == BEGAN
    assert any(BEGAN.encode() in one.content for one in files)
    assert not any(BEFORE.encode() in one.content for one in files)


def test_what_is_not_committed_yet_has_no_history(copy: Path) -> None:
    write(copy, "municipality.yml", f'"{THEIRS}"', f'"{OURS}"')
    made = built(copy)
    assert made.revisions.unknown is Unknown.ANOTHER_CITY
    assert made.revisions.commits == ()
    assert "この自治体の記録の履歴がまだない" in page(made)
    assert "別の市" not in page(made)
    assert any("municipality.yml" in told for told in in_words(made.revisions, JA))


def test_of_a_city_with_its_own_history_all_is_told(copy: Path) -> None:
    whole = read_revisions(GitFolder(copy))
    assert of_city(whole, THEIRS) == whole
    write(copy, "municipality.yml", "name: 見本市", "name: 新見本市")
    record(copy.parent, "名前を変える", BEGAN)
    assert of_city(read_revisions(GitFolder(copy)), THEIRS) == read_revisions(GitFolder(copy))


def test_records_that_came_before_the_municipality_are_the_city_s(tmp_path: Path) -> None:
    folder = begin(tmp_path / "city")
    content = copy_base(folder / "content")
    kept = shutil.move(content / "municipality.yml", tmp_path)
    commit(folder, BEFORE)
    shutil.move(kept, content)
    commit(folder, BEGAN)
    whole = read_revisions(GitFolder(content))
    assert len(whole.commits) == 2
    assert of_city(whole, THEIRS) == whole


def test_without_a_committed_municipality_nothing_is_taken_away(tmp_path: Path) -> None:
    folder = begin(tmp_path / "city")
    content = copy_base(folder / "content")
    (folder / ".gitignore").write_text("municipality.yml\n", "utf-8")
    commit(folder, BEFORE)
    whole = read_revisions(GitFolder(content))
    assert whole.commits
    assert of_city(whole, OURS) == whole


def test_a_copy_of_a_copy_begins_with_its_own_code(copy: Path) -> None:
    take_over(copy)
    write(copy, "municipality.yml", f'code: "{OURS}"', "code: [")
    record(copy.parent, "壊れた", BEGAN)
    write(copy, "municipality.yml", "code: [", 'code: "131016"')
    last = record(copy.parent, "三つ目の市", AFTER)
    (only,) = of_city(read_revisions(GitFolder(copy)), "131016").commits
    assert only.name == last


def test_a_merge_may_bring_the_code(copy: Path) -> None:
    git(copy.parent, "switch", "-q", "-c", "hajime")
    take_over(copy)
    git(copy.parent, "switch", "-q", "main")
    moment = f"{AFTER}T12:00:00+09:00"
    git(
        copy.parent,
        "merge",
        "-q",
        "--no-ff",
        "-m",
        "Merge branch 'hajime'",
        "hajime",
        committed=moment,
    )
    (only,) = of_city(read_revisions(GitFolder(copy)), OURS).commits
    assert str(only.day) == AFTER
    assert [one.subject for one in only.brought] == ["この市の記録を始める"]


def test_what_is_merged_later_brings_no_words_of_the_other_city(copy: Path) -> None:
    git(copy.parent, "branch", "upstream")
    take_over(copy)
    git(copy.parent, "switch", "-q", "upstream")
    write(copy, "plans/keikaku.yml", "first_year", "# 別の市の覚え。\nfirst_year")
    record(copy.parent, "別の市：あとで足す", AFTER)
    git(copy.parent, "switch", "-q", "main")
    git(copy.parent, "switch", "-q", "-c", "own")
    write(copy, "projects/matsuri.yml", "# 確かめた。", "# この市の確かめ。")
    record(copy.parent, "この市の事業を直す", AFTER)
    git(copy.parent, "switch", "-q", "main")
    for branch in ("upstream", "own"):
        merge = ("merge", "-q", "--no-ff", "-m", f"Merge branch '{branch}'", branch)
        git(copy.parent, *merge, committed=f"{AFTER}T12:00:00+09:00")
    own, theirs, _ = of_city(read_revisions(GitFolder(copy)), OURS).commits
    assert [one.subject for one in own.brought] == ["この市の事業を直す"]
    assert theirs.brought == ()
    assert "別の市" not in page(built(copy))


def test_after_the_code_was_another_s_for_a_while_its_time_is_not_told(copy: Path) -> None:
    take_over(copy)
    write(copy, "municipality.yml", f'"{OURS}"', f'"{THEIRS}"')
    record(copy.parent, "別の市：戻す", BEGAN)
    write(copy, "municipality.yml", f'"{THEIRS}"', f'"{OURS}"')
    again = record(copy.parent, "この市に改める", AFTER)
    (only,) = of_city(read_revisions(GitFolder(copy)), OURS).commits
    assert only.name == again
    (theirs,) = of_city(read_revisions(GitFolder(copy)), "131016").commits or [None]
    assert theirs is None
