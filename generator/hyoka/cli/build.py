"""`hyoka write | export`: what is made of the records, in a new folder."""

import datetime
import sys
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import NoReturn

import click

from hyoka import site
from hyoka.cli.group import main, progress
from hyoka.cli.options import AS_OF, CONTENT, language_in
from hyoka.content import read_folder
from hyoka.files.atomic_write import create_folder
from hyoka.git import GitFolder
from hyoka.history.git_log import in_words, read_revisions
from hyoka.pages import Origin
from hyoka.problems import BadRecords, Problem
from hyoka.progress import counted
from hyoka.render import PRINTERS, MarkdownPrinter
from hyoka.report import report
from hyoka.wording import Language, load_language


@main.command("write")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@CONTENT
@AS_OF
@click.option(
    "--tables",
    "form",
    type=click.Choice(tuple(PRINTERS)),
    default=MarkdownPrinter.form,
    show_default=True,
    help="表の書き方。markdown は人が読むため、html はサイトが載せるもの。",
)
def write_command(folder: Path, content: Path, day: datetime.date, form: str) -> None:
    """ページをMarkdownとして、オープンデータのファイルとともに、新しいフォルダーに書きます。"""
    language = language_in(content)
    _must_be_empty(folder)
    origin = Origin(revisions=read_revisions(GitFolder(content)))
    read, printer = read_folder(content), PRINTERS[form]()
    try:
        with progress(language):
            built = site.build(read, origin=origin, day=day, printer=printer)
    except BadRecords as error:
        _refuse(error.problems, language)
    pages = ((page.path, page.markdown.encode()) for page in counted("writing", built.pages))
    files = ((file.path, file.content) for file in built.files)
    with progress(language):
        _place(lambda: create_folder(folder, chain(pages, files)), folder, language)
    count, data = str(len(built.pages)), str(len(built.files))
    click.echo(language.word("report.written", count=count, files=data, folder=str(folder)))
    for told in in_words(built.revisions, language):
        click.echo(told, err=True)


@main.command("export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@CONTENT
@AS_OF
def export_command(folder: Path, content: Path, day: datetime.date) -> None:
    """オープンデータのファイルを、新しいフォルダーに書きます。

    サイトに載るものと同じ CSV、Excel、JSON などです。
    """
    language = language_in(content)
    _must_be_empty(folder)
    known, read = read_revisions(GitFolder(content)), read_folder(content)
    try:
        with progress(language):
            files, revisions = site.export(read, revisions=known, day=day)
    except BadRecords as error:
        _refuse(error.problems, language)
    if not files:
        raise click.ClickException(language.word("downloads.no_terms"))
    contents = ((file.path, file.content) for file in files)
    count = str(_place(lambda: create_folder(folder, contents), folder, language))
    for told in in_words(revisions, language):
        click.echo(told, err=True)
    click.echo(language.word("report.exported", count=count, folder=str(folder)))


def _place(write: Callable[[], int], folder: Path, language: Language) -> int:
    """How many files `write` wrote into `folder`; where it cannot be written, it ends with why."""
    try:
        return write()
    except OSError as error:
        reason = error.strerror or str(error)
        words = language.word("report.unwritable", folder=str(folder), reason=reason)
        raise click.ClickException(words) from None


def _must_be_empty(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        language = load_language(site.LANGUAGE)
        raise click.UsageError(language.word("report.not_empty", folder=str(folder)))


def _refuse(problems: tuple[Problem, ...], language: Language) -> NoReturn:
    click.echo(report(problems, language), err=True)
    sys.exit(1)
