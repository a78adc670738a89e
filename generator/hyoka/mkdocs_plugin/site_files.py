"""What lies in the site beside the pages, and whether it is whole."""

import gzip
from collections.abc import Collection
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import get_build_timestamp

from hyoka.files.cache import Cache, digest_of_hyoka, key_of
from hyoka.mkdocs_plugin.loading import LoadedSite
from hyoka.opendata.files import Download
from hyoka.processes import release_memory
from hyoka.urls import CALENDAR, FEED, FEEDS


def count_pages(folder: Path, loaded: LoadedSite) -> None:
    """See to it that an empty or half-written site can never be published.

    Raises:
        PluginError: a page is missing on disk, or there is nothing that is evaluated.
    """
    made, language = loaded.site.evaluation, loaded.language
    lost = [p.url for p in loaded.site.pages if not (folder / p.url / "index.html").is_file()]
    if lost:
        some = language.word("formats.list").join(lost[:5])
        raise PluginError(language.word("report.lost", count=str(len(lost)), pages=some))
    told = (measure.years or measure.indicators for measure in made.measures)
    if not (made.policies or made.projects or any(told)):
        raise PluginError(language.word("report.nothing_told"))


def write_feeds(folder: Path, loaded: LoadedSite) -> None:
    """The feeds and the calendars, where there is something to tell."""
    for path in (*loaded.feeds, *loaded.calendars):
        write_feed(folder, path, loaded)


def write_feed(folder: Path, path: str, loaded: LoadedSite) -> None:
    """The feed or the calendar at a path, where there is one."""
    if written := loaded.feed_file(path):
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(written)


def remove_feeds(folder: Path) -> None:
    """Of feeds and calendars nothing stays: some may no longer be there, others are made again."""
    for file in (folder / FEED, folder / CALENDAR, *(folder / FEEDS).rglob("*.*")):
        file.unlink(missing_ok=True)


_FILES = "files"
"""The kind of what is kept of open data."""


def write_open_data(folder: Path, loaded: LoadedSite, cache: Cache) -> None:
    """The files of open data, beside the pages; those that are kept of the last build are taken.

    Raises:
        OSError: one cannot be written.
    """
    keys = []
    for file in loaded.site.files:
        if key := _key(file, cache):
            keys.append(key)
            _take_or_keep(file, key, cache)
        place = folder / file.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.content)
        takes_memory = file.made_of is not None
        file.forget()
        if takes_memory:
            release_memory()
    cache.keep(_FILES, keys)


def _key(file: Download, cache: Cache) -> str | None:
    """What a file is kept under; none of one that is quickly made."""
    if file.made_of is None or not cache.is_used:
        return None
    return key_of(digest_of_hyoka(), file.path, *file.made_of())


def _take_or_keep(file: Download, key: str, cache: Cache) -> None:
    if kept := cache.get(_FILES, key):
        file.hold(kept)
    else:
        cache.put(_FILES, key, file.content)


def pack_sitemap(folder: Path, pages: Collection[MkDocsPage]) -> None:
    """Pack the sitemap as MkDocs does, with the newest day of all `pages`, not of its own alone."""
    sitemap, packed = folder / "sitemap.xml", folder / "sitemap.xml.gz"
    if packed.is_file():
        day = get_build_timestamp(pages=pages)
        with packed.open("wb") as file, gzip.GzipFile(packed.name, "wb", 9, file, day) as writer:
            writer.write(sitemap.read_bytes())
