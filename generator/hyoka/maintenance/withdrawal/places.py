"""A kind of place in which something may stand, and what can be done there."""

from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """What `hyoka withdraw` itself can do."""

    ARTIFACTS = "artifacts"
    """Delete the files that past runs of the workflows left."""
    CACHES = "caches"
    LOGS = "logs"
    """Delete the logs of past runs."""
    HISTORY = "history"
    """Make a clone beside, of whose history it is no part."""


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """What was found in a kind of place. It never holds what is sought."""

    name: str
    """A word of `withdraw.places`, which says what it is and what to do there."""
    count: int | None
    """How many files, commits, … hold it, or are there that may; none where nobody could look."""
    examples: tuple[str, ...] = ()
    """Some of them by name, without what is sought."""
    action: Action | None = None
    """What this command can do there."""
