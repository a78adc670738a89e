"""What each source of funding 財源 gave to the amounts of a group of projects in a year."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.evaluation import figures
from hyoka.evaluation.figures import Total
from hyoka.evaluation.project_groups import ProjectGroup
from hyoka.model import FUNDED, FUNDING_SOURCES, Funding

COMBINED = "combined"
"""A source that a municipality puts together of others, or names itself."""


@dataclass(frozen=True)
class FundingSource:
    """A source, and what it gave."""

    source: str
    """Its field, where every municipality has it; else `COMBINED`."""
    name: str
    """What the municipality calls it, where it is its own; else empty."""
    total: Total
    """Of the amounts that are recorded of it: none of what a project does not tell of it."""


@dataclass(frozen=True)
class FundedAmount:
    """An amount of a year, such as the settlement, by where it came from."""

    amount: str
    """Its field."""
    projects: int
    """Of how many projects that is recorded."""
    sources: tuple[FundingSource, ...]
    """Those of which anything is recorded; of one amount no money is in two of them."""


def funded_amounts(group: ProjectGroup) -> Iterator[FundedAmount]:
    """The amounts of which any project tells where they came from, each by itself."""
    every = [year.fundings for year in group.projects]
    for amount in FUNDED:
        fundings = [its[amount] for its in every if amount in its]
        if fundings:
            yield FundedAmount(amount, len(fundings), tuple(_sources(fundings)))


def _sources(fundings: list[Funding]) -> Iterator[FundingSource]:
    """Those that every municipality has, then its own by their names."""
    known = [
        ((source, ""), value)
        for source in FUNDING_SOURCES
        for funding in fundings
        if (value := funding.by_source[source]) is not None
    ]
    own = [((COMBINED, part.name), part.amount) for it in fundings for part in it.combined]
    found = defaultdict(list)
    for named, value in (*known, *own):
        found[named].append(value)
    for named, values in found.items():
        yield FundingSource(*named, figures.total(values))
