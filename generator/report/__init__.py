"""Problems as a person reads them in a terminal or on GitHub, and as a program reads them."""

from generator.report.data import as_json
from generator.report.github import annotation, annotations, summarize, summary
from generator.report.text import counted, headline, report, tell
from generator.report.waiting import days, waiting

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
