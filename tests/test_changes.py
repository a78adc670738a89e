"""The page about what was added and changed when."""

import datetime
import re
import shutil
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from hyoka import site
from hyoka.content import read_folder
from hyoka.evaluation import evaluate
from hyoka.git import GitFolder
from hyoka.history.changed_figures import changed_figures
from hyoka.history.git_log import Change, Commit, FileChange, MergedCommit, Revisions, Unknown
from hyoka.history.github_links import Repository
from hyoka.model import Records
from hyoka.pages import Origin, render
from hyoka.pages.changes import MAX_NAMES, MAX_SUBJECTS, MAX_UPDATES
from hyoka.tables import OpenData
from hyoka.wording import load_language
from tests.building import PUBLISHED, REPOSITORY, TOWN, build
from tests.git_histories import begin, commit, git
from tests.test_site import Links

JA = load_language("ja")
BASE = TOWN.parent.parent / "rules/base"
CITY = Repository("city/hyoka", "main", "content/")
DAY = datetime.date(2026, 2, 3)
DAY_IN_WORDS = "2026年2月3日（令和8年2月3日）"
MATSURI = Change(FileChange.CHANGED, "projects/matsuri.yml", "projects/matsuri.yml")


@cache
def records() -> Records:
    return site.check(read_folder(BASE))[0]


def page(origin: Origin) -> str:
    """The page as Markdown, below its heading."""
    evaluation = evaluate(records())
    data = OpenData((), evaluation.municipality, JA, "")
    made = {page.path: page.markdown for page in render(evaluation, JA, {}, data, origin)}
    return made["about/changes.md"].split("{#top}")[1]


def told(*commits: Commit, repository: Repository | None = CITY) -> str:
    """The page when these were made, newest first."""
    return page(Origin(repository, Revisions(commits=commits)))


def made(*changes: Change, subject: str = "", day: datetime.date = DAY) -> Commit:
    return Commit("0" * 40, day, subject, changes or (MATSURI,))


def changed(
    paths: Iterable[str], file_change: FileChange = FileChange.CHANGED
) -> tuple[Change, ...]:
    return tuple(Change(file_change, path, path) for path in paths)


def lines(markdown: str) -> list[str]:
    """What is told of each file."""
    updates = markdown.rsplit('<ol class="timeline"', maxsplit=1)[-1]
    return [line for line in updates.splitlines() if line.startswith(("<li><", "<li>ほか"))]


def test_the_base_has_the_records_that_these_tests_tell_of() -> None:
    assert [project.id for project in records().projects] == ["matsuri"]
    assert records().sheets


def test_a_change_leads_to_the_page_of_its_record() -> None:
    link = f'<a href="../../projects/matsuri/">{records().projects[0].name}</a>'
    assert f'<p class="fate">変わった記録：事業1件</p>\n<ul>\n<li>{link}</li>' in told(made())


def test_a_policy_and_its_sheet_have_pages_of_their_own() -> None:
    sheet = records().sheets[0]
    paths = (
        f"policies/{sheet.policy}/policy.yml",
        f"policies/{sheet.policy}/{sheet.fiscal_year}.yml",
    )
    policy_line, sheet_line = lines(told(made(*changed(paths))))
    assert f'"../../policies/{sheet.policy}/"' in policy_line
    assert f'"../../policies/{sheet.policy}/{sheet.fiscal_year}/"' in sheet_line


def test_a_record_without_a_page_of_its_own_leads_to_a_fitting_one() -> None:
    text = told(made(*changed(["municipality.yml", "index.md", "about/reading.md"])))
    assert '<a href="../">自治体の名称や文書などの記録</a>' in text
    assert '<a href="../../">' in text
    assert '<a href="../reading/">評価表の読み方</a>' in text


def test_what_is_gone_is_named_without_a_link() -> None:
    text = told(made(*changed(["projects/gone.yml"], FileChange.REMOVED)))
    assert "<li><code>projects/gone.yml</code></li>" in text
    assert '<p class="fate">なくなった記録：事業1件</p>' in text


def test_a_renamed_record_is_told_with_its_former_path() -> None:
    text = told(made(Change(FileChange.RENAMED, "projects/matsuri.yml", "projects/old.yml")))
    assert "</a>（前は projects/old.yml）</li>" in text
    assert '<p class="fate">ファイル名が変わった記録：事業1件</p>' in text


def test_what_no_page_is_made_from_is_not_told() -> None:
    photo = Change(FileChange.ADDED, "photo.png", "photo.png")
    assert "記録の更新は、まだありません" in told(made(photo))
    assert "photo" not in told(made(photo, MATSURI))


def test_the_days_are_told_newest_first_and_each_once() -> None:
    earlier = DAY - datetime.timedelta(days=1)
    text = told(made(subject="甲"), made(subject="乙", day=earlier), made(subject="丙"))
    assert text.count(f'<h3 id="day-2026-02-03"><time datetime="2026-02-03">{DAY_IN_WORDS}') == 1
    assert text.count("<h3 ") == 2
    assert text.index("甲") < text.index("丙") < text.index("day-2026-02-02") < text.index("乙")


def test_the_reason_is_told_and_nothing_of_it_becomes_markup() -> None:
    text = told(made(subject="[x](javascript:alert(1)) <img src=x> | **加入率**を直した"))
    assert "加入率" in text
    for sign in ("<img", "[x]", "**", "|"):
        assert sign not in text


def test_words_that_are_not_japanese_are_left_out_and_the_kinds_are_counted() -> None:
    sheet = records().sheets[0]
    paths = [
        f"policies/{sheet.policy}/{sheet.fiscal_year}.yml",
        "projects/a.yml",
        "projects/b.yml",
        "about/reading.md",
    ]
    english = ("Let a line be 1.5 em high (#12)", "Call an address 住所", "の is of", "v1")
    for subject in english:
        assert subject not in told(made(*changed(paths), subject=subject))
    for subject in ("KPIの実績を加えた", "municipality.yml の licence を直した", "決算額修正"):
        assert subject in told(made(subject=subject))
    text = told(made(*changed(paths)))
    assert '<p class="fate">変わった記録：評価表1件、事業2件、このサイトの文章1件</p>' in text


def test_a_merge_without_words_is_told_in_those_of_what_it_brought() -> None:
    brought = tuple(
        MergedCommit(str(number), f"{number}件を<b>直した") for number in range(MAX_SUBJECTS + 5)
    )
    text = told(replace(made(), brought=brought))
    assert text.count("を&#60;b&#62;直した</p>") == MAX_SUBJECTS
    assert "件を" not in told(replace(made(subject="名称を変えた"), brought=brought))
    assert "<p></p>" not in told(made())


def test_a_path_of_any_signs_becomes_no_markup() -> None:
    text = told(made(*changed(["projects/<b>\n`x`\udc80\u202e.yml"], FileChange.REMOVED)))
    assert "<b>" not in text
    assert "`" not in text
    assert text.encode()  # a sign that is no text could not be written
    assert "\u202e" not in text


def test_an_update_leads_to_its_commit_where_the_repository_is_known() -> None:
    assert f'"https://github.com/city/hyoka/commit/{"0" * 40}"' in told(made())
    assert '"https://github.com/city/hyoka/commits/main/content/"' in told(made())
    assert "github" not in told(made(), repository=None)


def test_of_a_long_history_the_newest_updates_are_told_and_how_many_there_are() -> None:
    days = [DAY - datetime.timedelta(days=ago) for ago in range(MAX_UPDATES + 7)]
    text = told(*(made(day=day) for day in days))
    assert text.count('<div class="update">') == MAX_UPDATES
    assert f"これまでの{MAX_UPDATES + 7}回の更新のうち、新しい{MAX_UPDATES}回を" in text
    assert days[MAX_UPDATES].isoformat() not in text
    assert "のうち" not in told(*(made(day=day) for day in days[:MAX_UPDATES]))


def test_of_an_update_of_many_records_some_are_named_and_the_others_counted() -> None:
    paths = [f"projects/p{number}.yml" for number in range(1234)]
    text = told(made(*changed(paths, FileChange.ADDED)))
    assert len(lines(text)) == MAX_NAMES + 1
    assert f"<li>ほか{1234 - MAX_NAMES:,}件</li>" in text


def test_no_history_makes_the_page_long() -> None:
    paths = [f"projects/{'長' * 80}{number}.yml" for number in range(99)]
    every = [change for file_change in FileChange for change in changed(paths, file_change)]
    one = replace(made(*every), brought=(MergedCommit("a", "長" * 100),) * 99)
    text = told(*(one for _ in range(5000)))
    assert len(text.encode()) < 1_200_000


@pytest.mark.parametrize("unknown", Unknown)
def test_it_is_said_why_nothing_is_known(unknown: Unknown) -> None:
    text = page(Origin(CITY, Revisions(unknown)))
    assert JA.word(f"changes.unknown.{unknown}") in text
    assert "わかりません" in text
    assert "<time" not in text
    assert '"https://github.com/city/hyoka/commits/main/content/"' in text


def test_the_changes_and_the_corrections_lead_to_each_other() -> None:
    made = {page.path: page.markdown for page in render(evaluate(records()), JA, {})}
    assert '"../corrections/"' in made["about/changes.md"]
    for path in ("about/corrections.md", "about/index.md", "about/sitemap.md"):
        assert 'changes/">記録の更新</a>' in made[path]


def test_neither_a_record_laid_out_anew_nor_a_reason_is_a_figure_that_was_written(
    tmp_path: Path,
) -> None:
    city, record = begin(tmp_path), tmp_path / "years.yml"
    years = (
        "- settlement: 5\n  budget: 7\n",
        "  - settlement: 5\n    budget: 8\n    actual: pending\n",
    )
    for text in years:
        record.write_text(f"years:\n{text}", encoding="utf-8")
        commit(city, "2025-12-01")
    name = git(city, "rev-parse", "HEAD")
    assert changed_figures(GitFolder(city), (name,)) == {(name, "years.yml"): {"budget": 1}}


def test_a_published_page_tells_the_history_of_its_repository(tmp_path: Path) -> None:
    city = begin(tmp_path / "city")
    content = Path(shutil.copytree(BASE, city / "content"))
    commit(city, "2025-12-01")
    with (content / "projects/matsuri.yml").open("a", encoding="utf-8") as record:
        record.write("# 確かめた。\n")
    matsuri = content / "projects/matsuri.yml"
    settled = re.sub(r"settlement: \d+", "settlement: 4321", matsuri.read_text(encoding="utf-8"))
    matsuri.write_text(settled, encoding="utf-8")
    git(city, "add", "-A")
    said = "<script> 決算額を決算書と照らした"
    git(city, "commit", "-q", "-m", said, committed=f"{DAY}T01:00:00+09:00")
    name = git(city, "rev-parse", "HEAD")
    folder = build(content, tmp_path, **REPOSITORY, SITE_URL=PUBLISHED)
    text = (folder / "about/changes/index.html").read_text(encoding="utf-8")
    assert "&#60;script&#62; 決算額を決算書と照らした" in text
    assert f'"https://github.com/city/hyoka/commit/{name}"' in text
    assert f'データの最終更新：<time datetime="{DAY}">{DAY_IN_WORDS}' in text
    assert "../../projects/matsuri/" in Links(text).leads
    assert "（書き込んだ数値：決算額1）" in text
    assert "記録係" not in text
