"""The generated pages of a site in `serve`: each is made when somebody asks for it.

A save of records alone makes no page: those that are open ask for theirs, and the search index,
which is built behind the reader's back, asks for all in the end.
"""

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from hyoka.content.content import Entry
from hyoka.mkdocs_plugin.indexing import Indexing
from hyoka.mkdocs_plugin.loading import LoadedSite
from hyoka.mkdocs_plugin.page_metadata import PageMetadata
from hyoka.mkdocs_plugin.page_text import PageTexts
from hyoka.mkdocs_plugin.page_writer import Converter, Frame, make, read_head, write_page
from hyoka.mkdocs_plugin.site_files import write_feed
from hyoka.mkdocs_plugin.theme_variables import EXTRA, variables
from hyoka.search import SearchPage


class ServedSite:
    """A site that MkDocs built, but for the pages that nobody has asked for yet.

    Requests come in threads of their own; pages are made one at a time.
    """

    def __init__(
        self, pages: Sequence[Page], frame: Frame, texts: PageTexts, by_hand: Sequence[SearchPage]
    ) -> None:
        """`pages`: the generated ones. `by_hand`: what the search is told of the others."""
        self._pages = {page.file.dest_uri: page for page in pages}
        self._frame = frame
        self._texts = texts
        self._by_hand = by_hand
        self._converter = Converter(frame.config)
        self._made: set[str] = set()
        self._told: dict[str, SearchPage] = {}
        self._lock = threading.Lock()
        self._indexing: Indexing | None = None

    @property
    def config(self) -> MkDocsConfig:
        """The settings that it was built by."""
        return self._frame.config

    def ask(self, path: str) -> None:
        """See to it that the file at `path`, if it is a generated page, is in the site's folder."""
        with self._lock:
            if path in self._pages and path not in self._made:
                page = self._pages[path]
                html, self._told[path] = make(page, self._texts, self._converter, self._frame)
                write_page(html, page, self._frame)
                self._made.add(path)

    def show(self, loaded: LoadedSite) -> bool:
        """Show what was loaded after a save; whether that could be done.

        It cannot where more than pages' texts changes: a page by hand, the municipality's words,
        which pages there are.
        """
        if not self._is_alike(loaded):
            return False
        self.stop()
        with self._lock:
            self._texts = PageTexts(loaded, PageMetadata(loaded, self._texts.metadata.pdf))
            self._made, self._told = set(), {}
            for page in self._pages.values():
                read_head(page, self._texts)
            write_feed(Path(self._frame.config.site_dir), loaded)
        return True

    def _is_alike(self, loaded: LoadedSite) -> bool:
        before, config = self._texts.loaded, self._frame.config
        return (
            bool(self._pages)  # else MkDocs writes them
            and loaded.site.evaluation.municipality == before.site.evaluation.municipality
            and list(loaded.generated) == list(before.generated)
            and _besides_records(loaded) == _besides_records(before)
            and variables(config, loaded, serving=True) == config.extra[EXTRA]
        )

    def index(self) -> None:
        """Begin to build the search index, for which every page is made."""
        self._indexing = Indexing(self._search_pages(), Path(self._frame.config.site_dir))
        self._indexing.start()

    def _search_pages(self) -> Iterator[SearchPage]:
        yield from self._by_hand
        for path in self._pages:
            self.ask(path)
            yield self._told.pop(path)

    def stop(self) -> None:
        """Let the search index be, if it is being built."""
        if self._indexing is not None:
            self._indexing.cancel()
            self._indexing.join()
            self._indexing = None


def _besides_records(loaded: LoadedSite) -> list[Entry]:
    """The pages by hand and the files of a content."""
    read = loaded.site.checked.reading.files
    return [entry for entry in loaded.content.entries if entry.path not in read]
