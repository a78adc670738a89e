"""A page as the index has it: where its words stand, and its record, as it is shown when found."""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from .coding import letters, normalise, pairs, singles
from .page import Guide, SearchPage, TextSection, sections
from .postings import inverted
from .years import mentioned_years, year_word

LANGUAGE = "zxx"
"""«No linguistic content»: Pagefind has no stemmer and no segmenter for it."""
SIGNATURE = b"pagefind_dcd"
"""What Pagefind's script expects at the head of a file."""
_LEVEL = 6
"""Of deflate: the highest, 9, takes three times as long for 1 % fewer bytes."""
_SYSTEM = 9
"""Where gzip's head names the system that packed a file; 255: unknown. RFC 1952, 2.3."""


def packed(data: bytes) -> bytes:
    """A file of Pagefind's, as gzip packs it but for the system that did: Pythons differ there."""
    file = gzip.compress(SIGNATURE + data, _LEVEL, mtime=0)
    return file[:_SYSTEM] + b"\xff" + file[_SYSTEM + 1 :]


class Facet(NamedTuple):
    """A value of a filter."""

    filter: str
    """`year`, `kind`, `policy` or `tag`."""
    value: str
    """As the address of a search has it: `2018`, 評価表."""
    label: str

    @property
    def word(self) -> str:
        """The word in the index of every page that has the value: of no other filter or value."""
        digest = sha256(f"{self.filter}={self.value}".encode()).digest()
        return f"f{letters(int.from_bytes(digest[:8]), 14)}"


class IndexedPage(NamedTuple):
    """What the index as a whole is told of a page."""

    name: str
    """Of the page's files."""
    word_count: int
    years: tuple[int, ...]
    """The fiscal years that it mentions."""
    facets: tuple[Facet, ...]
    guides: tuple[Guide, ...] = ()
    """To the terms that it defines."""

    def of(self, name: str) -> str:
        """Its value of a filter of which a page has one at most; empty: none."""
        return next((facet.value for facet in self.facets if facet.filter == name), "")


@dataclass(frozen=True, slots=True)
class CodedPage:
    """A page's record, and where its words stand."""

    name: str
    """Of its files, by its record: a changed page gets a new address in the bundle."""
    fragment: bytes
    """The file of its record: what the script is given of a page that was found."""
    places: bytes
    """See `postings.inverted`."""
    word_count: int
    years: tuple[int, ...]
    facets: tuple[Facet, ...]
    guides: tuple[Guide, ...] = ()

    def to_bytes(self) -> bytes:
        """What is kept of it."""
        told = (
            *(self.name, self.word_count, self.years, self.facets, self.guides),
            len(self.fragment),
        )
        line = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        return f"{line}\n".encode() + self.fragment + self.places

    @classmethod
    def from_bytes(cls, kept: bytes) -> "CodedPage":
        """What `to_bytes` made."""
        line, _, files = kept.partition(b"\n")
        name, word_count, years, facets, guides, size = json.loads(line)
        told = tuple(Facet(*facet) for facet in facets)
        terms = tuple(Guide(tuple(words), *of) for words, *of in guides)
        return cls(name, files[:size], files[size:], word_count, tuple(years), told, terms)

    def write(self, bundle: Path, places: Path) -> IndexedPage:
        """Write its record into the bundle, and where its words stand into a folder beside.

        Raises:
            OSError: they cannot be written.
        """
        (bundle / "fragment" / f"{self.name}.pf_fragment").write_bytes(self.fragment)
        (places / self.name).write_bytes(self.places)
        return IndexedPage(self.name, self.word_count, self.years, self.facets, self.guides)


def _fragment(name: str, word_count: int, record: str) -> bytes:
    """The file of a page's record; the record, as JSON, is our own."""
    told = f'"url":"/{name}.html","content":"","word_count":{word_count}'
    unused = '"filters":{},"meta":{},"anchors":[]'
    return packed(f'{{{told},{unused},"record":{record}}}'.encode())


def code(page: SearchPage) -> CodedPage:
    """A page in Pagefind's words."""
    shown = sections(page)
    # A table says the same thing of year after year: once is found as well.
    said = dict.fromkeys(text for section in shown for text in section.texts())
    texts = list(dict.fromkeys(normalise("\n".join(said)).split("\n")))
    years = sorted(mentioned_years("\n".join(texts)), key=lambda year: year.year)
    facets = _facets(page)
    words = [
        *pairs(texts).split(),
        *singles(texts),
        *map(year_word, years),
        *(facet.word for facet in facets),
    ]
    record = json.dumps(_record(page, shown), ensure_ascii=False, separators=(",", ":"))
    name = f"{LANGUAGE}_{sha256(record.encode()).hexdigest()[:20]}"
    return CodedPage(
        name,
        _fragment(name, len(words), record),
        inverted(words),
        len(words),
        tuple(year.year for year in years),
        facets,
        tuple(_terms(page, shown)),
    )


_BETWEEN = re.compile("[・（）]")
"""What stands between the names of one term: 速報値・確定値."""
_TOLD = 80
"""Characters of a definition that a guide to it tells."""


def _terms(page: SearchPage, shown: list[TextSection]) -> Iterator[Guide]:
    """To each term that the page defines."""
    for section in shown:
        if section.is_term:
            names = dict.fromkeys([section.heading, *_BETWEEN.split(section.heading)])
            words = tuple(normalise(name) for name in names if name)
            text = "".join(section.blocks)
            text = text if len(text) <= _TOLD else f"{text[:_TOLD]}…"
            yield Guide(words, section.heading, page.title, f"{page.url}#{section.id}", text)


def _facets(page: SearchPage) -> tuple[Facet, ...]:
    values = (
        ("year", page.fiscal_year and str(page.fiscal_year), page.year),
        ("kind", page.kind, page.kind),
        ("policy", page.policy, page.policy),
        *(("tag", tag, tag) for tag in page.tags),
    )
    return tuple(Facet(name, value, label or value) for name, value, label in values if value)


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
        **({"standings": page.standings} if page.standings else {}),
    }
