"""What `mkdocs.yml` says of the theme: what the frame of pages does not use, and what it lacks."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

_FRAME = ("material/magnify", "material/menu")
"""The icons that the frame shows in any case."""
LOGO = "material/library"
"""The icon beside the site's name where the settings name no logo."""
_UNUSED = {
    "theme": ("features", "font", "direction"),
    "extra": ("alternate", "analytics", "annotate", "consent", "homepage", "status", "tags"),
    "": ("repo_url", "repo_name", "site_author", "site_description"),
}
"""Settings of MkDocs and Material that the frame has no place for, by where they stand."""


def unused(settings: Mapping[str, object]) -> Iterator[str]:
    """The settings that change nothing on the site, as they stand in `mkdocs.yml`."""
    for above, names in _UNUSED.items():
        given = settings.get(above) if above else settings
        if isinstance(given, Mapping):
            yield from (f"{above}.{name}" if above else name for name in names if given.get(name))
    theme = settings.get("theme")
    icons = theme.get("icon") if isinstance(theme, Mapping) else None
    if isinstance(icons, Mapping):
        yield from (f"theme.icon.{name}" for name in icons if name != "logo")
    for name in ("extra_css", "extra_javascript"):
        yield from (f"{name}: {path}" for path in _paths(settings.get(name)) if is_elsewhere(path))


def is_elsewhere(path: str) -> bool:
    """Whether a script or style lies on another host, from which no page loads anything."""
    return "//" in path


def missing_icon(theme: Mapping[str, object], folders: Iterable[str]) -> str | None:
    """An icon that the frame shows and that lies in none of the theme's `folders`, if one does."""
    held = list(folders)
    for icon in (*_FRAME, *_icons(theme)):
        if not any(Path(folder, ".icons", f"{icon}.svg").is_file() for folder in held):
            return icon
    return None


def _icons(theme: Mapping[str, object]) -> Iterator[str]:
    icons = theme.get("icon")
    yield str((isinstance(icons, Mapping) and icons.get("logo")) or LOGO)
    palettes = theme.get("palette")
    for palette in palettes if isinstance(palettes, list) else ():
        yield str(palette["toggle"]["icon"])


def _paths(entries: object) -> Iterator[str]:
    for entry in entries if isinstance(entries, list) else ():
        yield str(entry.get("path") if isinstance(entry, Mapping) else entry)


def has_palettes(theme: Mapping[str, object]) -> bool:
    """Whether the settings name palettes as the frame shows them: each with its button's words."""
    palettes = theme.get("palette")
    return bool(palettes) and isinstance(palettes, list) and all(map(_is_palette, palettes))


def _is_palette(palette: object) -> bool:
    if not isinstance(palette, Mapping):
        return False
    toggle = palette.get("toggle")
    return isinstance(toggle, Mapping) and all(
        (palette.get("scheme"), toggle.get("icon"), toggle.get("name"))
    )
