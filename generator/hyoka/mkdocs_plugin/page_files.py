"""What MkDocs knows of the pages: the generated ones beside those that are written by hand."""

import re
from pathlib import PurePath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel

from hyoka.content.content import RECORDS
from hyoka.mkdocs_plugin.loading import LoadedSite
from hyoka.pages import Page
from hyoka.static_pages.reader import published
from hyoka.terminal import sanitize

_UNUSED = re.compile(
    r"^assets/(javascripts/(bundle\.|lunr/|workers/)|stylesheets/(main|palette)\.\w+\.min\.css$|.*\.map$)"
)
"""Material's scripts and styles, which `theme/base.html` does not load."""
_LEFT_OUT = frozenset({InclusionLevel.DRAFT, InclusionLevel.EXCLUDED})
"""Files that MkDocs does not publish."""


def add_pages(files: Files, loaded: LoadedSite, config: MkDocsConfig) -> list[File]:
    """Put the generated pages into `files`, and take out what is not published; the former.

    They stay out of the navigation, but for those that it names; lists and search lead there.

    Raises:
        PluginError: a setting of MkDocs leaves out what lies in the folder to be published.
    """
    _miss_nothing(files, loaded)
    for file in [file for file in files if _is_unpublished(file, loaded)]:
        files.remove(file)
    generated = [_file(page, config) for page in loaded.site.pages]
    for file in generated:
        if existing := files.get_file_from_path(file.src_uri):
            files.remove(existing)
        files.append(file)
    return generated


def _file(page: Page, config: MkDocsConfig) -> File:
    # What it says is made when MkDocs reads it, or when it is written here.
    file = File.generated(config, page.path, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    if not page.record.endswith("/"):
        file.edit_uri = page.record
    return file


def _is_unpublished(file: File, loaded: LoadedSite) -> bool:
    """Whether it is a record, whatever `exclude_docs` says, or unused, or no page of the site."""
    is_record = PurePath(file.src_uri).suffix.lower() in RECORDS
    return is_record or bool(_UNUSED.search(file.src_uri)) or _is_unread(file, loaded)


def _is_unread(file: File, loaded: LoadedSite) -> bool:
    """Whether it is a page by hand that is not in the site; in `serve`, that may be older."""
    path = file.src_uri
    in_site = path in loaded.site.by_hand or path in loaded.generated
    return file.is_documentation_page() and not in_site


def _miss_nothing(files: Files, loaded: LoadedSite) -> None:
    """A page is checked, compared and told of as published: so it has to be."""
    left_out = {file.src_uri for file in files if file.inclusion in _LEFT_OUT}
    if missed := [path for path in published(loaded.content) if path in left_out]:
        language = loaded.language
        text = sanitize(language.word("formats.list").join(missed[:5]))
        raise PluginError(language.word("report.missed", count=str(len(missed)), files=text))
