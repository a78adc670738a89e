"""A policy over its years: sheets, indicators, projects and money."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from generator.evaluation.indicator import (
    EvaluatedIndicator,
    EvaluatedIndicatorYear,
    evaluate_indicator,
    in_year,
    manner_of,
    rows_by_indicator,
)
from generator.evaluation.project import (
    EvaluatedProject,
    EvaluatedProjectYear,
    Money,
    evaluate_money,
)
from generator.evaluation.survey import EvaluatedSurvey, EvaluatedSurveyResult
from generator.model import Municipality, Plan, PlanYear, Policy, Records, Sheet, Survey
from generator.units import FiscalYear


@dataclass(frozen=True)
class PolicyYear:
    """A policy in one fiscal year: its sheet, if there is one, and what is computed from it."""

    policy: Policy
    fiscal_year: FiscalYear
    sheet: Sheet | None
    indicators: tuple[EvaluatedIndicatorYear, ...]
    projects: tuple[EvaluatedProjectYear, ...]
    survey: Survey | None
    survey_results: tuple[EvaluatedSurveyResult, ...]
    """The measures that the sheet names."""
    money: Money


@dataclass(frozen=True)
class EvaluatedPolicy:
    """A policy over its years, oldest first."""

    policy: Policy
    plan: Plan
    indicators: tuple[EvaluatedIndicator, ...]
    projects: tuple[EvaluatedProject, ...]
    years: tuple[PolicyYear, ...]

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


def evaluate_policies(
    records: Records,
    projects: tuple[EvaluatedProject, ...],
    surveys: tuple[EvaluatedSurvey, ...],
) -> tuple[EvaluatedPolicy, ...]:
    """Every policy over its years."""
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
            _with_listed(own[policy.id], sheets[policy.id], by_id),
            surveys,
            records.municipality,
        )
        for policy in records.policies
    )


def _with_listed(
    own: list[EvaluatedProject], sheets: list[Sheet], by_id: Mapping[str, EvaluatedProject]
) -> tuple[EvaluatedProject, ...]:
    """The projects that the sheets list, in their order, then the others that name the policy."""
    listed = [by_id[project] for sheet in reversed(sheets) for project in sheet.projects]
    return tuple({project.project.id: project for project in [*listed, *own]}.values())


def _policy(  # noqa: PLR0913 - the records that meet in a policy
    policy: Policy,
    plan: Plan,
    sheets: list[Sheet],
    projects: tuple[EvaluatedProject, ...],
    surveys: tuple[EvaluatedSurvey, ...],
    municipality: Municipality,
) -> EvaluatedPolicy:
    indicators = _indicators(policy, sheets, municipality)
    by_year = {sheet.fiscal_year: sheet for sheet in sheets}
    survey_by_year = {survey.survey.fiscal_year: survey for survey in surveys}
    years: list[PolicyYear] = []
    for fiscal_year in sorted({*by_year, *(year for p in projects for year in p.by_year)}):
        sheet = by_year.get(fiscal_year)
        listed = _projects_in(fiscal_year, sheet, projects)
        before = fiscal_year.plus(-1)
        survey = survey_by_year.get(fiscal_year)
        years.append(
            PolicyYear(
                policy,
                fiscal_year,
                sheet,
                in_year(indicators, fiscal_year),
                listed,
                survey.survey if survey else None,
                _survey_results(sheet, survey),
                evaluate_money(
                    listed, _projects_in(before, by_year.get(before), projects), municipality
                ),
            )
        )
    return EvaluatedPolicy(policy, plan, indicators, projects, tuple(years))


def _indicators(
    policy: Policy, sheets: list[Sheet], municipality: Municipality
) -> tuple[EvaluatedIndicator, ...]:
    manner = manner_of(municipality, municipality.decimals.policy_rate)
    rows = rows_by_indicator((sheet.fiscal_year, sheet.indicators) for sheet in sheets)
    return tuple(
        EvaluatedIndicator(
            indicator,
            policy,
            evaluate_indicator(indicator, rows[indicator.id], manner),
        )
        for indicator in policy.indicators
    )


def _projects_in(
    fiscal_year: FiscalYear, sheet: Sheet | None, projects: tuple[EvaluatedProject, ...]
) -> tuple[EvaluatedProjectYear, ...]:
    """The projects of a policy's year: those on its sheet, else all that belong to the policy."""
    of_year = {
        project.project.id: project.by_year[fiscal_year]
        for project in projects
        if fiscal_year in project.by_year
    }
    if sheet is None or not sheet.projects:
        return tuple(of_year.values())
    return tuple(of_year[project] for project in sheet.projects if project in of_year)


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
        policy, fiscal_year, None, (), (), None, (), evaluate_money((), (), municipality)
    )
