"""Money: funding adds up to the settlement."""

from collections.abc import Iterator
from decimal import Decimal

from generator.figures import total
from generator.model import ProjectYear, Records
from generator.problems import Finding
from generator.records import path_of
from generator.units import EXACT


def funding_sum(records: Records) -> Iterator[Finding]:
    """Funding that does not add up to the settlement, or of which a part alone exceeds it."""
    unit = records.municipality.money_unit.value
    for project in records.projects:
        for number, year in enumerate(project.years):
            for rule, values in _unbalanced(year):
                place = ("years", number, "funding")
                yield Finding(path_of(project), place, rule, values | {"unit": unit})


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
