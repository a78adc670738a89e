"""Where a city's own history begins, in a repository that was begun as a copy of another city's.

Whoever copies a repository gets its history with it. Of what was before the first commit in which
`municipality.yml` has the city's code, nothing is told: no change, no day, no writer's words.
"""

from dataclasses import replace

from hyoka.content.content import MAX_BYTES
from hyoka.content.documents import examine_text
from hyoka.content.record_paths import MUNICIPALITY
from hyoka.git import GitFolder
from hyoka.history.git_log import Commit, Revisions, Unknown, revisions_of


def of_city(revisions: Revisions, code: str) -> Revisions:
    """The revisions since the records are those of the municipality with this `code`.

    A file that has not changed since has no day. Of what a merge brought from another city's
    repository later, no writer's words are told.
    """
    commits, folder = revisions.commits, revisions.folder
    if folder is None:
        return revisions  # nobody can be asked
    named = [number for number, commit in enumerate(commits) if _is_of_municipality(commit)]
    codes = {number: _code_at(folder, commits[number].name) for number in named}
    own = [number for number in named if codes[number] == code]
    if not any(codes.values()):
        return revisions  # of a record that nobody committed
    if not own:
        return Revisions(Unknown.ANOTHER_CITY)
    foreign = [number for number in named if codes[number] not in {code, None}]
    since = [number for number in own if number < min(foreign, default=len(commits))]
    if not foreign and named[-1] in own:
        return revisions  # never another city's
    if not since:
        return Revisions(Unknown.ANOTHER_CITY)
    kept = commits[: since[-1] + 1]
    return revisions_of([_own_words(commit, folder, code) for commit in kept], folder)


def _own_words(commit: Commit, folder: GitFolder, code: str) -> Commit:
    """A commit without the words of what it brought from another city's repository."""
    own = (one for one in commit.brought if _code_at(folder, one.name) in {code, None})
    return replace(commit, brought=tuple(own))


def _is_of_municipality(commit: Commit) -> bool:
    return any(change.path == MUNICIPALITY for change in commit.changes)


def _code_at(folder: GitFolder, commit: str) -> str | None:
    """The municipality's code at a commit; none where nobody can read one."""
    told = folder.ask_or_none("cat-file", "blob", f"{commit}:./{MUNICIPALITY}")
    if told is None or len(told) > MAX_BYTES:
        return None
    document = examine_text(told.decode(errors="replace"), MUNICIPALITY).document
    data = document.data if document else None
    code = data.get("code") if isinstance(data, dict) else None
    return None if code is None else str(code)
