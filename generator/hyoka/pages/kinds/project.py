"""A project 事務事業 with all its years."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from hyoka import tables
from hyoka.content.record_paths import path_of
from hyoka.evaluation import EvaluatedProject, EvaluatedSite
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import PageSpec, breadcrumbs_along, documents_of, list_of, tag_names
from hyoka.pages.standings import Standing, StandingWriter
from hyoka.pages.summary import PageContent, SummaryWriter, measured
from hyoka.tables import PageContext
from hyoka.urls import project_path
from hyoka.wording import Language


def _subjects(
    evaluation: EvaluatedSite, language: Language
) -> Iterator[PageSpec[EvaluatedProject]]:
    names = {policy.policy.id: policy.policy.name for policy in evaluation.policies}
    for project in evaluation.projects:
        about = evaluation.recommendations_about(project.project)
        yield PageSpec(
            project_path(project.project),
            project.project.name,
            project,
            breadcrumbs_along(language, list_of(language, "projects")),
            record_path=path_of(project.project),
            shown=frozenset(
                path_of(record)
                for record in (
                    project.project,
                    *(told.recommendation for told in about),
                )
            ),
            policy=names.get(project.project.policy or ""),
            tags=tag_names(evaluation.municipality, project.project),
            find_documents=documents_of(evaluation, _document_ids, project),
        )


def _document_ids(project: EvaluatedProject) -> Iterator[str]:
    return (year.document for year in project.recorded.values())


def _tables(page: PageSpec[EvaluatedProject], context: PageContext) -> Mapping[str, object]:
    project = page.record
    return {
        "settlements": tables.project_settlements(project, context),
        "populations": tables.has_cost_per_resident(project),
        "statuses": tables.project_statuses(project, context),
        "money": {
            year.fiscal_year: tables.project_money(project, year, context)
            for year in project.sheets
            if year.has_money
        },
        "funding": {
            year.fiscal_year: tables.project_funding(project, year, context)
            for year in project.sheets
        },
        "budget_lines": {
            year.fiscal_year: tables.project_budget_lines(project, year, context)
            for year in project.sheets
        },
        "whole_plan": tables.whole_plan(project, context),
        **tables.of_indicators(project.indicators, context),
        "indicator_groups": tables.of_groups(project.indicators, context),
        "target_groups": tables.target_groups(project.indicators, context),
        **tables.recommended(project.project, page.title, context),
        **tables.of_corrections(project.project, page.title, page.record_path, context),
    }


def _content(project: EvaluatedProject, writer: SummaryWriter) -> PageContent:
    years = tuple(year.fiscal_year for year in project.years)
    return PageContent(_sentences(project, writer), years, measured(project.indicators))


def _sentences(project: EvaluatedProject, writer: SummaryWriter) -> Iterator[str]:
    if project.records_settlement and (year := project.latest) and not year.planned:
        unit = writer.municipality.money_unit.value
        known = isinstance(year.record.settlement, Decimal)
        yield writer.sentence(
            "settlement" if known else "no_settlement",
            name=project.project.name,
            year=writer.language.year(year.fiscal_year),
            amount=writer.language.quantity(year.record.settlement, unit),
        )
    yield from writer.latest(project.indicators)


def _standings(project: EvaluatedProject, writer: StandingWriter) -> Iterator[Standing]:
    return writer.project(project)


KINDS = (PageKind("project", 160, _subjects, _tables, _content, _standings, script="charts"),)
