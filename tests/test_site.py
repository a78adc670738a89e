"""The whole flow: the town's expected pages, and both sites as MkDocs builds them."""

import datetime
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from markdown import Markdown
from playwright.sync_api import Browser, Page, Request

from hyoka import site
from hyoka.content import read_folder
from hyoka.git import GitFolder
from hyoka.history.git_log import Change, Commit, FileChange, Revisions, read_revisions
from hyoka.history.github_links import find_repository
from hyoka.pages import PAGE_KINDS, Origin
from hyoka.problems import BadRecords
from hyoka.render import MarkdownPrinter
from hyoka.render.line_breaks import with_whole_words
from hyoka.units import FiscalYear
from hyoka.wording import load_language
from tests.building import REAL, REPOSITORY, ROOT, TOWN, build, made_of, run
from tests.commands import run_here
from tests.rule_cases import copy_base
from tests.small_city import POLICY, write_city

Serve = Callable[[Path], AbstractContextManager[str]]

EXPECTED = ROOT / "tests" / "town" / "expected"
DAY = datetime.date(2026, 3, 31)
"""As of which the expected pages count for how many years a recommendation has been open."""
PICTURE = re.compile(r"\.\./\.\./assets/images/staff/[a-z-]+\.webp")
"""The only ones on the site: those of the guide for staff."""


OCCASIONAL = """fiscal_year: {year}
edition: {edition}
document: r1-hyoka
indicators:
  - {{id: kanshin, actual: {actual}}}
"""


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("not_surveyed", "値は「調査なし」"),
        ("pending", "はこれから"),
        ("undisclosed", "値は「非公表」"),
    ],
)
def test_where_the_newest_year_has_no_actual_the_last_one_is_told_with_its_own_year(
    tmp_path: Path, reason: str, said: str
) -> None:
    content = copy_base(tmp_path / "content")
    for year, actual in ((2016, "57.9"), (2018, reason)):
        text = OCCASIONAL.format(year=year, edition=2019, actual=actual)
        (content / "policies" / "machi" / f"{year}.yml").write_text(text, encoding="utf-8")
    pages = {
        page.path: page.markdown for page in site.build(read_folder(content), files=False).pages
    }
    since = f"<br><small>平成30年度（2018年度）の実績{said}です。</small>"
    told = "計画の目標（平成30年度）の89.1％の水準で、"
    told += "計画を作った時の数値より0.1ポイント高くなっています。"
    for path in ("index.md", "policies/machi/index.md"):
        assert f"{told}{since}" in pages[path], path
    assert f"平成28年度（2016年度）：{told}" in pages["policies/machi/index.md"]
    assert "<small>平成28年度（2016年度）</small>" in pages["index.md"]
    result = pages["policies/machi/index.md"].split("平成30年度（2018年度）の結果", 1)[1]
    assert said.strip("値は「」") in result.split("\n## ")[0]
    row = re.search(
        r'<tr[^>]*data-fiscal-year="2016".*?</tr>', pages["indicators/index.md"], re.DOTALL
    )
    assert row is not None
    assert '<td class="number">57.9' in row[0]
    assert f"<td>平成28年度（2016年度）{since}</td>" in row[0]
    of_year = pages["years/2018/indicators.md"]
    assert "57.9" not in of_year
    assert said.strip("値は「」") in of_year


# The town's Markdown.

HIROBA, OLD = "projects/kawabe-hiroba.yml", "projects/kawabe.yml"
HISTORY = Revisions(
    commits=(
        Commit(
            "c" * 40,
            datetime.date(2026, 2, 3),
            "広場の*利用者数*を |直した| <b>",
            (
                Change(FileChange.CHANGED, "municipality.yml", "municipality.yml"),
                Change(FileChange.RENAMED, HIROBA, OLD),
                Change(FileChange.REMOVED, "projects/gone.yml", "projects/gone.yml"),
            ),
        ),
        Commit("b" * 40, datetime.date(2026, 2, 3), "", (Change(FileChange.CHANGED, OLD, OLD),)),
        Commit("a" * 40, datetime.date(2025, 12, 1), "公開", (Change(FileChange.ADDED, OLD, OLD),)),
    )
)
"""That of this repository is none of the tests' business."""


def test_the_town_s_pages_are_the_expected_ones(request: pytest.FixtureRequest) -> None:
    made = site.build(
        read_folder(TOWN),
        origin=Origin(revisions=HISTORY),
        day=DAY,
        printer=MarkdownPrinter(),
    )
    pages = {page.path: page.markdown for page in made.pages}
    if request.config.getoption("--accept"):
        for old in EXPECTED.rglob("*.md"):
            old.unlink()
        for path, markdown in pages.items():
            (EXPECTED / path).parent.mkdir(parents=True, exist_ok=True)
            (EXPECTED / path).write_text(markdown, encoding="utf-8", newline="\n")
    expected = {
        file.relative_to(EXPECTED).as_posix(): file.read_text(encoding="utf-8")
        for file in EXPECTED.rglob("*.md")
    }
    assert list(pages) == sorted(pages, key=list(pages).index)
    assert sorted(pages) == sorted(expected)
    for path, markdown in pages.items():
        assert markdown == expected[path], f"{path} changed; if on purpose: make accept"


def test_only_headings_end_in_an_address() -> None:
    ends = re.compile(r" \{#[^{}]*\}$")
    lines = [
        line for file in EXPECTED.rglob("*.md") for line in file.read_text("utf-8").split("\n")
    ]
    named = [line for line in lines if ends.search(line)]
    assert any(line.startswith("#### ") for line in named)
    assert [line for line in named if not re.match("#{1,4} ", line)] == []


def test_an_indicator_of_calendar_years_is_told_of_no_fiscal_year() -> None:
    name = "高齢者の家の火事"
    pages = {
        file.relative_to(EXPECTED).as_posix(): file.read_text(encoding="utf-8")
        for file in EXPECTED.rglob("*.md")
    }
    _, _, after = pages["policies/mimori/index.md"].partition(f"### {name} {{#")
    own, _, _ = after.partition("\n## ")
    assert "令和6年（2024年）" in own
    rows = [
        line
        for path, text in pages.items()
        for line in text.splitlines()
        if not path.startswith(("data/", "divisions/", "tags/", "sdgs/"))
        and "/indicators/" not in path
        and re.match(rf"\| \[?{name}", line)
    ]
    assert len(rows) == 7, "of two sheets, two years, the lists of all and of these years"
    assert [told for told in (own, *rows) if "年度" in told] == []


def test_a_sheet_of_calendar_years_alone_says_so_at_its_head(tmp_path: Path) -> None:
    policy = POLICY.replace("    unit: ％\n", "    unit: ％\n    period: calendar_year\n")
    year = "edition: 2019\ndocument: r1\nindicators: [{id: manzoku, actual: 55.0}]\n"
    policies = {
        "policies__kosodate__policy": policy,
        "policies__kosodate__2017": f"fiscal_year: 2017\n{year}",
        "policies__kosodate__2018": f"fiscal_year: 2018\n{year}",
    }
    made = site.build(read_folder(write_city(tmp_path, **policies)), files=False)
    sheet = next(p.markdown for p in made.pages if p.path == "policies/kosodate/2018.md")
    head, _, rows = sheet[sheet.index("<thead") :].partition("</thead>")
    assert "（平成30年）" in head
    assert "年度" not in head
    assert "平成30年" not in rows.partition("</tbody>")[0], "what the head says"


@pytest.mark.parametrize(
    ("year", "written"),
    [
        (2018, "平成30年"),
        (2019, "平成31年・令和元年"),
        (1926, "大正15年・昭和元年"),
        (1872, "明治5年"),
    ],
)
def test_a_calendar_year_in_which_an_era_began_has_the_names_of_both(
    year: int, written: str
) -> None:
    told = load_language("ja").of_calendar_years
    assert told.short_year(FiscalYear(year)) == written
    assert told.year(FiscalYear(year)) == f"{written}（{year}年）"
    assert load_language("ja").short_year(FiscalYear(2019)) == "令和元年度"


def test_every_kind_of_page_is_in_the_town() -> None:
    kinds = Counter(page.kind for page in made_of(TOWN).pages)
    assert set(kinds) == {kind.name for kind in PAGE_KINDS}


def test_no_two_pages_share_a_path() -> None:
    paths = [page.path for page in made_of(TOWN).pages]
    assert len(paths) == len(set(paths))


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_same_bytes_under_every_hash_seed(seed: str, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    command = ("hyoka", "write", str(folder), "--content", str(TOWN))
    done = run(*command, PYTHONHASHSEED=seed)
    assert done.returncode == 0, done.stderr
    written = {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*.md")}
    assert written == _written_here()


@cache
def _written_here() -> Mapping[str, bytes]:
    """The town's pages as this process makes them."""
    origin = Origin(revisions=read_revisions(GitFolder(TOWN)))
    built = site.build(read_folder(TOWN), origin=origin, printer=MarkdownPrinter())
    return {page.path: page.markdown.encode() for page in built.pages}


def test_write_refuses_a_folder_that_is_not_empty(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    done = run_here("hyoka", "write", str(tmp_path), "--content", str(TOWN))
    assert done.returncode == 2
    assert "空ではありません" in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


# Bad records make no site.


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    content = tmp_path / "content"
    content.mkdir()
    (content / "municipality.yml").write_text("name: 架空市\ncodee: 1\n", encoding="utf-8")
    return content


def test_bad_records_make_no_site(broken: Path) -> None:
    with pytest.raises(BadRecords) as caught:
        site.build(read_folder(broken))
    assert {problem.rule for problem in caught.value.problems} >= {"misspelt_key", "missing_field"}


def test_check_tells_all_problems_and_fails(broken: Path) -> None:
    done = run_here("hyoka", "check", "--content", str(broken))
    assert done.returncode == 1
    assert "「code」の書き誤りではありませんか" in done.stdout
    assert "content/municipality.yml:2:1" in done.stdout


def test_write_and_mkdocs_leave_nothing_behind(broken: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    assert run_here("hyoka", "write", str(folder), "--content", str(broken)).returncode == 1
    assert not folder.exists()
    with pytest.raises(AssertionError, match=r"content/municipality\.yml:2:1"):
        build(broken, tmp_path)
    assert not (tmp_path / "site").exists()


# The sites that MkDocs builds.


class Links(HTMLParser):
    """A page's ids, where it leads, and what it loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.leads: list[str] = []
        self.loads: list[str] = []
        self.headings: list[str | None] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside = 0
        self.feed(text)

    def handle_endtag(self, tag: str) -> None:
        self.inside -= tag == "article"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a" and found.get("href"):
            self.leads.append(str(found["href"]))
        self.inside += tag == "article"
        if self.inside and re.fullmatch("h[1-6]", tag):
            self.headings.append(found.get("id"))
        address = found.get("src") or (found.get("href") if tag == "link" else None)
        if address and found.get("rel") != "canonical":
            self.loads.append(str(address))


@cache
def pages_of(folder: Path) -> tuple[tuple[str, Links], ...]:
    return tuple(
        (_url_in(folder, file), Links(file.read_text(encoding="utf-8")))
        for file in sorted(folder.rglob("index.html"))
    )


def _url_in(folder: Path, file: Path) -> str:
    url = file.parent.relative_to(folder).as_posix()
    return "" if url == "." else f"{url}/"


@pytest.fixture(scope="session", params=["town_site", "real_site"])
def built(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.getfixturevalue(request.param)
    return folder


def test_tables_kept_from_markdown_come_back_as_they_were(town_site: Path) -> None:
    markdown = Markdown(extensions=["tables", "fenced_code", "attr_list", "toc"])
    origin = Origin(find_repository(REPOSITORY, TOWN, "main"), read_revisions(GitFolder(TOWN)))
    for page in site.build(read_folder(TOWN), origin=origin).pages:
        html = with_whole_words(markdown.reset().convert(page.markdown.split("---\n", 2)[2]))
        published = (town_site / page.url / "index.html").read_text(encoding="utf-8")
        # The list of the page's sections stands below the heading.
        assert all(part in published for part in html.split("</h1>", 1)), page.path


def test_every_link_leads_somewhere(built: Path) -> None:
    pages = dict(pages_of(built))
    dead = []
    for url, page in pages.items():
        for link in page.leads:
            address = urlsplit(urljoin(f"https://here.test/{url}", link))
            if address.netloc != "here.test":
                continue
            path, fragment = unquote(address.path).lstrip("/"), unquote(address.fragment)
            if path in pages:
                # `#__…` are Material's own switches, which stand on every page.
                if fragment and fragment not in pages[path].ids:
                    dead.append((url, link))
            elif not (built / path).is_file():
                dead.append((url, link))
    assert dead == []


def test_no_id_stands_twice_on_a_page_and_all_are_ascii(built: Path) -> None:
    for url, page in pages_of(built):
        twice = [identifier for identifier, n in Counter(page.ids).items() if n > 1]
        assert twice == [], url
        assert all(heading and heading.isascii() for heading in page.headings), url
        # Python-Markdown numbers headings that have no id of their own.
        assert not [heading for heading in page.headings if heading and heading[0] == "_"], url


def test_no_text_of_a_record_becomes_a_tag(built: Path) -> None:
    """The town has names such as `<img src=x onerror=…>`; the theme prints them in many places."""
    for url, page in pages_of(built):
        for tag, attributes in page.tags:
            assert tag != "img" or PICTURE.fullmatch(str(attributes.get("src"))), url
            assert not [name for name in attributes if name.startswith("on")], url
            assert not str(attributes.get("href")).startswith("javascript:"), url


def test_nothing_is_loaded_from_elsewhere(built: Path) -> None:
    for url, page in pages_of(built):
        foreign = [load for load in page.loads if urlsplit(load).netloc]
        assert foreign == [], url


def test_all_that_is_loaded_is_there(built: Path) -> None:
    """Style sheets and scripts too, whose addresses carry digests."""
    for url, page in pages_of(built):
        for load in page.loads:
            path = unquote(urlsplit(urljoin(f"https://here.test/{url}", load)).path)
            assert (built / path.lstrip("/")).is_file(), (url, load)


def test_no_script_stands_in_a_page_itself(built: Path) -> None:
    """So that a host may forbid all but the site's own files."""
    for url, page in pages_of(built):
        for tag, attributes in page.tags:
            data = str(attributes.get("type")).endswith("json")
            assert tag != "script" or data or attributes.get("src"), url


def test_every_page_has_an_edit_link(built: Path) -> None:
    for url, page in pages_of(built):
        edits = [link for link in page.leads if re.search("/city/hyoka/(edit|tree)/", link)]
        assert len(edits) == 1, url


def test_the_published_site_is_whole(built: Path) -> None:
    content = TOWN if "town" in built.parent.name else REAL
    expected = {page.url for page in site.build(read_folder(content), files=False).pages}
    assert expected == {url for url, _ in pages_of(built)}
    only_in_town = {"divisions", "recommendations", "sdgs", "tags"}
    only_where_there_are_any = only_in_town if content == TOWN else set()
    assert {url.split("/")[0] for url in expected} == only_where_there_are_any | {
        "", "about", "data", "indicators", "map", "money", "plans", "policies", "projects",
        "surveys", "years",
    }  # fmt: skip
    assert (built / "pagefind" / "pagefind.js").is_file()


def test_a_site_of_nothing_is_not_published(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    town = (TOWN / "municipality.yml").read_text(encoding="utf-8")
    (content / "municipality.yml").write_text(town, encoding="utf-8")
    with pytest.raises(AssertionError, match="公開するものがありません"):
        build(content, tmp_path)


def test_a_plan_of_indicators_alone_is_published_with_its_document(tmp_path: Path) -> None:
    plan = """name: 第1次計画
first_year: 2019
last_year: 2023
document: r1
chapters:
  - {id: machi, number: 1, name: まち, indicators:
      [{id: kensu, name: 件数, unit: 件, direction: higher, baseline: 2, target: 3},
       {id: gakunen, name: 割合, unit: ％, direction: higher, baseline_year: 2018,
        target_year: 2023, grouped_by: 学年,
        groups: [{id: sho, name: 小6, baseline: 79.7, target: 95}]}]}
"""
    content = write_city(tmp_path, plans__keikaku=plan)
    shutil.rmtree(content / "policies")
    built = build(content, tmp_path)
    page = built / "plans" / "keikaku" / "machi" / "index.html"
    told = re.sub("<[^>]+>", "", page.read_text(encoding="utf-8"))
    assert re.search(
        r"策定時の数値\s*（平成30年度）\s*目標値\s*（令和5年度）\s*小6\s*79.7\s*95", told
    )
    assert "記載なし" not in told.partition("政策評価表（架空市")[0], "the groups have values"
    assert "ほかの年度の一覧" not in (built / "indicators" / "index.html").read_text(
        encoding="utf-8"
    )
    assert "政策評価表（架空市、令和元年度（2019年度）の文書" in told
    assert "出典となる文書は、記録されていません" not in told


def test_a_built_site_is_the_same_twice(town_site: Path, tmp_path: Path) -> None:
    again = build(TOWN, tmp_path, PYTHONHASHSEED="7", **REPOSITORY)

    def pages(folder: Path) -> dict[str, bytes]:
        files = [f for f in folder.rglob("*") if f.is_file() and f.name != "sitemap.xml.gz"]
        return {f.relative_to(folder).as_posix(): f.read_bytes() for f in files}

    first, second = pages(town_site), pages(again)
    assert sorted(first) == sorted(second)
    assert [path for path in first if first[path] != second[path]] == []


# In the browser.


def test_the_browser_asks_no_other_host(built: Path, browser: Browser, serve: Serve) -> None:
    with serve(built) as address:
        asked: list[str] = []
        context = browser.new_context()
        context.on("request", lambda request: asked.append(_host(request)))
        for url in (
            "",
            "policies/",
            "plans/",
            "years/",
            "projects/",
            "indicators/",
            "about/method/",
        ):
            context.new_page().goto(f"{address}{url}")
        for page in context.pages:
            page.wait_for_load_state("networkidle")
        context.close()
    assert set(asked) == {urlsplit(address).netloc}


def _host(request: Request) -> str:
    return urlsplit(request.url).netloc


def test_no_page_scrolls_sideways(built: Path, browser: Browser, serve: Serve) -> None:
    with serve(built) as address:
        page = browser.new_page()
        wide = [(url, w) for url, _ in pages_of(built) for w in _too_narrow(page, address + url)]
        page.close()
    assert wide == []


def _too_narrow(page: Page, url: str) -> Iterator[int]:
    """The widths of screens at which a page is wider than they are."""
    page.goto(url)
    for width in (1366, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            yield width
