"""How what a page is about stands, as the search tells it."""

from pathlib import Path

from hyoka.pages.standings import StandingWriter
from hyoka.wording import load_language
from tests.csv_database import evaluated
from tests.small_city import write_city

INDICATOR = "{id: a, name: 件数, unit: 件, kind: outcome, direction: higher, baseline: 1}"


def test_a_status_and_a_settlement_of_other_years_are_told_with_their_years(tmp_path: Path) -> None:
    project = f"""name: 祭り
indicators: [{INDICATOR}]
years:
  - {{fiscal_year: 2017, document: r1, settlement: 5}}
  - {{fiscal_year: 2018, document: r1, indicators: [{{id: a, actual: 3, target: 9}}]}}
"""
    site = evaluated(write_city(tmp_path, projects__matsuri=project))
    standing = next(StandingWriter(site, load_language("ja")).project(site.projects[0]))
    assert standing.status is not None
    assert standing.movement.startswith("平成30年度（2018年度）：件数：")
    assert standing.value == "平成29年度（2017年度）の決算額：5千円"
