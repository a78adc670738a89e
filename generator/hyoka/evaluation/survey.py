"""A survey with its shares."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from hyoka.evaluation import figures
from hyoka.evaluation.figures import Figure
from hyoka.model import Plan, PlanPart, Records, Survey, SurveyResult
from hyoka.units import POINTS, Value


@dataclass(frozen=True)
class EvaluatedSurveyResult:
    """How many named a measure, as a number, a share, and a rank with its denominator."""

    result: SurveyResult
    part: PlanPart
    share: Figure
    share_margin: Figure


@dataclass(frozen=True)
class EvaluatedSurvey:
    """A survey with its shares."""

    survey: Survey
    plan: Plan = field(repr=False)
    places: int
    """Decimals of its shares."""

    @cached_property
    def results(self) -> tuple[EvaluatedSurveyResult, ...]:
        """The share of each result; computed when they are asked for."""
        return tuple(self._evaluated(result) for result in self.survey.results)

    @cached_property
    def _parts(self) -> Mapping[str, PlanPart]:
        return {part.id: part for part in self.plan.parts}

    def _evaluated(self, result: SurveyResult) -> EvaluatedSurveyResult:
        share = survey_share(self.survey, result, self.places)
        margin = _share_margin(self.survey, share, self.places)
        return EvaluatedSurveyResult(result, self._parts[result.measure], share, margin)


def evaluate_survey(survey: Survey, records: Records) -> EvaluatedSurvey:
    """A survey with the share of each result."""
    plan = next(plan for plan in records.plans if plan.id == survey.plan)
    return EvaluatedSurvey(survey, plan, records.municipality.decimals.share)


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
