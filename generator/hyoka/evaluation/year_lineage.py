"""What is there first or last in a fiscal year, has another name since, or took another's place."""

from collections.abc import Iterable
from dataclasses import dataclass

from hyoka.evaluation.indicator import EvaluatedIndicator, told_years
from hyoka.evaluation.lineage import Lineage, LineageItem, Node, Owner, Related, items_of
from hyoka.model import name_in
from hyoka.units import FiscalYear


@dataclass(frozen=True)
class Renamed:
    """What has another name since the later year."""

    item: LineageItem
    then: str
    now: str


@dataclass(frozen=True)
class Succeeded:
    """What took the place of another in the later year."""

    item: LineageItem
    related: Related


def renamed(owners: Iterable[Owner], then: FiscalYear, now: FiscalYear) -> tuple[Renamed, ...]:
    """What has another name than in the year before: records, and their indicators."""
    every = (
        Renamed(item, name_in(item.named, then), name_in(item.named, now))
        for item in items_of(owners)
        if item.named.former_names
    )
    return tuple(one for one in every if one.then != one.now)


def succeeded(
    owners: Iterable[Owner], lineage: Lineage, fiscal_year: FiscalYear
) -> tuple[Succeeded, ...]:
    """What took the place of another in the year: records, and their indicators."""
    return tuple(
        Succeeded(item, related)
        for item in items_of(owners)
        for related in lineage.predecessors.get(item.node, ())
        if related.succession.fiscal_year == fiscal_year
    )


def begun_indicators(
    indicators: Iterable[EvaluatedIndicator], fiscal_year: FiscalYear, but: frozenset[Node]
) -> tuple[EvaluatedIndicator, ...]:
    """Those that are told from the year on, of what told others before; without those of `but`."""
    return tuple(
        it
        for it in indicators
        if fiscal_year.plus(-1) in it.told_years
        and told_years(it.years)[:1] == (fiscal_year,)
        and _node(it) not in but
    )


def ended_indicators(
    indicators: Iterable[EvaluatedIndicator], fiscal_year: FiscalYear, but: frozenset[Node]
) -> tuple[EvaluatedIndicator, ...]:
    """Those that are told until the year, of what tells others after; without those of `but`."""
    return tuple(
        it
        for it in indicators
        if fiscal_year.plus(1) in it.told_years
        and told_years(it.years)[-1:] == (fiscal_year,)
        and _node(it) not in but
    )


def _node(indicator: EvaluatedIndicator) -> Node:
    return LineageItem(indicator.owner, indicator.indicator).node
