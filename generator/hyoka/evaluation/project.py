"""A project over its years, and the money of a group of projects."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from hyoka.evaluation import figures
from hyoka.evaluation.costs import Costs, evaluate_costs, planned_total_cost
from hyoka.evaluation.figures import Figure, Reason, Status
from hyoka.evaluation.indicator import (
    EvaluatedIndicator,
    EvaluatedIndicatorYear,
    count_compared,
    count_missed,
    in_year,
    newest_known,
    rounding_rules,
)
from hyoka.evaluation.indicator_figures import (
    UNJUDGED,
    evaluate_indicators,
)
from hyoka.model import (
    BUDGETS,
    FUNDED,
    PLANNED,
    Direction,
    Funding,
    Municipality,
    Project,
    ProjectYear,
    WholePlan,
    name_in,
    planned_years,
)
from hyoka.units import FiscalYear, Value

_MONEY = (
    *BUDGETS,
    *PLANNED,
    "settlement_forecast",
    "carried_over",
    "personnel_cost",
    "staff",
    "staff_rate",
    "user_charges",
    *FUNDED.values(),
    "unit_cost",
    "printed",
)
_LISTED = ("fiscal_year", "document", "publish_on", "settlement", "indicators")
"""What the lists of projects show of a year."""


@dataclass(frozen=True)
class EvaluatedProjectYear:
    """A project in one fiscal year."""

    project: Project
    record: ProjectYear
    indicators: tuple[EvaluatedIndicatorYear, ...]
    settlement_change: Figure
    settlement_change_rate: Figure
    costs: Costs
    status: Status
    planned: bool
    """Whether it holds nothing but plans."""

    @property
    def fiscal_year(self) -> FiscalYear:
        """The year of the settlement and the actuals."""
        return self.record.fiscal_year

    @property
    def decisive(self) -> EvaluatedIndicatorYear | None:
        """The indicator by which the project has its status; `None` where nothing is judged."""
        return next(iter(self.decisive_ones), None)

    @property
    def decisive_ones(self) -> tuple[EvaluatedIndicatorYear, ...]:
        """The indicators that have the project's status, each of which alone would decide it."""
        if self.status is Status.NOT_JUDGED:
            return ()
        return tuple(it for it in self.indicators if it.status is self.status)

    @property
    def name(self) -> str:
        """What the project was called in this year."""
        return name_in(self.project, self.fiscal_year)

    @property
    def missed(self) -> bool:
        """Whether one of its indicators is known to have missed its target."""
        return count_missed(self.indicators) > 0

    @property
    def compared(self) -> bool:
        """Whether it is known of one of its indicators whether it met its target."""
        return count_compared(self.indicators) > 0

    @property
    def has_staff(self) -> bool:
        """Whether something is recorded of the work of the staff."""
        return self._records(("planned_staff", "staff", "staff_rate"))

    @property
    def fundings(self) -> Mapping[str, Funding]:
        """Where its amounts came from, by the names of those of which it is recorded."""
        found = {name: getattr(self.record, field) for name, field in FUNDED.items()}
        return {name: funding for name, funding in found.items() if funding is not None}

    @property
    def has_sheet(self) -> bool:
        """Whether more is recorded than the lists of projects show."""
        return self._records(set(type(self.record).model_fields) - set(_LISTED))

    @property
    def has_budget(self) -> bool:
        """Whether a budget of it is recorded."""
        return self._records(BUDGETS)

    @property
    def has_plans(self) -> bool:
        """Whether it is recorded what was planned beside a budget."""
        return self._records(PLANNED)

    @property
    def has_settlement(self) -> bool:
        """Whether it is recorded what was spent, or why that is not known."""
        return not self.planned and self.record.settlement is not None

    @property
    def has_money(self) -> bool:
        """Whether more is recorded of its money than the settlement."""
        return self._records(_MONEY)

    def _records(self, names: Iterable[str]) -> bool:
        return any(getattr(self.record, name) not in {None, ()} for name in names)


@dataclass(frozen=True)
class EvaluatedProject:
    """A project 事務事業 over its years, oldest first; computed when its figures are asked for."""

    project: Project
    municipality: Municipality = field(repr=False)

    @cached_property
    def recorded(self) -> Mapping[FiscalYear, ProjectYear]:
        """What is recorded of each year, oldest first."""
        return {year.fiscal_year: year for year in sorted(self.project.years, key=_fiscal_year)}

    @cached_property
    def whole_planned_total(self) -> Figure | None:
        """What its plan of all years 全体計画 comes to with the personnel cost."""
        plan = self.project.whole_plan or WholePlan()
        return planned_total_cost(plan.planned_cost, plan.personnel_cost, self.municipality)

    @cached_property
    def planned_years(self) -> frozenset[FiscalYear]:
        """The years that hold nothing but plans."""
        return planned_years(self.project.years)

    @cached_property
    def told_years(self) -> tuple[FiscalYear, ...]:
        """The years, oldest first, of which more than plans is recorded."""
        return tuple(year for year in self.recorded if year not in self.planned_years)

    @cached_property
    def indicators(self) -> tuple[EvaluatedIndicator, ...]:
        """Its indicators over the years."""
        manner = rounding_rules(self.municipality, self.municipality.decimals.project_rate)
        return evaluate_indicators(
            self.project, self.project.indicators, self.project.years, self.planned_years, manner
        )

    @cached_property
    def years(self) -> tuple[EvaluatedProjectYear, ...]:
        """The years with their figures."""
        return tuple(_project_year(self, year) for year in self.recorded)

    @cached_property
    def by_year(self) -> Mapping[FiscalYear, EvaluatedProjectYear]:
        """The years by their number."""
        return {year.fiscal_year: year for year in self.years}

    @property
    def latest(self) -> EvaluatedProjectYear | None:
        """The newest year that is not only planned; else the first planned one."""
        return newest_known(self.years)

    @property
    def division(self) -> str | None:
        """The division 所管課 in charge now, or in the newest year that names one."""
        return self.project.division_in_charge

    def division_in(self, fiscal_year: FiscalYear) -> str | None:
        """The division in charge in a recorded year: that of the year, else the project's own."""
        return self.recorded[fiscal_year].division or self.project.division

    @property
    def records_settlement(self) -> bool:
        """Whether a settlement, or why there is none, is recorded of any year."""
        return any(year.settlement is not None for year in self.project.years)

    @property
    def sheets(self) -> tuple[EvaluatedProjectYear, ...]:
        """The years of which more is recorded than the lists of projects show."""
        return tuple(year for year in self.years if year.has_sheet)


def _fiscal_year(year: ProjectYear) -> FiscalYear:
    return year.fiscal_year


def _project_year(evaluated: EvaluatedProject, fiscal_year: FiscalYear) -> EvaluatedProjectYear:
    project, municipality = evaluated.project, evaluated.municipality
    record = evaluated.recorded[fiscal_year]
    previous = evaluated.recorded.get(fiscal_year.plus(-1))
    of_year = in_year(evaluated.indicators, fiscal_year)
    change, change_rate = settlement_changes(
        record.settlement, previous.settlement if previous else None, municipality
    )
    statuses = [year.status for year in of_year]
    if not _judged(of_year) and _lacks_outcome(project, of_year):
        statuses.append(Status.UNDETERMINED)
    status = figures.project_status(statuses)
    costs = evaluate_costs(record, municipality)
    planned = fiscal_year in evaluated.planned_years
    return EvaluatedProjectYear(
        project, record, of_year, change, change_rate, costs, status, planned
    )


def _judged(years: Iterable[EvaluatedIndicatorYear]) -> bool:
    return any(year.status is not Status.NOT_JUDGED for year in years)


def _lacks_outcome(project: Project, of_year: Iterable[EvaluatedIndicatorYear]) -> bool:
    """Whether it has an indicator to be judged of which the year records nothing."""
    recorded = {year.indicator.id for year in of_year}
    return any(
        it.id not in recorded and it.kind not in UNJUDGED and it.direction is not Direction.NONE
        for it in project.indicators
    )


def settlement_changes(
    settlement: Value | None,
    previous: Value | None,
    municipality: Municipality,
    unfit: Reason | None = None,
) -> tuple[Figure, Figure]:
    """How much a settlement, or a sum of them, changed since the year before, and by what part."""
    inputs = {"settlement": settlement, "previous_settlement": previous}
    unit, places = municipality.money_unit.value, municipality.decimals.money_rate
    return (
        figures.compute(figures.settlement_change, inputs, unit=unit, unfit=unfit),
        figures.compute(figures.settlement_change_rate, inputs, places=places, unfit=unfit),
    )
