"""The list of a fiscal year's projects, where the city records any."""

from collections.abc import Iterator, Mapping

from hyoka import tables
from hyoka.evaluation import EvaluatedSite
from hyoka.pages.kinds.year import page_below
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import PageSpec
from hyoka.tables import PageContext
from hyoka.tables.filters import Listing, list_projects
from hyoka.tables.list_rows import ProjectRow
from hyoka.urls import year_projects_path
from hyoka.wording import Language

_List = Listing[ProjectRow]


def _subjects(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[_List]]:
    for year in evaluation.years if evaluation.projects else ():
        path = year_projects_path(year.fiscal_year)
        rows = list_projects(evaluation, language, year.fiscal_year)
        yield page_below(evaluation, language, year, "year_projects", path, rows, "projects/")


def _tables(page: PageSpec[_List], context: PageContext) -> Mapping[str, object]:
    year = page.record.fiscal_year
    assert year is not None  # noqa: S101 - for the type checker: a list of a year
    caption = context.word("year.projects_caption", year=context.language.year(year))
    return {"projects": tables.project_list(page.record, caption, context)}


KINDS = (PageKind("year_projects", 120, _subjects, _tables, script="list"),)
