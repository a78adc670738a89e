"""Lineage: what took whose place, without circles, neither too early nor in years to come."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from hyoka.checks.registry import check
from hyoka.checks.scope import Scope
from hyoka.content.record_paths import path_of
from hyoka.evaluation import Node, Step, lineals, steps
from hyoka.model import IndicatorSuccession, Record, Records
from hyoka.problems import Finding, RecordPath
from hyoka.units import FiscalYear


@check(scope=Scope.EACH_PROJECT)
def two_owners(records: Records) -> Iterator[Finding]:
    """An earlier indicator that is said to be of two records."""
    for step in steps(records):
        if isinstance(step.succession, IndicatorSuccession):
            owners = ("policy", "project", "measure")
            named = [name for name in owners if getattr(step.succession, name) is not None]
            if len(named) > 1:
                values = {"first": named[0], "second": named[1]}
                yield Finding(path_of(step.record), step.place, "two_owners", values)


@check(scope=Scope.ALL_BUT_NUMBERS)
def succession_circle(records: Records) -> Iterator[Finding]:
    """A record that succeeds itself, at once or by way of others."""
    before: dict[Node, list[Step]] = defaultdict(list)
    for step in steps(records):
        if step.predecessor == step.successor.node:
            values = {"id": step.successor.node[-1]}
            place = (*step.place, "id")
            yield Finding(path_of(step.record), place, "self_succession", values)
        else:
            before[step.successor.node].append(step)
    left = _without_ends(before)
    while left:
        circle = _circle(left)
        first = circle[0]
        ids = [step.successor.node for step in circle] + [first.successor.node]
        values = {"circle": " → ".join(_told(node) for node in ids)}
        yield Finding(path_of(first.record), (*first.place, "id"), "succession_circle", values)
        left = _without_ends({n: s for n, s in left.items() if n not in ids})


def _without_ends(before: Mapping[Node, Sequence[Step]]) -> dict[Node, list[Step]]:
    """The steps that come back to where they began: those whose predecessors never end."""
    left = {node: list(found) for node, found in before.items()}
    while True:
        kept = {
            node: inner
            for node, found in left.items()
            if (inner := [step for step in found if step.predecessor in left])
        }
        if kept == left:
            return left
        left = kept


def _circle(before: Mapping[Node, Sequence[Step]]) -> list[Step]:
    """A circle among steps of which every one has another before it."""
    way: list[Step] = []
    node = min(before)
    while node not in [step.successor.node for step in way]:
        way.append(before[node][0])
        node = way[-1].predecessor
    return way[[step.successor.node for step in way].index(node) :]


def _told(node: Node) -> str:
    """A node's ids as they are written in records."""
    return "/".join(node[2:] if node[0] == "indicator" else node[1:])


@check(scope=Scope.ALL_BUT_NUMBERS)
def succession_too_early(records: Records) -> Iterator[Finding]:
    """A project that took the place of one which had not begun yet."""
    first = {p.id: min(y.fiscal_year for y in p.years) for p in records.projects if p.years}
    for step in steps(records):
        if step.predecessor[0] == "project" and step.predecessor != step.successor.node:
            began = first.get(step.succession.id)
            if began is not None and step.succession.fiscal_year <= began:
                values = {"id": step.succession.id, "first": str(began)}
                values["year"] = str(step.succession.fiscal_year)
                place = (*step.place, "fiscal_year")
                yield Finding(path_of(step.record), place, "succession_too_early", values)


@check(needs_municipality=True, scope=Scope.PROJECT_AND_OTHERS)
def year_to_come(records: Records) -> Iterator[Finding]:
    """A change that is said to have happened in a year of which nothing can be known yet."""
    editions = [document.edition for document in records.municipality.documents]
    editions += [sheet.edition for sheet in records.every_sheet]
    if not editions:
        return
    last = max(editions)
    for record, place, year in _changes(records):
        if year > last:
            values = {"year": str(year), "last": str(last)}
            yield Finding(path_of(record), place, "year_to_come", values)


def _changes(records: Records) -> Iterator[tuple[Record, RecordPath, FiscalYear]]:
    for step in steps(records):
        yield step.record, (*step.place, "fiscal_year"), step.succession.fiscal_year
    for record, place, lineal in lineals(records):
        for index, former in enumerate(lineal.named.former_names):
            yield record, (*place, "former_names", index, "until"), former.until
        if lineal.indicator is not None:
            for key in ("target_changes", "breaks"):
                for index, change in enumerate(getattr(lineal.indicator, key)):
                    yield record, (*place, key, index, "fiscal_year"), change.fiscal_year
