"""The divisions 所管課 that records name, each with what it answers for.

A record names a division as it was called in a year: what bears another name is another division.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from hyoka.evaluation.gathered import Gathered, GatheredBy, GatheredKey
from hyoka.evaluation.plan import EvaluatedMeasure, MeasureYear
from hyoka.evaluation.policy import EvaluatedPolicy
from hyoka.evaluation.project import EvaluatedProject
from hyoka.evaluation.recommendation import EvaluatedRecommendation
from hyoka.evaluation.root import EvaluatedSite, subjects_of
from hyoka.model import PlanPart, Policy, Project

_Thing = TypeVar("_Thing")
_ByName = Mapping[str, Sequence[_Thing]]


def division_of_sheet(year: MeasureYear) -> str | None:
    """The division that answers for a chapter's or measure's year."""
    return (year.sheet and year.sheet.division) or year.part.described.division


def divisions_of(site: EvaluatedSite) -> tuple[Gathered, ...]:
    """Every division that a record names, in the order of their names; of a site made once."""
    made: dict[str, tuple[Gathered, ...]] = vars(site)
    if _MADE not in made:
        made[_MADE] = _divisions_of(site)
    return made[_MADE]


_MADE = "divisions_of"
"""Where a site keeps them, as it does what it computes itself."""


def _divisions_of(site: EvaluatedSite) -> tuple[Gathered, ...]:
    known = _Known(
        site,
        _by_name((it, _of_project(it)) for it in site.projects),
        _by_name((it, it.project.joint_divisions) for it in site.projects),
        _by_name((it, [it.policy.division]) for it in site.policies),
        _by_name((it, _of_measure(it)) for it in site.measures),
        _by_name((it, divisions_answering(it, site)) for it in site.recommendations),
    )
    return tuple(known.division(name) for name in sorted(known.names))


@dataclass(frozen=True)
class _Known:
    """The things that name divisions, by the names."""

    site: EvaluatedSite
    projects: _ByName[EvaluatedProject]
    joint: _ByName[EvaluatedProject]
    policies: _ByName[EvaluatedPolicy]
    measures: _ByName[EvaluatedMeasure]
    recommendations: _ByName[EvaluatedRecommendation]

    @property
    def names(self) -> frozenset[str]:
        """All that are named."""
        every: tuple[Iterable[str], ...]
        every = (self.projects, self.joint, self.policies, self.measures, self.recommendations)
        return frozenset(name for its in every for name in its)

    def division(self, name: str) -> Gathered:
        """What the division of a name answers for."""
        projects = self.projects.get(name, ())
        return Gathered(
            GatheredKey(GatheredBy.DIVISION, name),
            self.site,
            tuple(self.policies.get(name, ())),
            tuple(self.measures.get(name, ())),
            tuple(it for it in projects if it.division == name),
            tuple(it for it in projects if it.division != name),
            tuple(self.joint.get(name, ())),
            tuple(self.recommendations.get(name, ())),
            has_project=lambda project, year: project.division_in(year) == name,
            has_measure=lambda year: division_of_sheet(year) == name,
        )


def _by_name(things: Iterable[tuple[_Thing, Iterable[str | None]]]) -> _ByName[_Thing]:
    found: dict[str, list[_Thing]] = defaultdict(list)
    for thing, names in things:
        for name in dict.fromkeys(filter(None, names)):
            found[name].append(thing)
    return found


def _of_project(project: EvaluatedProject) -> Iterator[str | None]:
    """Those that answer for it now, or did in any year."""
    yield project.division
    yield from map(project.division_in, project.recorded)


def _of_measure(measure: EvaluatedMeasure) -> Iterator[str | None]:
    yield measure.division
    yield from map(division_of_sheet, measure.sheets)


def divisions_answering(told: EvaluatedRecommendation, site: EvaluatedSite) -> Iterator[str | None]:
    """The one that answers a recommendation; where none is named, those of what it is about."""
    if told.recommendation.division is not None:
        yield told.recommendation.division
        return
    for subject in subjects_of(told.recommendation, site):
        match subject:
            case Policy():
                yield subject.division
            case PlanPart():
                yield site.measures_by_key[subject.plan.id, subject.id].division
            case Project():
                yield site.projects_by_id[subject.id].division
