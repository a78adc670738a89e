"""A proposed change as its reviewers meet it: a comment, and its pages in one file."""

from hyoka.changes.review.as_data import MAX_BYTES, read, review_as_json
from hyoka.changes.review.as_markdown import MARKER, ReviewLinks, comment
from hyoka.changes.review.sides import (
    FaultySideError,
    SideError,
    UnknownSideError,
    UnreadableSideError,
    compared,
    published_side,
)
from hyoka.changes.review.summary import Compared, ProblemSummary, Review, make_review

__all__ = [
    "MARKER",
    "MAX_BYTES",
    "Compared",
    "FaultySideError",
    "ProblemSummary",
    "Review",
    "ReviewLinks",
    "SideError",
    "UnknownSideError",
    "UnreadableSideError",
    "comment",
    "compared",
    "make_review",
    "published_side",
    "read",
    "review_as_json",
]
