"""The large fictional corpus, and whether the small town shows every field."""

import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from hyoka.checks import find
from hyoka.content import read_folder
from hyoka.content.records import read_records
from hyoka.evaluation.figures import achievement_rate
from hyoka.model import (
    Accessibility,
    AccessibilityPolicy,
    Decimals,
    FileRecord,
    Headings,
    LevelNames,
    MeasureSheet,
    MeasureSheetBody,
    MeasureYears,
    Municipality,
    Publisher,
    Record,
    Records,
    Survey,
    SurveyQuestion,
)
from hyoka.units import Missing, rounded
from tools.demo import LAST_YEAR, write_demo

ROOT = Path(__file__).parents[1]
TOWN = ROOT / "tests/town/content"
PROSE = range(600, 1501)
"""How many characters of prose a sheet has."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder, policies=3, projects=60, years=6)
    return folder / "content"


@pytest.fixture(scope="module")
def records(demo: Path) -> Records:
    reading = read_records(read_folder(demo))
    assert reading.problems == ()
    return reading.records


def _bytes(folder: Path) -> dict[str, bytes]:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_demo_passes_every_check(records: Records) -> None:
    assert list(find(records)) == []


def test_demo_has_what_was_asked_for(demo: Path, records: Records) -> None:
    assert len(records.policies) == 3
    assert len(records.projects) == 60
    assert len(records.sheets) == 3 * 6
    assert [survey.fiscal_year.year for survey in records.surveys] == [2020, 2022, 2024]
    assert {sheet.fiscal_year for sheet in records.sheets} == {
        LAST_YEAR.plus(-back) for back in range(6)
    }
    assert len(records.measure_sheets) == 4 * 3
    assert len(list(demo.rglob("*.yml"))) == 1 + 1 + 3 + 3 + 3 * 6 + 60 + (3 * 3 + 1) + 3


def test_demo_counts_its_files(tmp_path: Path) -> None:
    count = write_demo(tmp_path / "new", policies=8, projects=9, years=1)
    assert count == len(_bytes(tmp_path / "new")) == 1 + 1 + 1 + 8 + 8 + 9 + 4 + 3
    assert read_records(read_folder(tmp_path / "new/content")).problems == ()


def test_demo_without_projects_is_valid(tmp_path: Path) -> None:
    write_demo(tmp_path, policies=1, projects=0, years=1)
    assert read_records(read_folder(tmp_path / "content")).problems == ()


def test_demo_says_that_it_is_fictional(demo: Path, records: Records) -> None:
    assert records.municipality.name == "架空市"
    assert records.municipality.notice is not None
    assert "架空の自治体です" in records.municipality.notice
    assert not records.municipality.publisher.official
    assert all(text.startswith("# 架空のデータです。\n".encode()) for text in _bytes(demo).values())


def test_demo_is_the_same_for_a_seed(tmp_path: Path) -> None:
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        write_demo(tmp_path / name, projects=20, years=3, seed=seed)
    assert _bytes(tmp_path / "a") == _bytes(tmp_path / "b")
    assert _bytes(tmp_path / "a") != _bytes(tmp_path / "c")


def test_demo_prints_rates_as_they_are_computed_and_not_always(records: Records) -> None:
    places = records.municipality.decimals.project_rate
    rows = [row for p in records.projects for year in p.years for row in year.indicators]
    printed = [row for row in rows if row.printed is not None]
    assert 0 < len(printed) < len(rows)
    for row in printed:
        assert isinstance(row.actual, Decimal)
        assert isinstance(row.target, Decimal)
        rate = achievement_rate(row.actual, row.target)
        assert isinstance(rate, Decimal)
        assert row.printed is not None
        assert row.printed.achievement_rate == rounded(rate, places)


def test_demo_lacks_some_values(records: Records) -> None:
    years = [year for project in records.projects for year in project.years]
    assert any(isinstance(year.settlement, Missing) for year in years)
    assert any(isinstance(row.actual, Missing) for year in years for row in year.indicators)
    assert any(len(project.years) < 6 for project in records.projects)


def test_demo_projects_spend_within_the_budgets_of_their_newest_years(records: Records) -> None:
    years = [year for project in records.projects for year in project.years]
    budgeted = [year for year in years if year.budget is not None]
    assert {year.fiscal_year for year in budgeted} == {LAST_YEAR.plus(-back) for back in range(3)}
    for year in budgeted:
        assert isinstance(year.budget, Decimal)
        assert not isinstance(year.settlement, Decimal) or year.settlement <= year.budget
    assert len({project.division for project in records.projects}) > 3


def test_demo_projects_have_names_of_their_own(records: Records) -> None:
    assert len({project.name for project in records.projects}) == len(records.projects)
    assert {len(project.indicators) for project in records.projects} > {1, 2, 3}


def test_demo_sheets_have_prose(records: Records) -> None:
    for sheet in records.sheets:
        assert sheet.aim is not None
        assert sheet.self_evaluation is not None
        assert sheet.council_evaluation is not None
        prose = [sheet.aim]
        prose += [sheet.self_evaluation.text or "", sheet.council_evaluation.text or ""]
        prose += [text for progress in sheet.approaches for text in progress.items]
        prose += [text for year in sheet.years for text in (year.goal or "", *year.activities)]
        assert sum(map(len, prose)) in PROSE


def test_demo_evaluates_some_measures_by_their_indicators(records: Records) -> None:
    (plan,) = records.plans
    evaluated = {sheet.measure for sheet in records.measure_sheets}
    described = {part.id for part in plan.parts if part.described.indicators}
    assert evaluated == described
    assert {len(sheet.indicators) for sheet in records.measure_sheets} == {2}


def test_demo_has_what_only_some_sheets_tell_and_only_seldom(records: Records) -> None:
    projects = records.projects
    indicators = [it for project in projects for it in project.indicators]
    rows = [row for p in projects for year in p.years for row in year.indicators]
    years = [year for project in projects for year in project.years]
    seldom = {
        "ranks": [it for it in indicators if it.is_rank and it.target_qualifier],
        "cumulative": [it for it in indicators if it.cumulative_from],
        "target_groups": [it for it in indicators if it.is_target_group],
        "rules": [it for it in indicators if it.target_rule and it.definition and it.formula],
        "not_stated": [row for row in rows if row.actual is Missing.NOT_STATED],
        "qualified": [row for row in rows if row.actual_qualifier],
        "forecasts": [row for row in rows if row.forecast],
        "funding": [year for year in years if year.budget_funding and year.initial_budget_funding],
        "staff": [year for year in years if year.staff and year.budget_lines],
        "plans": [project for project in projects if project.whole_plan and project.classes],
        "steps": [year for year in years if year.evaluations],
        "groups": [it for it in indicators if it.groups],
        "tags": [project for project in projects if project.tags and project.sdgs],
        "submeasures": [project for project in projects if project.measure],
    }
    assert {name for name, found in seldom.items() if not found} == set()
    assert sum(bool(project.classes) for project in projects) < len(projects) / 2
    assert all(project.number for project in projects)
    (plan,) = records.plans
    assert {part.level for part in plan.parts} == {0, 1, 2}
    assert all(survey.groups and len(survey.questions) > 3 for survey in records.surveys)
    assert len(records.measure_years) == 1
    assert sorted(len(one.responses) for one in records.recommendations) == [0, 1, 2]


def test_demo_never_overwrites(tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match="not an empty folder"):
        write_demo(tmp_path, projects=1, years=1)
    with pytest.raises(FileExistsError, match="not an empty folder"):
        write_demo(kept, projects=1, years=1)
    assert _bytes(tmp_path) == {"kept.txt": b"mine"}


@pytest.mark.parametrize(
    ("policies", "projects", "years"), [(0, 1, 1), (1, 1, 0), (1, -1, 1), (1, 1, 1000)]
)
def test_demo_refuses_what_cannot_be(
    tmp_path: Path, policies: int, projects: int, years: int
) -> None:
    with pytest.raises(ValueError, match=r".+"):
        write_demo(tmp_path / "new", policies=policies, projects=projects, years=years)
    assert not (tmp_path / "new").exists()


def _program(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tools.demo", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_program_writes_what_the_function_does(tmp_path: Path) -> None:
    sizes = ("--policies", 2, "--projects", 3, "--years", 2, "--seed", 7)
    done = _program(tmp_path / "program", *sizes)
    assert (done.returncode, done.stderr) == (0, "")
    write_demo(tmp_path / "function", policies=2, projects=3, years=2, seed=7)
    assert _bytes(tmp_path / "program") == _bytes(tmp_path / "function")
    again = _program(tmp_path / "program", *sizes)
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr == f"hyoka: not an empty folder: {tmp_path / 'program'}\n"


@pytest.mark.parametrize("size", [("--policies", 0), ("--projects", -1), ("--years", "many")])
def test_the_program_refuses_what_cannot_be(size: tuple[str, object], tmp_path: Path) -> None:
    done = _program(tmp_path / "new", *size)
    assert done.returncode == 2
    assert not (tmp_path / "new").exists()


def _nouns(value: object) -> Iterator[Record]:
    if isinstance(value, Record):
        yield value
        for name in type(value).model_fields:
            yield from _nouns(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _nouns(item)


def _sheet_or(noun: type[Record]) -> type[Record]:
    """A year of a list has what a measure's sheet has."""
    return MeasureSheet if issubclass(noun, MeasureSheetBody | MeasureYears) else noun


def test_town_shows_every_optional_field_with_and_without_a_value() -> None:
    records = read_records(read_folder(TOWN)).records
    seen: dict[tuple[type[Record], str], set[bool]] = defaultdict(set)
    for record in _nouns(records):
        for name, field in type(record).model_fields.items():
            if not field.is_required():
                noun = FileRecord if name in FileRecord.model_fields else _sheet_or(type(record))
                seen[noun, name].add(getattr(record, name) not in {None, (), ""})
    # Every sheet of the town has the same headings and levels: some its own, some the site's.
    for noun in (Headings, LevelNames):
        names = [seen.pop((noun, name)) for name in noun.model_fields]
        assert set().union(*names) == {True, False}
    # There is one municipality, so the fields of it and of what it has one of are there; the demo
    # leaves most of them out.
    only_with = {key for key, states in seen.items() if states == {True}}
    assert all(True in states for states in seen.values())
    # Every survey of the town asks about a plan's measures, and every question found something.
    of_surveys = {Survey, SurveyQuestion}
    one_of_each = {Accessibility, AccessibilityPolicy, Decimals, Municipality, Publisher, Records}
    one_of_each |= of_surveys
    assert {noun for noun, _ in only_with} == one_of_each


def test_town_shows_every_kind_of_missing_value() -> None:
    records = read_records(read_folder(TOWN)).records
    years = [year for project in records.projects for year in project.years]
    rows = [row for year in years for row in year.indicators]
    rows += [row for sheet in records.sheets for row in sheet.indicators]
    assert {row.actual for row in rows if isinstance(row.actual, Missing)} == set(Missing)
