"""From the CSV files alone, SQL computes every figure again: that of the file, that of the page.

The SQL in `round_trip/` is a second implementation: it was written from the site's method page, and
runs in a program of others.
"""

import dataclasses
import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, get_args

import duckdb
import pytest

from benchmarks.cities import write_csv
from hyoka import evaluation as evaluation_room
from hyoka import site
from hyoka.content import read_folder
from hyoka.evaluation import (
    Costs,
    EvaluatedFinding,
    EvaluatedIndicatorYear,
    EvaluatedProjectYear,
    EvaluatedSite,
    EvaluatedSurvey,
    EvaluatedSurveyResult,
    EvaluatedYear,
    FundingSource,
    MeasureYear,
    Money,
    MoneyAlike,
    PolicyYear,
    ProjectGroup,
    funded_amounts,
)
from hyoka.evaluation.figures import FIGURES, Figure, Status, Total
from hyoka.opendata.owner import OwnerIds, whose
from hyoka.opendata.tables import DATASETS
from hyoka.units import rounded
from hyoka.wording import Language, load_language
from tests.building import REAL, ROOT, TOWN
from tests.csv_database import KEYS, database, evaluated, rows, run
from tools.demo import write_demo

JAPANESE = load_language("ja")
SQL = ROOT / "tests" / "round_trip"
STEPS = (
    "exact",
    "indicators",
    "groups_as_indicators",
    "indicators",
    "indicator_groups",
    "projects",
    "surveys",
    "survey_results",
    "totals",
    "recommendations",
)
RECOMPUTED = (
    *("indicators", "projects", "project_definitions", "surveys", "totals", "status_counts"),
    "funding_totals",
    *("status_changes", "recommendations", "survey_results", "indicator_groups"),
)
_COMPARABLE = ("comparable_with_baseline", "comparable_with_previous")
CHOSEN = {
    "indicators": {*_COMPARABLE, "target", "lowest", "highest", "target_year", "final_target"},
    "indicator_groups": {*_COMPARABLE, "target"},
}
"""Columns that are not computed but chosen by a published rule: recomputed too."""

_Noun = (
    EvaluatedIndicatorYear
    | EvaluatedProjectYear
    | Costs
    | EvaluatedSurveyResult
    | EvaluatedFinding
    | Money
    | MoneyAlike
)
"""What has figures."""

Place = tuple[str, tuple[str, ...], str]
"""A cell: its table, its row's key, its column."""


@dataclass(frozen=True)
class Published:
    """Three municipalities' files in one database, and what they were made from."""

    evaluations: tuple[EvaluatedSite, ...]
    database: duckdb.DuckDBPyConnection
    again: Mapping[Place, str | None]
    """What the SQL computed; `None`: there is no figure."""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    demo = tmp_path_factory.mktemp("demo")
    write_demo(demo, projects=60, years=6)
    contents = TOWN, REAL, demo / "content"
    evaluations = tuple(map(evaluated, contents))
    folder = tmp_path_factory.mktemp("csv")
    for evaluation in evaluations:
        write_csv(evaluation, folder)
    connection = database(folder)
    run(connection, (SQL / f"{step}.sql" for step in STEPS))
    return Published(evaluations, connection, dict(_cells(connection)))


def _cells(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[Place, str | None]]:
    for table in RECOMPUTED:
        for row in rows(connection, f"FROM recomputed_{table}"):
            key = tuple(row[name] for name in KEYS[table])
            for name in row.keys() - set(KEYS[table]):
                yield (table, key, name), row[name]


def test_the_sql_computes_each_column_that_is_said_to_be_computed(published: Published) -> None:
    told = "FROM columns WHERE computed = 'true'"
    computed = {(row["table"], row["column"]) for row in rows(published.database, told)}
    again = {(table, column) for table, _, column in published.again}
    chosen = {(table, column) for table, columns in CHOSEN.items() for column in columns}
    assert computed | chosen == again


def test_each_figure_of_the_method_page_has_a_column(published: Published) -> None:
    columns = {column.figure for dataset in DATASETS for column in dataset.columns}
    assert {definition.figure for definition in FIGURES.values()} <= columns
    methods = {row["achievement_method"] for row in rows(published.database, "FROM indicators")}
    computed = {name for name, it in FIGURES.items() if it.figure == "achievement_rate"}
    assert methods - {"not_applicable"} == computed


@pytest.mark.parametrize("table", RECOMPUTED)
def test_the_files_say_what_the_sql_computed(published: Published, table: str) -> None:
    in_file: dict[Place, str | None] = {}
    columns = {column for of, _, column in published.again if of == table}
    for row in rows(published.database, f"FROM {table}"):
        key = tuple(row[name] for name in KEYS[table])
        in_file |= {(table, key, column): row[column] for column in columns}
    again = {place: value for place, value in published.again.items() if place[0] == table}
    assert again == in_file
    filled = {column for (_, _, column), value in again.items() if value is not None}
    assert filled == columns, "of a column without any value nothing would be proved"


# --- What pages print ---------------------------------------------------------------------------


def _figures(evaluation: EvaluatedSite) -> Iterator[tuple[Place, Figure | None]]:
    """Every figure with the cell that tells it."""
    code = evaluation.municipality.code
    for table, key, year in _indicator_years(evaluation):
        yield from _of(table, (code, *key), year)
    for project in evaluation.projects:
        whole = ("project_definitions", (code, project.project.id), "whole_planned_total_cost")
        yield whole, project.whole_planned_total
        for of in project.years:
            project_key = (code, project.project.id, str(of.fiscal_year))
            yield from _of("projects", project_key, of)
            yield from _of("projects", project_key, of.costs)
    for survey in evaluation.surveys:
        for result in survey.results:
            plan, measure = str(survey.survey.plan), result.part.id
            yield from _of("surveys", (code, str(survey.survey.fiscal_year), plan, measure), result)
        yield from _of_questions(code, survey)
    for key, group in _sums(evaluation):
        for (table, _, column), figure in _of("totals", key, group.money):
            yield (table, key, f"settlement_{column}"), figure
        for (table, _, column), figure in _of("totals", key, group.money_alike):
            yield (table, key, f"settlement_compared_{column}"), figure


def _indicator_years(
    evaluation: EvaluatedSite,
) -> Iterator[tuple[str, tuple[str, ...], EvaluatedIndicatorYear]]:
    """Every year of every indicator and of its groups, with the table and the key that tell it."""
    for indicator in evaluation.indicators:
        key = (*_owner(whose(indicator.owner)), indicator.indicator.id)
        for year in indicator.years:
            yield "indicators", (*key, str(year.fiscal_year)), year
        for group in indicator.groups:
            of_group = (*key, group.indicator.id)
            for year in group.years:
                yield "indicator_groups", (*of_group, str(year.fiscal_year)), year


def _of(table: str, key: tuple[str, ...], noun: _Noun) -> Iterator[tuple[Place, Figure | None]]:
    for field in dataclasses.fields(noun):
        if _is_figure(field):
            yield (table, key, field.name), getattr(noun, field.name)


def _of_questions(code: str, survey: EvaluatedSurvey) -> Iterator[tuple[Place, Figure | None]]:
    for asked in survey.questions:
        for result in asked.results:
            for found in asked.of(result.result):
                yield from _of("survey_results", (code, *_finding_key(found)), found)
                yield from _of_change(code, found)


def _of_change(code: str, found: EvaluatedFinding) -> Iterator[tuple[Place, Figure | None]]:
    """What is computed beside the last survey."""
    for name in ("share_change", "share_change_margin", "mean_change"):
        yield ("survey_results", (code, *_finding_key(found)), name), getattr(found, name)


def _finding_key(found: EvaluatedFinding) -> tuple[str, ...]:
    result, about = found.result, found.about
    item = about if isinstance(about, str) else about.name if about else None
    group = found.group.id if found.group else None
    parts = (result.measure, result.policy, item, group, found.answer)
    year = str(found.survey.fiscal_year)
    return (year, found.question.id, *(part or "not_applicable" for part in parts))


def _is_figure(field: dataclasses.Field[Any]) -> bool:
    return Figure in (field.type, *get_args(field.type))


def _owner(of: OwnerIds) -> tuple[str, ...]:
    ids = (of.policy, of.plan, of.measure, of.project)
    return (of.type, *(part or "not_applicable" for part in ids))


def _groups(
    evaluation: EvaluatedSite,
) -> Iterator[tuple[tuple[str, ...], EvaluatedYear | PolicyYear | MeasureYear]]:
    """The years of a municipality, a policy or a measure, with the keys of their sums."""
    code = evaluation.municipality.code
    whole = _owner(OwnerIds("municipality", "", ""))
    yield from (((code, *whole, str(year.fiscal_year)), year) for year in evaluation.years)
    for policy in evaluation.policies:
        owner = _owner(whose(policy.policy))
        yield from (((code, *owner, str(year.fiscal_year)), year) for year in policy.years)
    for measure in evaluation.measures:
        owner = _owner(whose(measure.part))
        yield from (((code, *owner, str(year.fiscal_year)), year) for year in measure.years)


def _sums(evaluation: EvaluatedSite) -> Iterator[tuple[tuple[str, ...], ProjectGroup]]:
    """Each set of projects of a year comes to, with the keys of the sums."""
    for key, year in _groups(evaluation):
        if isinstance(year, EvaluatedYear):
            yield (*key, "all"), year.every_project
        else:
            yield from (((*key, str(group.which)), group) for group in year.groups)


def test_each_noun_that_has_a_figure_is_known_here() -> None:
    rooms = [
        importlib.import_module(f"{evaluation_room.__name__}.{room.name}")
        for room in pkgutil.iter_modules(evaluation_room.__path__)
    ]
    nouns = {
        noun
        for room in rooms
        for noun in vars(room).values()
        if isinstance(noun, type) and dataclasses.is_dataclass(noun)
    }
    assert {noun for noun in nouns if any(map(_is_figure, dataclasses.fields(noun)))} == {
        EvaluatedIndicatorYear,
        EvaluatedProjectYear,
        Costs,
        EvaluatedFinding,
        EvaluatedSurveyResult,
        Money,
        MoneyAlike,
    }
    assert {noun for noun in nouns if any(f.type is Total for f in dataclasses.fields(noun))} == {
        FundingSource,
        Money,
        MoneyAlike,
    }


def test_the_sql_computes_what_was_evaluated(published: Published) -> None:
    told = {
        place: figure.shown if figure else None
        for evaluation in published.evaluations
        for place, figure in _figures(evaluation)
    }
    assert len(told) > 9_000
    assert {place: None if shown is None else f"{shown:f}" for place, shown in told.items()} == {
        place: published.again[place] for place in told
    }


def test_the_sql_sums_up_what_was_evaluated(published: Published) -> None:
    for evaluation in published.evaluations:
        for key, group in _sums(evaluation):
            total, again, alike = group.money.total, published.again, group.money_alike
            value = again["totals", key, "settlement_total"]
            assert (None if value is None else Decimal(value)) == total.value
            assert again["totals", key, "counted"] == str(total.counted)
            assert again["totals", key, "projects"] == str(total.of)
            for column, of in (
                ("compared_settlement_total", alike.now),
                ("compared_previous_total", alike.then),
            ):
                value = again["totals", key, column]
                assert (None if value is None else Decimal(value)) == of.value
                assert again["totals", key, "compared_projects"] == str(of.of)


def test_the_sql_sums_up_by_status_and_by_source(published: Published) -> None:
    again = published.again
    for evaluation in published.evaluations:
        code = evaluation.municipality.code
        for year in evaluation.years:
            group, number = year.every_project, str(year.fiscal_year)
            key = (code, *_owner(OwnerIds("municipality", "", "")), number, "projects")
            for status in Status:
                place = ("status_counts", (*key, str(status)))
                told = [again[*place, f"{of}settlement_total"] for of in ("", "missed_")]
                sums = (group.money_by_status[status], group.money_missed_by_status[status])
                assert [None if it is None else Decimal(it) for it in told] == [
                    it.value for it in sums
                ]
            for funded in funded_amounts(group):
                for given in funded.sources:
                    name = given.name or JAPANESE.label(given.source)
                    row = (code, number, funded.amount, given.source, name)
                    value = again["funding_totals", row, "funding_total"]
                    assert (None if value is None else Decimal(value)) == given.total.value


def test_the_sql_counts_what_was_evaluated(published: Published) -> None:
    for evaluation in published.evaluations:
        for key, year in _groups(evaluation):
            for things, statuses, missed in _counts(year):
                places = [("status_counts", (*key, things, status)) for status in Status]
                counts = [published.again[*place, "status_count"] for place in places]
                assert counts == [str(statuses[status]) for status in Status]
                of_each = [published.again[*place, "missed_count"] for place in places]
                assert sum(map(int, filter(None, of_each))) == missed


def _counts(
    year: EvaluatedYear | PolicyYear | MeasureYear,
) -> Iterator[tuple[str, Mapping[Status, int], int]]:
    """What the pages count in a year: of what, how many stand how, how many missed."""
    if isinstance(year, EvaluatedYear):
        yield "policy_indicators", year.indicator_statuses, sum(year.indicators_missed.values())
        yield "measure_indicators", year.measure_statuses, sum(year.measures_missed.values())
        yield "projects", year.project_statuses, sum(year.projects_missed.values())
    elif isinstance(year, PolicyYear):
        yield "policy_indicators", year.indicator_statuses, year.indicators_missed
        yield "projects", year.own.statuses, year.own.missed
        if year.listed:
            yield "listed_projects", year.listed.statuses, year.listed.missed


def test_the_pages_print_what_the_sql_computed(
    published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[tuple[Figure, str]] = []
    write = Language.unmarked_figure

    def written(language: Language, figure: Figure) -> str:
        printed.append((figure, write(language, figure)))
        return printed[-1][1]

    monkeypatch.setattr(Language, "unmarked_figure", written)
    sites = [site.build(read_folder(content), files=False) for content in (TOWN, REAL)]
    pages = [{page.url: page.markdown for page in it.pages} for it in sites]
    places = {id(figure): place for it in sites for place, figure in _figures(it.evaluation)}
    for figure, text in printed:
        # Of a year of which nothing is recorded there is neither a row nor a figure.
        place = places.get(id(figure))
        again = published.again[place] if place else _of_gathered(figure)
        assert _read(text, figure.unit) == again
    every = {definition.figure for definition in FIGURES.values()}
    assert {figure.name for figure, text in printed if _read(text, "")} == every
    for it, markdown in zip(sites, pages, strict=True):
        _assert_sums_stand_on(markdown, it.evaluation.municipality.code, published)


def _of_gathered(figure: Figure) -> str | None:
    """What a division, a tag or a goal has beside last year: of it no table has a sum."""
    inputs = {name: value for name, value in figure.inputs if isinstance(value, Decimal)}
    if len(inputs) < len(figure.inputs) or figure.reason is not None:
        return None
    assert figure.name in {"settlement_change", "settlement_change_rate"}
    value = FIGURES[figure.method].function(**inputs)
    assert isinstance(value, Decimal)
    return f"{value if figure.places is None else rounded(value, figure.places):f}"


def _assert_sums_stand_on(pages: Mapping[str, str], code: str, published: Published) -> None:
    told = f"FROM totals WHERE municipality_code = '{code}' AND settlement_total IS NOT NULL"
    for row in rows(published.database, told):
        key = tuple(row[name] for name in KEYS["totals"])
        total = Decimal(published.again["totals", key, "settlement_total"] or "")
        assert f">{total:,f}<" in pages[row["page"]]


def _read(text: str, unit: str) -> str | None:
    """The number that a page prints, as a file writes it: `−1,234.5件` is -1234.5."""
    if text == "―":
        return None
    if text == "変わらず":
        return "0"
    if text.endswith("ランク上昇"):
        text = f"−{text}"
    return (
        re.sub("ランク(上昇|下降)$", "", text.removeprefix("約"))
        .removesuffix(unit)
        .replace(",", "")
        .replace("−", "-")
        .lstrip("+±")
    )
