"""What nobody may notice while no record changes: what is late, and links that lead nowhere."""

from hyoka.maintenance.as_markdown import MARKER, Upkeep, as_markdown
from hyoka.maintenance.late import Late, late_sheets, long_pending
from hyoka.maintenance.links import DeadLink, Network, dead_links
from hyoka.maintenance.named import RecordedLink, links_of

__all__ = [
    "MARKER",
    "DeadLink",
    "Late",
    "Network",
    "RecordedLink",
    "Upkeep",
    "as_markdown",
    "dead_links",
    "late_sheets",
    "links_of",
    "long_pending",
]
