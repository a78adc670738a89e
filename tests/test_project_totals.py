"""A sum says of which projects it is, wherever it stands: one name is one set of projects."""

import re
from html import unescape
from pathlib import Path

import pytest

from hyoka import site
from hyoka.content import read_folder
from tests.small_city import write_city

SHEET = """fiscal_year: 2018
edition: 2019
document: r1
indicators: [{id: manzoku, actual: 55}]
"""
LISTED, OWN = "120", "4,200"
"""The sums of the three projects that the sheet lists, and of all twenty."""


def _project(number: int) -> str:
    years = [(2017, number * 10), (2018, number * 20)]
    rows = "".join(
        f"  - {{fiscal_year: {year}, document: r1, settlement: {amount}}}\n"
        for year, amount in years
    )
    return f"name: 事業{number}号\npolicy: kosodate\nyears:\n{rows}"


def _pages(folder: Path, sheet: str, **others: str) -> dict[str, str]:
    projects = {f"projects__p{number:02}": _project(number) for number in range(1, 21)} | others
    content = write_city(folder, policies__kosodate__2018=sheet, **projects)
    return {page.url: page.markdown for page in site.build(read_folder(content), files=False).pages}


def _text(page: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", page))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    listed = f"{SHEET}projects: [p01, p02, p03]\n"
    return _pages(tmp_path_factory.mktemp("city"), listed)


@pytest.mark.parametrize(
    "url", ["policies/kosodate/", "policies/kosodate/2018/", "policies/kosodate/compare/"]
)
def test_both_sums_are_named_with_their_number_of_projects(pages: dict[str, str], url: str) -> None:
    told = _text(pages[url])
    assert "評価表に載る主要事業（3事業）" in told
    assert "この重点課題に属する事業（20事業）" in told
    assert LISTED in told
    assert OWN in told


def test_the_other_sum_leads_to_its_projects(pages: dict[str, str]) -> None:
    link = '<a href="../../../years/2018/projects/?policy-id=kosodate">'
    assert f"{link}この重点課題に属する事業（20事業）</a>" in pages["policies/kosodate/2018/"]


def test_the_card_and_the_year_name_their_sets(pages: dict[str, str]) -> None:
    assert "評価表に載る主要事業の平成30年度（2018年度）の決算額の合計：12万円" in _text(pages[""])
    assert "記録のあるすべての事業の決算額：20事業中20事業の合計" in _text(pages[""])
    year = _text(pages["years/2018/"])
    assert [*re.findall("(?:載る主要|属する|すべての)事業（.*?）", year)][-3:] == [
        "載る主要事業（3事業）",
        "属する事業（20事業）",
        "すべての事業（20事業）",
    ]


def test_what_is_listed_is_not_compared_with_all_of_the_year_before(
    pages: dict[str, str],
) -> None:
    told = _text(pages["policies/kosodate/compare/"])
    assert "合計する事業の範囲が違うため、増減は計算しません。" in told
    assert "2,100千円" in told  # all of 2018 against all of 2017
    assert "120 − " not in told


def test_a_sheet_that_lists_nothing_says_which_projects_are_shown(tmp_path: Path) -> None:
    told = _text(_pages(tmp_path, SHEET)["policies/kosodate/2018/"])
    assert "評価表に載る主要事業の記録がないため、" in told
    assert "この重点課題に属する事業（20事業）をすべて載せています。" in told
    assert "評価表に載る主要事業（" not in told


def test_money_is_compared_with_last_year_s_of_the_same_projects(
    pages: dict[str, str], tmp_path: Path
) -> None:
    """What a project without a value in one of the years spent is no rise, and no fall."""
    all_three = "120千円 評価表に載る主要事業（3事業）同じ3事業の前年度は60千円 +100.0％"
    one_new = _project(3).replace("settlement: 30}", "settlement: pending}")
    other = _pages(tmp_path, f"{SHEET}projects: [p01, p02, p03]\n", projects__p03=one_new)
    alike = "両年度の決算額がわかる2事業では、前年度30千円、この年度60千円 +100.0％"
    for url in ("policies/kosodate/", "policies/kosodate/2018/"):
        assert all_three in _text(pages[url])
        assert alike in _text(other[url])
