"""PAGE_KINDS: every kind of page, a module each; a module that is added here is a kind.

They are found by their files, so that a kind stands in no list.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from hyoka.pages.page_kind import PageKind


def _kinds() -> tuple[PageKind[Any], ...]:
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    kinds = (kind for module in modules for kind in getattr(module, "KINDS", ()))
    return tuple(sorted(kinds, key=lambda kind: kind.order))


PAGE_KINDS = _kinds()
"""In the order in which their pages are listed."""
