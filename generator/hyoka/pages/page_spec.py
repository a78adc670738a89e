"""What one page is about, where it lies, and what its ways and sources are."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from hyoka.content.record_paths import FOLDERS, MUNICIPALITY
from hyoka.evaluation import EvaluatedSite
from hyoka.model import Document, Municipality, Tagged
from hyoka.units import FiscalYear
from hyoka.urls import url_of
from hyoka.wording import Language

RecordT_co = TypeVar("RecordT_co", covariant=True)

ALL_RECORDS = frozenset(f"{folder}/" for folder in FOLDERS)
"""The folders of all records but the municipality's."""


@dataclass(frozen=True, slots=True)
class Breadcrumb:
    """A step on the way from the home page to a page."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class PreviousNext:
    """The same a recorded year earlier and later, each titled with its year."""

    previous: Breadcrumb | None = None
    following: Breadcrumb | None = None


@dataclass(frozen=True)
class PageSpec(Generic[RecordT_co]):
    """What one page is about: all that its template is given, but for the whole `site`."""

    path: str
    """`policies/kizuna/2018.md`"""
    title: str
    record: RecordT_co
    """The evaluated record."""
    breadcrumbs: tuple[Breadcrumb, ...] = ()
    record_path: str = MUNICIPALITY
    """The path inside `content/` of the record that the page shows; of a folder, with `/`, where
    it shows many."""
    shown: frozenset[str] = ALL_RECORDS
    """The paths of the records that it shows, and of folders of them: see `pages.inputs`."""
    fiscal_year: FiscalYear | None = None
    policy: str | None = None
    """The name of the policy that the page belongs to."""
    tags: tuple[str, ...] = ()
    """What the tags of what it is about are called."""
    find_documents: Callable[[], tuple[Document, ...]] = tuple
    """Finds its `documents`: those of a list of all projects are of thousands of years."""
    beside: PreviousNext = PreviousNext()
    sheet: str = ""
    """Of an evaluation sheet, the name of its file on paper without its ending: `kizuna_2018`."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """The official documents that its values were taken from."""
        return self.find_documents()

    @property
    def url(self) -> str:
        """Its address from the site's root: `policies/kizuna/2018/`."""
        return url_of(self.path)


Subjects = Callable[[EvaluatedSite, Language], Iterator[PageSpec[RecordT_co]]]
"""What the pages of a kind are about, in the site's order."""


def breadcrumbs_along(language: Language, *steps: tuple[str, str]) -> tuple[Breadcrumb, ...]:
    """The home page and the pages after it; `steps`: their titles and paths."""
    home = Breadcrumb(language.word("navigation.home"), "")
    return (home, *(Breadcrumb(title, url_of(path)) for title, path in steps))


def list_of(language: Language, things: str) -> tuple[str, str]:
    """The title and the path of the list of all `policies`, `plans`, …"""
    return language.word(f"titles.{things}"), f"{things}/index.md"


_Record = TypeVar("_Record")


def index_page(  # noqa: PLR0913 - what a list page is made of
    evaluation: EvaluatedSite,
    language: Language,
    things: str,
    record_path: str,
    record: _Record,
    documents: Iterable[str] | None = None,
) -> PageSpec[_Record]:
    """The list page of all `things`; `documents`: the ids of its sources, of all unless given."""
    title, path = list_of(language, things)
    ids = evaluation.documents if documents is None else documents
    return PageSpec(
        path,
        title,
        record,
        breadcrumbs_along(language),
        record_path=record_path,
        find_documents=documents_of(evaluation, tuple, ids),
    )


def tag_names(municipality: Municipality, of: Tagged) -> tuple[str, ...]:
    """What the tags of something are called, in the order in which they stand."""
    names = {tag.id: tag.name for tag in municipality.tags}
    return tuple(names[tag] for tag in of.tags)


_Of = TypeVar("_Of")


def documents_of(
    evaluation: EvaluatedSite, ids: Callable[[_Of], Iterable[str | None]], of: _Of
) -> Callable[[], tuple[Document, ...]]:
    """Finds the official documents of something, each once.

    `ids`: gives the ids of its; `None` of a record that names none.
    """

    def find() -> tuple[Document, ...]:
        every = dict.fromkeys(ids(of))
        return tuple(evaluation.documents[identifier] for identifier in every if identifier)

    return find


_Year = TypeVar("_Year")


def with_neighbours(
    years: Sequence[_Year], breadcrumb: Callable[[_Year], Breadcrumb]
) -> Iterator[tuple[_Year, PreviousNext]]:
    """Each of `years`, oldest first, with the ways from its page to those beside it."""
    ways = [None, *(breadcrumb(year) for year in years), None]
    for at, year in enumerate(years):
        yield year, PreviousNext(ways[at], ways[at + 2])
