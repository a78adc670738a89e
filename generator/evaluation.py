"""Evaluated records: the recorded ones with their figures. A new type for each noun.

So an input can never be taken for a result. Every tuple is in the order in which it is shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from generator import figures
from generator.figures import Figure, Judgement, Status, Total
from generator.model import (
    Chapter,
    Direction,
    Document,
    Indicator,
    IndicatorYear,
    Measure,
    Municipality,
    Plan,
    PlanYear,
    Policy,
    Project,
    ProjectYear,
    Records,
    Sheet,
    Survey,
    SurveyResult,
)
from generator.units import FiscalYear, Value


@dataclass(frozen=True)
class EvaluatedIndicatorYear:
    """An indicator in one fiscal year."""

    indicator: Indicator
    fiscal_year: FiscalYear
    actual: Value
    target: Value | None
    target_year: FiscalYear | None
    achievement_rate: Figure
    progress_rate: Figure
    change: Figure
    change_rate: Figure | None
    """`None` where the unit is ％: a rate of a rate would only confuse."""
    year_on_year: Figure
    year_on_year_rate: Figure | None
    judgement: Judgement
    difference: str | None
    """Why the printed achievement rate differs from the computed one, as recorded."""

    @property
    def status(self) -> Status:
        """状態, by the published rule."""
        return self.judgement.status


@dataclass(frozen=True)
class EvaluatedIndicator:
    """An indicator over its years, oldest first, and whose it is."""

    indicator: Indicator
    owner: Policy | Project
    years: tuple[EvaluatedIndicatorYear, ...]

    @property
    def latest(self) -> EvaluatedIndicatorYear | None:
        """The newest recorded year."""
        return self.years[-1] if self.years else None

    @cached_property
    def by_year(self) -> Mapping[FiscalYear, EvaluatedIndicatorYear]:
        """The years by their number."""
        return {year.fiscal_year: year for year in self.years}


@dataclass(frozen=True)
class EvaluatedProjectYear:
    """A project in one fiscal year."""

    project: Project
    record: ProjectYear
    indicators: tuple[EvaluatedIndicatorYear, ...]
    settlement_change: Figure
    settlement_change_rate: Figure
    status: Status

    @property
    def fiscal_year(self) -> FiscalYear:
        """The year of the settlement and the actuals."""
        return self.record.fiscal_year


@dataclass(frozen=True)
class EvaluatedProject:
    """A project 事務事業 over its years, oldest first."""

    project: Project
    indicators: tuple[EvaluatedIndicator, ...]
    years: tuple[EvaluatedProjectYear, ...]

    @cached_property
    def by_year(self) -> Mapping[FiscalYear, EvaluatedProjectYear]:
        """The years by their number."""
        return {year.fiscal_year: year for year in self.years}


@dataclass(frozen=True)
class Money:
    """The settlements of a group of projects in a year."""

    total: Total
    change: Figure
    """Against the year before."""
    change_rate: Figure
    same_projects: bool
    """Whether the same projects were counted in both years."""


@dataclass(frozen=True)
class EvaluatedSurveyResult:
    """How many named a measure, as a number, a share, and a rank with its denominator."""

    result: SurveyResult
    chapter: Chapter
    measure: Measure
    share: Figure


@dataclass(frozen=True)
class EvaluatedSurvey:
    """A survey with its shares."""

    survey: Survey
    results: tuple[EvaluatedSurveyResult, ...]


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


@dataclass(frozen=True)
class EvaluatedYear:
    """A fiscal year of the whole municipality."""

    fiscal_year: FiscalYear
    policies: tuple[PolicyYear, ...]
    """Every policy, in the order of their numbers; those without a sheet too."""
    projects: tuple[EvaluatedProjectYear, ...]
    survey: EvaluatedSurvey | None
    money: Money
    indicator_statuses: Mapping[Status, int]
    """Of the policies' indicators."""
    project_statuses: Mapping[Status, int]
    indicators_missed: int
    """Of the policies' indicators, those known to have missed their target, whatever the status."""
    projects_missed: int
    """The projects of which an indicator is known to have missed its target."""

    @property
    def sheets(self) -> tuple[PolicyYear, ...]:
        """The policies that have a sheet in this year."""
        return tuple(policy for policy in self.policies if policy.sheet is not None)


@dataclass(frozen=True)
class Evaluation:
    """Everything that is published, evaluated."""

    municipality: Municipality
    documents: Mapping[str, Document]
    policies: tuple[EvaluatedPolicy, ...]
    projects: tuple[EvaluatedProject, ...]
    surveys: tuple[EvaluatedSurvey, ...]
    years: tuple[EvaluatedYear, ...]
    """Oldest first."""

    @property
    def latest(self) -> EvaluatedYear | None:
        """The newest year that has a sheet; without any, the newest year."""
        with_sheets = [year for year in self.years if year.sheets]
        return next(reversed(with_sheets or self.years), None)

    @cached_property
    def policies_by_id(self) -> Mapping[str, EvaluatedPolicy]:
        """The policies by their id."""
        return {policy.policy.id: policy for policy in self.policies}


def evaluate(records: Records) -> Evaluation:
    """The records with all their figures. The records have passed every check."""
    projects = tuple(_project(project, records.municipality) for project in records.projects)
    surveys = tuple(_survey(survey, records) for survey in records.surveys)
    policies = _policies(records, projects, surveys)
    projects = _in_order(policies, projects)
    return Evaluation(
        records.municipality,
        {document.id: document for document in records.municipality.documents},
        policies,
        projects,
        surveys,
        _years(policies, projects, surveys, records.municipality),
    )


def _in_order(
    policies: tuple[EvaluatedPolicy, ...], projects: tuple[EvaluatedProject, ...]
) -> tuple[EvaluatedProject, ...]:
    """The projects as the policies' sheets list them, then those without a policy."""
    listed = [project for policy in policies for project in policy.projects]
    return tuple({project.project.id: project for project in [*listed, *projects]}.values())


def evaluate_indicator(
    indicator: Indicator, rows: Mapping[FiscalYear, IndicatorYear], places: int
) -> tuple[EvaluatedIndicatorYear, ...]:
    """An indicator's years, oldest first, from what each year recorded."""
    return tuple(
        _indicator_year(indicator, year, rows[year], rows.get(year.plus(-1)), places)
        for year in sorted(rows)
    )


def _indicator_year(
    indicator: Indicator,
    fiscal_year: FiscalYear,
    row: IndicatorYear,
    previous: IndicatorYear | None,
    places: int,
) -> EvaluatedIndicatorYear:
    target, target_year = _target(indicator, fiscal_year, row)
    final = target
    if indicator.target is not None and not _passed(indicator, fiscal_year):
        final = indicator.target
    direction = _direction(indicator, row)
    actual = {"actual": row.actual}
    baseline = {"baseline": indicator.baseline}
    last = {"previous_actual": previous.actual if previous else None}
    in_unit = figures.unit_of_change(indicator.unit)
    rates = in_unit == indicator.unit
    # Where lower is better, actual ÷ target would praise the worse value.
    misleads = direction is Direction.LOWER and isinstance(target, Decimal)
    lower = figures.Reason("lower_is_better") if misleads else None
    achievement_rate = figures.compute(
        figures.achievement_rate,
        actual | {"target": target},
        places=places,
        printed=row.printed.achievement_rate if row.printed else None,
        unfit=lower,
    )
    progress_rate = figures.compute(
        figures.progress_rate, actual | baseline | {"target": final}, places=places
    )
    late = _passed(indicator, fiscal_year)
    return EvaluatedIndicatorYear(
        indicator,
        fiscal_year,
        row.actual,
        target,
        target_year,
        _told_late(achievement_rate) if late else achievement_rate,
        _told_late(progress_rate) if late else progress_rate,
        figures.compute(figures.change, actual | baseline, unit=in_unit),
        figures.compute(figures.change_rate, actual | baseline, places=places) if rates else None,
        figures.compute(figures.year_on_year, actual | last, unit=in_unit),
        figures.compute(figures.year_on_year_rate, actual | last, places=places) if rates else None,
        figures.judge(
            actual=row.actual,
            target=target,
            baseline=indicator.baseline,
            previous_actual=last["previous_actual"],
            direction=direction,
            assumed=direction is not indicator.direction,
        ),
        row.printed.difference if row.printed else None,
    )


def _told_late(figure: Figure) -> Figure:
    """The same figure; it has no target because the target's year has passed, and says so."""
    if figure.reason != figures.Reason("absent", "target"):
        return figure
    return replace(figure, reason=figures.Reason("past_target"))


def _direction(indicator: Indicator, row: IndicatorYear) -> Direction | None:
    """The same in every year: from the plan's target, from a year's own where there is no other."""
    final = indicator.target if isinstance(indicator.target, Decimal) else row.target
    return figures.direction_of(indicator.direction, indicator.baseline, final)


def _passed(indicator: Indicator, fiscal_year: FiscalYear) -> bool:
    """Whether the plan's target was for a year before `fiscal_year`."""
    return indicator.target_year is not None and indicator.target_year < fiscal_year


def _target(
    indicator: Indicator, fiscal_year: FiscalYear, row: IndicatorYear
) -> tuple[Value | None, FiscalYear | None]:
    """The year's own target, else the plan's while its year has not passed."""
    if row.target is not None:
        return row.target, fiscal_year
    if _passed(indicator, fiscal_year):
        return None, None
    return indicator.target, indicator.target_year


def _project(project: Project, municipality: Municipality) -> EvaluatedProject:
    decimals = municipality.decimals
    rows = _rows((year.fiscal_year, year.indicators) for year in project.years)
    indicators = tuple(
        EvaluatedIndicator(
            indicator,
            project,
            evaluate_indicator(indicator, rows[indicator.id], decimals.project_rate),
        )
        for indicator in project.indicators
    )
    recorded = {year.fiscal_year: year for year in project.years}
    years = tuple(
        _project_year(
            project, recorded[year], recorded.get(year.plus(-1)), indicators, municipality
        )
        for year in sorted(recorded)
    )
    return EvaluatedProject(project, indicators, years)


def _project_year(
    project: Project,
    record: ProjectYear,
    previous: ProjectYear | None,
    indicators: tuple[EvaluatedIndicator, ...],
    municipality: Municipality,
) -> EvaluatedProjectYear:
    of_year = _at(indicators, record.fiscal_year)
    change, change_rate = _settlement_changes(
        record.settlement, previous.settlement if previous else None, municipality
    )
    status = figures.project_status([year.status for year in of_year])
    return EvaluatedProjectYear(project, record, of_year, change, change_rate, status)


def _settlement_changes(
    settlement: Value | None, previous: Value | None, municipality: Municipality
) -> tuple[Figure, Figure]:
    inputs = {"settlement": settlement, "previous_settlement": previous}
    return (
        figures.compute(figures.settlement_change, inputs, unit=municipality.money_unit.value),
        figures.compute(
            figures.settlement_change_rate, inputs, places=municipality.decimals.money_rate
        ),
    )


def _survey(survey: Survey, records: Records) -> EvaluatedSurvey:
    plan = next(plan for plan in records.plans if plan.id == survey.plan)
    places = records.municipality.decimals.share
    measures = {
        measure.id: (chapter, measure) for chapter in plan.chapters for measure in chapter.measures
    }
    return EvaluatedSurvey(
        survey,
        tuple(
            EvaluatedSurveyResult(
                result, *measures[result.measure], survey_share(survey, result, places)
            )
            for result in survey.results
        ),
    )


def survey_share(survey: Survey, result: SurveyResult, places: int) -> Figure:
    """The share of a survey's respondents who named a measure."""
    inputs: dict[str, Value | None] = {
        "count": Decimal(result.count),
        "respondents": Decimal(survey.respondents),
    }
    printed = result.printed.share if result.printed else None
    return figures.compute(figures.share, inputs, places=places, printed=printed)


def _policies(
    records: Records,
    projects: tuple[EvaluatedProject, ...],
    surveys: tuple[EvaluatedSurvey, ...],
) -> tuple[EvaluatedPolicy, ...]:
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
    rows = _rows((sheet.fiscal_year, sheet.indicators) for sheet in sheets)
    indicators = tuple(
        EvaluatedIndicator(
            indicator,
            policy,
            evaluate_indicator(indicator, rows[indicator.id], municipality.decimals.policy_rate),
        )
        for indicator in policy.indicators
    )
    by_year = {sheet.fiscal_year: sheet for sheet in sheets}
    survey_by_year = {survey.survey.fiscal_year: survey for survey in surveys}
    years: list[PolicyYear] = []
    for fiscal_year in sorted({*by_year, *(year for p in projects for year in p.by_year)}):
        sheet = by_year.get(fiscal_year)
        in_year = _projects_in(fiscal_year, sheet, projects)
        before = fiscal_year.plus(-1)
        survey = survey_by_year.get(fiscal_year)
        years.append(
            PolicyYear(
                policy,
                fiscal_year,
                sheet,
                _at(indicators, fiscal_year),
                in_year,
                survey.survey if survey else None,
                _survey_results(sheet, survey),
                _money(in_year, _projects_in(before, by_year.get(before), projects), municipality),
            )
        )
    return EvaluatedPolicy(policy, plan, indicators, projects, tuple(years))


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


def _money(
    projects: tuple[EvaluatedProjectYear, ...],
    before: tuple[EvaluatedProjectYear, ...],
    municipality: Municipality,
) -> Money:
    now = figures.total([project.record.settlement for project in projects])
    then = figures.total([project.record.settlement for project in before])
    return Money(
        now,
        *_settlement_changes(now.value, then.value, municipality),
        same_projects=_counted(projects) == _counted(before),
    )


def _counted(projects: tuple[EvaluatedProjectYear, ...]) -> set[str]:
    return {
        project.project.id for project in projects if isinstance(project.record.settlement, Decimal)
    }


def _years(
    policies: tuple[EvaluatedPolicy, ...],
    projects: tuple[EvaluatedProject, ...],
    surveys: tuple[EvaluatedSurvey, ...],
    municipality: Municipality,
) -> tuple[EvaluatedYear, ...]:
    survey_by_year = {survey.survey.fiscal_year: survey for survey in surveys}
    by_year: dict[FiscalYear, list[EvaluatedProjectYear]] = defaultdict(list)
    for project in projects:
        for year in project.years:
            by_year[year.fiscal_year].append(year)
    policy_years = {
        (year.policy.id, year.fiscal_year): year for policy in policies for year in policy.years
    }
    known = {year.fiscal_year for year in policy_years.values()}
    return tuple(
        _year(
            fiscal_year,
            tuple(
                policy_years.get((policy.policy.id, fiscal_year))
                or _empty_year(policy.policy, fiscal_year, municipality)
                for policy in policies
            ),
            tuple(by_year[fiscal_year]),
            tuple(by_year.get(fiscal_year.plus(-1), ())),
            survey_by_year.get(fiscal_year),
            municipality,
        )
        for fiscal_year in sorted({*known, *by_year, *survey_by_year})
    )


def _empty_year(policy: Policy, fiscal_year: FiscalYear, municipality: Municipality) -> PolicyYear:
    return PolicyYear(policy, fiscal_year, None, (), (), None, (), _money((), (), municipality))


def _year(  # noqa: PLR0913 - what a year consists of
    fiscal_year: FiscalYear,
    policies: tuple[PolicyYear, ...],
    projects: tuple[EvaluatedProjectYear, ...],
    before: tuple[EvaluatedProjectYear, ...],
    survey: EvaluatedSurvey | None,
    municipality: Municipality,
) -> EvaluatedYear:
    indicators = [indicator for policy in policies for indicator in policy.indicators]
    return EvaluatedYear(
        fiscal_year,
        policies,
        projects,
        survey,
        _money(projects, before, municipality),
        figures.count_statuses([indicator.status for indicator in indicators]),
        figures.count_statuses([project.status for project in projects]),
        _missed(indicators),
        sum(_missed(project.indicators) > 0 for project in projects),
    )


def _missed(indicators: Iterable[EvaluatedIndicatorYear]) -> int:
    return sum(indicator.judgement.attained is False for indicator in indicators)


def _rows(
    years: Iterable[tuple[FiscalYear, tuple[IndicatorYear, ...]]],
) -> Mapping[str, Mapping[FiscalYear, IndicatorYear]]:
    """What each year recorded of each indicator: indicator id -> fiscal year -> row."""
    rows: dict[str, dict[FiscalYear, IndicatorYear]] = defaultdict(dict)
    for fiscal_year, indicators in years:
        for row in indicators:
            rows[row.id][fiscal_year] = row
    return rows


def _at(
    indicators: tuple[EvaluatedIndicator, ...], fiscal_year: FiscalYear
) -> tuple[EvaluatedIndicatorYear, ...]:
    return tuple(
        indicator.by_year[fiscal_year]
        for indicator in indicators
        if fiscal_year in indicator.by_year
    )
