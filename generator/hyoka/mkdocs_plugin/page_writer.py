"""Generated pages as MkDocs would write them, without MkDocs.

MkDocs looks through all HTML of a page for anchors and asks where each link leads: of pages that
were generated from checked records, all that is known already. A page is `read`, converted and
rendered, from its site, the page and the frame that all pages share, and from nothing else: so one
can be written alone, once all were read. The bytes are those of MkDocs's own, whatever the theme's
templates print.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from markdown import Markdown
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc

from hyoka.charts import file_of
from hyoka.mkdocs_plugin.indexing import search_page
from hyoka.mkdocs_plugin.logs import log
from hyoka.mkdocs_plugin.page_text import PageTexts
from hyoka.search import SearchPage

_AROUND = frozenset(
    {"startup", "shutdown", "serve", "config", "pre_build", "post_build", "build_error"}
)
"""MkDocs's events before it gathers files and pages, and after it has written them."""

_RESET = frozenset({"attr_list", "fenced_code", "tables", "toc"})
"""Extensions that keep nothing of a page when the next one is converted."""


def is_listened_to(config: MkDocsConfig, own: object) -> bool:
    """Whether a plugin other than `own`, or a hook, may change what is written of pages."""
    return any(
        getattr(method, "__self__", None) is not own
        for event, methods in config.plugins.events.items()
        if event not in _AROUND
        for method in methods
    )


def is_overridden(config: MkDocsConfig) -> bool:
    """Whether a city has templates of its own: they may show any page's text on any other."""
    folder = config.theme.custom_dir
    return folder is not None and any(Path(folder).rglob("*.html"))


@dataclass(frozen=True)
class Frame:
    """What MkDocs's pages share."""

    config: MkDocsConfig
    environment: Any
    """The theme's templates."""
    navigation: Navigation
    files: Sequence[File]
    """Of all pages, in their order."""

    def render(self, page: MkDocsPage) -> bytes:
        """A page with its content as the theme shows it; empty where the theme shows nothing."""
        with _at_work(page, self.config):
            page.active = True
            context = get_context(self.navigation, self.files, self.config, page)
            template = self.environment.get_template(page.meta.get("template", "main.html"))
            output: str = template.render(context)
        return output.encode("utf-8", errors="xmlcharrefreplace") if output.strip() else b""


def read_title(page: MkDocsPage, texts: PageTexts) -> None:
    """Tell MkDocs what other pages, too, may show of a generated one."""
    title = texts.loaded.generated[page.file.src_uri].title
    page.markdown, page.meta = "", {"title": escape(title)}
    texts.metadata.describe_change(page)


def read_head(page: MkDocsPage, texts: PageTexts) -> None:
    """Tell a generated page and the theme what its head says; what it says itself is made later."""
    page.markdown, page.meta = "", dict(texts.loaded.generated[page.file.src_uri].meta)
    texts.metadata.describe(page)


class Converter:
    """Converts Markdown as `mkdocs.yml` says."""

    def __init__(self, config: MkDocsConfig) -> None:
        """`config`: MkDocs's settings."""
        self._config = config
        # Extensions of others may keep something of a page.
        resets = _RESET.issuperset(config.markdown_extensions)
        self._shared = self._new() if resets else None

    def _new(self) -> Markdown:
        return Markdown(
            extensions=self._config.markdown_extensions,
            extension_configs=self._config.mdx_configs,
        )

    def convert(self, page: MkDocsPage, texts: PageTexts) -> str:
        """The HTML of a generated page, with the places of its tables.

        Its links are addresses already: none leads to a Markdown file.
        """
        page.markdown = texts.unconverted(page, texts.body(page))
        with _at_work(page, self._config):
            markdown = self._shared.reset() if self._shared else self._new()
            html = markdown.convert(page.markdown)
        page.toc = get_toc(getattr(markdown, "toc_tokens", []))
        return texts.after(page, html)


@dataclass(frozen=True, slots=True)
class Finished:
    """A page as it lies in the site."""

    html: bytes
    """Empty where the theme shows nothing."""
    beside: Mapping[str, bytes]
    """The files of its charts, by their names."""


def make(
    page: MkDocsPage, texts: PageTexts, converter: Converter, frame: Frame
) -> tuple[Finished, SearchPage]:
    """A generated page that was read, and what the search is told of it.

    Nothing of what only its file needs is kept.
    """
    html = converter.convert(page, texts)
    told = search_page(page, html, texts.tables(page), texts.loaded)
    page.content = texts.with_tables(page, html)
    finished = Finished(frame.render(page), texts.files(page))
    page.markdown, page.content, page.toc = "", "", get_toc([])
    return finished, told


def write_page(finished: Finished, page: MkDocsPage, frame: Frame) -> None:
    """Write a page into the site's folder, if the theme shows anything.

    Raises:
        OSError: it cannot be written.
    """
    if finished.html:
        write_beside(finished.beside, page, frame.config)
        Path(frame.config.site_dir, page.file.dest_uri).write_bytes(finished.html)


def write_beside(files: Mapping[str, bytes], page: MkDocsPage, config: MkDocsConfig) -> None:
    """Write what lies beside a page into its folder, in place of what `serve` has shown there.

    Raises:
        OSError: it cannot be written.
    """
    folder = Path(config.site_dir, page.file.dest_uri).parent
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.glob(file_of("*")):
        file.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)


@contextmanager
def _at_work(page: MkDocsPage, config: MkDocsConfig) -> Iterator[None]:
    """Let settings such as `!relative` know the page, and whoever builds, at which one it ended."""
    config._current_page = page  # noqa: SLF001 - MkDocs has no other way
    try:
        yield
    finally:
        page.active = False
        config._current_page = None  # noqa: SLF001
        error = sys.exception()
        if isinstance(error, Exception):
            log.error("Error building page '%s': %s", page.file.src_uri, error)
