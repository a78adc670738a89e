"""What is complete and what is missing: each value that is due by what the records tell."""

from collections import Counter
from pathlib import Path

from hyoka.content import read_folder
from hyoka.content.records import read_records
from hyoka.evaluation import (
    DueKind,
    DueValues,
    EvaluatedSite,
    LineageItem,
    completeness_of,
    evaluate,
)
from hyoka.evaluation.completeness import NOT_RECORDED, RECORDED
from hyoka.opendata.tables import projects
from hyoka.units import FiscalYear, Missing
from hyoka.wording import load_language
from tests.building import TOWN, made_of
from tests.csv_database import evaluated
from tests.small_city import write_city


def _due(site: EvaluatedSite, kind: DueKind) -> DueValues:
    return next(due for due in completeness_of(site) if due.kind is kind)


def test_the_settlements_are_those_of_the_data() -> None:
    town = evaluated(TOWN)
    table = projects.TABLE.table(town, load_language("ja"))
    told: dict[int, Counter[str]] = {}
    names = ("fiscal_year", "settlement", "settlement_missing", "project_id")
    for year, settlement, why, project in zip(*map(table.below, names), strict=True):
        planned = town.projects_by_id[str(project)].planned_years
        if FiscalYear(int(str(year))) not in planned:
            state = RECORDED if settlement is not None else str(why)
            told.setdefault(int(str(year)), Counter())[state] += 1
    due = _due(town, DueKind.SETTLEMENTS)
    assert {year.year: counts for year, counts in due.by_year.items()} == told


def test_a_year_that_is_left_out_between_others_is_missing() -> None:
    records = read_records(read_folder(TOWN)).records
    whole = _due(evaluate(records), DueKind.PROJECT_YEARS)
    project = next(it for it in records.projects if len(it.years) > 2)
    years = sorted(year.fiscal_year for year in project.years)
    holed = project.model_copy(
        update={"years": tuple(it for it in project.years if it.fiscal_year != years[1])}
    )
    others = tuple(it for it in records.projects if it.id != project.id)
    changed = records.model_copy(update={"projects": (*others, holed)})
    due = _due(evaluate(changed), DueKind.PROJECT_YEARS)
    (missing,) = (it for it in due.missing(years[1]) if it.of.owner.id == project.id)
    assert missing.state == NOT_RECORDED
    assert project.id not in {it.of.owner.id for it in whole.missing(years[1])}


def test_a_sheet_is_due_neither_while_it_is_planned_nor_of_what_was_replaced(
    tmp_path: Path,
) -> None:
    def policy(name: str, more: str = "") -> str:
        indicator = "{id: a, name: 人数, unit: 人, direction: higher, baseline: 1, target: 9}"
        return f"name: {name}\nnumber: 1\nplan: keikaku\nindicators: [{indicator}]\n{more}"

    def sheet(year: int, actual: str) -> str:
        rows = f"indicators: [{{id: a, actual: {actual}, target: 5}}]"
        return f"fiscal_year: {year}\nedition: 2019\ndocument: r1\n{rows}\n"

    replaced = "succeeds: [{id: kosodate, kind: continued, fiscal_year: 2018}]\n"
    content = write_city(
        tmp_path,
        policies__kosodate__policy=policy("子育て"),
        policies__kosodate__2017=sheet(2017, "5"),
        policies__kodomo__policy=policy("子ども", replaced).replace("number: 1", "number: 2"),
        policies__kodomo__2018=sheet(2018, "5"),
        policies__mori__policy=policy("森").replace("number: 1", "number: 3"),
        policies__mori__2018=sheet(2018, "pending"),
    )
    due = _due(evaluated(content), DueKind.SHEETS)
    told = {
        year.year: {it.of.owner.id for it in due.every if it.fiscal_year == year}
        for year in due.by_year
    }
    assert told == {2018: {"kodomo"}, 2017: {"kosodate", "mori"}}
    assert [it.of.owner.id for year in due.by_year for it in due.missing(year)] == ["mori"]


def test_a_year_of_which_nothing_is_recorded_leads_nowhere(tmp_path: Path) -> None:
    years = "".join(
        f"  - {{fiscal_year: {it}, document: r1, settlement: 5}}\n" for it in (2016, 2018)
    )
    made = made_of(write_city(tmp_path, projects__matsuri=f"name: 祭り\nyears:\n{years}"))
    page = next(it for it in made.pages if it.path == "about/completeness.md")
    assert "years/2016/" in page.markdown
    assert "平成29年度（2017年度）" in page.markdown
    assert "years/2017/" not in page.markdown


def test_an_actual_is_due_from_its_first_year_on_and_never_before() -> None:
    town = evaluated(TOWN)
    told: dict[tuple[object, ...], set[FiscalYear]] = {}
    for one in (one for due in completeness_of(town) for one in due.every):
        if one.of.indicator is not None:
            told.setdefault(one.of.node, set()).add(one.fiscal_year)
    for indicator in town.indicators:
        years = {year.fiscal_year for year in indicator.years if not year.planned}
        due = told.get(LineageItem(indicator.owner, indicator.indicator).node, set())
        assert years <= due
        assert due <= {*years, *indicator.told_years}
        assert not due or min(due) == min(years)


def test_words_in_the_place_of_a_value_that_is_not_stated_are_none() -> None:
    town = evaluated(TOWN)
    missing = {
        (it.of.node, it.fiscal_year)
        for due in completeness_of(town)
        for it in due.every
        if it.is_missing
    }
    found = [
        (LineageItem(indicator.owner, indicator.indicator).node, year.fiscal_year)
        for indicator in town.indicators
        for year in indicator.years
        if year.actual is Missing.NOT_STATED
        and year.record.actual_words
        and not year.record.by_group
        and not year.planned
    ]
    assert found
    assert set(found) <= missing


def test_each_that_is_missing_is_on_the_page_with_the_reason() -> None:
    page = next(it for it in made_of(TOWN).pages if it.path == "about/completeness.md")
    missing = sum(
        len(due.missing(year)) for due in completeness_of(evaluated(TOWN)) for year in due.by_year
    )
    assert missing > 10
    body = page.markdown.split("{#rule}")[0]
    assert sum(part.count("<li>") for part in body.split("<details")[1:]) == missing
