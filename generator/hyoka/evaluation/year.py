"""A fiscal year of the whole municipality."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hyoka.evaluation import figures
from hyoka.evaluation.figures import Status
from hyoka.evaluation.indicator import (
    EvaluatedIndicatorYear,
    count_compared,
)
from hyoka.evaluation.plan import EvaluatedPlan, MeasureYear
from hyoka.evaluation.policy import EvaluatedPolicy, PolicyYear, empty_year
from hyoka.evaluation.project import (
    EvaluatedProject,
    EvaluatedProjectYear,
)
from hyoka.evaluation.project_groups import (
    Money,
    ProjectGroup,
    ProjectSet,
)
from hyoka.evaluation.survey import EvaluatedSurvey
from hyoka.model import Municipality
from hyoka.units import FiscalYear


@dataclass(frozen=True)
class EvaluatedYear:
    """A fiscal year of the whole municipality."""

    fiscal_year: FiscalYear
    policies: tuple[PolicyYear, ...]
    """Every policy whose plan covers the year or that records it, in the order of their numbers."""
    measures: tuple[MeasureYear, ...]
    """The chapters and measures that have a sheet in this year."""
    every_project: ProjectGroup
    survey: EvaluatedSurvey | None

    @property
    def projects(self) -> tuple[EvaluatedProjectYear, ...]:
        """All that record the year."""
        return self.every_project.projects

    @property
    def money(self) -> Money:
        """That of all projects."""
        return self.every_project.money

    @property
    def tells_money(self) -> bool:
        """Whether a settlement, or why there is none, is recorded of any of its projects."""
        members = self.every_project.members
        return any(one.recorded[self.fiscal_year].settlement is not None for one in members)

    @property
    def project_statuses(self) -> Mapping[Status, int]:
        """How often each status occurs among the projects."""
        return self.every_project.statuses

    @property
    def projects_missed(self) -> Mapping[Status, int]:
        """The projects of which an indicator is known to have missed its target, by status."""
        missed = (project.status for project in self.projects if project.missed)
        return figures.count_statuses(list(missed))

    @property
    def indicator_statuses(self) -> Mapping[Status, int]:
        """Of the policies' indicators."""
        return figures.count_statuses([indicator.status for indicator in self._of_policies])

    @property
    def measure_statuses(self) -> Mapping[Status, int]:
        """Of the measures' indicators."""
        return figures.count_statuses([indicator.status for indicator in self._of_measures])

    @property
    def indicators_missed(self) -> Mapping[Status, int]:
        """Of the policies' indicators, those known to have missed their target, by status."""
        return _missed(self._of_policies)

    @property
    def measures_missed(self) -> Mapping[Status, int]:
        """The same of the measures' indicators."""
        return _missed(self._of_measures)

    @property
    def indicators_compared(self) -> int:
        """Of the policies' indicators, those of which it is known whether they met their target."""
        return count_compared(self._of_policies)

    @property
    def measures_compared(self) -> int:
        """The same of the measures' indicators."""
        return count_compared(self._of_measures)

    @property
    def _of_policies(self) -> list[EvaluatedIndicatorYear]:
        return [indicator for policy in self.policies for indicator in policy.indicators]

    @property
    def _of_measures(self) -> list[EvaluatedIndicatorYear]:
        return [indicator for measure in self.measures for indicator in measure.indicators]

    @property
    def looks_ahead(self) -> bool:
        """Whether a target that was missed is not the year's own: the plan's, for later or none."""
        of_projects = (it for project in self.projects for it in project.indicators)
        every = (*self._of_policies, *self._of_measures, *of_projects)
        missed = (it for it in every if it.judgement.target_met is False)
        return any(it.target_year != self.fiscal_year for it in missed)

    @property
    def preliminary(self) -> int:
        """How many of the policies' and measures' indicators are judged by a preliminary actual."""
        years = (*self._of_policies, *self._of_measures)
        return sum(it.is_preliminary and it.status.is_known for it in years)

    @property
    def sheet_count(self) -> int:
        """How many sheets there are of the year, of policies, chapters and measures."""
        return len(self.sheets) + len(self.measures)

    @property
    def sheet_statuses(self) -> Mapping[Status, int]:
        """Of the policies' and the measures' indicators together."""
        together = Counter(self.indicator_statuses) + Counter(self.measure_statuses)
        return {status: together[status] for status in Status}

    @property
    def planned(self) -> bool:
        """Whether everything that is recorded of it is only planned."""
        return self.survey is None and not self.evaluated and self.every_project.only_plans

    @property
    def evaluated(self) -> bool:
        """Whether it has a sheet that is not only planned."""
        return not all(year.planned for year in (*self.sheets, *self.measures))

    @property
    def compared(self) -> tuple[PolicyYear, ...]:
        """The policies of which something is recorded in this year."""
        return tuple(one for one in self.policies if one.sheet or one.leading.members)

    @property
    def sheets(self) -> tuple[PolicyYear, ...]:
        """The policies that have a sheet in this year."""
        return tuple(policy for policy in self.policies if policy.sheet is not None)


def _missed(indicators: Iterable[EvaluatedIndicatorYear]) -> Mapping[Status, int]:
    missed = (it.status for it in indicators if it.judgement.target_met is False)
    return figures.count_statuses(list(missed))


def evaluate_years(
    policies: tuple[EvaluatedPolicy, ...],
    plans: tuple[EvaluatedPlan, ...],
    projects: tuple[EvaluatedProject, ...],
    surveys: tuple[EvaluatedSurvey, ...],
    municipality: Municipality,
) -> tuple[EvaluatedYear, ...]:
    """Every year of which something is recorded, oldest first."""
    survey_by_year = {survey.survey.fiscal_year: survey for survey in surveys}
    by_year: dict[FiscalYear, list[EvaluatedProject]] = defaultdict(list)
    for project in projects:
        for fiscal_year in project.recorded:
            by_year[fiscal_year].append(project)
    policy_years = {
        (year.policy.id, year.fiscal_year): year for policy in policies for year in policy.years
    }
    sheets: dict[FiscalYear, list[MeasureYear]] = defaultdict(list)
    for measure_year in (y for plan in plans for m in plan.measures for y in m.sheets):
        sheets[measure_year.fiscal_year].append(measure_year)
    known = {*sheets, *(year.fiscal_year for year in policy_years.values())}
    return tuple(
        EvaluatedYear(
            fiscal_year,
            tuple(
                policy_years.get((policy.policy.id, fiscal_year))
                or empty_year(policy.policy, fiscal_year, municipality)
                for policy in policies
                if policy.plan.includes(fiscal_year)
                or (policy.policy.id, fiscal_year) in policy_years
            ),
            tuple(sheets[fiscal_year]),
            ProjectGroup(
                ProjectSet.ALL,
                fiscal_year,
                tuple(by_year.get(fiscal_year, ())),
                tuple(by_year.get(fiscal_year.plus(-1), ())),
                municipality,
            ),
            survey_by_year.get(fiscal_year),
        )
        for fiscal_year in sorted({*known, *by_year, *survey_by_year})
    )
