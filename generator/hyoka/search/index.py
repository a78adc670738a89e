"""The index: pages -> stubs -> Pagefind -> the bundle in the built site."""

import gzip
import json
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from threading import Event
from typing import Any

from hyoka.units import FiscalYear

from .page import SearchPage
from .stub import LANGUAGE, CodedPage, Facet, IndexedPage, code
from .years import year_forms, year_word

BUNDLE = "pagefind"
"""The folder of the index in the built site."""

SITE = "site.json"
"""The file in the bundle that tells the page's script the filters and the names of the years."""

ENGINE = f"{BUNDLE}/pagefind.js"
"""Pagefind's script, from the site's root."""


class SearchError(Exception):
    """The index could not be built; the bundle of the built site is what it was before."""


_INTERVAL = 0.2
"""How often, in seconds, Pagefind's run looks whether it is still waited for."""
_SIGNATURE = b"pagefind_dcd"
"""What Pagefind's script expects at the head of a file."""

_SYSTEM = 9
"""Where gzip's head names the system that packed a file; 255: unknown. RFC 1952, 2.3."""

_NEEDED = (
    *("pagefind-entry.json", "pagefind.js", "wasm.unknown.pagefind", "*.pf_meta"),
    *("index", "fragment"),
)
"""What the page's script asks for; Pagefind's own interfaces are 400 kB more."""


def _site(pages: Sequence[IndexedPage]) -> str:
    """The file that the page's script reads first, as JSON."""
    known: dict[tuple[str, str], Facet] = {}
    for facet in (facet for page in pages for facet in page.facets):
        known.setdefault((facet.filter, facet.value), facet)
    filters: dict[str, list[dict[str, str]]] = {"year": [], "kind": [], "policy": []}
    for facet in known.values():
        told = {"value": facet.value, "label": facet.label, "word": facet.word}
        filters[facet.filter].append(told)
    filters["year"].sort(key=lambda facet: facet["value"], reverse=True)
    years = sorted({FiscalYear(year) for page in pages for year in page.years})
    forms = {form: year_word(year) for year in years for form in year_forms(year)}
    return json.dumps({"filters": filters, "years": forms}, ensure_ascii=False, indent=1)


@cache
def engine() -> bytes:
    """The script that reads the index: the same in every bundle that this Pagefind makes.

    Pages name its digest, and are made before the index is.

    Raises:
        SearchError: Pagefind failed.
    """
    with TemporaryDirectory() as temporary:
        stubs, bundle = Path(temporary, "stubs"), Path(temporary, BUNDLE)
        stubs.mkdir()
        (stubs / "index.html").write_text(f'<html lang="{LANGUAGE}"><body>a</body></html>', "ascii")
        _run_pagefind(stubs, bundle, Event())
        return Path(temporary, ENGINE).read_bytes()


class SearchIndex:
    """An index that is to be built; the stubs of its pages are written where the pages are made."""

    def __init__(self, site_dir: Path) -> None:
        """`site_dir`: where the site lies that it is of."""
        self.folder = Path(mkdtemp(dir=site_dir, prefix="pagefind-"))
        """Of the stubs."""
        self.pages: list[IndexedPage] = []
        """In the order of their places."""
        self._site_dir = site_dir

    def add(self, page: CodedPage) -> None:
        """Write the stub of the next page."""
        self.pages.append(page.write(self.folder, len(self.pages)))

    def build(self, cancelled: Event | None = None) -> int:
        """Write the index to `site_dir/pagefind/`, in place of what stands there.

        `cancelled`: set where nobody waits for the index any more.

        Returns:
            The number of pages indexed.

        Raises:
            SearchError: Pagefind failed, or it was cancelled. The bundle that stood there before
                still does.
        """
        bundle = self.folder / BUNDLE
        _run_pagefind(self.folder, bundle, cancelled or Event())
        _strip(bundle)
        _fill(bundle, self.folder, len(self.pages))
        _name_by_digest(bundle)
        (bundle / SITE).write_text(_site(self.pages), "utf-8")
        _replace(self._site_dir / BUNDLE, bundle)
        return len(self.pages)

    def discard(self) -> None:
        """Remove the stubs."""
        shutil.rmtree(self.folder)


def build_index(pages: Iterable[SearchPage], site_dir: Path, cancelled: Event | None = None) -> int:
    """Write the index of `pages` to `site_dir/pagefind/`, as `SearchIndex.build`.

    Pages are read one at a time. The same pages give the same bytes.

    Raises:
        SearchError: as there.
    """
    return index_coded(map(code, pages), site_dir, cancelled)


def index_coded(pages: Iterable[CodedPage], site_dir: Path, cancelled: Event | None = None) -> int:
    """As `build_index`, of pages that are coded already.

    Raises:
        SearchError: as there.
    """
    cancelled = cancelled or Event()
    index = SearchIndex(site_dir)
    try:
        for page in pages:
            _go_on(cancelled)
            index.add(page)
        return index.build(cancelled)
    finally:
        index.discard()


def _go_on(cancelled: Event) -> None:
    if cancelled.is_set():
        raise SearchError("cancelled")


def _run_pagefind(stubs: Path, bundle: Path, cancelled: Event) -> None:
    # It brings an event loop, which takes a tenth of the time of a command that makes no index.
    from pagefind.service import get_executable  # noqa: PLC0415

    executable = get_executable()
    if executable is None:
        raise SearchError("Pagefind is not installed: uv sync")
    command = [str(executable), "--site", str(stubs), "--output-path", str(bundle), "--silent"]
    process = subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", errors="replace"
    )
    with process:
        try:
            output, errors = _answer(process, cancelled)
        finally:
            process.kill()  # it has ended, unless nobody waits for it any more
    if process.returncode != 0 or not bundle.is_dir():
        said = (errors or output).strip()
        raise SearchError(f"Pagefind ended with {process.returncode}: {said}")


def _answer(process: subprocess.Popen[str], cancelled: Event) -> tuple[str, str]:
    while True:
        try:
            return process.communicate(timeout=_INTERVAL)
        except subprocess.TimeoutExpired:
            _go_on(cancelled)


def _strip(bundle: Path) -> None:
    needed = {path for pattern in _NEEDED for path in bundle.glob(pattern)}
    for path in set(bundle.iterdir()) - needed:
        path.unlink() if path.is_file() else shutil.rmtree(path)


def _fill(bundle: Path, stubs: Path, count: int) -> None:
    """Put each page's record where Pagefind keeps the page's (coded) text for excerpts."""
    fragments = list((bundle / "fragment").glob("*.pf_fragment"))
    if len(fragments) != count:
        raise SearchError(f"Pagefind indexed {len(fragments)} of {count} pages")
    for path in fragments:
        fragment = _read_fragment(path)
        record = stubs / Path(fragment["url"]).with_suffix(".json").name
        shown = json.dumps(fragment | {"content": ""}, ensure_ascii=False, separators=(",", ":"))
        data = f'{shown[:-1]},"record":{record.read_text("utf-8")}}}'.encode()
        path.write_bytes(_packed(_SIGNATURE + data))


def _packed(data: bytes) -> bytes:
    """`data` as gzip packs it, but for the system that did: Pythons differ in what they name."""
    packed = gzip.compress(data, mtime=0)
    return packed[:_SYSTEM] + b"\xff" + packed[_SYSTEM + 1 :]


def _name_by_digest(bundle: Path) -> None:
    """Name the WebAssembly by what it holds, as Pagefind names the other pieces.

    A new `pagefind.js` would otherwise meet that of an older Pagefind in a browser that kept it.
    """
    program, entry = bundle / "wasm.unknown.pagefind", bundle / "pagefind-entry.json"
    name = sha256(program.read_bytes()).hexdigest()[:12]
    program.rename(bundle / f"wasm.{name}.pagefind")
    told = json.loads(entry.read_text("utf-8"))
    for language in told["languages"].values():
        language["wasm"] = name
    entry.write_text(json.dumps(told, ensure_ascii=False, separators=(",", ":")), "utf-8")


def _read_fragment(path: Path) -> dict[str, Any]:
    data = gzip.decompress(path.read_bytes())
    if not data.startswith(_SIGNATURE):
        raise SearchError(f"{path.name}: this is not how Pagefind 1.5 writes a page")
    fragment: dict[str, Any] = json.loads(data.removeprefix(_SIGNATURE))
    return fragment


def _replace(old: Path, new: Path) -> None:
    if old.exists():
        shutil.rmtree(old)
    new.rename(old)
