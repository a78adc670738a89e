"""The generated pages of a site in `serve`: each is made when somebody asks for it.

A save of records alone makes no page: those that are open ask for theirs, and the search index,
which is built behind the reader's back, asks for all in the end.
"""

import posixpath
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from hyoka.charts import is_file_of_chart
from hyoka.content.content import Entry
from hyoka.mkdocs_plugin.assets import Assets
from hyoka.mkdocs_plugin.indexing import Indexing, guides
from hyoka.mkdocs_plugin.loading import LoadedSite
from hyoka.mkdocs_plugin.page_cache import SERVED, PageCache
from hyoka.mkdocs_plugin.page_metadata import PageMetadata
from hyoka.mkdocs_plugin.page_text import PageTexts
from hyoka.mkdocs_plugin.page_writer import Converter, Frame, make, read_head, write_page
from hyoka.mkdocs_plugin.site_files import remove_feeds, write_feed
from hyoka.mkdocs_plugin.theme_variables import EXTRA, variables
from hyoka.search import CodedPage, code


class ServedSite:
    """A site that MkDocs built, but for the pages that nobody has asked for yet.

    Requests come in threads of their own; pages are made one at a time.
    """

    def __init__(
        self,
        pages: Sequence[Page],
        frame: Frame,
        texts: PageTexts,
        assets: Assets,
        by_hand: Sequence[CodedPage],
    ) -> None:
        """`pages`: the generated ones. `by_hand`: what the search is told of the others."""
        self._pages = {page.file.dest_uri: page for page in pages}
        self._frame = frame
        self._texts = texts
        self._cache = PageCache(texts.loaded, frame, assets, SERVED)
        self._by_hand = by_hand
        self._converter = Converter(frame.config)
        self._coded: dict[str, CodedPage] = {}
        """What the search is told of each page that is in the site's folder as it should be."""
        self._before: dict[str, tuple[str, CodedPage]] = {}
        """The same of each that was there before a save, with the key of what it was made of."""
        self._lock = threading.Lock()
        self._indexing: Indexing | None = None

    @property
    def config(self) -> MkDocsConfig:
        """The settings that it was built by."""
        return self._frame.config

    def ask(self, path: str) -> None:
        """See to it that the file at `path`, if it is a generated one, is in the site's folder."""
        with self._lock:
            path = _page_of(path)
            if path.endswith((".xml", ".ics")):
                write_feed(Path(self._frame.config.site_dir), path, self._texts.loaded)
            if path in self._pages and path not in self._coded:
                page = self._pages[path]
                read_head(page, self._texts)
                self._make(page)

    def _make(self, page: Page, key: str = "") -> CodedPage:
        """Make a page, whatever it was before."""
        finished, told = make(page, self._texts, self._converter, self._frame)
        write_page(finished, page, self._frame)
        self._before.pop(page.file.dest_uri, None)
        coded = self._coded[page.file.dest_uri] = code(told)
        if key:
            self._cache.put(key, finished, coded)
        return coded

    def show(self, loaded: LoadedSite) -> bool:
        """Show what was loaded after a save, while no index is made; whether that could be done.

        It cannot where more than pages' texts changes: a page by hand, the municipality's words,
        which pages there are.
        """
        if not self._is_alike(loaded):
            return False
        with self._lock:
            self._texts = PageTexts(loaded, PageMetadata(loaded, self._texts.metadata.pdf))
            self._cache = replace(self._cache, loaded=loaded)
            self._coded = {}
            remove_feeds(Path(self._frame.config.site_dir))
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

    def index(self, look_again: Callable[[], None]) -> None:
        """Begin to build the search index, for which every page is made.

        `look_again`: is called before and after.
        """
        folder = Path(self._frame.config.site_dir)
        self._indexing = Indexing(
            self._search_pages(), folder, guides(self._texts.loaded), look_again
        )
        self._indexing.start()

    def _search_pages(self) -> Iterator[CodedPage]:
        self._compute()
        yield from self._by_hand
        for path, page in self._pages.items():
            if self._is_cancelled:
                return  # a page may take a second, for which whoever saved would wait
            with self._lock:
                key, coded = self._kept_or_made(path, page)
            self._before[path] = key, coded
            yield coded
        self._cache.keep(key for key, _ in self._before.values() if key)

    def _compute(self) -> None:
        """Make the figures of each project: a list that made all of them would keep a save waiting.

        It ends where the index is cancelled.
        """
        for project in self._texts.loaded.site.evaluation.projects:
            if self._is_cancelled:
                return
            project.years  # noqa: B018 - kept once it was asked for

    @property
    def _is_cancelled(self) -> bool:
        return self._indexing is None or self._indexing.is_cancelled

    def _kept_or_made(self, path: str, page: Page) -> tuple[str, CodedPage]:
        """A page, made if what it is made of is not what it was."""
        read_head(page, self._texts)
        key = self._cache.key(page) or ""
        if coded := self._coded.get(path):
            return key, coded
        was, coded = self._before.get(path, ("", None))
        if key and key == was and coded:
            return key, self._coded.setdefault(path, coded)
        if key and (kept := self._cache.get(key)):
            finished, coded = kept
            write_page(finished, page, self._frame)
            return key, self._coded.setdefault(path, coded)
        return key, self._make(page, key)

    def stop(self) -> None:
        """Let the search index be, if it is being built."""
        if self._indexing is not None:
            self._indexing.cancel()
            self._indexing.join()
            self._indexing = None


def _page_of(path: str) -> str:
    """The path of the page with which a chart's file is made; of other files their own."""
    folder, name = posixpath.split(path)
    return posixpath.join(folder, "index.html") if is_file_of_chart(name) else path


def _besides_records(loaded: LoadedSite) -> list[Entry]:
    """The pages by hand and the files of a content."""
    read = loaded.site.checked.reading.files
    return [entry for entry in loaded.content.entries if entry.path not in read]
