"""An evaluation sheet 評価表 of a policy."""

from collections.abc import Iterator, Mapping

from hyoka import tables
from hyoka.content.record_paths import path_of
from hyoka.evaluation import EvaluatedSite, MeasureYear, PolicyYear
from hyoka.evaluation.figures import count_statuses
from hyoka.pages.inputs import shown_with
from hyoka.pages.kinds.policy import breadcrumbs_below
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import Breadcrumb, PageSpec, documents_of, tag_names, with_neighbours
from hyoka.pages.summary import PageContent, SummaryWriter, measured
from hyoka.tables import PageContext
from hyoka.urls import sheet_path, url_of
from hyoka.wording import Language


def _subjects(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[PolicyYear]]:
    def breadcrumb(year: PolicyYear) -> Breadcrumb:
        path = sheet_path(year.policy, year.fiscal_year)
        return Breadcrumb(language.year(year.fiscal_year), url_of(path))

    for policy in evaluation.policies:
        for year, beside in with_neighbours(policy.sheets, breadcrumb):
            assert year.sheet is not None  # noqa: S101 - for the type checker
            yield PageSpec(
                sheet_path(policy.policy, year.fiscal_year),
                language.word(
                    "titles.planned_sheet" if year.planned else "titles.sheet",
                    name=year.name,
                    year=language.year(year.fiscal_year),
                    edition=language.short_year(year.sheet.edition),
                ),
                year,
                breadcrumbs_below(policy.policy, language),
                record_path=path_of(year.sheet),
                shown=shown_with(it.project for it in policy.projects),
                fiscal_year=year.fiscal_year,
                policy=policy.policy.name,
                tags=tag_names(evaluation.municipality, policy.policy),
                find_documents=documents_of(evaluation, tuple, [year.sheet.document]),
                sheet=f"{policy.policy.id}_{year.fiscal_year}",
                beside=beside,
            )


def _tables(page: PageSpec[PolicyYear], context: PageContext) -> Mapping[str, object]:
    year = page.record
    survey = year.survey
    return {
        **tables_of_sheet(page, context, "sheet", with_year_on_year=False),
        "survey": survey and tables.survey_results(survey, year.survey_results, context),
    }


def tables_of_sheet(
    page: PageSpec[PolicyYear] | PageSpec[MeasureYear],
    context: PageContext,
    kind: str,
    *,
    with_year_on_year: bool,
) -> Mapping[str, object]:
    """The tables that all sheets have; `kind`: where the words of their captions stand."""
    year: PolicyYear | MeasureYear = page.record
    word, of_year = context.word, context.language.year(year.fiscal_year)
    named_set = context.language.named_group(year, year.leading)
    owner = year.policy if isinstance(year, PolicyYear) else year.part
    indicators = word(f"{kind}.indicators_caption", name=year.name, year=of_year)
    projects = word(f"{kind}.projects_caption", year=of_year, set=named_set)
    return {
        "indicators": tables.indicators_of_sheet(
            year, indicators, context, with_year_on_year=with_year_on_year
        ),
        "target_groups": tables.target_groups_of_sheet(year, context),
        "projects": tables.projects_of_sheet(year, projects, context),
        **tables.recommended(owner, year.name, context, year.fiscal_year),
        **tables.asked_about(owner, year.name, context, year.fiscal_year),
        **tables.of_corrections(year.sheet, page.title, page.record_path, context),
    }


def content_of_sheet(year: PolicyYear | MeasureYear, writer: SummaryWriter) -> PageContent:
    """What a sheet's indicators and settlements come to."""
    of_projects = (one for project in year.projects for one in project.indicators)
    every = measured((*year.indicators, *of_projects))
    return PageContent(_sentences(year, writer), (year.fiscal_year,), every)


def _sentences(year: PolicyYear | MeasureYear, writer: SummaryWriter) -> Iterator[str]:
    of_year = writer.language.year(year.fiscal_year)
    if year.planned:
        yield writer.sentence("planned_sheet", name=year.name, year=of_year)
        return
    yield writer.sentence("sheet", name=year.name, year=of_year)
    statuses = [indicator.status for indicator in year.indicators]
    yield from writer.counted("indicators", count_statuses(statuses))
    owner = year.policy if isinstance(year, PolicyYear) else year.part
    yield from writer.money(year.money, writer.language.project_set(owner, year.leading.which))


KINDS = (PageKind("sheet", 50, _subjects, _tables, content_of_sheet),)
