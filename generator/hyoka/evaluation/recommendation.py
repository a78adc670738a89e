"""Recommendations 指摘: how far each is, and for how long it has been open."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from hyoka.evaluation.lineage import Node
from hyoka.model import (
    Recommendation,
    RecommenderKind,
    Response,
    ResponseStatus,
)
from hyoka.units import FiscalYear


class RecommendationStatus(StrEnum):
    """How far a recommendation is: as its last response says. What is to be done comes first."""

    UNANSWERED = "unanswered"
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DECLINED = "declined"


_CLOSING = frozenset({ResponseStatus.DONE, ResponseStatus.DECLINED})


@dataclass(frozen=True)
class EvaluatedRecommendation:
    """A recommendation with how far it is."""

    recommendation: Recommendation
    years_open: int | None
    """The full years since it was made, while it is open: it is never less on a later day.
    `None`: it is closed, or nobody said of which day."""

    @property
    def last_response(self) -> Response | None:
        """The one that says how far it is."""
        return next(reversed(self.recommendation.responses), None)

    @property
    def status(self) -> RecommendationStatus:
        """How far it is."""
        last = self.last_response
        return RecommendationStatus(last.status) if last else RecommendationStatus.UNANSWERED

    @property
    def is_open(self) -> bool:
        """Whether it is still to be followed."""
        return _is_open(self.recommendation)

    @property
    def closed_in(self) -> FiscalYear | None:
        """The fiscal year in which it was closed."""
        last = self.last_response
        if last is None or self.is_open:
            return None
        return last.fiscal_year or fiscal_year_of(last.date)

    def reopens(self, response: Response) -> bool:
        """Whether the response opens again what the one before had closed."""
        responses = self.recommendation.responses
        place = responses.index(response)
        before = responses[place - 1].status if place else None
        return before in _CLOSING and response.status not in _CLOSING

    @property
    def subjects(self) -> Iterator[Node]:
        """The projects, policies, chapters and measures that it is about."""
        told = self.recommendation
        yield from (("project", project) for project in told.projects)
        yield from (("policy", policy) for policy in told.policies)
        yield from (("measure", key.plan, key.id) for key in told.measures)

    def is_on_sheet(self, fiscal_year: FiscalYear) -> bool:
        """Whether a year's sheet shows it: that of its year, and those after it until it closed."""
        since = self.recommendation.fiscal_year
        if since is None or fiscal_year < since:
            return False
        return fiscal_year == since or self.closed_in is None or fiscal_year <= self.closed_in


@dataclass(frozen=True, slots=True)
class CountedRecommendations:
    """How many recommendations of a body about a fiscal year have each status."""

    kind: RecommenderKind
    name: str
    fiscal_year: FiscalYear | None
    counts: tuple[tuple[RecommendationStatus, int], ...]
    """In the order of the statuses."""


def evaluate_recommendations(
    recommendations: Iterable[Recommendation], day: datetime.date | None
) -> tuple[EvaluatedRecommendation, ...]:
    """Every recommendation: the open ones first, of these and of the others the newest first.

    `day`: as of which the years are counted.
    """
    found = [EvaluatedRecommendation(one, _years_open(one, day)) for one in recommendations]
    newest_first = sorted(found, key=lambda it: it.recommendation.date, reverse=True)
    return tuple(sorted(newest_first, key=lambda it: not it.is_open))


def count_recommendations(
    recommendations: Iterable[EvaluatedRecommendation],
) -> tuple[CountedRecommendations, ...]:
    """By body and fiscal year, the newest year first."""
    groups: dict[_Group, list[RecommendationStatus]] = {}
    for it in recommendations:
        by, year = it.recommendation.by, it.recommendation.fiscal_year
        groups.setdefault((by.kind, by.name, year), []).append(it.status)
    return tuple(
        CountedRecommendations(
            *group, tuple((status, statuses.count(status)) for status in RecommendationStatus)
        )
        for group, statuses in sorted(groups.items(), key=_order)
    )


_Group = tuple[RecommenderKind, str, FiscalYear | None]


def _order(group: tuple[_Group, object]) -> tuple[int, int, str]:
    kind, name, year = group[0]
    return -(year.year if year else 0), list(RecommenderKind).index(kind), name


def fiscal_year_of(day: datetime.date) -> FiscalYear:
    """The fiscal year that a day is in."""
    year = FiscalYear(day.year)
    return year if day >= year.first_day else year.plus(-1)


def _is_open(recommendation: Recommendation) -> bool:
    last = next(reversed(recommendation.responses), None)
    return last is None or last.status not in _CLOSING


def _years_open(recommendation: Recommendation, day: datetime.date | None) -> int | None:
    if day is None or not _is_open(recommendation):
        return None
    made = recommendation.date
    return max(0, day.year - made.year - ((day.month, day.day) < (made.month, made.day)))
