"""A fiscal year of the whole municipality."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from hyoka.evaluation import figures
from hyoka.evaluation.figures import Status
from hyoka.evaluation.indicator import (
    count_missed,
)
from hyoka.evaluation.plan import EvaluatedPlan, MeasureYear
from hyoka.evaluation.policy import EvaluatedPolicy, PolicyYear, empty_year
from hyoka.evaluation.project import (
    EvaluatedProject,
    EvaluatedProjectYear,
)
from hyoka.evaluation.project_groups import (
    Money,
    evaluate_money,
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
    projects: tuple[EvaluatedProjectYear, ...]
    survey: EvaluatedSurvey | None
    money: Money
    indicator_statuses: Mapping[Status, int]
    """Of the policies' indicators."""
    measure_statuses: Mapping[Status, int]
    """Of the measures' indicators."""
    project_statuses: Mapping[Status, int]
    indicators_missed: int
    """Of the policies' indicators, those known to have missed their target, whatever the status."""
    measures_missed: int
    """The same of the measures' indicators."""
    projects_missed: int
    """The projects of which an indicator is known to have missed its target."""

    @property
    def preliminary(self) -> int:
        """How many of the policies' and measures' indicators are judged by a preliminary actual."""
        years = [year for policy in self.policies for year in policy.indicators]
        years += [year for measure in self.measures for year in measure.indicators]
        unjudged = {Status.NOT_JUDGED, Status.UNDETERMINED}
        return sum(bool(it.record.preliminary) and it.status not in unjudged for it in years)

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
        sheets = all(year.planned for year in (*self.sheets, *self.measures))
        projects = all(project.planned for project in self.projects)
        return self.survey is None and sheets and projects

    @property
    def evaluated(self) -> bool:
        """Whether it has a sheet that is not only planned."""
        return not all(year.planned for year in (*self.sheets, *self.measures))

    @property
    def compared(self) -> tuple[PolicyYear, ...]:
        """The policies of which something is recorded in this year."""
        return tuple(policy for policy in self.policies if policy.sheet or policy.projects)

    @property
    def sheets(self) -> tuple[PolicyYear, ...]:
        """The policies that have a sheet in this year."""
        return tuple(policy for policy in self.policies if policy.sheet is not None)


def evaluate_years(
    policies: tuple[EvaluatedPolicy, ...],
    plans: tuple[EvaluatedPlan, ...],
    projects: tuple[EvaluatedProject, ...],
    surveys: tuple[EvaluatedSurvey, ...],
    municipality: Municipality,
) -> tuple[EvaluatedYear, ...]:
    """Every year of which something is recorded, oldest first."""
    survey_by_year = {survey.survey.fiscal_year: survey for survey in surveys}
    by_year: dict[FiscalYear, list[EvaluatedProjectYear]] = defaultdict(list)
    for project in projects:
        for year in project.years:
            by_year[year.fiscal_year].append(year)
    policy_years = {
        (year.policy.id, year.fiscal_year): year for policy in policies for year in policy.years
    }
    sheets: dict[FiscalYear, list[MeasureYear]] = defaultdict(list)
    for measure_year in (y for plan in plans for m in plan.measures for y in m.sheets):
        sheets[measure_year.fiscal_year].append(measure_year)
    known = {*sheets, *(year.fiscal_year for year in policy_years.values())}
    return tuple(
        _year(
            fiscal_year,
            tuple(
                policy_years.get((policy.policy.id, fiscal_year))
                or empty_year(policy.policy, fiscal_year, municipality)
                for policy in policies
                if policy.plan.includes(fiscal_year)
                or (policy.policy.id, fiscal_year) in policy_years
            ),
            tuple(sheets[fiscal_year]),
            tuple(by_year[fiscal_year]),
            tuple(by_year.get(fiscal_year.plus(-1), ())),
            survey_by_year.get(fiscal_year),
            municipality,
        )
        for fiscal_year in sorted({*known, *by_year, *survey_by_year})
    )


def _year(  # noqa: PLR0913 - what a year consists of
    fiscal_year: FiscalYear,
    policies: tuple[PolicyYear, ...],
    measures: tuple[MeasureYear, ...],
    projects: tuple[EvaluatedProjectYear, ...],
    before: tuple[EvaluatedProjectYear, ...],
    survey: EvaluatedSurvey | None,
    municipality: Municipality,
) -> EvaluatedYear:
    indicators = [indicator for policy in policies for indicator in policy.indicators]
    of_measures = [indicator for measure in measures for indicator in measure.indicators]
    return EvaluatedYear(
        fiscal_year,
        policies,
        measures,
        projects,
        survey,
        evaluate_money(projects, before, municipality),
        figures.count_statuses([indicator.status for indicator in indicators]),
        figures.count_statuses([indicator.status for indicator in of_measures]),
        figures.count_statuses([project.status for project in projects]),
        count_missed(indicators),
        count_missed(of_measures),
        sum(project.missed for project in projects),
    )
