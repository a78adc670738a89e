"""`hyoka check`: every problem of the records."""

import datetime
import os
import sys
from pathlib import Path

import click

from hyoka.cli.group import announce, main
from hyoka.cli.options import AS_OF, CONTENT
from hyoka.content import Content, read_folder
from hyoka.files.cache import Cache, digest_of_hyoka, key_of
from hyoka.history.github_links import folder_in_repository
from hyoka.problems import Problem, errors_in
from hyoka.report import annotations, as_json, report, summarize, summary
from hyoka.report.kept import Found, from_bytes, to_bytes
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
    language = load_problem_words(code)
    # As an absolute path, without its links being followed: beside a link, not where it leads.
    cache = None if no_cache else Cache(Path(os.path.abspath(content)).parent)  # noqa: PTH100
    found = _find(read_folder(content), day, language, cache)
    problems = found.problems
    if form == "json":
        click.echo(as_json(problems, language, found.files).encode())  # UTF-8 on any console
    elif form == "github":
        _annotate(problems, language, content)
    elif problems:
        click.echo(report(problems, language))
    if form != "json" and not problems:
        click.echo(language.word("report.clean", files=str(found.files)))
    sys.exit(1 if errors_in(problems) else 0)


def _find(
    content: Content, day: datetime.date, language: ProblemWords, cache: Cache | None
) -> Found:
    """What is wrong with the content: what was found last, where nothing has changed since."""
    root = os.environ.get("SITE_URL", "")
    key = key_of(digest_of_hyoka(), content.digest, day.isoformat(), root)
    known = cache.get(_KIND, key) if cache else None
    if known and (found := from_bytes(known)):
        return found
    # What looks at records takes longer to import than to be told what was found.
    from hyoka import site  # noqa: PLC0415

    announce("checking", language)
    records, problems = site.check(content, day, root)
    found = Found(problems, records.count + len(records.unread))
    if cache:
        cache.put(_KIND, key, to_bytes(found))
        cache.keep(_KIND, [key])
    return found


_KIND = "check"
"""Of what is kept."""


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
