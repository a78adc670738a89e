"""What the checks found in a site's records, for the next server, which need not look again.

It is kept under the digest of all that it hangs on.
"""

import datetime
import json
from pathlib import Path

from hyoka.checks import CheckFindings
from hyoka.content import Content
from hyoka.files.cache import Cache, digest_of_hyoka, key_of
from hyoka.model import Records
from hyoka.problems import Finding

_KIND = "findings"
"""Of what is kept."""


def kept_findings(
    folder: Path, content: Content, records: Records, day: datetime.date
) -> CheckFindings | None:
    """What was found in the records of `content`, which was read of `folder`, if that is known."""
    cache = Cache(folder.parent)
    if not cache.is_used or (kept := cache.get(_KIND, _key(content, day))) is None:
        return None
    by_check = _from_bytes(kept)
    return None if by_check is None else CheckFindings(records, day, by_check)


def keep_findings(folder: Path, content: Content, found: CheckFindings) -> None:
    """Keep what was found in the records of `content`, and nothing that was found before."""
    cache = Cache(folder.parent)
    if cache.is_used:
        key = _key(content, found.day)
        cache.put(_KIND, key, _to_bytes(found))
        cache.keep(_KIND, [key])


def _key(content: Content, day: datetime.date) -> str:
    return key_of(digest_of_hyoka(), content.digest, day.isoformat())


def _to_bytes(found: CheckFindings) -> bytes:
    return json.dumps(
        {
            name: [(it.path, it.place, it.rule, dict(it.values), it.at_key) for it in findings]
            for name, findings in found.by_check.items()
        }
    ).encode()


def _from_bytes(data: bytes) -> dict[str, list[Finding]] | None:
    """What `_to_bytes` made the bytes of; none where they are anything else."""
    try:
        return {
            str(name): [
                Finding(path, tuple(place), rule, values, at_key)
                for path, place, rule, values, at_key in findings
            ]
            for name, findings in json.loads(data).items()
        }
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
