"""The finished pages of the last build, of which those are taken again that would be the same.

A page is the same where all is that it is made of: hyoka itself, the settings and the theme, the
pages by hand, the records that it shows, and what MkDocs was told of it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from pathlib import Path

from mkdocs.structure.pages import Page

from hyoka.files.cache import Cache, digest_of_hyoka, key_of
from hyoka.mkdocs_plugin.assets import Assets
from hyoka.mkdocs_plugin.loading import LoadedSite
from hyoka.mkdocs_plugin.page_writer import Finished, Frame
from hyoka.pages.inputs import Inputs, inputs_of
from hyoka.search import CodedPage

BUILT, SERVED = "pages", "served"
"""The kinds of pages that are kept: they differ in what MkDocs adds to what it serves."""
_OUTSIDE = frozenset({"config_file_path", "dev_addr", "docs_dir", "hooks", "plugins", "site_dir"})
"""Settings that say nothing of what is in a page; what plugins do to one keeps it out of here."""


@dataclass(frozen=True)
class PageCache:
    """Finished pages, each with what the search is told of it, on the disk."""

    loaded: LoadedSite
    frame: Frame
    assets: Assets
    kind: str
    """`BUILT` or `SERVED`."""

    def key(self, page: Page) -> str | None:
        """What a generated page that was read is kept under; none of one that is made each time."""
        generated = self.loaded.generated[page.file.src_uri]
        if generated.changes_with_all or not self.values.is_used:
            return None  # it also tells of the history, or of files
        read = json.dumps([page.meta, page.title, page.update_date, page.edit_url], default=repr)
        paths = (page.file.src_uri, page.file.dest_uri, page.url, page.canonical_url or "")
        return key_of(self._site, self._inputs.digest(generated.shown), read, *paths)

    def get(self, key: str) -> tuple[Finished, CodedPage] | None:
        """A page as it was kept."""
        if kept := self.values.get(self.kind, key):
            head, _, content = kept.partition(b"\n")
            names, lengths = json.loads(head)
            ends = list(accumulate(lengths, initial=0))
            coded, html, *beside = (content[start:end] for start, end in pairwise(ends))
            files = dict(zip(names, beside, strict=True))
            return Finished(html, files), CodedPage.from_bytes(coded)
        return None

    def put(self, key: str, finished: Finished, told: CodedPage) -> None:
        """Keep a page with the files beside it; its first line says how long each of them is."""
        parts = (told.to_bytes(), finished.html, *finished.beside.values())
        head = json.dumps([[*finished.beside], [len(part) for part in parts]]).encode()
        self.values.put(self.kind, key, b"".join((head, b"\n", *parts)))

    def keep(self, keys: Iterable[str]) -> None:
        """Let go of all other pages."""
        self.values.keep(self.kind, keys)

    @property
    def values(self) -> Cache:
        """Where they are kept, and what else a build keeps."""
        return Cache(Path(self.frame.config.docs_dir).parent)

    @cached_property
    def _inputs(self) -> Inputs:
        site = self.loaded.site
        read = (file.entry for file in site.checked.reading.files.values())
        return inputs_of(read, site.records, site.evaluation)

    @cached_property
    def _site(self) -> str:
        """A digest of what all pages are made of, besides records."""
        return key_of(digest_of_hyoka(), self.assets.digest, *self._settings(), *self._beside())

    def _settings(self) -> Iterator[str]:
        config, loaded = self.frame.config, self.loaded
        yield from (
            f"{name}={_plain(value)}"
            for name, value in sorted(config.items())
            if name not in _OUTSIDE
        )
        yield repr((loaded.language.code, loaded.repository, loaded.root, loaded.site.held_back))

    def _beside(self) -> Iterator[str | bytes]:
        """The pages by hand and the files of the content."""
        records = self.loaded.site.checked.reading.files
        for entry in self.loaded.content.entries:
            if entry.path not in records:
                yield from (entry.path, entry.digest, entry.data or b"")


def _plain(value: object) -> object:
    """A setting as what it says; of an object no more than what it is."""
    match value:
        case None | str() | int() | float() | Path():
            return value
        case Mapping():
            return {str(name): _plain(told) for name, told in value.items()}
        case list() | tuple():
            return [_plain(told) for told in value]
        case _:
            return type(value).__qualname__
