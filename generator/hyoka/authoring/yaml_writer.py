"""Plain data as the lines of a record, in the canonical form: what a careful person would type."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from hyoka.content.builder import Plain
from hyoka.units import DASHES

STEP = 2
"""How far each level is indented."""
_PLAIN = re.compile(r"[^\s\d\-?:,\[\]{}#&*!|>'\"%@`~=+.（][^:#]*")
"""Texts that mean themselves without quotation marks; and some more would."""
_FORMS = re.compile(r"\d{4}-\d\d-\d\d|https://[^\s#]+|（[^:#]+")
"""Days, addresses and placeholders, which do so too."""
_CONSTANTS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n", "<<"})
"""What some readers of YAML take for something other than a text."""
_BLOCK = re.compile(r"\S(?:.*\S)?(?:\n(?:\S(?:.*\S)?)?)*")
"""A text whose lines neither begin nor end with white space: it can stand under `|-`."""


def pair(key: str, value: Plain, column: int) -> Iterator[str]:
    """The lines of a key with its value; the key begins at `column`."""
    lead = f"{' ' * column}{key}:"
    if isinstance(value, dict) and value:
        yield lead
        yield from mapping(value, column + STEP)
    elif isinstance(value, tuple) and value:
        yield lead
        yield from items(value, column + STEP)
    else:
        first, *rest = scalar(value)
        yield f"{lead} {first}"
        yield from (_indented(line, column + STEP) for line in rest)


def mapping(data: Mapping[str, Plain], column: int) -> Iterator[str]:
    """The lines of a mapping whose keys begin at `column`."""
    for key, value in data.items():
        yield from pair(key, value, column)


def items(values: Iterable[Plain], column: int) -> Iterator[str]:
    """The lines of a list whose dashes stand at `column`."""
    for value in values:
        if isinstance(value, dict) and value:
            first, *rest = mapping(value, column + STEP)
            yield f"{' ' * column}- {first[column + STEP :]}"
            yield from rest
        else:
            first, *rest = scalar(value)
            yield f"{' ' * column}- {first}"
            yield from (_indented(line, column + STEP) for line in rest)


def scalar(value: Plain, quote: str = "") -> list[str]:
    """A single value: its text, or the header of a block text and its lines, not indented.

    Args:
        value: what is written; a collection is written in brackets.
        quote: the quotation mark that the text stood in before.
    """
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if isinstance(value, Decimal):
        return [f"{value:f}"]
    if isinstance(value, str):
        return _text(value, quote)
    return [json.dumps(value, ensure_ascii=False, default=str)]


def _text(text: str, quote: str) -> list[str]:
    if "\n" in text and _BLOCK.fullmatch(text):
        return ["|-", *text.split("\n")]
    if quote == "'" and text.isprintable():
        return ["'{}'".format(text.replace("'", "''"))]
    if not quote and means_itself(text):
        return [text]
    # What JSON writes between quotation marks means the same in YAML.
    return [json.dumps(text, ensure_ascii=False)]


def means_itself(text: str) -> bool:
    """Whether the text needs no quotation marks in a record."""
    if text.lower() in _CONSTANTS or text != text.strip() or not text.isprintable():
        return False
    if not text.strip(DASHES):  # it would look like the sign of a list's item
        return False
    return bool(_PLAIN.fullmatch(text) or _FORMS.fullmatch(text))


def _indented(line: str, column: int) -> str:
    return " " * column + line if line else ""
