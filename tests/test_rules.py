"""The checks that need more than one record. What they say stands in `bad/`."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.model import Records
from generator.problems import Finding
from generator.records import locate, path_of, read_records
from generator.rules import (
    CHECKS,
    duplicate_id,
    printed_differs,
    project_without_year,
    uncertain_place,
    unknown_id,
    value_at,
)
from generator.units import FiscalYear

BASE = Path(__file__).parent / "bad" / "base"
ROOT = Path(__file__).parents[1]


def _records(content: Path) -> Records:
    records = read_records(content).records
    assert records is not None
    return records


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The base, to be changed."""
    return shutil.copytree(BASE, tmp_path / "content")


def _append(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8", newline="") as end:
        end.write(text)


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8", newline="")


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("folder", [BASE, ROOT / "content", Path(__file__).parent / "town/content"])
def test_good_records_pass_every_check(
    check: Callable[[Records], Iterator[Finding]], folder: Path
) -> None:
    assert list(check(_records(folder))) == []


def test_a_check_says_what_it_finds_in_its_docstring() -> None:
    assert all((check.__doc__ or "").strip().endswith(".") for check in CHECKS)


# Ids.


def test_an_unknown_id_lists_those_there_are(content: Path) -> None:
    _replace(content / "policies/machi/2018.yml", "  - matsuri", "  - zzz")
    (finding,) = unknown_id(_records(content))
    assert finding == Finding(
        "policies/machi/2018.yml",
        ("projects", 0),
        "unknown_id",
        {"id": "zzz", "noun": "project", "known": "matsuri"},
    )


def test_a_long_list_of_ids_is_cut(content: Path) -> None:
    for number in range(30):
        text = f"name: 事業{number}\n"
        (content / f"projects/p{number:02}.yml").write_text(text, encoding="utf-8")
    _replace(content / "policies/machi/2018.yml", "  - matsuri", "  - zzz")
    (finding,) = unknown_id(_records(content))
    known = finding.values["known"].split("、")
    assert known == ["matsuri", *(f"p{number:02}" for number in range(19)), "…"]


def test_a_misspelt_id_is_guessed(content: Path) -> None:
    _replace(content / "policies/machi/2018.yml", "  - matsuri", "  - matsurii")
    (finding,) = unknown_id(_records(content))
    assert (finding.rule, finding.values["guess"]) == ("misspelt_id", "matsuri")


def test_a_record_that_could_not_be_read_is_known_but_its_contents_are_not(content: Path) -> None:
    """Neither it nor what stands in it is unknown; an id that it cannot explain still is."""
    (content / "policies/machi/policy.yml").write_text("number: 一\n", encoding="utf-8")
    (content / "plans/keikaku.yml").write_text("name: 計画\n", encoding="utf-8")
    _replace(content / "projects/matsuri.yml", "policy: machi", "policy: machii")
    records = _records(content)
    assert records.unread == {"policies/machi/policy.yml", "plans/keikaku.yml"}
    (finding,) = unknown_id(records)
    assert (finding.rule, finding.values["guess"]) == ("misspelt_id", "machi")


def test_a_measure_is_looked_for_in_the_policys_plan_alone(content: Path) -> None:
    shutil.copy(content / "plans/keikaku.yml", content / "plans/tsugi.yml")
    _replace(content / "plans/tsugi.yml", "id: kizuna", "id: anzen")
    _replace(content / "policies/machi/2018.yml", "  - kizuna", "  - anzen")
    (finding,) = unknown_id(_records(content))
    assert (finding.place, finding.values["known"]) == (("measures", 0), "kizuna")


def test_the_same_id_may_stand_in_different_records(content: Path) -> None:
    text = (content / "projects/matsuri.yml").read_text(encoding="utf-8")
    (content / "projects/bosai.yml").write_text(text, encoding="utf-8")
    shutil.copy(content / "plans/keikaku.yml", content / "plans/tsugi.yml")
    assert list(duplicate_id(_records(content))) == []


def test_an_id_that_stands_three_times_is_found_twice(content: Path) -> None:
    _replace(content / "policies/machi/2018.yml", "  - matsuri\n", "  - matsuri\n" * 3)
    places = [finding.place for finding in duplicate_id(_records(content))]
    assert places == [("projects", 1), ("projects", 2)]


# Printed figures.


def test_a_printed_figure_is_compared_at_its_tables_precision(content: Path) -> None:
    sheet = content / "policies/machi/2018.yml"
    _replace(sheet, "84.8", "84.77")
    (finding,) = printed_differs(_records(content))
    assert finding.place == ("indicators", 0, "printed", "achievement_rate")
    assert finding.values == {"figure": "achievement_rate", "printed": "84.77", "computed": "84.8"}
    _replace(content / "municipality.yml", "policy_rate: 1", "policy_rate: 2")
    assert list(printed_differs(_records(content))) == []


def test_a_printed_figure_may_have_more_zeros(content: Path) -> None:
    _replace(content / "projects/matsuri.yml", "achievement_rate: 96", "achievement_rate: 96.0")
    assert list(printed_differs(_records(content))) == []


def test_a_tie_is_printed_as_a_spreadsheet_rounds_it(content: Path) -> None:
    project = content / "projects/matsuri.yml"
    _replace(project, "actual: 46", "actual: 5")
    _replace(project, "target: 48", "target: 8")
    _replace(project, "achievement_rate: 96", "achievement_rate: 63")
    assert list(printed_differs(_records(content))) == []
    _replace(project, "achievement_rate: 63", "achievement_rate: 62")
    (finding,) = printed_differs(_records(content))
    assert (finding.values["printed"], finding.values["computed"]) == ("62", "63")


def test_a_printed_zero_is_no_substitute_for_a_missing_figure(content: Path) -> None:
    project = content / "projects/matsuri.yml"
    _replace(project, "target: 48", "target: 0")
    _replace(project, "achievement_rate: 96", "achievement_rate: 0")
    (finding,) = printed_differs(_records(content))
    assert finding.rule == "printed_alone"


def test_the_plans_target_is_used_where_the_year_has_none(content: Path) -> None:
    policy = content / "policies/machi/policy.yml"
    _replace(policy, "target: 65.0", "target: 60.0")
    (finding,) = printed_differs(_records(content))
    assert finding.values["computed"] == "91.8"


# The others.


def test_a_project_on_a_sheet_needs_that_years_record(content: Path) -> None:
    _replace(content / "projects/matsuri.yml", "fiscal_year: 2018", "fiscal_year: H29")
    (finding,) = project_without_year(_records(content))
    assert finding.values == {"id": "matsuri", "year": "2018"}


def test_a_project_that_is_unknown_or_unread_is_not_also_without_a_year(content: Path) -> None:
    _replace(content / "policies/machi/2018.yml", "  - matsuri", "  - zzz")
    assert list(project_without_year(_records(content))) == []


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("years/2018/goal", "活動を支える。"),
        ("fiscal_year", FiscalYear(2018)),
        ("years/2017/goal", None),
        ("years/2018/gaol", None),
        ("years/2018/goal/more", None),
        ("years/goal", None),
        ("projects/matsuri", None),
        ("aim", None),
        ("", None),
        ("/", None),
        ("__class__", None),
        ("model_fields", None),
        ("years/2018/__init__", None),
    ],
)
def test_the_value_at_a_place(place: str, value: object) -> None:
    (sheet,) = _records(BASE).sheets
    assert value_at(sheet, place) == value


def test_a_list_and_what_stands_in_it_can_be_uncertain() -> None:
    (sheet,) = _records(BASE).sheets
    assert value_at(sheet, "indicators/kanshin") == sheet.indicators[0]
    assert value_at(sheet, "indicators/kanshin/actual") == sheet.indicators[0].actual
    assert value_at(sheet, "approaches/katsudo/items") == ("講座を開いた。",)


def test_an_uncertain_place_without_a_value_is_found(content: Path) -> None:
    _append(
        content / "policies/machi/2018.yml",
        "  - place: lead/name\n    certainty: 50\n    note: かすれている。\n",
    )
    (finding,) = uncertain_place(_records(content))
    assert (finding.place, finding.values) == (("uncertain", 1, "place"), {"place": "lead/name"})


# Where a finding stands.


def test_a_finding_is_given_its_line(content: Path) -> None:
    finding = Finding("projects/matsuri.yml", ("indicators", 0, "unit"), "text", {"got": "件"})
    (problem,) = locate(content, [finding])
    assert (problem.path, problem.line, problem.column) == ("content/projects/matsuri.yml", 6, 11)
    at_key = Finding("projects/matsuri.yml", ("name",), "text", {}, at_key=True)
    (problem,) = locate(content, [at_key])
    assert problem.column == 1


def test_a_finding_in_a_file_that_has_just_changed_still_has_its_path(content: Path) -> None:
    (content / "projects/matsuri.yml").write_text("", encoding="utf-8")
    (problem,) = locate(content, [Finding("projects/matsuri.yml", ("name",), "text")])
    assert (problem.path, problem.line) == ("content/projects/matsuri.yml", 1)


def test_every_finding_is_in_a_file_that_exists(content: Path) -> None:
    records = _records(content)
    found = (*records.plans, *records.policies, *records.sheets, *records.projects)
    for record in (records.municipality, *found, *records.surveys):
        assert (content / path_of(record)).is_file()
