"""Where the theme lies, which says how pages look: in the wheel, or in the repository."""

from pathlib import Path
from types import SimpleNamespace

_PACKAGE = Path(__file__).parents[1]
_IN_WHEEL = _PACKAGE / "theme"
_IN_REPOSITORY = _PACKAGE.parents[1] / "theme"

FOLDER = _IN_WHEEL if _IN_WHEEL.is_dir() else _IN_REPOSITORY
"""Its templates, scripts, styles and pictures, and what it is set to."""
THEME = SimpleNamespace(__file__=str(FOLDER / "mkdocs_theme.yml"))
"""The entry point of MkDocs, which takes the folder of its `__file__` for the theme's."""
