"""What pages are made of besides prose: phrases and tables as plain values, free of any markup.

`hyoka.tables` makes them of evaluated records; `hyoka.render` prints them as HTML, as Markdown that
a person reads, and as plain text.
"""

from hyoka.elements.inline import (
    BREAK,
    Bar,
    Calculated,
    Calculation,
    Inline,
    LineBreak,
    Link,
    ListedInline,
    SourceLine,
    StatusMark,
    Styled,
    TextStyle,
    code,
    joined,
    note,
    strong,
)
from hyoka.elements.omitted_columns import OmittedColumn, without_omitted_columns
from hyoka.elements.table import (
    Cell,
    CellType,
    Column,
    ColumnType,
    Row,
    RowGroup,
    Table,
)

__all__ = [
    "BREAK",
    "Bar",
    "Calculated",
    "Calculation",
    "Cell",
    "CellType",
    "Column",
    "ColumnType",
    "Inline",
    "LineBreak",
    "Link",
    "ListedInline",
    "OmittedColumn",
    "Row",
    "RowGroup",
    "SourceLine",
    "StatusMark",
    "Styled",
    "Table",
    "TextStyle",
    "code",
    "joined",
    "note",
    "strong",
    "without_omitted_columns",
]
