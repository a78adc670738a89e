"""How the values of a fictional indicator go through the years."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from hyoka.units import EXACT, PERCENT, FiscalYear, rounded
from tools.demo.records import Fields
from tools.demo.vocabulary import MISSING, Gauge

ALL = 1000
"""100.0 ％ in units of its last decimal."""
_WITHOUT_ACTUAL = 0.03
_WITH_PRINTED_RATE = 0.6
"""How likely each of these is."""


@dataclass(frozen=True, slots=True)
class Course:
    """An indicator's way through the years; its values in units of the last decimal."""

    id: str
    gauge: Gauge
    baseline: int
    target: int
    pace: int
    """How much of the planned way is really gone, in ％; negative: away from the target."""

    def identity(self, years: Sequence[FiscalYear]) -> Fields:
        """The indicator as its owner records it."""
        fields: Fields = {
            "id": self.id,
            "name": self.gauge.name,
            "unit": self.gauge.unit,
            "kind": self.gauge.kind,
            "direction": self.gauge.direction,
            "baseline": self._exact(self.baseline),
            "baseline_year": years[0].year - 1,
        }
        if self.gauge.direction != "none":
            fields |= {"target": self._exact(self.target), "target_year": years[-1].year}
        return fields

    def year(self, random: Random, passed: int, of: int, places: int) -> Fields:
        """What a year records, after `passed` of `of` years; its rate printed to `places`."""
        way = self.target - self.baseline
        due = self.baseline + way * passed // of
        own = {} if self.gauge.direction == "none" else {"target": self._exact(due)}
        if random.random() < _WITHOUT_ACTUAL:
            return {"id": self.id, "actual": random.choice(MISSING), **own}
        noise = random.randint(-10, 10) * max(abs(way), 5) // 100
        actual = max(0, self.baseline + way * passed * self.pace // (of * 100) + noise)
        fields: Fields = {"id": self.id, "actual": self._exact(self._limited(actual))}
        fields |= own
        # A rate has no agreed method where lower is better; and a sheet may leave it out.
        if self.gauge.direction == "higher" and random.random() < _WITH_PRINTED_RATE:
            rate = percentage(self._limited(actual), due, places)
            fields["printed"] = {"achievement_rate": rate}
        return fields

    def _limited(self, units: int) -> int:
        return min(units, ALL) if self.gauge.unit == PERCENT else units

    def _exact(self, units: int) -> Decimal:
        return Decimal(units).scaleb(-self.gauge.places)


def percentage(part: int, whole: int, places: int) -> Decimal:
    """A share in ％, rounded as a sheet prints it."""
    return rounded(EXACT.divide(Decimal(part * 100), Decimal(whole)), places)
