"""`hyoka diff | review | preview | comment`: for those who review a proposed change."""

import datetime
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import click

from hyoka import site
from hyoka.authoring import codeowners
from hyoka.changes.compared_sources import compare_sources
from hyoka.changes.difference import Difference, as_json, as_markdown, as_text
from hyoka.changes.review import (
    MARKER,
    MAX_BYTES,
    FaultySideError,
    Review,
    ReviewLinks,
    SideError,
    UnknownSideError,
    comment,
    make_review,
    read,
    review_as_json,
)
from hyoka.cli.group import main, progress
from hyoka.cli.kept_checks import as_found, kept_check
from hyoka.cli.options import AS_OF, CONTENT, language_in, unlinked
from hyoka.content import read_folder
from hyoka.files.atomic_write import replace_file
from hyoka.files.staging import SITE, StagedFolder
from hyoka.github import (
    GitHubError,
    Proposal,
    Run,
    Target,
    preview_of,
    proposal_of,
    put_comment,
    run_of,
    site_of,
    target_in,
)
from hyoka.history.github_links import folder_in_repository
from hyoka.problems import errors_in
from hyoka.report import report, summarize
from hyoka.terminal import sanitize
from hyoka.wording import Language

_FORMS: Mapping[str, Callable[[Difference, Language, str], str]] = {
    "text": lambda difference, language, _: as_text(difference, language),
    "markdown": as_markdown,
    "json": lambda difference, _, __: as_json(difference),
}


_ADDRESS = click.option(
    "--address", default="", envvar="SITE_URL", metavar="URL", help="公開サイトのアドレス。"
)


@main.command("diff")
@click.argument("base")
@click.argument("head", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(_FORMS)),
    default="text",
    show_default=True,
    help="text は読む人のため、markdown はプルリクエストのコメントのため、json はほかの"
    "プログラムのため。",
)
@_ADDRESS
@click.option(
    "--content",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("content"),
    show_default=True,
    callback=lambda _context, _option, folder: unlinked(folder),
    help="HEAD がないときの、今の記録のあるフォルダー。コミットでは、そこにあるフォルダー。",
)
@AS_OF
def diff_command(  # noqa: PLR0913 - one parameter an option
    base: str, head: str | None, form: str, address: str, content: Path, day: datetime.date
) -> None:
    """BASE から HEAD への変更で、サイトの何が変わるかを示します。

    BASE と HEAD は、git のコミット（main、abc1234 など）か、記録のフォルダーです。どちらにも
    読めるときはコミットと見ます。フォルダーのことなら、./main のように書いてください。
    HEAD がなければ、今の --content のフォルダーと比べます。

    BASE がコミットなら、HEAD（なければ今のブランチ）と分かれたときのコミットから比べ、そのあとの
    BASE の変更は示しません。HEAD が BASE より前のコミットなら、HEAD に戻すと変わることを示します。
    """
    language = language_in(content)
    try:
        with progress(language):
            difference = compare_sources(base, head, content, language, day)
    except SideError as error:
        raise _failed(error, language) from None
    words = _FORMS[form](difference, language, _root(address))
    click.echo(words.encode() if form == "json" else words)  # JSON is UTF-8 on any console


def _root(address: str) -> str:
    """A site's address with its final `/`; empty where it is not known."""
    return address and f"{address.rstrip('/')}/"


def _failed(error: SideError, language: Language) -> click.ClickException:
    """How a command ends where one of the two cannot be read; errors of records are told first."""
    if isinstance(error, FaultySideError) and error.errors:
        click.echo(report(error.errors, language), err=True)
    ended = click.UsageError if isinstance(error, UnknownSideError) else click.ClickException
    return ended(sanitize(str(error)))


_MAX_SUMMARY = 300_000
"""Characters; GitHub drops a summary of more than a mebibyte."""
_REVIEW = Path("review.json")
_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False)


@main.command("review")
@click.argument("base")
@click.option(
    "--output", type=_FILE, default=_REVIEW, show_default=True, help="結果を書くファイル。"
)
@_ADDRESS
@CONTENT
@AS_OF
def review_command(
    base: str, output: Path, address: str, content: Path, day: datetime.date
) -> None:
    """BASE からの変更を調べ、プルリクエストで伝えることを1つのファイルに書きます。

    BASE のコミットと今のブランチが分かれたときから比べます。

    記録の問題と、サイトで変わることです。エラーがあっても0で終わります（止めるのは hyoka check）。
    """
    language = language_in(content)
    now = read_folder(content, digests=True)
    known = kept_check(content, now, day)
    found = known.found
    with progress(language):
        checked = site.examine(now, day, known=found.problems if found else None)
    if not found:
        known.keep(as_found(checked.records, checked.problems))
    problems, difference, failure = checked.problems, None, None
    if not errors_in(problems):
        try:
            with progress(language):
                difference = compare_sources(base, None, content, language, day, checked)
        except SideError as error:
            # What is wrong with the present records is no fault of the proposed ones.
            failure = error
            click.echo(_failed(error, language).format_message(), err=True)
    target = target_in(os.environ)
    review = make_review(problems, difference, language, unreadable=_unreadable(failure))
    review = replace(review, pull_request=target.number, branch=target.branch)
    _write(output, review_as_json(review), language)
    if difference:
        words = as_markdown(difference, language, _root(address), _MAX_SUMMARY)
        if not summarize(words, os.environ):
            click.echo(words)


def _unreadable(failure: SideError | None) -> str:
    """Why nothing could be compared, unless it is the fault of the present records."""
    return "" if failure is None or isinstance(failure, FaultySideError) else str(failure)


@main.command("preview")
@click.argument("file", type=_FILE, default=_REVIEW)
@click.option(
    "--site",
    "folder",
    type=_FOLDER,
    default=SITE,
    show_default=True,
    help="できているサイトのフォルダー。",
)
@_ADDRESS
@CONTENT
@click.option(
    "--output", type=_FILE, default=Path("preview.html"), show_default=True, help="書くファイル。"
)
def preview_command(file: Path, folder: Path, address: str, content: Path, output: Path) -> None:
    """変わるページと、それにつながるページを、1つのHTMLファイルにまとめます。

    FILE は hyoka review が書いたファイルです。先に mkdocs build でサイトを作ってください。
    """
    # It takes as long to import as all that another command needs.
    from hyoka.changes.review.preview import preview  # noqa: PLC0415

    language = language_in(content)
    try:
        StagedFolder(folder).restore()
        made = preview(_read(file, language), folder, language, _root(address))
    except FileNotFoundError:
        words = language.word("review.no_site", folder=str(folder))
        raise click.ClickException(words) from None
    _write(output, made, language)


@main.command("comment")
@click.argument("file", type=_FILE, default=_REVIEW)
@click.option("--post", is_flag=True, help="GitHub Actions の中で、コメントを書き込みます。")
@click.option(
    "--branch",
    default="main",
    show_default=True,
    help="公開するブランチ。--post は、ほかのブランチに向けたプルリクエストには書きません。",
)
@CONTENT
def comment_command(file: Path, branch: str, content: Path, *, post: bool) -> None:
    """FILE（hyoka review が書いたもの）から、プルリクエストのコメントを作ります。

    --post は workflow_run のワークフローのためのもので、1つだけあるコメントを書き換えます。
    """
    language = language_in(content)
    if not post:
        click.echo(comment(_read(file, language), language, ReviewLinks()))
        return
    try:
        run = run_of(Path(os.environ.get("GITHUB_EVENT_PATH", os.devnull)).read_bytes())
        proposal = proposal_of(run, branch)
        review = _read_or_none(file, language)
        if proposal is None:
            click.echo(language.word("review.outdated"))
        elif not _is_of(review, proposal, branch):
            click.echo(language.word("review.of_another", number=str(proposal.number)))
        else:
            _post(review, run, proposal, content, language)
    except GitHubError as error:
        raise click.ClickException(language.word("review.nowhere", reason=str(error))) from None


def _is_of(review: Review | None, proposal: Proposal, branch: str) -> bool:
    """Whether what was found is about this pull request.

    GitHub says of which commit a run was, and nowhere of which of its pull requests; the check
    itself does. One that wrote nothing may have been that of another.
    """
    if review is None:
        return proposal.alone
    return Target(review.pull_request, review.branch) == Target(proposal.number, branch)


def _post(
    review: Review | None, run: Run, proposal: Proposal, content: Path, language: Language
) -> None:
    """Write the comment, and say where.

    Raises:
        GitHubError: it could not be written.
    """
    warning = _warning(proposal, folder_in_repository(content))
    preview = "" if warning else preview_of(run)
    site_url = site_of(run.repository)
    around = ReviewLinks(site_url, preview, run.url, run.commit, run.commit_url, warning)
    put_comment(run.repository, proposal.number, MARKER, comment(review, language, around))
    click.echo(language.word("review.posted", number=str(proposal.number)))


def _warning(proposal: Proposal, records: str) -> str:
    """Why another program may have told the result; empty: it surely has not."""
    if not _is_without_program(proposal, records):
        return "program"
    return "" if proposal.alone else "not_alone"


def _is_without_program(proposal: Proposal, records: str) -> bool:
    """Whether it surely changes nothing but records, and who is asked about them."""
    files = proposal.files
    return files is not None and all(f.startswith(records) or f == codeowners.FILE for f in files)


def _read_or_none(file: Path, language: Language) -> Review | None:
    """The review that a file holds; none where the check did not come so far, or wrote another."""
    try:
        return _read(file, language)
    except click.ClickException as error:
        click.echo(error.format_message(), err=True)
        return None


def _read(file: Path, language: Language) -> Review:
    """The review that a file holds, whoever wrote it.

    Raises:
        click.ClickException: there is no such file, or it holds anything else.
    """
    try:
        with file.open("rb") as opened:
            return read(opened.read(MAX_BYTES + 1))
    except (OSError, ValueError) as error:
        words = language.word("review.unreadable", file=str(file), reason=str(error))
        raise click.ClickException(words) from None


def _write(file: Path, text: str, language: Language) -> None:
    try:
        replace_file(file, text)
    except OSError as error:
        reason = error.strerror or str(error)
        words = language.word("review.unwritable", file=str(file), reason=reason)
        raise click.ClickException(words) from None
    click.echo(language.word("review.written", file=str(file)), err=True)
