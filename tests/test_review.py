"""What a pull request is told: the review, the comment made of it, the file with its pages."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import Browser

from hyoka.__main__ import main
from hyoka.changes.difference import ChangeType, Counts, PageChange, compare
from hyoka.changes.review import (
    MARKER,
    MAX_BYTES,
    Compared,
    ProblemSummary,
    Review,
    ReviewLinks,
    comment,
    make_review,
    read,
    review_as_json,
)
from hyoka.changes.review.html_sanitizer import ArticlePlace, article, ways_up
from hyoka.changes.review.preview import preview
from hyoka.problems import Severity
from hyoka.wording import load_language
from tests.building import REAL, build, side_of
from tests.fake_github import (
    COMMENTS,
    COMMIT,
    EVENT,
    IN_CHECK,
    PULL,
    PULLS,
    RUN,
    Forge,
    forge,
    pull,
)

JA = load_language("ja")
RECORD = "projects/jichikai-chonaikai-oen.yml"


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the present records in `base` and the proposed ones in `content`."""
    shutil.copytree(REAL, tmp_path / "base")
    shutil.copytree(REAL, tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return tmp_path


def edit(city: Path, old: str, new: str, folder: str = "content") -> None:
    file = city / folder / RECORD
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def hyoka(*arguments: str | Path, **environment: str) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], env=environment)


def reviewed(city: Path) -> Review:
    done = hyoka("review", "base")
    assert done.exit_code == 0, done.output
    return read((city / "review.json").read_bytes())


# What is told.


def test_a_changed_amount_is_told_with_its_totals_and_pages(city: Path) -> None:
    edit(city, "21573", "21600")
    review = reviewed(city)
    assert review.compared is Compared.YES
    assert (review.changes.inputs, review.changes.figures) == (1, 9)
    assert [(page.url, page.facts[0].fiscal_year) for page in review.pages] == [
        ("policies/kizuna/", 2018),
        ("years/2018/", 2018),
        ("projects/jichikai-chonaikai-oen/", 2018),
    ]


def test_what_changes_goes_into_the_summary_of_the_job(city: Path) -> None:
    edit(city, "21573", "21600")
    file = city / "summary.md"
    hyoka("review", "base", GITHUB_STEP_SUMMARY=str(file))
    assert "決算額：21,573千円 → 21,600千円" in file.read_text(encoding="utf-8")


def test_errors_are_told_in_place_of_what_changes(city: Path) -> None:
    edit(city, "settlement:", "setlement:")
    review = reviewed(city)
    assert review.compared is Compared.BROKEN
    assert review.severities == {Severity.ERROR: 1}
    (problem,) = review.problems
    assert problem.path == f"content/{RECORD}"
    said = comment(review, JA, ReviewLinks())
    assert "エラーが1件あります" in said
    assert "エラーを直すと、ここに示します" in said


def test_present_records_with_errors_are_no_fault_of_the_proposed_ones(city: Path) -> None:
    edit(city, "settlement:", "setlement:", folder="base")
    assert reviewed(city).compared is Compared.BASE_BROKEN
    done = hyoka("review", "nowhere")
    assert (done.exit_code, "コミットでもありません" in done.output) == (0, True)
    assert read((city / "review.json").read_bytes()).compared is Compared.BASE_UNREADABLE


def test_as_many_pages_as_there_is_room_for_and_all_are_counted(city: Path) -> None:
    edit(city, "21573", "21600")
    before, after = (side_of(city / folder, JA) for folder in ("base", "content"))
    review = make_review((), compare(before, after, JA), JA, most=300)
    assert len(review.pages) == 2
    assert review.changes.pages == {ChangeType.CHANGED: 3}
    assert "ほかに1ページあります" in comment(review, JA, ReviewLinks())


# A file that anybody may have written.


def good(city: Path) -> dict[str, Any]:
    edit(city, "21573", "21600")
    reviewed(city)
    written: dict[str, Any] = json.loads((city / "review.json").read_text(encoding="utf-8"))
    return written


Spoil = Callable[[dict[str, Any]], object]
SPOILT: dict[str, Spoil] = {
    "a key that is none": lambda review: review.update(number=1),
    "a key of a fact that is none": lambda r: r["pages"][0]["facts"][0].update(html="<b>"),
    "a number as a text": lambda r: r["pages"][0]["facts"][0].update(fiscal_year="2018"),
    "a truth as a number": lambda r: r["changes"].update(inputs=True),
    "a number below zero": lambda r: r["changes"].update(inputs=-1),
    "a number of many digits": lambda r: r["changes"].update(inputs=10**30),
    "a text too long": lambda r: r["pages"][0].update(title="あ" * 301),
    "a line break": lambda r: r["pages"][0].update(title="あ\n# い"),
    "a text that turns round": lambda r: r["pages"][0].update(title="\u202eあ"),
    "an address above the site": lambda r: r["pages"][0].update(url="../"),
    "an address elsewhere": lambda r: r["pages"][0].update(url="//evil.example/"),
    "a script's address": lambda r: r["pages"][0].update(moved_from="javascript:x/"),
    "an address from the host's root": lambda r: r["pages"][0].update(url="/a/"),
    "an address through the site's root": lambda r: r["pages"][0].update(url="a/../../b/"),
    "an address on another system": lambda r: r["pages"][0].update(url="a\\b/"),
    "an address that ends a link": lambda r: r["pages"][0].update(url="a>b/"),
    "another table": lambda r: r["pages"][0]["facts"][0].update(table="x.title"),
    "another word for what became of it": lambda r: r["pages"][0].update(what="hacked"),
    "too many problems": lambda r: r.update(
        problems=[{"severity": "error", "path": "x", "line": 1, "message": "x"}] * 11
    ),
    "no page": lambda r: r.update(pages={}),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_file_that_says_anything_else_is_refused(city: Path, spoil: Spoil) -> None:
    written = good(city)
    spoil(written["review"])
    (city / "spoilt.json").write_text(json.dumps(written), encoding="utf-8")
    done = hyoka("comment", "spoilt.json")
    assert done.exit_code == 1
    assert "hyoka review が書いたファイルではありません" in done.output
    assert "evil" not in done.output


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff", b"[" * 100_000, b" " * 2_000_000])
def test_data_of_another_kind_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"bytes|type"):
        read(data)


def test_a_review_is_never_longer_than_what_is_read() -> None:
    page = PageChange("a/", "あ" * 300, ChangeType.CHANGED)
    whole = Review(Compared.YES, (), {}, Counts(1, 1, {ChangeType.CHANGED: 1}), (page,))
    assert read(review_as_json(whole).encode()) == whole
    assert len(review_as_json(whole).encode()) < MAX_BYTES


# The comment.


def test_a_published_number_that_changes_without_a_word_is_asked_about(city: Path) -> None:
    edit(city, "21573", "21600")
    asked = "平成30年度（2018年度）の数値が変わります。"
    assert asked in comment(reviewed(city), JA, ReviewLinks())
    correction = "{date: 2026-11-24, place: years/2018/settlement, before: 21573, reason: 誤記。}"
    edit(city, "years:\n", f"corrections:\n  - {correction}\nyears:\n")
    assert asked not in comment(reviewed(city), JA, ReviewLinks())


def test_no_text_of_a_review_is_markup() -> None:
    evil = "</details><img src=x> [a](javascript:b) @all #1 `c` ::error::d"
    page = PageChange("projects/a/", evil, ChangeType.CHANGED)
    problem = ProblemSummary(Severity.ERROR, evil, 1, evil, evil)
    counted = Counts(1, 0, {ChangeType.CHANGED: 1})
    review = Review(Compared.YES, (problem,), {Severity.ERROR: 1}, counted, (page,))
    said = comment(review, JA, ReviewLinks("https://city.example/"))
    assert said.startswith(f"{MARKER}\n")
    body = said.removeprefix(MARKER)
    assert "](<https://city.example/projects/a/>)" in body
    assert set("<>[]()`@") & set(body.replace("](<https://city.example/projects/a/>)", "")) == {"["}


def test_the_comment_leads_to_the_pages_and_to_the_run(city: Path) -> None:
    review = reviewed(city)
    around = ReviewLinks(preview="https://github.com/a", run="https://github.com/b")
    assert "[変わるページを見る](<https://github.com/a>)" in comment(review, JA, around)
    edit(city, "settlement:", "setlement:")
    said = comment(reviewed(city), JA, around)
    assert "https://github.com/a" not in said
    assert "](<https://github.com/b>)" in said


@pytest.fixture
def github(city: Path, monkeypatch: pytest.MonkeyPatch) -> Forge:
    made = forge(city / "gh")
    monkeypatch.setenv("PATH", made.path)
    (city / "event.json").write_text(json.dumps(EVENT), encoding="utf-8")
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(city / "event.json"))
    for name, value in IN_CHECK.items():
        monkeypatch.setenv(name, value)
    return made


def test_the_comment_is_posted_where_the_event_says(city: Path, github: Forge) -> None:
    edit(city, "21573", "21600")
    reviewed(city)
    done = hyoka("comment", "review.json", "--post")
    assert done.exit_code == 0, done.output
    ((method, path, values),) = github.sent
    assert (method, path) == ("POST", COMMENTS)
    assert values["body"].startswith(MARKER)
    assert f"/actions/runs/{RUN}/artifacts/9" in values["body"]
    assert (
        f"コミット [{COMMIT[:7]}](<https://github.com/city/hyoka/commit/{COMMIT}>)"
        in values["body"]
    )
    assert "](<https://city.example/hyoka/years/2018/>)" in values["body"]


@pytest.mark.parametrize(
    ("path", "former"),
    [
        ("Makefile", None),
        ("content/x.yml", "generator/hyoka/x.py"),
        ("contents/x.yml", None),
    ],
)
def test_what_a_proposed_program_told_is_not_vouched_for(
    city: Path, github: Forge, path: str, former: str | None
) -> None:
    edit(city, "21573", "21600")
    reviewed(city)
    github.propose("content/a.yml", path, former=former)
    assert is_warned_of(github)


def test_nothing_is_vouched_for_where_github_lists_not_every_file(
    city: Path, github: Forge
) -> None:
    reviewed(city)
    make_review = {"commit": COMMIT, "base": "main", "state": "open", "files": 3001}
    github.answer(PULL, [make_review])
    assert is_warned_of(github)


def is_warned_of(github: Forge) -> bool:
    """Whether the comment that is posted now says that a program may be changed."""
    assert hyoka("comment", "review.json", "--post").exit_code == 0
    ((_, _, values),) = github.sent
    shown = "/artifacts/9" in values["body"]
    warned = values["body"].startswith(f"{MARKER}\n> この提案は、記録のほかに")
    assert warned is not shown
    return warned


OTHERS = {
    "of another pull request": {"GITHUB_REF": "refs/pull/8/merge"},
    "against another branch": {"GITHUB_BASE_REF": "release"},
    "of another one to another branch": {
        "GITHUB_REF": "refs/pull/8/merge",
        "GITHUB_BASE_REF": "release",
    },
    "of none": {"GITHUB_REF": "refs/heads/main", "GITHUB_BASE_REF": ""},
}


@pytest.mark.parametrize("checked", OTHERS.values(), ids=OTHERS)
@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.usefixtures("city")
def test_what_another_check_found_is_not_posted(
    github: Forge, checked: dict[str, str], *, alone: bool
) -> None:
    """Two pull requests may propose one commit, to the published branch and to another one."""
    hyoka("review", "base", **checked)
    github.answer(PULLS, [pull(7)] if alone else [pull(8, "release"), pull(7)])
    done = hyoka("comment", "review.json", "--post")
    assert done.exit_code == 0, done.output
    assert "プルリクエスト 7 について確かめた結果ではない" in done.output
    assert github.sent == []


def test_beside_a_pull_request_to_another_branch_the_result_is_not_vouched_for(
    city: Path, github: Forge
) -> None:
    edit(city, "21573", "21600")
    reviewed(city)
    github.answer(PULLS, [pull(7), pull(8, "release")])
    assert hyoka("comment", "review.json", "--post").exit_code == 0
    ((method, path, values),) = github.sent
    assert (method, path) == ("POST", COMMENTS)
    assert values["body"].startswith(f"{MARKER}\n> 同じコミットを、ほかのブランチにも")
    assert "/artifacts/9" not in values["body"]
    assert "21,600" in values["body"]


def test_a_check_that_wrote_nothing_is_told_where_it_can_be_of_no_other(
    city: Path, github: Forge
) -> None:
    github.answer(PULLS, [pull(7), pull(8, "release")])
    done = hyoka("comment", "review.json", "--post")
    assert done.exit_code == 0, done.output
    assert not (city / "review.json").exists()
    assert github.sent == []


@pytest.mark.usefixtures("city")
def test_nothing_is_posted_in_a_pull_request_to_another_branch(github: Forge) -> None:
    hyoka("review", "base", GITHUB_BASE_REF="release")
    github.answer(PULLS, [pull(7, "release")])
    done = hyoka("comment", "review.json", "--post")
    assert done.exit_code == 0, done.output
    assert "公開するブランチに向けたものではない" in done.output
    assert github.sent == []


@pytest.mark.usefixtures("city")
def test_the_published_branch_may_be_called_otherwise(github: Forge) -> None:
    hyoka("review", "base", GITHUB_BASE_REF="honban")
    github.answer(PULLS, [pull(7, "honban")])
    make_review = {"commit": COMMIT, "base": "honban", "state": "open", "files": 1}
    github.answer(PULL, [make_review])
    done = hyoka("comment", "review.json", "--post", "--branch", "honban")
    assert done.exit_code == 0, done.output
    assert len(github.sent) == 1


def test_new_code_owners_beside_records_are_no_program(city: Path, github: Forge) -> None:
    edit(city, "21573", "21600")
    reviewed(city)
    github.propose("content/a.yml", ".github/CODEOWNERS")
    assert not is_warned_of(github)


@pytest.mark.parametrize("written", [None, b"{}", b"\xff", b'{"review": {"compared": "evil"}}'])
def test_a_check_that_did_not_come_to_its_end_is_told(
    city: Path, github: Forge, written: bytes | None
) -> None:
    if written is not None:
        (city / "review.json").write_bytes(written)
    assert hyoka("comment", "review.json", "--post").exit_code == 0
    ((_, _, values),) = github.sent
    assert f"[{COMMIT[:7]}](<https://github.com/city/hyoka/commit/{COMMIT}>)" in values["body"]
    assert "最後まで終わっていません" in values["body"]
    assert "evil" not in values["body"]


def test_a_review_of_an_older_commit_is_not_posted(city: Path, github: Forge) -> None:
    reviewed(city)
    event = json.dumps(EVENT).replace(COMMIT, "e" * 40)
    (city / "event.json").write_text(event, encoding="utf-8")
    done = hyoka("comment", "review.json", "--post")
    assert done.exit_code == 0
    assert "新しいコミットがあるため" in done.output
    assert github.sent == []


def test_without_an_event_nothing_is_posted(
    city: Path, github: Forge, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviewed(city)
    monkeypatch.delenv("GITHUB_EVENT_PATH")
    done = hyoka("comment", "review.json", "--post")
    assert done.exit_code == 1
    assert "コメントする先がありません" in done.output
    assert github.sent == []


# The file with the pages.


@pytest.fixture
def pages(city: Path, real_site: Path) -> str:
    """The file for a changed amount. Its pages are those of the present records, which will do."""
    edit(city, "21573", "21600")
    return preview(reviewed(city), real_site, JA)


def test_the_changed_pages_come_first_then_those_that_lead_to_them(pages: str) -> None:
    notes = re.findall(r'<p class="part__note[^>]*>([^ ]+) (/[^ ]*) ', pages)
    assert notes == [
        ("変わるページ", "/policies/kizuna/"),
        ("変わるページ", "/years/2018/"),
        ("変わるページ", "/projects/jichikai-chonaikai-oen/"),
        ("つながるページ", "/policies/kizuna/2018/"),
        ("つながるページ", "/"),
        ("つながるページ", "/policies/"),
        ("つながるページ", "/years/"),
        ("つながるページ", "/projects/"),
        ("つながるページ", "/years/2018/projects/"),
        ("つながるページ", "/years/2018/indicators/"),
    ]
    assert "決算額：21,573千円 → 21,600千円" in pages


def test_every_link_leads_into_the_file_or_out_to_https(pages: str) -> None:
    ids = re.findall(r' id="([^"]+)"', pages)
    assert len(ids) == len(set(ids))
    ways = set(re.findall(r' href="([^"]+)"', pages))
    assert "#p2" in ways
    inside = {way for way in ways if way.startswith("#")}
    assert {way.removeprefix("#") for way in inside} <= set(ids)
    assert all(way.startswith("https://") for way in ways - inside)
    named = re.findall(r' aria-labelledby="([^"]+)"', pages)
    assert {name for names in named for name in names.split()} <= set(ids)


def test_the_file_needs_no_other_and_runs_nothing(pages: str, browser: Browser, city: Path) -> None:
    assert not re.search(r"<(script|link|img|iframe)\b|\s(on\w+|src|action)=", pages)
    (city / "preview.html").write_text(pages, encoding="utf-8")
    page = browser.new_page(viewport={"width": 390, "height": 800})
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto((city / "preview.html").as_uri())
    assert asked == [(city / "preview.html").as_uri()]
    assert said == []
    assert page.locator("form:visible, button:visible, input:visible").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate("getComputedStyle(document.querySelector('.data')).borderCollapse")
    page.close()


def test_a_page_by_hand_is_told_and_shown(city: Path) -> None:
    (city / "content/about").mkdir()
    page = city / "content/about/用語 (1).md"
    page.write_text("# 用語\n\n本文\n", encoding="utf-8")
    (city / "content/図.png").write_bytes(b"")
    review = reviewed(city)
    assert [page.url for page in review.pages] == ["about/用語 (1)/", "図.png"]
    said = preview(review, build(city / "content", city), JA)
    assert '<a href="#p1">用語</a>（増えるページ）' in said
    assert "大きさの都合" not in said


def test_pages_for_which_there_is_no_room_are_counted(city: Path, real_site: Path) -> None:
    edit(city, "21573", "21600")
    said = preview(reviewed(city), real_site, JA, most=60_000)
    assert "大きさの都合で入れていないページが" in said
    assert len(said) < 700_000


def test_a_page_with_many_changes_hides_no_other(city: Path, real_site: Path) -> None:
    edit(city, "21573", "21600")
    sheet = city / "content/policies/kizuna/2018.yml"
    many = "".join(f"    第{n}段落\n" for n in range(3000))
    text = sheet.read_text(encoding="utf-8")
    assert text.count("  text: |\n") >= 1
    sheet.write_text(text.replace("  text: |\n", f"  text: |\n{many}", 1), encoding="utf-8")
    review = reviewed(city)
    assert len(review.pages) == 4
    assert [
        fact.omitted_count for page in review.pages for fact in page.facts if fact.omitted_count
    ] == [2980]
    assert len(review_as_json(review).encode()) < MAX_BYTES
    for said in (comment(review, JA, ReviewLinks()), preview(review, real_site, JA)):
        assert "21,573千円 → 21,600千円" in re.sub("&#(\\d+);", lambda c: chr(int(c[1])), said)
        assert "ほかに" in said


def test_where_nothing_changes_the_file_says_so(city: Path, real_site: Path) -> None:
    said = preview(reviewed(city), real_site, JA)
    assert "サイトで変わるところはありません。" in said
    assert 'class="part"' not in said


def test_the_command_needs_a_site(city: Path) -> None:
    reviewed(city)
    done = hyoka("preview", "review.json", "--site", city / "nowhere")
    assert done.exit_code == 1
    assert "make site" in done.output


PLACE = ArticlePlace("projects/a/", "p2", {"projects/a/": "p2", "policies/b/": "p1", "": "p3"}, "")
TEXT = '<article class="md-content__inner md-typeset">{}</article>'


def noted(what: str) -> str:
    """What stands in place of something that a page may not hold."""
    return f"<strong>［ここに、ページに書けないもの（{what}）があります］</strong>"


PAGE = f"<html><body><nav>x</nav>{TEXT}y</body></html>"


@pytest.mark.parametrize(
    ("inner", "made"),
    [
        ("<script>alert('</p>')</script>あ", f"{noted('script')}あ"),
        ('<form action="x" hidden><input name="y"></form>', '<form hidden=""><input></form>'),
        ('<img src="x" onerror="alert(1)">あ', f"{noted('img onerror')}（図）あ"),
        ('<img src="x" alt="&lt;b> 花火 ">あ', "（図：&lt;b&gt; 花火）あ"),
        ("<title>x</title><text>あ</text>", "あ"),
        ("あ</article></main>い", "あい"),
        ("<p>あ<button>い", "<p>あ<button>い</button></p>"),
        ("<textarea><b>あ</textarea>い", "&lt;b&gt;あい"),
        (
            "<object data='x'><iframe src='y'>x</iframe>あ",
            f"{noted('object')}{noted('iframe')}あ",
        ),
        (
            '<p onclick="alert(1)" style="x" class="y">あ</p>',
            f'{noted("p onclick style")}<p class="y">あ</p>',
        ),
        ("<p>&lt;b&gt; &amp; あ</p>", "<p>&lt;b&gt; &amp; あ</p>"),
        ("<br><hr/>", "<br><hr>"),
        ('<a href="javascript:alert(1)">あ</a>', "<a>あ</a>"),
        ('<a href="JAVASCRIPT:alert(1)">あ</a>', "<a>あ</a>"),
        ('<a href="//evil.example/">あ</a>', "<a>あ</a>"),
        (
            '<a href="https://a.example/?b&amp;c">あ</a>',
            '<a href="https://a.example/?b&amp;c">あ</a>',
        ),
        ('<a href="../../policies/b/#c">あ</a>', '<a href="#p1-c">あ</a>'),
        ('<a href="../..">あ</a>', '<a href="#p3">あ</a>'),
        ('<a href="#c">あ</a>', '<a href="#p2-c">あ</a>'),
        ('<a href="../../years/">あ</a>', "<a>あ</a>"),
        ('<h2 id="c">あ</h2>', '<h2 id="p2-c">あ</h2>'),
        ('<svg aria-labelledby="a b"></svg>', '<svg aria-labelledby="p2-a p2-b"></svg>'),
    ],
)
def test_what_becomes_of_a_page_in_the_file(inner: str, made: str) -> None:
    whole = article(PAGE.format(inner), PLACE, JA)
    assert whole == TEXT.format(made)


def test_a_link_out_of_the_file_leads_to_the_public_site_where_it_is_known() -> None:
    place = ArticlePlace("projects/a/", "p1", {"projects/a/": "p1"}, "https://city.example/")
    said = article(PAGE.format('<a href="../../data/x.csv">あ</a>'), place, JA)
    assert 'href="https://city.example/data/x.csv"' in said


def test_the_ways_up_are_those_of_the_breadcrumbs() -> None:
    page = (
        '<nav class="breadcrumbs"><a href="../../">入口</a><a href="../">一覧</a></nav>'
        '<nav><a href="../b/">b</a></nav>'
    )
    assert ways_up(page, "projects/a/") == ("", "projects/")
