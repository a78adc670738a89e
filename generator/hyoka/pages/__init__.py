"""Pages as Markdown: of which kind, about which records, by which template.

A module of subjects knows what the pages of its noun are about; `kinds` lists all kinds of pages,
`rendering` writes them.
"""

from hyoka.pages.data import OpenData
from hyoka.pages.kinds import PAGES, PageKind
from hyoka.pages.lines import lines_in
from hyoka.pages.markdown import escape
from hyoka.pages.origin import Origin
from hyoka.pages.rendering import BY_HAND, Page, render
from hyoka.pages.subject import Crumb, Subject
from hyoka.pages.whole import ABOUT

__all__ = [
    "ABOUT",
    "BY_HAND",
    "PAGES",
    "Crumb",
    "OpenData",
    "Origin",
    "Page",
    "PageKind",
    "Subject",
    "escape",
    "lines_in",
    "render",
]
