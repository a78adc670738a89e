"""An indicator's year, with all that its figures are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from hyoka.evaluation import figures
from hyoka.evaluation.cumulative import Cumulative, cumulative_of, summed
from hyoka.evaluation.figures import Reason
from hyoka.evaluation.indicator import RoundingRules, rank_among
from hyoka.evaluation.target import (
    EffectiveTarget,
    effective_target_of,
    final_target,
    meant_direction,
)
from hyoka.model import Direction, Indicator, IndicatorYear, Qualifier
from hyoka.units import FiscalYear, Value, is_percent


@dataclass(frozen=True)
class IndicatorCase:
    """An indicator's year, with all that its figures are made of."""

    indicator: Indicator
    direction: Direction | None
    """The wanted one, the same in every year."""
    fiscal_year: FiscalYear
    rows: Mapping[FiscalYear, IndicatorYear]
    """What each year recorded, this one too."""
    manner: RoundingRules
    planned: bool
    """Whether the year holds nothing but plans."""

    @property
    def row(self) -> IndicatorYear:
        """What the year recorded."""
        return self.rows[self.fiscal_year]

    @property
    def previous(self) -> IndicatorYear | None:
        """The row of the year before."""
        return self.rows.get(self.fiscal_year.plus(-1))

    @cached_property
    def cumulative(self) -> Cumulative | None:
        """The sum up to the year, where its target counts that."""
        return cumulative_of(self.indicator, self.fiscal_year, self.rows)

    @property
    def foreseen(self) -> Reason | None:
        """Why nothing has been reached or missed yet: an actual is no more than a forecast 見込."""
        if self.indicator.cumulative_from is not None:
            total = self.cumulative
            if total is None or isinstance(self.counted, Reason) or not total.forecast:
                return None
            own = self.row.forecast is True
            return Reason("forecast" if own else "cumulative_forecast")
        return Reason("forecast") if self.row.forecast else None

    @property
    def counted(self) -> Decimal | Reason:
        """The sum that the target counts; or why there is none."""
        if not isinstance(self.row.actual, Decimal):
            return figures.without("actual", self.row.actual)
        told = self.row.actual_qualifier
        if told is not None and told.bounds:
            return Reason("bounded", "actual")
        return summed(self.indicator, self.fiscal_year, self.cumulative)

    @cached_property
    def effective_target(self) -> EffectiveTarget:
        """The target that holds in the year."""
        return effective_target_of(self.indicator, self.fiscal_year, self.row)

    @property
    def actual(self) -> dict[str, Value | None]:
        """The actual by its name in a formula, as the other two."""
        return {"actual": self.row.actual}

    @property
    def inferred(self) -> bool:
        """Whether the direction is taken from the numbers: neither recorded nor meant."""
        return self.direction not in {self.indicator.direction, meant_direction(self.indicator)}

    @property
    def baseline(self) -> dict[str, Value | None]:
        """The baseline."""
        return {"baseline": self.indicator.baseline}

    @property
    def last(self) -> dict[str, Value | None]:
        """The actual of the year before."""
        return {"previous_actual": self.previous.actual if self.previous else None}

    @property
    def previous_is_baseline(self) -> bool:
        """Whether the year before has no actual but the baseline."""
        start, number = self.indicator.baseline_year, self.indicator.baseline
        if self.previous is not None or not isinstance(number, Decimal):
            return False
        return start == self.fiscal_year.plus(-1)

    @property
    def after_baseline(self) -> bool:
        """Whether the year can be compared with the baseline: it is not before it, nor the same.

        In the baseline's own year another number was measured at another time.
        """
        start = self.indicator.baseline_year
        if start == self.fiscal_year:
            return self.row.actual != self.indicator.baseline
        return start is None or start < self.fiscal_year

    @cached_property
    def unfit(self) -> Mapping[str, Reason]:
        """Why `baseline` or `previous_actual` is not compared with, whether recorded or not."""
        indicator, year = self.indicator, self.fiscal_year
        found = {} if self.after_baseline else {"baseline": "not_after_baseline"}
        if not indicator.comparable_with_baseline(year):
            found["baseline"] = "measured_otherwise"
        if not indicator.comparable(year.plus(-1), year):
            found["previous_actual"] = "measured_otherwise"
        if self.previous and self.previous.forecast:
            found.setdefault("previous_actual", "previous_forecast")
        among = {"baseline": indicator.rank_among}
        if self.previous:
            among["previous_actual"] = rank_among(indicator, self.previous)
        for name, other in among.items():
            if code := _unlike(rank_among(indicator, self.row), other):
                found.setdefault(name, code)
        return {name: Reason(code, name) for name, code in found.items()}

    @property
    def final_target(self) -> EffectiveTarget:
        """The plan's target, to which the way leads from the baseline."""
        return final_target(self.indicator, self.fiscal_year, self.effective_target)

    @cached_property
    def qualifiers(self) -> Mapping[str, Qualifier]:
        """What the sheet says beside the numbers that are compared."""
        return self.qualifiers_with(self.effective_target)

    def qualifiers_with(self, target: EffectiveTarget) -> Mapping[str, Qualifier]:
        """The same where another target is compared."""
        before = self.previous.actual_qualifier if self.previous else None
        found = {
            "actual": self.row.actual_qualifier,
            "baseline": self.indicator.baseline_qualifier,
            "previous_actual": before,
            "target": target.qualifier,
        }
        return {name: told for name, told in found.items() if told is not None}

    @property
    def in_unit(self) -> str:
        """The unit of a difference."""
        return figures.unit_of_change(self.indicator.unit)

    @property
    def is_share(self) -> bool:
        """Whether the indicator is in ％."""
        return is_percent(self.indicator.unit)

    @property
    def not_a_rate(self) -> Reason | None:
        """Why nothing of the indicator is told as a rate."""
        return Reason("rank") if self.indicator.is_rank else None

    @property
    def lacks_direction(self) -> Reason | None:
        """Why no rate tells how far the actual came: nobody said which way is better."""
        stated = self.indicator.direction is not Direction.NOT_STATED
        return None if stated else Reason("undeclared_direction")


def _unlike(among: Value | None, other: Value | None) -> str | None:
    """Why two ranks cannot be compared: they are, or may be, among different numbers."""
    if among == other:
        return None
    known = isinstance(among, Decimal) and isinstance(other, Decimal)
    return "other_rank_among" if known else "unknown_rank_among"
