"""Where the records come from, as far as that is known."""

from dataclasses import dataclass, field
from functools import partial

from hyoka.history.git_log import Revisions, Unknown
from hyoka.history.github_links import Repository
from hyoka.tables.source_lines import Lines


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the records are kept, their history, and what stands on which line of them."""

    repository: Repository | None = None
    revisions: Revisions = field(default_factory=partial(Revisions, Unknown.NO_REPOSITORY))
    lines: Lines = Lines()  # noqa: RUF009 - frozen
    """Where their values stand."""
