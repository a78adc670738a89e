"""Whatever can have former names and predecessors: policies, plans' parts, projects, indicators."""

from collections.abc import Iterator

from hyoka.evaluation import EvaluatedSite, LineageItem
from hyoka.model import Indicator


def every_lineal(evaluation: EvaluatedSite) -> Iterator[LineageItem]:
    """The policies, the parts of plans, the projects, then all their indicators."""
    yield from map(LineageItem, evaluation.owners)
    for indicator in evaluation.indicators:
        yield LineageItem(indicator.owner, indicator.indicator)


def indicator_id(indicator: Indicator | None) -> str | None:
    """Its id; none of what is no indicator."""
    return indicator.id if indicator else None
