"""What one page is about, and what its ways and sources are."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from hyoka.addresses import url_of
from hyoka.evaluation import Evaluation
from hyoka.language import Language
from hyoka.model import Document
from hyoka.records import MUNICIPALITY
from hyoka.units import FiscalYear


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step on the way from the home page to a page."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Beside:
    """The same a recorded year earlier and later, each titled with its year."""

    previous: Crumb | None = None
    following: Crumb | None = None


@dataclass(frozen=True)
class Subject:
    """What one page is about: all that its template is given, but for the whole `site`."""

    path: str
    """`policies/kizuna/2018.md`"""
    title: str
    it: Any = None
    """The evaluated record; its type is the page kind's."""
    crumbs: tuple[Crumb, ...] = ()
    record: str = MUNICIPALITY
    """The path inside `content/` of the record that the page shows; of a folder, with `/`, where
    it shows many."""
    fiscal_year: FiscalYear | None = None
    policy: str | None = None
    """The name of the policy that the page belongs to."""
    documents: tuple[Document, ...] = ()
    """The official documents that its values were taken from."""
    beside: Beside = Beside()
    sheet: str = ""
    """Of an evaluation sheet, the name of its file on paper without its ending: `kizuna_2018`."""

    @property
    def url(self) -> str:
        """Its address from the site's root: `policies/kizuna/2018/`."""
        return url_of(self.path)


Subjects = Callable[[Evaluation, Language], Iterator[Subject]]
"""What the pages of a kind are about, in the site's order."""


def crumbs_along(language: Language, *steps: tuple[str, str]) -> tuple[Crumb, ...]:
    """The home page and the pages after it; `steps`: their titles and paths."""
    home = Crumb(language.word("navigation.home"), "")
    return (home, *(Crumb(title, url_of(path)) for title, path in steps))


def list_of(language: Language, things: str) -> tuple[str, str]:
    """The title and the path of the list of all `policies`, `plans`, …"""
    return language.word(f"titles.{things}"), f"{things}/index.md"


def documents_of(evaluation: Evaluation, ids: Iterable[str]) -> tuple[Document, ...]:
    """The official documents with these ids, each once."""
    return tuple(evaluation.documents[identifier] for identifier in dict.fromkeys(ids))


_Year = TypeVar("_Year")


def in_turn(
    years: Sequence[_Year], crumb: Callable[[_Year], Crumb]
) -> Iterator[tuple[_Year, Beside]]:
    """Each of `years`, oldest first, with the ways from its page to those beside it."""
    ways = [None, *(crumb(year) for year in years), None]
    for at, year in enumerate(years):
        yield year, Beside(ways[at], ways[at + 2])
