"""Pages about surveys of citizens."""

from collections.abc import Iterable, Iterator

from hyoka.addresses import survey_path, url_of
from hyoka.evaluation import EvaluatedSurvey, Evaluation
from hyoka.language import Language
from hyoka.pages.subject import (
    Crumb,
    Subject,
    crumbs_along,
    documents_of,
    in_turn,
    list_of,
)
from hyoka.records import path_of


def surveys(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
    """Each survey."""

    def crumb(survey: EvaluatedSurvey) -> Crumb:
        year = survey.survey.fiscal_year
        return Crumb(language.year(year), url_of(survey_path(year)))

    oldest_first = sorted(evaluation.surveys, key=lambda survey: survey.survey.fiscal_year)
    for survey, beside in in_turn(oldest_first, crumb):
        yield Subject(
            survey_path(survey.survey.fiscal_year),
            survey.survey.name,
            survey,
            crumbs_along(language, list_of(language, "surveys")),
            record=path_of(survey.survey),
            fiscal_year=survey.survey.fiscal_year,
            documents=documents_of(evaluation, [survey.survey.document]),
            beside=beside,
        )


def survey_documents(evaluation: Evaluation) -> Iterable[str]:
    """The ids of the documents of all surveys."""
    return (survey.survey.document for survey in evaluation.surveys)
