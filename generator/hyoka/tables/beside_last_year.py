"""What is counted in a fiscal year, beside the same of the year before."""

from collections.abc import Mapping
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedYear
from hyoka.tables.context import PageContext
from hyoka.tables.totals import CountedStatuses, counted_statuses
from hyoka.units import FiscalYear


@dataclass(frozen=True, slots=True)
class CountedBeside:
    """The things of a kind by their status in a fiscal year, and in the year before."""

    fiscal_year: FiscalYear
    now: CountedStatuses
    before: CountedStatuses | None
    """`None` where the year before has none of them, or only plans."""

    @property
    def compared_before(self) -> CountedStatuses | None:
        """The year before, where it is known of any of its things whether they met their target."""
        return self.before if self.before and self.before.compared else None

    @property
    def bars(self) -> list[tuple[FiscalYear, CountedStatuses]]:
        """The years that there are, this year first."""
        before = [(self.fiscal_year.plus(-1), self.before)] if self.before else []
        return [(self.fiscal_year, self.now), *before]


def counted_beside(year: EvaluatedYear, context: PageContext) -> list[CountedBeside]:
    """What there is of each kind; first that of which most is known beside its target.

    That kind tells what the year came to.
    """
    return beside(year, context.evaluation.years_by_number.get(year.fiscal_year.plus(-1)), context)


def beside(
    year: EvaluatedYear,
    last: EvaluatedYear | None,
    context: PageContext,
    narrowing: Mapping[str, str] | None = None,
) -> list[CountedBeside]:
    """The same of a part of the site; `last`: its year before; `narrowing` as statuses have it."""
    counted = counted_statuses(last, context, narrowing) if last and not last.planned else []
    before = {one.id: one for one in counted}
    told = [
        CountedBeside(year.fiscal_year, now, before.get(now.id))
        for now in counted_statuses(year, context, narrowing)
    ]
    return sorted(told, key=lambda one: -one.now.compared)
