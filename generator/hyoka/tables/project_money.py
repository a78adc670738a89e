"""The money of a project's year: what was planned, budgeted and spent, and what it comes to."""

from collections.abc import Iterator

from hyoka.elements import ColumnType, Row, Table
from hyoka.evaluation import EvaluatedProject, EvaluatedProjectYear
from hyoka.evaluation.figures import Figure
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
        column(context.word("project.amount"), _NUMBER),
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
    """The word that says what a year's money is of: budgets, plans, or its settlement alone."""
    if year.has_budget:
        return "project.year_money"
    return "project.year_plan" if year.has_planned_costs else "project.year_settlement"


def _money_rows(year: EvaluatedProjectYear, context: PageContext) -> Iterator[Row]:
    costs, label = year.costs, context.label
    yield from _amounts(year, _BEFORE_SETTLEMENT, context)
    if year.planned:
        settlement = cells.to_come(context.language)
        yield Row((cells.header(label("settlement")), settlement))
    else:
        yield from _amounts(year, ("settlement",), context)
    yield from _computed(label("execution_rate"), costs.execution_rate, year, context)
    yield from _amounts(year, ("carried_over",), context)
    yield from _funding_rows(year, context)
    yield from _computed(label("general_share"), costs.general_share, year, context)
    yield from _amounts(year, ("planned_personnel_cost", "personnel_cost"), context)
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


def _funding_rows(year: EvaluatedProjectYear, context: PageContext) -> Iterator[Row]:
    if funding := year.record.funding:
        sources = {
            "national": funding.national,
            "prefectural": funding.prefectural,
            "bonds": funding.bonds,
            "other": funding.other,
            "general": funding.general,
        }
        title = context.label("funding")
        for name, amount in sources.items():
            part = context.label(name)
            name_of_row = context.word("project.funding_part", funding=title, part=part)
            yield from _amount(name_of_row, amount, context)


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
        yield Row((cells.header(name), cell))
