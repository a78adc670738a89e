"""What is asked of GitHub and told to it, with a `gh` of the tests' own."""

import json
from pathlib import Path

import pytest

from generator.github import (
    AUTHOR,
    GitHubError,
    Proposal,
    Run,
    preview_of,
    proposal_of,
    put_comment,
    put_issue,
    run_of,
    site_of,
)
from tests.forge import (
    COMMENTS,
    COMMIT,
    EVENT,
    ISSUES,
    OPEN_ISSUES,
    PULL,
    REPOSITORY,
    RUN,
    Forge,
    forge,
)

MARKER = "<!-- hyoka review -->"


@pytest.fixture
def github(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Forge:
    made = forge(tmp_path / "gh")
    monkeypatch.setenv("PATH", made.path)
    return made


def event(**changed: object) -> bytes:
    return json.dumps(EVENT | {"workflow_run": EVENT["workflow_run"] | changed}).encode()


RUN_OF_STAFF = Run(REPOSITORY, RUN, "staff:naosu$(id)", COMMIT)


def test_the_event_tells_which_run_it_was() -> None:
    assert run_of(event()) == RUN_OF_STAFF
    assert RUN_OF_STAFF.url == "https://github.com/city/hyoka/actions/runs/42"


@pytest.mark.parametrize(
    "told",
    [
        b"",
        b"[]",
        b"{}",
        event(event="push"),
        event(head_sha="main"),
        event(id="x"),
        event(head_repository=None),
        json.dumps(EVENT | {"repository": {"full_name": "../../user"}}).encode(),
    ],
)
def test_an_event_that_is_none_is_refused(told: bytes) -> None:
    with pytest.raises(GitHubError):
        run_of(told)


def test_the_pull_request_is_the_one_whose_newest_commit_was_checked(github: Forge) -> None:
    github.propose("content/a.yml", "content/b.yml", former="content/c.yml")
    found = proposal_of(RUN_OF_STAFF)
    assert found == Proposal(7, ("content/a.yml", "content/b.yml", "content/c.yml"))
    assert proposal_of(Run(REPOSITORY, RUN, RUN_OF_STAFF.head, "e" * 40)) is None


@pytest.mark.parametrize("now", [{"commit": "e" * 40}, {"state": "closed"}])
def test_a_list_of_files_that_may_be_another_commit_s_is_nobody_s(
    github: Forge, now: dict[str, str]
) -> None:
    github.answer(PULL, [{"commit": COMMIT, "state": "open", "files": 1, **now}])
    assert proposal_of(RUN_OF_STAFF) is None


def test_of_too_many_files_none_is_known(github: Forge) -> None:
    github.answer(PULL, [{"commit": COMMIT, "state": "open", "files": 3001}])
    assert proposal_of(RUN_OF_STAFF) == Proposal(7, None)


def test_a_site_that_could_not_be_asked_for_is_not_none(github: Forge) -> None:
    (github.folder / "gh").write_text("#!/bin/sh\necho 'gh: Bad gateway (HTTP 502)' >&2; exit 1\n")
    with pytest.raises(GitHubError, match="502"):
        site_of(REPOSITORY)


@pytest.mark.usefixtures("github")
def test_where_the_preview_and_the_site_are() -> None:
    assert preview_of(RUN_OF_STAFF) == f"{RUN_OF_STAFF.url}/artifacts/9"
    assert site_of(REPOSITORY) == "https://city.example/hyoka/"
    assert site_of("city/without-pages") == ""


def test_the_first_comment_is_new(github: Forge) -> None:
    put_comment(REPOSITORY, 7, MARKER, f"{MARKER}\nこんにちは")
    assert github.sent == [("POST", COMMENTS, {"body": f"{MARKER}\nこんにちは"})]


def test_the_next_comment_takes_the_place_of_ones_own(github: Forge) -> None:
    written = [
        {"number": 1, "author": "somebody", "body": f"{MARKER} 見て"},
        {"number": 2, "author": AUTHOR, "body": "ほかのこと"},
        {"number": 3, "author": AUTHOR, "body": None},
        {"number": 4, "author": AUTHOR, "body": f"{MARKER}\n前の結果"},
    ]
    github.answer(f"{COMMENTS}?per_page=100", written)
    put_comment(REPOSITORY, 7, MARKER, "後の結果")
    path = f"repos/{REPOSITORY}/issues/comments/4"
    assert github.sent == [("PATCH", path, {"body": "後の結果"})]


def test_an_issue_is_opened_only_when_it_is_needed(github: Forge) -> None:
    put_issue(REPOSITORY, "点検", "<!-- w -->\nない", needed=False)
    assert github.sent == []
    put_issue(REPOSITORY, "点検", "<!-- w -->\nある", needed=True)
    assert github.sent == [("POST", ISSUES, {"title": "点検", "body": "<!-- w -->\nある"})]


def test_an_open_issue_is_written_anew_even_when_all_is_well(github: Forge) -> None:
    github.answer(OPEN_ISSUES, [{"number": 3, "author": AUTHOR, "body": "<!-- w -->\n前"}])
    put_issue(REPOSITORY, "点検", "<!-- w -->\nない", needed=False)
    told = {"title": "点検", "body": "<!-- w -->\nない"}
    assert github.sent == [("PATCH", f"{ISSUES}/3", told)]


def test_without_gh_it_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitHubError, match="not installed"):
        put_comment(REPOSITORY, 7, MARKER, "x")
