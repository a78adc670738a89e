"""The shell's door: `hyoka check | write | demo`."""

import sys
from pathlib import Path
from typing import NoReturn

import click

from generator import demo, site
from generator.language import Language, load_language
from generator.problems import BadRecords, Problem
from generator.report import report

CONTENT = click.option(
    "--content",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=Path("content"),
    show_default=True,
    help="記録のあるフォルダー。",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hyoka")
def main() -> None:
    """政策評価の記録を確かめ、ページを作ります。"""


@main.command("check")
@CONTENT
def check_command(content: Path) -> None:
    """記録を確かめます。問題があればすべて示し、1で終わります。"""
    language = load_language(site.LANGUAGE)
    records, problems = site.check(content)
    if problems or records is None:
        _refuse(problems, language)
    click.echo(language.word("report.clean", files=str(records.count)))


@main.command("write")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@CONTENT
def write_command(folder: Path, content: Path) -> None:
    """ページをMarkdownとして新しいフォルダーに書きます。"""
    language = load_language(site.LANGUAGE)
    try:
        built = site.build(content)
    except BadRecords as error:
        _refuse(error.problems, language)
    _must_be_empty(folder)
    for page in built.pages:
        file = folder / page.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page.markdown, encoding="utf-8", newline="\n")
    count = str(len(built.pages))
    click.echo(language.word("report.written", count=count, folder=str(folder)))


@main.command("demo")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--policies", default=4, show_default=True, help="重点課題の数。")
@click.option("--projects", default=640, show_default=True, help="事業の数。")
@click.option("--years", default=10, show_default=True, help="年度の数。")
@click.option("--seed", default=1, show_default=True, help="同じ数なら同じデータになります。")
def demo_command(folder: Path, policies: int, projects: int, years: int, seed: int) -> None:
    """架空の自治体の記録を、新しいフォルダーに作ります。"""
    _must_be_empty(folder)
    files = demo.write_demo(folder, policies=policies, projects=projects, years=years, seed=seed)
    language = load_language(site.LANGUAGE)
    click.echo(language.word("report.demo", files=str(files), folder=str(folder)))


def _must_be_empty(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        language = load_language(site.LANGUAGE)
        raise click.ClickException(language.word("report.not_empty", folder=str(folder)))


def _refuse(problems: tuple[Problem, ...], language: Language) -> NoReturn:
    click.echo(report(problems, language), err=True)
    sys.exit(1)


if __name__ == "__main__":
    main()
