"""What MkDocs asks: each of its events, and who answers it."""

import gc
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from hyoka import site
from hyoka.content import read_folder
from hyoka.files.atomic_write import error_values
from hyoka.mkdocs_plugin import serving
from hyoka.mkdocs_plugin.assets import Assets
from hyoka.mkdocs_plugin.indexing import guides, not_indexed, search_page
from hyoka.mkdocs_plugin.kept_findings import keep_findings
from hyoka.mkdocs_plugin.loading import LoadedSite, load_site, refuse_tracked_link, tell
from hyoka.mkdocs_plugin.logs import log, only_show, progress
from hyoka.mkdocs_plugin.options import MKDOCS, HyokaConfig
from hyoka.mkdocs_plugin.page_cache import BUILT, PageCache
from hyoka.mkdocs_plugin.page_files import add_pages
from hyoka.mkdocs_plugin.page_metadata import PageMetadata
from hyoka.mkdocs_plugin.page_text import PageTexts
from hyoka.mkdocs_plugin.page_writer import (
    Converter,
    Frame,
    is_listened_to,
    is_overridden,
    read_head,
    read_title,
    write_beside,
)
from hyoka.mkdocs_plugin.served_site import ServedSite
from hyoka.mkdocs_plugin.settings_check import check_settings
from hyoka.mkdocs_plugin.site_files import count_pages, pack_sitemap, write_feeds
from hyoka.mkdocs_plugin.site_writer import SiteWriter
from hyoka.mkdocs_plugin.staged_site import StagedSite
from hyoka.mkdocs_plugin.theme_assets import address_assets, check_frames
from hyoka.mkdocs_plugin.theme_variables import set_variables
from hyoka.pages.templates import compiled_templates
from hyoka.problems import BadRecords
from hyoka.processes import ProcessKilledError
from hyoka.render import kept_together
from hyoka.report import report
from hyoka.search import CodedPage, SearchError, SearchIndex, code
from hyoka.wording import Language, load_language


class HyokaPlugin(BasePlugin[HyokaConfig]):  # type: ignore[no-untyped-call]
    """`plugins: [hyoka]`. Each build starts anew; only a running index outlives one, in `serve`."""

    def __init__(self) -> None:
        """MkDocs makes one instance; `on_startup` makes it keep that for every rebuild."""
        self.serving = False
        self.settings_told = False
        self.staged: StagedSite | None = None
        self.last_loaded: LoadedSite | None = None
        self.served: ServedSite | None = None
        self.build_again: Callable[[], None] | None = None
        """Lets MkDocs's server take what is watched for changed; none where nothing is."""
        self.until_shutdown = ExitStack()
        self.assets = Assets({})
        self.generated: list[File] = []
        """Of the pages that are written here; empty where MkDocs writes all."""
        self.coded: list[CodedPage] = []
        """What the search is told of the pages that MkDocs writes."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002 - MkDocs's signature
        """Remember whether somebody waits for each save; see to it that the log is only read."""
        self.serving = command == "serve"
        if self.serving:
            serving.end_in_order()
            self.until_shutdown.enter_context(serving.asking(self._ask))
        only_show()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check the records; name the site after the municipality.

        Raises:
            PluginError: the records have errors, or lie behind a link that a proposal could have
                made, or a setting is none that pages can be made by.
        """
        if self.served:
            self.served.stop()
            gc.unfreeze()  # the former site will be garbage
        refuse_tracked_link(Path(config.docs_dir))
        check_settings(config, self.config.language, tell=not self.settings_told)
        self.settings_told = True
        language = load_language(self.config.language)
        if self.serving and self.last_loaded is None:
            serving.try_address(*config.dev_addr, language.word)
        self._discard()
        self.staged = StagedSite(config, language)
        self.last_loaded = self._load(config, language)
        tell(self.loaded)
        set_variables(config, self.loaded, serving=self.serving)
        self.texts = PageTexts(self.loaded, PageMetadata(self.loaded, str(self.config.pdf)))
        self.coded = []
        return config

    def _load(self, config: MkDocsConfig, language: Language) -> LoadedSite:
        """The site; in `serve`, where its records have errors, the last one that had none."""
        try:
            # Whoever waits for a save looks at pages: no file is made in `serve`.
            with progress(language):
                self.content = read_folder(Path(config.docs_dir))
                last, files = self.last_loaded, not self.serving
                return load_site(config, self.config, self.content, last, files=files)
        except BadRecords as error:
            named = site.language_for(self.content, self.config.language)
            text = report(error.problems, named)
            if not self.serving or self.last_loaded is None:
                raise PluginError(f"\n\n{text}") from None
            # MkDocs would let every request wait until the record is mended.
            log.error("\n\n%s\n%s\n", text, language.word("report.kept"))
            return self.last_loaded

    @property
    def loaded(self) -> LoadedSite:
        """The site that is built, from `on_config` on."""
        assert self.last_loaded is not None  # noqa: S101 - on_config loaded it
        return self.last_loaded

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the generated pages, and find the theme's own files.

        Raises:
            PluginError: a setting leaves out what is published, or a file is missing.
        """
        self.generated = add_pages(files, self.loaded, config)
        try:
            self.assets = address_assets(files, config, self.loaded.language)
        except SearchError as error:
            raise not_indexed(error, self.loaded.language) from None
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Take out of MkDocs's hands, now that it has put them into its menu, the generated pages.

        Where another plugin or a hook listens to pages, where the city has templates of its own,
        and where `pages: mkdocs` says so, MkDocs writes them all.
        """
        self.navigation = nav
        by_mkdocs = self.config.pages == MKDOCS or is_overridden(config)
        if by_mkdocs or is_listened_to(config, self):
            self.generated = []
        for file in self.generated:
            files.remove(file)
        return nav

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:  # noqa: ARG002 - MkDocs's signature
        """Make what a generated page says, where MkDocs writes it."""
        return self.texts.source(page)

    def on_page_markdown(
        self,
        markdown: str,
        *,
        page: Page,
        config: MkDocsConfig,  # noqa: ARG002 - MkDocs's signature
        files: Files,  # noqa: ARG002
    ) -> str:
        """Let MkDocs convert what is no HTML yet."""
        return self.texts.before(page, markdown)

    def on_page_content(
        self,
        html: str,
        *,
        page: Page,
        config: MkDocsConfig,
        files: Files,  # noqa: ARG002 - MkDocs's signature
    ) -> str:
        """Put the HTML back, and keep what the search will find."""
        html = self.texts.after(page, html)
        tables = self.texts.tables(page)
        self.coded.append(code(search_page(page, html, tables, self.loaded)))
        write_beside(self.texts.files(page), page, config)
        return self.texts.with_tables(page, html)

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:  # noqa: ANN401 - MkDocs's signature
        """Let the theme ask for words and the addresses of its files; write the generated pages.

        MkDocs has read the pages by hand now: a template may show something of them on any page.
        """
        env.bytecode_cache = compiled_templates("theme", *sorted(env.extensions))
        env.globals["assets"] = self.assets
        env.filters["kept_together"] = kept_together
        # The templates print them as they are, and in some are a city's own words.
        env.globals["theme_word"] = lambda key: escape(self.loaded.language.word(f"theme.{key}"))
        self.files = files
        inclusion = InclusionLevel.is_in_serve if self.serving else InclusionLevel.is_included
        every = [*files.documentation_pages(inclusion=inclusion), *self.generated]
        frame = Frame(config, env, self.navigation, every)
        pages = _pages(self.generated)
        for page in pages:
            (read_title if self.serving else read_head)(page, self.texts)
        if self.serving:
            self.served = ServedSite(pages, frame, self.texts, self.assets, self.coded)
            return env
        self.index = SearchIndex(Path(config.site_dir), guides(self.loaded))
        for told in self.coded:
            self.index.add(told)
        cache = PageCache(self.loaded, frame, self.assets, BUILT)
        writer = SiteWriter(self.texts, frame, Converter(config), cache, self.index.folder)
        try:
            with progress(self.loaded.language):
                self.index.pages += writer.write(pages)
        except ProcessKilledError:
            raise PluginError(self.loaded.language.word("report.killed")) from None
        return env

    def on_template_context(
        self,
        context: TemplateContext,
        *,
        template_name: str,  # noqa: ARG002 - MkDocs's signature
        config: MkDocsConfig,  # noqa: ARG002
    ) -> TemplateContext:
        """Let templates such as the sitemap know all pages, whoever writes them."""
        context["pages"] = [*context["pages"], *self.generated]
        return context

    def on_page_context(
        self,
        context: TemplateContext,
        *,
        page: Page,  # noqa: ARG002 - MkDocs's signature
        config: MkDocsConfig,  # noqa: ARG002
        nav: Navigation,  # noqa: ARG002
    ) -> TemplateContext:
        """Let the pages by hand know all pages, too."""
        context["pages"] = [*context["pages"], *self.generated]
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what is no page; build the search index, in `serve` behind the reader's back.

        Raises:
            PluginError: a page is missing on disk, or the index could not be built.
        """
        folder = Path(config.site_dir)
        if self.generated:
            pack_sitemap(folder, _pages([*self.files.documentation_pages(), *self.generated]))
        if not self.serving:
            write_feeds(folder, self.loaded)
            count_pages(folder, self.loaded)
            self._index(folder)
            if not self.loaded.site.files:
                log.info("%s", self.loaded.language.word("downloads.no_terms"))
        if self.staged:
            self.staged.is_whole = True
            if self.serving or _is_served(config):
                self.staged.publish()
        if self.served:
            gc.freeze()  # what was made for the site lives on: no circle of garbage is in it
            self.served.index(self._look_again)

    def _index(self, folder: Path) -> None:
        """Build the search index, and look at the pages for what is missing beside them."""
        language = self.loaded.language
        try:
            indexed = self.index.build()
        except SearchError as error:
            raise not_indexed(error, language) from None
        finally:
            self.index.discard()
        check_frames(folder, self.loaded.site.pages, self.loaded.root, language)
        log.info("search index: %d pages", indexed)

    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing of a site that is not whole; a file is told in one line.

        Raises:
            Abort: in place of what the system says of a file.
        """
        self._discard()
        if isinstance(error, OSError):
            language = load_language(self.config.language)
            told = error_values(error, language.word("report.somewhere"))
            raise Abort(language.word("report.not_built", **told)) from None

    def on_serve(
        self,
        server: LiveReloadServer,
        *,
        config: MkDocsConfig,
        builder: Callable[..., None],  # noqa: ARG002 - MkDocs's signature
    ) -> LiveReloadServer:
        """Go on serving, whatever becomes of the folders and the builds."""
        watched = [config.docs_dir, config.config_file_path, *config.theme.dirs]
        self.build_again = partial(serving.build_again, server)
        serving.build_by(server, self._refresh, config.docs_dir)
        serving.prepare(server, watched, load_language(self.config.language).word)
        return server

    def _ask(self, path: str) -> None:
        """See to it that a file of the site is there, now that somebody asks for it."""
        if self.served:
            self.served.ask(path)

    def _refresh(self) -> bool:
        """Show records that were saved; whether that could be done without a whole build."""
        if self.served is None:
            return False
        self.served.stop()
        config, before = self.served.config, self.last_loaded
        refuse_tracked_link(Path(config.docs_dir))
        loaded = self._load(config, load_language(self.config.language))
        if loaded is before:
            self.served.index(self._look_again)
            return True  # the records have errors, which were told
        self.last_loaded = loaded  # a build takes of it what is the same
        if not self.served.show(loaded):
            return False
        tell(loaded)
        self.served.index(self._look_again)
        return True

    def _look_again(self) -> None:
        """Show also what was saved so soon after a save that the files look as they did then."""
        if not (self.served and self.build_again):
            return
        if read_folder(Path(self.served.config.docs_dir)) != self.content:
            self.build_again()

    def on_shutdown(self) -> None:
        """Publish what was built, unless it ends by an error or by Ctrl+C; end the indexing."""
        with _undisturbed():
            self.until_shutdown.close()
            if self.served:
                self.served.stop()
                self._keep_findings(self.served.config)
            if sys.exc_info()[0] is None and self.staged:
                self.staged.publish()
            self._discard()

    def _keep_findings(self, config: MkDocsConfig) -> None:
        """Keep what the checks found, for the next server."""
        if found := self.loaded.site.checked.found:
            keep_findings(Path(config.docs_dir), self.loaded.content, found)

    def _discard(self) -> None:
        """Remove what was built and not published."""
        if self.staged:
            self.staged.discard()
        self.staged = None


def _pages(files: Iterable[File]) -> list[Page]:
    """Those that MkDocs made of files."""
    return [file.page for file in files if file.page]


def _is_served(config: MkDocsConfig) -> bool:
    """Whether `mkdocs serve --clean` builds, which tells plugins that it only builds."""
    return (config.site_url or "").startswith("http://{}:{}/".format(*config.dev_addr))


@contextmanager
def _undisturbed() -> Iterator[None]:
    """A moment in which Ctrl+C does nothing, for it ends already."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
