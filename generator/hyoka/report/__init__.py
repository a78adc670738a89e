"""Problems as a person reads them in a terminal or on GitHub, and as a program reads them."""

from hyoka.report.data import as_json
from hyoka.report.github import annotation, annotations, summarize, summary
from hyoka.report.text import counted, headline, report, tell
from hyoka.report.waiting import days, waiting

__all__ = [
    "annotation",
    "annotations",
    "as_json",
    "counted",
    "days",
    "headline",
    "report",
    "summarize",
    "summary",
    "tell",
    "waiting",
]
