"""Pages about fiscal years: each one, its projects, its indicators, its policies side by side."""

from collections.abc import Iterator

from hyoka.addresses import (
    url_of,
    year_comparison_path,
    year_indicators_path,
    year_path,
    year_projects_path,
)
from hyoka.evaluation import EvaluatedYear, Evaluation
from hyoka.language import Language
from hyoka.lists import list_indicators, list_projects
from hyoka.pages.subject import (
    Crumb,
    Subject,
    crumbs_along,
    documents_of,
    in_turn,
    list_of,
)


def years(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
    """Each fiscal year."""

    def crumb(year: EvaluatedYear) -> Crumb:
        return Crumb(language.year(year.fiscal_year), url_of(year_path(year.fiscal_year)))

    for year, beside in in_turn(evaluation.years, crumb):
        yield Subject(
            year_path(year.fiscal_year),
            _title(year, language),
            year,
            crumbs_along(language, list_of(language, "years")),
            record="policies/",
            fiscal_year=year.fiscal_year,
            documents=documents_of(evaluation, _document_ids(year)),
            beside=beside,
        )


def _title(year: EvaluatedYear, language: Language) -> str:
    title = "titles.planned_year" if year.planned else "titles.year"
    return language.word(title, year=language.year(year.fiscal_year))


def _document_ids(year: EvaluatedYear) -> list[str]:
    ids = [policy.sheet.document for policy in year.policies if policy.sheet]
    ids += [measure.sheet.document for measure in year.measures if measure.sheet]
    ids += [project.record.document for project in year.projects]
    ids += [year.survey.survey.document] if year.survey else []
    return ids


def year_projects(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
    """The list of a year's projects."""
    for year in evaluation.years:
        path = year_projects_path(year.fiscal_year)
        rows = list_projects(evaluation, language, year.fiscal_year)
        yield _in_year(evaluation, language, year, "year_projects", path, rows, "projects/")


def year_indicators(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
    """The list of a year's indicators."""
    for year in evaluation.years:
        path = year_indicators_path(year.fiscal_year)
        rows = list_indicators(evaluation, language, year.fiscal_year)
        yield _in_year(evaluation, language, year, "year_indicators", path, rows, "policies/")


def year_comparisons(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
    """The policies of a year side by side, where there are several."""
    for year in evaluation.years:
        if len(year.compared) > 1:
            path = year_comparison_path(year.fiscal_year)
            yield _in_year(evaluation, language, year, "year_compare", path, year, "policies/")


def _in_year(  # noqa: PLR0913 - what a page about a part of a year is made of
    evaluation: Evaluation,
    language: Language,
    year: EvaluatedYear,
    title: str,
    path: str,
    it: object,
    record: str,
) -> Subject:
    """A page below a year's."""
    written = language.year(year.fiscal_year)
    above = (_title(year, language), year_path(year.fiscal_year))
    return Subject(
        path,
        language.word(f"titles.{title}", year=written),
        it,
        crumbs_along(language, list_of(language, "years"), above),
        record=record,
        fiscal_year=year.fiscal_year,
        documents=documents_of(evaluation, _document_ids(year)),
    )
