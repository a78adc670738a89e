"""What is told together: a division 所管課, a tag, a goal (SDGs), and the lists of all of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from hyoka import tables
from hyoka.evaluation import (
    EvaluatedSite,
    Gathered,
    GatheredBy,
    divisions_of,
    goals_of,
    tags_of,
)
from hyoka.pages.inputs import shown_with
from hyoka.pages.kinds.year import document_ids
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import PageSpec, breadcrumbs_along, documents_of, index_page, list_of
from hyoka.pages.summary import PageContent, SummaryWriter, measured
from hyoka.tables import PageContext
from hyoka.urls import gathered_path
from hyoka.wording import Language

_All = tuple[Gathered, ...]
_Find = Callable[[EvaluatedSite], Iterable[Gathered]]
_TABLES = {"divisions": GatheredBy.DIVISION, "tags": GatheredBy.TAG, "goals": GatheredBy.GOAL}
"""The tables of the lists, with what each has."""


def _list(
    name: str, finds: Iterable[_Find], evaluation: EvaluatedSite, language: Language
) -> Iterator[PageSpec[_All]]:
    """The list of a name, of those that `finds` find, where there are any."""
    if every := tuple(it for find in finds for it in find(evaluation)):
        yield index_page(evaluation, language, name, "projects/", every)


def _list_tables(page: PageSpec[_All], context: PageContext) -> Mapping[str, object]:
    found: dict[str, object] = {}
    for name, by in _TABLES.items():
        every = [(it, _called(it, context.language)) for it in page.record if it.key.by is by]
        caption = context.word(f"gathered.list_caption.{name}")
        found[name] = tables.list_of_gathered(every, name, caption, context) if every else None
    return found


def _subjects(
    find: _Find, name_of_list: str, evaluation: EvaluatedSite, language: Language
) -> Iterator[PageSpec[Gathered]]:
    """Those that `find` finds, each below their list."""
    above = breadcrumbs_along(language, list_of(language, name_of_list))
    for gathered in find(evaluation):
        projects = (*gathered.projects, *gathered.former, *gathered.joint)
        yield PageSpec(
            gathered_path(gathered.key),
            _called(gathered, language),
            gathered,
            above,
            record_path="projects/",
            shown=shown_with(it.project for it in projects),
            find_documents=documents_of(evaluation, _documents, gathered),
        )


def _called(gathered: Gathered, language: Language) -> str:
    is_goal = gathered.key.by is GatheredBy.GOAL
    return language.goal(int(gathered.key.value)) if is_goal else gathered.name


def _documents(gathered: Gathered) -> Iterator[str]:
    for year in gathered.years:
        yield from document_ids(year)


def _tables(page: PageSpec[Gathered], context: PageContext) -> Mapping[str, object]:
    return tables.of_gathered(page.record, page.title, context)


def _content(sentence: str, gathered: Gathered, writer: SummaryWriter) -> PageContent:
    """What its newest year came to."""
    name, what = writer.municipality.name, _called(gathered, writer.language)
    told = (writer.sentence(sentence, name=name, what=what), *_of_year(gathered, writer))
    years = tuple(year.fiscal_year for year in gathered.years)
    of_policies = (it for policy in gathered.policies for it in policy.indicators)
    of_measures = (it for measure in gathered.measures for it in measure.indicators)
    return PageContent(told, years, measured((*of_policies, *of_measures)))


def _of_year(gathered: Gathered, writer: SummaryWriter) -> Iterator[str]:
    latest = gathered.latest
    if latest is not None and not latest.planned:
        yield from writer.counted("projects", latest.project_statuses)


def _kind(name: str, order: int, find: _Find, name_of_list: str) -> PageKind[Gathered]:
    return PageKind(
        name,
        order,
        partial(_subjects, find, name_of_list),
        _tables,
        partial(_content, name),
        template="gathered.md",
        script="list",
    )


KINDS = (
    PageKind("divisions", 180, partial(_list, "divisions", [divisions_of]), _list_tables),
    _kind("division", 182, divisions_of, "divisions"),
    PageKind("tags", 184, partial(_list, "tags", [tags_of, goals_of]), _list_tables),
    _kind("tag", 186, tags_of, "tags"),
    _kind("goal", 188, goals_of, "tags"),
)
