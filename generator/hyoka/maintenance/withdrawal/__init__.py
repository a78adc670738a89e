"""What has to go for good: where a text or a file still stands, and a history without it."""

from hyoka.maintenance.withdrawal.as_text import as_text
from hyoka.maintenance.withdrawal.hosted import delete, hosted_places
from hyoka.maintenance.withdrawal.local import contents_at, local_places, remote_places
from hyoka.maintenance.withdrawal.places import Action, FoundPlace
from hyoka.maintenance.withdrawal.rewrite import RewriteError, rewrite
from hyoka.maintenance.withdrawal.sought import LEAST, WithdrawnContent, sought_in

__all__ = [
    "LEAST",
    "Action",
    "FoundPlace",
    "RewriteError",
    "WithdrawnContent",
    "as_text",
    "contents_at",
    "delete",
    "hosted_places",
    "local_places",
    "remote_places",
    "rewrite",
    "sought_in",
]
