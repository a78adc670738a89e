"""MkDocs's door: the generated pages join the hand-written ones, then the search index is built."""

import datetime
import logging
import os
import re
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from functools import partial
from html import escape, unescape
from pathlib import Path, PurePath
from typing import Any, Literal

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from hyoka import atom_feed, pages, serving, settings, site
from hyoka.addresses import FEED, PDF
from hyoka.assets import SCRIPTS, AssetError, Assets, named_by_frame
from hyoka.atomic_write import told_error
from hyoka.broken_links import lead
from hyoka.content import Content, read_folder
from hyoka.content.content import RECORDS
from hyoka.embargo import AS_OF, day_of, held_back
from hyoka.git import GitFolder
from hyoka.git_log import in_words, read_revisions
from hyoka.github_links import Repository, find_repository, report_form, tracked_link
from hyoka.json_ld import linked_data
from hyoka.language import Language, load_language, site_languages
from hyoka.menu import menu
from hyoka.model import Municipality
from hyoka.page_html import PageHtml
from hyoka.pages import BY_HAND
from hyoka.problems import BadRecords, Severity
from hyoka.render import escape as as_markdown
from hyoka.render import text
from hyoka.report import report, waiting
from hyoka.scaffold import Desk
from hyoka.search import ENGINE, SearchError, SearchPage, build_index, engine
from hyoka.staging import SITE, BusyError, StagedFolder
from hyoka.static_pages import published
from hyoka.terminal import visible
from hyoka.units import today

log = get_plugin_logger("hyoka")

_UNUSED = re.compile(
    r"^assets/(javascripts/(bundle\.|lunr/|workers/)|stylesheets/(main|palette)\.\w+\.min\.css$|.*\.map$)"
)
"""Material's scripts and styles, which `theme/base.html` does not load."""
_LEFT_OUT = frozenset({InclusionLevel.DRAFT, InclusionLevel.EXCLUDED})
"""Files that MkDocs does not publish."""
_NO_DAY = "1970-01-01"
"""To gzip, that no day is known."""
_WORDS = Path("partials", "words.html")
"""The file by which the theme is known for ours."""
_DIALECT = "attr_list"
"""The extension of Markdown that the generated pages are written for."""


class HyokaConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's options in `mkdocs.yml`."""

    language = config_options.Type(str, default=site.LANGUAGE)
    branch = config_options.Type(str, default="main")
    """The branch that edit links lead to."""
    pdf = config_options.Optional(config_options.Type((str, int)))
    """Of which sheets a PDF will lie beside the pages: `all`, those of a fiscal year, or none."""


class HyokaPlugin(BasePlugin[HyokaConfig]):  # type: ignore[no-untyped-call]
    """`plugins: [hyoka]`. Each build starts anew; only a running index outlives one, in `serve`."""

    def __init__(self) -> None:
        """MkDocs makes one instance; `on_startup` makes it keep that for every rebuild."""
        self.serving = False
        self.indexing: Indexing | None = None
        self.content = Content("", ())
        self.site: site.Site | None = None
        self.pages: dict[str, pages.Page] = {}
        self.repository: Repository | None = None
        self.feed: list[atom_feed.Entry] = []
        self.search_pages: list[SearchPage] = []
        self.assets = Assets({})
        self.settings_told = False
        self.staged: StagedFolder | None = None
        self.config_used: MkDocsConfig | None = None
        self.built = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002 - MkDocs's signature
        """Remember whether somebody waits for each save; see to it that the log is only read."""
        self.serving = command == "serve"
        if self.serving:
            serving.end_in_order()
        for handler in logging.getLogger("mkdocs").handlers:
            handler.addFilter(_only_read)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check the records; name the site after the municipality.

        Raises:
            PluginError: the records have errors, or lie behind a link that a proposal could have
                made, or the environment names no day as of which.
        """
        self._finish_indexing()
        folder = Path(config.docs_dir)
        if link := tracked_link(folder):
            words = load_language(site.LANGUAGE)
            raise PluginError(words.word("report.linked_folder", link=visible(str(link))))
        self._check_settings(config)
        if self.serving and self.site is None:
            serving.try_address(*config.dev_addr, load_language(self.config.language).word)
        self._stage(config)
        self.search_pages = []
        language = load_language(self.config.language)
        self.repository = find_repository(os.environ, folder, self.config.branch)
        self.content = read_folder(folder)
        try:
            # Whoever waits for a save looks at pages: no file is made in `serve`.
            self.site = site.build(
                self.content,
                self.config.language,
                config.site_url or "",
                files=not self.serving,
                origin=pages.Origin(self.repository, read_revisions(GitFolder(folder))),
                day=self._day(language),
            )
        except BadRecords as error:
            told = report(error.problems, language)
            if not self.serving or self.site is None:
                raise PluginError(f"\n\n{told}") from None
            # MkDocs would let every request wait until the record is mended.
            log.error(  # noqa: TRY400 - the records' fault: a traceback would hide it
                "\n\n%s\n%s\n", told, language.word("report.kept")
            )
        self._tell_warnings(language)
        self._tell_held_back(language)
        self._tell_unknown(language)
        self.pages = {page.path: page for page in self.site.pages}
        self.feed = self._entries(config, language)
        municipality = self.site.evaluation.municipality
        # Material prints these, and titles, as they are: they must be HTML.
        config.site_name = escape(language.word("site.title", name=municipality.name))
        config.site_description = escape(language.word("site.description", name=municipality.name))
        if not config.copyright:
            publisher = municipality.publisher.name
            config.copyright = escape(language.word("site.footer", publisher=publisher))
        self._say(config, municipality)
        self._complete(config, language)
        return config

    def _complete(self, config: MkDocsConfig, language: Language) -> None:
        """What every city needs of MkDocs, where its `mkdocs.yml` says nothing else."""
        config.nav = config.nav or menu(language)
        config.extra.setdefault("generator", False)
        if _DIALECT not in config.markdown_extensions:
            config.markdown_extensions.append(_DIALECT)

    def _check_settings(self, config: MkDocsConfig) -> None:
        """Refuse settings that no page can be made by; tell once of those that change nothing.

        Raises:
            PluginError: the theme is another one, or a language, an icon or the palettes are not
                such as it knows.
        """
        _must_know("plugins: hyoka: language", self.config.language, site_languages())
        language, theme = load_language(self.config.language), config.theme
        if not any(Path(folder, _WORDS).is_file() for folder in theme.dirs):
            raise PluginError(language.word("report.no_theme", theme=visible(str(theme.name))))
        _must_know("theme.language", str(theme.get("language")), site_languages())
        if not settings.has_palettes(theme):
            raise PluginError(language.word("report.no_palettes"))
        if icon := settings.missing_icon(theme, theme.dirs):
            raise PluginError(language.word("report.no_icon", icon=visible(icon)))
        if not self.settings_told and (names := list(settings.unused(_given(config)))):
            told = visible(language.word("formats.list").join(names))
            log.info(language.word("report.unused_settings", settings=told))
        self.settings_told = True
        config.extra_css = [path for path in config.extra_css if not settings.is_elsewhere(path)]
        config.extra_javascript = [
            script for script in config.extra_javascript if not settings.is_elsewhere(str(script))
        ]

    def _entries(self, config: MkDocsConfig, language: Language) -> list[atom_feed.Entry]:
        """What the feed tells; nothing where it would not know its own address."""
        assert self.site is not None  # noqa: S101 - on_config built it
        if not config.site_url:
            return []
        made = self.site
        return atom_feed.entries(made.evaluation, made.pages, made.revisions, language)

    def _tell_warnings(self, language: Language) -> None:
        """What does not stop the site is only said: `--strict` would fail at a MkDocs warning."""
        assert self.site is not None  # noqa: S101 - on_config built it
        if warnings := [p for p in self.site.problems if p.severity is Severity.WARNING]:
            log.info("\n\n%s\n", report(warnings, language))

    def _day(self, language: Language) -> datetime.date:
        """As of which the site is made.

        Raises:
            PluginError: the environment names something that is no day.
        """
        try:
            return day_of(os.environ)
        except ValueError:
            told = visible(os.environ[AS_OF])
            raise PluginError(language.word("embargo.no_day", name=AS_OF, got=told)) from None

    def _tell_held_back(self, language: Language) -> None:
        """What is left out until its day, silenced or not."""
        assert self.site is not None  # noqa: S101 - on_config built it
        if self.site.held_back:
            log.info("%s", waiting(self.site.held_back, language))

    def _tell_unknown(self, language: Language) -> None:
        assert self.site is not None  # noqa: S101 - on_config built it
        for told in in_words(self.site.revisions, language):
            log.info("%s", told)

    def _say(self, config: MkDocsConfig, municipality: Municipality) -> None:
        """What the theme may know of the site: its notice and where records are edited."""
        repository = self.repository
        if repository is not None and not config.edit_uri:
            config.edit_uri = repository.edit
        config.extra["hyoka"] = {
            "municipality": municipality.name,
            "publisher": municipality.publisher.name,
            "publisher_url": municipality.publisher.url,
            "contact": municipality.publisher.contact,
            "notice": self._notice(municipality),
            "edit": repository.edit if repository else None,
            "tree": repository.tree if repository else None,
            "history": repository.history if repository else None,
            "report": repository.report if repository else None,
            "form": report_form(Path(config.docs_dir)) if repository else None,
            "feed": FEED if self.feed else None,
            "serving": self.serving,
        }

    def _notice(self, municipality: Municipality) -> str | None:
        """What stands above every page: the municipality's, and whether pages are ahead of time."""
        assert self.site is not None  # noqa: S101 - on_config built it
        if not any(held_back(self.site.records, today())):
            return municipality.notice
        language = load_language(self.config.language)
        ahead = language.word("embargo.ahead", day=language.date(self._day(language)))
        return " ".join(filter(None, (ahead, municipality.notice)))

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the generated pages. They stay out of the navigation; lists and search lead there.

        Raises:
            PluginError: a setting of MkDocs leaves out what lies in the folder to be published.
        """
        assert self.site is not None  # noqa: S101 - on_config ran before
        self._miss_nothing(files)
        unpublished = (_is_record, _is_unused, self._is_unread)
        for left_out in [file for file in files if any(of(file) for of in unpublished)]:
            files.remove(left_out)
        for page in self.site.pages:
            text = page.frame or page.body
            file = File.generated(
                config, page.path, content=text, inclusion=InclusionLevel.NOT_IN_NAV
            )
            if not page.record.endswith("/"):
                file.edit_uri = page.record
            if existing := files.get_file_from_path(page.path):
                files.remove(existing)
            files.append(file)
        self._address_assets(files, config)
        return files

    def _address_assets(self, files: Files, config: MkDocsConfig) -> None:
        """Find the theme's own files; those that name others are published with new addresses.

        Raises:
            PluginError: Pagefind failed, or a file that is named does not exist.
        """
        pictures = self._pictures(config)
        own = {
            file.src_uri: file
            for file in files
            if file.src_dir in config.theme.dirs or file.src_uri in pictures
        }
        try:
            held = {path: file.content_bytes for path, file in own.items()}
            self.assets = Assets({**held, ENGINE: engine()})
            for asset in self.assets.changed:
                own[asset.path].content_bytes = asset.content
            for path in (*pictures, *config.extra_css, *map(str, config.extra_javascript)):
                self.assets.of(path)
        except AssetError as error:
            language = load_language(self.config.language)
            raise PluginError(language.word("report.no_asset", path=error.path)) from None
        except SearchError as error:
            raise self._not_indexed(error) from None

    def _not_indexed(self, error: SearchError) -> PluginError:
        language = load_language(self.config.language)
        reason = visible(" ".join(str(error).split()))
        return PluginError(language.word("report.not_indexed", reason=reason))

    def _pictures(self, config: MkDocsConfig) -> list[str]:
        """Those that the settings name for every page, of the theme or of `content/`."""
        given = (config.theme.get(name) for name in ("favicon", "logo"))
        return [path for path in given if path and not path.endswith(SCRIPTS)]

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:  # noqa: ANN401, ARG002 - MkDocs's signature
        """Let the theme's templates ask for words, and for its files' addresses and digests."""
        env.globals["assets"] = self.assets
        words = load_language(self.config.language)
        env.globals["theme_word"] = lambda key: words.word(f"theme.{key}")
        return env

    def _is_unread(self, file: File) -> bool:
        """Whether it is a page by hand that is not in the site; in `serve`, that may be older."""
        assert self.site is not None  # noqa: S101 - on_config ran before
        path = file.src_uri
        return file.is_documentation_page() and path not in {*self.site.by_hand, *self.pages}

    def _miss_nothing(self, files: Files) -> None:
        """A page is checked, compared and told of as published: so it has to be.

        Raises:
            PluginError: a setting of MkDocs leaves one out.
        """
        left_out = {file.src_uri for file in files if file.inclusion in _LEFT_OUT}
        if missed := [path for path in published(self.content) if path in left_out]:
            language = load_language(self.config.language)
            told = visible(language.word("formats.list").join(missed[:5]))
            raise PluginError(language.word("report.missed", count=str(len(missed)), files=told))

    def on_page_markdown(
        self,
        markdown: str,
        *,
        page: Page,
        config: MkDocsConfig,
        files: Files,  # noqa: ARG002 - MkDocs's signature
    ) -> str:
        """Make a title by hand HTML, as ours are."""
        made = self.pages.get(page.file.src_uri)
        by_hand = self._page_by_hand(page)
        if by_hand:
            # MkDocs also takes a text's first lines, `key: value`, for its head.
            page.meta = dict(by_hand.page.head)
            # Of which MkDocs takes the title alone: see `on_page_content`.
            markdown = f"# {as_markdown(by_hand.heading)}\n" if by_hand.heading else ""
            for name in {"title", "description"} & page.meta.keys():
                page.meta[name] = escape(str(page.meta[name]))
        if made:
            self._tell_more(page, made, config.site_url)
        of_all = made is not None and made.changes_with_all
        page.meta["of_all"] = of_all
        self._tell_change(page, "" if of_all else made.record if made else page.file.src_uri)
        return markdown

    def _page_by_hand(self, page: Page) -> PageHtml | None:
        """What is published of a page that is written by hand, and not made."""
        assert self.site is not None  # noqa: S101 - on_config ran before
        path = page.file.src_uri
        return None if path in self.pages else self.site.by_hand.get(path)

    def _with_text(self, html: str, page: Page) -> str:
        """A page with what is written by hand on it, as it was checked; MkDocs reads none of it."""
        assert self.site is not None  # noqa: S101 - on_config ran before
        path = page.file.src_uri
        written = self.site.by_hand.get(path)
        if written is None:
            return html
        text = written.html(partial(lead, path))
        if path in self.pages:
            return html.replace(BY_HAND, text, 1)
        page.toc = get_toc(deepcopy([*written.toc]))
        return text

    def _tell_more(self, page: Page, made: pages.Page, root: str | None) -> None:
        """What the theme prints of a generated page besides its text."""
        assert self.site is not None  # noqa: S101 - on_config ran before
        if root:
            municipality = self.site.evaluation.municipality
            language = load_language(self.config.language)
            files = self.site.file_by_path
            page.meta["linked_data"] = linked_data(made, municipality, language, root, files)
        if made.begins_sheets and self.repository:
            page.meta["next_sheet"] = self._next_sheet(made, self.repository)
        if made.sheet and str(self.config.pdf) in {"all", str(made.fiscal_year)}:
            page.meta["pdf"] = f"{PDF}/{made.sheet}"

    def _next_sheet(self, made: pages.Page, repository: Repository) -> str:
        """The address that begins the next sheet, with what is known of it already."""
        assert self.site is not None  # noqa: S101 - on_config ran before
        desk = Desk(load_language(self.config.language), self.site.records)
        begun = desk.next_sheet(made.path)
        return repository.new(begun.path, begun.texts) if begun else ""

    def _tell_change(self, page: Page, record: str) -> None:
        """When a page's record last changed; nothing where that is not known."""
        assert self.site is not None  # noqa: S101 - on_config ran before
        page.meta["changed"] = ""
        # MkDocs would take the day of the build, and put it into `sitemap.xml.gz`.
        page.update_date = _NO_DAY
        if (life := self.site.revisions.of(record)) and life.last:
            page.meta["changed"] = load_language(self.config.language).date(life.last)
            page.update_date = life.last.isoformat()

    def on_page_content(
        self,
        html: str,
        *,
        page: Page,
        config: MkDocsConfig,  # noqa: ARG002 - MkDocs's signature
        files: Files,  # noqa: ARG002
    ) -> str:
        """Put the tables in, and keep what the search will find."""
        made = self.pages.get(page.file.src_uri)
        tables = made.tables if made else ()
        html = self._with_text(html, page)
        meta = page.meta
        by_hand = load_language(self.config.language).word("kinds_of_page.about")
        self.search_pages.append(
            SearchPage(
                url=page.url,
                title=unescape(str(page.title)),
                kind=str(meta.get("kind", by_hand)),
                fiscal_year=meta.get("fiscal_year"),
                year=meta.get("year"),
                policy=unescape(meta["policy"]) if "policy" in meta else None,
                html=html,
                tables=tuple(tuple(text.table(table)) for table in tables),
            )
        )
        return pages.with_tables(html, tables)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Build the search index; in `serve` behind the reader's back.

        Raises:
            PluginError: a page is missing on disk, or the index could not be built.
        """
        folder, found = Path(config.site_dir), self.search_pages
        self._count_pages(folder)
        self._write_feed(folder, config.site_url or "")
        self._write_files(folder)
        if not self.serving:
            try:
                indexed = build_index(found, folder)
            except SearchError as error:
                raise self._not_indexed(error) from None
            self._check_frames(folder, config.site_url or "")
            log.info("search index: %d pages", indexed)
        self.built = True
        if self.serving or _is_served(config):
            self._publish()
        if self.serving:
            self.indexing = Indexing(found, Path(config.site_dir))
            self.indexing.start()

    def _stage(self, config: MkDocsConfig) -> None:
        """Let MkDocs build beside the site that stands, which is what it was until the last step.

        Raises:
            Abort: there can be no site there, or another process makes it.
        """
        self._unstage()
        language = load_language(self.config.language)
        StagedFolder(Path(config.config_file_path or "mkdocs.yml").parent / SITE).restore()
        staged, name = StagedFolder(Path(config.site_dir)), config.site_dir

        def wait(process: str) -> None:
            log.info("%s", language.word("report.waiting", process=process, folder=name))

        try:
            staged.open(wait)
        except BusyError as error:
            words = language.word("report.busy", process=str(error), folder=name)
            raise Abort(words) from None
        except OSError as error:
            raise self._not_placed(error, name) from None
        self.staged, self.config_used = staged, config
        config.site_dir = str(staged.building)

    def _not_placed(self, error: OSError, folder: str) -> Abort:
        reason = error.strerror or str(error)
        language = load_language(self.config.language)
        return Abort(language.word("report.not_placed", folder=folder, reason=reason))

    def _publish(self) -> None:
        """Put the site that is whole now in its place.

        Raises:
            Abort: it cannot be put there; the one that stood there still does.
        """
        if self.staged and self.built:
            try:
                self.staged.publish()
            except OSError as error:
                raise self._not_placed(error, str(self.staged.target)) from None
            finally:
                self._unstage()

    def _unstage(self) -> None:
        """Remove what was built and not published."""
        if self.staged and self.config_used:
            self.config_used.site_dir = str(self.staged.target)
            self.staged.close()
        self.staged, self.built = None, False

    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing of a site that is not whole; a file is told in one line.

        Raises:
            Abort: in place of what the system says of a file.
        """
        self._unstage()
        if isinstance(error, OSError):
            language = load_language(self.config.language)
            told = told_error(error, language.word("report.somewhere"))
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
        serving.prepare(server, watched, load_language(self.config.language).word)
        return server

    def on_shutdown(self) -> None:
        """Publish what was built, unless it ends by an error or by Ctrl+C; end the indexing."""
        with _undisturbed():
            if self.indexing is not None:
                self.indexing.cancel()
            self._finish_indexing()
            if sys.exc_info()[0] is None:
                self._publish()
            self._unstage()

    def _check_frames(self, folder: Path, root: str) -> None:
        """Whatever a page of each kind loads beside its text must be there, or all look broken.

        Raises:
            PluginError: a style sheet, a script or an icon is not on the site.
        """
        kinds = {page.kind: f"{page.url}index.html" for page in self.pages.values()}
        for page in ("404.html", "index.html", *kinds.values()):
            html = (folder / page).read_text(encoding="utf-8")
            for path in sorted(named_by_frame(html, page, root)):
                if not (folder / path).is_file():
                    language = load_language(self.config.language)
                    raise PluginError(language.word("report.no_asset", path=visible(path)))

    def _write_feed(self, folder: Path, root: str) -> None:
        assert self.site is not None  # noqa: S101 - on_config ran before
        if self.feed:
            language = load_language(self.config.language)
            written = atom_feed.atom(self.site.evaluation, self.feed, language, root)
            (folder / FEED).write_bytes(written)

    def _write_files(self, folder: Path) -> None:
        """The open data, beside the pages."""
        assert self.site is not None  # noqa: S101 - on_config ran before
        if not self.serving and not self.site.files:
            language = load_language(self.config.language)
            log.info("%s", language.word("downloads.no_terms"))
        for file in self.site.files:
            place = folder / file.path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.content)

    def _count_pages(self, folder: Path) -> None:
        """So that an empty or half-written site can never be published."""
        assert self.site is not None  # noqa: S101 - on_config ran before
        lost = [p.url for p in self.site.pages if not (folder / p.url / "index.html").is_file()]
        made = self.site.evaluation
        sheets = sum(plan.sheet_count for plan in made.plans)
        if lost or not (made.policies or made.projects or sheets):
            language = load_language(self.config.language)
            some = language.word("formats.list").join(lost[:5])
            raise PluginError(language.word("report.lost", count=str(len(lost)), pages=some))

    def _finish_indexing(self) -> None:
        if self.indexing is not None:
            self.indexing.join()
            self.indexing = None


def _must_know(setting: str, code: str, known: Iterable[str]) -> None:
    """Refuse a language that there are no words of.

    Raises:
        PluginError: `code` is none of the languages in `known`.
    """
    if code not in known:
        language = load_language(site.LANGUAGE)
        choices = language.word("formats.list").join(known)
        raise PluginError(
            language.word("report.no_language", setting=setting, code=visible(code), known=choices)
        )


def _is_record(file: File) -> bool:
    """Whether it is a record, which is read and not published, whatever `exclude_docs` says."""
    return PurePath(file.src_uri).suffix.lower() in RECORDS


def _is_unused(file: File) -> bool:
    return bool(_UNUSED.search(file.src_uri))


def _given(config: MkDocsConfig) -> dict[str, object]:
    """What `mkdocs.yml` says, without what is usual where it says nothing."""
    with warnings.catch_warnings():
        # MkDocs itself has no use for it any more; nothing else tells the two apart.
        warnings.simplefilter("ignore", DeprecationWarning)
        return {name: value for each in config.user_configs for name, value in each.items()}


def _only_read(record: logging.LogRecord) -> bool:
    """MkDocs tells of a page's links as they stand there; a workflow would obey some of them."""
    lines = record.getMessage().split("\n")
    record.msg, record.args = "\n".join(visible(line) for line in lines), ()
    return True


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


def _is_served(config: MkDocsConfig) -> bool:
    """Whether `mkdocs serve --clean` builds, which tells plugins that it only builds."""
    return (config.site_url or "").startswith("http://{}:{}/".format(*config.dev_addr))


class Indexing(threading.Thread):
    """The index of a site that is shown already."""

    def __init__(self, pages: list[SearchPage], folder: Path) -> None:
        """`folder`: where the site lies."""
        super().__init__()
        self._pages = pages
        self._folder = folder
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Let the index be: nobody will search the site any more."""
        self._cancelled.set()

    def run(self) -> None:
        """Build the index, or say why there is none."""
        try:
            build_index(self._pages, self._folder, self._cancelled)
        except (SearchError, OSError) as error:
            if not self._cancelled.is_set():
                log.warning("%s", error)
