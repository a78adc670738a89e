"""Where the records are kept: the folder on GitHub that edit links lead to."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from hyoka.git import ask_git_or_none

_NAME = r"(?P<name>[A-Za-z0-9][A-Za-z0-9-]*/(?!\.{1,2}/?$)[\w.-]+?)"
_NAMED = re.compile(_NAME, re.ASCII)
_REMOTE = re.compile(
    rf"(?:https://github\.com/|ssh://git@github\.com/|git@github\.com:){_NAME}(?:\.git)?/?",
    re.ASCII,
)
_LONGEST = 4800
"""Characters of an address. Servers commonly refuse more than 8,192, and whoever is not signed in
is led through a page whose address holds this one, escaped once more."""

_LINK = b"120000 "
"""How git begins to tell of a link."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A folder of records in a repository on GitHub, on the branch that is published."""

    name: str
    """`owner/name`"""
    branch: str
    folder: str
    """From the repository's root, with its final `/`: `content/`."""

    @property
    def edit(self) -> str:
        """The address that edits a file, to be followed by its path in the folder."""
        return self._address("edit")

    @property
    def tree(self) -> str:
        """The address that lists a folder, to be followed by its path in the folder."""
        return self._address("tree")

    @property
    def history(self) -> str:
        """The address that lists the changes of a file or folder, to be followed by its path."""
        return self._address("commits")

    def commit(self, name: str) -> str:
        """The address that shows what a commit changed."""
        return f"https://github.com/{self.name}/commit/{name}"

    def line(self, path: str, number: int) -> str:
        """The address that shows a file in the folder at a line; from there it can be edited.

        That the address of the editor itself takes a line, GitHub says nowhere.
        """
        return f"{self._address('blob')}{quote(path)}#L{number}"

    def new(self, path: str, texts: Sequence[str]) -> str:
        """The address that begins a new file in the folder: with the first of `texts` that fits.

        Where none does, the file begins empty.
        """
        folder, _, name = path.rpartition("/")
        start = f"{self._address('new')}{quote(folder)}?"
        begun = (f"{start}{urlencode({'filename': name, 'value': text})}" for text in texts)
        empty = f"{start}{urlencode({'filename': name})}"
        return next((address for address in begun if len(address) <= _LONGEST), empty)

    @property
    def report(self) -> str:
        """The address that opens a new issue, to be followed by what it is filled with."""
        return f"https://github.com/{self.name}/issues/new"

    def _address(self, view: str) -> str:
        return f"https://github.com/{self.name}/{view}/{quote(self.branch)}/{quote(self.folder)}"


def find_repository(
    environment: Mapping[str, str], content: Path, branch: str
) -> Repository | None:
    """The repository from `GITHUB_REPOSITORY`, else from the git remote `origin`, else none.

    `branch`: the published one; `HYOKA_BRANCH` names that of a proposed change, which its links
    then lead to.
    """
    branch = environment.get("HYOKA_BRANCH") or branch
    folder = folder_in_repository(content)
    named = environment.get("GITHUB_REPOSITORY", "")
    if _NAMED.fullmatch(named):
        return Repository(named, branch, folder)
    remote = _REMOTE.fullmatch(_line(_origin(content)))
    return Repository(remote["name"], branch, folder) if remote else None


def _origin(content: Path) -> bytes | None:
    """The address of `origin` as the repository itself has it, whatever its user puts in place."""
    return ask_git_or_none(content, "config", "--local", "--get", "remote.origin.url")


def report_form(content: Path) -> str:
    """The name of the form in which an error is reported; empty where the repository has none.

    What GitHub makes of an address that names a form that is not there, it does not say.
    """
    form = root_of(content) / ".github" / "ISSUE_TEMPLATE" / "report.yml"
    return form.name if form.is_file() else ""


def folder_in_repository(content: Path) -> str:
    """Where `content` lies from the root of its repository: `content/`."""
    return _line(ask_git_or_none(content, "rev-parse", "--show-prefix")) or f"{content.name}/"


def root_of(content: Path) -> Path:
    """The root of the repository that `content` lies in; without one, the folder above it."""
    top = _line(ask_git_or_none(content, "rev-parse", "--show-toplevel"))
    return Path(top) if top else content.absolute().parent


def tracked_link(content: Path) -> Path | None:
    """The link in place of a folder, or of one around it, that git keeps; none where there is none.

    Whoever proposes a change could let it lead anywhere. Links that git does not keep are those of
    the computer, such as `/tmp` on macOS, or of whoever works at it.
    """
    for way in (path := Path(os.path.abspath(content)), *path.parents):  # noqa: PTH100 - a link stays
        if way.is_symlink():
            asked = ("ls-files", "--stage", "--", way.name)
            if (ask_git_or_none(way.parent, *asked) or b"").startswith(_LINK):
                return way
    return None


def _line(answer: bytes | None) -> str:
    return (answer or b"").decode(errors="replace").strip()
