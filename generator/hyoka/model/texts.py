"""What of a text can be seen."""

import unicodedata

_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc\U0001d159")
"""Letters and signs by their category that no font draws anything for."""
_HIDDEN = ("C", "M", "Z")
"""Categories of what has no form by itself: control and format characters, marks, spaces."""


def is_seen(character: str) -> bool:
    """Whether the character is seen where it stands alone.

    Of a category that has no form, characters for private use (外字) are seen, and what this
    version of Unicode does not know may be.
    """
    category = unicodedata.category(character)
    if category == "Cn":
        return not _is_ignorable(ord(character))
    return category == "Co" or (category[0] not in _HIDDEN and character not in _BLANK)


def has_form(text: str) -> bool:
    """Whether a text holds anything that can be seen."""
    return any(map(is_seen, text))


def _is_ignorable(code: int) -> bool:
    """Whether Unicode keeps the code for characters that are not shown."""
    return code == 0x2065 or 0xFFF0 <= code <= 0xFFF8 or 0xE0000 <= code <= 0xE0FFF  # noqa: PLR2004
