"""A survey with its shares."""

from dataclasses import dataclass
from decimal import Decimal

from hyoka.evaluation import figures
from hyoka.evaluation.figures import Figure
from hyoka.model import Chapter, Measure, Records, Survey, SurveyResult
from hyoka.units import POINTS, Value


@dataclass(frozen=True)
class EvaluatedSurveyResult:
    """How many named a measure, as a number, a share, and a rank with its denominator."""

    result: SurveyResult
    chapter: Chapter
    measure: Measure
    share: Figure
    share_margin: Figure


@dataclass(frozen=True)
class EvaluatedSurvey:
    """A survey with its shares."""

    survey: Survey
    results: tuple[EvaluatedSurveyResult, ...]


def evaluate_survey(survey: Survey, records: Records) -> EvaluatedSurvey:
    """A survey with the share of each result."""
    plan = next(plan for plan in records.plans if plan.id == survey.plan)
    places = records.municipality.decimals.share
    measures = {
        measure.id: (chapter, measure) for chapter in plan.chapters for measure in chapter.measures
    }

    def evaluated(result: SurveyResult) -> EvaluatedSurveyResult:
        share = survey_share(survey, result, places)
        margin = _share_margin(survey, share, places)
        return EvaluatedSurveyResult(result, *measures[result.measure], share, margin)

    return EvaluatedSurvey(survey, tuple(evaluated(result) for result in survey.results))


def _share_margin(survey: Survey, share: Figure, places: int) -> Figure:
    inputs = {"share": share.value, "respondents": Decimal(survey.respondents)}
    return figures.compute(figures.share_margin, inputs, unit=POINTS, places=places)


def survey_share(survey: Survey, result: SurveyResult, places: int) -> Figure:
    """The share of a survey's respondents who named a measure."""
    inputs: dict[str, Value | None] = {
        "count": Decimal(result.count),
        "respondents": Decimal(survey.respondents),
    }
    printed = result.printed.share if result.printed else None
    return figures.compute(figures.share, inputs, places=places, printed=printed)
