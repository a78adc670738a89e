"""A CSV or TSV file as a table. In which code it is written is told, never guessed."""

import csv
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
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
    text = _decoded(data, encoding)
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


def _decoded(data: bytes, encoding: str) -> str:
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        raise UnreadableFileError("utf_16")
    if encoding != "utf-8" and _is_utf_8(data):
        raise UnreadableFileError("utf_8_in_fact", encoding=encoding)
    try:
        text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        line = str(data.count(b"\n", 0, error.start) + 1)
        rule = "other_encoding" if encoding == "utf-8" else "other_encoding_than_cp932"
        raise UnreadableFileError(rule, line=line) from None
    if "\0" in text:
        line = str(text.count("\n", 0, text.index("\0")) + 1)
        raise UnreadableFileError("no_text_table", line=line)
    return text


def _is_utf_8(data: bytes) -> bool:
    """Whether it is UTF-8 and more than ASCII: read as another code, it would be other words."""
    if data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
