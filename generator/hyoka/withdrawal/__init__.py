"""What has to go for good: where a text or a file still stands, and a history without it."""

from hyoka.withdrawal.as_text import as_text
from hyoka.withdrawal.hosted import delete, hosted_places
from hyoka.withdrawal.local import contents_at, local_places, remote_places
from hyoka.withdrawal.places import Action, FoundPlace
from hyoka.withdrawal.rewrite import RewriteError, rewrite
from hyoka.withdrawal.sought import LEAST, Sought, sought_in

__all__ = [
    "LEAST",
    "Action",
    "FoundPlace",
    "RewriteError",
    "Sought",
    "as_text",
    "contents_at",
    "delete",
    "hosted_places",
    "local_places",
    "remote_places",
    "rewrite",
    "sought_in",
]
