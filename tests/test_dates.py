"""Days and numbers that cannot be, and those that look so and can."""

import datetime
from pathlib import Path

import pytest

from hyoka.content import read_folder
from hyoka.problems import Problem
from hyoka.site import check
from tests.rule_cases import copy_base

DAY = datetime.date(2026, 2, 3)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return copy_base(tmp_path / "content")


def told(content: Path, day: datetime.date = DAY) -> list[tuple[str, str]]:
    """The rules and the places of all problems, but for what is only told to be held back."""
    return [
        _told(problem)
        for problem in check(read_folder(content), day)[1]
        if problem.rule != "held_back"
    ]


def _told(problem: Problem) -> tuple[str, str]:
    return problem.rule, "/".join(map(str, problem.place))


def add(content: Path, path: str, text: str) -> None:
    file = content / path
    file.parent.mkdir(parents=True, exist_ok=True)
    before = file.read_text("utf-8") if file.exists() else ""
    file.write_text(before + text, "utf-8")


def correct(content: Path, path: str, place: str, date: str) -> None:
    add(
        content,
        path,
        f"corrections:\n  - date: {date}\n    place: {place}\n    before: 1\n    reason: x\n",
    )


@pytest.mark.parametrize(
    ("date", "rule"),
    [
        ("1019-07-26", "date_too_early"),
        ("2018-03-31", "date_too_early"),
        ("2018-04-01", "published_too_early"),
        ("2019-03-30", "published_too_early"),
        ("2019-03-31", None),
        ("2019-07-26", None),
        ("2026-02-03", None),
        ("2026-02-04", "date_to_come"),
        ("2109-07-26", "date_to_come"),
    ],
)
def test_a_document_is_published_when_its_year_has_ended_and_until_today(
    content: Path, date: str, rule: str | None
) -> None:
    add(content, "municipality.yml", f"    published: {date}\n")
    assert told(content) == ([(rule, "documents/0/published")] if rule else [])


@pytest.mark.parametrize(
    ("path", "place", "first"),
    [
        ("projects/matsuri.yml", "years/2018/settlement", "2018-04-01"),
        ("projects/matsuri.yml", "indicators/kensu/unit", "2018-04-01"),
        ("policies/machi/2018.yml", "indicators/kanshin/actual", "2018-04-01"),
        ("policies/machi/policy.yml", "number", "2013-04-01"),
        ("plans/keikaku.yml", "first_year", "2013-04-01"),
        ("surveys/2018.yml", "respondents", "2018-04-01"),
    ],
)
def test_a_correction_is_of_a_day_on_which_there_was_something_to_correct(
    content: Path, path: str, place: str, first: str
) -> None:
    for date, early in ((datetime.date.fromisoformat(first), False), (None, True)):
        day = date or datetime.date.fromisoformat(first) - datetime.timedelta(days=1)
        copied = copy_base(content.parent / str(early))
        correct(copied, path, place, day.isoformat())
        found = [one for one in told(copied) if one[0] != "correction_same"]
        assert (("date_too_early", "corrections/0/date") in found) is early
    correct(content, path, place, "2026-02-04")
    assert ("date_to_come", "corrections/0/date") in told(content)


def test_what_is_held_back_until_a_day_may_tell_of_that_day(content: Path) -> None:
    text = "  - id: r9\n    title: x\n    issuer: x\n    edition: 2027\n    published: 2027-07-26\n"
    add(content, "municipality.yml", f"{text}    publish_on: 2027-07-26\n")
    assert told(content) == []
    assert told(content, datetime.date(2027, 7, 26)) == []


def test_an_evaluation_of_a_day_to_come_is_told_once(content: Path) -> None:
    evaluation = "self_evaluation:\n  date: {}\n  text: x\n"
    add(content, "policies/machi/2018.yml", evaluation.format("2020-12-01"))
    assert told(content) == []
    assert told(content, datetime.date(2020, 11, 30)) == [("date_to_come", "self_evaluation/date")]
    file = content / "policies/machi/2018.yml"
    file.write_text(file.read_text("utf-8").replace("2020-12-01", "2091-12-01"), "utf-8")
    assert told(content) == [("evaluation_far_off", "self_evaluation/date")]


def test_what_took_the_place_of_another_may_have_its_number(content: Path) -> None:
    add(content, "policies/anzen/policy.yml", "number: 1\nname: x\nplan: keikaku\n")
    assert [rule for rule, _ in told(content)] == ["same_number"]
    succeeds = "succeeds:\n  - id: machi\n    kind: renamed\n    fiscal_year: 2018\n"
    add(content, "policies/anzen/policy.yml", succeeds)
    assert told(content) == []


def test_policies_of_two_plans_and_measures_of_two_chapters_may_have_one_number(
    content: Path,
) -> None:
    add(content, "plans/jiki.yml", "name: 次期計画\nfirst_year: 2019\nlast_year: 2023\n")
    add(content, "policies/anzen/policy.yml", "number: 1\nname: x\nplan: jiki\n")
    chapter = "  - id: k\n    number: 2\n    name: x\n    measures:\n"
    add(
        content,
        "plans/keikaku.yml",
        f"{chapter}      - id: m\n        number: 1\n        name: x\n",
    )
    assert told(content) == []


def test_a_division_of_a_record_that_cannot_be_read_is_not_told_to_be_nowhere(
    content: Path,
) -> None:
    add(content, "municipality.yml", "teams:\n  - division: 課\n    handle: '@city/ka'\n")
    assert told(content) == [("unknown_division", "teams/0/division")]
    add(content, "projects/hanabi.yml", "name: [\n")
    assert "unknown_division" not in [rule for rule, _ in told(content)]


def test_a_division_of_one_year_is_named(content: Path) -> None:
    add(content, "municipality.yml", "teams:\n  - division: 課\n    handle: '@city/ka'\n")
    project = content / "projects/matsuri.yml"
    text = project.read_text("utf-8").replace("    settlement", "    division: 課\n    settlement")
    project.write_text(text, "utf-8")
    assert told(content) == []
