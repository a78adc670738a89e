"""What changed from a fiscal year to the next: only what both years tell the same way."""

import re
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from hyoka.content import read_folder
from hyoka.content.records import read_records
from hyoka.elements import Link, Table
from hyoka.evaluation import (
    ComparedIndicator,
    EvaluatedIndicatorYear,
    EvaluatedSite,
    RoundingRules,
    StatusChange,
    YearChanges,
    evaluate,
    evaluate_indicator,
)
from hyoka.evaluation.figures import Status
from hyoka.evaluation.lineage import LineageItem
from hyoka.evaluation.year_changes import judged_alike, status_change
from hyoka.model import Indicator, IndicatorYear, name_in
from hyoka.render import text
from hyoka.tables.year_changes import named, year_changes
from hyoka.units import FiscalYear
from hyoka.urls import Links
from hyoka.wording import load_language
from tests.building import made_of, page_context
from tests.csv_database import evaluated
from tests.small_city import POLICY, write_city

TOWN = Path(__file__).parent / "town" / "content"


@pytest.fixture(scope="module")
def town() -> EvaluatedSite:
    records = read_records(read_folder(TOWN)).records
    assert records is not None
    return evaluate(records)


def _changes(town: EvaluatedSite, year: int) -> YearChanges:
    return town.changes[FiscalYear(year)]


def _two_years(
    then: Mapping[str, object], now: Mapping[str, object], **fields: object
) -> list[EvaluatedIndicatorYear]:
    told = {"id": "a", "name": "指標", "unit": "件", "direction": "higher", "baseline": Decimal(10)}
    indicator = Indicator.model_validate({**told, **fields})
    rows = {
        FiscalYear(2018 + after): IndicatorYear.model_validate({"id": "a", **row})
        for after, row in enumerate((then, now))
    }
    return list(evaluate_indicator(indicator, rows, RoundingRules(1)))


def _alike(then: Mapping[str, object], now: Mapping[str, object], **fields: object) -> bool:
    return judged_alike(*_two_years(then, now, **fields))


ELEVEN, TWELVE = {"actual": Decimal(11)}, {"actual": Decimal(12)}


@pytest.mark.parametrize(
    ("then", "now", "change"),
    [
        (Status.IMPROVED, Status.ACHIEVED, StatusChange.REACHED),
        (Status.WORSENED, Status.ACHIEVED, StatusChange.REACHED),
        (Status.WORSENED, Status.UNCHANGED, StatusChange.RECOVERED),
        (Status.UNCHANGED, Status.IMPROVED, StatusChange.BETWEEN),
        (Status.WORSENED, Status.WORSENED, StatusChange.SAME),
        (Status.ACHIEVED, Status.IMPROVED, StatusChange.LOST),
        (Status.ACHIEVED, Status.WORSENED, StatusChange.WORSENED),
    ],
)
def test_each_pair_of_statuses_is_one_change(
    then: Status, now: Status, change: StatusChange
) -> None:
    assert status_change(then, now) is change


def test_statuses_are_compared_where_they_were_reached_the_same_way() -> None:
    plan = {"target": Decimal(12), "target_year": 2020}
    assert _alike(ELEVEN, TWELVE, **plan)
    assert not _alike(ELEVEN, {"actual": "pending"}, **plan)
    broken = ({"fiscal_year": 2019, "reason": "数え方を変えた。"},)
    assert not _alike(ELEVEN, TWELVE, **plan, breaks=broken)
    changed = ({"fiscal_year": 2019, "before": Decimal(20), "reason": "下げた。"},)
    assert not _alike(ELEVEN, TWELVE, **plan, target_changes=changed)
    assert not _alike(ELEVEN, TWELVE, target=Decimal(12), target_year=2018)


@pytest.mark.parametrize(
    ("before", "after", "direction", "alike"),
    [
        (12, 14, "higher", True),
        (12, 12, "higher", True),
        (14, 12, "higher", False),
        (12, 14, "lower", False),
        (14, 12, "lower", True),
    ],
)
def test_a_target_of_each_year_may_become_harder_but_not_easier(
    before: int, after: int, direction: str, *, alike: bool
) -> None:
    then, now = ({**ELEVEN, "target": Decimal(target)} for target in (before, after))
    assert _alike(then, now, direction=direction) is alike


def test_a_year_is_compared_with_the_one_before_it_alone(town: EvaluatedSite) -> None:
    assert FiscalYear(2021) not in town.changes
    changed = _changes(town, 2022)
    assert (changed.then.fiscal_year, changed.fiscal_year) == (FiscalYear(2021), FiscalYear(2022))


def test_the_town_s_statuses_are_counted_of_those_that_can_be_compared(town: EvaluatedSite) -> None:
    changed = _changes(town, 2024)
    counts = Counter(one.change for one in changed.policies.compared)
    assert counts == {StatusChange.REACHED: 4, StatusChange.WORSENED: 3, StatusChange.SAME: 1}
    assert (changed.policies.judged_then, changed.policies.judged_now) == (11, 11)
    assert changed.policies.achieved() == (1, 4)
    assert [one.now.project.id for one in changed.projects.of(StatusChange.REACHED)] == [
        one.evaluated.project.id for one in changed.projects.compared
    ]
    assert changed.measures.compared == ()


def test_movements_are_compared_by_the_way_to_the_target(town: EvaluatedSite) -> None:
    changed = _changes(town, 2023)
    assert [(str(round(it.progress, 1)), it.now.name) for it in changed.better][:2] == [
        ("208.3", "水道水の濁りの苦情"),
        ("112.5", "社会増減数（転入 − 転出）"),
    ]
    assert changed.worse == ()
    moved = [abs(it.progress) for it in _changes(town, 2024).progressed]
    assert moved == sorted(moved, reverse=True)


def test_money_is_compared_of_the_same_projects(town: EvaluatedSite) -> None:
    money = _changes(town, 2024).money
    assert (len(money.compared), money.of) == (8, 15)
    assert [str(it) for it in (money.then, money.now, money.change)] == ["25261", "27148", "1887"]
    assert money.largest[0].now.settlement_change.value == 870
    assert load_language("ja").figure(money.change_rate) == "+7.5％"


def test_what_took_another_s_place_neither_begins_nor_ends(town: EvaluatedSite) -> None:
    changed = _changes(town, 2024)
    assert [one.project.id for one in changed.begun] == ["youin"]
    assert [one.project.id for one in changed.ended] == ["digital"]
    assert ("川辺の広場活用事業", "川辺の広場にぎわい事業") in {
        (one.then, one.now) for one in changed.renamed
    }
    kinds = {(one.item.named.id, str(one.related.succession.kind)) for one in changed.succeeded}
    assert {("kawabe-seisou", "moved"), ("suigai-kunren", "split")} < kinds


def test_indicators_begin_end_and_are_replaced_as_projects_do(town: EvaluatedSite) -> None:
    for changed in town.changes.values():
        replaced = {one.related.lineal.node for one in changed.succeeded}
        for it in changed.begun_indicators:
            assert min(it.by_year) == changed.fiscal_year
            assert changed.then.fiscal_year in it.told_years
        for it in changed.ended_indicators:
            assert max(it.by_year) == changed.then.fiscal_year
            assert LineageItem(it.owner, it.indicator).node not in replaced
    steps = [one for changed in town.changes.values() for one in changed.succeeded]
    assert any(one.item.indicator for one in steps)
    names = [one for changed in town.changes.values() for one in changed.renamed]
    assert any(one.item.indicator for one in names)


def test_all_that_changed_is_one_list_and_each_count_leads_to_its_rows(town: EvaluatedSite) -> None:
    changed, links = town.changes[FiscalYear(2024)], Links("")
    tables = year_changes(changed, page_context(town))
    listed, counted = tables["changes"], (tables[name] for name in ("statuses", "policies"))
    assert isinstance(listed, Table)
    rows = [dict(row.attributes) for group in listed.groups for row in group.rows]
    assert len(rows) == sum(
        one.change is not StatusChange.SAME
        for its in changed.by_noun.values()
        for one in its.compared
    )
    found = 0
    for table in counted:
        assert isinstance(table, Table)
        for cell in (cell for group in table.groups for row in group.rows for cell in row.cells):
            if isinstance(cell.content, Link) and "?" in cell.content.url:
                address, _, query = cell.content.url.partition("?")
                asked = parse_qsl(query.removesuffix("#changed"))
                assert address == links.year_changes(changed.fiscal_year)
                fitting = [
                    row
                    for row in rows
                    if all(row[f"data-{name}"] == value for name, value in asked)
                ]
                assert str(len(fitting)) == cell.content.content
                found += 1
    assert found > 3


def test_an_indicator_is_told_with_the_level_of_whose_it_is(town: EvaluatedSite) -> None:
    context = page_context(town)
    told = set()
    for it in town.indicators:
        for year in it.years[:1]:
            (said,) = text.blocks(named(ComparedIndicator(it, year, year), context))
            level, _, name = said.removeprefix(year.name).strip().partition("：")
            assert name == name_in(it.owner, year.fiscal_year)
            told.add(level)
    assert told == {"重点課題", "章", "施策", "下位の施策", "事業"}


def test_what_moved_in_a_calendar_year_is_told_of_it(tmp_path: Path) -> None:
    sheets = _sheets({2017: 52, 2018: 55})
    policy = POLICY.replace("target_year: 2020", "target_year: 2020\n    period: calendar_year")
    made = {it.url: it.markdown for it in made_of(_city(tmp_path, policy, sheets)).pages}
    home = re.sub("<[^>]*>", "", made[""])
    assert "満足度（子育て）前年 52％ → 55％" in home
    moved = made["years/2018/changes/"].split('id="better-caption"')[1].split("</table>")[0]
    assert "平成29年<" in moved
    assert "平成30年<" in moved


def _sheets(actuals: Mapping[int, int]) -> dict[str, str]:
    """The policy's sheets of some years, with its indicator's actual in each."""
    return {
        f"policies__kosodate__{year}": f"fiscal_year: {year}\nedition: 2019\ndocument: r1\n"
        f"indicators: [{{id: manzoku, actual: {actual}}}]\n"
        for year, actual in actuals.items()
    }


def _city(folder: Path, policy: str, sheets: Mapping[str, str]) -> Path:
    return write_city(folder, policies__kosodate__policy=policy, **sheets)


def test_where_nothing_moved_it_is_said_that_all_stayed_the_same(tmp_path: Path) -> None:
    sheets = _sheets({2017: 52, 2018: 52})
    (page,) = (
        it
        for it in made_of(_city(tmp_path, POLICY, sheets)).pages
        if it.url == "years/2018/changes/"
    )
    assert "比べられる1指標の進捗率は、どれも前年度と同じです。" in page.markdown


def test_where_a_year_has_no_project_none_has_begun_or_ended(tmp_path: Path) -> None:
    sheets = _sheets({2017: 52, 2018: 52, 2019: 52})
    year = "  - {fiscal_year: 2018, document: r1, settlement: 5, division: 子ども課}\n"
    projects = {"projects__matsuri": f"name: 祭り\nyears:\n{year}"}
    site = evaluated(_city(tmp_path, POLICY, {**sheets, **projects}))
    told = [(changed.begun, changed.ended) for changed in site.changes.values()]
    assert told == [((), ()), ((), ())]
    later = f"{year}{year.replace('2018', '2019')}"
    more = {**projects, "projects__koen": f"name: 公園\nyears:\n{later}"}
    site = evaluated(_city(tmp_path, POLICY, {**sheets, **more}))
    assert [len(changed.ended) for changed in site.changes.values()] == [0, 1]
