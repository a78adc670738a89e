"""A review as JSON, and what is left of such a file when nobody knows who wrote it.

The dataclasses are the format: a file that holds anything else is refused as a whole. It is written
where the proposed change runs, without any right, and read where a comment may be written.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict

from pydantic import BaseModel, ConfigDict, ValidationError

from hyoka.changes.difference import PageChange
from hyoka.changes.review.summary import (
    MAX_LENGTH,
    MAX_PROBLEMS,
    NOT_TOLD,
    Compared,
    Review,
    is_address,
)
from hyoka.opendata.tables import DATASETS

MAX_BYTES = 1_000_000
_HIGHEST = 10**7
"""No repository has as many lines, pages or values."""
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


_TABLES = frozenset(dataset.name for dataset in DATASETS)


class _File(BaseModel):
    """The whole file. Its strictness is that of the dataclasses in it, too."""

    model_config = ConfigDict(strict=True, extra="forbid", str_max_length=MAX_LENGTH)

    review: Review


def review_as_json(review: Review) -> str:
    """One object, whose only key is `review`."""
    return json.dumps({"review": asdict(review)}, ensure_ascii=False, indent=1)


def read(data: bytes) -> Review:
    """The review that `data` holds, to the letter.

    Raises:
        ValueError: it is none, or tells what `told` would not.
    """
    if len(data) > MAX_BYTES:
        raise ValueError(f"more than {MAX_BYTES} bytes")
    try:
        review = _File.model_validate_json(data).review
    except ValidationError as error:
        raise ValueError(f"{error.error_count()} values of another type") from None
    if len(review.problems) > MAX_PROBLEMS:
        raise ValueError("too many problems")
    if review.base and not _COMMIT.fullmatch(review.base):
        raise ValueError("no name of a commit")
    if bool(review.reason) is not (review.compared is Compared.BASE_UNREADABLE):
        raise ValueError("a reason for nothing, or none")
    for page in (*review.pages, *review.others):
        _must_be_of_the_site(page)
    for value in _values(asdict(review)):
        _must_be_plain(value)
    return review


def _must_be_of_the_site(page: PageChange) -> None:
    if not all(is_address(url) for url in (page.url, page.moved_from)):
        raise ValueError("an address outside the site")
    if not {fact.table for fact in page.facts} <= _TABLES:
        raise ValueError("an unknown table")


def _must_be_plain(value: object) -> None:
    if isinstance(value, int) and not 0 <= value <= _HIGHEST:
        raise ValueError("a number out of range")
    if isinstance(value, str) and any(unicodedata.category(c) in NOT_TOLD for c in value):
        raise ValueError("a character that nobody sees")


def _values(of: object) -> Iterator[object]:
    match of:
        case dict():
            for key, value in of.items():
                yield from (key, *_values(value))
        case list() | tuple():
            for value in of:
                yield from _values(value)
        case _:
            yield of
