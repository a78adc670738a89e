"""A division 所管課 with what it answers for, and the list of all divisions."""

from collections.abc import Iterator, Mapping
from functools import partial

from hyoka import tables
from hyoka.evaluation import EvaluatedSite, Gathered, GatheredBy, divisions_of
from hyoka.pages.inputs import shown_with
from hyoka.pages.kinds.year import document_ids
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import PageSpec, breadcrumbs_along, documents_of, index_page, list_of
from hyoka.pages.summary import PageContent, SummaryWriter, measured
from hyoka.tables import PageContext
from hyoka.urls import gathered_path
from hyoka.wording import Language

_All = tuple[Gathered, ...]


def _every(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[_All]]:
    if every := divisions_of(evaluation):
        yield index_page(evaluation, language, "divisions", "projects/", every)


def _subjects(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[Gathered]]:
    above = list_of(language, "divisions")
    for division in divisions_of(evaluation):
        yield page_of(division, division.key.value, evaluation, language, above)


def page_of(
    gathered: Gathered,
    name: str,
    evaluation: EvaluatedSite,
    language: Language,
    above: tuple[str, str],
) -> PageSpec[Gathered]:
    """The page of a division, a tag or a goal; `above`: the list that it is in."""
    projects = (*gathered.projects, *gathered.former, *gathered.joint)
    return PageSpec(
        gathered_path(gathered.key),
        name,
        gathered,
        breadcrumbs_along(language, above),
        record_path="projects/",
        shown=shown_with(it.project for it in projects),
        find_documents=documents_of(evaluation, _documents, gathered),
    )


def _documents(gathered: Gathered) -> Iterator[str]:
    for year in gathered.years:
        yield from document_ids(year)


def _list_tables(page: PageSpec[_All], context: PageContext) -> Mapping[str, object]:
    every = [(division, division.key.value) for division in page.record]
    caption = context.word("gathered.list_caption.divisions")
    return {"divisions": tables.list_of_gathered(every, "divisions", caption, context)}


def tables_of_page(page: PageSpec[Gathered], context: PageContext) -> Mapping[str, object]:
    """Those of a division, a tag or a goal."""
    return tables.of_gathered(page.record, page.title, context)


def content_of(sentence: str, gathered: Gathered, writer: SummaryWriter) -> PageContent:
    """What the newest year of a division, a tag or a goal came to."""
    name = writer.municipality.name
    told = (
        writer.sentence(sentence, name=name, what=called(gathered, writer.language)),
        *_of_year(gathered, writer),
    )
    years = tuple(year.fiscal_year for year in gathered.years)
    of_policies = (it for policy in gathered.policies for it in policy.indicators)
    of_measures = (it for measure in gathered.measures for it in measure.indicators)
    return PageContent(told, years, measured((*of_policies, *of_measures)))


def _of_year(gathered: Gathered, writer: SummaryWriter) -> Iterator[str]:
    latest = gathered.latest
    if latest is not None and not latest.planned:
        yield from writer.counted("projects", latest.project_statuses)


def called(gathered: Gathered, language: Language) -> str:
    """What it is called."""
    if gathered.tag is not None:
        return gathered.tag.name
    value = gathered.key.value
    return language.goal(int(value)) if gathered.key.by is GatheredBy.GOAL else value


KINDS = (
    PageKind("divisions", 180, _every, _list_tables),
    PageKind(
        "division",
        182,
        _subjects,
        tables_of_page,
        partial(content_of, "division"),
        template="gathered.md",
        script="list",
    ),
)
