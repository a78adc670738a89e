"""A plan 計画 with its chapters and measures."""

from collections.abc import Iterator, Mapping

from hyoka import tables
from hyoka.content.record_paths import path_of
from hyoka.evaluation import EvaluatedPlan, EvaluatedSite
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import PageSpec, breadcrumbs_along, documents_of, list_of
from hyoka.pages.summary import PageContent, SummaryWriter
from hyoka.tables import PageContext
from hyoka.urls import plan_path
from hyoka.wording import Language


def _subjects(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[EvaluatedPlan]]:
    for plan in evaluation.plans:
        ids = [year.sheet.document for m in plan.measures for year in m.sheets if year.sheet]
        ids += [survey.document for m in plan.measures for survey, _ in m.survey_results]
        yield PageSpec(
            plan_path(plan.plan),
            plan.plan.name,
            plan,
            breadcrumbs_along(language, list_of(language, "plans")),
            record_path=path_of(plan.plan),
            find_documents=documents_of(evaluation, tuple, [*ids, plan.plan.document]),
        )


def _tables(page: PageSpec[EvaluatedPlan], context: PageContext) -> Mapping[str, object]:
    plan = page.record
    return {
        "parts": tables.parts_of_plan(plan, context),
        **tables.of_corrections(plan.plan, page.title, page.record_path, context),
    }


def _content(plan: EvaluatedPlan, writer: SummaryWriter) -> PageContent:
    first, last = plan.plan.first_year, plan.plan.last_year
    sentence = writer.sentence(
        "plan_with_policies" if plan.policies else "plan",
        name=plan.plan.name,
        first=writer.language.year(first),
        last=writer.language.year(last),
    )
    return PageContent([sentence])


KINDS = (PageKind("plan", 70, _subjects, _tables, _content),)
