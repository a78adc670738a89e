"""What is told together across plans: what a division 所管課 answers for, has a tag or a goal."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from hyoka.evaluation.indicator import newest_known
from hyoka.evaluation.plan import EvaluatedMeasure, MeasureYear
from hyoka.evaluation.policy import EvaluatedPolicy
from hyoka.evaluation.project import EvaluatedProject
from hyoka.evaluation.recommendation import EvaluatedRecommendation
from hyoka.evaluation.root import EvaluatedSite
from hyoka.evaluation.year import EvaluatedYear
from hyoka.evaluation.year_changes import YearChanges, changes_by_year
from hyoka.model import Tag
from hyoka.units import FiscalYear


class GatheredBy(StrEnum):
    """By what things are told together; called as the lists' filters are."""

    DIVISION = "division"
    TAG = "tag"
    GOAL = "sdg"


@dataclass(frozen=True, slots=True)
class GatheredKey:
    """Of which division, tag or goal; `value`: its name, its id, its number."""

    by: GatheredBy
    value: str


def _always(_: EvaluatedProject, __: FiscalYear) -> bool:
    return True


def _all_years(_: MeasureYear) -> bool:
    return True


@dataclass(frozen=True)
class Gathered:
    """What a division answers for, or what has a tag or a goal: a part of the site."""

    key: GatheredKey
    site: EvaluatedSite = field(repr=False)
    policies: tuple[EvaluatedPolicy, ...]
    measures: tuple[EvaluatedMeasure, ...]
    """Those of now, and those of which it has a sheet."""
    projects: tuple[EvaluatedProject, ...]
    """Those of now."""
    former: tuple[EvaluatedProject, ...] = ()
    """Those of an earlier year alone."""
    joint: tuple[EvaluatedProject, ...] = ()
    """Those that another division answers for, together with it."""
    recommendations: tuple[EvaluatedRecommendation, ...] = ()
    tag: Tag | None = None
    has_project: Callable[[EvaluatedProject, FiscalYear], bool] = _always
    has_measure: Callable[[MeasureYear], bool] = _all_years

    @property
    def name(self) -> str:
        """What it is called; of a goal its number."""
        return self.tag.name if self.tag else self.key.value

    @cached_property
    def years(self) -> tuple[EvaluatedYear, ...]:
        """The fiscal years of which something of it is recorded, oldest first: that alone."""
        every = map(self._of_year, self.site.years)
        return tuple(
            year for year in every if year.every_project.members or year.measures or year.sheets
        )

    @property
    def present_measures(self) -> tuple[EvaluatedMeasure, ...]:
        """The measures that it still has; what another division has now is told there."""
        if self.key.by is not GatheredBy.DIVISION:
            return self.measures
        return tuple(it for it in self.measures if it.division == self.key.value)

    @property
    def latest(self) -> EvaluatedYear | None:
        """The newest year that is not only planned; else the first."""
        return newest_known(self.years)

    def in_year(self, fiscal_year: FiscalYear) -> EvaluatedYear | None:
        """A year; `None` where nothing of it is recorded."""
        return next((year for year in self.years if year.fiscal_year == fiscal_year), None)

    @property
    def changes(self) -> YearChanges | None:
        """What changed of it to the newest year; `None` where that cannot be told."""
        if self.latest is None:
            return None
        year = self.latest.fiscal_year
        found = changes_by_year(self._limited(self.latest)).get(year)
        # That it has no project any more says something where others have.
        return found and replace(found, with_projects=self.site.changes[year].with_projects)

    def _of_year(self, year: EvaluatedYear) -> EvaluatedYear:
        ids = {policy.policy.id for policy in self.policies}
        return replace(
            year,
            policies=tuple(it for it in year.policies if it.policy.id in ids),
            measures=tuple(it for it in self._sheets if it.fiscal_year == year.fiscal_year),
            every_project=replace(
                year.every_project,
                members=self._members(year.fiscal_year),
                before=self._members(year.fiscal_year.plus(-1)),
            ),
            survey=None,
        )

    @cached_property
    def _sheets(self) -> tuple[MeasureYear, ...]:
        sheets = (year for measure in self.measures for year in measure.sheets)
        return tuple(filter(self.has_measure, sheets))

    def _members(self, year: FiscalYear) -> tuple[EvaluatedProject, ...]:
        every = (*self.projects, *self.former)
        return tuple(it for it in every if year in it.recorded and self.has_project(it, year))

    def _limited(self, year: EvaluatedYear) -> EvaluatedSite:
        """The site as if there were nothing else; its projects are those of a year."""
        mine = {(it.part.plan.id, it.part.id) for it in year.measures}
        plans = tuple(
            replace(
                plan,
                measures=tuple(m for m in plan.measures if (plan.plan.id, m.part.id) in mine),
            )
            for plan in self.site.plans
        )
        return replace(
            self.site,
            policies=self.policies,
            plans=plans,
            projects=year.every_project.members,
            years=self.years,
        )
