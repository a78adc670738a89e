"""A chapter 章 or measure 施策（節） of a plan over all its years."""

from collections.abc import Iterator, Mapping
from functools import partial

from hyoka import tables
from hyoka.content.record_paths import path_of
from hyoka.evaluation import EvaluatedMeasure, EvaluatedSite
from hyoka.model import PlanPart
from hyoka.pages.inputs import shown_with
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import (
    Breadcrumb,
    PageSpec,
    breadcrumbs_along,
    documents_of,
    list_of,
    tag_names,
)
from hyoka.pages.standings import Standing, StandingWriter
from hyoka.pages.summary import PageContent, SummaryWriter
from hyoka.tables import PageContext
from hyoka.urls import measure_path, plan_path
from hyoka.wording import Language


def _subjects(
    evaluation: EvaluatedSite, language: Language
) -> Iterator[PageSpec[EvaluatedMeasure]]:
    """Those of which there is more than the name."""
    for measure in (m for plan in evaluation.plans for m in plan.measures if m.recorded):
        yield PageSpec(
            measure_path(measure.part),
            measure.part.name,
            measure,
            breadcrumbs_above(measure.part, evaluation, language),
            record_path=path_of(measure.part.plan),
            shown=shown_with(it.project for it in measure.projects),
            tags=tag_names(evaluation.municipality, measure.part.described),
            find_documents=documents_of(evaluation, partial(_document_ids, evaluation), measure),
        )


def _document_ids(evaluation: EvaluatedSite, measure: EvaluatedMeasure) -> Iterator[str | None]:
    yield from (year.sheet.document for year in measure.sheets if year.sheet)
    yield from (survey.document for survey, _ in measure.survey_results)
    if measure.is_asked_about:
        yield from (one.survey.document for one in evaluation.findings_about(measure.part))
    for project in measure.projects:
        yield from (year.document for year in project.recorded.values())
    yield measure.part.plan.document


def breadcrumbs_above(
    part: PlanPart, evaluation: EvaluatedSite, language: Language, *steps: tuple[str, str]
) -> tuple[Breadcrumb, ...]:
    """The way to a chapter's or measure's page, by those of what it lies in; then `steps`."""
    pages = [(part.plan.name, plan_path(part.plan))]
    pages += [(one.name, measure_path(one)) for one in part.above if evaluation.has_page(one)]
    return breadcrumbs_along(language, list_of(language, "plans"), *pages, *steps)


def _tables(page: PageSpec[EvaluatedMeasure], context: PageContext) -> Mapping[str, object]:
    measure = page.record
    return {
        **tables.of_indicators(measure.indicators, context),
        "indicator_groups": tables.of_groups(measure.indicators, context),
        "target_groups": tables.target_groups(measure.indicators, context),
        **tables.of_project_sets(measure, context),
        "survey": tables.survey_results_of_measure(measure, context),
        **tables.recommended(measure.part, page.title, context),
        **tables.asked_about(measure.part, page.title, context),
    }


def _content(measure: EvaluatedMeasure, writer: SummaryWriter) -> PageContent:
    return writer.of_indicators(measure.indicators, (year.fiscal_year for year in measure.years))


def _standings(measure: EvaluatedMeasure, writer: StandingWriter) -> Iterator[Standing]:
    return writer.group(measure)


KINDS = (
    PageKind(
        "measure", 80, _subjects, _tables, _content, _standings, script="charts", begins_sheets=True
    ),
)
