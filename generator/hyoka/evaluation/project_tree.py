"""The projects of a year by what they belong to: policy, measure, project; each of them once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from hyoka.evaluation.figures import Total
from hyoka.evaluation.lineage import LineageItem, Node
from hyoka.evaluation.project import EvaluatedProjectYear
from hyoka.evaluation.project_groups import spent
from hyoka.evaluation.root import EvaluatedSite
from hyoka.evaluation.year import EvaluatedYear
from hyoka.model import PlanPart, Policy

_Holder = Policy | PlanPart


@dataclass(frozen=True)
class Branch:
    """A policy, a chapter or measure with the projects that belong to it."""

    of: _Holder | None
    """`None`: of those that name none."""
    branches: tuple["Branch", ...]
    own: tuple[EvaluatedProjectYear, ...]
    """Those that belong to no branch of it."""

    @cached_property
    def projects(self) -> tuple[EvaluatedProjectYear, ...]:
        """All of its, and of its branches."""
        below = (project for branch in self.branches for project in branch.projects)
        return (*below, *self.own)

    @cached_property
    def total(self) -> Total:
        """What they came to."""
        return spent(self.projects)


def project_tree(year: EvaluatedYear, site: EvaluatedSite) -> tuple[Branch, ...]:
    """The policies, each with its measures; then the chapters with those that name no policy."""
    paths = [(_path(project, site), project) for project in year.projects]
    return _branches(paths, _places(site))


def _path(project: EvaluatedProjectYear, site: EvaluatedSite) -> tuple[_Holder, ...]:
    record = project.project
    policy = site.policies_by_id[record.policy].policy if record.policy else None
    part = site.parts[record.measure.plan, record.measure.id] if record.measure else None
    if policy is not None:
        return (policy, part) if part else (policy,)
    return (*part.above, part) if part else ()


_Paths = Sequence[tuple[tuple[_Holder, ...], EvaluatedProjectYear]]


def _places(site: EvaluatedSite) -> dict[Node, int]:
    """Where each stands in the order of the site."""
    every: Iterable[_Holder]
    every = (*(it.policy for it in site.policies), *(it.part for it in site.measures))
    return {LineageItem(holder).node: place for place, holder in enumerate(every)}


def _branches(paths: _Paths, places: dict[Node, int]) -> tuple[Branch, ...]:
    """A branch for each that comes first; last those that name none."""
    found: dict[Node, _Holder] = {}
    below: dict[Node, list[tuple[tuple[_Holder, ...], EvaluatedProjectYear]]] = {}
    for path, project in paths:
        key = LineageItem(path[0]).node if path else ()
        found.update({key: path[0]} if path else {})
        below.setdefault(key, []).append((path[1:], project))
    return tuple(
        Branch(
            found.get(key),
            _branches([one for one in below[key] if one[0]], places) if key else (),
            tuple(project for path, project in below[key] if not path),
        )
        for key in sorted(below, key=lambda key: places.get(key, len(places)))
    )
