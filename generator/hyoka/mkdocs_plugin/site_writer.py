"""The generated pages of a build, and all that is made with them, by as many processes as can be.

What takes longest comes first: the files to take away, and the pages that tell how large they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mkdocs.structure.pages import Page

from hyoka.mkdocs_plugin.page_cache import PageCache
from hyoka.mkdocs_plugin.page_text import PageTexts
from hyoka.mkdocs_plugin.page_writer import Converter, Finished, Frame, make, write_page
from hyoka.mkdocs_plugin.site_files import write_open_data
from hyoka.pages import compile_templates
from hyoka.processes import shared_out
from hyoka.progress import counted
from hyoka.search import CodedPage, IndexedPage, PageFolder, code

_GROUP = 16
"""So many pages are made by a process before it takes the next: a list takes as long as many."""

_Placed = Sequence[tuple[int, Page, str | None]]
"""Pages, each with its place among all, and what it is kept under."""


@dataclass(frozen=True)
class SiteWriter:
    """Writes pages, open data, and what the search will read of the pages."""

    texts: PageTexts
    frame: Frame
    converter: Converter
    cache: PageCache
    indexed: PageFolder
    """Where is written what the search will read."""

    def write(self, pages: Sequence[Page]) -> list[IndexedPage]:
        """Write all; what the index is told of the pages.

        Raises:
            OSError: something cannot be written.
        """
        loaded, generated = self.texts.loaded, self.texts.loaded.generated
        # Here once, and not in each process again.
        compile_templates(loaded.language, loaded.site.evaluation.municipality)
        keys = [self.cache.key(page) for page in pages]
        placed = list(zip(range(len(pages)), pages, keys, strict=True))
        files = [one for one in placed if generated[one[1].file.src_uri].tells_files]
        others = [one for one in placed if not generated[one[1].file.src_uri].tells_files]
        groups = (others[start : start + _GROUP] for start in range(0, len(others), _GROUP))
        tasks = [
            partial(self._write_files, files),
            *(partial(self._write_pages, group) for group in groups),
        ]
        done = zip(counted("writing", tasks), shared_out(tasks), strict=True)
        told = sorted(one for _, group in done for one in group)
        self.cache.keep(filter(None, keys))
        return [indexed for _, indexed in told]

    def _write_files(self, pages: _Placed) -> list[tuple[int, IndexedPage]]:
        folder = Path(self.frame.config.site_dir)
        write_open_data(folder, self.texts.loaded, self.cache.values)
        return self._write_pages(pages)

    def _write_pages(self, pages: _Placed) -> list[tuple[int, IndexedPage]]:
        return [(place, self._write_page(page, key)) for place, page, key in pages]

    def _write_page(self, page: Page, key: str | None) -> IndexedPage:
        finished, told = self._kept_or_made(page, key)
        write_page(finished, page, self.frame)
        return self.indexed.write(told)

    def _kept_or_made(self, page: Page, key: str | None) -> tuple[Finished, CodedPage]:
        if key and (kept := self.cache.get(key)):
            return kept
        finished, told = make(page, self.texts, self.converter, self.frame)
        coded = code(told)
        if key:
            self.cache.put(key, finished, coded)
        return finished, coded
