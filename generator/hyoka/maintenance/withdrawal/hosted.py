"""The places on GitHub besides the repository itself. What is sought is never sent there."""

from collections.abc import Iterator, Mapping
from typing import Any

from hyoka.github import GitHubError, NotThereError, listed, remove
from hyoka.maintenance.withdrawal.places import Action, FoundPlace
from hyoka.maintenance.withdrawal.sought import WithdrawnContent

_PAGE = "per_page=100"
_EXAMPLES = 5
_KEPT: Mapping[Action, tuple[str, str]] = {
    Action.ARTIFACTS: ("actions/artifacts", ".artifacts[] | select(.expired | not) | {id, name}"),
    Action.CACHES: ("actions/caches", ".actions_caches[] | {id, name: .key}"),
    Action.LOGS: (
        "actions/runs",
        '.workflow_runs[] | select(.status == "completed") | {id, name}',
    ),
}
"""What past runs left: where it is listed, and jq's words for a line of it."""
_TEXTS = ("issues?state=all&", "issues/comments?", "pulls/comments?", "comments?", "releases?")
"""What people wrote: where it is listed."""


def hosted_places(repository: str, sought: WithdrawnContent) -> Iterator[FoundPlace]:
    """What GitHub keeps of the repository `owner/name` that may hold it, or does."""
    for action in _KEPT:
        yield _counted(repository, action)
    yield _written(repository, sought)
    yield _named(repository, "forks", ".[] | {name: .full_name}")
    yield _named(repository, "releases", ".[] | {name: .tag_name}")
    yield _site(repository)


def delete(repository: str, action: Action) -> int:
    """Delete what past runs left; how much it was.

    Raises:
        GitHubError: something could not be deleted.
    """
    path, each = _KEPT[action]
    ending = "/logs" if action is Action.LOGS else ""
    count = 0
    for one in list(listed(f"repos/{repository}/{path}?{_PAGE}", each)):
        try:
            remove(f"repos/{repository}/{path}/{int(one['id'])}{ending}")
        except NotThereError:
            continue  # it is gone already
        count += 1
    return count


def _counted(repository: str, action: Action) -> FoundPlace:
    path, each = _KEPT[action]
    try:
        count = sum(1 for _ in listed(f"repos/{repository}/{path}?{_PAGE}", each))
    except GitHubError:
        return FoundPlace(action.value, None)
    return FoundPlace(action.value, count, (), action if count else None)


def _written(repository: str, sought: WithdrawnContent) -> FoundPlace:
    """Issues, proposals, comments and releases: they are read here, not searched for there."""
    found: list[str] = []
    try:
        for path in _TEXTS:
            asked = f"repos/{repository}/{path}{_PAGE}"
            each = ".[] | {url: .html_url, title: (.title // .name), body}"
            found += [str(one["url"]) for one in listed(asked, each) if _holds(one, sought)]
    except GitHubError:
        return FoundPlace("written", None)
    shown = tuple(sought.masked(url) for url in found[:_EXAMPLES])
    return FoundPlace("written", len(found), shown)


def _holds(one: Mapping[str, Any], sought: WithdrawnContent) -> bool:
    return any(sought.is_in_text(str(one.get(key) or "")) for key in ("title", "body"))


def _named(repository: str, what: str, each: str) -> FoundPlace:
    try:
        names = [str(one["name"]) for one in listed(f"repos/{repository}/{what}?{_PAGE}", each)]
    except GitHubError:
        return FoundPlace(what, None)
    return FoundPlace(what, len(names), tuple(names[:_EXAMPLES]))


def _site(repository: str) -> FoundPlace:
    try:
        sites = list(listed(f"repos/{repository}/pages", "{url: .html_url}"))
    except NotThereError:
        return FoundPlace("site", 0)
    except GitHubError:
        return FoundPlace("site", None)
    return FoundPlace("site", len(sites), tuple(str(one["url"]) for one in sites))
