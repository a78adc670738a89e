"""Problems as a person reads them in a terminal or on GitHub, and as a program reads them."""

from generator.report.data import as_json
from generator.report.github import annotations, summary
from generator.report.text import headline, report, tell, visible, width

__all__ = ["annotations", "as_json", "headline", "report", "summary", "tell", "visible", "width"]
