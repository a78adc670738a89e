"""Whether a year holds nothing but plans yet: budgets and targets, and values still to come."""

from generator.model.measure import MeasureSheet
from generator.model.policy import Sheet
from generator.model.project import ProjectYear
from generator.model.rating import EVALUATIONS
from generator.units import Missing

_BUDGETS = ("initial_budget", "supplementary_budget", "budget")
_TOLD = (*EVALUATIONS, "next_action", "approaches", "summary")
"""What says how a year went."""


def only_planned(year: Sheet | MeasureSheet | ProjectYear) -> bool:
    """Whether it has plans, and no actual, no settlement and no evaluation.

    A year of which nothing is recorded is none: it plans nothing.
    """
    settlement = getattr(year, "settlement", None)
    told = any(getattr(year, name, None) for name in _TOLD)
    if told or settlement not in {None, Missing.PENDING}:
        return False
    if not all(row.actual is Missing.PENDING for row in year.indicators):
        return False
    budgets = any(getattr(year, name, None) is not None for name in _BUDGETS)
    return budgets or bool(year.indicators) or settlement is Missing.PENDING
