"""What the home page tells of a year beside the year before."""

from pathlib import Path

import pytest

from hyoka.evaluation import EvaluatedSite
from hyoka.evaluation.figures import Status
from hyoka.tables import (
    CountedBeside,
    answer,
    counted_beside,
    missed_by_status,
)
from hyoka.units import FiscalYear
from hyoka.wording import load_language
from tests.building import REAL, TOWN, made_of, page_context
from tests.small_city import write_city

JAPANESE = load_language("ja")


def _told(site: EvaluatedSite, year: int) -> list[CountedBeside]:
    return counted_beside(site.years_by_number[FiscalYear(year)], page_context(site))


def test_first_stands_what_most_is_known_of_beside_its_target() -> None:
    compared = [one.now.compared for one in _told(made_of(TOWN).evaluation, 2024)]
    assert len(compared) == 3
    assert compared == sorted(compared, reverse=True)


def test_what_missed_its_target_is_known_beside_it_and_is_one_of_all() -> None:
    site = made_of(TOWN).evaluation
    for year in site.years:
        for one in _told(site, year.fiscal_year.year):
            assert one.now.missed <= one.now.compared <= one.now.count
            achieved = one.now.counts[Status.ACHIEVED]
            assert one.now.missed + achieved <= one.now.count


def test_what_missed_its_target_is_told_by_the_status_that_it_has() -> None:
    for year in made_of(TOWN).evaluation.years:
        for one in _told(made_of(TOWN).evaluation, year.fiscal_year.year):
            missed = one.now.missed_by_status
            assert all(count <= one.now.counts[status] for status, count in missed.items())
            assert missed[Status.ACHIEVED] == 0
    (projects, indicators) = _told(made_of(REAL).evaluation, 2018)
    assert answer(projects, JAPANESE) == "6事業のうち3事業が目標に届いていません"
    assert missed_by_status(projects.now, JAPANESE).startswith(
        "目標に届いていない3事業の状態は、「判定できない」3です。この「判定できない」は、目標には届いていませんが、"
    )
    assert missed_by_status(indicators.now, JAPANESE) == (
        "目標に届いていない3件の状態は、「悪化」3です。"
    )


def test_the_headline_is_what_previews_and_search_engines_are_told() -> None:
    home = made_of(REAL).pages[0]
    assert home.summary.description == (
        "所沢市の平成30年度（2018年度）の政策評価：6事業のうち3事業が目標に届いていません。"
    )


def test_the_year_before_is_that_year_and_is_counted_alike() -> None:
    site = made_of(TOWN).evaluation
    last = {one.now.id: one.now for one in _told(site, 2023)}
    for one in _told(site, 2024):
        assert one.before == last[one.now.id]
        assert [year.year for year, _ in one.bars] == [2024, 2023]
        assert one.before is not None
        before = [one.before.counts[status] for status in Status]
        assert before == list(last[one.now.id].counts.values())


def test_a_city_with_one_year_tells_nothing_of_the_year_before() -> None:
    for one in _told(made_of(REAL).evaluation, 2018):
        assert one.before is None
        assert one.compared_before is None
        assert len(one.bars) == 1


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("actual: 5, target: 9", False),
        ("actual: 5", True),
        ("actual: 99, target: 9", False),
        ("actual: 99", False),
    ],
)
def test_it_is_said_where_a_target_that_was_missed_is_for_a_later_year(
    tmp_path: Path, row: str, *, told: bool
) -> None:
    sheet = (
        f"fiscal_year: 2018\nedition: 2019\ndocument: r1\nindicators: [{{id: manzoku, {row}}}]\n"
    )
    home = made_of(write_city(tmp_path, policies__kosodate__2018=sheet)).pages[0]
    assert ("計画の目標には、まだ先の年度のものもあります。" in home.markdown) is told
