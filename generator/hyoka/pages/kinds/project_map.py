"""The newest year's projects as a map: policy, measure, project, with sizes and statuses."""

from collections.abc import Iterator, Mapping

from hyoka import tables
from hyoka.evaluation import EvaluatedSite, EvaluatedYear
from hyoka.pages.kinds.year import document_ids
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import PageSpec, breadcrumbs_along, documents_of
from hyoka.tables import PageContext
from hyoka.urls import PROJECT_MAP
from hyoka.wording import Language


def _subjects(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[EvaluatedYear]]:
    latest = evaluation.latest
    if latest is not None and latest.every_project.members:
        yield PageSpec(
            PROJECT_MAP,
            language.word("titles.project_map"),
            latest,
            breadcrumbs_along(language),
            record_path="projects/",
            fiscal_year=latest.fiscal_year,
            find_documents=documents_of(evaluation, document_ids, latest),
        )


def _tables(page: PageSpec[EvaluatedYear], context: PageContext) -> Mapping[str, object]:
    return {
        "map": tables.project_map(page.record, context),
        "of_money": tables.is_of_money(page.record, context),
    }


KINDS = (PageKind("project_map", 145, _subjects, _tables),)
