"""The money of a project's year: what was planned, budgeted and spent, and what it comes to."""

from collections.abc import Iterator, Mapping

from hyoka.elements import Cell, ColumnType, Row, Table
from hyoka.evaluation import EvaluatedProject, EvaluatedProjectYear
from hyoka.evaluation.figures import Figure
from hyoka.model import FUNDING_SOURCES, STAFF_UNITS, Funding, Staff, WholePlan
from hyoka.tables import cells
from hyoka.tables.context import PageContext, column
from hyoka.units import Value

_NUMBER = ColumnType.NUMBER


def project_money(
    project: EvaluatedProject, year: EvaluatedProjectYear, context: PageContext
) -> Table:
    """The money of a project's year: budgets, settlement, funding, costs; what is recorded."""
    columns = (
        column(context.word("project.item")),
        column(context.word(_amount_heading(year)), _NUMBER),
    )
    caption = context.word(
        "project.year_money_caption",
        name=project.project.name,
        year=context.language.year(year.fiscal_year),
        what=context.word(money_heading(year)),
    )
    data = context.links.data("projects", project.project, fiscal_year=year.fiscal_year)
    rows = _money_rows(year, context)
    return context.table(f"money-{year.fiscal_year}", caption, columns, rows, data=data)


def money_heading(year: EvaluatedProjectYear) -> str:
    """The word that says what a year's money is of: what was planned, what was spent, or both."""
    planned = "budget" if year.has_budget else "plan" if year.has_plans else ""
    if not planned:
        return f"project.year_money.{'settlement' if year.has_settlement else 'other'}"
    return f"project.year_money.{planned}{'_and_settlement' if year.has_settlement else ''}"


def _amount_heading(year: EvaluatedProjectYear) -> str:
    return "project.amount_or_staff" if year.has_staff else "project.amount"


def _money_rows(year: EvaluatedProjectYear, context: PageContext) -> Iterator[Row]:
    costs, label = year.costs, context.label
    yield from _amounts(year, _BEFORE_SETTLEMENT, context)
    if not year.planned:
        yield from _amounts(year, ("settlement",), context)
    yield from _computed(label("execution_rate"), costs.execution_rate, year, context)
    yield from _amounts(year, ("carried_over",), context)
    yield from _funding_rows(year, context)
    yield from _computed(label("general_share"), costs.general_share, year, context)
    for name in ("planned_staff", "staff"):
        yield from _staff_rows(context.label(name), getattr(year.record, name), context)
    if rate := year.record.staff_rate:
        amount = cells.number(rate.amount, context.language, rate.unit)
        yield Row((cells.header(label("staff_rate")), amount))
    yield from _amounts(year, ("planned_personnel_cost", "personnel_cost"), context)
    yield from _computed(label("planned_total_cost"), costs.planned_total_cost, year, context)
    yield from _computed(label("total_cost"), costs.total_cost, year, context)
    yield from _amounts(year, ("user_charges",), context)
    yield from _computed(_unit_cost(year, context), costs.unit_cost, year, context)


_BEFORE_SETTLEMENT = (
    "planned_cost",
    "initial_budget",
    "supplementary_budget",
    "budget",
    "settlement_forecast",
)


def _amounts(
    year: EvaluatedProjectYear, names: tuple[str, ...], context: PageContext
) -> Iterator[Row]:
    """A row for each amount of the year that is recorded."""
    for name in names:
        yield from _amount(context.label(name), getattr(year.record, name), context)


def _staff_rows(title: str, staff: Staff | None, context: PageContext) -> Iterator[Row]:
    """A row for each way in which the work of the staff is recorded."""
    for name, unit in STAFF_UNITS.items() if staff else ():
        value: Value | None = getattr(staff, name)
        if value is not None:
            part = context.label(name)
            named = context.word("project.staff_part", staff=title, part=part)
            yield Row((cells.header(named), cells.number(value, context.language, unit)))


def whole_plan(evaluated: EvaluatedProject, context: PageContext) -> Table | None:
    """What a project is to take over all its years; none where nothing is recorded of it."""
    project = evaluated.project
    if (plan := project.whole_plan) is None:
        return None
    heading = "project.plan_amount_or_staff" if plan.staff else "project.plan_amount"
    columns = (column(context.word("project.item")), column(context.word(heading), _NUMBER))
    caption = context.word("project.whole_plan_caption", name=project.name)
    data = context.links.data("project_definitions", project)
    rows = _whole_plan_rows(plan, evaluated.whole_planned_total, context)
    return context.table("whole-plan-amounts", caption, columns, rows, data=data)


def _whole_plan_rows(plan: WholePlan, total: Figure | None, context: PageContext) -> Iterator[Row]:
    label = context.label
    yield from _amount(label("planned_cost"), plan.planned_cost, context)
    if plan.funding:
        for (source, _), amounts in _by_source({"planned_cost": plan.funding}, context).items():
            part = context.word("project.funding_part", funding=label("funding"), part=source)
            yield from _amount(part, amounts["planned_cost"], context)
    yield from _staff_rows(context.word("project.staff"), plan.staff, context)
    yield from _amount(label("personnel_cost"), plan.personnel_cost, context)
    if total is not None:
        yield _computed_row(label("planned_total_cost"), cells.calculated(total, context), total)


def project_budget_lines(
    project: EvaluatedProject, year: EvaluatedProjectYear, context: PageContext
) -> Table | None:
    """The lines of the budget that a year's money stands in; none where none is recorded."""
    lines = year.record.budget_lines
    shown = [name for name in _BUDGET_LINE if any(getattr(line, name) for line in lines)]
    has_amounts = any(line.amount is not None for line in lines)
    if not lines:
        return None
    unit = context.money_unit
    columns = (
        *(column(context.label(name)) for name in shown),
        *((column(context.label("amount"), _NUMBER, unit),) if has_amounts else ()),
    )
    rows = (
        Row(
            (
                *(_text(getattr(line, name), context) for name in shown),
                *((cells.number(line.amount, context.language),) if has_amounts else ()),
            )
        )
        for line in lines
    )
    caption = context.word(
        "project.year_money_caption",
        name=project.project.name,
        year=context.language.year(year.fiscal_year),
        what=context.label("budget_lines"),
    )
    data = context.links.data("budget_lines", project.project, fiscal_year=year.fiscal_year)
    return context.table(f"budget-lines-{year.fiscal_year}", caption, columns, rows, data=data)


_BUDGET_LINE = (
    "budget_account",
    "budget_category",
    "budget_section",
    "budget_item",
    "budget_project",
)
"""The fields of a line of the budget that say which it is."""


def _text(text: str | None, context: PageContext) -> Cell:
    return cells.text(text) if text else cells.no_text(context.word("absent"))


def _funding_rows(year: EvaluatedProjectYear, context: PageContext) -> Iterator[Row]:
    """The funding of the settlement, where that of no other amount stands beside it."""
    if year.fundings.keys() == {"settlement"}:
        title = context.label("funding")
        for (source, _), amounts in _by_source(year.fundings, context).items():
            name_of_row = context.word("project.funding_part", funding=title, part=source)
            yield from _amount(name_of_row, amounts["settlement"], context)


def project_funding(
    project: EvaluatedProject, year: EvaluatedProjectYear, context: PageContext
) -> Table | None:
    """Where the amounts of a year came from: a column an amount; none for the settlement alone."""
    if year.fundings.keys() <= {"settlement"}:
        return None
    columns = (
        column(context.word("project.funding_source")),
        *(column(context.label(name), _NUMBER, context.money_unit) for name in year.fundings),
    )
    caption = context.word(
        "project.year_money_caption",
        name=project.project.name,
        year=context.language.year(year.fiscal_year),
        what=context.label("funding"),
    )
    rows = (
        Row(
            (
                cells.header(source),
                *(cells.number(amounts.get(name), context.language) for name in year.fundings),
            )
        )
        for (source, _), amounts in _by_source(year.fundings, context).items()
    )
    data = context.links.data("funding", project.project, fiscal_year=year.fiscal_year)
    return context.table(f"funding-{year.fiscal_year}", caption, columns, rows, data=data)


_Source = tuple[str, int]
"""What a source is called; 0, or of a municipality's own ones which of that name, from 1."""


def _by_source(
    fundings: Mapping[str, Funding], context: PageContext
) -> Mapping[_Source, Mapping[str, Value]]:
    """What each source gave to each amount, as far as it is recorded."""
    found: dict[_Source, dict[str, Value]] = {
        (context.label(name), 0): {} for name in FUNDING_SOURCES
    }
    for name, funding in fundings.items():
        for known, value in funding.by_source.items():
            if value is not None:
                found[context.label(known), 0][name] = value
        names = [part.name for part in funding.combined]
        for place, part in enumerate(funding.combined, start=1):
            source = (part.name, names[:place].count(part.name))
            found.setdefault(source, {})[name] = part.amount
    return {source: amounts for source, amounts in found.items() if amounts}


def _unit_cost(year: EvaluatedProjectYear, context: PageContext) -> str:
    unit_cost = year.record.unit_cost
    if unit_cost is None:
        return context.label("unit_cost")
    return context.word(
        "project.unit_cost_of",
        unit_cost=context.label("unit_cost"),
        cost=context.label(unit_cost.of),
        quantity=context.language.quantity(unit_cost.quantity, unit_cost.unit),
    )


def _amount(name: str, value: Value | None, context: PageContext) -> Iterator[Row]:
    if value is not None:
        amount = cells.number(value, context.language, context.money_unit)
        yield Row((cells.header(name), amount))


def _computed(
    name: str, figure: Figure | None, year: EvaluatedProjectYear, context: PageContext
) -> Iterator[Row]:
    if figure is not None:
        difference = year.costs.difference if figure.agrees is False else None
        cell = cells.calculated(figure, context, difference=difference, of_sheet=True)
        yield _computed_row(name, cell, figure)


def _computed_row(name: str, cell: Cell, figure: Figure) -> Row:
    return Row((cells.header(name), cell), key=figure.name.replace("_", "-"))
