"""What a change of the records changes on the site."""

from hyoka.changes.difference.as_data import as_json
from hyoka.changes.difference.as_markdown import MOST, as_markdown, changes_as_markdown, escape
from hyoka.changes.difference.as_text import as_text
from hyoka.changes.difference.changes import (
    CellChange,
    ChangeType,
    Counts,
    Difference,
    Overview,
    PageChange,
    RowChange,
)
from hyoka.changes.difference.compare import Side, compare, side, with_others
from hyoka.changes.difference.lines import (
    changes_in_words,
    fact_name,
    omitted_count,
    overview_in_words,
    page_note,
)

__all__ = [
    "MOST",
    "CellChange",
    "ChangeType",
    "Counts",
    "Difference",
    "Overview",
    "PageChange",
    "RowChange",
    "Side",
    "as_json",
    "as_markdown",
    "as_text",
    "changes_as_markdown",
    "changes_in_words",
    "compare",
    "escape",
    "fact_name",
    "omitted_count",
    "overview_in_words",
    "page_note",
    "side",
    "with_others",
]
