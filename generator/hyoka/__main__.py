"""The shell's door: `hyoka check | write | export | demo`, and what `authors` adds."""

import datetime
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from hyoka import demo, site
from hyoka.atomic_write import create_folder, told_error
from hyoka.authors import (
    AS_OF,
    CONTENT,
    codeowners_command,
    format_command,
    new_command,
    schema_command,
)
from hyoka.content import read_folder
from hyoka.git import GitFolder
from hyoka.git_log import in_words, read_revisions
from hyoka.github_links import folder_in_repository
from hyoka.keepers import due_command, weekly_command
from hyoka.language import Language, load_language
from hyoka.pages import Origin
from hyoka.problems import BadRecords, Problem, errors_in
from hyoka.report import annotations, as_json, report, summarize, summary
from hyoka.reviewers import comment_command, diff_command, preview_command, review_command
from hyoka.staging import SITE, StagedFolder
from hyoka.withdraw import withdraw_command


class _CommandGroup(click.Group):
    """The commands together: whatever console and machine they run on, they end with words."""

    def main(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401 - whatever Click takes
        """Run a command; of what the console cannot write the code is printed.

        A file that no command foresaw is one line, and no traceback; Click itself ends without a
        word where whoever reads has read enough.
        """
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        try:
            return super().main(*args, **extra)
        except OSError as error:
            _drop_unwritten()
            language = load_language(site.LANGUAGE)
            told = told_error(error, language.word("report.somewhere"))
            failed = click.ClickException(language.word("report.no_access", **told))
            failed.show()
            sys.exit(failed.exit_code)


def _drop_unwritten() -> None:
    """Forget what a full or closed output did not take: Python would try once more at its end."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - to the end


@click.group(cls=_CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hyoka")
def main() -> None:
    """政策評価の記録を確かめ、ページを作ります。"""
    with suppress(OSError):  # where there is no folder to be in, there is no site either
        StagedFolder(SITE).restore()


main.add_command(diff_command)
main.add_command(review_command)
main.add_command(preview_command)
main.add_command(comment_command)
main.add_command(weekly_command)
main.add_command(due_command)
main.add_command(withdraw_command)
main.add_command(codeowners_command)
main.add_command(format_command)
main.add_command(schema_command)
main.add_command(new_command)


@main.command("check")
@CONTENT
@AS_OF
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    show_default=True,
    help="text は読む人のため、github はワークフローの注釈（重要な10件）とまとめ、json は"
    "ほかのプログラムのため（problems、counts、files を持つ1つのオブジェクト）。",
)
@click.option(
    "--language",
    "code",
    type=click.Choice(["ja", "en"]),
    default=site.LANGUAGE,
    show_default=True,
    help="知らせの言語。",
)
def check_command(content: Path, day: datetime.date, form: str, code: str) -> None:
    """記録を確かめ、問題をすべて示します。

    エラーがあれば1で、なければ（警告やお知らせだけのときも）0で終わります。使い方の誤りは2です。
    """
    language = load_language(code)
    _announce("checking", language)
    records, problems = site.check(read_folder(content), day, os.environ.get("SITE_URL", ""))
    files = records.count + len(records.unread)
    if form == "json":
        click.echo(as_json(problems, language, files).encode())  # UTF-8 on any console
    elif form == "github":
        _annotate(problems, language, content)
    elif problems:
        click.echo(report(problems, language))
    if form != "json" and not problems:
        click.echo(language.word("report.clean", files=str(files)))
    sys.exit(1 if errors_in(problems) else 0)


def _annotate(problems: tuple[Problem, ...], language: Language, content: Path) -> None:
    """The annotations on standard output; the summary where GitHub asks for it, else after them."""
    if not problems:
        return
    # Where the folder lies is asked of git: GitHub knows no other place than the repository's root.
    above = Path(folder_in_repository(content)).parent.as_posix()
    click.echo(annotations(problems, language, above))
    whole = summary(problems, language)
    if not summarize(whole, os.environ):
        click.echo(f"\n{whole}")


@main.command("write")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@CONTENT
@AS_OF
def write_command(folder: Path, content: Path, day: datetime.date) -> None:
    """ページをMarkdownとして、オープンデータのファイルとともに、新しいフォルダーに書きます。"""
    language = load_language(site.LANGUAGE)
    _must_be_empty(folder)
    _announce("building", language)
    try:
        origin = Origin(revisions=read_revisions(GitFolder(content)))
        built = site.build(read_folder(content), origin=origin, day=day)
    except BadRecords as error:
        _refuse(error.problems, language)
    pages = ((page.path, page.markdown.encode()) for page in built.pages)
    files = ((file.path, file.content) for file in built.files)
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
    language = load_language(site.LANGUAGE)
    _must_be_empty(folder)
    _announce("exporting", language)
    try:
        known = read_revisions(GitFolder(content))
        files, revisions = site.export(read_folder(content), revisions=known, day=day)
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


_Command = TypeVar("_Command", bound=Callable[..., None])


def _number(name: str, usual: int, words: str, *, least: int) -> Callable[[_Command], _Command]:
    kind = click.IntRange(min=least)
    return click.option(name, default=usual, type=kind, show_default=True, help=words)


@main.command("demo")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@_number("--policies", 4, "重点課題の数。", least=1)
@_number("--projects", 640, "事業の数。", least=0)
@_number("--years", 10, "年度の数。", least=1)
@_number("--seed", 1, "同じ数なら同じデータになります。", least=0)
def demo_command(folder: Path, policies: int, projects: int, years: int, seed: int) -> None:
    """架空の自治体の記録を、新しいフォルダーに作ります。"""
    _must_be_empty(folder)
    language = load_language(site.LANGUAGE)
    _announce("making", language)
    sizes = {"policies": policies, "projects": projects, "years": years, "seed": seed}
    files = str(_place(lambda: demo.write_demo(folder, **sizes), folder, language))
    click.echo(language.word("report.demo", files=files, folder=str(folder)))


def _announce(work: str, language: Language) -> None:
    """Say what takes a while, to somebody who waits for it."""
    if sys.stderr.isatty():
        click.echo(language.word(f"report.{work}"), err=True)


def _must_be_empty(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        language = load_language(site.LANGUAGE)
        raise click.UsageError(language.word("report.not_empty", folder=str(folder)))


def _refuse(problems: tuple[Problem, ...], language: Language) -> NoReturn:
    click.echo(report(problems, language), err=True)
    sys.exit(1)


if __name__ == "__main__":
    main(prog_name="hyoka")
