"""The sum 累計 of an indicator's actuals since a year, where its target counts that."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce

from hyoka.evaluation.figures import Reason
from hyoka.model import Indicator, IndicatorYear
from hyoka.units import EXACT, FiscalYear


@dataclass(frozen=True, slots=True)
class Cumulative:
    """The actuals from a first year up to another, and those of its years that have none."""

    first: FiscalYear
    amounts: tuple[tuple[FiscalYear, Decimal], ...]
    """Oldest first, at least one."""
    excluded: tuple[FiscalYear, ...]
    """The years without a number. Missing is never zero: the sum is then but a part."""
    preliminary: bool
    """Whether an actual of it is preliminary 速報値."""
    forecast: bool
    """Whether an actual of it is no more than a forecast 見込."""
    about: bool = False
    """Whether an actual of it is only about so much 約."""

    @property
    def known(self) -> Decimal:
        """The sum of those that are known."""
        return reduce(EXACT.add, (amount for _, amount in self.amounts))

    @property
    def whole(self) -> Decimal | None:
        """The sum, where the actual of every year is known."""
        return None if self.excluded else self.known


def cumulative_of(
    indicator: Indicator, fiscal_year: FiscalYear, rows: Mapping[FiscalYear, IndicatorYear]
) -> Cumulative | None:
    """The sum up to a year; `None` before its first year, or where no actual is a number."""
    first = indicator.cumulative_from
    if first is None:
        return None
    years = [first.plus(number) for number in range(fiscal_year.year - first.year + 1)]
    recorded = [(year, rows[year].actual) for year in years if year in rows]
    bounded = {year for year in years if year in rows and _is_bounded(rows[year])}
    amounts = tuple(
        (year, value)
        for year, value in recorded
        if isinstance(value, Decimal) and year not in bounded
    )
    known = {year for year, _ in amounts}
    if not known:
        return None
    excluded = tuple(year for year in years if year not in known)
    preliminary = any(rows[year].preliminary is True for year in known)
    forecast = any(rows[year].forecast is True for year in known)
    about = any(rows[year].actual_qualifier is not None for year in known)
    return Cumulative(first, amounts, excluded, preliminary, forecast, about)


def summed(
    indicator: Indicator, fiscal_year: FiscalYear, cumulative: Cumulative | None
) -> Decimal | Reason:
    """The sum up to a year; or why there is none."""
    first = indicator.cumulative_from
    if first is not None and fiscal_year < first:
        return Reason("cumulative_before")
    whole = cumulative.whole if cumulative else None
    return Reason("cumulative_gap") if whole is None else whole


def _is_bounded(row: IndicatorYear) -> bool:
    """Whether an actual is only known to be above or below a number: that is none to be added."""
    return row.actual_qualifier is not None and row.actual_qualifier.bounds
