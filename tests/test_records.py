"""Records into the model, or into problems that say where, what, and how to mend it.

`rules/base/` is a small municipality without a problem. `rules/<rule>.yml` holds the cases of a
rule: files that make the base a bad one, and the whole report. `pytest --accept` writes the
reports anew: read them as somebody who knows the sheets and a spreadsheet, but no YAML.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hyoka.content import read_folder
from hyoka.content.content import MAX_BYTES
from hyoka.content.markdown_limits import (
    MAX_CHARACTERS,
    MAX_HEADINGS,
    MAX_LINES,
    MAX_LINES_OF_BLOCK,
    MAX_MARKS,
)
from hyoka.content.record_paths import path_of
from hyoka.content.records import read_records
from hyoka.model import Project, Records, Sheet
from hyoka.problems import SEVERITIES, BadRecords, Severity, errors_in, sort_by_severity
from hyoka.report import report
from hyoka.site import build, check
from hyoka.units import FiscalYear
from hyoka.wording import load_language
from tests.rule_cases import Case, copy_base, read_cases, rule_names, write_cases

JAPANESE = load_language("ja")
PATIENT = settings(deadline=None, derandomize=True)

NOUNS = {
    "municipality": "municipality.yml",
    "plan": "plans/keikaku.yml",
    "policy": "policies/machi/policy.yml",
    "sheet": "policies/machi/2018.yml",
    "project": "projects/matsuri.yml",
    "survey": "surveys/2018.yml",
    "recommendation": "recommendations/keibi.yml",
}


RULES = rule_names()
CASES = [case for rule in RULES for case in read_cases(rule)]


def _link(content: Path) -> None:
    (content / "projects/bon-odori.yml").symlink_to(content / "projects/matsuri.yml")


def _broken_link(content: Path) -> None:
    (content / "projects/bon-odori.yml").symlink_to("nowhere.yml")


def _too_large(content: Path) -> None:
    (content / NOUNS["project"]).write_text("#" * (MAX_BYTES + 1), encoding="utf-8")


def _pipe(content: Path) -> None:
    os.mkfifo(content / "projects/bon-odori.yml")


def _linked_folder(content: Path) -> None:
    elsewhere = content.with_name(f"{content.parent.name}-{content.name}-elsewhere")
    (content / "projects").rename(elsewhere)
    (content / "projects").symlink_to(elsewhere)


def _home_in_cp932(content: Path) -> None:
    (content / "index.md").write_text("# はじめに\n", encoding="cp932")


def _written(text: str) -> Callable[[Path], None]:
    def make(content: Path) -> None:
        (content / "about").mkdir()
        (content / "about/x.md").write_text(text, encoding="utf-8")

    return make


def _no_municipality(content: Path) -> None:
    (content / NOUNS["municipality"]).unlink()


MADE: Mapping[str, Callable[[Path], None]] = {
    "link": _link,
    "link-broken": _broken_link,
    "encoding-home": _home_in_cp932,
    "link-folder": _linked_folder,
    "unreadable": _pipe,
    "too-large": _too_large,
    "no-municipality": _no_municipality,
    "page-too-long": _written("あ" * (MAX_CHARACTERS + 1)),
    "too-many-lines": _written("あ\n\n" * MAX_LINES),
    "block-too-long": _written("あ\n" * (MAX_LINES_OF_BLOCK + 2)),
    "too-many-marks": _written(("- " * 20 + "あ\n\n") * (MAX_MARKS // 40 + 1)),
    "too-many-headings": _written("# あ\n\n" * (MAX_HEADINGS + 1)),
    "too-many-cells": _written("|あ|い|\n|-|-|\n" + ("|" * 200 + "\n") * 90),
}
"""Cases that no text in a file makes, by their names."""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The base, to be changed."""
    return copy_base(tmp_path / "content")


def _make_bad(case: Case, content: Path) -> None:
    case.make(content)
    if case.name in MADE:
        MADE[case.name](content)


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8", newline="")


def test_the_base_has_no_problem(content: Path) -> None:
    records, problems = check(read_folder(content))
    assert problems == ()
    assert records.count == len(NOUNS)
    assert records.unread == frozenset()


@pytest.mark.parametrize("rule", RULES)
def test_a_bad_record_is_told(rule: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    accept = request.config.getoption("--accept", default=False)
    told = []
    for case in read_cases(rule):
        content = copy_base(tmp_path / case.name / "content")
        _make_bad(case, content)
        _, problems = check(read_folder(content))
        told.append(replace(case, report=report(problems, JAPANESE) + "\n"))
        assert rule in {problem.rule for problem in problems}, case.name
        assert problems == sort_by_severity(problems)
        assert _is_site(content) is not bool(errors_in(problems))
    if accept:
        write_cases(rule, told)
    for case, now in zip(read_cases(rule), told, strict=True):
        assert now.report == case.report, case.name


def _is_site(content: Path) -> bool:
    try:
        build(read_folder(content))
    except BadRecords:
        return False
    return True


def test_every_rule_has_its_file() -> None:
    """But for `invalid`, which only a rule that nobody thought of yet would give, and `too_many`,
    whose report would have a hundred others."""
    problems = JAPANESE.words["problems"]
    assert isinstance(problems, dict)
    assert set(RULES) == set(problems) - {"invalid", "too_many"}
    assert set(SEVERITIES) <= set(problems)
    assert all(read_cases(rule) for rule in RULES)


def test_there_are_many_bad_records_and_no_two_share_a_name() -> None:
    names = [case.name for case in CASES]
    assert len(names) == len(set(names))
    assert len(names) >= 120
    assert set(MADE) <= set(names)


def test_what_is_written_of_a_case_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.rule_cases.RULES", tmp_path)
    for rule in RULES:
        cases = [case for case in CASES if case.rule == rule]
        write_cases(rule, cases)
        assert read_cases(rule) == cases


def test_every_problem_is_told_with_its_message_and_hint_whole() -> None:
    for case in CASES:
        assert "「」" not in case.report, case.name
        severities = len(re.findall(r"^(?:エラー|警告|お知らせ)\[", case.report, re.MULTILINE))
        assert case.report.count("直し方: ") == severities >= 1, case.name
        assert not re.search(r"\{[a-z_]+\}|None|Decimal|Node\(", case.report), case.name


def test_a_kind_of_error_that_nobody_thought_of_is_told_too(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hyoka.content.validation._RULES", {})
    _replace(content / NOUNS["project"], "actual: 46", "actual: 46件")
    (problem,) = check(read_folder(content))[1]
    assert problem.rule == "invalid"
    assert JAPANESE.message(problem) == "「46件」は書けない値です（not a number）。"


# What is accepted.


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        *[("2018", 2018), ("'2018'", 2018), ("2018年度", 2018), ("２０１８", 2018)],
        *[("H30", 2018), ("h30", 2018), ("Ｈ３０", 2018), ("Ｈ30年度", 2018), ("H30年度", 2018)],
        *[("平成30年度", 2018), ("平成３０年度", 2018), ("平成31年度", 2019), ("平成元年度", 1989)],
        *[("R1", 2019), ("Ｒ１", 2019), ("令和元年度", 2019), ("令和 元 年度", 2019)],
        *[("令和1年度", 2019), ("R7", 2025), ("昭和64年度", 1989), ("S60", 1985)],
    ],
)
def test_years_are_read_in_every_usual_form(typed: str, year: int, content: Path) -> None:
    _replace(content / NOUNS["project"], "fiscal_year: 2018", f"fiscal_year: {typed}")
    (project,) = _records(content).projects
    assert project.years[0].fiscal_year == FiscalYear(year)


@pytest.mark.parametrize(
    "typed", ["65.0", "65.00", "0", "-3", "-0.50", "9929", "0.1", "999999999999999999", "0.30"]
)
def test_numbers_keep_the_digits_they_were_typed_with(typed: str, content: Path) -> None:
    _replace(content / NOUNS["project"], "settlement: 9929", f"settlement: {typed}")
    settlement = _records(content).projects[0].years[0].settlement
    assert isinstance(settlement, Decimal)
    assert str(settlement) == typed


@given(st.decimals(-(10**13), 10**13, places=4))
@PATIENT
def test_no_number_passes_through_a_binary_float(number: Decimal) -> None:
    year = {"fiscal_year": 1990, "document": "a", "settlement": number}
    project = Project.model_validate({"id": "a", "name": "あ", "years": (year,)})
    settlement = project.years[0].settlement
    assert isinstance(settlement, Decimal)
    assert settlement.as_tuple() == (number.copy_abs() if number == 0 else number).as_tuple()


def test_zero_has_no_sign(content: Path) -> None:
    _replace(content / NOUNS["project"], "settlement: 9929", "settlement: -0.0")
    assert str(_records(content).projects[0].years[0].settlement) == "0.0"


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_byte_order_mark_and_every_line_end_are_read(bom: bytes, end: str, content: Path) -> None:
    before = _records(content)
    for file in content.rglob("*.yml"):
        file.write_bytes(bom + file.read_text(encoding="utf-8").replace("\n", end).encode())
    assert _records(content) == before


def test_a_number_may_be_followed_by_a_comment(content: Path) -> None:
    _replace(content / NOUNS["project"], "settlement: 9929", "settlement: 9929 # 速報値")
    assert _records(content).projects[0].years[0].settlement == 9929


def test_a_text_may_be_quoted_and_have_paragraphs(content: Path) -> None:
    aim = "aim: |\n  一つめ: 「#」のある段落。\n  二つめの段落。\nyears:"
    _replace(content / NOUNS["sheet"], "years:", aim)
    _replace(content / NOUNS["sheet"], "講座を開いた。", "'8,452人：「講座」 #1 を開いた。'")
    (sheet,) = _records(content).sheets
    assert sheet.aim == "一つめ: 「#」のある段落。\n二つめの段落。"
    assert sheet.approaches[0].items == ("8,452人：「講座」 #1 を開いた。",)


def test_hidden_files_folders_and_other_files_are_no_records(content: Path) -> None:
    for name in (".draft.yml", ".hidden/memo.yml", "files/notes.txt", "projects/photo.png"):
        (content / name).parent.mkdir(exist_ok=True)
        (content / name).write_text("{", encoding="utf-8")
    (content / "projects/folder.yml").mkdir()
    assert check(read_folder(content))[1] == ()


def test_a_difference_that_is_explained_is_accepted(content: Path) -> None:
    printed = "achievement_rate: 84.7\n      difference: 評価表は切り捨てている。"
    _replace(content / NOUNS["sheet"], "achievement_rate: 84.8", printed)
    assert check(read_folder(content))[1] == ()


# What hides nothing.


@pytest.mark.parametrize("noun", NOUNS)
def test_a_broken_record_makes_no_other_a_bad_one(noun: str, content: Path) -> None:
    """What refers to it is not unknown: it is there, and its own problem is told."""
    (content / NOUNS[noun]).write_text("name: '\n", encoding="utf-8")
    records, problems = check(read_folder(content))
    assert [problem.path for problem in problems] == [f"content/{NOUNS[noun]}"]
    assert records.unread == {NOUNS[noun]}
    assert records.count == len(NOUNS) - 1


@pytest.mark.parametrize("noun", sorted(NOUNS.keys() - {"policy", "project"}))
def test_a_broken_record_hides_no_unknown_id_of_another(noun: str, content: Path) -> None:
    (content / NOUNS[noun]).write_text("name: '\n", encoding="utf-8")
    _replace(content / NOUNS["project"], "policy: machi", "policy: matchi")
    rules = {problem.path: problem.rule for problem in check(read_folder(content))[1]}
    assert rules == {
        f"content/{NOUNS[noun]}": "quote",
        f"content/{NOUNS['project']}": "misspelt_id",
    }


def test_all_of_a_files_problems_are_told_at_once(content: Path) -> None:
    _replace(content / NOUNS["project"], "unit: 件", "unit: 1\n    memo: い")
    _replace(content / NOUNS["project"], "actual: 46", "actual: 46件")
    _replace(content / NOUNS["project"], "target: 48", "taget: 48")
    rules = [problem.rule for problem in check(read_folder(content))[1]]
    assert rules == ["text", "unknown_key", "number", "misspelt_key"]


_BESIDE = ("unit: 件", "unit: 1")
"""Another slip in the same file, far above the others."""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        *[("settlement: 9929", f"settlement: {value}", rule) for value, rule in (
            ("{actual: 1:3}", "colon"), ("[1:3]", "colon"), ("{あ}", "sign"), ("", "blank"),
            ("~", "blank"), ("null", "blank"), ("-", "dash"), ("&a 1", "sign"), ("!x 1", "sign"),
            ("あ #2", "comment"), ("あ\n      い", "wrapped"), ("'あ", "quote"), ("[1", "bracket"),
            ("あ: い", "colon"), ("@1", "sign"), ("'あ'い", "after_quote"), ('"\\q"', "escape"),
            ("#REF!", "spreadsheet"), ('"\\e"', "control_character"), ("あ", "missing_kind"),
            ("[1]", "number"), ("{a: 1}", "number"), ("true", "number"),
        )],
        ("years:\n", "years:\n  -\n", "blank"),
        ("years:\n", "years:\n  - \n", "blank"),
        ("years:\n", "years:\n  - ~\n", "blank"),
        ("years:\n", "years:\n  - {fiscal_year: 2017, settlement: 1:3}\n", "colon"),
        ("years:\n", "years: &a\n", "sign"),
        ("    settlement: 9929", "\t settlement: 9929", "tab"),
        ("    settlement: 9929", "　　settlement: 9929", "wide_space"),
        ("    settlement: 9929", "    settlement：9929", "colon_wide"),
        ("    settlement: 9929", "    settlement:9929", "colon_space"),
        ("policy: machi", " policy: machi", "indentation"),
        ("policy: machi", "policy: machi\npolicy: machi", "duplicate_key"),
        ("policy: machi", "<<: {policy: machi}", "merge_key"),
        ("policy: machi", "? [policy]\n: machi", "sign"),
    ],
)  # fmt: skip
def test_a_value_that_is_wrong_inside_hides_no_other(
    old: str, new: str, told: str, content: Path
) -> None:
    """One message for it, and those that the rest of the file has without it."""
    _replace(content / NOUNS["project"], old, new)
    _replace(content / NOUNS["project"], *_BESIDE)
    problems = [
        (p.rule, p.place) for p in check(read_folder(content))[1] if p.severity is Severity.ERROR
    ]
    unit = ("text", ("indicators", 0, "unit"))
    assert unit in problems
    assert [rule for rule, _ in problems if (rule, _) != unit] == [told], problems


def test_every_entry_that_cannot_be_read_is_told_and_nothing_that_follows_from_it(
    content: Path,
) -> None:
    project = content / NOUNS["project"]
    _replace(project, "name: 祭り支援事業", "name: 祭り: 支援事業")
    _replace(project, "settlement: 9929", "settlement: [1:3]")
    _replace(project, "actual: 46", "actual: 46件")
    _replace(content / NOUNS["sheet"], "  - matsuri", "  - matsurii")
    told = [
        (p.path.removeprefix("content/"), p.line, p.rule) for p in check(read_folder(content))[1]
    ]
    assert told == [
        (NOUNS["sheet"], told[0][1], "misspelt_id"),
        (NOUNS["project"], 1, "colon"),
        (NOUNS["project"], 12, "colon"),
        (NOUNS["project"], 15, "number"),
    ]


def test_what_is_missing_beside_a_wrong_value_is_told(content: Path) -> None:
    _replace(
        content / NOUNS["project"],
        "    document: r1-hyoka\n    settlement: 9929",
        "    settlement: -",
    )
    told = [(p.rule, p.values.get("key")) for p in check(read_folder(content))[1]]
    assert ("dash", None) in told
    assert ("missing_field", "document") in told


def test_the_place_of_every_problem_is_a_place_in_its_file(content: Path) -> None:
    for case in CASES:
        folder = copy_base(content.with_name(case.name))
        _make_bad(case, folder)
        for problem in check(read_folder(folder))[1]:
            file = folder.parent / problem.path
            if problem.excerpt:
                text = file.read_bytes().decode("utf-8-sig")
                line = text.replace("\r\n", "\n").split("\n")[problem.line - 1]
                assert line == problem.excerpt
                assert 1 <= problem.column <= len(line) + 1
                assert problem.column + problem.length <= len(line) + 2


# Paths.


def test_a_record_knows_the_file_that_holds_it(content: Path) -> None:
    records = _records(content)
    found = (*records.plans, *records.policies, *records.sheets, *records.projects)
    found += (*records.surveys, *records.recommendations)
    paths = {path_of(record) for record in (records.municipality, *found)}
    assert paths == set(NOUNS.values())


def test_policies_come_in_the_order_of_their_numbers(content: Path) -> None:
    for number, name in ((3, "a"), (2, "z")):
        (content / f"policies/{name}").mkdir()
        text = f"number: {number}\nname: 課題{number}\nplan: keikaku\n"
        (content / f"policies/{name}/policy.yml").write_text(text, encoding="utf-8")
    assert [policy.id for policy in _records(content).policies] == ["machi", "z", "a"]


def test_the_name_of_the_file_is_the_records_id(content: Path) -> None:
    (sheet,) = _records(content).sheets
    assert isinstance(sheet, Sheet)
    assert (sheet.policy, sheet.fiscal_year) == ("machi", FiscalYear(2018))


def _records(content: Path) -> Records:
    reading = read_records(read_folder(content))
    assert errors_in(reading.problems) == ()
    return reading.records
