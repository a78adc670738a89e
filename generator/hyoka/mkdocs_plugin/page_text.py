"""The texts of pages before and after Markdown is converted, whoever does that.

Blocks that are HTML already pass Markdown by, and so does what is written by hand: it was rendered
and judged before.
"""

from copy import deepcopy
from dataclasses import dataclass, field
from functools import partial
from html import escape

from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc

from hyoka.charts import Picture
from hyoka.elements import Table
from hyoka.links.broken_links import lead
from hyoka.mkdocs_plugin.html_blocks import split_blocks, with_blocks
from hyoka.mkdocs_plugin.loading import LoadedSite
from hyoka.mkdocs_plugin.page_downloads import page_downloads
from hyoka.mkdocs_plugin.page_metadata import PageMetadata
from hyoka.pages import BY_HAND, with_tables
from hyoka.render import escape as as_markdown
from hyoka.render import with_whole_words
from hyoka.static_pages.page_html import PageHtml


@dataclass(frozen=True)
class PageTexts:
    """The texts of a site's pages."""

    loaded: LoadedSite
    metadata: PageMetadata
    _blocks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Those of the pages that are being converted, by their paths."""
    _tables: dict[str, tuple[Table, ...]] = field(default_factory=dict)
    """The same, of their tables."""
    _pictures: dict[str, tuple[Picture, ...]] = field(default_factory=dict)
    """The same, of their charts."""

    def source(self, page: MkDocsPage) -> str | None:
        """What MkDocs reads of a generated page, its head first; of others, what it likes."""
        generated = self.loaded.generated.get(page.file.src_uri)
        return generated.head + self.body(page) if generated else None

    def body(self, page: MkDocsPage) -> str:
        """The Markdown of a generated page, made now."""
        path = page.file.src_uri
        text = self.loaded.generated[path].make_text()
        self._tables[path], self._pictures[path] = text.tables, text.pictures
        return text.body

    def before(self, page: MkDocsPage, markdown: str) -> str:
        """What is converted of a page's Markdown; the theme is told of the page."""
        path = page.file.src_uri
        if by_hand := self.loaded.by_hand(path):
            markdown = _read_head(page, by_hand)
        self.metadata.describe(page)
        return self.unconverted(page, markdown)

    def unconverted(self, page: MkDocsPage, markdown: str) -> str:
        """The same, without a word to the theme."""
        markdown, self._blocks[page.file.src_uri] = split_blocks(markdown)
        return markdown

    def after(self, page: MkDocsPage, html: str) -> str:
        """The text, of what `before` gave to be converted, with the places of its tables."""
        path = page.file.src_uri
        html = with_blocks(html, self._blocks.pop(path))
        page.meta["downloads"] = page_downloads(self.tables(page), self.loaded.language)
        written = self.loaded.site.by_hand.get(path)
        if written and path in self.loaded.generated:
            html = html.replace(BY_HAND, written.html(partial(lead, path)), 1)
        elif written:
            html = written.html(partial(lead, path))
            page.toc = get_toc(deepcopy([*written.toc]))
        return with_whole_words(html)

    def tables(self, page: MkDocsPage) -> tuple[Table, ...]:
        """Those of a page that is being converted."""
        return self._tables.get(page.file.src_uri, ())

    def with_tables(self, page: MkDocsPage, html: str) -> str:
        """The whole text, of what `after` gave to the search; nothing more is asked of the page."""
        return with_tables(html, self._tables.pop(page.file.src_uri, ()))

    def files(self, page: MkDocsPage) -> dict[str, bytes]:
        """What lies beside a page that was converted, by its name; nothing more is asked of it."""
        pictures = self._pictures.pop(page.file.src_uri, ())
        return {picture.file: picture.content for picture in pictures}


def _read_head(page: MkDocsPage, written: PageHtml) -> str:
    """Take what the head of a page by hand says, and nothing else of it but its heading."""
    # MkDocs also takes a text's first lines, `key: value`, for its head.
    page.meta = dict(written.page.head)
    # Themes print both as they are; what is generated is HTML already.
    for name in {"title", "description"} & page.meta.keys():
        page.meta[name] = escape(str(page.meta[name]))
    # Of which MkDocs takes the title alone: see `PageTexts.after`.
    return f"# {as_markdown(written.heading)}\n" if written.heading else ""
