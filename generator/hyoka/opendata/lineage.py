"""Whatever can have former names and predecessors: policies, plans' parts, projects, indicators."""

from collections.abc import Iterator

from hyoka.evaluation import EvaluatedSite, LineageItem, Owner
from hyoka.model import Indicator
from hyoka.opendata.indicators import every_indicator


def every_lineal(evaluation: EvaluatedSite) -> Iterator[LineageItem]:
    """The policies, the parts of plans, the projects, then all their indicators."""
    owners: tuple[Owner, ...] = (
        *(policy.policy for policy in evaluation.policies),
        *(measure.part for measure in evaluation.measures),
        *(project.project for project in evaluation.projects),
    )
    yield from map(LineageItem, owners)
    for indicator in every_indicator(evaluation):
        yield LineageItem(indicator.owner, indicator.indicator)


def indicator_id(indicator: Indicator | None) -> str | None:
    """Its id; none of what is no indicator."""
    return indicator.id if indicator else None
