"""What is asked of GitHub and told to it, all by its own program `gh`: comments and issues."""

import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

AUTHOR = "github-actions[bot]"
"""Who writes what a workflow writes; nobody else can take that name."""
PREVIEW = "preview.html"
"""The artifact with the changed pages."""
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_PULL_REF = re.compile(r"refs/pull/([1-9][0-9]{0,6})/merge")
"""What a workflow for a pull request has checked out."""


class GitHubError(Exception):
    """GitHub did not do what it was asked, or was not asked because of what an event says."""


class NotThereError(GitHubError):
    """What was asked for is not there, or not for this token to see."""


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run of the workflow `check`, for a proposed change."""

    repository: str
    """The one that the change is proposed to: `owner/name`."""
    number: int
    head: str
    """`owner:branch` of the proposed change."""
    commit: str
    source: str
    """The repository that the branch lies in: `owner/name`. One owner may have several forks."""
    pulls: frozenset[int] = frozenset()
    """The pull requests that the event names; none where the branch lies in a fork. They are those
    of the branch: for which of them it ran, GitHub does not say."""

    @property
    def url(self) -> str:
        """The run's page."""
        return f"https://github.com/{self.repository}/actions/runs/{self.number}"

    @property
    def commit_url(self) -> str:
        """The page of the commit that was checked."""
        return f"https://github.com/{self.repository}/commit/{self.commit}"


def run_of(event: bytes) -> Run:
    """The run that an event `workflow_run` tells of; GitHub itself writes the event.

    Raises:
        GitHubError: it is no such event, or its run was not for a pull request.
    """
    try:
        whole = json.loads(event)
        run = whole["workflow_run"]
        source, repository = run["head_repository"], whole["repository"]
        head = f"{source['owner']['login']}:{run['head_branch']}"
        # A fork's pull requests have numbers of their own.
        named = [p for p in run["pull_requests"] if p["base"]["repo"]["id"] == repository["id"]]
        pulls = frozenset(int(pull["number"]) for pull in named)
        number, commit = int(run["id"]), run["head_sha"]
        found = Run(repository["full_name"], number, head, commit, source["full_name"], pulls)
        is_proposed = run["event"] == "pull_request"
    except (ValueError, KeyError, TypeError) as error:
        raise GitHubError(f"no workflow_run event ({error!r})") from None
    if not (is_proposed and _REPOSITORY.fullmatch(found.repository)):
        raise GitHubError("a run that was not for a pull request")
    if not _COMMIT.fullmatch(found.commit):
        raise GitHubError("no commit")
    return found


@dataclass(frozen=True, slots=True)
class Proposal:
    """An open pull request."""

    number: int
    files: tuple[str, ...] | None
    """The paths that it changes, also the former ones of renamed files; none where GitHub does not
    list them all, which it does of 3,000 at most."""
    alone: bool = True
    """Whether no other open pull request proposes the same commit of the branch: to another one."""


def proposal_of(run: Run, branch: str) -> Proposal | None:
    """The open pull request to `branch` whose newest commit the run has checked.

    There is none any more where it was closed, leads to another branch or has a newer commit; and
    none where several would fit.
    """
    proposed = _proposed(run)
    fitting = [number for number, base in proposed.items() if base == branch]
    if run.pulls:
        fitting = [number for number in fitting if number in run.pulls]
    if len(fitting) != 1:
        return None
    (number,) = fitting
    path = f"repos/{run.repository}/pulls/{number}"
    changed = "{path: .filename, former: .previous_filename}"
    files = list(_list(f"{path}/files?per_page=100", f".[] | {changed}"))
    # After the list: it would be that of a newer commit.
    asked = "{commit: .head.sha, base: .base.ref, state, files: .changed_files}"
    (now,) = _list(path, asked)
    if (now["commit"], now["base"], now["state"]) != (run.commit, branch, "open"):
        return None
    paths = tuple(str(file[key]) for file in files for key in ("path", "former") if file[key])
    return Proposal(number, paths if now["files"] == len(files) else None, len(proposed) == 1)


def _proposed(run: Run) -> Mapping[int, str]:
    """The branch that each open pull request of the checked commit leads to, by its number."""
    path = f"repos/{run.repository}/pulls?state=open&per_page=100&head={quote(run.head, safe='')}"
    asked = "{number, commit: .head.sha, source: .head.repo.full_name, base: .base.ref}"
    return {
        int(pull["number"]): str(pull["base"])
        for pull in _list(path, f".[] | {asked}")
        if (pull["commit"], pull["source"]) == (run.commit, run.source)
    }


@dataclass(frozen=True, slots=True)
class Target:
    """The pull request that a check runs for."""

    number: int = 0
    """0: for none, as at a desk."""
    branch: str = ""
    """The one that it leads to."""


def target_in(environment: Mapping[str, str]) -> Target:
    """The pull request of the workflow that runs, as the runner tells it."""
    pull = _PULL_REF.fullmatch(environment.get("GITHUB_REF", ""))
    return Target(int(pull[1]), environment.get("GITHUB_BASE_REF", "")) if pull else Target()


def preview_of(run: Run) -> str:
    """The address of the run's preview; empty where it has none."""
    path = f"repos/{run.repository}/actions/runs/{run.number}/artifacts?per_page=100"
    found = [a for a in _list(path, ".artifacts[] | {id, name}") if a["name"] == PREVIEW]
    return f"{run.url}/artifacts/{max(int(artifact['id']) for artifact in found)}" if found else ""


def site_of(repository: str) -> str:
    """The address of the repository's public site, with its final `/`; empty where it has none.

    Raises:
        GitHubError: it could not be asked.
    """
    try:
        (found,) = _list(f"repos/{repository}/pages", "{url: .html_url}")
    except NotThereError:
        return ""
    url = str(found["url"])
    return f"{url.rstrip('/')}/" if url.startswith("https://") else ""


def put_comment(repository: str, number: int, marker: str, text: str) -> None:
    """Write the one comment that begins with `marker`: anew where it is there, else as a new one.

    Raises:
        GitHubError: it could not be written.
    """
    comments = f"repos/{repository}/issues/{number}/comments"
    own = _own(f"{comments}?per_page=100", "id", marker)
    if own is None:
        _send("POST", comments, {"body": text})
    else:
        _send("PATCH", f"repos/{repository}/issues/comments/{own}", {"body": text})


def put_issue(repository: str, title: str, text: str, *, needed: bool) -> bool:
    """Write the one open issue whose text begins with the first line of `text`.

    Where there is none, one is opened if it is `needed`. Whether anything was written.

    Raises:
        GitHubError: it could not be written.
    """
    issues = f"repos/{repository}/issues"
    marker = text.splitlines()[0]
    author = quote(AUTHOR, safe="")
    own = _own(f"{issues}?state=open&creator={author}&per_page=100", "number", marker)
    if own is not None:
        _send("PATCH", f"{issues}/{own}", {"title": title, "body": text})
    elif needed:
        _send("POST", issues, {"title": title, "body": text})
    return needed or own is not None


def repository_in(environment: Mapping[str, str]) -> str:
    """The repository of the workflow that runs: `owner/name`.

    Raises:
        GitHubError: none runs.
    """
    named = environment.get("GITHUB_REPOSITORY", "")
    if not _REPOSITORY.fullmatch(named):
        raise GitHubError("GITHUB_REPOSITORY names no repository")
    return named


def listed(path: str, each: str) -> Iterator[dict[str, Any]]:
    """What GitHub answers to a question, page after page; `each`: jq's words for a line of it.

    Raises:
        GitHubError: it could not be asked.
    """
    return _list(path, each)


def remove(path: str) -> None:
    """Delete what lies at a path of GitHub's programming interface.

    Raises:
        GitHubError: it could not be deleted; `NotThereError`: it is not there.
    """
    _send("DELETE", path, {})


def _own(path: str, key: str, marker: str) -> int | None:
    """The number of the text that a workflow wrote and that begins with `marker`."""
    for text in _list(path, f".[] | {{number: .{key}, author: .user.login, body}}"):
        if text["author"] == AUTHOR and str(text["body"] or "").startswith(marker):
            return int(text["number"])
    return None


def _list(path: str, each: str) -> Iterator[dict[str, Any]]:
    """What GitHub answers to a question, page after page; `each`: jq's words for a line of it."""
    answer = _gh("api", "--paginate", path, "--jq", each)
    return (json.loads(line) for line in answer.splitlines() if line.strip())


def _send(method: str, path: str, values: Mapping[str, str]) -> None:
    _gh("api", "--method", method, path, "--input", "-", "--silent", given=json.dumps(values))


def _gh(*arguments: str, given: str = "") -> str:
    try:
        # No shell reads the arguments; none of them begins with what a proposed change says.
        done = subprocess.run(  # noqa: S603
            ["gh", *arguments],  # noqa: S607 - gh as the runner has it
            input=given,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    except FileNotFoundError:
        raise GitHubError("gh is not installed") from None
    if done.returncode:
        text = done.stderr.strip()
        raise NotThereError(text) if "(HTTP 404)" in text else GitHubError(text)
    return done.stdout
