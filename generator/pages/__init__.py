"""Pages as Markdown: of which kind, about which records, by which template.

A module of subjects knows what the pages of its noun are about; `kinds` lists all kinds of pages,
`rendering` writes them.
"""

from generator.pages.data import OpenData
from generator.pages.kinds import PAGES, PageKind
from generator.pages.lines import lines_in
from generator.pages.markdown import escape
from generator.pages.origin import Origin
from generator.pages.rendering import BY_HAND, Page, render
from generator.pages.subject import Crumb, Subject
from generator.pages.whole import ABOUT

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
