"""What took whose place: recorded on successors alone, told from both sides."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hyoka.model import (
    Chapter,
    FormerName,
    Indicator,
    IndicatorSuccession,
    Measure,
    MeasureSuccession,
    PlanPart,
    Policy,
    Project,
    Record,
    Records,
    Succession,
)
from hyoka.problems import RecordPath
from hyoka.units import FiscalYear

Owner = Policy | Project | PlanPart
"""What may have indicators."""
Node = tuple[str, ...]
"""What has a lineage, by its noun and its ids: `("project", "matsuri")`, `("policy", "machi")`,
`("measure", plan, measure)`, `("indicator", *owner, indicator)`."""


def as_described(owner: Owner) -> Policy | Project | Chapter | Measure:
    """What describes it: a policy or project itself, of a plan's part the chapter or measure."""
    return owner.described if isinstance(owner, PlanPart) else owner


@dataclass(frozen=True)
class LineageItem:
    """What has a lineage: a policy, a project, a chapter or measure, or an indicator of one."""

    owner: Owner
    indicator: Indicator | None = None

    @property
    def named(self) -> Owner | Indicator:
        """What is meant by it."""
        return self.indicator or self.owner

    @property
    def owner_node(self) -> Node:
        """The noun and ids of the record itself, or of the indicator's owner."""
        match self.owner:
            case Policy():
                return ("policy", self.owner.id)
            case Project():
                return ("project", self.owner.id)
            case PlanPart():
                return ("measure", self.owner.plan.id, self.owner.id)

    @property
    def node(self) -> Node:
        """Its noun and ids."""
        owner = self.owner_node
        return ("indicator", *owner, self.indicator.id) if self.indicator else owner


@dataclass(frozen=True)
class Step:
    """A succession as it is recorded, and where."""

    record: Record
    place: RecordPath
    successor: LineageItem
    predecessor: Node
    """It need not be there: that is checked."""
    succession: Succession


@dataclass(frozen=True)
class Related:
    """A predecessor or a successor, and how the one took the other's place."""

    lineal: LineageItem
    succession: Succession

    @property
    def last_year(self) -> FiscalYear:
        """The last year before the succession."""
        return self.succession.fiscal_year.plus(-1)


@dataclass(frozen=True)
class History:
    """What came before something, and what came after it."""

    of: LineageItem
    former_names: Sequence[FormerName]
    predecessors: tuple[Related, ...]
    successors: tuple[Related, ...]

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.former_names or self.predecessors or self.successors)


@dataclass(frozen=True)
class Lineage:
    """Every predecessor and successor."""

    predecessors: Mapping[Node, tuple[Related, ...]]
    successors: Mapping[Node, tuple[Related, ...]]

    def of(self, owner: Owner, indicator: Indicator | None = None) -> History:
        """The history of a record, or of one of its indicators."""
        lineal = LineageItem(owner, indicator)
        return History(
            lineal,
            lineal.named.former_names,
            self.predecessors.get(lineal.node, ()),
            self.successors.get(lineal.node, ()),
        )


def trace_lineage(records: Records) -> Lineage:
    """Every succession of the records, which have passed the checks, from both sides."""
    every = list(steps(records))
    known = {lineal.node: lineal for _, _, lineal in lineals(records)} if every else {}
    before: dict[Node, list[Related]] = defaultdict(list)
    after: dict[Node, list[Related]] = defaultdict(list)
    for step in every:
        before[step.successor.node].append(Related(known[step.predecessor], step.succession))
        after[step.predecessor].append(Related(step.successor, step.succession))
    return Lineage(
        {node: tuple(related) for node, related in before.items()},
        {node: tuple(related) for node, related in after.items()},
    )


def items_of(owners: Iterable[Owner]) -> Iterator[LineageItem]:
    """Each of them, then its indicators."""
    for owner in owners:
        yield LineageItem(owner)
        yield from (LineageItem(owner, indicator) for indicator in as_described(owner).indicators)


def lineals(records: Records) -> Iterator[tuple[Record, RecordPath, LineageItem]]:
    """All that may have a lineage, with the record and the place in which it stands."""
    for record, place, owner in _owners(records):
        yield record, place, LineageItem(owner)
        for index, indicator in enumerate(as_described(owner).indicators):
            yield record, (*place, "indicators", index), LineageItem(owner, indicator)


def _owners(records: Records) -> Iterator[tuple[Record, RecordPath, Owner]]:
    for policy in records.policies:
        yield policy, (), policy
    for project in records.projects:
        yield project, (), project
    for plan in records.plans:
        yield from ((plan, place, part) for place, part in plan.placed_parts)


def steps(records: Records) -> Iterator[Step]:
    """Every recorded succession."""
    for record, place, owner in _owners(records):
        described = as_described(owner)
        yield from _steps(record, place, LineageItem(owner), described.succeeds)
        for index, one in enumerate(described.indicators):
            if one.succeeds:  # of most none is asked for more
                at = (*place, "indicators", index)
                yield from _steps(record, at, LineageItem(owner, one), one.succeeds)


def _steps(
    record: Record, place: RecordPath, lineal: LineageItem, successions: Iterable[Succession]
) -> Iterator[Step]:
    for index, succession in enumerate(successions):
        predecessor = _predecessor(lineal, succession)
        yield Step(record, (*place, "succeeds", index), lineal, predecessor, succession)


def _predecessor(lineal: LineageItem, succession: Succession) -> Node:
    match succession:
        case IndicatorSuccession():
            return ("indicator", *_owner_named(lineal, succession), succession.id)
        case MeasureSuccession():
            holder = lineal.node[:-1] if succession.plan is None else ("measure", succession.plan)
            return (*holder, succession.id)
        case _:
            return (*lineal.node[:-1], succession.id)


def _owner_named(lineal: LineageItem, succession: IndicatorSuccession) -> Node:
    """Whose the earlier indicator was: that of the record itself unless another is named."""
    if succession.policy is not None:
        return ("policy", succession.policy)
    if succession.project is not None:
        return ("project", succession.project)
    if succession.measure is not None:
        return ("measure", succession.measure.plan, succession.measure.id)
    return lineal.owner_node
