"""Money: funding adds up to its amount, nothing is below zero, no budget is overspent."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from hyoka.checks.registry import check
from hyoka.checks.scope import Scope
from hyoka.checks.years import left_off
from hyoka.content.record_paths import path_of
from hyoka.evaluation import evaluate_costs
from hyoka.evaluation.figures import total
from hyoka.model import FUNDED, Funding, Municipality, Project, ProjectYear, Record, Records
from hyoka.problems import CHOICES, Finding, RecordPath
from hyoka.units import EXACT, Missing


@check(needs_municipality=True, scope=Scope.EACH_PROJECT)
def funding_sum(records: Records) -> Iterator[Finding]:
    """Funding that does not add up to its amount, or of which a part alone exceeds it."""
    unit = records.municipality.money_unit.value
    for path, place, year in _years(records):
        for name, field in FUNDED.items():
            funding: Funding | None = getattr(year, field)
            if funding is not None:
                amounts = _funded_amounts(year, name, records.municipality)
                for rule, values in _unbalanced(funding, amounts, negative=name in _NEGATIVE):
                    told = values | {"amount_of": name, "unit": unit}
                    yield Finding(path, (*place, field), rule, told)


@check(needs_municipality=True, scope=Scope.EACH_PROJECT)
def whole_plan_funding_sum(records: Records) -> Iterator[Finding]:
    """Funding of all of a project's years that does not add up to what they are to cost."""
    unit = records.municipality.money_unit.value
    for project in records.projects:
        plan = project.whole_plan
        if plan is not None and plan.funding is not None:
            amounts = [plan.planned_cost] if isinstance(plan.planned_cost, Decimal) else []
            for rule, values in _unbalanced(plan.funding, amounts, negative=False):
                told = values | {"amount_of": "planned_cost", "unit": unit}
                yield Finding(path_of(project), ("whole_plan", "funding"), rule, told)


def _years(records: Records) -> Iterator[tuple[str, RecordPath, ProjectYear]]:
    """Every project's years, with their files and their places in them."""
    for project in records.projects:
        for number, year in enumerate(project.years):
            yield path_of(project), ("years", number), year


def _funded_amounts(year: ProjectYear, name: str, municipality: Municipality) -> list[Decimal]:
    """What a funding may come to: its amount; of the total cost, also the one that is printed."""
    if name != "total_cost":
        amount = getattr(year, name)
        return [amount] if isinstance(amount, Decimal) else []
    total_cost = evaluate_costs(year, municipality).total_cost
    known = (total_cost.value, total_cost.printed) if total_cost else ()
    return [amount for amount in known if amount is not None]


_NEGATIVE = frozenset({"supplementary_budget"})
"""The amounts that can be below zero, and their parts too."""


def _unbalanced(
    funding: Funding, amounts: Sequence[Decimal], *, negative: bool
) -> Iterator[tuple[str, dict[str, str]]]:
    """How a funding differs from each of the amounts that it may come to, told by the first."""
    recorded = total([part for part in funding.parts if part is not None])
    if recorded.value is None or recorded.excluded or recorded.value in amounts:
        return  # nobody knows the sum, or it is right
    if (negative and not funding.whole) or not amounts:
        return  # the parts that are left may be below zero
    difference = EXACT.subtract(recorded.value, amounts[0])
    if difference > 0 or funding.whole:
        rule = "funding_over" if difference > 0 else "funding_under"
        values = {
            "sum": f"{recorded.value:,f}",
            "amount": f"{amounts[0]:,f}",
            "difference": f"{abs(difference):,f}",
        }
        yield rule if funding.whole else "funding_part_over", values


@check(scope=Scope.EACH_PROJECT)
def below_zero(records: Records) -> Iterator[Finding]:
    """An amount below zero; only a supplementary budget can be."""
    for project in records.projects:
        for place, value in _amounts_of(project):
            if isinstance(value, Decimal) and value < 0:
                yield Finding(path_of(project), place, "below_zero", {"value": f"{value:,f}"})


def _amounts_of(project: Project) -> Iterator[tuple[RecordPath, object]]:
    for number, year in enumerate(project.years):
        yield from ((("years", number, *inside), value) for inside, value in _amounts(year))
    plan = project.whole_plan
    yield from _amounts_inside("whole_plan", plan)
    for name in ("funding", "staff"):
        for inside, value in _amounts_inside(name, getattr(plan, name, None)):
            yield ("whole_plan", *inside), value


_NEVER_NEGATIVE = (
    "planned_cost",
    "initial_budget",
    "budget",
    "settlement_forecast",
    "settlement",
    "carried_over",
    "planned_personnel_cost",
    "personnel_cost",
    "user_charges",
)


def _amounts(year: ProjectYear) -> Iterator[tuple[RecordPath, object]]:
    for name in _NEVER_NEGATIVE:
        yield (name,), getattr(year, name)
    for amount, name in FUNDED.items():
        if amount not in _NEGATIVE:
            yield from _amounts_inside(name, getattr(year, name))
    for name in ("unit_cost", "planned_staff", "staff", "staff_rate"):
        yield from _amounts_inside(name, getattr(year, name))
    for number, line in enumerate(year.budget_lines):
        yield ("budget_lines", number, "amount"), line.amount


def _amounts_inside(name: str, holder: Record | None) -> Iterator[tuple[RecordPath, object]]:
    for key in type(holder).model_fields if holder is not None else ():
        yield (name, key), getattr(holder, key)
    if isinstance(holder, Funding):
        for number, part in enumerate(holder.combined):
            yield (name, "combined", number, "amount"), part.amount


@check(needs_municipality=True, scope=Scope.EACH_PROJECT)
def settlement_over_budget(records: Records) -> Iterator[Finding]:
    """More was spent than the budget in the end allowed."""
    unit = records.municipality.money_unit.value
    for path, place, year in _years(records):
        spent, allowed = year.settlement, year.budget
        if isinstance(spent, Decimal) and isinstance(allowed, Decimal) and spent > allowed:
            values = {"settlement": f"{spent:,f}", "budget": f"{allowed:,f}", "unit": unit}
            yield Finding(path, (*place, "settlement"), "settlement_over_budget", values)


@check(needs_municipality=True, scope=Scope.EACH_PROJECT)
def carried_over_too_much(records: Records) -> Iterator[Finding]:
    """More was spent and carried over to the next year than the budget in the end allowed."""
    unit = records.municipality.money_unit.value
    for path, place, year in _years(records):
        spent, allowed, kept = year.settlement, year.budget, year.carried_over
        if not (isinstance(spent, Decimal) and isinstance(kept, Decimal)):
            continue
        used = EXACT.add(spent, kept)
        if isinstance(allowed, Decimal) and spent <= allowed < used:
            values = {"settlement": f"{spent:,f}", "carried_over": f"{kept:,f}", "unit": unit}
            values |= {"sum": f"{used:,f}", "budget": f"{allowed:,f}"}
            yield Finding(path, (*place, "carried_over"), "carried_over_too_much", values)


@check(needs_municipality=True, scope=Scope.EACH_PROJECT)
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
