"""`hyoka migrate`: records of an older format, turned into the present one."""

import sys
from pathlib import Path

import click

from hyoka.authoring.migration import MigratedFile, Migration, UnsafeMigrationError, migration
from hyoka.cli.group import main
from hyoka.cli.options import CONTENT, language_in
from hyoka.content import Content, read_folder
from hyoka.files.atomic_write import error_values, replace_files
from hyoka.git import GitFolder
from hyoka.model import RECORD_FORMAT
from hyoka.problems import errors_in
from hyoka.report import report
from hyoka.wording import Language


@main.command("migrate")
@CONTENT
@click.option("--dry-run", is_flag=True, help="書き換えずに、変わるところを示します。")
def migrate_command(content: Path, *, dry_run: bool) -> None:
    """記録を、古い版の書き方から今の版の書き方に直します。

    変わるところだけを書き換え、ほかの文字、注釈、引用符はそのままです。すべてのファイルを書き換えるか、
    1つも書き換えないかのどちらかです。元に戻すには、gitを使います。
    """
    language = language_in(content)
    read = read_folder(content)
    found = _planned(read, language)
    if not found.files:
        click.echo(language.word("migrate.present", format=str(found.declared)))
        return
    for step in found.steps:
        words = language.word(f"migrate.steps.{step.words}")
        click.echo(
            language.word("migrate.step", before=str(step.to - 1), to=str(step.to), does=words)
        )
    for file in found.files:
        click.echo(_told(file, read, language))
        if dry_run:
            click.echo(file.diff(read.shown_path(file.path)))
    if dry_run:
        click.echo(language.word("migrate.would_change", files=str(len(found.files))))
        return
    _tell_undo(content, language)
    _write(found, content, language)
    values = {"files": str(len(found.files)), "format": str(RECORD_FORMAT)}
    click.echo(language.word("migrate.done", **values))


def _planned(read: Content, language: Language) -> Migration:
    """What there is to be done; where the records cannot be read, these are told and it ends."""
    try:
        found = migration(read)
    except UnsafeMigrationError as unsafe:
        raise click.ClickException(language.word("migrate.unsafe", file=str(unsafe))) from None
    if isinstance(found, Migration):
        return found
    click.echo(report(errors_in(found), language), err=True)
    click.echo(language.word("migrate.refused"), err=True)
    sys.exit(1)


def _told(file: MigratedFile, read: Content, language: Language) -> str:
    """What is done to a file, in a line."""
    changes = (
        language.word("migrate.change", before=before, after=after, count=str(count))
        for (before, after), count in file.changes.items()
    )
    told = language.word("formats.list").join(changes)
    return language.word("migrate.file", file=read.shown_path(file.path), changes=told)


def _tell_undo(content: Path, language: Language) -> None:
    """Say how what is done can be undone, and where git could not undo it alone."""
    state = GitFolder(content).ask_or_none("status", "--porcelain", "--", ".")
    form = "no_git" if state is None else "unclean" if state else "undo"
    click.echo(language.word(f"migrate.{form}", folder=str(content)), err=form != "undo")


def _write(found: Migration, content: Path, language: Language) -> None:
    try:
        replace_files({content / file.path: file.after for file in found.files})
    except OSError as error:
        told = error_values(error, str(content))
        raise click.ClickException(language.word("migrate.unwritable", **told)) from None
