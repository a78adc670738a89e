"""The files that several commands read or write, and what is said where they cannot be."""

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

import click

from hyoka.files.atomic_write import error_values, new_parents, replace_files
from hyoka.importing.cells import Table, UnreadableFileError
from hyoka.wording.words import Words


def data_of(file: Path) -> bytes:
    """What a table's file holds.

    Raises:
        UnreadableFileError: it cannot be opened, as one that another program keeps.
    """
    try:
        return file.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableFileError("file_in_use", reason=reason) from None


def sheets_of(data: bytes) -> tuple[Table, ...]:
    """The sheets of a workbook.

    Raises:
        UnreadableFileError: it is none, or nothing is installed that reads it.
    """
    try:
        from hyoka.importing.workbook_reader import read_workbook  # noqa: PLC0415 - an extra
    except ModuleNotFoundError:
        raise UnreadableFileError("workbook_no_reader") from None
    return read_workbook(data)


def write_files(files: Mapping[Path, str | bytes], place: Path, words: Words) -> None:
    """Write the files, and the folders above them, all or none.

    Raises:
        click.ClickException: one cannot be written. `place` is told where the system names none.
    """
    try:
        with ExitStack() as folders:
            for file in files:
                folders.enter_context(new_parents(file))
            replace_files(files)
    except OSError as error:
        raise unwritable(error, place, words) from None


def unwritable(error: OSError, place: Path, words: Words) -> click.ClickException:
    """How a command ends that has written nothing."""
    return click.ClickException(words.word("new.unwritable", **error_values(error, str(place))))
