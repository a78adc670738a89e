"""What the home page tells of a year beside the year before."""

from hyoka.evaluation import EvaluatedSite
from hyoka.evaluation.figures import Status
from hyoka.tables import CountedBeside, OpenData, PageContext, counted_beside
from hyoka.tables.source_lines import Lines
from hyoka.units import FiscalYear
from hyoka.urls import Links
from hyoka.wording import load_language
from tests.building import REAL, TOWN, made_of

JAPANESE = load_language("ja")


def _told(site: EvaluatedSite, year: int) -> list[CountedBeside]:
    data = OpenData((), site.municipality, JAPANESE, "")
    context = PageContext(site, JAPANESE, Links(""), Lines(), data)
    return counted_beside(site.years_by_number[FiscalYear(year)], context)


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
