"""From an edit to the public site: the workflows' own commands, run in a clone, one after another.

A proposed change is one line of `GOOD`, `BAD` or `MALICIOUS`.
"""

import json
from html import escape
from pathlib import Path

import pytest

from hyoka.changes.review import Compared, read
from tests.fake_github import COMMENTS, EVENT, forge
from tests.git_histories import git
from tests.malicious.folders import CASES, FILES, NAMES, make_outside
from tests.malicious.outputs import ANNOTATION, commands, is_only_read, running
from tests.shared_folders import make_once
from tests.workflow_clone import Change, Desk, Outcome, desk, event_for, made, replaced, repository

PAGE = Path("projects", "jichikai-chonaikai-oen", "index.html")
SITE_URL = "https://city.example/hyoka/"

GOOD: dict[str, tuple[Change, str]] = {
    "a corrected amount": (replaced("21573", "21600"), "決算額：21,573千円 → 21,600千円"),
}
"""A change that becomes public, and what is told of it."""
BAD: dict[str, tuple[Change, str]] = {
    "a key that is none": (replaced("settlement:", "setlement:"), "misspelt_key"),
    "a file that is no record": (made("content/projects/atarashii.yml", "name: [\n"), "bracket"),
}
"""A change that is stopped, and the rule that stops it."""
MARKUP = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) ::error::x ##[error]x @all `x`"
"""The name of a project that wants to be everything but a name."""
_APART = {"a link in place of the records' folder", "a hidden link to a folder"}
"""What would stand where other cases do, and what git does not take."""
MALICIOUS: dict[str, tuple[str, ...]] = {
    "names": tuple(NAMES),
    "large": ("a record of 50 MB", "a billion laughs in a page's head", "a page that leads away"),
    "deep": ("a billion laughs", "deep nesting in a page's head"),
    "links": tuple(name for name in FILES if "link" in name and name not in _APART),
}
"""Cases of `tests/malicious/` that are proposed in one change."""


@pytest.fixture(scope="session")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_once(tmp_path_factory, "committed", repository)


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory, committed: Path) -> Desk:
    return desk(tmp_path_factory.mktemp("untouched"), committed)


@pytest.fixture
def city(tmp_path: Path, committed: Path) -> Desk:
    return desk(tmp_path, committed)


def comment_on(city: Desk, checked: Outcome, proposed: str) -> str:
    """The comment that the workflow `comment` posts in a pull request of the proposed commit."""
    return comment_of(city, checked.artifacts / "review" / "review.json", proposed)


def comment_of(city: Desk, review: Path, proposed: str) -> str:
    """The same of what a run of `check` left behind."""
    folder = city.folder.parent
    github = forge(folder / "gh")
    github.propose("content/a.yml", commit=proposed)
    given = {
        "PATH": github.path,
        "GITHUB_EVENT_PATH": str(event_for(proposed, EVENT, folder / "event.json")),
        "REVIEW": str(review),
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
    branch = {"GITHUB_REPOSITORY": "city/hyoka", "HYOKA_BRANCH": "naosu"}
    checked = city.run("check.yml", "records", **branch)
    assert checked.failed == [], checked.printed
    assert commands(checked.printed) == []
    assert told in checked.summary
    shown = (checked.artifacts / "preview.html").read_text(encoding="utf-8")
    assert 'href="https://github.com/city/hyoka/edit/naosu/content/projects/' in shown
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
    told = commands(checked.printed)
    assert 0 < len(told) <= 10
    assert all(command.startswith("::error file=content/projects/") for command in told)
    assert f"[{rule}]" in told[0]
    assert f"[{rule}]" in checked.summary
    assert not (checked.artifacts / "preview.html").exists()
    assert not (checked.artifacts / "site").exists()
    review = (checked.artifacts / "review" / "review.json").read_bytes()
    assert read(review).compared is Compared.BROKEN
    assert "エラーが1件あります" in comment_on(city, checked, proposed)


@pytest.mark.parametrize("names", MALICIOUS.values(), ids=MALICIOUS)
def test_a_malicious_change_is_stopped_and_is_only_read(city: Desk, names: tuple[str, ...]) -> None:
    cases = [CASES[name] for name in names]

    def change(folder: Path) -> None:
        for case in cases:
            case.spoil(folder / "content")

    proposed = city.propose(change)
    make_outside(city.folder / "content")
    checked = city.run("check.yml", "records")
    assert checked.failed == ["make check FORMAT=github"]
    told = commands(checked.printed)
    assert 0 < len(told) <= 10
    assert [line for line in told if not ANNOTATION.fullmatch(line) or "##[" in line] == []
    assert [case.rule for case in cases if f"[{case.rule}]" not in checked.summary] == []
    assert not (checked.artifacts / "preview.html").exists()
    assert not (checked.artifacts / "site").exists()
    review = (checked.artifacts / "review" / "review.json").read_text(encoding="utf-8")
    body = comment_on(city, checked, proposed)
    assert [
        text for text in (checked.printed, checked.summary, review, body) if not is_only_read(text)
    ] == []
    assert commands(body) == []


def test_a_text_that_wants_to_be_more_is_shown_as_it_stands(city: Desk) -> None:
    proposed = city.propose(replaced("name: 自治会・町内会応援事業", f"name: {json.dumps(MARKUP)}"))
    checked = city.run("check.yml", "records")
    assert checked.failed == [], checked.printed
    body = comment_on(city, checked, proposed)
    assert [commands(text) for text in (checked.printed, checked.summary, body)] == [[], [], []]
    for text in (checked.summary, body):
        assert "onerror" in text
        assert "<img" not in text
        assert "](javascript" not in text
    page = (checked.artifacts / "site" / PAGE).read_text(encoding="utf-8")
    preview = (checked.artifacts / "preview.html").read_text(encoding="utf-8")
    for html in (page, preview):
        assert escape(MARKUP, quote=False) in html
        assert running(html) == []


def test_no_comment_is_made_of_what_no_check_wrote(city: Desk) -> None:
    forged = city.folder.parent / "review.json"
    forged.write_text(json.dumps({"compared": "yes", "body": MARKUP}), encoding="utf-8")
    proposed = git(city.folder, "rev-parse", "HEAD")
    said = comment_of(city, forged, proposed)
    assert "最後まで終わっていません" in said
    assert not any(word in said for word in ("img", "alert", "@all"))


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
