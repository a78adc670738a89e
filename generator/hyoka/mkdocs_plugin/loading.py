"""The site that a build of MkDocs shows: read and checked by its settings, and told of."""

import datetime
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from hyoka import pages, site
from hyoka.content import Content
from hyoka.evaluation.embargo import day_of
from hyoka.git import GitFolder
from hyoka.history.git_log import Revisions, in_words, read_revisions
from hyoka.history.github_links import Repository, find_repository, tracked_link
from hyoka.mkdocs_plugin.kept_findings import kept_findings
from hyoka.mkdocs_plugin.logs import log
from hyoka.mkdocs_plugin.options import HyokaConfig
from hyoka.pages import atom_feed, calendar_file
from hyoka.problems import Severity
from hyoka.report import report
from hyoka.report.waiting import waiting
from hyoka.static_pages.page_html import PageHtml
from hyoka.terminal import sanitize
from hyoka.units import AS_OF
from hyoka.wording import Language, language_of, load_language


@dataclass(frozen=True)
class LoadedSite:
    """A site with what its pages and files are written by."""

    content: Content
    """What it was made of."""
    site: site.Site
    language: Language
    repository: Repository | None
    """Where the records are kept, if that is known."""
    day: datetime.date
    """As of which it is made."""
    root: str
    """Its address with the final `/`; empty where it is not known."""
    commit: bytes
    """The one that git's history ends with; empty where that is not known."""
    history: Revisions
    """Of all that lies in the content's folder."""

    @cached_property
    def generated(self) -> dict[str, pages.Page]:
        """The generated pages by their paths."""
        return {page.path: page for page in self.site.pages}

    def by_hand(self, path: str) -> PageHtml | None:
        """The page at `path` that is written by hand, and not generated."""
        return None if path in self.generated else self.site.by_hand.get(path)

    @cached_property
    def _entries(self) -> list[atom_feed.FeedEntry]:
        """What there is to tell; nothing where a feed would not know its own address."""
        made = self.site
        if not self.root:
            return []
        return atom_feed.entries(made.evaluation, made.pages, made.revisions, self.language)

    @cached_property
    def feeds(self) -> Mapping[str, atom_feed.Feed]:
        """The feeds by where they lie."""
        every = atom_feed.feeds_of(self.site.evaluation, self._entries, self.language)
        return {feed.path: feed for feed in every}

    @cached_property
    def calendars(self) -> Mapping[str, calendar_file.Calendar]:
        """The calendars by where they lie."""
        if not self.root:
            return {}
        made = calendar_file.calendars_of(self.site.evaluation, self._entries, self.language)
        return {calendar.path: calendar for calendar in made}

    @cached_property
    def feeds_by_page(self) -> Mapping[str, Mapping[str, str]]:
        """By a page's path, the title of its feed, as HTML, and where that and its calendar lie."""
        found: dict[str, dict[str, str]] = {}
        for feed in self.feeds.values():
            found[feed.page] = {"title": escape(feed.title), "feed": feed.path}
        for calendar in self.calendars.values():
            found.setdefault(calendar.page, {})["calendar"] = calendar.path
        return found

    def feed_file(self, path: str) -> bytes | None:
        """A feed or a calendar as a file; none where there is none at the path."""
        if feed := self.feeds.get(path):
            return atom_feed.atom(self.site.evaluation, feed, self.language, self.root)
        if calendar := self.calendars.get(path):
            newest = self._entries[0].updated if self._entries else None
            return calendar_file.written(calendar, self.root, newest)
        return None


def refuse_tracked_link(content: Path) -> None:
    """Refuse records that lie behind a link which a proposal could have made.

    Raises:
        PluginError: they do.
    """
    if link := tracked_link(content):
        words = load_language(site.LANGUAGE)
        raise PluginError(words.word("report.linked_folder", link=sanitize(str(link))))


def load_site(
    config: MkDocsConfig,
    options: HyokaConfig,
    content: Content,
    last: LoadedSite | None = None,
    *,
    files: bool,
) -> LoadedSite:
    """The site of `content`, which was read of the folder that the settings name.

    `files`: whether those of open data are made, too. `last`: the one before it, in `serve`; of
    what is the same still, nothing is made again.

    Raises:
        BadRecords: the records have errors.
        PluginError: the environment names no day as of which.
    """
    folder, root = Path(config.docs_dir), config.site_url or ""
    repository = find_repository(os.environ, folder, options.branch)
    day = _day(load_language(options.language))
    commit, history = _history(folder, last)
    made = site.build(
        content,
        options.language,
        root,
        files=files,
        origin=pages.Origin(repository, history),
        day=day,
        last=last.site if last else None,
        kept=None if last else lambda records: kept_findings(folder, content, records, day),
    )
    language = language_of(made.evaluation.municipality, options.language)
    return LoadedSite(content, made, language, repository, day, root, commit, history)


def _history(folder: Path, last: LoadedSite | None) -> tuple[bytes, Revisions]:
    """The newest commit, and the history up to it: what is known of it is not read again."""
    git = GitFolder(folder)
    commit = git.ask_or_none("rev-parse", "--verify", "HEAD") or b""
    if last and commit and commit == last.commit:
        return commit, last.history
    return commit, read_revisions(git)


def _day(language: Language) -> datetime.date:
    try:
        return day_of(os.environ)
    except ValueError:
        text = sanitize(os.environ[AS_OF])
        raise PluginError(language.word("embargo.no_day", name=AS_OF, got=text)) from None


def tell(loaded: LoadedSite) -> None:
    """Say what does not stop the site, what is left out until its day, which days are unknown.

    None is a warning of MkDocs: `--strict` would fail at it.
    """
    made, language = loaded.site, loaded.language
    if warnings := [p for p in made.problems if p.severity is Severity.WARNING]:
        log.info("\n\n%s\n", report(warnings, language))
    if made.held_back:
        log.info("%s", waiting(made.held_back, language))
    for told in in_words(made.revisions, language):
        log.info("%s", told)
