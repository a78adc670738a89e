"""Money: funding adds up to the settlement, nothing is below zero, no budget is overspent."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from hyoka.checks.registry import check
from hyoka.checks.years import left_off
from hyoka.content.record_paths import path_of
from hyoka.evaluation.figures import total
from hyoka.model import ProjectYear, Record, Records
from hyoka.problems import CHOICES, Finding, RecordPath
from hyoka.units import EXACT, Missing


@check(needs_municipality=True, within_projects=True)
def funding_sum(records: Records) -> Iterator[Finding]:
    """Funding that does not add up to the settlement, or of which a part alone exceeds it."""
    unit = records.municipality.money_unit.value
    for path, place, year in _years(records):
        for rule, values in _unbalanced(year):
            yield Finding(path, (*place, "funding"), rule, values | {"unit": unit})


def _years(records: Records) -> Iterator[tuple[str, RecordPath, ProjectYear]]:
    """Every project's years, with their files and their places in them."""
    for project in records.projects:
        for number, year in enumerate(project.years):
            yield path_of(project), ("years", number), year


def _unbalanced(year: ProjectYear) -> Iterator[tuple[str, dict[str, str]]]:
    if year.funding is None or not isinstance(year.settlement, Decimal):
        return
    recorded = total([part for part in year.funding.parts if part is not None])
    if recorded.value is None or recorded.excluded:
        return  # nobody knows the sum
    difference = EXACT.subtract(recorded.value, year.settlement)
    if difference > 0 or (year.funding.whole and difference):
        rule = "funding_over" if difference > 0 else "funding_under"
        values = {
            "sum": f"{recorded.value:,f}",
            "settlement": f"{year.settlement:,f}",
            "difference": f"{abs(difference):,f}",
        }
        yield rule if year.funding.whole else "funding_part_over", values


@check(within_projects=True)
def below_zero(records: Records) -> Iterator[Finding]:
    """An amount below zero; only a supplementary budget can be."""
    for path, place, year in _years(records):
        for inside, value in _amounts(year):
            if isinstance(value, Decimal) and value < 0:
                values = {"value": f"{value:,f}"}
                yield Finding(path, (*place, *inside), "below_zero", values)


_NEVER_NEGATIVE = ("initial_budget", "budget", "settlement", "personnel_cost")


def _amounts(year: ProjectYear) -> Iterator[tuple[RecordPath, object]]:
    for name in _NEVER_NEGATIVE:
        yield (name,), getattr(year, name)
    holders: dict[str, Record | None] = {"funding": year.funding, "unit_cost": year.unit_cost}
    for name, holder in holders.items():
        for key in type(holder).model_fields if holder is not None else ():
            yield (name, key), getattr(holder, key)


@check(needs_municipality=True, within_projects=True)
def settlement_over_budget(records: Records) -> Iterator[Finding]:
    """More was spent than the budget in the end allowed."""
    unit = records.municipality.money_unit.value
    for path, place, year in _years(records):
        spent, allowed = year.settlement, year.budget
        if isinstance(spent, Decimal) and isinstance(allowed, Decimal) and spent > allowed:
            values = {"settlement": f"{spent:,f}", "budget": f"{allowed:,f}", "unit": unit}
            yield Finding(path, (*place, "settlement"), "settlement_over_budget", values)


@check(needs_municipality=True, within_projects=True)
def budget_left_off(records: Records) -> Iterator[Finding]:
    """A year without a budget, which the project's years around it have."""
    for project in records.projects:
        years = sorted(enumerate(project.years), key=lambda one: one[1].fiscal_year)
        lost: dict[int, list[str]] = defaultdict(list)
        for key in ("initial_budget", "budget"):
            for index in left_off([getattr(year, key) is not None for _, year in years]):
                lost[index].append(key)
        for index, keys in sorted(lost.items()):
            number, year = years[index]
            if year.settlement not in {Missing.DISCONTINUED, Missing.CANCELLED}:
                values = {
                    "keys": CHOICES.join(keys),
                    "year": str(year.fiscal_year),
                    "before": str(years[index - 1][1].fiscal_year),
                }
                place = ("years", number, "fiscal_year")
                yield Finding(path_of(project), place, "budget_left_off", values)
