"""Options that several commands have, and the records that they ask for."""

import datetime
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hyoka.content import Content
from hyoka.content.folder import read_alone
from hyoka.history.github_links import tracked_link
from hyoka.problems import Problem, errors_in
from hyoka.report import report
from hyoka.terminal import sanitize
from hyoka.units import AS_OF as DAY_VARIABLE
from hyoka.units import FiscalYear, today
from hyoka.wording.problem_words import ProblemWords, load_problem_words
from hyoka.wording.words import JAPANESE

if TYPE_CHECKING:
    from hyoka import site
    from hyoka.authoring.selection import UnknownSelectionError
    from hyoka.wording import Language
    from hyoka.wording.words import Words


def unlinked(folder: Path) -> Path:
    """A folder of records, where it is no link that a proposal could have made.

    Raises:
        click.ClickException: it is one, or lies behind one.
    """
    if link := tracked_link(folder):
        words = load_problem_words(JAPANESE).word("report.linked_folder", link=sanitize(str(link)))
        raise click.ClickException(words)
    return folder


CONTENT = click.option(
    "--content",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=Path("content"),
    show_default=True,
    callback=lambda _context, _option, folder: unlinked(folder),
    help="記録のあるフォルダー。",
)


DIVISIONS = click.option(
    "--division",
    "divisions",
    multiple=True,
    metavar="所管課",
    help="この名前か、この名前で始まる所管課のものだけ。いくつでも書けます。",
)
POLICIES = click.option(
    "--policy",
    "policies",
    multiple=True,
    metavar="ID",
    help="この id の政策と、その事業だけ。いくつでも書けます。",
)


def unknown_selection(error: "UnknownSelectionError", words: "Words") -> click.UsageError:
    """How a command ends where a division or a policy was mistyped."""
    known = words.word("formats.list").join(map(sanitize, error.known)) or words.word("absent")
    told = {"got": sanitize(error.name), "known": known}
    return click.UsageError(words.word(f"selection.unknown.{error.option}", **told))


def fiscal_year(
    _context: click.Context, option: click.Parameter, text: str | None
) -> FiscalYear | None:
    """The fiscal year that an option or argument names; none where it was left out."""
    if text is None:
        return None
    try:
        return FiscalYear.parse(text)
    except ValueError:
        words = load_problem_words(JAPANESE)
        message = words.word("problems.fiscal_year.message", got=sanitize(text))
        told = message + words.word("problems.fiscal_year.hint")
        raise click.BadParameter(told, param=option) from None


AS_OF = click.option(
    "--as-of",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    envvar=DAY_VARIABLE,
    callback=lambda _context, _option, moment: moment.date() if moment else today(),
    help="どの日の時点か。公開する日（publish_on）がそれより後のものは載りません。なければ今日（日本時間）。",
)


def language_in(folder: Path) -> "Language":
    """What is said of the records in the folder, with the words that are the municipality's own."""
    # What looks at records takes longer to import than all else here.
    from hyoka import site  # noqa: PLC0415
    from hyoka.content.record_paths import MUNICIPALITY  # noqa: PLC0415

    return site.language_for(read_alone(folder, MUNICIPALITY))


def checked(
    content: Content, language: ProblemWords, day: datetime.date | None = None
) -> "site.Checked":
    """What was read of a content; where the records have errors, these are told and it ends."""
    # What looks at records takes longer to import than all else here.
    from hyoka import site  # noqa: PLC0415

    found = site.examine(content, day)
    end_with_errors(found.problems, language)
    return found


def end_with_errors(problems: Iterable[Problem], language: ProblemWords) -> None:
    """Tell the errors among problems and end the command; where there are none, nothing."""
    if errors := errors_in(problems):
        click.echo(report(errors, language), err=True)
        sys.exit(1)
