"""What is counted in a fiscal year, beside the same of the year before."""

from collections.abc import Mapping
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedYear
from hyoka.evaluation.figures import Status
from hyoka.tables.context import PageContext
from hyoka.tables.totals import CountedStatuses, counted_statuses
from hyoka.units import FiscalYear
from hyoka.wording import Language


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


def things(counted: CountedStatuses, language: Language) -> str:
    """How many things there are, and of what kind: 640事業, 重点課題の指標23件."""
    name = "" if counted.name == counted.unit else counted.name
    return f"{name}{language.number(counted.count)}{counted.unit}"


def answer(told: CountedBeside, language: Language) -> str:
    """Of how many things of a kind the target was missed, and how it was the year before."""
    now, before, number = told.now, told.compared_before, language.number
    said = language.word(
        "home.answer" if now.missed else "home.answer_none",
        of=things(now, language),
        count=number(now.missed),
        unit=now.unit,
    )
    if before is None:
        return said
    missed, every = number(before.missed), number(before.count)
    return said + language.word("home.answer_before", of=every, count=missed, unit=before.unit)


def missed_by_status(counted: CountedStatuses, language: Language) -> str:
    """Which statuses those have that missed their target; nothing where none did.

    No status says that a target was missed: what improved may have missed it, too.
    """
    if not counted.missed:
        return ""
    word, number = language.word, language.number
    parts = [
        word("home.missed_part", status=language.status(status), count=number(count))
        for status, count in counted.missed_by_status.items()
        if count
    ]
    said = word(
        "home.missed_parts",
        count=number(counted.missed),
        unit=counted.unit,
        parts=word("formats.list").join(parts),
    )
    unknown = counted.missed_by_status[Status.UNDETERMINED]
    return said + word("home.missed_unknown") if unknown else said


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
