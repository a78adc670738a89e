"""The questions of a survey: what was found of each item, answer and group, beside the last time.

Nothing here is judged: a high share or mean is what people said, not a target that was met.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from hyoka.evaluation import figures
from hyoka.evaluation.figures import Figure
from hyoka.model import (
    AnswerFinding,
    GroupFinding,
    PlanPart,
    Policy,
    QuestionResult,
    Records,
    Survey,
    SurveyFinding,
    SurveyGroup,
    SurveyQuestion,
)
from hyoka.units import POINTS, Value

AskedAbout = PlanPart | Policy | str | None
"""A measure, a policy, another thing by its name; `None`: the question as a whole."""


@dataclass(frozen=True)
class EvaluatedFinding:
    """What was found of an item; where there is one, of an answer or a group alone."""

    survey: Survey
    question: SurveyQuestion
    result: QuestionResult
    about: AskedAbout
    found: SurveyFinding
    share: Figure
    """Computed where both numbers are recorded, beside what is printed."""
    share_margin: Figure
    group: SurveyGroup | None = None
    previous: "EvaluatedFinding | None" = None
    """The same of the last survey with this question, where the two can be compared."""

    def is_about(self, owner: object) -> bool:
        """Whether it is about this measure or policy."""
        match self.about, owner:
            case PlanPart(), PlanPart():
                return (self.about.plan.id, self.about.id) == (owner.plan.id, owner.id)
            case Policy(), Policy():
                return self.about.id == owner.id
        return False

    @property
    def item(self) -> tuple[str | None, ...]:
        """What it is about, by which two surveys are compared."""
        plan = self.survey.plan if self.result.measure else None
        return plan, self.result.measure, self.result.policy, self.result.item

    @property
    def respondents(self) -> int | None:
        """Of how many the share is, where that is recorded."""
        return respondents_of(self.survey, self.question, self.found, self.group)

    @property
    def answer(self) -> str | None:
        """The answer that it is of."""
        return self.found.answer if isinstance(self.found, AnswerFinding) else None

    @property
    def mean(self) -> Value | None:
        """The mean as it is recorded."""
        found = self.found
        return found.mean if isinstance(found, QuestionResult | GroupFinding) else None

    @property
    def told_share(self) -> Value | None:
        """The share: computed, else as it is printed."""
        return self.found.share if self.share.value is None else self.share.shown

    @cached_property
    def share_change(self) -> Figure | None:
        """By how much the share differs from the last survey's."""
        if self.previous is None:
            return None
        inputs = {"share": self.told_share, "previous_share": self.previous.told_share}
        return figures.compute(figures.share_change, inputs, unit=POINTS)

    @cached_property
    def share_change_margin(self) -> Figure | None:
        """The margin of that difference."""
        if self.previous is None:
            return None
        inputs = {
            "share": self.told_share,
            "respondents": _counted(self.respondents),
            "previous_share": self.previous.told_share,
            "previous_respondents": _counted(self.previous.respondents),
        }
        places = self.share_margin.places
        return figures.compute(figures.share_change_margin, inputs, unit=POINTS, places=places)

    @cached_property
    def mean_change(self) -> Figure | None:
        """By how much the mean differs from the last survey's."""
        if self.previous is None:
            return None
        inputs = {"mean": self.mean, "previous_mean": self.previous.mean}
        return figures.compute(figures.mean_change, inputs, unit="")


@dataclass(frozen=True)
class EvaluatedQuestion:
    """A question with what was found of each item, in the survey's order."""

    survey: Survey
    question: SurveyQuestion
    results: tuple[EvaluatedFinding, ...]
    answers: tuple[EvaluatedFinding, ...]
    """Of the answers, by item."""
    by_group: tuple[EvaluatedFinding, ...]
    """Of the groups, by item."""

    def of(self, result: QuestionResult) -> Iterator[EvaluatedFinding]:
        """All that was found of one item."""
        every = (*self.results, *self.answers, *self.by_group)
        return (one for one in every if one.result is result)


def evaluate_questions(
    survey: Survey, records: Records, places: int
) -> tuple[EvaluatedQuestion, ...]:
    """The questions of a survey; `places`: decimals of a share where none is printed."""
    return tuple(
        _with_previous(_evaluated(survey, question, records, places), records, places)
        for question in survey.questions
    )


def _evaluated(
    survey: Survey, question: SurveyQuestion, records: Records, places: int
) -> EvaluatedQuestion:
    groups = {group.id: group for group in survey.groups}
    results, answers, by_group = list[EvaluatedFinding](), list[EvaluatedFinding](), []
    for result in question.results:
        about = _about(survey, result, records)
        whole = _finding(survey, question, result, about, places)
        results.append(whole)
        answers += [_of(whole, found, None, places) for found in result.answers]
        by_group += [_of(whole, found, groups[found.group], places) for found in result.by_group]
    return EvaluatedQuestion(survey, question, tuple(results), tuple(answers), tuple(by_group))


def _about(survey: Survey, result: QuestionResult, records: Records) -> AskedAbout:
    if result.measure is not None:
        plan = next(plan for plan in records.plans if plan.id == survey.plan)
        return next(part for part in plan.parts if part.id == result.measure)
    if result.policy is not None:
        return next(policy for policy in records.policies if policy.id == result.policy)
    return result.item


def _finding(
    survey: Survey, question: SurveyQuestion, result: QuestionResult, about: AskedAbout, places: int
) -> EvaluatedFinding:
    empty = figures.compute(figures.share, {"count": None, "respondents": None})
    blank = EvaluatedFinding(survey, question, result, about, result, empty, empty)
    return _of(blank, result, None, places)


def _of(
    whole: EvaluatedFinding, found: SurveyFinding, group: SurveyGroup | None, places: int
) -> EvaluatedFinding:
    asked = respondents_of(whole.survey, whole.question, found, group)
    share = share_of(found, asked, places)
    told = found.share if share.value is None else share.value
    inputs = {"share": told, "respondents": _counted(asked)}
    margin = figures.compute(figures.share_margin, inputs, unit=POINTS, places=places)
    return replace(whole, found=found, group=group, share=share, share_margin=margin)


def respondents_of(
    survey: Survey, question: SurveyQuestion, found: SurveyFinding, group: SurveyGroup | None = None
) -> int | None:
    """Of how many a share is: its own number; of a group the group's, else the question's."""
    if found.respondents is not None or group is not None or isinstance(found, GroupFinding):
        return found.respondents or (group.respondents if group else None)
    return question.respondents or survey.respondents


def share_of(found: SurveyFinding, respondents: int | None, places: int) -> Figure:
    """The share where both numbers are recorded, with as many decimals as the printed one."""
    printed = found.share if isinstance(found.share, Decimal) else None
    inputs: dict[str, Value | None] = {
        "count": _counted(found.count),
        "respondents": _counted(respondents),
    }
    decimals = places if printed is None else decimals_of(printed)
    return figures.compute(figures.share, inputs, places=decimals, printed=printed)


def decimals_of(number: Decimal) -> int:
    """How many decimals a number is written with."""
    return max(-int(number.as_tuple().exponent), 0)


def _counted(number: int | None) -> Decimal | None:
    return None if number is None else Decimal(number)


def _with_previous(now: EvaluatedQuestion, records: Records, places: int) -> EvaluatedQuestion:
    last = _last(now.survey, now.question, records.surveys)
    if last is None:
        return now
    before = _evaluated(*last, records, places)
    known = {one.item: one for one in before.results}
    results = tuple(
        replace(one, previous=known[one.item])
        if one.item in known and _is_comparable(one, known[one.item])
        else one
        for one in now.results
    )
    return replace(now, results=results)


def _last(
    survey: Survey, question: SurveyQuestion, surveys: Sequence[Survey]
) -> tuple[Survey, SurveyQuestion] | None:
    """The last survey before this one that asked the same."""
    found = [
        (other, asked)
        for other in surveys
        for asked in other.questions
        if other.fiscal_year < survey.fiscal_year and asked.id == question.id
    ]
    return max(found, key=lambda pair: pair[0].fiscal_year, default=None)


def _is_comparable(now: EvaluatedFinding, before: EvaluatedFinding) -> bool:
    """Whether both tell of how many they are, and count and score alike."""
    alike = all(
        getattr(now.question, key) == getattr(before.question, key)
        for key in ("share_of", "scale", "lowest_mean", "highest_mean", "several_answers")
    )
    return alike and now.respondents is not None and before.respondents is not None
