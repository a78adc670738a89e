"""Pages about plans, their chapters and measures, and the evaluation sheets of measures."""

from collections.abc import Iterator

from hyoka.addresses import measure_path, measure_sheet_path, plan_path, url_of
from hyoka.evaluation import Evaluation, MeasureYear
from hyoka.language import Language
from hyoka.model import Plan
from hyoka.pages.subject import (
    Crumb,
    Subject,
    crumbs_along,
    documents_of,
    in_turn,
    list_of,
)
from hyoka.records import path_of


def plans(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
    """Each plan with its chapters and measures."""
    for plan in evaluation.plans:
        ids = [year.sheet.document for m in plan.measures for year in m.sheets if year.sheet]
        ids += [survey.document for m in plan.measures for survey, _ in m.survey_results]
        yield Subject(
            plan_path(plan.plan),
            plan.plan.name,
            plan,
            crumbs_along(language, list_of(language, "plans")),
            record=path_of(plan.plan),
            documents=documents_of(evaluation, ids),
        )


def measures(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
    """The chapters and measures of which there is more than the name."""
    for measure in (m for plan in evaluation.plans for m in plan.measures if m.recorded):
        ids = [year.sheet.document for year in measure.sheets if year.sheet]
        ids += [survey.document for survey, _ in measure.survey_results]
        ids += [year.record.document for project in measure.projects for year in project.years]
        yield Subject(
            measure_path(measure.part),
            measure.part.name,
            measure,
            _below(measure.part.plan, language),
            record=path_of(measure.part.plan),
            documents=documents_of(evaluation, ids),
        )


def measure_sheets(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
    """Each evaluation sheet of a measure."""
    for measure in (m for plan in evaluation.plans for m in plan.measures):

        def crumb(year: MeasureYear) -> Crumb:
            path = measure_sheet_path(year.part, year.fiscal_year)
            return Crumb(language.year(year.fiscal_year), url_of(path))

        above = (measure.part.name, measure_path(measure.part))
        for year, beside in in_turn(measure.sheets, crumb):
            assert year.sheet is not None  # noqa: S101 - for the type checker
            yield Subject(
                measure_sheet_path(measure.part, year.fiscal_year),
                language.word(
                    "titles.planned_measure_sheet" if year.planned else "titles.measure_sheet",
                    name=year.name,
                    year=language.year(year.fiscal_year),
                    edition=language.short_year(year.sheet.edition),
                ),
                year,
                _below(measure.part.plan, language, above),
                record=path_of(year.sheet),
                fiscal_year=year.fiscal_year,
                documents=documents_of(evaluation, [year.sheet.document]),
                sheet=f"{measure.part.plan.id}_{measure.part.id}_{year.fiscal_year}",
                beside=beside,
            )


def _below(plan: Plan, language: Language, *steps: tuple[str, str]) -> tuple[Crumb, ...]:
    above = (plan.name, plan_path(plan))
    return crumbs_along(language, list_of(language, "plans"), above, *steps)
