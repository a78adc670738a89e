"""What other programs take from a page, the years beside it, and lost addresses."""

import json
import re
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from hyoka.mkdocs_plugin.json_ld import linked_data
from hyoka.pages.summary import MAX_LENGTH
from hyoka.wording import load_language
from tests.building import PUBLISHED, TOWN, build, made_of
from tests.rule_cases import copy_base

Serve = Callable[[Path], AbstractContextManager[str]]


class Head(HTMLParser):
    """A page's title, metas, links and JSON-LD."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.title = ""
        self.metas: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.linked: list[Any] = []
        self.inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "meta" and "content" in found:
            self.metas[found.get("property") or found.get("name", "")] = found["content"]
        if tag == "link":
            self.links[f"{found['rel']} {found.get('type', '')}".strip()] = found["href"]
        linked = found.get("type") == "application/ld+json"
        if tag == "title" or linked:
            self.inside = "linked" if linked else "title" * (not self.title)

    def handle_endtag(self, _: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside == "title":
            self.title += data
        elif self.inside == "linked":
            self.linked.append(json.loads(data))


@cache
def heads(folder: Path) -> tuple[tuple[str, Head], ...]:
    return tuple(
        (_url_in(folder, file), Head(file.read_text(encoding="utf-8")))
        for file in sorted(folder.rglob("index.html"))
    )


def _url_in(folder: Path, file: Path) -> str:
    url = file.parent.relative_to(folder).as_posix()
    return "" if url == "." else f"{url}/"


def parts(head: Head, kind: str) -> list[dict[str, Any]]:
    graph: list[dict[str, Any]] = [part for found in head.linked for part in found["@graph"]]
    return [part for part in graph if part["@type"] == kind]


@pytest.mark.parametrize("name", ["published_site", "real_site"])
def test_no_two_pages_share_a_title(name: str, request: pytest.FixtureRequest) -> None:
    titles = Counter(head.title for _, head in heads(request.getfixturevalue(name)))
    assert [title for title, count in titles.items() if count > 1] == []
    assert all(titles)


def test_pages_of_one_name_are_told_apart_by_as_little_as_needed() -> None:
    titles = {page.url: (page.title, page.unique_title) for page in made_of(TOWN).pages}
    assert len({unique for _, unique in titles.values()}) == len(titles)
    assert [unique for title, unique in titles.values() if not unique.startswith(title)] == []
    assert titles["policies/tsunagari/"][0] == titles["policies/tsunagari/"][1]


def test_every_page_is_described_in_plain_text() -> None:
    for page in made_of(TOWN).pages:
        assert 0 < len(page.summary.description) <= MAX_LENGTH, page.path
        assert "\n" not in page.summary.description, page.path


def test_descriptions_say_what_is_found_on_the_page() -> None:
    told = {page.url: page.summary.description for page in made_of(TOWN).pages}
    assert told["policies/tsunagari/"].startswith(
        "令和6年度（2024年度）の地域活動への関心度：この年度の目標の84.8％の水準ですが、計画を作った時の数値（令和元年度）より2.7ポイント低くなっています。"
    )
    assert told["projects/mimamori/"].startswith(
        "「ひとり暮らしの高齢者の見守り事業」の令和6年度（2024年度）の決算額は10,925千円です。"
    )
    assert "決算額は「未集計」です。" in told["projects/shokuhin-loss/"]  # missing is never zero
    assert "回答者2,073人" in told["surveys/2024/"]


def test_previews_of_links(published_site: Path) -> None:
    for url, head in heads(published_site):
        metas = head.metas
        assert metas["description"] == metas["og:description"], url
        assert head.title.startswith(metas["og:title"]), url
        assert metas["og:type"] == ("article" if url else "website")
        assert metas["og:url"] == head.links["canonical"] == f"{PUBLISHED}{url}"
        assert metas["og:locale"] == "ja_JP"
        assert metas["og:image"] == f"{PUBLISHED}assets/images/card.png"
        assert head.links["alternate application/atom+xml"].endswith("feed.xml")
    card = (published_site / "assets/images/card.png").read_bytes()
    size = int.from_bytes(card[16:20]), int.from_bytes(card[20:24])
    assert size == (1200, 630)
    assert len(card) < 50_000


def test_without_an_address_none_is_invented(town_site: Path) -> None:
    assert not (town_site / "feed.xml").exists()
    for url, head in heads(town_site):
        assert not {"og:url", "og:image"} & set(head.metas), url
        assert not {"canonical", "alternate application/atom+xml"} & set(head.links), url
        assert head.linked == [], url


def test_a_sheet_is_a_dataset(published_site: Path) -> None:
    (dataset,) = parts(dict(heads(published_site))["policies/tsunagari/2023/"], "Dataset")
    assert dataset["url"] == f"{PUBLISHED}policies/tsunagari/2023/"
    assert dataset["temporalCoverage"] == "2023-04-01/2024-03-31"
    assert dataset["license"].startswith("https://www.digital.go.jp/")
    assert dataset["spatialCoverage"]["identifier"]["value"] == "999999"
    assert dataset["publisher"]["name"] == "架空市 わたぐも課"
    assert {"@type": "PropertyValue", "name": "地域活動への関心度", "unitText": "％"} in dataset[
        "variableMeasured"
    ]
    assert dataset["isBasedOn"][0]["datePublished"] == "2024-10-01"
    assert 0 < len(dataset["description"]) <= MAX_LENGTH


def test_what_a_page_shows_can_be_taken_away(published_site: Path) -> None:
    taken = {
        url: [part["contentUrl"] for part in dataset.get("distribution", ())]
        for url, head in heads(published_site)
        for dataset in parts(head, "Dataset")
    }
    assert taken["surveys/2022/"] == [
        f"{PUBLISHED}{path}"
        for path in (
            "api/v1/surveys/2022.json",
            "data/999999_survey_definitions.csv",
            "data/999999_surveys.csv",
            "data/999999_survey_questions.csv",
            "data/999999_survey_results.csv",
            "data/999999_corrections.csv",
            "data/999999_documents.csv",
        )
    ]
    without = {url for url, files in taken.items() if not files}
    assert all(url.endswith("/compare/") for url in without)
    for address in {address for files in taken.values() for address in files}:
        assert (published_site / address.removeprefix(PUBLISHED)).is_file(), address


def test_a_page_of_data_names_the_catalogue(published_site: Path) -> None:
    (dataset,) = parts(dict(heads(published_site))["projects/kouminkan/"], "Dataset")
    assert dataset["includedInDataCatalog"] == {
        "@type": "DataCatalog",
        "name": "架空市 政策評価のオープンデータ",
        "url": f"{PUBLISHED}data/",
    }
    assert {part["encodingFormat"] for part in dataset["distribution"]} == {
        "application/json",
        "text/csv",
    }


def test_pages_of_data_and_no_others_are_datasets(published_site: Path) -> None:
    pages = {page.url: page for page in made_of(TOWN).pages}
    kinds = {pages[url].kind for url, head in heads(published_site) if parts(head, "Dataset")}
    assert kinds == {
        "policy", "policy_compare", "sheet", "measure", "measure_sheet", "year", "year_changes",
        "year_compare", "money", "year_money", "project", "survey", "division", "tag", "goal",
        "indicator",
    }  # fmt: skip


def test_breadcrumbs_lead_from_the_home_page_to_the_page(published_site: Path) -> None:
    for url, head in heads(published_site):
        steps = [part["itemListElement"] for part in parts(head, "BreadcrumbList")]
        assert len(steps) == (1 if url else 0)
        for items in steps:
            assert items[0]["item"] == PUBLISHED
            assert items[-1]["item"] == f"{PUBLISHED}{url}"
            assert [item["position"] for item in items] == list(range(1, len(items) + 1))


def test_no_text_of_a_record_ends_the_script() -> None:
    built = made_of(TOWN, files=True)
    municipality = built.evaluation.municipality
    hostile = [page for page in built.pages if "<img" in page.title]
    assert hostile
    for page in hostile:
        linked = linked_data(page, municipality, load_language("ja"), PUBLISHED, {})
        assert not re.search("[<>&]", linked)
        assert page.title in {part.get("name") for part in json.loads(linked)["@graph"]}


def test_a_pdf_is_linked_only_where_it_will_lie(published_site: Path, town_site: Path) -> None:
    sheets = [page for page in made_of(TOWN).pages if page.sheet]
    assert {page.kind for page in sheets} == {"sheet", "measure_sheet"}
    for page in sheets:
        text = (published_site / page.url / "index.html").read_text(encoding="utf-8")
        assert (f"pdf/{page.sheet}" in text) == (str(page.fiscal_year) == "2024"), page.url
        unlinked = (town_site / page.url / "index.html").read_text(encoding="utf-8")
        assert page.sheet not in unlinked


# The years beside.


def test_sheets_lead_to_those_of_the_years_beside_them(town_site: Path) -> None:
    ways = re.compile(r'<a rel="(prev|next)" href="\.\./(\d+)/">(.*?)</a>')
    found = {
        year: ways.findall((town_site / f"policies/kigou/{year}/index.html").read_text("utf-8"))
        for year in (2021, 2023, 2024)
    }
    assert found == {  # there is no sheet of 2022
        2021: [("next", "2023", "次の年度：令和5年度（2023年度）")],
        2023: [
            ("prev", "2021", "前の年度：令和3年度（2021年度）"),
            ("next", "2024", "次の年度：令和6年度（2024年度）"),
        ],
        2024: [("prev", "2023", "前の年度：令和5年度（2023年度）")],
    }


# Lost addresses.


def test_a_lost_address_leads_on_without_a_script(published_site: Path) -> None:
    text = (published_site / "404.html").read_text(encoding="utf-8")
    leads = re.findall(r'<(?:a|link|script)[^>]* (?:href|src)="([^"#]+)"', text)
    root = urlsplit(PUBLISHED).path
    ours = [lead for lead in leads if not urlsplit(lead).netloc]
    # From any depth: every address begins at the root, and is there.
    assert [lead for lead in ours if not lead.startswith(root)] == []
    files = [published_site / urlsplit(lead).path.removeprefix(root) for lead in ours]
    assert [file for file in files if not (file.is_file() or (file / "index.html").is_file())] == []
    for place in ("", "policies/", "years/", "projects/", "about/sitemap/"):
        assert f"{root}{place}" in leads
    assert 'name="robots" content="noindex"' in text


def test_a_lost_address_proposes_to_search_for_its_words(
    published_site: Path, browser: Browser, serve: Serve, tmp_path: Path
) -> None:
    (tmp_path / "hyoka").symlink_to(published_site)
    lost = (published_site / "404.html").read_text(encoding="utf-8")
    with serve(tmp_path) as address:
        page = browser.new_page()
        page.route(
            "**/old/**",
            lambda route: route.fulfill(
                status=404, body=lost, content_type="text/html; charset=utf-8"
            ),
        )
        page.goto(f"{address}hyoka/old/公民館/2024/x.html")
        expect(page.get_by_role("heading", level=1)).to_have_text("ページが見つかりません")
        query = page.get_by_label("このサイトの中を検索する")
        expect(query).to_have_value("公民館 2024")
        query.fill("公民館")
        query.press("Enter")
        expect(page.locator("#finder")).to_be_visible()
        expect(page.locator("#finder-query")).to_have_value("公民館")
        page.close()


# What is written as HTML into the head comes from records.


def test_hostile_names_stay_text_in_the_head(published_site: Path) -> None:
    hostile = [head for _, head in heads(published_site) if "<img" in head.title]
    assert hostile
    assert all("<img" in head.metas["og:title"] for head in hostile)


def test_a_pdf_of_a_year_that_is_a_number_in_the_environment(tmp_path: Path) -> None:
    made = build(copy_base(tmp_path / "content"), tmp_path, HYOKA_PDF="all")
    text = (made / "policies/machi/2018/index.html").read_text(encoding="utf-8")
    assert '<a href="../../../pdf/012025_machi_2018.pdf"' in text
