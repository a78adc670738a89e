"""What the scaffolder of records gives: a file to be written, a record that is only begun."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ScaffoldedFile:
    """A file to be written, and what is to be done next."""

    path: str
    """In the folder of the records."""
    text: str
    next: tuple[str, ...] = ()
    is_new: bool = True
    """Whether nothing may lie there yet."""


@dataclass(frozen=True)
class RecordDraft:
    """A record that is not written yet."""

    path: str
    """In the folder of the records."""
    texts: tuple[str, ...]
    """What it begins with: with all that is explained, and without."""
