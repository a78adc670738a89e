"""The theme's own files among MkDocs's, and whether pages name any that is not there."""

import re
from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files

from hyoka.files.theme_folder import FOLDER
from hyoka.mkdocs_plugin.assets import SCRIPTS, AssetError, Assets, named_by_frame
from hyoka.pages import Page
from hyoka.search import ENGINE, engine
from hyoka.terminal import sanitize
from hyoka.wording import Language


def address_assets(files: Files, config: MkDocsConfig, language: Language) -> Assets:
    """The theme's own files; those that name others are published with new addresses.

    Raises:
        PluginError: a file that is named does not exist.
        SearchError: Pagefind failed.
    """
    pictures = _pictures(config)
    own = {
        file.src_uri: file
        for file in files
        if file.src_dir in config.theme.dirs or file.src_uri in pictures
    }
    for file in own.values():
        if file.src_dir == str(FOLDER) and file.src_uri.endswith((".css", *SCRIPTS)):
            file.content_bytes = without_comments(file.content_bytes)
    try:
        held = {path: file.content_bytes for path, file in own.items()}
        assets = Assets({**held, ENGINE: engine().script})
        for asset in assets.changed:
            own[asset.path].content_bytes = asset.content
        for path in (*pictures, *config.extra_css, *map(str, config.extra_javascript)):
            assets.of(path)
    except AssetError as error:
        raise PluginError(language.word("report.no_asset", path=error.path)) from None
    return assets


_COMMENT = re.compile(
    rb"^[ \t]*(?:/\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
"""A comment that has its lines to itself, as they all have in the theme."""
_INDENT = re.compile(rb"^\s+", re.MULTILINE)


def without_comments(content: bytes) -> bytes:
    """A script or style as it is sent: who reads the site reads none of what explains it."""
    return _INDENT.sub(b"", _COMMENT.sub(b"", content))


def _pictures(config: MkDocsConfig) -> list[str]:
    """Those that the settings name for every page, of the theme or of `content/`."""
    given = (config.theme.get(name) for name in ("favicon", "logo"))
    return [path for path in given if path and not path.endswith(SCRIPTS)]


def check_frames(folder: Path, pages: Iterable[Page], root: str, language: Language) -> None:
    """Whatever a page of each kind loads beside its text must be there, or all look broken.

    Args:
        folder: where the built site lies.
        pages: all that are generated.
        root: the site's address, or nothing where it is not known.
        language: in which is told what is not there.

    Raises:
        PluginError: a style sheet, a script or an icon is not on the site.
    """
    kinds = {page.kind: f"{page.url}index.html" for page in pages}
    for path in ("404.html", "index.html", *kinds.values()):
        html = (folder / path).read_text(encoding="utf-8")
        for named in sorted(named_by_frame(html, path, root)):
            if not (folder / named).is_file():
                raise PluginError(language.word("report.no_asset", path=sanitize(named)))
