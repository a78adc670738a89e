"""What nobody may notice while no record changes: what is late, and links that lead nowhere."""

from hyoka.maintenance.as_markdown import MARKER, MaintenanceReport, as_markdown
from hyoka.maintenance.link_sources import RecordedLink, links_of
from hyoka.maintenance.links import DeadLink, Network, dead_links
from hyoka.maintenance.overdue import (
    OverdueSheet,
    UnansweredRecommendation,
    late_forecasts,
    long_pending,
    overdue_sheets,
    unanswered,
)

__all__ = [
    "MARKER",
    "DeadLink",
    "MaintenanceReport",
    "Network",
    "OverdueSheet",
    "RecordedLink",
    "UnansweredRecommendation",
    "as_markdown",
    "dead_links",
    "late_forecasts",
    "links_of",
    "long_pending",
    "overdue_sheets",
    "unanswered",
]
