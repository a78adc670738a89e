"""The home page."""

from collections.abc import Iterator

from hyoka.evaluation import EvaluatedSite
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import PageSpec
from hyoka.pages.summary import PageContent, SummaryWriter
from hyoka.tables import Lines, OpenData, PageContext, answer, counted_beside
from hyoka.urls import Links
from hyoka.wording import Language


def _subjects(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[EvaluatedSite]]:
    title = language.word("site.title", name=evaluation.municipality.name)
    yield PageSpec(
        "index.md", title, evaluation, find_documents=lambda: tuple(evaluation.documents.values())
    )


def _content(evaluation: EvaluatedSite, writer: SummaryWriter) -> PageContent:
    """What the latest year came to."""
    latest, language = evaluation.latest, writer.language
    if latest is None or latest.planned or not evaluation.judges:
        return PageContent()
    data = OpenData((), evaluation.municipality, language, "")
    context = PageContext(evaluation, language, Links(""), Lines(), data)
    leading = next(iter(counted_beside(latest, context)), None)
    if leading is None or not leading.now.compared:
        return PageContent()
    name, year = evaluation.municipality.name, language.year_of(latest)
    told = answer(leading, language)
    return PageContent([language.word("home.description", name=name, year=year, answer=told)])


KINDS = (PageKind("home", 10, _subjects, content=_content),)
