"""Recommendations and responses: how far each is, and where that is told."""

import datetime
import json
import shutil
from pathlib import Path

import pytest

from hyoka import site
from hyoka.authoring.codeowners import codeowners
from hyoka.content import read_folder
from hyoka.content.record_paths import path_of
from hyoka.content.records import read_records
from hyoka.evaluation import EvaluatedRecommendation, EvaluatedSite, evaluate
from hyoka.history.git_log import Revisions, Unknown
from hyoka.mkdocs_plugin.menu import menu
from hyoka.model import MeasureKey, Records, Team
from hyoka.pages import atom_feed
from hyoka.units import FiscalYear
from hyoka.wording import load_language
from tests.building import REAL, TOWN, made_of

JA = load_language("ja")
UNANSWERED, REOPENED = "kyougikai-hiroba", "gaibu-r4-mimamori"
DECLINED, DONE = "kansa-r5-zeigai", "kessan-r4-kanyu"


def records() -> Records:
    return read_records(read_folder(TOWN)).records


def on(day: datetime.date | None) -> EvaluatedSite:
    return evaluate(records(), day=day)


def named(identifier: str, day: datetime.date | None = None) -> EvaluatedRecommendation:
    (found,) = (it for it in on(day).recommendations if it.recommendation.id == identifier)
    return found


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return {page.url: page.markdown for page in made_of(TOWN).pages}


# How far it is.


@pytest.mark.parametrize(
    ("identifier", "status", "is_open"),
    [
        (UNANSWERED, "unanswered", True),
        (REOPENED, "in_progress", True),
        (DECLINED, "declined", False),
        (DONE, "done", False),
    ],
)
def test_the_last_response_says_how_far_it_is(identifier: str, status: str, is_open: bool) -> None:  # noqa: FBT001
    it = named(identifier)
    assert (it.status, it.is_open) == (status, is_open)


def test_the_open_ones_come_first_and_the_newest_of_each() -> None:
    found = [it.recommendation.id for it in on(None).recommendations]
    assert found == [UNANSWERED, REOPENED, DECLINED, DONE]


def test_only_what_was_closed_is_reopened() -> None:
    it = named(REOPENED)
    assert [it.reopens(one) for one in it.recommendation.responses] == [False, False, True]


@pytest.mark.parametrize(
    ("day", "years"),
    [("2024-11-19", 0), ("2024-11-20", 1), ("2025-11-19", 1), ("2025-11-20", 2), ("2020-01-01", 0)],
)
def test_full_years_are_counted_while_it_is_open(day: str, years: int) -> None:
    assert named(REOPENED, datetime.date.fromisoformat(day)).years_open == years


def test_the_29th_of_february_is_over_on_the_1st_of_march() -> None:
    told = named(UNANSWERED).recommendation.model_copy(update={"date": datetime.date(2024, 2, 29)})
    for day, years in (("2025-02-28", 0), ("2025-03-01", 1), ("2028-02-29", 4)):
        made = records().model_copy(update={"recommendations": (told,)})
        (it,) = evaluate(made, day=datetime.date.fromisoformat(day)).recommendations
        assert it.years_open == years


def test_years_are_not_told_of_what_is_closed_nor_without_a_day() -> None:
    assert named(DONE, datetime.date(2026, 3, 31)).years_open is None
    assert named(REOPENED).years_open is None


@pytest.mark.parametrize(
    ("identifier", "years"),
    [
        (REOPENED, [2022, 2023, 2024, 2025]),
        (DONE, [2022, 2023, 2024]),
        (DECLINED, [2023, 2024]),
        (UNANSWERED, []),
    ],
)
def test_it_stands_on_the_sheets_from_its_year_until_it_was_closed(
    identifier: str, years: list[int]
) -> None:
    """The one that was declined in June 2024 says no year of its own; the last names none."""
    it = named(identifier)
    assert [year for year in range(2020, 2026) if it.is_on_sheet(FiscalYear(year))] == years


# Where it is told.


def test_it_is_linked_both_ways_with_what_it_is_about(pages: dict[str, str]) -> None:
    told = {
        REOPENED: ("projects/mimamori/", "policies/mimori/", "policies/mimori/2024/"),
        DONE: ("projects/chonaikai/", "policies/tsunagari/", "policies/tsunagari/2022/"),
        UNANSWERED: ("plans/komorebi-2/hiroba/", "plans/komorebi-2/ichiba/"),
    }
    for identifier, urls in told.items():
        own = f"recommendations/{identifier}/"
        for url in urls:
            assert f'{own}"' in pages[url], url
            if not url.endswith("/2024/") and not url.endswith("/2022/"):
                assert f'{url}"' in pages[own], url
    assert "recommendations/" not in pages["policies/tsunagari/2021/"]
    assert JA.word("recommendation.whole") in pages[f"recommendations/{DECLINED}/"]


def test_a_reason_a_source_and_that_it_was_reopened_are_told(pages: dict[str, str]) -> None:
    declined, reopened = (pages[f"recommendations/{name}/"] for name in (DECLINED, REOPENED))
    assert "基準の一覧は &#60;公開&#62; する。" in declined
    assert declined.count(JA.word("recommendation.reason")) == 1
    assert reopened.count(JA.word("recommendation.reopened")) == 1
    assert 'id="response-2025-09-12"' in reopened


def test_a_measure_of_which_nothing_else_is_recorded_has_a_page_where_one_is_about_it(
    tmp_path: Path,
) -> None:
    content = Path(shutil.copytree(TOWN, tmp_path / "content"))
    told = content / "recommendations" / f"{UNANSWERED}.yml"
    text = told.read_text(encoding="utf-8")
    for name in ("komorebi-2", "keikaku-4"):
        made = site.build(read_folder(content), files=False)
        known = "plans/keikaku-4/hikari/index.md" in {page.path for page in made.pages}
        assert known is (name == "keikaku-4")
        told.write_text(
            text.replace("komorebi-2\n    id: ichiba", "keikaku-4\n    id: hikari"),
            encoding="utf-8",
        )


def test_the_feed_tells_what_was_recommended_and_each_response() -> None:
    made, no_history = made_of(TOWN), Revisions(Unknown.NO_GIT)
    found = {
        entry.url: entry for entry in atom_feed.entries(made.evaluation, made.pages, no_history, JA)
    }
    told = found[f"recommendations/{DONE}/"]
    assert told.title == "指摘：自治会への加入をすすめる方法の見直し（市議会 決算特別委員会）"
    corrected = datetime.date(2024, 4, 10)
    assert (told.published, told.updated) == (datetime.date(2023, 10, 5), corrected)
    response = found[f"recommendations/{DONE}/#response-2025-03-24"]
    assert response.title == "指摘への回答：自治会への加入をすすめる方法の見直し（対応済）"
    assert response.published == response.updated == datetime.date(2025, 3, 24)
    assert response.id == f"urn:hyoka:999999:recommendations/{DONE}/:2025-03-24"


def test_a_json_file_has_what_was_recommended_about_its_thing_and_the_documents_of_both() -> None:
    files = made_of(TOWN, files=True).file_by_path
    of_project = json.loads(files["api/v1/projects/mimamori.json"].content)
    assert [row["recommendation_id"] for row in of_project["recommendations"]] == [REOPENED]
    assert len(of_project["responses"]) == 3
    told = json.loads(files[f"api/v1/recommendations/{REOPENED}.json"].content)
    assert [row["document_id"] for row in told["documents"]] == ["hyoka-r5", "hyoka-r7"]
    assert [row["owner_type"] for row in told["recommendation_subjects"]] == ["project", "policy"]


def test_a_city_without_any_shows_no_trace_of_them() -> None:
    made = made_of(REAL, files=True)
    assert not [page.path for page in made.pages if page.path.startswith("recommendations/")]
    assert not [file.path for file in made.files if "/v1/recommendations" in file.path]
    for page in made.pages:
        if page.kind in {"home", "project", "policy", "sheet", "measure"}:
            assert "指摘" not in page.markdown, page.path
    by_path = {page.path: page.markdown for page in made.pages}
    for name in ("sitemap", "glossary"):
        assert "recommendation" not in by_path[f"about/{name}.md"].replace(
            "data/recommendation", ""
        )


def test_the_menu_leads_to_them_where_there_are_any() -> None:
    paths = {page.path for page in made_of(TOWN).pages}
    assert "recommendations/index.md" in [path for it in menu(JA, paths) for path in it.values()]
    without = {page.path for page in made_of(REAL).pages}
    assert "recommendations/index.md" not in [
        path for it in menu(JA, without) for path in it.values()
    ]


def test_a_record_that_would_lie_where_the_list_does_is_refused(tmp_path: Path) -> None:
    content = Path(shutil.copytree(TOWN, tmp_path / "content"))
    folder = content / "recommendations"
    (folder / f"{DONE}.yml").rename(folder / "index.yml")
    problems = site.check(read_folder(content))[1]
    assert [(one.path, one.rule) for one in problems] == [
        ("content/recommendations/index.yml", "same_address")
    ]


def test_whoever_answers_is_asked_to_review_it() -> None:
    """By its own division; where it names none, by those of what it is about."""
    made = codeowners(on(None), "content/")
    assert "/content/recommendations/gaibu-r4-mimamori.yml @kakuu/mimamori" in made.splitlines()
    assert DONE not in made  # わたぐも課 has no team


def test_of_a_measure_the_division_that_its_newest_sheet_names_is_asked() -> None:
    told = records()
    team = Team(division="危機管理課", handle="@kakuu/kiki")
    sonae = {"division": None, "measures": (MeasureKey(plan="komorebi-2", id="sonae"),)}
    about = told.recommendations[0].model_copy(update=sonae)
    municipality = told.municipality.model_copy(update={"teams": (team,)})
    changed = {"municipality": municipality, "recommendations": (about,)}
    made = codeowners(evaluate(told.model_copy(update=changed)), "content/")
    assert f"/content/{path_of(about)} @kakuu/kiki" in made.splitlines()
