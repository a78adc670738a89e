"""What has a feed and a calendar of its own: each policy, division and tag."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from hyoka.evaluation import (
    EvaluatedSite,
    Gathered,
    LineageItem,
    Owner,
    divisions_of,
    tags_of,
)
from hyoka.evaluation.lineage import Node
from hyoka.urls import gathered_path, policy_path


@dataclass(frozen=True, slots=True)
class Topic:
    """A policy, a division or a tag, with the records that are about it."""

    page: str
    """The path of its page."""
    name: str
    subjects: frozenset[Node]
    """The policies, the chapters and measures, and the projects."""


def topics_of(site: EvaluatedSite) -> Iterator[Topic]:
    """The policies, the divisions, then the tags."""
    for policy in site.policies:
        owners: list[Owner] = [policy.policy, *(it.project for it in policy.projects)]
        yield Topic(policy_path(policy.policy), policy.policy.name, nodes_of(owners))
    yield from map(_gathered, divisions_of(site))
    yield from map(_gathered, tags_of(site))


class _About(Protocol):
    """What can be about topics."""

    @property
    def subjects(self) -> frozenset[Node]:
        """What it is about."""


AboutT = TypeVar("AboutT", bound=_About)


def by_topic(site: EvaluatedSite, every: Sequence[AboutT]) -> Iterator[tuple[Topic, list[AboutT]]]:
    """The topics that something of `every` is about, each with that."""
    for topic in topics_of(site):
        if about := [one for one in every if one.subjects & topic.subjects]:
            yield topic, about


def nodes_of(owners: Iterable[Owner]) -> frozenset[Node]:
    """The records, by their nouns and ids."""
    return frozenset(LineageItem(owner).node for owner in owners)


def _gathered(gathered: Gathered) -> Topic:
    owners: list[Owner] = [it.policy for it in gathered.policies]
    owners += [it.part for it in gathered.measures]
    owners += [it.project for it in (*gathered.projects, *gathered.former, *gathered.joint)]
    return Topic(gathered_path(gathered.key), gathered.name, nodes_of(owners))
