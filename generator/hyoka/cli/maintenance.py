"""`hyoka weekly | due`: for those who keep the records up to date."""

import datetime
import os
import sys
from pathlib import Path

import click

from hyoka.cli.group import main
from hyoka.cli.options import AS_OF, CONTENT, checked, language_in
from hyoka.content import read_folder
from hyoka.evaluation import evaluate
from hyoka.evaluation.embargo import held_back, published
from hyoka.github import GitHubError, put_issue, repository_in, site_of
from hyoka.maintenance import (
    MaintenanceReport,
    as_markdown,
    dead_links,
    late_forecasts,
    links_of,
    long_pending,
    overdue_sheets,
    unanswered,
)
from hyoka.report import summarize
from hyoka.report.waiting import days, waiting
from hyoka.units import today as today_in_japan
from hyoka.wording import Language

_SINCE = datetime.timedelta(days=2)
"""What became due yesterday or today is published by a schedule; GitHub may drop one run of it."""


@main.command("weekly")
@CONTENT
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="今日の日付の代わり。")
@click.option("--links/--no-links", default=True, help="外へのリンクも確かめるか。")
@click.option("--post", is_flag=True, help="GitHub Actions の中で、1つの Issue に書きます。")
def weekly_command(
    content: Path, today: datetime.datetime | None, *, links: bool, post: bool
) -> None:
    """遅れている評価表、未集計や見込みのままの値、回答のない指摘、開けないリンクを示します。

    どれがあっても0で終わります。記録にエラーがあるときと、書けなかったときは1です。
    """
    language = language_in(content)
    if sys.stderr.isatty():
        click.echo(language.word("weekly.checking"), err=True)
    day = today.date() if today else today_in_japan()
    found = _look(content, day, language, links=links)
    words = as_markdown(found, language)
    if not summarize(words, os.environ):
        click.echo(words)
    if post:
        _post(found, language)


def _look(
    content: Path, day: datetime.date, language: Language, *, links: bool
) -> MaintenanceReport:
    found = checked(read_folder(content), language, day)
    records = found.records
    # A sheet that is held back is there; of what stands in it, nothing is told.
    evaluation = evaluate(published(records, day))
    dead = None
    if links:
        dead = dead_links(links_of(evaluation.municipality, found.by_hand, language))
    return MaintenanceReport(
        overdue_sheets(evaluate(records), day),
        long_pending(evaluation, language, day),
        late_forecasts(evaluation, language, day),
        unanswered(evaluation, day),
        dead,
        day,
    )


def _post(found: MaintenanceReport, language: Language) -> None:
    try:
        repository = repository_in(os.environ)
        words = as_markdown(found, language, site_of(repository))
        title = language.word("weekly.title")
        written = put_issue(repository, title, words, needed=not found.is_clean)
    except GitHubError as error:
        raise click.ClickException(language.word("weekly.unposted", reason=str(error))) from None
    posted = "posted" if written else "needless"
    click.echo(language.word(f"weekly.{posted}", repository=repository))


@main.command("due")
@CONTENT
@AS_OF
def due_command(content: Path, day: datetime.date) -> None:
    """公開する日（publish_on）まで載せないものと、その日が来たばかりのものを示します。

    GitHub Actions の中では、その日が昨日か今日に来たものがあるかを、出力 due（true か false）に
    書きます。記録にエラーがあるときは1で終わります。
    """
    language = language_in(content)
    records = checked(read_folder(content), language, day).records
    held = tuple(held_back(records, day))
    click.echo(waiting(held, language) if held else language.word("embargo.none"))
    came = [c for c in held_back(records, day - _SINCE) if c.publish_on <= day]
    for line in days(came, language, "came"):
        click.echo(line)
    if output := os.environ.get("GITHUB_OUTPUT"):
        with Path(output).open("a", encoding="utf-8", newline="\n") as end:
            end.write(f"due={str(bool(came)).lower()}\n")
