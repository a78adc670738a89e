"""The group of the commands `hyoka`, whatever console and machine they run on."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any

import click

from hyoka.files.atomic_write import error_values
from hyoka.files.staging import SITE, StagedFolder
from hyoka.progress import in_words, shown

if TYPE_CHECKING:
    from hyoka.wording.words import Words

_FAMILIES: Mapping[str, tuple[str, ...]] = {
    "authoring": ("codeowners", "format", "schema"),
    "build": ("export", "write"),
    "check": ("check",),
    "importing": ("import",),
    "maintenance": ("due", "weekly"),
    "migration": ("migrate",),
    "review": ("comment", "diff", "preview", "review"),
    "scaffold": ("new",),
    "taking": ("take",),
    "withdrawal": ("withdraw",),
    "workbook": ("workbook",),
}
"""The commands of each module beside this one; none is imported before it is asked for."""
_FAMILY_OF = {command: family for family, commands in _FAMILIES.items() for command in commands}


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
            failed = _no_access(error)
            failed.show()
            sys.exit(failed.exit_code)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as Click calls it
        """The names of all commands."""
        return sorted(_FAMILY_OF)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command, whose module registers it as it is imported.

        Of what is none Click tells which one may be meant: then all are there.
        """
        for family in [_FAMILY_OF[cmd_name]] if cmd_name in _FAMILY_OF else _FAMILIES:
            import_module(f"hyoka.cli.{family}")
        return super().get_command(ctx, cmd_name)


def _no_access(error: OSError) -> click.ClickException:
    """How a command ends at a file that it did not foresee."""
    # Words take as long to import as half of the program, and most commands end without these.
    from hyoka.site import LANGUAGE  # noqa: PLC0415
    from hyoka.wording import load_language  # noqa: PLC0415

    language = load_language(LANGUAGE)
    told = error_values(error, language.word("report.somewhere"))
    return click.ClickException(language.word("report.no_access", **told))


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


@contextmanager
def progress(language: "Words") -> Iterator[None]:
    """Tell somebody who waits at a terminal meanwhile what is being done, and how far it is."""
    with shown(sys.stderr, in_words(language.word)):
        yield
