"""The list of all projects, each in its latest year, where there are any."""

from collections.abc import Iterator, Mapping

from hyoka import tables
from hyoka.evaluation import EvaluatedSite
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import PageSpec, index_page
from hyoka.tables import PageContext
from hyoka.tables.filters import Listing, list_projects
from hyoka.tables.list_rows import ProjectRow
from hyoka.wording import Language

_List = Listing[ProjectRow]


def _subjects(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[_List]]:
    if evaluation.projects:
        rows = list_projects(evaluation, language)
        yield index_page(evaluation, language, "projects", "projects/", rows)


def _tables(page: PageSpec[_List], context: PageContext) -> Mapping[str, object]:
    name = context.evaluation.municipality.name
    caption = context.word("projects.caption", name=name)
    return {"projects": tables.project_list(page.record, caption, context)}


KINDS = (PageKind("projects", 150, _subjects, _tables, script="list"),)
