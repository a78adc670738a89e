"""A survey with its shares."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from hyoka.evaluation import figures
from hyoka.evaluation.figures import Figure
from hyoka.evaluation.survey_question import (
    EvaluatedFinding,
    EvaluatedQuestion,
    evaluate_questions,
)
from hyoka.model import Asks, Plan, PlanPart, Records, Survey, SurveyResult
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
    plan: Plan | None = field(repr=False)
    """The plan of its measures, where it asks about any."""
    records: Records = field(repr=False)
    places: int
    """Decimals of its shares."""

    @cached_property
    def results(self) -> tuple[EvaluatedSurveyResult, ...]:
        """The share of each result; computed when they are asked for."""
        return tuple(self._evaluated(result) for result in self.survey.results)

    @cached_property
    def questions(self) -> tuple[EvaluatedQuestion, ...]:
        """Its questions, with what was found of each item."""
        return evaluate_questions(self.survey, self.records, self.places)

    @property
    def satisfaction_beside_importance(
        self,
    ) -> tuple[tuple[EvaluatedFinding, EvaluatedFinding], ...]:
        """Both of each item of which both were asked, and told alike: as means, else as shares."""
        asked = {one.question.asks: one for one in reversed(self.questions)}
        satisfied, important = asked.get(Asks.SATISFACTION), asked.get(Asks.IMPORTANCE)
        if satisfied is None or important is None:
            return ()
        by_item = {one.item: one for one in important.results}
        pairs = [(it, by_item[it.item]) for it in satisfied.results if it.item in by_item]
        means = tuple(pair for pair in pairs if all(_is_number(one.mean) for one in pair))
        shares = tuple(pair for pair in pairs if all(_is_number(one.told_share) for one in pair))
        return means or shares

    @property
    def beside_as_means(self) -> bool:
        """Whether it is means in which these are told."""
        pairs = self.satisfaction_beside_importance
        return all(_is_number(one.mean) for pair in pairs for one in pair)

    @cached_property
    def _parts(self) -> Mapping[str, PlanPart]:
        return {part.id: part for part in self.plan.parts} if self.plan else {}

    def _evaluated(self, result: SurveyResult) -> EvaluatedSurveyResult:
        share = survey_share(self.survey, result, self.places)
        margin = _share_margin(self.survey, share, self.places)
        return EvaluatedSurveyResult(result, self._parts[result.measure], share, margin)


def evaluate_survey(survey: Survey, records: Records) -> EvaluatedSurvey:
    """A survey with the share of each result."""
    plan = next((plan for plan in records.plans if plan.id == survey.plan), None)
    return EvaluatedSurvey(survey, plan, records, records.municipality.decimals.share)


def _share_margin(survey: Survey, share: Figure, places: int) -> Figure:
    inputs = {"share": share.value, "respondents": _respondents(survey)}
    return figures.compute(figures.share_margin, inputs, unit=POINTS, places=places)


def survey_share(survey: Survey, result: SurveyResult, places: int) -> Figure:
    """The share of a survey's respondents who named a measure."""
    inputs: dict[str, Value | None] = {
        "count": Decimal(result.count),
        "respondents": _respondents(survey),
    }
    printed = result.printed.share if result.printed else None
    return figures.compute(figures.share, inputs, places=places, printed=printed)


def _is_number(value: Value | None) -> bool:
    return isinstance(value, Decimal)


def _respondents(survey: Survey) -> Decimal | None:
    return None if survey.respondents is None else Decimal(survey.respondents)
