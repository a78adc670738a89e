"""`hyoka check`: every problem of the records."""

import datetime
import os
import sys
from pathlib import Path

import click

from hyoka import site
from hyoka.cli.group import announce, main
from hyoka.cli.options import AS_OF, CONTENT
from hyoka.content import read_folder
from hyoka.history.github_links import folder_in_repository
from hyoka.problems import Problem, errors_in
from hyoka.report import annotations, as_json, report, summarize, summary
from hyoka.wording import Language, languages, load_language


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
    default=site.LANGUAGE,
    show_default=True,
    help="知らせの言語。",
)
def check_command(content: Path, day: datetime.date, form: str, code: str) -> None:
    """記録を確かめ、問題をすべて示します。

    エラーがあれば1で、なければ（警告やお知らせだけのときも）0で終わります。使い方の誤りは2です。
    """
    language = load_language(code)
    announce("checking", language)
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
