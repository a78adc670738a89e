"""What is asked of GitHub and told to it, with a `gh` of the tests' own."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from hyoka.github import (
    AUTHOR,
    GitHubError,
    Proposal,
    Run,
    Target,
    preview_of,
    proposal_of,
    put_comment,
    put_issue,
    run_of,
    site_of,
    target_in,
)
from tests.fake_github import (
    CHANGED,
    COMMENTS,
    COMMIT,
    EVENT,
    ISSUES,
    OPEN_ISSUES,
    PULL,
    PULLS,
    REPOSITORY,
    RUN,
    SOURCE,
    Forge,
    forge,
    pull,
)

MARKER = "<!-- hyoka review -->"


@pytest.fixture
def github(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Forge:
    made = forge(tmp_path / "gh")
    monkeypatch.setenv("PATH", made.path)
    return made


def event(**changed: object) -> bytes:
    return json.dumps(EVENT | {"workflow_run": EVENT["workflow_run"] | changed}).encode()


RUN_OF_STAFF = Run(REPOSITORY, RUN, "staff:naosu$(id)", COMMIT, SOURCE)


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
        event(pull_requests=None),
        event(pull_requests=[{"number": 7}]),
        json.dumps(EVENT | {"repository": {"full_name": "../../user"}}).encode(),
    ],
)
def test_an_event_that_is_none_is_refused(told: bytes) -> None:
    with pytest.raises(GitHubError):
        run_of(told)


def test_the_pull_request_is_the_one_whose_newest_commit_was_checked(github: Forge) -> None:
    github.propose("content/a.yml", "content/b.yml", former="content/c.yml")
    found = proposal_of(RUN_OF_STAFF, "main")
    assert found == Proposal(7, ("content/a.yml", "content/b.yml", "content/c.yml"))
    assert proposal_of(replace(RUN_OF_STAFF, commit="e" * 40), "main") is None


def event_pull(number: int, repository: int = 1) -> dict[str, object]:
    """A pull request, as an event names it."""
    return {"number": number, "base": {"ref": "main", "repo": {"id": repository}}}


def test_the_event_names_pull_requests_of_other_repositories_too() -> None:
    """Whoever takes the branch over into a fork proposes it there."""
    told = event(pull_requests=[event_pull(7), event_pull(8, repository=2)])
    assert run_of(told) == replace(RUN_OF_STAFF, pulls=frozenset({7}))


SEVERAL = {
    "to another branch alone": ([pull(7, "release")], None),
    "to another branch, too": ([pull(8, "release"), pull(7)], (7, False)),
    "the other one first": ([pull(7), pull(8, "release")], (7, False)),
    "another commit to another branch": ([pull(7), pull(8, "release", "f" * 40)], (7, True)),
    "of another fork of the owner": ([pull(8, source="staff/other"), pull(7)], (7, True)),
    "of another fork alone": ([pull(7, source="staff/other")], None),
    "of a fork that is gone": ([pull(7) | {"source": None}], None),
    "two of which either could be meant": ([pull(7), pull(8)], None),
    "a branch that is called alike": ([pull(7, "Main"), pull(8, "main2")], None),
}
"""Open pull requests of one branch, and the one that is found, and whether it is alone."""


@pytest.mark.parametrize(("pulls", "found"), SEVERAL.values(), ids=SEVERAL)
def test_of_several_pull_requests_the_one_to_the_published_branch_is_found(
    github: Forge, pulls: list[dict[str, object]], found: tuple[int, bool] | None
) -> None:
    github.answer(PULLS, pulls)
    proposal = proposal_of(RUN_OF_STAFF, "main")
    assert (proposal and (proposal.number, proposal.alone)) == found


def test_one_that_the_event_does_not_name_is_not_found(github: Forge) -> None:
    github.propose("content/a.yml")
    assert proposal_of(replace(RUN_OF_STAFF, pulls=frozenset({8})), "main") is None
    assert proposal_of(replace(RUN_OF_STAFF, pulls=frozenset({7, 8})), "main") is not None


def test_the_runner_tells_which_pull_request_is_checked() -> None:
    told = {"GITHUB_REF": "refs/pull/7/merge", "GITHUB_BASE_REF": "release"}
    assert target_in(told) == Target(7, "release")
    queue = "refs/heads/gh-readonly-queue/main/pr-7-0123"
    for ref in ("refs/heads/main", queue, "refs/pull/7/head", "refs/pull/07/merge", ""):
        assert target_in(told | {"GITHUB_REF": ref}) == Target()
    assert target_in({}) == Target()


@pytest.mark.parametrize("now", [{"commit": "e" * 40}, {"state": "closed"}, {"base": "release"}])
def test_a_list_of_files_that_may_be_another_commit_s_is_nobody_s(
    github: Forge, now: dict[str, str]
) -> None:
    told = {"commit": COMMIT, "base": "main", "state": "open", "files": 1}
    github.answer(PULL, [told])
    github.answer(CHANGED, [{"path": "content/a.yml", "former": None}])
    assert proposal_of(RUN_OF_STAFF, "main") is not None
    github.answer(PULL, [told | now])
    assert proposal_of(RUN_OF_STAFF, "main") is None


def test_of_too_many_files_none_is_known(github: Forge) -> None:
    told = {"commit": COMMIT, "base": "main", "state": "open", "files": 3001}
    github.answer(PULL, [told])
    assert proposal_of(RUN_OF_STAFF, "main") == Proposal(7, None)


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
