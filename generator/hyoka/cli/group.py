"""The group of the commands `hyoka`, whatever console and machine they run on."""

import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import Any

import click

from hyoka import site
from hyoka.files.atomic_write import error_values
from hyoka.files.staging import SITE, StagedFolder
from hyoka.wording import Language, load_language


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
            told = error_values(error, language.word("report.somewhere"))
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


def announce(work: str, language: Language) -> None:
    """Say what takes a while, to somebody who waits for it."""
    if sys.stderr.isatty():
        click.echo(language.word(f"report.{work}"), err=True)
