"""A policy over its years: sheets, indicators, projects and money."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hyoka.evaluation import figures
from hyoka.evaluation.figures import Status
from hyoka.evaluation.indicator import count_missed
from hyoka.evaluation.indicator_figures import OwnIndicators
from hyoka.evaluation.project import (
    EvaluatedProject,
)
from hyoka.evaluation.project_groups import (
    CountedProjects,
    GroupedProjects,
    GroupedYear,
    with_listed,
)
from hyoka.evaluation.survey import EvaluatedSurvey, EvaluatedSurveyResult
from hyoka.model import (
    Municipality,
    Plan,
    PlanYear,
    Policy,
    Records,
    Sheet,
    Survey,
    name_in,
    planned_years,
)
from hyoka.units import FiscalYear


@dataclass(frozen=True)
class PolicyYear(GroupedYear):
    """A policy in one fiscal year: its sheet, if there is one, and what is computed from it."""

    sheet: Sheet | None
    policy: Policy
    survey: Survey | None
    survey_results: tuple[EvaluatedSurveyResult, ...]
    """The measures that the sheet names."""

    @property
    def name(self) -> str:
        """What the policy was called in this year."""
        return name_in(self.policy, self.fiscal_year)

    @property
    def indicator_statuses(self) -> Mapping[Status, int]:
        """How often each status occurs among its indicators."""
        return figures.count_statuses([indicator.status for indicator in self.indicators])

    @property
    def indicators_missed(self) -> int:
        """How many of its indicators are known to have missed their target."""
        return count_missed(self.indicators)


@dataclass(frozen=True)
class EvaluatedPolicy(GroupedProjects[PolicyYear]):
    """A policy over its years, oldest first."""

    policy: Policy
    plan: Plan

    @property
    def sheets(self) -> tuple[PolicyYear, ...]:
        """The years that have a sheet."""
        return tuple(year for year in self.years if year.sheet is not None)

    @property
    def plan_years(self) -> tuple[tuple[PlanYear, Sheet], ...]:
        """What each fiscal year aimed at and did, oldest first, as the newest sheet tells it."""
        told = {
            year.fiscal_year: (year, sheet)
            for policy_year in self.years
            if (sheet := policy_year.sheet) is not None
            for year in sheet.years
        }
        return tuple(told[fiscal_year] for fiscal_year in sorted(told))

    def plan_years_before(
        self, year: FiscalYear
    ) -> tuple[Sequence[tuple[PlanYear, Sheet]], Sequence[tuple[PlanYear, Sheet]]]:
        """Those before a fiscal year, and it with those after it."""
        every = self.plan_years
        before = sum(told.fiscal_year < year for told, _ in every)
        return every[:before], every[before:]


def evaluate_policies(
    records: Records,
    projects: tuple[EvaluatedProject, ...],
    surveys: tuple[EvaluatedSurvey, ...],
    over: frozenset[str],
) -> tuple[EvaluatedPolicy, ...]:
    """Every policy over its years; `over`: the plans of which years after them are told."""
    sheets: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in records.sheets:
        sheets[sheet.policy].append(sheet)
    own: dict[str, list[EvaluatedProject]] = defaultdict(list)
    for project in projects:
        own[project.project.policy or ""].append(project)
    by_id = {project.project.id: project for project in projects}
    plans = {plan.id: plan for plan in records.plans}
    return tuple(
        _policy(
            policy,
            plans[policy.plan],
            sheets[policy.id],
            with_listed(own[policy.id], [sheet.projects for sheet in sheets[policy.id]], by_id),
            tuple(own[policy.id]),
            surveys,
            records.municipality,
            over=policy.plan in over,
        )
        for policy in records.policies
    )


def _policy(  # noqa: PLR0913 - the records that meet in a policy
    policy: Policy,
    plan: Plan,
    sheets: list[Sheet],
    projects: tuple[EvaluatedProject, ...],
    own: tuple[EvaluatedProject, ...],
    surveys: tuple[EvaluatedSurvey, ...],
    municipality: Municipality,
    *,
    over: bool,
) -> EvaluatedPolicy:
    planned = planned_years(sheets)
    indicators = OwnIndicators(policy, policy.indicators, tuple(sheets), municipality, over=over)
    by_year = {sheet.fiscal_year: sheet for sheet in sheets}
    # A survey of another plan's measures says nothing of this policy's.
    survey_by_year = {
        s.survey.fiscal_year: s
        for s in surveys
        if s.survey.plan == policy.plan and s.survey.question is not None
    }
    years: list[PolicyYear] = []
    # A project may be older than the plan, and go on after it; a policy is its plan's.
    every = {year for project in own for year in project.recorded}
    with_projects = {year for year in every if plan.includes(year)}
    counted = CountedProjects(by_year, projects, own, municipality)
    for fiscal_year in sorted({*by_year, *with_projects}):
        sheet = by_year.get(fiscal_year)
        survey = survey_by_year.get(fiscal_year)
        years.append(
            PolicyYear(
                fiscal_year,
                counted,
                sheet,
                fiscal_year in planned,
                indicators,
                policy,
                survey.survey if survey else None,
                _survey_results(sheet, survey),
            )
        )
    return EvaluatedPolicy(projects, own, tuple(years), indicators, policy, plan)


def _survey_results(
    sheet: Sheet | None, survey: EvaluatedSurvey | None
) -> tuple[EvaluatedSurveyResult, ...]:
    if sheet is None or survey is None:
        return ()
    results = {result.result.measure: result for result in survey.results}
    return tuple(results[measure] for measure in sheet.measures if measure in results)


def empty_year(policy: Policy, fiscal_year: FiscalYear, municipality: Municipality) -> PolicyYear:
    """A year of which a policy records nothing."""
    return PolicyYear(
        fiscal_year,
        CountedProjects({}, (), (), municipality),
        None,
        sheet_planned=False,
        of_owner=OwnIndicators(policy, (), (), municipality),
        policy=policy,
        survey=None,
        survey_results=(),
    )
