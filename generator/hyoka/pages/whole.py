"""Pages about the whole site: the home page, the lists of all things, texts about the site."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from hyoka.evaluation import Evaluation
from hyoka.language import Language
from hyoka.lists import Listing
from hyoka.pages.subject import Subject, Subjects, crumbs_along, documents_of, list_of

ABOUT = (
    "index",
    "reading",
    "method",
    "glossary",
    "corrections",
    "changes",
    "fields",
    "rules",
    "staff",
    "withdrawal",
    "licence",
    "accessibility",
    "sitemap",
)
"""The texts about the site, in the order in which they are listed."""


def home(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
    """The home page."""
    title = language.word("site.title", name=evaluation.municipality.name)
    documents = tuple(evaluation.documents.values())
    yield Subject("index.md", title, evaluation, documents=documents)


def _every_document(evaluation: Evaluation) -> Iterable[str]:
    return evaluation.documents


def index(
    things: str,
    records: str,
    documents: Callable[[Evaluation], Iterable[str]] = _every_document,
) -> Subjects:
    """A list page: one of its kind. `documents`: the ids of its sources."""

    def subjects(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
        title, path = list_of(language, things)
        yield Subject(
            path,
            title,
            evaluation,
            crumbs_along(language),
            record=records,
            documents=documents_of(evaluation, documents(evaluation)),
        )

    return subjects


def latest(things: str, rows: Callable[[Evaluation, Language], Listing[Any]]) -> Subjects:
    """The list of all things of a kind, each in its latest year."""

    def subjects(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
        for subject in index(things, "projects/")(evaluation, language):
            yield replace(subject, it=rows(evaluation, language))

    return subjects


def about(name: str) -> Subjects:
    """A text about the site; `content/about/<name>.md` replaces it."""

    def subjects(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
        above = (
            () if name == "index" else ((language.word("titles.about.index"), "about/index.md"),)
        )
        title = language.word(f"titles.about.{name}")
        yield Subject(f"about/{name}.md", title, evaluation, crumbs_along(language, *above))

    return subjects
