"""From an edit to the public site: the workflows' own commands, run in a clone, one after another.

A proposed change is one line of `GOOD` or `BAD`.
"""

import re
from pathlib import Path

import pytest

from generator.review import Compared, read
from tests.desk import Change, Desk, Outcome, desk, event_for, made, replaced
from tests.forge import COMMENTS, EVENT, PULLS, forge
from tests.histories import git

PAGE = Path("projects", "jichikai-chonaikai-oen", "index.html")
SITE_URL = "https://city.example/hyoka/"

GOOD: dict[str, tuple[Change, str]] = {
    "a corrected amount": (replaced("21573", "21600"), "決算額 21,573千円 → 21,600千円"),
}
"""A change that becomes public, and what is told of it."""
BAD: dict[str, tuple[Change, str]] = {
    "a key that is none": (replaced("settlement:", "setlement:"), "misspelt_key"),
    "a file that is no record": (made("content/projects/atarashii.yml", "name: [\n"), "bracket"),
}
"""A change that is stopped, and the rule that stops it."""


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return desk(tmp_path_factory.mktemp("untouched"))


@pytest.fixture
def city(tmp_path: Path) -> Desk:
    return desk(tmp_path)


def commands_in(printed: str) -> list[str]:
    """What the runner would do: every line that begins with `::` is a command to it."""
    return re.findall(r"^::.*$", printed, re.MULTILINE)


def comment_on(city: Desk, checked: Outcome, proposed: str) -> str:
    """The comment that the workflow `comment` posts in a pull request of the proposed commit."""
    folder = city.folder.parent
    github = forge(folder / "gh")
    github.answer(PULLS, [{"number": 7, "commit": proposed}])
    given = {
        "PATH": github.path,
        "GITHUB_EVENT_PATH": str(event_for(proposed, EVENT, folder / "event.json")),
        "REVIEW": str(checked.artifacts / "review" / "review.json"),
    }
    outcome = city.run("comment.yml", "comment", **given)
    assert outcome.failed == [], outcome.printed
    ((method, path, values),) = github.sent
    assert (method, path) == ("POST", COMMENTS)
    return values["body"]


@pytest.mark.parametrize(("change", "told"), GOOD.values(), ids=GOOD)
def test_a_good_change_is_told_and_shown_and_becomes_public(
    city: Desk, change: Change, told: str
) -> None:
    proposed = city.propose(change)
    checked = city.run("check.yml", "records")
    assert checked.failed == [], checked.printed
    assert commands_in(checked.printed) == []
    assert told in checked.summary
    assert told in (checked.artifacts / "preview.html").read_text(encoding="utf-8")
    assert "21,600" in (checked.artifacts / "site" / PAGE).read_text(encoding="utf-8")
    body = comment_on(city, checked, proposed)
    assert told in body
    assert "/artifacts/9>)" in body

    city.merge()
    published = city.run("publish.yml", "build", SITE_URL=SITE_URL)
    assert published.failed == [], published.printed
    page = (published.artifacts / PAGE).read_text(encoding="utf-8")
    assert "21,600" in page
    assert f'href="{SITE_URL}projects/jichikai-chonaikai-oen/"' in page
    assert list((published.artifacts / "pdf").glob("*.pdf"))


def test_what_is_published_can_be_taken_back(city: Desk) -> None:
    first = git(city.folder, "rev-parse", "main")
    city.propose(replaced("21573", "21600"))
    city.merge()
    outcome = city.run("publish.yml", "build", COMMIT=first[:7])
    assert outcome.failed == [], outcome.printed
    assert "21,573" in (outcome.artifacts / PAGE).read_text(encoding="utf-8")


@pytest.mark.parametrize(("change", "rule"), BAD.values(), ids=BAD)
def test_a_bad_change_is_stopped_and_it_is_told_why(city: Desk, change: Change, rule: str) -> None:
    proposed = city.propose(change)
    checked = city.run("check.yml", "records")
    assert checked.failed == ["make check FORMAT=github"]
    commands = commands_in(checked.printed)
    assert 0 < len(commands) <= 10
    assert all(command.startswith("::error file=content/projects/") for command in commands)
    assert f"[{rule}]" in commands[0]
    assert f"[{rule}]" in checked.summary
    assert not (checked.artifacts / "preview.html").exists()
    assert not (checked.artifacts / "site").exists()
    review = (checked.artifacts / "review" / "review.json").read_bytes()
    assert read(review).compared is Compared.BROKEN
    assert "エラーが1件あります" in comment_on(city, checked, proposed)


@pytest.mark.parametrize(
    "commit", ["", "main", "naosu", "--detach", "0" * 40, "$(id)", "HEAD", "a b", "-"]
)
def test_nothing_but_a_commit_of_main_is_published_again(untouched: Desk, commit: str) -> None:
    before = git(untouched.folder, "rev-parse", "HEAD")
    outcome = untouched.run("publish.yml", "build", COMMIT=commit)
    assert outcome.failed == ["make rollback"]
    assert git(untouched.folder, "rev-parse", "HEAD") == before


def test_a_commit_of_another_branch_is_not_published(city: Desk) -> None:
    proposed = city.propose(replaced("21573", "21600"))
    git(city.folder, "switch", "-q", "main")
    outcome = city.run("publish.yml", "build", COMMIT=proposed)
    assert outcome.failed == ["make rollback"]
