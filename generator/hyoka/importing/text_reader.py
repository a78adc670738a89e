"""A CSV or TSV file as a table. In which code it is written is told, never guessed."""

import csv
from io import StringIO

from hyoka.importing.cells import Cell, Table, UnreadableFileError

TAB = "\t"
COMMA = ","
_LONGEST_CELL = 1_000_000


def read_text_table(data: bytes, encoding: str, separator: str) -> Table:
    """What the file holds.

    Args:
        data: the file's bytes.
        encoding: `utf-8` (with a byte order mark or without) or `cp932`.
        separator: what stands between two cells.

    Raises:
        UnreadableFileError: it is written in another code, or no table.
    """
    try:
        text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableFileError("other_encoding", encoding=encoding, line=str(line)) from None
    if "\0" in text:
        raise UnreadableFileError("no_text_table")
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    cells = {}
    try:
        for row, values in enumerate(reader, 1):
            for column, value in enumerate(values, 1):
                if kept := value.replace("\r\n", "\n").replace("\r", "\n").strip():
                    cells[row, column] = Cell(row, column, kept)
    except csv.Error as error:
        at = str(reader.line_num)
        raise UnreadableFileError("broken_text_table", line=at, reason=str(error)) from None
    return Table("", cells)
