"""What a project's money of a year comes to, beside the amounts that are recorded."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from hyoka.evaluation import figures
from hyoka.evaluation.figures import Figure
from hyoka.model import (
    CostBasis,
    Decimals,
    MoneyUnit,
    Municipality,
    PrintedMoney,
    ProjectYear,
    UnitCost,
)
from hyoka.units import Value


@dataclass(frozen=True)
class Costs:
    """The figures of a year's money; `None` for those that nothing is recorded for."""

    execution_rate: Figure | None
    planned_total_cost: Figure | None
    total_cost: Figure | None
    unit_cost: Figure | None
    general_share: Figure | None
    cost_per_resident: Figure | None
    difference: str | None
    """Why a printed figure differs from the computed one, as recorded."""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Those that there are."""
        every = (
            self.execution_rate,
            self.planned_total_cost,
            self.total_cost,
            self.unit_cost,
            self.general_share,
            self.cost_per_resident,
        )
        return tuple(figure for figure in every if figure is not None)


def evaluate_costs(record: ProjectYear, municipality: Municipality) -> Costs:
    """The figures of what a project's year records of its money."""
    printed = record.printed or PrintedMoney()
    total = figures.compute(
        figures.total_cost,
        {"settlement": record.settlement, "personnel_cost": record.personnel_cost},
        unit=municipality.money_unit.value,
        printed=printed.total_cost,
    )
    told = record.personnel_cost is not None or printed.total_cost is not None
    return Costs(
        _execution_rate(record, printed, municipality.decimals),
        planned_total_cost(record.planned_cost, record.planned_personnel_cost, municipality),
        total if told else None,
        _unit_cost(record, printed, total, municipality),
        _general_share(record, municipality.decimals),
        _cost_per_resident(record, total, municipality),
        printed.difference,
    )


def planned_total_cost(
    planned_cost: Value | None, planned_personnel_cost: Value | None, municipality: Municipality
) -> Figure | None:
    """What was planned to be spent in all; nothing where the sheet does not tell both parts."""
    if planned_cost is None or planned_personnel_cost is None:
        return None
    planned = {"planned_cost": planned_cost, "planned_personnel_cost": planned_personnel_cost}
    unit = municipality.money_unit.value
    return figures.compute(figures.planned_total_cost, planned, unit=unit)


def _execution_rate(
    record: ProjectYear, printed: PrintedMoney, decimals: Decimals
) -> Figure | None:
    if record.budget is None and printed.execution_rate is None:
        return None
    return figures.compute(
        figures.execution_rate,
        {"settlement": record.settlement, "budget": record.budget},
        places=decimals.money_rate,
        printed=printed.execution_rate,
    )


def _unit_cost(
    record: ProjectYear, printed: PrintedMoney, total: Figure, municipality: Municipality
) -> Figure | None:
    divided = record.unit_cost
    if divided is None and printed.unit_cost is None:
        return None
    unit = municipality.money_unit.value
    figure = figures.compute(
        figures.unit_cost,
        _cost_and_quantity(record, divided, total),
        unit=f"{unit}／{divided.unit}" if divided else unit,
        places=municipality.decimals.unit_cost,
        printed=printed.unit_cost,
    )
    if divided is None or divided.of is CostBasis.SETTLEMENT or total.reason is None:
        return figure
    return replace(figure, reason=total.reason)


def _cost_and_quantity(
    record: ProjectYear, divided: UnitCost | None, total: Figure
) -> Mapping[str, Value | None]:
    if divided is None:
        return {"cost": None, "quantity": None}
    of_total = divided.of is CostBasis.TOTAL_COST
    return {"cost": total.value if of_total else record.settlement, "quantity": divided.quantity}


def _general_share(record: ProjectYear, decimals: Decimals) -> Figure | None:
    if record.funding is None or record.funding.general is None:
        return None
    return figures.compute(
        figures.general_share,
        {"general": record.funding.general, "settlement": record.settlement},
        places=decimals.money_rate,
    )


def _cost_per_resident(
    record: ProjectYear, total: Figure, municipality: Municipality
) -> Figure | None:
    """In yen; nothing where the municipality records no population at all."""
    if not municipality.populations:
        return None
    of_total = municipality.cost_per_resident_of is CostBasis.TOTAL_COST
    cost = total.value if of_total else record.settlement
    recorded = municipality.population_in(record.fiscal_year)
    figure = figures.compute(
        figures.cost_per_resident,
        {
            "cost": _in_yen(cost, municipality.money_unit),
            "population": Decimal(recorded.population) if recorded else None,
        },
        unit=MoneyUnit.YEN.value,
        places=municipality.decimals.cost_per_resident,
    )
    if of_total:
        return replace(figure, reason=total.reason) if total.reason else figure
    if isinstance(record.settlement, Decimal):
        return figure
    return replace(figure, reason=figures.without("settlement", record.settlement))


def _in_yen(amount: Value | None, unit: MoneyUnit) -> Value | None:
    return unit.in_yen(amount) if isinstance(amount, Decimal) else amount
