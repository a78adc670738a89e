"""Problems as a person reads them in a terminal or on GitHub, and as a program reads them."""

from hyoka.report.data import as_json
from hyoka.report.github import annotation, annotations, summarize, summary
from hyoka.report.text import counted, headline, report, tell, tell_first

__all__ = [
    "annotation",
    "annotations",
    "as_json",
    "counted",
    "headline",
    "report",
    "summarize",
    "summary",
    "tell",
    "tell_first",
]
