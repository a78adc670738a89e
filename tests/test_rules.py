"""The checks that need more than one record. What they say stands in `rules/`."""

import datetime
import gc
import inspect
import shutil
import weakref
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from hyoka import checks
from hyoka.checks import CHECKS, Check, find, silence
from hyoka.checks.duplicate_ids import duplicate_id
from hyoka.checks.ids import unknown_id
from hyoka.checks.indicators import rows_of
from hyoka.checks.municipality import right_check_digit
from hyoka.checks.once import once
from hyoka.checks.places import uncertain_place
from hyoka.checks.printed import printed_differs
from hyoka.checks.targets import impossible_share
from hyoka.checks.years import document_too_early, project_without_year
from hyoka.content import read_folder
from hyoka.content.record_paths import path_of
from hyoka.content.records import locate, read_records
from hyoka.model import Records, value_at
from hyoka.problems import Finding, Problem, Severity, severity_of
from hyoka.units import FiscalYear
from tests.building import REAL, TOWN

BASE = Path(__file__).parent / "rules" / "base"
DAY = datetime.date(2026, 11, 28)


def _records(content: Path) -> Records:
    return read_records(read_folder(content)).records


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


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: str(check.name))
@pytest.mark.parametrize("folder", [BASE, REAL, TOWN])
def test_good_records_pass_every_check(check: Check, folder: Path) -> None:
    records = _records(folder)
    found = silence(records, check.find(records, DAY))
    assert [finding for finding in found if _is_new(finding)] == []


def _is_new(finding: Finding) -> bool:
    """Whether it is no notice; that a silenced warning is not found tells of the other checks."""
    return severity_of(finding.rule) is not Severity.NOTICE


def test_a_check_says_what_it_finds_in_its_docstring() -> None:
    assert all(check.meaning.endswith(".") for check in CHECKS)


def test_no_check_is_written_and_not_registered() -> None:
    """Whatever takes records and gives findings is one, but for what puts the findings together."""
    found = inspect.get_annotations(find)["return"]
    assert found == Iterator[Finding]
    modules = [import_module(name) for _, name, _ in iter_modules(checks.__path__, "hyoka.checks.")]
    written = {
        name
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and inspect.get_annotations(function)["return"] == found
    }
    assert written - {"silence"} == {check.name for check in CHECKS}
    assert len({check.name for check in CHECKS}) == len(CHECKS)


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


def test_a_name_that_can_be_no_id_is_not_offered_as_one(content: Path) -> None:
    """A project's file that was renamed like the project, which `file_name` refuses."""
    (content / "projects/matsuri.yml").rename(content / "projects/祭り応援.yml")
    records = _records(content)
    assert records.unread == {"projects/祭り応援.yml"}
    findings = list(unknown_id(records))
    assert [finding.path for finding in findings] == [
        "policies/machi/2018.yml",
        "recommendations/keibi.yml",
    ]
    for finding in findings:
        assert (finding.values["id"], finding.values["known"]) == ("matsuri", "―")


@pytest.mark.parametrize(
    ("editions", "found"),
    [
        # An office that evaluates in the year itself, and one that takes two years.
        (((2016, 2016), (2017, 2017)), []),
        (((2015, 2017), (2016, 2018)), ["document_too_early"] * 2),
        # As many so as so: it is more likely that one was forgotten than that two are early.
        (((2017, 2017),), []),
    ],
)
def test_a_document_tells_of_a_year_as_late_as_most_sheets_are(
    editions: Sequence[tuple[int, int]], found: list[str], content: Path
) -> None:
    for year, edition in editions:
        text = f"fiscal_year: {year}\nedition: {edition}\ndocument: r9\n"
        (content / f"policies/machi/{year}.yml").write_text(text, encoding="utf-8")
    document = "documents:\n  - id: r9\n    title: あ\n    issuer: い\n    edition: 2030\n"
    _replace(content / "municipality.yml", "documents:\n", document)
    assert [finding.rule for finding in document_too_early(_records(content))] == found


def test_a_share_of_a_survey_alone_has_limits(content: Path) -> None:
    sheet = content / "policies/machi/2018.yml"
    _replace(sheet, "actual: 55.1", "actual: 175")
    assert list(impossible_share(_records(content))) == [], "it may be a rate of growth"
    for actual, count in (("0", 0), ("100", 0), ("100.1", 1), ("-0.1", 1), ("pending", 0)):
        text = sheet.read_text(encoding="utf-8")
        _replace(sheet, "actual: 175", f"actual: {actual}\n    respondents: 51")
        assert len(list(impossible_share(_records(content)))) == count, actual
        sheet.write_text(text, encoding="utf-8", newline="")
    _replace(sheet, "actual: 175", "actual: 55.1")
    policy = content / "policies/machi/policy.yml"
    _replace(policy, "baseline: 57.8", "baseline: 578\n    baseline_respondents: 2073")
    (finding,) = impossible_share(_records(content))
    assert finding.place == ("indicators", 0, "baseline")


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
        ("projects/matsuri", "matsuri"),
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


@pytest.mark.parametrize("path", ["plans/keikaku.yml", "policies/machi/policy.yml"])
def test_a_plan_or_a_policy_has_no_uncertain_place_without_a_value_either(
    path: str, content: Path
) -> None:
    file = content / path
    known, nowhere = (
        f"  - {{place: {place}, certainty: 80, note: あ}}\n" for place in ("name", "x")
    )
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}uncertain:\n{known}{nowhere}", encoding="utf-8")
    (finding,) = uncertain_place(_records(content))
    assert (finding.path.endswith(path), finding.values) == (True, {"place": "x"})


# Where a finding stands.


def test_a_finding_is_given_its_line(content: Path) -> None:
    finding = Finding("projects/matsuri.yml", ("indicators", 0, "unit"), "text", {"got": "件"})
    (problem,) = _located(content, finding)
    assert (problem.path, problem.line, problem.column) == ("content/projects/matsuri.yml", 6, 11)
    at_key = Finding("projects/matsuri.yml", ("name",), "text", {}, at_key=True)
    assert [found.column for found in _located(content, at_key)] == [1]


def _located(content: Path, finding: Finding) -> list[Problem]:
    read = read_folder(content)
    return list(locate(read, read_records(read), [finding]))


def test_a_finding_in_a_file_that_is_no_yaml_still_has_its_path(content: Path) -> None:
    (content / "projects/matsuri.yml").write_text("", encoding="utf-8")
    (problem,) = _located(content, Finding("projects/matsuri.yml", ("name",), "text"))
    assert (problem.path, problem.line) == ("content/projects/matsuri.yml", 1)


def test_every_finding_is_in_a_file_that_exists(content: Path) -> None:
    records = _records(content)
    found = (*records.plans, *records.policies, *records.sheets, *records.projects)
    for record in (records.municipality, *found, *records.surveys):
        assert (content / path_of(record)).is_file()


# What looks like a slip, and what does not.


def _rules(content: Path) -> list[str]:
    return [finding.rule for finding in find(_records(content))]


def _year_before(content: Path, year: int, settlement: str) -> None:
    _replace(
        content / "projects/matsuri.yml",
        "years:\n",
        f"years:\n  - fiscal_year: {year}\n    document: r1-hyoka\n    settlement: {settlement}\n",
    )


@pytest.mark.parametrize(
    ("before", "found"),
    [
        *[("993", ["slipped_digit"]), ("1100", []), ("99290", ["slipped_digit"]), ("90000", [])],
        *[
            ("0", []),
            ("-993", ["below_zero"]),
            ("pending", []),
            ("99.29", ["slipped_digit"]),
            ("5", []),
        ],
    ],
)
def test_a_tenfold_number_looks_slipped(before: str, found: list[str], content: Path) -> None:
    _year_before(content, 2017, before)
    assert _rules(content) == found


def test_the_last_recorded_year_counts_however_long_ago(content: Path) -> None:
    _year_before(content, 2012, "993")
    assert _rules(content) == ["slipped_digit"]
    _year_before(content, 2014, "pending")
    assert _rules(content) == ["slipped_digit"]
    _year_before(content, 2015, "5000")
    assert _rules(content) == []


def test_few_things_may_grow_tenfold(content: Path) -> None:
    project = content / "projects/matsuri.yml"
    _replace(project, "actual: 46\n        target: 48\n        printed:\n", "actual: 46\n")
    _replace(project, "          achievement_rate: 96\n", "")
    earlier = "  - fiscal_year: 2017\n    document: r1-hyoka\n    indicators:\n      - id: kensu\n"
    _replace(project, "years:\n", f"years:\n{earlier}        actual: 4\n")
    assert _rules(content) == []
    _replace(project, "actual: 4\n", "actual: 4.6\n")
    assert _rules(content) == ["slipped_digit"]


@pytest.mark.parametrize(
    ("code", "right"),
    [("112089", "9"), ("011002", "2"), ("131016", "6"), ("472018", "8"), ("999997", "7")],
)
def test_the_check_digit_of_a_code(code: str, right: str) -> None:
    assert right_check_digit(code) == right == code[-1]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("関心度は55.1％だった。", []),
        ("関心度は５５．１％だった。", []),
        ("関心度は55％だった。", []),
        ("関心度は56％だった。", ["prose_number"]),
        ("関心度は51.5％だった。", ["prose_number"]),
        ("関心度は51.5％、参加者は30人だった。", ["prose_number"]),
        ("平成30年度の関心度は51.5％だった。", ["prose_number"]),
        ("平成29年度の関心度は51.5％だった。", []),
        ("策定時の関心度は57.8％だった。", []),
        ("関心度は65.0％を下回った。", []),
        ("関心度は50％以上を保った。", []),
        ("関心度は7人が答えた。", []),
        ("参加者の関心度は51.5％だった。", []),
        ("度は51.5％だった。", []),
        ("関心度は2.7ポイント下がった。", []),
    ],
)
def test_a_sentence_contradicts_the_table_only_where_that_is_certain(
    sentence: str, found: list[str], content: Path
) -> None:
    _replace(content / "policies/machi/2018.yml", "講座を開いた。", f"'{sentence}'")
    assert _rules(content) == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("申請件数は7件増加した。", []),
        ("申請件数は前年度から7件の増となった。", []),
        ("申請件数は17件増加した。", ["prose_change"]),
        ("申請件数は7件減少した。", ["prose_change"]),
        ("申請件数は平成27年度から17件増加した。", []),
        ("申請件数は計画の策定時から17件増加した。", []),
        ("問い合わせは17件増加した。", []),
        ("申請件数がふえ、参加者は17人増加した。", []),
    ],
)
def test_a_change_in_a_sentence_is_compared_with_the_year_before(
    sentence: str, found: list[str], content: Path
) -> None:
    earlier = "  - fiscal_year: 2017\n    document: r1-hyoka\n    indicators:\n      - id: kensu\n"
    project = content / "projects/matsuri.yml"
    _replace(project, "years:\n", f"years:\n{earlier}        actual: 39\n")
    _replace(content / "policies/machi/2018.yml", "講座を開いた。", f"'{sentence}'")
    assert _rules(content) == found


def test_two_projects_may_count_the_same_thing_each(content: Path) -> None:
    text = (content / "projects/matsuri.yml").read_text(encoding="utf-8")
    text = text.replace("祭り支援事業", "花火支援事業").replace("actual: 46", "actual: 47")
    other = content / "projects/hanabi.yml"
    other.write_text(text.split("        target")[0], encoding="utf-8")
    assert _rules(content) == []
    _replace(other, "花火支援事業", "祭り支援事業")
    assert _rules(content) == ["differing_actual"]


# Silenced warnings.


def _silence(content: Path, rule: str, place: str | None) -> None:
    at = f"    place: {place}\n" if place else ""
    text = f"silenced:\n  - rule: {rule}\n{at}    reason: 会場を新しく建てたため。\n"
    _append(content / "projects/matsuri.yml", text)


@pytest.mark.parametrize("place", [None, "years/2018/settlement", "years/2018", "years"])
def test_a_warning_is_silenced_where_it_is_given(place: str | None, content: Path) -> None:
    _year_before(content, 2017, "993")
    _silence(content, "slipped_digit", place)
    assert _rules(content) == []


@pytest.mark.parametrize("place", ["years/2017/settlement", "name", "years/2018/nothing"])
def test_a_warning_elsewhere_is_not_silenced(place: str, content: Path) -> None:
    _year_before(content, 2017, "993")
    _silence(content, "slipped_digit", place)
    assert _rules(content) == ["slipped_digit", "silences_nothing"]


def test_a_record_silences_only_its_own_warnings(content: Path) -> None:
    _replace(content / "municipality.yml", "012025", "012052")
    _silence(content, "check_digit", None)
    assert _rules(content) == ["check_digit", "silences_nothing"]


@pytest.mark.parametrize("rule", ["printed_differs", "line_ends", "silences_nothing", "nothing"])
def test_only_warnings_can_be_silenced(rule: str, content: Path) -> None:
    _replace(content / "projects/matsuri.yml", "achievement_rate: 96", "achievement_rate: 95")
    _silence(content, rule, None)
    assert _rules(content) == ["printed_differs", "not_a_warning"]


def test_the_rows_of_records_are_made_once_and_go_with_them() -> None:
    records = _records(BASE)
    rows = rows_of(records)
    assert rows
    assert rows_of(records) is rows
    assert rows_of(_records(BASE)) is not rows
    found: set[str] = once(lambda _: set[str]())(records)
    gone = weakref.ref(found)
    del records, found
    gc.collect()
    assert gone() is None
