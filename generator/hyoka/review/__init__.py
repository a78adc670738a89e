"""A proposed change as its reviewers meet it: a comment, and its pages in one file."""

from hyoka.review.as_data import MAX_BYTES, read, review_as_json
from hyoka.review.as_markdown import MARKER, Around, comment
from hyoka.review.sides import (
    FaultySideError,
    SideError,
    UnknownSideError,
    UnreadableSideError,
    compared,
    published_side,
)
from hyoka.review.told import Compared, Review, Told, told

__all__ = [
    "MARKER",
    "MAX_BYTES",
    "Around",
    "Compared",
    "FaultySideError",
    "Review",
    "SideError",
    "Told",
    "UnknownSideError",
    "UnreadableSideError",
    "comment",
    "compared",
    "published_side",
    "read",
    "review_as_json",
    "told",
]
