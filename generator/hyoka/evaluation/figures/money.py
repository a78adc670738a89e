"""The figures of a project's money, and sums of amounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce

from hyoka.evaluation.figures.definition import Reason, Sign, figure, percentage
from hyoka.units import EXACT, Missing, Value


@figure("settlement − previous_settlement", sign=Sign.DIFFERENCE)
def settlement_change(settlement: Decimal, previous_settlement: Decimal) -> Decimal:
    """決算額の前年度からの増減 in the municipality's unit of money."""
    return EXACT.subtract(settlement, previous_settlement)


@figure("(settlement − previous_settlement) ÷ |previous_settlement| × 100", sign=Sign.DIFFERENCE)
def settlement_change_rate(settlement: Decimal, previous_settlement: Decimal) -> Decimal | Reason:
    """決算額の前年度からの増減率 in ％."""
    return percentage(
        EXACT.subtract(settlement, previous_settlement),
        abs(previous_settlement),
        Reason("zero", "previous_settlement"),
    )


@figure("settlement ÷ budget × 100")
def execution_rate(settlement: Decimal, budget: Decimal) -> Decimal | Reason:
    """執行率 in ％ of the year's final budget."""
    if budget < 0:
        return Reason("negative", "budget")
    return percentage(settlement, budget, Reason("zero", "budget"))


@figure("settlement ＋ personnel_cost")
def total_cost(settlement: Decimal, personnel_cost: Decimal) -> Decimal:
    """総事業費 in the municipality's unit of money."""
    return EXACT.add(settlement, personnel_cost)


@figure("planned_cost ＋ planned_personnel_cost")
def planned_total_cost(planned_cost: Decimal, planned_personnel_cost: Decimal) -> Decimal:
    """計画総事業費 in the municipality's unit of money, of a year or of a project's whole plan."""
    return EXACT.add(planned_cost, planned_personnel_cost)


@figure("cost ÷ quantity")
def unit_cost(cost: Decimal, quantity: Decimal) -> Decimal | Reason:
    """単位コスト in the municipality's unit of money for one of what is counted."""
    return Reason("zero", "quantity") if quantity == 0 else EXACT.divide(cost, quantity)


@figure("cost ÷ population")
def cost_per_resident(cost: Decimal, population: Decimal) -> Decimal | Reason:
    """住民一人あたりの費用 in yen; `cost`: in yen, too."""
    return Reason("zero", "population") if population == 0 else EXACT.divide(cost, population)


@figure("general ÷ settlement × 100")
def general_share(general: Decimal, settlement: Decimal) -> Decimal | Reason:
    """一般財源の割合 in ％ of the settlement."""
    if settlement < 0:
        return Reason("negative", "settlement")
    return percentage(general, settlement, Reason("zero", "settlement"))


@dataclass(frozen=True, slots=True)
class Total:
    """A sum 合計 of recorded amounts, and how many could be counted. Missing is never zero."""

    value: Decimal | None
    """`None` when none could be counted."""
    amounts: tuple[Decimal, ...]
    """What was added up."""
    of: int
    """Among how many amounts."""
    missing: Missing | None = None
    """Why none could be counted, where that is the same for all."""

    @property
    def told(self) -> Value | None:
        """The sum, or why there is none."""
        return self.missing if self.value is None else self.value

    @property
    def counted(self) -> int:
        """How many amounts have a value."""
        return len(self.amounts)

    @property
    def excluded(self) -> int:
        """How many have none, and are not counted."""
        return self.of - self.counted


def total(amounts: Sequence[Value | None]) -> Total:
    """The sum of those amounts that have a value."""
    known = tuple(amount for amount in amounts if isinstance(amount, Decimal))
    kinds = set(amounts)
    alone = next(iter(kinds)) if len(kinds) == 1 else None
    missing = alone if isinstance(alone, Missing) else None
    return Total(reduce(EXACT.add, known) if known else None, known, len(amounts), missing)
