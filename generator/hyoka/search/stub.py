"""A page as Pagefind reads it, its stub, and as it is shown where it is found, its record."""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from hyoka.units import FiscalYear

from .coding import letters, normalise, pairs, singles
from .page import SearchPage, TextSection, sections
from .years import mentioned_years, year_word

LANGUAGE = "zxx"
"""«No linguistic content»: Pagefind has no stemmer and no segmenter for it."""


class Facet(NamedTuple):
    """A value of a filter."""

    filter: str
    """`year`, `kind` or `policy`."""
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

    years: tuple[int, ...]
    """The fiscal years that it mentions."""
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class CodedPage:
    """A page's record and all of its stub but its place among the pages."""

    record: str
    """As JSON."""
    words: str
    """Of its texts in their order, then every unit that stands in them."""
    years: tuple[int, ...]
    facets: tuple[Facet, ...]

    def to_json(self) -> bytes:
        """In a line."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, line: bytes) -> "CodedPage":
        """What `to_json` made."""
        told = json.loads(line)
        facets = tuple(Facet(*facet) for facet in told["facets"])
        return cls(told["record"], told["words"], tuple(told["years"]), facets)

    def write(self, folder: Path, place: int) -> IndexedPage:
        """Write the stub and the record into a folder; `place`: the page's in the site's order.

        Both are named by the record's digest, so that a changed page gets a new address in the
        bundle.

        Raises:
            OSError: they cannot be written.
        """
        name = sha256(self.record.encode()).hexdigest()[:20]
        (folder / f"{name}.json").write_text(self.record, "utf-8")
        (folder / f"{name}.html").write_text(self._stub(place), "ascii")
        return IndexedPage(self.years, self.facets)

    def _stub(self, place: int) -> str:
        years = (year_word(FiscalYear(year)) for year in self.years)
        text = " ".join([self.words, *years, *(facet.word for facet in self.facets)])
        order = f'<p data-pagefind-sort="order[data-n]" data-n="{place}"></p>'
        return f'<html lang="{LANGUAGE}"><body><p>{text}</p>{order}</body></html>'


def code(page: SearchPage) -> CodedPage:
    """A page in Pagefind's words."""
    shown = sections(page)
    # A table says the same thing of year after year: once is found as well.
    said = dict.fromkeys(text for section in shown for text in section.texts())
    texts = list(dict.fromkeys(normalise("\n".join(said)).split("\n")))
    return CodedPage(
        json.dumps(_record(page, shown), ensure_ascii=False, separators=(",", ":")),
        " ".join([pairs(texts), *singles(texts)]),
        tuple(sorted(year.year for year in mentioned_years("\n".join(texts)))),
        _facets(page),
    )


def _facets(page: SearchPage) -> tuple[Facet, ...]:
    values = {
        "year": (page.fiscal_year and str(page.fiscal_year), page.year),
        "kind": (page.kind, page.kind),
        "policy": (page.policy, page.policy),
    }
    return tuple(
        Facet(name, value, label or value) for name, (value, label) in values.items() if value
    )


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
