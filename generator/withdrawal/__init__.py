"""What has to go for good: where a text or a file still stands, and a history without it."""

from generator.withdrawal.as_text import as_text
from generator.withdrawal.hosted import delete, hosted_places
from generator.withdrawal.local import contents_at, local_places, remote_places
from generator.withdrawal.places import Action, Place
from generator.withdrawal.rewrite import RewriteError, rewrite
from generator.withdrawal.sought import LEAST, Sought, sought_in

__all__ = [
    "LEAST",
    "Action",
    "Place",
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
