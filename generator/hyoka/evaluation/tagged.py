"""The tags of the municipality and the goals (SDGs), each with what has it."""

from collections.abc import Callable, Iterator

from hyoka.evaluation.gathered import Gathered, GatheredBy, GatheredKey
from hyoka.evaluation.lineage import as_described
from hyoka.evaluation.root import EvaluatedSite, subjects_of
from hyoka.model import LAST_GOAL, Tag, Tagged


def tags_of(site: EvaluatedSite) -> Iterator[Gathered]:
    """Every tag that the municipality declares, in its order."""
    for tag in site.municipality.tags:
        yield _gathered(site, GatheredBy.TAG, tag.id, _has_tag(tag.id), tag)


def goals_of(site: EvaluatedSite) -> Iterator[Gathered]:
    """Every goal that something contributes to."""
    for number in range(1, LAST_GOAL + 1):
        goal = _gathered(site, GatheredBy.GOAL, str(number), _has_goal(number))
        if goal.policies or goal.measures or goal.projects:
            yield goal


def _has_tag(tag: str) -> Callable[[Tagged], bool]:
    return lambda of: tag in of.tags


def _has_goal(number: int) -> Callable[[Tagged], bool]:
    return lambda of: number in of.sdgs


def _gathered(
    site: EvaluatedSite,
    by: GatheredBy,
    value: str,
    has: Callable[[Tagged], bool],
    tag: Tag | None = None,
) -> Gathered:
    """What has it, and what was recommended about that."""
    policies = tuple(it for it in site.policies if has(it.policy))
    measures = tuple(it for it in site.measures if has(it.part.described))
    projects = tuple(it for it in site.projects if has(it.project))
    recommendations = tuple(
        told
        for told in site.recommendations
        if any(has(as_described(one)) for one in subjects_of(told.recommendation, site))
    )
    return Gathered(
        GatheredKey(by, value),
        site,
        policies,
        measures,
        projects,
        recommendations=recommendations,
        tag=tag,
    )
