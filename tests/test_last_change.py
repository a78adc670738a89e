"""When a page's record last changed, as the page, its source and the sitemap tell it."""

import re
import shutil
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.building import PUBLISHED, REPOSITORY, ROOT, TOWN, build, configure, made_of
from tests.commands import run_here
from tests.git_histories import CAME, TOUCHED_ON, begin, commit, git

BASE = ROOT / "tests/rules/base"
HISTORY = "https://github.com/city/hyoka/commits/main/content/"
CHANGED = re.compile(r'<li>([^<]*)の最終更新：<time datetime="([^"]*)">([^<]*)</time></li>')
LASTMOD = re.compile(r"<loc>([^<]*)</loc>\s*(?:<lastmod>([^<]*)</lastmod>)?")


def text_of(folder: Path, url: str) -> str:
    return (folder / url / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ("projects/kawabe-hiroba.yml", ("この記録", TOUCHED_ON, "2026年2月3日（令和8年2月3日）")),
        ("projects/", ("これらの記録", TOUCHED_ON, "2026年2月3日（令和8年2月3日）")),
        ("surveys/2024.yml", ("この記録", CAME, "2025年12月1日（令和7年12月1日）")),
        ("policies/", ("これらの記録", CAME, "2025年12月1日（令和7年12月1日）")),
    ],
)
def test_a_page_tells_the_last_change_of_its_record(
    record: str, told: tuple[str, str, str], published_site: Path
) -> None:
    text = text_of(published_site, record.removesuffix(".yml"))
    assert CHANGED.findall(text) == [told]
    assert text.count(f'<a href="{HISTORY}{record}">変更の履歴</a>') == 1


def test_every_page_leads_to_the_history_of_its_record(published_site: Path) -> None:
    for page in made_of(TOWN).pages:
        text = text_of(published_site, page.url)
        assert f'<a href="{HISTORY}{page.record}">変更の履歴</a>' in text, page.url
        assert len(CHANGED.findall(text)) == 1, page.url


def test_the_sitemap_tells_the_same_days_and_never_that_of_the_build(published_site: Path) -> None:
    told = dict(LASTMOD.findall((published_site / "sitemap.xml").read_text(encoding="utf-8")))
    for page in made_of(TOWN).pages:
        ((_, day, _),) = CHANGED.findall(text_of(published_site, page.url))
        assert told.pop(f"{PUBLISHED}{page.url}") == day
    assert not told
    packed = (published_site / "sitemap.xml.gz").read_bytes()
    newest = datetime.fromisoformat(f"{TOUCHED_ON}T00:00:00+00:00").timestamp()
    assert int.from_bytes(packed[4:8], "little") == newest


@pytest.fixture(scope="module")
def begun_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city's site with a page by hand, and a project that is not committed yet."""
    folder = tmp_path_factory.mktemp("begun")
    content = Path(shutil.copytree(BASE, begin(folder / "city") / "content"))
    (content / "声 その1.md").write_text("# 声\n\nご意見です。\n", encoding="utf-8")
    commit(folder / "city", CAME)
    (content / "projects/new.yml").write_text("name: 新しい事業\nyears: []\n", encoding="utf-8")
    return build(content, folder, **REPOSITORY, SITE_URL=PUBLISHED)


def test_a_page_by_hand_has_its_own_day_and_history(begun_site: Path) -> None:
    text = text_of(begun_site, "声 その1")
    assert CHANGED.findall(text) == [("このページ", CAME, "2025年12月1日（令和7年12月1日）")]
    assert f'<a href="{HISTORY}{quote("声 その1.md")}">変更の履歴</a>' in text


def test_what_is_not_committed_has_no_day(begun_site: Path) -> None:
    assert not CHANGED.search(text_of(begun_site, "projects/new"))
    told = dict(LASTMOD.findall((begun_site / "sitemap.xml").read_text(encoding="utf-8")))
    assert told[f"{PUBLISHED}projects/new/"] == ""
    assert told[f"{PUBLISHED}projects/"] == CAME


def test_the_log_tells_once_why_no_day_is_known(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    shutil.copy(TOWN / "municipality.yml", content)
    with pytest.raises(AssertionError) as failed:  # a site of nothing is not published
        build(content, tmp_path)
    told = re.findall(r"INFO +-.*最終更新日.*", str(failed.value))
    assert [line.partition("hyoka: ")[2] for line in told] == [
        (
            "記録のフォルダーの git の履歴を読めないため、"
            "記録の最終更新日をページやデータに載せません。"
        )
    ]


@pytest.fixture(scope="module")
def lied_to(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A site where a project's commit says a day that cannot be, and what its build said."""
    folder = tmp_path_factory.mktemp("lied")
    content = Path(shutil.copytree(BASE, begin(folder / "city") / "content"))
    commit(folder / "city", CAME)
    (content / "projects/new.yml").write_text("name: 新しい事業\nyears: []\n", encoding="utf-8")
    git(folder / "city", "add", "-A")
    git(folder / "city", "commit", "-q", "-m", "新しい", committed="@253402300800 +0000")
    config = configure(content, folder)
    done = run_here(
        *("mkdocs", "build", "--strict", "-f", str(config)),
        **{**REPOSITORY, "SITE_URL": PUBLISHED},
    )
    assert done.returncode == 0, done.stderr
    return folder / "site", done.stderr


def test_a_day_that_cannot_be_stops_no_build_and_is_told_nowhere(lied_to: tuple[Path, str]) -> None:
    folder, said = lied_to
    assert len(re.findall("日付がありえないコミットが1件あります", said)) == 1
    assert not CHANGED.search(text_of(folder, "projects/new"))
    assert not CHANGED.search(text_of(folder, "projects"))
    assert CHANGED.search(text_of(folder, "policies"))
    told = dict(LASTMOD.findall((folder / "sitemap.xml").read_text(encoding="utf-8")))
    assert told[f"{PUBLISHED}projects/new/"] == ""
    assert told[f"{PUBLISHED}policies/"] == CAME
    changes = text_of(folder, "about/changes")
    assert changes.index("日付のわからない更新") < changes.index("新しい事業")
    assert changes.index("新しい事業") < changes.index(f'datetime="{CAME}"')
    for file in folder.rglob("*"):
        if file.suffix in {".html", ".xml", ".json", ".csv", ".jsonld"}:
            assert "10000-01-01" not in file.read_text(encoding="utf-8"), file


def test_where_no_day_is_known_none_is_that_of_the_build(lied_to: tuple[Path, str]) -> None:
    packed = (lied_to[0] / "sitemap.xml.gz").read_bytes()
    newest = datetime.fromisoformat(f"{CAME}T00:00:00+00:00").timestamp()
    assert int.from_bytes(packed[4:8], "little") == newest
