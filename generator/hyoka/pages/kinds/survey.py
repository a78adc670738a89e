"""A citizens' survey 市民意識調査."""

from collections.abc import Iterator, Mapping

from hyoka import tables
from hyoka.content.record_paths import path_of
from hyoka.evaluation import EvaluatedSite, EvaluatedSurvey
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import (
    Breadcrumb,
    PageSpec,
    breadcrumbs_along,
    documents_of,
    list_of,
    with_neighbours,
)
from hyoka.pages.summary import PageContent, SummaryWriter
from hyoka.tables import PageContext
from hyoka.urls import survey_path, url_of
from hyoka.wording import Language


def _subjects(evaluation: EvaluatedSite, language: Language) -> Iterator[PageSpec[EvaluatedSurvey]]:
    def breadcrumb(survey: EvaluatedSurvey) -> Breadcrumb:
        year = survey.survey.fiscal_year
        return Breadcrumb(language.year(year), url_of(survey_path(year)))

    oldest_first = sorted(evaluation.surveys, key=lambda survey: survey.survey.fiscal_year)
    for survey, beside in with_neighbours(oldest_first, breadcrumb):
        yield PageSpec(
            survey_path(survey.survey.fiscal_year),
            survey.survey.name,
            survey,
            breadcrumbs_along(language, list_of(language, "surveys")),
            record_path=path_of(survey.survey),
            fiscal_year=survey.survey.fiscal_year,
            find_documents=documents_of(evaluation, tuple, [survey.survey.document]),
            beside=beside,
        )


def _tables(page: PageSpec[EvaluatedSurvey], context: PageContext) -> Mapping[str, object]:
    survey, results = page.record.survey, page.record.results
    corrections = context.evaluation.corrections_of(survey)
    return {
        "results": tables.survey_results(
            survey, results, context, with_margins=True, corrections=corrections
        ),
        "questions": tables.of_questions(page.record, corrections, context),
        "beside": tables.beside_importance(page.record, context),
        **tables.of_corrections(survey, page.title, page.record_path, context),
    }


def _content(evaluated: EvaluatedSurvey, writer: SummaryWriter) -> PageContent:
    survey = evaluated.survey
    sentence = writer.sentence(
        "survey" if survey.respondents else "survey_without_count",
        name=survey.name,
        year=writer.language.year(survey.fiscal_year),
        respondents=writer.language.number(survey.respondents or 0),
    )
    return PageContent([sentence], (survey.fiscal_year,))


KINDS = (PageKind("survey", 190, _subjects, _tables, _content, script="charts"),)
