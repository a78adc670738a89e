"""A kind of page: which pages there are, their tables, what they say in few words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from hyoka.pages.page_spec import PageSpec, Subjects
from hyoka.pages.standings import Standing, StandingWriter
from hyoka.pages.summary import PageContent, SummaryWriter
from hyoka.tables import PageContext

RecordT = TypeVar("RecordT")


def _no_tables(_: PageSpec[RecordT], __: PageContext) -> Mapping[str, object]:
    return {}


def _no_content(_: RecordT, __: SummaryWriter) -> PageContent:
    return PageContent()


def _no_standings(_: RecordT, __: StandingWriter) -> Iterable[Standing]:
    return ()


@dataclass(frozen=True, slots=True)
class PageKind(Generic[RecordT]):
    """A kind of page; its module in `hyoka.pages.kinds` and its template are all there is of it."""

    name: str
    order: int
    """Its place among the kinds: in lists, on the site map, among what the search finds."""
    subjects: Subjects[RecordT]
    tables: Callable[[PageSpec[RecordT], PageContext], Mapping[str, object]] = _no_tables
    """What its template calls `tables`: a table by its name, or several by theirs."""
    content: Callable[[RecordT, SummaryWriter], PageContent] = _no_content
    standings: Callable[[RecordT, StandingWriter], Iterable[Standing]] = _no_standings
    """How what its pages are about stands: what the search shows of them."""
    template: str = ""
    """`<name>.md` unless said otherwise; long texts stand with the language."""
    script: str = ""
    """The scripts of the theme that its pages need besides those of every page: `list`; the styles
    that go with them are called alike. Several are set apart by spaces."""
    changes_with_all: bool = False
    """Whether a change of any record changes its pages."""
    tells_files: bool = False
    """Whether its pages tell of files to take away more than where they lie: each is made first."""
    begins_sheets: bool = False
    """Whether its pages lead to where the next sheet of their record is begun."""
