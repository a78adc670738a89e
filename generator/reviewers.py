"""The shell's door for reviewers: `hyoka diff | review | preview | comment`."""

import datetime
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from generator import owners, site
from generator.authors import AS_OF, CONTENT
from generator.commits import records_at
from generator.difference import (
    Difference,
    Side,
    as_json,
    as_markdown,
    as_text,
    compare,
    side,
)
from generator.embargo import published
from generator.evaluation import evaluate
from generator.github import (
    GitHubError,
    Proposal,
    preview_of,
    proposal_of,
    put_comment,
    run_of,
    site_of,
)
from generator.handwritten import read_by_hand
from generator.language import Language, load_language
from generator.problems import errors_in
from generator.report import report, summarize
from generator.repository import folder_in_repository
from generator.review import (
    MARKER,
    MOST_BYTES,
    Around,
    Review,
    comment,
    read,
    review_as_json,
    told,
)

_FORMS: Mapping[str, Callable[[Difference, Language, str], str]] = {
    "text": lambda difference, language, _: as_text(difference, language),
    "markdown": as_markdown,
    "json": lambda difference, _, __: as_json(difference),
}


_ADDRESS = click.option(
    "--address", default="", envvar="SITE_URL", metavar="URL", help="公開サイトの住所。"
)


@click.command("diff")
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
    """
    language = load_language(site.LANGUAGE)
    if sys.stderr.isatty():
        click.echo(language.word("difference.comparing"), err=True)
    before = _side(base, content, day, language)
    after = (
        _side(head, content, day, language)
        if head
        else _evaluated(str(content), content, day, language)
    )
    difference = compare(before, after, language)
    click.echo(_FORMS[form](difference, language, _root(address)))


def _root(address: str) -> str:
    """A site's address with its final `/`; empty where it is not known."""
    return address and f"{address.rstrip('/')}/"


def _side(name: str, content: Path, day: datetime.date, language: Language) -> Side:
    """The records of a commit or a folder that are published on a day, evaluated.

    A commit comes first: no proposal can put a folder of its name in its place.

    Raises:
        click.UsageError: there are no such records.
        click.ClickException: they have errors, which have been told.
    """
    with TemporaryDirectory(prefix="hyoka-") as temporary:
        folder = Path(temporary, content.name)
        if records_at(content, name, folder):
            return _evaluated(name, folder, day, language)
    if Path(name).is_dir():
        return _evaluated(name, Path(name), day, language)
    words = language.word("difference.unknown", name=name, folder=content.name)
    raise click.UsageError(words)


def _evaluated(name: str, folder: Path, day: datetime.date, language: Language) -> Side:
    records, problems = site.check(folder, day)
    if errors := errors_in(problems):
        click.echo(report(errors, language), err=True)
        raise click.ClickException(language.word("difference.broken", name=name))
    return side(evaluate(published(records, day)), language, read_by_hand(folder))


_MOST_SUMMARY = 300_000
"""Characters; GitHub drops a summary of more than a mebibyte."""
_REVIEW = Path("review.json")
_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("review")
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

    記録の問題と、サイトで変わることです。エラーがあっても0で終わります（止めるのは hyoka check）。
    """
    language = load_language(site.LANGUAGE)
    records, problems = site.check(content, day)
    difference = None
    if not errors_in(problems):
        try:
            before = _side(base, content, day, language)
            after = side(evaluate(published(records, day)), language, read_by_hand(content))
            difference = compare(before, after, language)
        except click.ClickException as error:
            # What is wrong with the present records is no fault of the proposed ones.
            click.echo(error.format_message(), err=True)
    _write(output, review_as_json(told(problems, difference, language)), language)
    if difference:
        words = as_markdown(difference, language, _root(address), _MOST_SUMMARY)
        if not summarize(words, os.environ):
            click.echo(words)


@click.command("preview")
@click.argument("file", type=_FILE, default=_REVIEW)
@click.option(
    "--site",
    "folder",
    type=_FOLDER,
    default=Path("site"),
    show_default=True,
    help="できているサイトのフォルダー。",
)
@_ADDRESS
@click.option(
    "--output", type=_FILE, default=Path("preview.html"), show_default=True, help="書くファイル。"
)
def preview_command(file: Path, folder: Path, address: str, output: Path) -> None:
    """変わるページと、それにつながるページを、1つのHTMLファイルにまとめます。

    FILE は hyoka review が書いたファイルです。先に mkdocs build でサイトを作ってください。
    """
    # It takes as long to import as all that another command needs.
    from generator.review.preview import preview  # noqa: PLC0415

    language = load_language(site.LANGUAGE)
    try:
        made = preview(_read(file, language), folder, language, _root(address))
    except FileNotFoundError:
        words = language.word("review.no_site", folder=str(folder))
        raise click.ClickException(words) from None
    _write(output, made, language)


@click.command("comment")
@click.argument("file", type=_FILE, default=_REVIEW)
@click.option("--post", is_flag=True, help="GitHub Actions の中で、コメントを書き込みます。")
@CONTENT
def comment_command(file: Path, content: Path, *, post: bool) -> None:
    """FILE（hyoka review が書いたもの）から、プルリクエストのコメントを作ります。

    --post は workflow_run のワークフローのためのもので、1つだけあるコメントを書き換えます。
    """
    language = load_language(site.LANGUAGE)
    if not post:
        click.echo(comment(_read(file, language), language, Around()))
        return
    try:
        number = _post(_read_or_none(file, language), content, language)
    except GitHubError as error:
        raise click.ClickException(language.word("review.nowhere", reason=str(error))) from None
    posted = "posted" if number else "outdated"
    click.echo(language.word(f"review.{posted}", number=str(number)))


def _post(review: Review | None, content: Path, language: Language) -> int | None:
    """The pull request in which the comment stands now; none where it would be outdated.

    Raises:
        GitHubError: it could not be written.
    """
    run = run_of(Path(os.environ.get("GITHUB_EVENT_PATH", os.devnull)).read_bytes())
    proposal = proposal_of(run)
    if proposal is None:
        return None
    trusted = _is_without_program(proposal, folder_in_repository(content))
    around = Around(
        site_of(run.repository),
        preview_of(run) if trusted else "",
        run.url,
        run.commit,
        run.commit_url,
        trusted=trusted,
    )
    put_comment(run.repository, proposal.number, MARKER, comment(review, language, around))
    return proposal.number


def _is_without_program(proposal: Proposal, records: str) -> bool:
    """Whether it surely changes nothing but records, and who is asked about them."""
    files = proposal.files
    return files is not None and all(f.startswith(records) or f == owners.FILE for f in files)


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
            return read(opened.read(MOST_BYTES + 1))
    except (OSError, ValueError) as error:
        words = language.word("review.unreadable", file=str(file), reason=str(error))
        raise click.ClickException(words) from None


def _write(file: Path, text: str, language: Language) -> None:
    try:
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        words = language.word("review.unwritable", file=str(file), reason=str(error))
        raise click.ClickException(words) from None
    click.echo(language.word("review.written", file=str(file)), err=True)
