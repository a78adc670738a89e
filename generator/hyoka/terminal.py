"""Text on a terminal, or in the log of a workflow: how wide it is, and that it commands nothing."""

import re
import unicodedata

_NOT_SHOWN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_COMMAND = re.compile(r"^(\s*):(?=:)|(?<=##)\[")
"""What makes a command to a workflow of GitHub of a line of its log: `::` where the line begins, or
`##[` anywhere."""


def sanitize(line: str) -> str:
    """A text on one line that is only read: it commands neither a terminal nor a workflow.

    A tab would shift the underline; other control characters could command the terminal, and so
    could those in a file's name; others hide, or turn the direction of what follows. Half a
    character, which a name can hold too, cannot be written at all.
    """
    shown = "".join(
        " "
        if c in "\t\n"
        else "\N{REPLACEMENT CHARACTER}"
        if unicodedata.category(c) in _NOT_SHOWN
        else c
        for c in line
    )
    return _COMMAND.sub("\\1\N{REPLACEMENT CHARACTER}", shown)


def visible_lines(text: str) -> list[str]:
    """The lines of a text that is only read, each as `visible` makes it."""
    return [sanitize(line) for line in text.split("\n")]


def width(text: str) -> int:
    """How many columns `text` takes on a terminal; East Asian wide characters take two."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
