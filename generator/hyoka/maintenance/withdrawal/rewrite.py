"""A clone beside, of whose history what must go is no part; the repository stays as it is."""

import os
from contextlib import chdir, redirect_stderr, redirect_stdout
from multiprocessing import get_context
from pathlib import Path

import git_filter_repo

from hyoka.git import ask_git_or_none
from hyoka.maintenance.withdrawal.local import UnreadableError, objects_with
from hyoka.maintenance.withdrawal.sought import WithdrawnContent


class RewriteError(Exception):
    """The clone could not be made, or something is left in it."""


def rewrite(source: str, clone: Path, sought: WithdrawnContent) -> None:
    """Make `clone`, a bare mirror of `source` (an address or a folder), without what is sought.

    Of all commits of all branches, tags and proposals: texts, names of files, branches and people
    are written anew; files that must go whole are dropped. Every object of the clone is searched.

    Raises:
        RewriteError: the clone could not be made, or an object of it still holds it.
    """
    if clone.exists():
        raise RewriteError("exists")
    clone.parent.mkdir(parents=True, exist_ok=True)
    command = ("clone", "--quiet", "--mirror", "--no-local", "--", source, str(clone.absolute()))
    if ask_git_or_none(clone.parent, *command) is None:
        raise RewriteError("clone")
    ask_git_or_none(clone, "--git-dir=.", "remote", "remove", "origin")
    try:
        process = get_context("spawn").Process(target=_filter, args=(clone, sought))
        process.start()
        process.join()
        if process.exitcode:
            raise RewriteError("filter")
        left = objects_with(clone, sought)
    except (OSError, UnreadableError) as error:
        raise RewriteError("filter") from error
    if left:
        raise RewriteError("left")


def _filter(clone: Path, sought: WithdrawnContent) -> None:
    """In a process of its own: the program changes the folder, prints, and leaves others running.

    What is sought reaches it in memory, not by its arguments or a file.
    """

    def blob(blob: git_filter_repo.Blob, _: object) -> None:
        if WithdrawnContent(None, sought.digests).is_in(blob.data):
            blob.skip()
        else:
            blob.data = sought.replaced(blob.data)

    with (
        Path(os.devnull).open("w", encoding="utf-8") as nowhere,
        chdir(clone),
        redirect_stdout(nowhere),
        redirect_stderr(nowhere),
    ):
        options = git_filter_repo.FilteringOptions.parse_args(["--force", "--quiet"])
        git_filter_repo.RepoFilter(
            options,
            blob_callback=blob,
            filename_callback=sought.replaced,
            message_callback=sought.replaced,
            name_callback=sought.replaced,
            email_callback=sought.replaced,
            refname_callback=sought.replaced,
        ).run()
