"""What a change of the records changes on the site."""

from generator.difference.as_data import as_json
from generator.difference.as_markdown import as_markdown
from generator.difference.as_text import as_text
from generator.difference.compare import (
    Change,
    Difference,
    Fact,
    PageChange,
    Side,
    What,
    compare,
    side,
)

__all__ = [
    "Change",
    "Difference",
    "Fact",
    "PageChange",
    "Side",
    "What",
    "as_json",
    "as_markdown",
    "as_text",
    "compare",
    "side",
]
