"""Whether a year holds nothing but plans yet: budgets and targets, and values still to come."""

from collections.abc import Sequence

from hyoka.model.measure import MeasureSheet
from hyoka.model.policy import Sheet
from hyoka.model.project import ProjectYear
from hyoka.model.rating import EVALUATION_FIELDS
from hyoka.model.records import Records
from hyoka.units import FiscalYear, Missing

BUDGETS = ("initial_budget", "supplementary_budget", "budget")
"""The fields of a project's year that hold a budget."""
PLANNED = ("planned_cost", "planned_personnel_cost", "planned_staff")
"""Those that hold what was planned beside a budget."""
_PLANS = (*BUDGETS, *PLANNED, "settlement_forecast")
"""What of a year's money can be told before the year is over."""
_TOLD = (*EVALUATION_FIELDS, "next_action", "approaches", "summary", "variance_reason")
"""What says how a year went."""


def planned_years(years: Sequence[Sheet | MeasureSheet | ProjectYear]) -> frozenset[FiscalYear]:
    """Those of an owner's years that hold nothing but plans, after every one that holds more."""
    last = max((year.fiscal_year for year in years if not only_planned(year)), default=None)
    plans = (year.fiscal_year for year in years if only_planned(year))
    return frozenset(year for year in plans if last is None or year > last)


def plans_over(records: Records) -> frozenset[str]:
    """The ids of the plans after which sheets or projects tell of years, and of more than plans."""
    years = [
        *records.every_sheet,
        *(year for project in records.projects for year in project.years),
    ]

    def is_over(last: int) -> bool:
        return any(year.fiscal_year.year > last and not only_planned(year) for year in years)

    return frozenset(plan.id for plan in records.plans if is_over(plan.last_year.year))


def only_planned(year: Sheet | MeasureSheet | ProjectYear) -> bool:
    """Whether it has plans, and no actual, no settlement and no evaluation.

    Neither a forecast nor a value that is not stated is an actual, and neither is a plan: a year
    that holds nothing else plans nothing. So does one of which nothing is recorded.
    """
    recorded = vars(year)  # not every kind of year has every field
    settlement = recorded.get("settlement")
    told = any(recorded.get(name) for name in _TOLD)
    if told or settlement not in {None, Missing.PENDING}:
        return False
    told_or_to_come = [
        row.actual
        for row in year.indicators
        if not row.forecast and row.actual is not Missing.NOT_STATED
    ]
    if any(actual is not Missing.PENDING for actual in told_or_to_come):
        return False
    plans = any(recorded.get(name) is not None for name in _PLANS)
    activities = bool(recorded.get("planned_activities")) and not recorded.get("activities")
    return plans or activities or bool(told_or_to_come) or settlement is Missing.PENDING
