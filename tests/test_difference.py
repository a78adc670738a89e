"""`hyoka diff`: what a change of the records changes on the site."""

import json
import re
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hyoka.__main__ import main
from hyoka.changes.difference import ChangeType, Difference, as_markdown, as_text, compare
from hyoka.changes.difference.as_markdown import escape
from hyoka.wording import load_language
from tests.building import REAL, TOWN, side_of
from tests.git_histories import begin, commit

JA = load_language("ja")
Edit = Callable[[str, str, str], None]
RAISED = ("projects/jichikai-chonaikai-oen.yml", "actual: 61.9", "actual: 62.1")


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """A copy of the repository's own records."""
    return shutil.copytree(REAL, tmp_path / "content")


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A copy of the town's records."""
    return shutil.copytree(TOWN, tmp_path / "content")


def edit(content: Path, file: str, old: str, new: str) -> None:
    text = (content / file).read_text(encoding="utf-8")
    assert text.count(old) >= 1
    (content / file).write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def difference(before: Path, after: Path) -> Difference:
    return compare(side_of(before, JA), side_of(after, JA), JA)


def hyoka(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


# What differs.


def test_a_changed_actual_is_told_with_its_figures(real: Path) -> None:
    edit(real, *RAISED)
    told = as_text(difference(REAL, real), JA)
    *lines, asked, empty, found = told.splitlines()
    assert (empty, found) == ("", "サイトで変わるところ：記録した値や文章1か所、変わるページ1件。")
    assert asked.startswith("平成30年度（2018年度）の数値が変わります。")
    assert lines == [
        "自治会・町内会応援事業 /projects/jichikai-chonaikai-oen/",
        "  指標（年度ごと）：自治会・町内会加入率 平成30年度（2018年度）",
        "    実績値：61.9％ → 62.1％",
        "    達成率：90％ → 90％（変わらず）",
        "    目標に届いたか：「いいえ」のまま",
        "    状態：「判定できない」のまま",
        "",
    ]


def test_a_total_changes_with_what_is_added_up(real: Path) -> None:
    edit(real, "projects/jichikai-chonaikai-oen.yml", "21573", "21600")
    found = difference(REAL, real)
    assert (found.counts.inputs, found.counts.figures) == (1, 9)
    told = as_text(found, JA)
    assert told.count("決算額の合計：65,066千円 → 65,093千円") == 3  # listed, own, all
    assert "決算額：21,573千円 → 21,600千円" in told
    assert [page.url for page in found.pages] == [
        "policies/kizuna/",
        "years/2018/",
        "projects/jichikai-chonaikai-oen/",
    ]


def test_a_file_laid_out_anew_differs_in_nothing(real: Path) -> None:
    for file in real.rglob("*.yml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(f"# 注釈\n\n{text}".replace("\n", "\r\n"), encoding="utf-8")
    found = difference(REAL, real)
    assert found.pages == ()
    assert as_text(found, JA) == "サイトで変わるところはありません。"


def test_a_new_paragraph_is_no_change_of_those_after_it(real: Path) -> None:
    edit(real, "policies/kizuna/2018.yml", "self_evaluation:\n", "self_evaluation:\n")
    file = real / "policies" / "kizuna" / "2018.yml"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    place = next(n for n, line in enumerate(lines) if line.startswith("self_evaluation"))
    first = next(n for n in range(place, len(lines)) if lines[n].strip().endswith("。"))
    lines.insert(first, "    書き足した段落です。\n")
    file.write_text("".join(lines), encoding="utf-8")
    (page,) = difference(REAL, real).pages
    ((change,),) = [fact.changes for fact in page.facts]
    assert (change.before, change.after) == ("", "書き足した段落です。")


def test_a_changed_unit_and_a_missing_value_are_told_in_words(real: Path) -> None:
    edit(real, "projects/jichikai-chonaikai-oen.yml", "actual: 61.9", "actual: pending")
    edit(real, "projects/jichikai-chonaikai-oen.yml", "        printed:\n", "")
    edit(real, "projects/jichikai-chonaikai-oen.yml", "          achievement_rate: 90\n", "")
    told = as_text(difference(REAL, real), JA)
    assert "実績値：61.9％ → 未集計" in told
    assert "達成率：90％ → 実績値がまだ集計されていないため、計算できません" in told


def test_a_page_that_appears(real: Path) -> None:
    text = "name: 新しい事業\nyears:\n  - {fiscal_year: 2018, document: r1-kizuna, settlement: 5}\n"
    (real / "projects" / "atarashii.yml").write_text(text, encoding="utf-8")
    found = difference(REAL, real)
    added = [page for page in found.pages if page.what is ChangeType.ADDED]
    assert [(page.url, page.title) for page in added] == [("projects/atarashii/", "新しい事業")]
    assert "決算額：5千円" in as_text(found, JA)
    back = difference(real, REAL)
    removed = [page.url for page in back.pages if page.what is ChangeType.REMOVED]
    assert removed == ["projects/atarashii/"]
    assert "決算額：5千円（なくなります）" in as_text(back, JA)


def test_a_page_that_moves(real: Path) -> None:
    (real / "projects" / "kominkan-shusai.yml").rename(real / "projects" / "kominkan-jigyo.yml")
    edit(real, "policies/kizuna/2018.yml", "kominkan-shusai", "kominkan-jigyo")
    found = difference(REAL, real)
    (moved,) = [page for page in found.pages if page.what is ChangeType.MOVED]
    assert (moved.moved_from, moved.url) == (
        "projects/kominkan-shusai/",
        "projects/kominkan-jigyo/",
    )
    assert "前のアドレス：projects/kominkan-shusai/" in as_text(found, JA)
    assert moved.facts == ()
    assert found.counts.inputs == 0


def test_what_changes_on_a_page_that_moves_is_told_and_nothing_else(real: Path) -> None:
    former, new = "jichikai-chonaikai-oen", "jichikai"
    (real / f"projects/{former}.yml").rename(real / f"projects/{new}.yml")
    edit(real, "policies/kizuna/2018.yml", former, new)
    edit(real, f"projects/{new}.yml", "21573", "21600")
    found = difference(REAL, real)
    assert "決算額：21,573千円 → 21,600千円" in as_text(found, JA)
    assert (found.counts.inputs, found.counts.figures) == (1, 9)


def test_every_kind_of_row_can_be_told(town: Path) -> None:
    """All that the town has comes, goes and stays: each word of every table is there."""
    empty = shutil.copytree(REAL, town.parent / "other" / "content")
    told = as_text(difference(empty, town), JA)
    assert as_text(difference(town, empty), JA)
    assert as_text(difference(town, town), JA) == "サイトで変わるところはありません。"
    for table in ("文章", "引き継ぎ", "旧名称", "訂正", "評価区分", "市民意識調査の結果"):
        assert f"{table}に増える：" in told


def test_the_digits_of_a_value_are_told(real: Path) -> None:
    edit(real, "projects/jichikai-chonaikai-oen.yml", "actual: 61.9", "actual: 61.90")
    told = as_text(difference(REAL, real), JA)
    assert "実績値：61.9％ → 61.90％" in told


def test_what_no_table_holds_is_told(town: Path) -> None:
    edit(town, "municipality.yml", "電話 00-0000-0000（<代表>", "電話 00-0000-0001（<代表>")
    edit(town, "municipality.yml", "    level: AA\n", "    level: A\n")
    edit(town, "municipality.yml", "  lead: 政策の責任者", "  lead: 責任者")
    (town / "index.md").write_text("はじめに\n", encoding="utf-8")
    (home,) = difference(TOWN, town).pages
    assert home.url == ""
    told = {(change.column, change.after) for fact in home.facts for change in fact.changes}
    assert told == {
        ("発行者 連絡先", "電話 00-0000-0001（<代表>・内線 1|2）"),
        ("見出しの言葉 責任者", "責任者"),
        ("ウェブアクセシビリティ ウェブアクセシビリティ方針 目標とする適合レベル", "A"),
    }
    assert home.facts[-1].name == "手で書いた文章"


def test_pages_and_files_by_hand_are_told(town: Path, tmp_path: Path) -> None:
    (town / "about").mkdir()
    guide, old = town / "about/はじめての方へ (1).md", town / "about/old.md"
    old.write_text("---\ntitle: 古い説明\n---\n本文\n", encoding="utf-8")
    (town / "地図.png").write_bytes(b"1")
    before = shutil.copytree(town, tmp_path / "before" / "content")
    guide.write_text("# 用語の説明 #\n\n本文\n", encoding="utf-8")
    old.unlink()
    (town / "地図.png").write_bytes(b"2")
    (town / "r.pdf").write_bytes(b"")
    found = difference(before, town)
    assert [(page.url, page.title, page.what) for page in found.pages] == [
        ("about/はじめての方へ (1)/", "用語の説明", ChangeType.ADDED),
        ("about/old/", "古い説明", ChangeType.REMOVED),
        ("r.pdf", "r.pdf", ChangeType.ADDED),
        ("地図.png", "地図.png", ChangeType.CHANGED),
    ]
    assert found.counts.pages == {ChangeType.ADDED: 1, ChangeType.REMOVED: 1}
    assert "増えるページ1件、なくなるページ1件、ファイルの変更2件" in as_text(found, JA)
    linked = as_markdown(found, JA, "https://city.example/")
    assert "(<https://city.example/%E5%9C%B0%E5%9B%B3.png>)" in linked


def test_of_a_text_by_hand_its_paragraphs_are_told(town: Path, tmp_path: Path) -> None:
    (town / "x.md").write_text("# 題\n\n一\n\n二\n", encoding="utf-8")
    before = shutil.copytree(town, tmp_path / "before" / "content")
    (town / "x.md").write_text("# 題\n\n零\n\n一\n\n二\n", encoding="utf-8")
    (page,) = difference(before, town).pages
    (fact,) = page.facts
    assert [(change.before, change.after) for change in fact.changes] == [("", "零")]
    (town / "x.md").rename(town / "y.md")
    (page,) = difference(before, town).pages
    assert (page.what, page.moved_from, len(page.facts)) == (ChangeType.MOVED, "x/", 1)


def test_a_list_with_one_more_tells_that_one(town: Path) -> None:
    edit(town, "policies/anzen/2024.yml", "projects:\n", "projects:\n  - chonaikai\n")
    pages = {page.url: page for page in difference(TOWN, town).pages}
    found = [f for f in pages["policies/anzen/"].facts if f.table == "listed_projects"]
    assert len(found) == 1  # what the year's sheet lists
    assert {(change.before, change.after) for fact in found for change in fact.changes} == {
        ("", "自治会･町内会応援事業")
    }


def test_a_chapter_without_a_page_is_told_on_its_plan_s(town: Path) -> None:
    edit(town, "plans/keikaku-4.yml", "節のない章", "改めた章")
    (page,) = difference(TOWN, town).pages
    assert page.url == "plans/keikaku-4/"


def test_another_order_of_projects_is_told(real: Path) -> None:
    edit(real, "policies/kizuna/2018.yml", "  - kominkan-shusai\n", "")
    edit(real, "policies/kizuna/2018.yml", "projects:\n", "projects:\n  - kominkan-shusai\n")
    pages = difference(REAL, real).pages
    assert {fact.table for page in pages for fact in page.facts} == {"listed_projects"}
    (fact,) = next(page.facts for page in pages if page.url == "policies/kizuna/")
    told = [(change.before, change.after) for change in fact.changes]
    assert [change.column for change in fact.changes] == ["並び順"]
    assert told[0][1].startswith("公民館主催事業 / ")


# As Markdown.

FOUND_BY_GITHUB = re.compile(r"@\w|#\d|://|www\.|\bGH-\d|\b[0-9a-f]{7,40}\b|:\w+:", re.IGNORECASE)
"""What becomes a mention, a reference, a link or a picture once a text is rendered."""


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror=alert(1)>",
        "[ここ](javascript:alert(1))",
        "@octocat #1 `x` *y* _z_ ~~a~~ | b",
        "::error::だめ",
        "-->\n# 見出し",
        "http://evil.example/",
        "www.evil.example a@b.example city/hyoka#7 GH-12 gh-3",
        "87aa9034 0123456789abcdef0123456789abcdef01234567 :tada:",
    ],
)
def test_no_text_of_a_record_is_markup(text: str) -> None:
    told = escape(text)
    assert not FOUND_BY_GITHUB.search(unescape(told))
    assert unescape(told).replace("\u200b", "") == " ".join(text.split())
    assert "\n" not in told
    assert not set("<>[]()`*_~|@:/!\"'") & set(told)
    assert "#" not in told.replace("&#", "")


def test_markdown_ends_where_there_is_no_room(town: Path) -> None:
    empty = shutil.copytree(REAL, town.parent / "other" / "content")
    whole = difference(empty, town)
    told = as_markdown(whole, JA, "https://town.example/", most=3000)
    assert len(told) < 3200
    assert "ほかに" in told.splitlines()[-1]
    assert "](<https://town.example/" in told


# The command.


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the real records, and a second commit with a changed one."""
    folder = begin(tmp_path / "city")
    shutil.copytree(REAL, folder / "content")
    commit(folder, "2026-01-05")
    edit(folder / "content", *RAISED)
    commit(folder, "2026-01-06")
    return folder


def test_a_corrected_day_and_year_are_told_alone(town: Path) -> None:
    edit(town, "projects/kawabe-hiroba.yml", "date: 2024-11-05", "date: 2024-11-06")
    told = as_text(difference(TOWN, town), JA)
    assert "訂正日：2024年11月5日（令和6年11月5日） → 2024年11月6日（令和6年11月6日）" in told
    assert "なくなる" not in told


def test_a_project_s_other_policy_is_told_by_name(town: Path) -> None:
    edit(town, "projects/mimawari.yml", "policy: anzen", "policy: tsunagari")
    told = as_text(difference(TOWN, town), JA)
    assert re.search("重点課題：[^a-z]+ → [^a-z]+\n", told)
    assert "tsunagari\n" not in told


def test_of_a_new_row_what_limits_it_is_told(town: Path, tmp_path: Path) -> None:
    file = "projects/mimawari.yml"
    before = shutil.copytree(town, tmp_path / "before" / "content")
    text = (town / file).read_text(encoding="utf-8")
    first, *years = text.split("  - fiscal_year: ")
    (before / file).write_text(
        "  - fiscal_year: ".join([first, *years[:-1]]), encoding="utf-8", newline="\n"
    )
    last = years[-1].replace("actual: ", "actual: pending # ", 1)
    (town / file).write_text(
        "  - fiscal_year: ".join([first, *years[:-1], last]), encoding="utf-8", newline="\n"
    )
    told = as_text(difference(before, town), JA)
    assert "実績値：未集計" in told
    assert "件数：0件\n" not in told


def test_two_commits(repository: Path) -> None:
    content = repository / "content"
    done = hyoka("diff", "main~1", "main", "--content", content)
    assert done.exit_code == 0, done.output
    assert "実績値：61.9％ → 62.1％" in done.output
    assert "実績値：62.1％ → 61.9％" in hyoka("diff", "main", "main~1", "--content", content).output


def test_a_commit_and_the_folder_as_it_is(repository: Path) -> None:
    content = repository / "content"
    assert "変わるところはありません" in hyoka("diff", "main", "--content", content).output
    edit(content, "projects/jichikai-chonaikai-oen.yml", "21573", "21600")
    told = hyoka("diff", "HEAD", "--content", content, "--format", "json").output
    read = json.loads(told)
    assert (read["inputs"], read["figures"]) == (1, 9)


def test_a_page_by_hand_shows_a_picture_of_the_theme_in_a_commit_too(repository: Path) -> None:
    picture = repository / "theme" / "assets" / "zu.png"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"")
    page = "# 地図\n\n![市の地図](assets/zu.png)\n\n![hyoka](assets/images/card.png)\n"
    (repository / "content" / "chizu.md").write_text(page, encoding="utf-8", newline="\n")
    commit(repository, "2026-01-07")
    edit(repository / "content", "chizu.md", "市の地図", "町の地図")
    commit(repository, "2026-01-08")
    picture.unlink()
    done = hyoka("diff", "main~1", "main", "--content", repository / "content")
    assert done.exit_code == 0, done.output
    assert "町の地図" in done.output


def test_a_link_in_a_commit_leads_nowhere(repository: Path) -> None:
    secret = repository.parent / "secret.yml"
    secret.write_text("name: 秘密の事業\n", encoding="utf-8")
    (repository / "content" / "projects" / "link.yml").symlink_to(secret)
    commit(repository, "2026-01-07")
    done = hyoka("diff", "main~1", "main", "--content", repository / "content")
    assert "秘密" not in done.output
    assert "変わるところはありません" in done.output


def test_a_name_that_is_neither_folder_nor_commit(repository: Path) -> None:
    for name in ("nowhere", "--output=x", "main:content"):
        done = hyoka("diff", "--content", repository / "content", "--", name)
        assert done.exit_code == 2, name
        assert "コミットでもありません" in done.output


def test_broken_records_are_told(repository: Path) -> None:
    content = repository / "content"
    edit(content, "projects/jichikai-chonaikai-oen.yml", "settlement:", "setlement:")
    done = hyoka("diff", "main", "--content", content)
    assert done.exit_code == 1
    assert "jichikai-chonaikai-oen.yml" in done.output
    assert "比べられません" in done.output
