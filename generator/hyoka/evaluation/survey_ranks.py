"""The ranks of measures over the surveys that asked the same of the same plan."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from hyoka.evaluation.survey import EvaluatedSurvey, EvaluatedSurveyResult
from hyoka.model import PlanPart
from hyoka.units import FiscalYear


@dataclass(frozen=True)
class RankedSurveys:
    """Surveys that asked the same, oldest first; of each some measure's rank is known."""

    surveys: tuple[EvaluatedSurvey, ...]

    @property
    def question(self) -> str:
        """What they asked."""
        return self.surveys[0].survey.question or ""

    @cached_property
    def results(self) -> Mapping[str, Mapping[FiscalYear, EvaluatedSurveyResult]]:
        """Those with a rank, by measure and year: the measures as the latest survey ranks them.

        Those that it does not rank come last.
        """
        found: dict[str, dict[FiscalYear, EvaluatedSurveyResult]] = defaultdict(dict)
        for survey in reversed(self.surveys):
            ranked = (it for it in survey.results if it.result.rank is not None)
            for it in sorted(ranked, key=lambda it: it.result.rank or 0):
                found[it.part.id][survey.survey.fiscal_year] = it
        return found

    def part(self, measure: str) -> PlanPart:
        """The measure with this id."""
        return next(it.part for it in self.results[measure].values())

    def ranks(self, measure: str) -> tuple[int | None, ...]:
        """Its rank in each of the surveys."""
        by_year = self.results[measure]
        found = (by_year.get(one.survey.fiscal_year) for one in self.surveys)
        return tuple(it.result.rank if it else None for it in found)


def ranked_surveys(surveys: Iterable[EvaluatedSurvey]) -> tuple[RankedSurveys, ...]:
    """The surveys that rank measures, together with those that asked the same; the newest first."""
    groups: dict[tuple[str | None, str | None], list[EvaluatedSurvey]] = defaultdict(list)
    for one in sorted(surveys, key=lambda one: one.survey.fiscal_year, reverse=True):
        if one.survey.measure_count and any(it.rank for it in one.survey.results):
            groups[one.survey.plan, one.survey.question].insert(0, one)
    return tuple(RankedSurveys(tuple(of_question)) for of_question in groups.values())


def in_order_of_rank(
    results: Sequence[EvaluatedSurveyResult],
) -> tuple[EvaluatedSurveyResult, ...]:
    """The results, the first rank first; without ranks as they are recorded."""
    return tuple(sorted(results, key=lambda it: it.result.rank or len(results) + 1))
