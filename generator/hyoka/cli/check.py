"""`hyoka check`: every problem of the records."""

import datetime
import os
import sys
from pathlib import Path

import click

from hyoka.cli.group import main, progress
from hyoka.cli.kept_checks import as_found, kept_check
from hyoka.cli.options import AS_OF, CONTENT
from hyoka.content import read_folder
from hyoka.history.github_links import folder_in_repository
from hyoka.problems import Problem, errors_in
from hyoka.report import annotations, as_json, report, summarize, summary
from hyoka.report.kept import Found
from hyoka.wording.problem_words import ProblemWords, load_problem_words
from hyoka.wording.words import JAPANESE, languages


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
    type=click.Choice(languages()),
    default=JAPANESE,
    show_default=True,
    help="知らせの言語。",
)
@click.option(
    "--no-cache",
    is_flag=True,
    help="前に確かめた結果（.cache/hyoka）を使わずに、すべてを確かめ直します。",
)
def check_command(
    content: Path, day: datetime.date, form: str, code: str, *, no_cache: bool
) -> None:
    """記録を確かめ、問題をすべて示します。

    エラーがあれば1で、なければ（警告やお知らせだけのときも）0で終わります。使い方の誤りは2です。

    前に確かめたときから何も変わっていなければ、そのときの結果を、すぐにもう一度示します。
    """
    found = _find(content, day, load_problem_words(code), kept=not no_cache)
    problems, language = found.problems, load_problem_words(code, found.levels)
    if form == "json":
        click.echo(as_json(problems, language, found.files).encode())  # UTF-8 on any console
    elif form == "github":
        _annotate(problems, language, content)
    elif problems:
        click.echo(report(problems, language))
    if form != "json" and not problems:
        click.echo(language.word("report.clean", files=str(found.files)))
    sys.exit(1 if errors_in(problems) else 0)


def _find(folder: Path, day: datetime.date, language: ProblemWords, *, kept: bool) -> Found:
    """What is wrong with the records; where nothing has changed since, what was found then."""
    content, root = read_folder(folder), os.environ.get("SITE_URL", "")
    known = kept_check(folder, content, day, root) if kept else None
    if known and (found := known.found):
        return found
    # What looks at records takes longer to import than to be told what was found.
    from hyoka import site  # noqa: PLC0415

    with progress(language):
        records, problems = site.check(content, day, root)
    found = as_found(records, problems)
    if known:
        known.keep(found)
    return found


def _annotate(problems: tuple[Problem, ...], language: ProblemWords, content: Path) -> None:
    """The annotations on standard output; the summary where GitHub asks for it, else after them."""
    if not problems:
        return
    # Where the folder lies is asked of git: GitHub knows no other place than the repository's root.
    above = Path(folder_in_repository(content)).parent.as_posix()
    click.echo(annotations(problems, language, above))
    whole = summary(problems, language)
    if not summarize(whole, os.environ):
        click.echo(f"\n{whole}")
