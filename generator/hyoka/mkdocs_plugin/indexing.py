"""The search index of a built site; in `serve` it is built behind the reader's back."""

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from html import unescape
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page as MkDocsPage

from hyoka.elements import Table
from hyoka.mkdocs_plugin.loading import LoadedSite
from hyoka.mkdocs_plugin.logs import log
from hyoka.render import text
from hyoka.search import CodedPage, Guide, SearchError, SearchPage, index_coded
from hyoka.search.coding import normalise
from hyoka.terminal import sanitize
from hyoka.wording import Language


def search_page(
    page: MkDocsPage, html: str, tables: Iterable[Table], loaded: LoadedSite
) -> SearchPage:
    """What the search will find of a page; `html`: its text, with the places of its tables."""
    meta = page.meta
    return SearchPage(
        url=page.url,
        title=unescape(str(page.title)),
        kind=str(meta.get("kind", loaded.language.word("kinds_of_page.about"))),
        fiscal_year=meta.get("fiscal_year"),
        year=meta.get("year"),
        policy=unescape(meta["policy"]) if "policy" in meta else None,
        html=html,
        tables=tuple(tuple(text.table(table)) for table in tables),
        tags=tuple(map(unescape, meta.get("tagged", ()))),
        standings=_standings(page, loaded),
    )


def _standings(page: MkDocsPage, loaded: LoadedSite) -> tuple[Mapping[str, object], ...]:
    generated = loaded.generated.get(page.file.src_uri)
    told = generated.make_standings() if generated else ()
    return tuple({key: value for key, value in asdict(one).items() if value} for one in told)


def guides(loaded: LoadedSite) -> tuple[Guide, ...]:
    """Where who asks in other words than the site's own is led, as far as the site has such a page.

    Of each guide of the language, the first of its pages that there is.
    """
    language, latest = loaded.language, loaded.site.evaluation.latest
    titles = {page.url: page.title for page in loaded.site.pages}
    found = []
    for name in language.below("search_guides"):
        of = f"search_guides.{name}"
        year = str(latest.fiscal_year) if latest else ""
        ways = language.word(f"{of}.pages", year=year).split()
        way = next((way for way in ways if way.partition("#")[0] in titles), None)
        if way is not None:
            words = tuple(map(normalise, language.word(f"{of}.words").split("、")))
            title = titles[way.partition("#")[0]]
            text = language.word(f"{of}.text")
            found.append(Guide(words, title, language.word("search.guide"), way, text))
    return tuple(found)


def not_indexed(error: SearchError, language: Language) -> PluginError:
    """What is told where there can be no search."""
    reason = sanitize(" ".join(str(error).split()))
    return PluginError(language.word("report.not_indexed", reason=reason))


_QUIET = 1.0
"""So many seconds after a save nobody is kept waiting by the making of an index."""


class Indexing(threading.Thread):
    """The index of a site that is shown already."""

    def __init__(
        self,
        pages: Iterable[CodedPage],
        folder: Path,
        guides: tuple[Guide, ...],
        look_again: Callable[[], None],
    ) -> None:
        """`folder`: where the site lies. `look_again`: is called before the index and after it."""
        super().__init__()
        self._guides = guides
        self._pages = pages
        self._folder = folder
        self._look_again = look_again
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Let the index be: nobody will search the site any more."""
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether nobody waits for it any more."""
        return self._cancelled.is_set()

    def run(self) -> None:
        """Build the index, or say why there is none."""
        if self._cancelled.wait(_QUIET):
            return
        self._look_again()
        try:
            index_coded(self._pages, self._folder, self._cancelled, self._guides)
            self._look_again()
        except (SearchError, OSError) as error:
            if not self._cancelled.is_set():
                log.warning("%s", error)
