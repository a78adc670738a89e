"""Pages as Markdown: of which kind, about which records, by which template.

Each kind is a module of `kinds`; `rendering` writes their pages.
"""

from hyoka.pages.kinds import PAGE_KINDS
from hyoka.pages.kinds.about import ABOUT
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import Breadcrumb, PageSpec
from hyoka.pages.rendering import BY_HAND, Page, page_specs, render, with_tables
from hyoka.pages.source import Origin
from hyoka.pages.templates import compile_templates

__all__ = [
    "ABOUT",
    "BY_HAND",
    "PAGE_KINDS",
    "Breadcrumb",
    "Origin",
    "Page",
    "PageKind",
    "PageSpec",
    "compile_templates",
    "page_specs",
    "render",
    "with_tables",
]
