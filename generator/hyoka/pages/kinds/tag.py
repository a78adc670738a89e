"""A tag of the municipality's, a goal (SDGs), each with what has it, and the list of them."""

from collections.abc import Iterator, Mapping
from functools import partial

from hyoka import tables
from hyoka.evaluation import EvaluatedSite, Gathered, GatheredBy, goals_of, tags_of
from hyoka.pages.kinds.division import called, content_of, page_of, tables_of_page
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import PageSpec, index_page, list_of
from hyoka.tables import PageContext
from hyoka.wording import Language

_All = tuple[Gathered, ...]


def _every(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[_All]]:
    if every := (*tags_of(evaluation), *goals_of(evaluation)):
        yield index_page(evaluation, language, "tags", "projects/", every)


def _tags(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[Gathered]]:
    for tag in tags_of(evaluation):
        yield page_of(tag, called(tag, language), evaluation, language, list_of(language, "tags"))


def _goals(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[Gathered]]:
    for goal in goals_of(evaluation):
        name, above = called(goal, language), list_of(language, "tags")
        yield page_of(goal, name, evaluation, language, above)


def _list_tables(page: PageSpec[_All], context: PageContext) -> Mapping[str, object]:
    found: dict[str, object] = {}
    for name, by in (("tags", GatheredBy.TAG), ("goals", GatheredBy.GOAL)):
        every = [(it, called(it, context.language)) for it in page.record if it.key.by is by]
        caption = context.word(f"gathered.list_caption.{name}")
        found[name] = tables.list_of_gathered(every, name, caption, context) if every else None
    return found


KINDS = (
    PageKind("tags", 184, _every, _list_tables),
    PageKind(
        "tag",
        186,
        _tags,
        tables_of_page,
        partial(content_of, "tag"),
        template="gathered.md",
        script="list",
    ),
    PageKind(
        "goal",
        188,
        _goals,
        tables_of_page,
        partial(content_of, "goal"),
        template="gathered.md",
        script="list",
    ),
)
