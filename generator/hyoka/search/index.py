"""The index: pages -> stubs -> Pagefind -> the bundle in the built site."""

import gzip
import json
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import TYPE_CHECKING, Any

from .coding import letters, normalise, pairs, singles
from .page import SearchPage, TextSection, sections
from .years import mentioned_years, year_forms, year_word

if TYPE_CHECKING:
    from hyoka.units import FiscalYear

BUNDLE = "pagefind"
"""The folder of the index in the built site."""

SITE = "site.json"
"""The file in the bundle that tells the page's script the filters and the names of the years."""

LANGUAGE = "zxx"
"""«No linguistic content»: Pagefind has no stemmer and no segmenter for it."""


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


@dataclass(frozen=True, slots=True)
class Facet:
    """A value of a filter."""

    value: str
    """As the address of a search has it: `2018`, 評価表."""
    label: str
    word: str
    """The word in the index of every page that has the value."""


class _Stubs:
    """A folder with a stub and a record for each page, and what the pages have in common.

    The stub is what Pagefind reads; the record is what is shown of the page as a result. Both are
    named by the record's digest, so that a changed page gets a new address in the bundle.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0
        self._years: set[FiscalYear] = set()
        self._facets: dict[str, dict[str, Facet]] = {"year": {}, "kind": {}, "policy": {}}

    def add(self, page: SearchPage) -> None:
        """Write the page's stub and record."""
        shown = sections(page)
        record = json.dumps(_record(page, shown), ensure_ascii=False, separators=(",", ":"))
        name = sha256(record.encode()).hexdigest()[:20]
        (self.folder / f"{name}.json").write_text(record, "utf-8")
        (self.folder / f"{name}.html").write_text(self._stub(page, shown), "ascii")
        self.count += 1

    def _stub(self, page: SearchPage, shown: list[TextSection]) -> str:
        # A table's receipts say the same formula at every number: once is found as well.
        said = dict.fromkeys(text for section in shown for text in section.texts())
        texts = list(dict.fromkeys(normalise("\n".join(said)).split("\n")))
        years = mentioned_years("\n".join(texts))
        self._years |= years
        text = pairs(texts)
        bag = " ".join(singles(texts) + sorted(map(year_word, years)) + self._facet_words(page))
        order = f'<p data-pagefind-sort="order[data-n]" data-n="{self.count}"></p>'
        return f'<html lang="{LANGUAGE}"><body><p>{text} {bag}</p>{order}</body></html>'

    def _facet_words(self, page: SearchPage) -> list[str]:
        values = {
            "year": (page.fiscal_year and str(page.fiscal_year), page.year),
            "kind": (page.kind, page.kind),
            "policy": (page.policy, page.policy),
        }
        return [
            self._facet(name, value, label or value).word
            for name, (value, label) in values.items()
            if value
        ]

    def _facet(self, name: str, value: str, label: str) -> Facet:
        known = self._facets[name]
        number = sum(map(len, self._facets.values()))
        return known.setdefault(value, Facet(value, label, f"f{letters(number, 3)}"))

    def site(self) -> str:
        """The file that the page's script reads first, as JSON."""
        filters = {
            name: [asdict(facet) for facet in known.values()]
            for name, known in self._facets.items()
        }
        filters["year"].sort(key=lambda facet: facet["value"], reverse=True)
        forms = {form: year_word(year) for year in sorted(self._years) for form in year_forms(year)}
        return json.dumps({"filters": filters, "years": forms}, ensure_ascii=False, indent=1)


def _record(page: SearchPage, shown: list[TextSection]) -> dict[str, object]:
    return {
        "url": page.url,
        "title": page.title,
        "kind": page.kind,
        "year": page.year,
        "policy": page.policy,
        "sections": [
            {"id": section.id, "heading": section.heading, "blocks": section.blocks}
            for section in shown
        ],
    }


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


def build_index(pages: Iterable[SearchPage], site_dir: Path, cancelled: Event | None = None) -> int:
    """Write the index of `pages` to `site_dir/pagefind/`, in place of what stands there.

    Pages are read one at a time. The same pages give the same bytes. `cancelled`: set where nobody
    waits for the index any more.

    Returns:
        The number of pages indexed.

    Raises:
        SearchError: Pagefind failed, or it was cancelled. The bundle that stood there before
            still does.
    """
    with TemporaryDirectory(dir=site_dir, prefix="pagefind-") as temporary:
        stubs = _Stubs(Path(temporary, "stubs"))
        stubs.folder.mkdir()
        cancelled = cancelled or Event()
        for page in pages:
            _go_on(cancelled)
            stubs.add(page)
        bundle = Path(temporary, BUNDLE)
        _run_pagefind(stubs.folder, bundle, cancelled)
        _strip(bundle)
        _fill(bundle, stubs)
        _name_by_digest(bundle)
        (bundle / SITE).write_text(stubs.site(), "utf-8")
        _replace(site_dir / BUNDLE, bundle)
    return stubs.count


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


def _fill(bundle: Path, stubs: _Stubs) -> None:
    """Put each page's record where Pagefind keeps the page's (coded) text for excerpts."""
    fragments = list((bundle / "fragment").glob("*.pf_fragment"))
    if len(fragments) != stubs.count:
        raise SearchError(f"Pagefind indexed {len(fragments)} of {stubs.count} pages")
    for path in fragments:
        fragment = _read_fragment(path)
        record = stubs.folder / Path(fragment["url"]).with_suffix(".json").name
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
