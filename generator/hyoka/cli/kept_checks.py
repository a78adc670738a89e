"""What the last check found, beside the folder of the records, for the next command that asks."""

import datetime
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hyoka.content import Content
from hyoka.files.cache import Cache, digest_of_hyoka, key_of
from hyoka.problems import Problem
from hyoka.report.kept import Found, from_bytes, to_bytes

if TYPE_CHECKING:
    from hyoka.model import Records

_KIND = "check"
"""Of what is kept."""


@dataclass(frozen=True, slots=True)
class KeptCheck:
    """What is known of a content as of a day; of any other, of another hyoka, nothing is."""

    cache: Cache
    key: str

    @property
    def found(self) -> Found | None:
        """What was found; none where it has not been looked for."""
        known = self.cache.get(_KIND, self.key)
        return from_bytes(known) if known else None

    def keep(self, found: Found) -> None:
        """Keep what was found, and nothing that was found before."""
        self.cache.put(_KIND, self.key, to_bytes(found))
        self.cache.keep(_KIND, [self.key])


def as_found(records: "Records", problems: tuple[Problem, ...]) -> Found:
    """What a check of the records found, with the names by which it is told."""
    from hyoka.wording.language import (  # noqa: PLC0415 - most checks are told as kept
        level_names,
        level_words,
    )

    names = level_names(records.municipality)
    files = records.count + len(records.unread)
    return Found(problems, files, level_words(names) if names else None)


def kept_check(folder: Path, content: Content, day: datetime.date, root: str = "") -> KeptCheck:
    """What is known of `content`, which was read of `folder`; `root`: the site's address."""
    # As an absolute path, without its links being followed: beside a link, not where it leads.
    cache = Cache(Path(os.path.abspath(folder)).parent)  # noqa: PTH100
    if not cache.is_used:
        return KeptCheck(cache, "")
    return KeptCheck(cache, key_of(digest_of_hyoka(), content.digest, day.isoformat(), root))
