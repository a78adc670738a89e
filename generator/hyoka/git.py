"""git, asked in one place, so that it answers alike whoever asks, wherever, with whatever settings.

Only commands that are made for programs are used: they do not obey what people set for their own
reading (`log.follow`, `diff.renames`, `format.pretty`). What else could change an answer is set
here. A user's own configuration is read all the same, for it says whose folders git may open.
"""

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from hyoka.terminal import sanitize

_GIT = (
    *("git", "--no-pager", "--no-replace-objects", "--literal-pathspecs"),
    # Files in a folder of records could make a bare repository of it, whose settings, which can
    # name programs to be run, git would obey; since 2.38 it can be told not to.
    *("-c", "safe.bareRepository=explicit"),
    # A program of the user's, and a file that may tell of another history than the commits do.
    *("-c", "core.fsmonitor=false", "-c", "core.commitGraph=false"),
    *("-c", "advice.graftFileDeprecated=false"),
)
_KEPT = re.compile(r"GIT_(CONFIG_.*|EXEC_PATH|SSH(_.*)?|SSL_.*|ASKPASS)")
"""Of git's own variables those that say where its programs and settings lie, and how a clone of a
part asks for the rest. All others, which a hook inherits (`GIT_DIR`, `GIT_INDEX_FILE`), would lead
to another repository, or let git print more (`GIT_TRACE`)."""
_SET = {
    "LC_ALL": "C",
    "LANGUAGE": "C",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
_REASON = re.compile(r"(?:fatal|error): (.*)")
_NOWHERE = re.compile(r"not a git repository|cannot change to ")
MAX_LENGTH = 300
"""Characters of what git says."""


class Why(StrEnum):
    """Why git does not answer."""

    NO_GIT = "no_git"
    NO_REPOSITORY = "no_repository"
    REFUSED = "refused"


class GitError(Exception):
    """git did not answer."""

    def __init__(self, why: Why, words: str = "") -> None:
        """Keep why, and what git said of it."""
        super().__init__(f"{why}: {words}")
        self.why = why
        self.words = words
        """The first line of what git said, safe to print, at most 300 characters; it may name
        folders of this machine. Empty where it said nothing, as of a commit that is not there."""


@dataclass(frozen=True, slots=True)
class GitFolder:
    """A folder that may lie in a repository, to be asked of git alone: no file of it is opened."""

    path: Path

    @property
    def name(self) -> str:
        """What the folder is called."""
        return self.path.name or self.path.absolute().name

    def ask(self, *command: str, given: bytes = b"") -> bytes:
        """What git prints, asked in the folder; `given`: what it reads on its standard input.

        Raises:
            GitError: there is no git, no repository, or git refuses.
        """
        return ask_git(self.path, *command, given=given)

    def ask_or_none(self, *command: str, given: bytes = b"") -> bytes | None:
        """What git prints; none where there is no git, no repository, no answer."""
        return ask_git_or_none(self.path, *command, given=given)


def ask_git(folder: Path, *command: str, given: bytes = b"") -> bytes:
    """What git prints, asked in `folder`; `given`: what it reads on its standard input.

    Raises:
        GitError: there is no git, no repository, or git refuses.
    """
    try:
        # The commands are fixed; the folder is the one that the site is made from.
        done = subprocess.run(  # noqa: S603
            [*_GIT, "-C", str(folder), *command],
            input=given,
            capture_output=True,
            check=False,
            env=environment(os.environ),
        )
    except (FileNotFoundError, PermissionError):
        raise GitError(Why.NO_GIT) from None
    if done.returncode:
        words = _words(done.stderr, done.returncode)
        raise GitError(Why.NO_REPOSITORY if _NOWHERE.match(words) else Why.REFUSED, words)
    return done.stdout


def ask_git_or_none(folder: Path, *command: str, given: bytes = b"") -> bytes | None:
    """What git prints; none where there is no git, no repository, no answer."""
    try:
        return ask_git(folder, *command, given=given)
    except GitError:
        return None


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """The environment in which git answers alike, from that of whoever asks."""
    kept = {
        name: value
        for name, value in given.items()
        if not name.startswith("GIT_") or _KEPT.fullmatch(name)
    }
    return kept | _SET


def _words(told: bytes, code: int) -> str:
    """The reason, in one line; settings of the user's can let git print others around it.

    Commands that are asked whether there is something end with 1, and no word, where there is not.
    """
    lines = [line.strip() for line in told.decode(errors="replace").splitlines()]
    reasons = [found[1] for line in lines if (found := _REASON.match(line))]
    others = filter(None, lines) if code != 1 else ()
    words = sanitize(next(iter([*reasons, *others]), ""))
    return words if len(words) <= MAX_LENGTH else f"{words[: MAX_LENGTH - 1]}…"
