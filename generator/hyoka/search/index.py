"""The index: pages -> where their words stand -> the bundle in the built site."""

import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from threading import Event

from hyoka.units import FiscalYear

from .coded_page import LANGUAGE, CodedPage, Facet, IndexedPage, code, packed
from .page import Guide, SearchPage
from .pagefind_engine import BUNDLE, SearchError, engine
from .postings import joined, metadata, pieces
from .years import year_forms, year_word

SITE = "site.json"
"""The file in the bundle that tells the page's script the filters and the names of the years."""


def _site(pages: Sequence[IndexedPage], guides: Sequence[Guide]) -> str:
    """The file that the page's script reads first, as JSON."""
    known: dict[tuple[str, str], Facet] = {}
    for facet in (facet for page in pages for facet in page.facets):
        known.setdefault((facet.filter, facet.value), facet)
    filters: dict[str, list[dict[str, str]]] = {"year": [], "kind": [], "policy": [], "tag": []}
    for facet in known.values():
        told = {"value": facet.value, "label": facet.label, "word": facet.word}
        filters[facet.filter].append(told)
    filters["year"].sort(key=lambda facet: facet["value"], reverse=True)
    years = sorted({FiscalYear(year) for page in pages for year in page.years})
    forms = {form: year_word(year) for year in years for form in year_forms(year)}
    terms = (term for page in pages for term in page.guides)
    guided = [guide._asdict() for guide in (*guides, *terms)]
    site = {"filters": filters, "years": forms, "guides": guided}
    return json.dumps(site, ensure_ascii=False, indent=1)


def newest_first(pages: Sequence[IndexedPage]) -> list[IndexedPage]:
    """Pages of a kind beside each other, and of these first those of the newest year.

    So what was found comes where nothing else sets two pages apart: else as the site has them.
    """
    kinds = dict.fromkeys(page.of("kind") for page in pages)
    places = {kind: place for place, kind in enumerate(kinds)}
    return sorted(pages, key=lambda page: (places[page.of("kind")], -int(page.of("year") or 0)))


class SearchIndex:
    """An index that is to be built; what it is made of is written where the pages are made."""

    def __init__(self, site_dir: Path, guides: Sequence[Guide] = ()) -> None:
        """`site_dir`: where the site lies that it is of. `guides`: beside those to its terms."""
        self.folder = PageFolder(Path(mkdtemp(dir=site_dir, prefix="pagefind-")))
        self.pages: list[IndexedPage] = []
        """In the order of the site."""
        self._site_dir = site_dir
        self._guides = guides

    def add(self, page: CodedPage) -> None:
        """Write what the next page has to say."""
        self.pages.append(self.folder.write(page))

    def build(self, cancelled: Event | None = None) -> int:
        """Write the index to `site_dir/pagefind/`, in place of what stands there.

        `cancelled`: set where nobody waits for the index any more.

        Returns:
            The number of pages indexed.

        Raises:
            SearchError: Pagefind failed, or it was cancelled. The bundle that stood there before
                still does.
        """
        count = len({page.name for page in self.pages})
        if count != len(self.pages):
            raise SearchError(f"{count} of {len(self.pages)} pages have an address of their own")
        self.pages = newest_first(self.pages)
        bundle, reader = self.folder.bundle, engine()
        told = list(self._write_pieces(cancelled or Event()))
        pages = [(page.name, page.word_count) for page in self.pages]
        head = metadata(reader.version, pages, told)
        name = _name(head)
        (bundle / f"pagefind.{name}.pf_meta").write_bytes(packed(head))
        for file, data in reader.files(name, count).items():
            (bundle / file).write_bytes(data)
        (bundle / SITE).write_text(_site(self.pages, self._guides), "utf-8")
        _replace(self._site_dir / BUNDLE, bundle)
        return count

    def _write_pieces(self, cancelled: Event) -> Iterator[tuple[str, str, str]]:
        """The first and the last word of each piece of the index, and its name."""
        for first, last, piece in pieces(joined(self._places(cancelled))):
            _go_on(cancelled)
            name = _name(piece)
            (self.folder.bundle / "index" / f"{name}.pf_index").write_bytes(packed(piece))
            yield first, last, name

    def _places(self, cancelled: Event) -> Iterator[bytes]:
        for page in self.pages:
            _go_on(cancelled)
            yield (self.folder.places / page.name).read_bytes()

    def discard(self) -> None:
        """Remove what it was to be made of."""
        shutil.rmtree(self.folder.path)


class PageFolder:
    """Where pages are written that are to be indexed."""

    def __init__(self, path: Path) -> None:
        """`path`: an empty folder."""
        self.path, self.bundle, self.places = path, path / BUNDLE, path / "places"
        self.places.mkdir()
        for kind in ("fragment", "index"):
            (self.bundle / kind).mkdir(parents=True)

    def write(self, page: CodedPage) -> IndexedPage:
        """Write a page.

        Raises:
            OSError: it cannot be written.
        """
        return page.write(self.bundle, self.places)


def build_index(pages: Iterable[SearchPage], site_dir: Path, cancelled: Event | None = None) -> int:
    """Write the index of `pages` to `site_dir/pagefind/`, as `SearchIndex.build`.

    Pages are read one at a time. The same pages give the same bytes.

    Raises:
        SearchError: as there.
    """
    return index_coded(map(code, pages), site_dir, cancelled)


def index_coded(
    pages: Iterable[CodedPage],
    site_dir: Path,
    cancelled: Event | None = None,
    guides: Sequence[Guide] = (),
) -> int:
    """As `build_index`, of pages that are coded already; `guides`: as `SearchIndex`.

    Raises:
        SearchError: as there.
    """
    cancelled = cancelled or Event()
    index = SearchIndex(site_dir, guides)
    try:
        for page in pages:
            _go_on(cancelled)
            index.add(page)
        _go_on(cancelled)
        return index.build(cancelled)
    finally:
        index.discard()


def _go_on(cancelled: Event) -> None:
    if cancelled.is_set():
        raise SearchError("cancelled")


def _name(data: bytes) -> str:
    """Of a file, by what it holds."""
    return f"{LANGUAGE}_{sha256(data).hexdigest()[:20]}"


def _replace(old: Path, new: Path) -> None:
    if old.exists():
        shutil.rmtree(old)
    new.rename(old)
