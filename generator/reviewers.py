"""The shell's door for reviewers: `hyoka diff`."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from generator import site
from generator.authors import CONTENT
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
from generator.evaluation import evaluate
from generator.language import Language, load_language
from generator.problems import errors_in
from generator.report import report

_FORMS: Mapping[str, Callable[[Difference, Language, str], str]] = {
    "text": lambda difference, language, _: as_text(difference, language),
    "markdown": as_markdown,
    "json": lambda difference, _, __: as_json(difference),
}


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
@click.option("--site", "root", default="", metavar="URL", help="ページへのリンクの始まり。")
@CONTENT
def diff_command(base: str, head: str | None, form: str, root: str, content: Path) -> None:
    """BASE から HEAD への変更で、サイトの何が変わるかを示します。

    BASE と HEAD は、記録のフォルダーか、git のコミット（main、abc1234 など）です。
    HEAD がなければ、今の --content のフォルダーと比べます。
    """
    language = load_language(site.LANGUAGE)
    if sys.stderr.isatty():
        click.echo(language.word("difference.comparing"), err=True)
    sides = [_side(name, content, language) for name in (base, head or str(content))]
    difference = compare(sides[0], sides[1], language)
    click.echo(_FORMS[form](difference, language, root and f"{root.rstrip('/')}/"))


def _side(name: str, content: Path, language: Language) -> Side:
    """The records of a folder or a commit, evaluated.

    Raises:
        click.UsageError: there are no such records.
        click.ClickException: they have errors, which have been told.
    """
    if Path(name).is_dir():
        return _evaluated(name, Path(name), language)
    with TemporaryDirectory(prefix="hyoka-") as temporary:
        folder = Path(temporary, content.name)
        if not records_at(content, name, folder):
            words = language.word("difference.unknown", name=name, folder=content.name)
            raise click.UsageError(words)
        return _evaluated(name, folder, language)


def _evaluated(name: str, folder: Path, language: Language) -> Side:
    records, problems = site.check(folder)
    if errors := errors_in(problems):
        click.echo(report(errors, language), err=True)
        raise click.ClickException(language.word("difference.broken", name=name))
    return side(evaluate(records), language)
