"""The home page."""

from collections.abc import Iterator

from hyoka.evaluation import EvaluatedSite
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import PageSpec
from hyoka.wording import Language


def _subjects(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[EvaluatedSite]]:
    title = language.word("site.title", name=evaluation.municipality.name)
    yield PageSpec(
        "index.md", title, evaluation, find_documents=lambda: tuple(evaluation.documents.values())
    )


KINDS = (PageKind("home", 10, _subjects),)
